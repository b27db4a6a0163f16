"""What in the older version is what in the newer one, whatever it is called there."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple, TypeVar

from handbook.diff.texts import pair_up, seen, words
from handbook.diff.version import Version, front
from handbook.model import Handbook, Question, Quiz, Scenario
from handbook.page import Page
from handbook.quiz.model import folded
from handbook.rules.paragraph import paragraphs

K = TypeVar("K")
V = TypeVar("V")

MOSTLY = 0.5  # what two things share at least when one is the other under a new name

ObjectiveKey = tuple[str, str]  # the module and the id


class Asked(NamedTuple):
    """A question and the quiz that asks it."""

    quiz: Quiz
    question: Question


class Stated(NamedTuple):
    """An objective as a lesson's front matter states it."""

    page: Page
    index: int
    text: str
    sources: tuple[str, ...]

    @property
    def line(self) -> int:
        return self.page.front.mark(("objectives", self.index, "text")).line


@dataclass(frozen=True)
class Side:
    """One version, and what it holds by its names."""

    version: Version

    @property
    def handbook(self) -> Handbook:
        return self.version.handbook

    @cached_property
    def asked(self) -> dict[str, Asked]:
        """Every question by its id."""
        found: dict[str, Asked] = {}
        for quiz in self.handbook.quizzes.values():
            for question in quiz.questions:
                found.setdefault(question.item.id, Asked(quiz, question))
        return found

    @cached_property
    def stated(self) -> dict[ObjectiveKey, Stated]:
        """Every objective, those of lessons that are not quite valid included."""
        found: dict[ObjectiveKey, Stated] = {}
        for path, page in self.handbook.pages.items():
            listed = front(page).get("objectives")
            for index, entry in enumerate(listed if isinstance(listed, list) else ()):
                name, text = (
                    (entry.get(field) for field in ("id", "text")) if isinstance(entry, dict) else ("", "")
                )
                if isinstance(name, str) and isinstance(text, str) and name and text:
                    sources = entry.get("sources")
                    named = tuple(map(str, sources)) if isinstance(sources, list) else ()
                    found.setdefault((path.split("/")[0], name), Stated(page, index, seen(text), named))
        return found


@dataclass(frozen=True)
class Matches:
    """For each kind of thing, the newer name by the older one, also where they are the same."""

    before: Side
    after: Side

    @cached_property
    def questions(self) -> dict[str, str]:
        """By id, then by `was:`, then by what they say."""
        old, new = self.before.asked, self.after.asked
        found = {name: name for name in old if name in new}
        for name, asked in new.items():
            for was in asked.question.item.was:
                if was in old and name not in old and was not in found:
                    found[was] = name
        return found | _alike(old, new, found, _said_by_question)

    @cached_property
    def quizzes(self) -> dict[str, str]:
        """By name, then by the questions that they ask."""
        old, new = self.before.handbook.quizzes, self.after.handbook.quizzes
        found = {name: name for name in old if name in new}
        ids = self.questions

        def asked_before(quiz: Quiz) -> frozenset[str]:
            return frozenset(ids.get(question.item.id, "") for question in quiz.questions)

        def asked_now(quiz: Quiz) -> frozenset[str]:
            return frozenset(question.item.id for question in quiz.questions)

        gone = {name: asked_before(quiz) for name, quiz in old.items() if name not in found}
        come = {name: asked_now(quiz) for name, quiz in new.items() if name not in found}
        return found | pair_up(gone, come, MOSTLY)

    @cached_property
    def scenarios(self) -> dict[str, str]:
        """By name, then by what they say."""
        old, new = self.before.handbook.scenarios, self.after.handbook.scenarios
        found = {name: name for name in old if name in new}
        return found | _alike(old, new, found, _said_in_scenario)

    @cached_property
    def pages(self) -> dict[str, str]:
        """By path below docs/, then by what stands on them."""
        old, new = self.before.handbook.pages, self.after.handbook.pages
        found = {path: path for path in old if path in new}
        return found | _alike(old, new, found, _said_on_page)

    @cached_property
    def modules(self) -> dict[str, str]:
        """The folders: one whose overview moved is called like its new place."""
        return {
            old.split("/")[0]: new.split("/")[0]
            for old, new in self.pages.items()
            if old.endswith("/index.md") and new.endswith("/index.md")
        }

    @cached_property
    def objectives(self) -> dict[ObjectiveKey, ObjectiveKey]:
        """By module and id, then by what they say."""
        old, new = self.before.stated, self.after.stated
        found = {}
        for module, name in old:
            now = (self.modules.get(module, module), name)
            if now in new:
                found[module, name] = now
        return found | _alike(old, new, found, lambda stated: words(stated.text))

    @cached_property
    def sources(self) -> dict[str, str]:
        """By id, then by their citation."""
        old, new = self.before.handbook.sources, self.after.handbook.sources
        found = {name: name for name in old if name in new}
        return found | _alike(old, new, found, lambda source: words(source.citation))

    @cached_property
    def slots(self) -> dict[str, str]:
        """By id, then by their label."""
        old, new = self.before.handbook.workplace, self.after.handbook.workplace
        found = {name: name for name in old if name in new}
        return found | _alike(old, new, found, lambda slot: words(slot.label))


def newcomers(new: Mapping[K, V], partners: Mapping[Any, K]) -> dict[K, V]:
    """The things that only the newer version has."""
    known = set(partners.values())
    return {name: one for name, one in new.items() if name not in known}


def _alike(old: Mapping, new: Mapping, found: Mapping, features) -> dict:
    """Partners for those that no name has brought together."""
    gone = {name: features(one) for name, one in old.items() if name not in found}
    come = {name: features(one) for name, one in newcomers(new, found).items()}
    return pair_up(gone, come, MOSTLY)


def _said_by_question(asked: Asked) -> frozenset[str]:
    item = asked.question.item
    texts = [item.prompt, *item.key(), *(text for choice in item.reasons() for text in choice[1:3])]
    return frozenset(folded(text) for text in texts)


def _said_in_scenario(scenario: Scenario) -> frozenset[str]:
    nodes, endings = scenario.meta.nodes.values(), scenario.meta.endings.values()
    says = (line.say for node in nodes for line in node.choices)
    return frozenset(map(folded, [*says, *(part.text for part in (*nodes, *endings))]))


def _said_on_page(page: Page) -> frozenset[str]:
    return frozenset(folded("\n".join(text for _, text in part.lines)) for part in paragraphs(page)) - {""}
