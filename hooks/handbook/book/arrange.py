"""What paper needs around blocks that a screen does not: where pages begin, what stays together, where to cut."""

from collections.abc import Iterator
from itertools import pairwise

from handbook.book.nodes import Blocks, Node, form_field, node, plain
from handbook.rules.lesson import LESSON_SECTIONS
from handbook.rules.practice import PRACTICE_SECTIONS

SOURCES = LESSON_SECTIONS[-1]
REFLECTION, SUPERVISOR = PRACTICE_SECTIONS[1:]
LEAD_IN = 240  # letters: a longer paragraph is more than a lead to what follows it
SHORT_LIST = 450  # letters: a longer list may break over pages
_LED_TO = frozenset({"question", "table", "list", "form", "dialogue", "checklist", "box", "register"})


def arranged(blocks: Blocks) -> Blocks:
    """Blocks whose lead-ins stay with what they lead to, and with their sources in smaller letters.

    A picture that does not open its section may move to the head or the foot of a page.
    """
    headings = 0
    for before, after in pairwise(blocks):
        headings += before["t"] == "heading"
        if before["t"] == "p" and after["t"] in _LED_TO and len(plain(before["c"])) <= LEAD_IN:
            before["keep"] = True
        # One that stood where it does not fit would leave a hole. But none stands above its chapter's title.
        if after["t"] == "picture" and before["t"] != "heading" and headings > 1:
            after["floats"] = True
    for one in blocks:
        if one["t"] == "list" and len(_words(one["items"])) <= SHORT_LIST:
            one["keep"] = True
    for at, one in enumerate(blocks):
        if one["t"] == "heading" and plain(one["c"]) == SOURCES:
            return [*blocks[: at + 1], node("fine", c=blocks[at + 1 :])]
    return blocks


def on_sheets(blocks: Blocks) -> Iterator[Node]:
    """The blocks of a practice page: each role-play on a sheet of its own, with lines to cut along.

    A role-play is a section with a checklist for its observer; each of its smaller sections is a card.
    """
    top = min((one["level"] for one in blocks if one["t"] == "heading"), default=0)
    section: Blocks = []
    sheets = False
    for one in [*blocks, node("heading", level=top, id=None, c=[])]:
        if one["t"] == "heading" and one["level"] == top:
            if sheets:
                section[0]["fresh"] = True
            if any(inner["t"] == "checklist" for inner in section) and plain(section[0]["c"]) != SUPERVISOR:
                sheets = True
                yield node("sheet", fresh=True, titled=False, c=list(_with_cuts(section, top + 1)))
            else:
                yield from _with_lines(section)
            section = []
        section.append(one)


def _with_cuts(play: Blocks, level: int) -> Iterator[Node]:
    play[0]["fresh"] = False  # the sheet is
    for one in play:
        if one["t"] == "heading" and one["level"] == level:
            yield node("cut", title=plain(play[0]["c"]))
        yield one


def _with_lines(section: Blocks) -> Iterator[Node]:
    """The questions to reflect on, each with lines for the answer."""
    reflects = bool(section) and section[0]["t"] == "heading" and plain(section[0]["c"]) == REFLECTION
    for one in section:
        if reflects and one["t"] == "list":
            fields = [form_field([part for block in item for part in block["c"]], 3) for item in one["items"]]
            yield node("form", fields=fields)
        else:
            yield one


def form_and_example(blocks: Blocks) -> Blocks:
    """A page with a form: the form on a sheet that one can copy, and what follows its last field behind it."""
    last = max(at for at, one in enumerate(blocks) if one["t"] == "form")
    example = blocks[last + 1 :]
    if example and example[0]["t"] == "heading":
        example[0]["fresh"] = True
    return [node("sheet", fresh=False, titled=True, c=blocks[: last + 1]), *example]


def _words(items: list[Blocks]) -> str:
    return " ".join(plain(block.get("c", [])) for item in items for block in item)
