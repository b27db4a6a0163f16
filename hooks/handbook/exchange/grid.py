"""The cells of a spreadsheet as rows of questions: where the headings are, and what stands below them."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from openpyxl.utils import get_column_letter

from handbook.exchange.rows import Cell, Row, columns
from handbook.problem import Problem, nearest, short

MAX_LINES = 10_000  # fifty times as many as a quiz may have

_COLUMNS = {name: name for name in columns()}
_SEPARATORS = re.compile(r"[\s_*:.-]+")


@dataclass(frozen=True)
class Value:
    """What stands in a cell, without spaces round it.

    `trouble` says what is wrong with it, or left out of it: rule, message, hint.
    """

    text: str = ""
    trouble: tuple[str, str, str] | None = None

    def __bool__(self) -> bool:
        return bool(self.text or self.trouble)


@dataclass(frozen=True)
class Line:
    """A line of a spreadsheet: its number there, where it begins in the file, and its cells."""

    number: int
    line: int
    values: list[Value]


def heading(text: str) -> str | None:
    """The column that a heading names, whatever its case and spaces; None where it names none."""
    return _COLUMNS.get(_SEPARATORS.sub(" ", text).strip().casefold())


def headings(texts: Iterable[str]) -> set[str]:
    """The columns that some texts name."""
    return {heading(text) for text in texts} - {None}


def are_headings(line: Line) -> bool:
    """Whether a line names our columns: that by which a question can be told, and one more."""
    names = headings(value.text for value in line.values)
    return len(names) > 1 and not names.isdisjoint({"id", "prompt"})


def read_lines(lines: Iterable[Line], file: str) -> tuple[list[Row], list[Problem]]:
    """The rows below the headings, and every problem with headings and cells.

    A column whose heading is none of ours is named as left out.
    """
    filled = (line for line in lines if any(line.values))
    first = next(filled, None)
    if first is None:
        hint = "Begin with `handbook export`, which makes one to fill in."
        return [], [Problem(file, 1, 1, "empty-file", "this spreadsheet is empty.", hint)]
    if not are_headings(first):
        message = "the first line of the spreadsheet must name the columns, such as `id`, `quiz` and `prompt`."
        return [], [Problem(file, first.line, 1, "missing-field", message, "`handbook export` shows them all.")]
    names, problems = _headings(first, file)
    rows = []
    for line in filled:
        problems += _strays(line, first, file)
        cells = {}
        for index, name in names.items():
            value = line.values[index] if index < len(line.values) else Value()
            cells[name] = Cell(value.text, line.line, index + 1)
        row = Row(file, line.line, cells, _Calls(line.number, {name: index for index, name in names.items()}))
        for index, name in names.items():
            if index < len(line.values) and line.values[index].trouble:
                problems.append(row.problem(name, *line.values[index].trouble))
        if any(cell.text for cell in cells.values()):
            rows.append(row)
    return rows, problems


@dataclass(frozen=True)
class _Calls:
    """What messages call the cells of a line: `D7 (level)`, or `line 7 (level)` where there is no such column."""

    number: int
    indices: Mapping[str, int]

    def __call__(self, column: str) -> str:
        place = _cell(self.indices[column], self.number) if column in self.indices else f"line {self.number}"
        return f"{place} ({column})"


def _cell(index: int, number: int) -> str:
    return f"{get_column_letter(index + 1)}{number}"


def _headings(line: Line, file: str) -> tuple[dict[int, str], list[Problem]]:
    """The columns by their index."""
    names: dict[int, str] = {}
    problems = []
    for index, value in enumerate(line.values):
        if not value:
            continue
        name = heading(value.text)
        called = _cell(index, line.number)
        said = short(value.text)
        if name in names.values():
            message = f"{called}: a second column is called `{name}`."
            problems.append(Problem(file, line.line, index + 1, "duplicate-key", message, "Delete one of them."))
        elif name:
            names[index] = name
        elif near := nearest(_SEPARATORS.sub(" ", value.text).strip(), _COLUMNS):
            message = f"{called}: there is no column `{said}`."
            hint = f"Did you mean `{near}`?"
            problems.append(Problem(file, line.line, index + 1, "unknown-field", message, hint))
        else:
            message = f"{called}: the column “{said}” is none of a question's, and is left out."
            problems.append(Problem(file, line.line, index + 1, "left-out", message))
    return names, problems


def _strays(line: Line, first: Line, file: str) -> Iterator[Problem]:
    """What stands below no heading."""
    for index, value in enumerate(line.values):
        if value and not (index < len(first.values) and first.values[index]):
            message = f"{_cell(index, line.number)}: “{short(value.text)}” stands below no heading."
            hint = "Delete it, or name the column in the first line."
            yield Problem(file, line.line, index + 1, "unknown-field", message, hint)
