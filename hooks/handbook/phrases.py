"""The phrase bank: every row of the lessons' tables Say / Not / Why, gathered from their one source."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from handbook.model import Handbook, Lesson
from handbook.page import Section, table_rows
from handbook.problem import Problem
from handbook.quiz.items.text import plain
from handbook.quiz.model import folded

PHRASES_SECTION = "Words to use"

_QUOTE = re.compile(r"“([^”]+)”")
SHORTEST = 2  # words: “Yes?” may be right here and wrong there


@dataclass(frozen=True)
class Phrase:
    """One row: what to say, what not, and why, as Markdown; the lesson and the line where it stands."""

    lesson: Lesson
    line: int
    say: str
    avoid: str
    why: str


def phrases(lesson: Lesson) -> list[Phrase]:
    """The rows of a lesson's phrase bank, those with an empty cell left out."""
    section = phrase_section(lesson)
    rows = table_rows(section.lines) if section else []
    return [Phrase(lesson, line, *cells) for line, cells in rows if len(cells) == 3 and all(cells)]


def phrase_section(lesson: Lesson) -> Section | None:
    """The section that holds a lesson's phrase bank."""
    return next((s for s in lesson.page.sections(2) if s.heading.text == PHRASES_SECTION), None)


def check_phrases(handbook: Handbook) -> Iterator[Problem]:
    """P05: what one lesson tells to say, no lesson tells not to say."""
    bank = [phrase for lesson in handbook.lessons() for phrase in phrases(lesson)]
    avoided: dict[str, Phrase] = {}
    for phrase in bank:
        for line in lines_of(phrase.avoid):
            avoided.setdefault(line, phrase)
    for phrase in bank:
        for line, typed in lines_of(phrase.say).items():
            if line in avoided:
                other = avoided[line]
                place = f"{other.lesson.page.file}:{other.line}"
                message = f"“{typed}” stands under Say here and under Not in {place}."
                hint = "Decide which it is, and change one of the two."
                yield phrase.lesson.page.problem(phrase.line, 1, "say-and-not", message, hint)


def lines_of(cell: str) -> dict[str, str]:
    """What a cell quotes as it is typed, by what is compared; all of it where it quotes nothing."""
    text = plain(cell)
    quoted = {folded(line): line for line in _QUOTE.findall(text) or [text]}
    return {line: typed for line, typed in quoted.items() if len(line.split()) >= SHORTEST}
