"""Slips that a trainer makes in YAML again and again, seen in its lines: each with its place and its mend.

Lines and columns are counted from 0 here, as libyaml does.
"""

import re
from collections.abc import Iterator
from typing import Any

Slip = tuple[int, int, str]

_FIELD = re.compile(r"(?P<indent> *)(?P<dash>- +)?(?P<name>[\w-]+):(?: |$)")
_ENTRY = re.compile(r"\s*(?P<sign>[•◦▪●‣·–—*])\s")
_NAME = re.compile(r"\s*(?:- +)?[\w-]+(?::\S|：)")
# Spaces that look like one and are none to YAML, and those that have no width at all.
_SIGNS = "\u00a0\u1680\u2000-\u200d\u202f\u205f\u2060\u3000\ufeff"
_ODD = re.compile(f"[{_SIGNS}]")
_START = re.compile(rf"[\s{_SIGNS}]*(?:-[\s{_SIGNS}]*)?(?:[\w-]+:)?[\s{_SIGNS}]?")
_CURLY = "“”„‘’‚«»"
NEAR = 4  # lines above the one where libyaml gives up that may have led it there


def odd_space(lines: list[str], line: int) -> tuple[int, int] | None:
    """The place of a foreign space before a value, where libyaml has given up at a line."""
    for number in range(max(0, line - NEAR), min(line + 1, len(lines))):
        if found := _ODD.search(_START.match(lines[number])[0]):
            return number, found.start()
    return None


def bullet(lines: list[str], line: int) -> Slip | None:
    """An entry that begins with the wrong sign, or a line of Markdown, on the line or the one above."""
    for number in _near(lines, line):
        if sign := _ENTRY.match(lines[number]):
            hint = f"Begin an entry with a hyphen and a space (`- `), not with “{sign['sign']}”."
            return number, sign.start("sign"), hint
        if lines[number].lstrip().startswith("```"):
            return number, 0, "Delete this line: it does not belong to the questions."
    return None


def misplaced(lines: list[str], line: int, offset: int) -> Slip | None:
    """A field, on the line or the one above, that begins with more or fewer spaces than its like."""
    for number in _near(lines, line):
        here, other = _FIELD.match(lines[number]), _like(lines, number)
        if here is None or other is None:
            continue
        spaces, wanted = len(here["indent"]), len(_FIELD.match(lines[other])["indent"])
        if spaces != wanted:
            move = f"Move it {abs(spaces - wanted)} to the {'left' if spaces > wanted else 'right'}."
            name = f"`{here['dash'] or ''}{here['name']}:` on line {other + 1 + offset}"
            return number, spaces, f"This line begins with {_spaces(spaces)}, and {name} with {wanted}. {move}"
    return None


def uneven(lines: list[str], line: int) -> Slip | None:
    """A line that begins with more or fewer spaces than the line above, whose dash counts as one."""
    above = _above(lines, line)
    if above is None or line >= len(lines):
        return None
    spaces, wanted = (len(re.match(r" *(?:- +)?", lines[n])[0]) for n in (line, above))
    if spaces == wanted:
        return None
    hint = f"The text of this line begins after {_spaces(spaces)}, and that of the line above after {wanted}."
    return line, len(lines[line]) - len(lines[line].lstrip()), f"{hint} Lines that belong together begin alike."


def is_field_name(typed: str) -> bool:
    """Whether a line has a field's name whose colon lacks its space."""
    return bool(_NAME.match(typed))


def opens_with_curly(value: str) -> str:
    """What to do where somebody took curly quotation marks for quotes; empty where nobody did."""
    if value[:1] and value[0] in _CURLY:
        return f'Put straight quotes (") round the whole text: {value[0]} counts as a letter.'
    return ""


def straight_end(lines: list[str], mark: Any) -> str:
    """What to do about quotes that begin at a mark and do not end on its line."""
    typed = lines[mark.line].rstrip() if mark.line < len(lines) else ""
    if typed[-1:] and typed[-1] in _CURLY:
        return f"Close them with a straight quote ({typed[mark.column]}), not with a curly one."
    return "Close them where the text ends."


def _near(lines: list[str], line: int) -> Iterator[int]:
    return (number for number in (line, line - 1) if number in range(len(lines)))


def _like(lines: list[str], line: int) -> int | None:
    """The nearest line above with the same field in the same place: with a dash, below one, or neither."""
    wanted = _shape(lines, line)
    return next((number for number in range(line - 1, -1, -1) if _shape(lines, number) == wanted), None)


def _shape(lines: list[str], line: int) -> tuple[str, bool, bool] | None:
    if (here := _FIELD.match(lines[line])) is None:
        return None
    above = _above(lines, line)
    return here["name"], bool(here["dash"]), above is not None and lines[above].lstrip().startswith("- ")


def _above(lines: list[str], line: int) -> int | None:
    return next((number for number in range(line - 1, -1, -1) if lines[number].strip()), None)


def _spaces(count: int) -> str:
    return "no space" if count == 0 else "1 space" if count == 1 else f"{count} spaces"
