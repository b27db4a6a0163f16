"""What paper needs around blocks that a screen does not: where pages begin, what stays together, where to cut."""

from collections.abc import Iterator
from itertools import pairwise

from handbook.book.nodes import Blocks, Node, node, plain
from handbook.rules.lesson import LESSON_SECTIONS
from handbook.rules.practice import PRACTICE_SECTIONS

SOURCES = LESSON_SECTIONS[-1]
SUPERVISOR = PRACTICE_SECTIONS[-1]
LEAD_IN = 240  # letters: a longer paragraph is more than a lead to what follows it
_LED_TO = frozenset({"question", "table", "list", "form", "dialogue", "checklist", "box", "register"})


def arranged(blocks: Blocks) -> Blocks:
    """Blocks whose lead-ins stay with what they lead to, and with their sources in smaller letters."""
    for before, after in pairwise(blocks):
        if before["t"] == "p" and after["t"] in _LED_TO and len(plain(before["c"])) <= LEAD_IN:
            before["keep"] = True
    for at, one in enumerate(blocks):
        if one["t"] == "heading" and plain(one["c"]) == SOURCES:
            return [*blocks[: at + 1], node("fine", c=blocks[at + 1 :])]
    return blocks


def with_cuts(blocks: Blocks) -> Iterator[Node]:
    """The blocks of a practice page: each role-play on a sheet of its own, with lines to cut along.

    A role-play is a section with a checklist for its observer; each of its smaller sections is a card.
    """
    top = min((one["level"] for one in blocks if one["t"] == "heading"), default=0)
    section: Blocks = []
    for one in [*blocks, node("heading", level=top, id=None, c=[])]:
        if one["t"] == "heading" and one["level"] == top:
            yield from _sheet(section, top)
            section = []
        section.append(one)


def _sheet(section: Blocks, top: int) -> Iterator[Node]:
    if not any(one["t"] == "checklist" for one in section):
        yield from section
        return
    title = plain(section[0]["c"])
    section[0]["fresh"] = True
    for one in section:
        if one["t"] == "heading" and one["level"] == top + 1 and title != SUPERVISOR:
            yield node("cut", title=title)
        yield one
