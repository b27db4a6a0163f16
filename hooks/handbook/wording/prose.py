"""What people read in a file, passage by passage, with the place of each letter."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any

from handbook.page import Fence, Page
from handbook.problem import Problem
from handbook.rules.paragraph import Paragraph, paragraphs, without_code, without_speech
from handbook.source import Document, KeyPath
from handbook.wording.place import FieldPlace, Typed

# Fields that hold a name for the program, and no text.
NAMES = frozenset(
    {
        *("id", "was", "type", "level", "module", "objective", "objectives", "grade", "start", "to", "channel"),
        *("outcome", "kind", "status", "sources", "lessons", "situations", "at", "source", "where"),
        *("avoid", "unless"),  # what a house term does not want
    }
)
# What learners type: slips are meant. And what is said, by a learner or in a wrong option.
_TYPED = frozenset({"accept", "near"})
_LINES = frozenset({"say", "left", "right", "extra", "steps", "model_answer"})
_OPTIONS = frozenset({"answer", "answers", "distractors"})
_SHEETS = ("checklist", "form")
_OBJECTIVES = re.compile(r"\|[^|]*$")


@dataclass(frozen=True)
class Passage:
    """A paragraph, a row, a field: `whole` is what stands there, without code, which nobody reads aloud.

    `unspoken` has blanks in the place of what somebody says or is quoted with. `place` gives the line
    and the column of the word at an offset.
    """

    file: str
    whole: str
    unspoken: str
    place: Callable[[int], tuple[int, int]]

    def problem(self, offset: int, rule: str, message: str, hint: str) -> Problem:
        return Problem(self.file, *self.place(offset), rule, message, hint)


@dataclass(frozen=True)
class Prose:
    """A file's passages. `page` is a page's path below `docs/`, and empty for other files.

    `words` holds at least every word of them, as `handbook.source.said` gives words; `raw` is the file
    as it is typed. Both are at hand; the passages are looked for when somebody asks.
    """

    page: str
    words: frozenset[bytes]
    raw: str
    find: Callable[[], Iterator[Passage]]

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        return tuple(self.find())

    @cached_property
    def unspoken(self) -> str:
        """The unspoken parts of all passages, for a first look. No phrase runs across the marks between them."""
        return "\0".join(passage.unspoken for passage in self.passages)


def of_page(page: Page) -> Prose:
    """The passages of a page: its front matter, paragraphs and cells, and the lines of fences that are prose."""
    raw = f"{page.front.text}\n{page.text}" if page.front else page.text
    return Prose(page.path, page.words, raw, partial(_in_page, page))


def of_document(document: Document) -> Prose:
    """The passages in the fields of a YAML file."""
    return Prose("", document.words, document.text, partial(_in_document, document))


def _in_page(page: Page) -> Iterator[Passage]:
    if page.front:
        yield from _in_document(page.front)
    for part in paragraphs(page):
        yield Passage(page.file, part.text, part.unspoken, part.place)
    typed = dict(page.lines)
    for fence in page.fences:
        if fence.closed:
            yield from _in_fence(page, fence, typed)


def _in_fence(page: Page, fence: Fence, typed: dict[int, str]) -> Iterator[Passage]:
    for number, _ in fence.lines if fence.language in ("dialogue", *_SHEETS) else ():
        line = typed[number]
        if fence.language == "checklist":
            line = _OBJECTIVES.sub(lambda names: " " * len(names[0]), line)
        part = Paragraph(((number, line),))
        yield Passage(page.file, part.text, part.unspoken if fence.language in _SHEETS else "", part.place)


def _in_document(document: Document) -> Iterator[Passage]:
    file = Typed(document)
    for path, value in _values(document.data, ()):
        names = [part for part in path if isinstance(part, str)]
        typed = not _TYPED.isdisjoint(names) and names[-1] != "feedback"
        if typed or names[-1] in NAMES or "situations" in names:
            continue
        whole = without_code(value)
        line = names[-1] in _LINES or (names[-1] == "text" and not _OPTIONS.isdisjoint(names))
        yield Passage(
            document.file,
            whole,
            "" if line else without_speech(whole),
            FieldPlace(file, path, value),
        )


def _values(data: Any, path: KeyPath) -> Iterator[tuple[KeyPath, str]]:
    """Every text in some data, with its path; a text of a list has the list's name."""
    if isinstance(data, str):
        yield path, data
    elif isinstance(data, dict | list):
        for key, value in data.items() if isinstance(data, dict) else enumerate(data):
            yield from _values(value, (*path, key))
