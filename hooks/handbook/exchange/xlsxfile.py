"""Reads Excel workbooks, as far as they are safe to open."""

import io
import warnings
import zipfile
from collections.abc import Iterator
from typing import Any, NamedTuple

from openpyxl.cell.rich_text import CellRichText, TextBlock

from handbook.exchange.grid import MAX_LINES, Line, Value, are_headings
from handbook.exchange.rows import columns
from handbook.exchange.xlsxbeside import beside
from handbook.exchange.xlsxsafe import SAVE, unsafe
from handbook.exchange.xlsxtext import TextReader, unescaped
from handbook.problem import Problem, short

MAX_COLUMNS = 2 * len(columns())  # all of ours, and as many of somebody's own

_PLAIN_NUMBERS = ("General", "0", "@")
_AS_TEXT = "Format the cell as Text, then type it anew."


def is_workbook(raw: bytes) -> bool:
    """Whether a file is one that Excel has written, of any age."""
    return raw.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0"))


def read_xlsx(raw: bytes, file: str) -> tuple[list[Line], list[Problem]]:
    """The lines of the sheet with questions, or what is wrong with the workbook."""
    if problem := unsafe(raw, file):
        return [], [problem]
    try:
        # What it warns about (colours, printing, rules for typing) is none of ours.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _read(raw, file)
    except Exception:  # openpyxl ends in whatever a damaged part leads to: there is no list of its errors
        return [], [Problem(file, 1, 1, "unreadable", "this workbook is damaged.", SAVE)]


def _read(raw: bytes, file: str) -> tuple[list[Line], list[Problem]]:
    # Twice: once for what the formulas gave, and once for where there are formulas.
    values, formulas = _opened(raw, data_only=True), _opened(raw, data_only=False)
    try:
        sheet, problems = _chosen([*_sheets(values, formulas)], file)
        if sheet is None:
            return [], problems
        lines = [sheet.first, *sheet.more]
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            problems += beside(archive, sheet.part, file, MAX_COLUMNS)
        return lines, problems
    except _TooLong as long:
        message = f"the sheet “{long}” has more than {MAX_LINES:,} lines; empty ones with a colour count, too."
        hint = "Copy the questions into a new workbook; if there are so many, into several."
        return [], [Problem(file, 1, 1, "too-large", message, hint)]
    finally:
        values.close()
        formulas.close()


def _opened(raw: bytes, *, data_only: bool) -> Any:
    reader = TextReader(io.BytesIO(raw), read_only=True, data_only=data_only, keep_links=False)
    reader.read()
    return reader.wb


class _TooLong(Exception):
    """A sheet, called by its title, has more lines than anybody has written."""


class _Sheet(NamedTuple):
    title: str
    part: str
    visible: bool
    first: Line
    more: Iterator[Line]  # read of one sheet only: a workbook can name the same long one a thousand times


def _sheets(values: Any, formulas: Any) -> Iterator[_Sheet]:
    """The sheets in which something stands."""
    for shown, computed in zip(values.worksheets, formulas.worksheets, strict=True):
        lines = _lines(shown, computed)
        if first := next(lines, None):
            visible = shown.sheet_state == "visible"
            yield _Sheet(short(shown.title), shown._worksheet_path, visible, first, lines)


def _chosen(sheets: list[_Sheet], file: str) -> tuple[_Sheet | None, list[Problem]]:
    """The one sheet with questions; hidden ones are named as left out."""
    ours = [sheet for sheet in sheets if are_headings(sheet.first)]
    problems = [
        Problem(file, 1, 1, "left-out", f"the sheet “{sheet.title}” is hidden, and is left out.")
        for sheet in ours
        if not sheet.visible
    ]
    shown = [sheet for sheet in ours if sheet.visible]
    if len(shown) > 1:
        names = ", ".join(f"“{sheet.title}”" for sheet in shown)
        message = f"{len(shown)} sheets hold questions: {names}."
        problems.append(Problem(file, 1, 1, "two-documents", message, "Keep one of them, or save each as a file."))
    elif not shown and sheets:
        message = "no sheet names the columns of questions, such as `id`, `quiz` and `prompt`, in its first line."
        problems.append(Problem(file, 1, 1, "missing-field", message, "`handbook export` shows them all."))
    return (shown[0] if len(shown) == 1 else None), problems


def _lines(shown: Any, computed: Any) -> Iterator[Line]:
    """The lines of a sheet in which something stands."""
    for sheet in (shown, computed):
        sheet.reset_dimensions()  # they are what the file claims; what it holds is looked at
    rows = (sheet.iter_rows(max_col=MAX_COLUMNS) for sheet in (shown, computed))
    gap, looked_at = None, 0
    for number, (row, formulas) in enumerate(zip(*rows, strict=True), 1):
        if row is gap:  # where lines are missing in the file, one and the same stands for all of them
            continue
        values = [_value(cell, formula.data_type == "f") for cell, formula in zip(row, formulas, strict=True)]
        looked_at += 1
        if looked_at > MAX_LINES:
            raise _TooLong(short(shown.title))
        if any(values):
            yield Line(number, number, values)
        else:
            gap = row


def _value(cell: Any, computed: bool) -> Value:
    found = cell.value
    if found is None and computed:
        hint = "Type the text itself, or copy the cell and paste its value."
        return Value("", ("not-a-text", "the value of this formula is not in the file.", hint))
    if found is None:
        return Value()
    if cell.data_type == "e":
        return Value("", ("not-a-text", f"this cell shows the error {short(found)}.", "Type the text itself."))
    if isinstance(found, bool):
        return Value(str(found).lower())
    if isinstance(found, int) and cell.number_format in _PLAIN_NUMBERS:
        return Value(str(found))
    if isinstance(found, CellRichText):
        marked = any(isinstance(part, TextBlock) and _is_marked(part.font) for part in found)
        message = "bold, italic, underlined or struck letters are left out."
        told = ("left-out", message, "Write `**strong**` or `*emphasis*` where a word needs weight.")
        return Value(_text(str(found)), told if marked else None)
    if isinstance(found, str):
        return Value(_text(found))
    kind = "a number" if isinstance(found, int | float) else "a date or a time"
    message = f"this cell holds {kind} ({short(found)}), and may show it in another way."
    return Value("", ("not-a-text", message, _AS_TEXT))


def _is_marked(font: Any) -> bool:
    return any((font.b, font.i, font.u, font.strike))


def _text(found: str) -> str:
    return unescaped(found).replace("\r\n", "\n").replace("\r", "\n").strip()
