"""libyaml's complaints in a trainer's words: the likeliest place, and the likeliest mend."""

import re
from typing import Any

import yaml

from handbook.problem import Problem, counted
from handbook.yamlslips import (
    bullet,
    is_field_name,
    misplaced,
    odd_space,
    opens_with_curly,
    straight_end,
    uneven,
)

# What a line is about: its value, after dashes and a field's name.
_VALUE = re.compile(r"\s*(?:- +)*(?:[\w-]+:(?: +|$))?")
_DASH = re.compile(r"\s*-(?=[^\s-])")
_BLOCK = re.compile("block (mapping|sequence|collection)")
_SPECIAL = "[]{}&*!|>%@`,?"  # a text that begins with one of these needs quotes
# Line ends to YAML and to no editor: they would shift every line number below them.
BAD_CHARACTER = re.compile("[\x85\u2028\u2029]")
_SPACES = "Compare the spaces at the start of this line with those of the lines before it."
_COLON = "Put a colon and a space between a field's name and its value"
_QUOTES = 'Put quotes ("…") round a text that holds a colon and a space.'


def syntax_problem(error: yaml.MarkedYAMLError, last: Any, text: str, file: str, offset: int) -> Problem:
    """The Problem for a text that is not YAML. `last` is the last text that came before the mistake."""
    lines = text.split("\n")
    at = error.problem_mark or error.context_mark
    what, context = error.problem or "", error.context or ""

    def place(mark: Any) -> tuple[int, int]:
        # To libyaml, a text whose last line has no line end ends on a line that no editor shows.
        return (mark.line, mark.column) if mark.line < len(lines) else (len(lines) - 1, len(lines[-1]))

    def problem(mark: Any, rule: str, message: str, hint: str) -> Problem:
        line, column = place(mark)
        return Problem(file, line + 1 + offset, column + 1, rule, message, hint)

    typed = lines[at.line] if at.line < len(lines) else ""
    indent = typed[: len(typed) - len(typed.lstrip())]
    if "\t" in indent or ("cannot start any token" in what and typed[at.column : at.column + 1] == "\t"):
        column = typed.index("\t") + 1
        below = sum("\t" in re.match(r"\s*", line)[0] for line in lines[at.line + 1 :])
        more = f", and in {counted(below, 'line')} below" if below else ""
        message = f"there is a tab here{more}."
        hint = "Use spaces to move a line to the right."
        return Problem(file, at.line + 1 + offset, column, "tab", message, hint)
    if odd := odd_space(lines, at.line):
        message = "there is a space here that YAML does not know, as word processors and web pages have them."
        hint = "Delete it, and type a usual space."
        return Problem(file, odd[0] + 1 + offset, odd[1] + 1, "character", message, hint)
    if "escape" in what or "hexdecimal" in what:
        hint = "Write two backslashes for one, or put the text in single quotes."
        return problem(at, "yaml", "a backslash has a meaning of its own in double quotes.", hint)
    if "scanning a quoted scalar" in context:
        message = "the quotes that begin here never end."
        return problem(error.context_mark, "yaml", message, straight_end(lines, error.context_mark))
    if last and last.style in ("'", '"') and _follows(last, at, lines):
        if last.start_mark.line == at.line:
            inside = "'' for an apostrophe" if last.style == "'" else '\\" for a quote mark'
            hint = f"Put quotes round the whole text, and write {inside} inside."
            return problem(at, "yaml", "the text goes on after its quotes have ended.", hint)
        message = f"the quotes that begin here end only on line {at.line + 1 + offset}."
        return problem(last.start_mark, "yaml", message, straight_end(lines, last.start_mark))
    # The context of a block is its first line, far from the mistake; any other is the place itself.
    mark = at if _BLOCK.search(context) else error.context_mark or at
    line, column, hint = _mend(lines, *place(mark), what, offset)
    return Problem(file, line + 1 + offset, column + 1, "yaml", "this is not valid YAML.", hint)


def character_problem(text: str, file: str, offset: int) -> Problem:
    """The Problem for a text with a character that no YAML may hold."""
    found = BAD_CHARACTER.search(text) or yaml.reader.Reader.NON_PRINTABLE.search(text)
    bad = found.start() if found else 0
    line, column = text.count("\n", 0, bad) + 1, bad - text.rfind("\n", 0, bad)
    message = f"there is an invisible character here (code {ord(text[bad]):#06x})."
    return Problem(file, line + offset, column, "character", message, "Delete it and type the place anew.")


def _mend(lines: list[str], line: int, column: int, what: str, offset: int) -> tuple[int, int, str]:
    """The place of the likeliest cause, counted from 0, and what to do there."""
    typed = lines[line] if line < len(lines) else ""
    value = _VALUE.match(typed).end()
    if found := bullet(lines, line):
        return found
    if typed[value : value + 1] and typed[value] in _SPECIAL:
        return line, value, f"Put quotes round a text that begins with “{typed[value]}”."
    for near in (line, line - 1):
        if near in range(len(lines)) and (dash := _DASH.match(lines[near])):
            return near, dash.end() - 1, "Put a space after the dash."
    if "could not find expected ':'" in what:
        further = (
            "" if is_field_name(typed) else "; a line that goes on with the text above stands further to the right"
        )
        return line, column, f"{_COLON}{further}."
    if "mapping values are not allowed" in what and column >= value:
        return line, column, opens_with_curly(typed[value:]) or _QUOTES
    if found := misplaced(lines, line, offset):
        return found
    start = len(typed) - len(typed.lstrip())
    if "mapping values are not allowed" in what:
        hint = "If this is a field, let it begin where the fields above begin; if it goes on with a text, "
        return line, start, f'{hint}put quotes ("…") round that text.'
    return uneven(lines, line) or (line, start, _SPACES)


def _follows(event: yaml.Event, mark: Any, lines: list[str]) -> bool:
    """Whether nothing but spaces stands between the end of an event and a place on its last line."""
    end = event.end_mark
    return end.line == mark.line < len(lines) and not lines[end.line][end.column : mark.column].strip()
