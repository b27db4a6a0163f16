"""Spreadsheets as CSV: read as Excel and its like write it in any country, written without a formula."""

import csv
import io
import re
from typing import Any

from handbook.exchange.grid import MAX_LINES, Line, Value, headings
from handbook.problem import Problem

_SAVE = "In Excel, save it as “CSV UTF-8”, or better as an Excel workbook (.xlsx)."
_SEP = re.compile(r"sep=([,;|\t])(\r\n|\r|\n)")  # Excel's own line: by which sign the cells are parted
# Where a spreadsheet program may see the beginning of a cell: that of the text, and, where it parts cells
# by another sign than we do, what follows such a sign or a line's end, quote marks or not.
_BEGINS = r"(?:^|(?<=[;\t\n]))(?P<before>(?:[^\S\t\n]|\")*)"
_SIGN = r"(?P<marks>'*)(?=[=+\-@＝＋－＠])"
_BARE = re.compile(_BEGINS + _SIGN)
_SHIELDED = re.compile(f"{_BEGINS}'{_SIGN}")


def write_csv(rows: list[list[str]]) -> bytes:
    """The rows as CSV with commas, in UTF-8 with the byte order mark by which Excel knows it.

    What a spreadsheet program would take for a formula gets an apostrophe in front.
    """
    out = io.StringIO(newline="")
    csv.writer(out, quoting=csv.QUOTE_ALL).writerows([[shielded(text) for text in row] for row in rows])
    return out.getvalue().encode("utf-8-sig")


def shielded(text: str) -> str:
    """A text in which nothing can be taken for a formula."""
    return _BARE.sub(r"\g<before>'\g<marks>", text)


def unshielded(text: str) -> str:
    """The text that `shielded` made this of."""
    return _SHIELDED.sub(r"\g<before>\g<marks>", text)


def read_csv(raw: bytes, file: str) -> tuple[list[Line], list[Problem]]:
    """The lines of a CSV file, whatever sign parts its cells, or what is wrong with it."""
    text, problems = _decoded(raw, file)
    if problems:
        return [], problems
    above = 0
    if told := _SEP.match(text):
        text, above = text[told.end() :], 1
    best = told[1] if told else max(",;\t", key=lambda sign: _first_headings(text, sign))
    return _lines(text, best, file, above)


def _decoded(raw: bytes, file: str) -> tuple[str, list[Problem]]:
    marked = raw.startswith((b"\xff\xfe", b"\xfe\xff"))
    if b"\0" in raw and not marked:
        message = "this is neither a CSV file in UTF-8 nor an Excel workbook."
        return "", [Problem(file, 1, 1, "not-text", message, _SAVE)]
    encoding = "utf-16" if marked else "utf-8-sig"
    try:
        return raw.decode(encoding), []
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode(encoding, "replace")
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        message = "this letter is not in UTF-8, so nobody can say for certain which one it is."
        return "", [Problem(file, line, column, "not-utf8", message, _SAVE)]


def _first_headings(text: str, delimiter: str) -> int:
    """How many of our headings the first line holds, if this sign parts its cells."""
    try:
        first = next((row for row in _reader(text, delimiter) if any(row)), [])
    except csv.Error:
        return 0
    return len(headings(first))


def _lines(text: str, delimiter: str, file: str, above: int) -> tuple[list[Line], list[Problem]]:
    lines: list[Line] = []
    reader, begins = _reader(text, delimiter), above + 1
    try:
        for number, row in enumerate(reader, 1):
            cells = (cell.replace("\r\n", "\n").replace("\r", "\n").strip() for cell in row)
            values = [Value(unshielded(cell)) for cell in cells]
            if any(values):
                lines.append(Line(number, begins, values))
            begins = reader.line_num + above + 1
    except csv.Error:
        message = "the cells of this line cannot be told apart: a quote mark is missing, or there is one too many."
        hint = "Write a quote mark inside a cell twice. A spreadsheet program does so when it saves."
        return [], [Problem(file, begins, 1, "not-a-text", message, hint)]
    if len(lines) > MAX_LINES:
        message = f"this file has more than {MAX_LINES:,} lines."
        return [], [Problem(file, 1, 1, "too-large", message, "Put the questions into several files.")]
    return lines, []


def _reader(text: str, delimiter: str) -> Any:
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
