"""Gaps: what `handbook new` leaves for a trainer to write, marked so that nobody can overlook it.

A gap reads `FILL IN: what to write`. It is a mistake of its own until somebody has put the text in its
place, and what it makes look wrong besides is not told: a gap is one message.
"""

import re
from collections.abc import Iterator

from handbook.page import Page
from handbook.problem import Problem
from handbook.source import Document

MARK = "FILL IN:"
LONGEST = 160  # characters of a gap that a message quotes

_GAP = re.compile(rf"{MARK}\s*(?P<what>(?:(?!{MARK})[^|\n])*)")
_CODE = re.compile(r"`[^`]*`")
_OURS = ("dialogue", "checklist", "form")  # fences whose lines a trainer writes


def check_page_gaps(page: Page) -> Iterator[Problem]:
    """A Problem for each line of a page that holds a gap. Examples in code hold none."""
    if page.front:
        yield from check_gaps(page.front)
    shown = [*page.prose, *(line for fence in page.fences if fence.language in _OURS for line in fence.lines)]
    for number, text in shown:
        if MARK in text and MARK in (plain := _CODE.sub(lambda code: " " * len(code[0]), text)):
            yield page.problem(number, plain.index(MARK) + 1, "gap", *_told(plain))


def check_gaps(document: Document) -> Iterator[Problem]:
    """A Problem for each value of a file with fields that holds a gap."""
    if MARK not in document.text:
        return
    for path, (_, _, typed, _) in document.values.items():
        if typed and MARK in typed:
            yield document.problem(path, "gap", *_told(typed))


def _told(text: str) -> tuple[str, str]:
    """What a message says of the gaps in a text, and what to do about them."""
    what = "; ".join(filter(None, map(_asked, _GAP.finditer(text)))) or "this text"
    what = what if len(what) <= LONGEST else f"{what[: LONGEST - 1]}…"
    return f"still to be written: {what}.", f"Put it in the place of “{MARK} …”."


def _asked(gap: re.Match[str]) -> str:
    """What a gap asks for, without the marks that stand round it."""
    what = " ".join(gap["what"].split()).rstrip(" .*_")
    return what.removesuffix(")") if what.count(")") > what.count("(") else what
