"""What changed in the objectives: which there are, what they say, and which questions to read again."""

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from handbook.diff.blocks import Part
from handbook.diff.change import Change, Edit, Place, Weight, changed
from handbook.diff.comparison import Comparison
from handbook.diff.match import ObjectiveKey, Stated, newcomers
from handbook.diff.texts import edits_between
from handbook.quiz.model import folded
from handbook.rules.page import CITATION


class _Both(NamedTuple):
    """An objective in both versions."""

    then: ObjectiveKey
    now: ObjectiveKey
    before: Stated
    after: Stated

    @property
    def place(self) -> Place:
        return Place(self.after.page.file, self.after.line)


def objective_changes(compared: Comparison) -> Iterator[Change]:
    """Every change of an objective, and the questions to read again because of one.

    Those of a page that is new or gone are told with the page.
    """
    old, new, partners = compared.before.stated, compared.after.stated, compared.matches.objectives
    pages, now = compared.matches.pages, compared.new.handbook.pages
    for key, stated in old.items():
        path = pages.get(stated.page.path, "")
        if key in partners:
            both = _Both(key, partners[key], stated, new[partners[key]])
            yield from _objective(compared, both)
            yield from _read_again(compared, both)
        elif path in now and now[path].file not in compared.new.unread:
            message, weight = "The objective “{id}” is gone", compared.weight_of(*key)
            yield changed(
                "objective-removed", weight, Place(now[path].file), message, Edit(stated.text, ""), id=key[1]
            )
    known = set(pages.values())
    for key, stated in newcomers(new, partners).items():
        if stated.page.path in known and stated.page.file not in compared.old.unread:
            message, place = "The objective “{id}” is new", Place(stated.page.file, stated.line)
            weight = compared.weight_of(*key)
            yield changed("objective-added", weight, place, message, Edit("", stated.text), id=key[1])


def _objective(compared: Comparison, both: _Both) -> Iterator[Change]:
    before, after, name = both.before, both.after, both.now[1]
    if both.then[1] != name:
        message = "The objective “{id}” has another id; links from elsewhere break"
        yield changed("objective-renamed", Weight.NAME, both.place, message, Edit(both.then[1], name), id=name)
    if compared.matches.pages.get(before.page.path, before.page.path) != after.page.path:
        edit = Edit(before.page.title, after.page.title)
        message = "Another lesson teaches the objective “{id}”"
        yield changed("objective-moved", Weight.MEANING, both.place, message, edit, id=name)
    if before.text != after.text:
        weight = compared.weight_of(*both.now) if folded(before.text) != folded(after.text) else Weight.WORDING
        edit = Edit(before.text, after.text)
        yield changed(
            "objective-text", weight, both.place, "The objective “{id}” reads differently", edit, id=name
        )
    sources = compared.matches.sources
    then, now = {sources.get(source, source) for source in before.sources}, set(after.sources)
    if then != now:
        edits = edits_between(sorted(then - now), sorted(now - then))
        message = "The objective “{id}” rests on other sources"
        yield changed("objective-source", Weight.MEANING, both.place, message, *edits, id=name)


def _read_again(compared: Comparison, both: _Both) -> Iterator[Change]:
    """The questions that test an objective whose words, or whose section, are no longer the same."""
    module, name = both.now
    quizzes = compared.new.handbook.quizzes_of(module)
    ids = tuple(q.item.id for quiz in quizzes for q in quiz.questions if q.item.objective == name)
    old = _section(compared.parts_before[both.before.page.path], both.then[1])
    new = _section(compared.parts_after[both.after.page.path], name)
    section = bool(old and new and old != new)
    if ids and (section or folded(both.before.text) != folded(both.after.text)):
        heading = next((h for h in both.after.page.headings if h.id == name), None)
        place = Place(both.after.page.file, heading.line) if section and heading else both.place
        what = "The section that teaches “{id}” changed" if section else "The objective “{id}” changed"
        message = f"{what}; read the questions that test it again"
        yield changed("questions-to-read", Weight.REREAD, place, message, about=ids, id=name)


def _section(found: list[Part], name: str) -> Counter[str]:
    """What stands under a heading, smaller headings included, without what makes no difference to a question."""
    return Counter(
        folded(CITATION.sub("", block.text))
        for part in found
        if any(heading.id == name for heading in part.above)
        for block in part.blocks
        if not block.embeds
    )
