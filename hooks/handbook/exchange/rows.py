"""A question as somebody typed it outside the quiz files: texts by column, each with its place."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from handbook.problem import Problem

SHARED = ("id", "quiz", "type", "objective", "level", "prompt")
MORE = ("hint", "explanation", "reason", "was", "allow")
MOST_OPTIONS = 8  # as many as a question can have, right ones and wrong ones each


def option_columns(side: str, number: int) -> list[str]:
    """The columns of so many `right` or `wrong` answers, such as `wrong 1` and `feedback wrong 1`."""
    return [name for n in range(1, number + 1) for name in (f"{side} {n}", f"feedback {side} {n}")]


def columns(rights: int = MOST_OPTIONS, wrongs: int = MOST_OPTIONS) -> list[str]:
    """All columns in their order, with those of so many answers."""
    return [*SHARED, *option_columns("right", rights), *option_columns("wrong", wrongs), *MORE]


@dataclass(frozen=True)
class Cell:
    """A text, and its place in the file: line and column, counted from 1."""

    text: str
    line: int
    column: int


@dataclass(frozen=True)
class Row:
    """One question. `cells` holds the columns that there are, the empty ones, too.

    `call` gives the words by which messages name a column, whether it is there or not.
    """

    file: str
    line: int
    cells: Mapping[str, Cell]
    call: Callable[[str], str]

    def text(self, column: str) -> str:
        """What stands in a column; nothing where it is not there."""
        return self.cells[column].text if column in self.cells else ""

    def words(self, column: str) -> list[str]:
        """The words in a column, whatever stands between them."""
        return re.findall(r"[^\s,;]+", self.text(column))

    def place(self, column: str) -> tuple[int, int]:
        """The place of a column's cell, or where the row begins."""
        cell = self.cells.get(column)
        return (cell.line, cell.column) if cell else (self.line, 1)

    def problem(self, column: str, rule: str, message: str, hint: str = "") -> Problem:
        """A `Problem` with what a column holds, or does not hold."""
        return Problem(self.file, *self.place(column), rule, f"{self.call(column)}: {message}", hint)

    def filled(self, texts: Mapping[str, str]) -> "Row":
        """The row with other texts in some columns."""
        kept = {name: replace(cell, text=texts.get(name, cell.text)) for name, cell in self.cells.items()}
        new = {name: Cell(text, self.line, 1) for name, text in texts.items() if name not in self.cells}
        return replace(self, cells={**kept, **new})

    def options(self, side: str) -> list[tuple[str, str]]:
        """The columns of the right or wrong answers in which something stands, with those of their feedback."""
        names = option_columns(side, MOST_OPTIONS)
        pairs = zip(names[::2], names[1::2], strict=True)
        return [pair for pair in pairs if any(self.text(name) for name in pair)]
