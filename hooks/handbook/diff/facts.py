"""What the front matter of a page says about it, and how hard the page is to read."""

from collections.abc import Iterator

from handbook.diff.change import Change, Edit, Place, Weight, changed
from handbook.diff.comparison import Comparison
from handbook.diff.texts import edits_between, seen
from handbook.diff.version import front
from handbook.page import Page
from handbook.rules.prose import GRADE, SAMPLE, length, reading_grade, sentences_of
from handbook.sheets import CALLED

STEP = 0.5  # school years; the reading grade of a page moves a little with every word

_KINDS = {"home": "home page", "module": "overview", "lesson": "lesson", **CALLED}
_WORDS = ("title", "summary", "description")
# Compared elsewhere: as objectives, citations, order of lessons and modules, place of the page.
_ELSEWHERE = frozenset({"kind", "objectives", "sources", "lessons", "order", "status"})
_CALLED = {"reviewed": "last reviewed", "review_by": "to be reviewed by"}


def kind_of(page: Page) -> str:
    """What a sentence calls a page."""
    return _KINDS.get(str(front(page).get("kind")), "page")


def fact_changes(compared: Comparison, old: Page, new: Page) -> Iterator[Change]:
    """The changes above the text of a page, and of its reading grade."""
    subject = f"the {kind_of(new)} “{{title}}”"
    if old.front is not None and new.front is not None:
        yield from _front(subject, old, new)
    before, after = _grade(old), _grade(new)
    if before is None or after is None:
        return
    if abs(after - before) >= STEP or (before <= GRADE) != (after <= GRADE):
        harder = "harder" if after > before else "easier"
        edit = Edit(f"{before:.1f}", f"{after:.1f}", "reading grade")
        message = f"To read {subject} is {harder}"
        yield changed("reading-grade", Weight.FACT, Place(new.file, 1), message, edit, title=new.title)


def _front(subject: str, old: Page, new: Page) -> Iterator[Change]:
    before, after = front(old), front(new)
    differ = [
        name
        for name in dict.fromkeys([*before, *after])
        if name not in _ELSEWHERE and _entries(before.get(name)) != _entries(after.get(name))
    ]
    titles = [_entries(fields.get("title")) for fields in (before, after)]
    if "title" in differ and titles == [[old.title], [new.title]]:
        differ.remove("title")  # its heading says the same

    def tell(kind: str, weight: Weight, message: str, names: list[str]) -> Iterator[Change]:
        edits = [
            edit
            for name in names
            for edit in edits_between(
                _entries(before.get(name)), _entries(after.get(name)), _CALLED.get(name, name.replace("_", " "))
            )
        ]
        if edits:
            place = Place(new.file, new.front.mark((names[0],)).line)
            yield changed(kind, weight, place, message, *edits, title=new.title)

    if before.get("status") != after.get("status"):
        yield from tell("page-status", Weight.MEANING, f"The status of {subject} changed", ["status"])
    texts, facts = ([name for name in differ if (name in _WORDS) == wanted] for wanted in (True, False))
    yield from tell("page-text", Weight.WORDING, f"What {subject} is called or promises reads differently", texts)
    yield from tell("page-fact", Weight.FACT, f"Facts about {subject} changed", facts)


def _entries(value: object) -> list[str]:
    """What a field says: each entry of a list, each `name: value` of named ones, or its one value."""
    if isinstance(value, dict):
        return sorted(f"{name}: {seen(str(entry))}" for name, entry in value.items())
    listed = value if isinstance(value, list) else [] if value is None else [value]
    return [seen(str(entry)) for entry in listed]


def _grade(page: Page) -> float | None:
    """The reading grade of a page; None where it has too few words to tell."""
    sentences = [text for _, text in sentences_of(page)]
    if sum(map(length, sentences)) < SAMPLE:
        return None
    return round(reading_grade(sentences), 1)
