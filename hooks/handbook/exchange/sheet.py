"""Reads a spreadsheet of questions, whatever kind of file it is."""

from pathlib import Path

from handbook.exchange.csvfile import read_csv
from handbook.exchange.grid import read_lines
from handbook.exchange.rows import Row
from handbook.exchange.xlsxfile import is_workbook, read_xlsx
from handbook.problem import Problem, errors

MAX_FILE = 20_000_000  # bytes; a thousand questions have 1 MB


def read_sheet(path: Path, file: str) -> tuple[list[Row], list[Problem]]:
    """The rows of a file, and what is wrong with it, called `file`. What it holds decides, not its name."""
    try:
        with path.open("rb") as opened:
            raw = opened.read(MAX_FILE + 1)
    except OSError:
        hint = "Check its name, that it is a file, not a folder, and that you may open it."
        return [], [Problem(file, 1, 1, "unreadable", "this file cannot be opened.", hint)]
    if len(raw) > MAX_FILE:
        message = f"this file has more than {MAX_FILE // 1_000_000} MB."
        return [], [
            Problem(file, 1, 1, "too-large", message, "Delete pictures, or put the questions into several files.")
        ]
    lines, problems = (read_xlsx if is_workbook(raw) else read_csv)(raw, file)
    if errors(problems) and not lines:
        return [], problems
    rows, found = read_lines(lines, file)
    return rows, problems + found
