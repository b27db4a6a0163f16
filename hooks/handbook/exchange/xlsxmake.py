"""Makes the Excel workbook that trainers fill in."""

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from datetime import datetime
from importlib.resources import files

import yaml
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from handbook.exchange.table import CHOICE_TYPES
from handbook.exchange.xlsxtext import escaped

ABOUT: dict[str, str] = yaml.load(
    (files("handbook") / "exchange" / "columns.yml").read_text("utf-8"), yaml.CSafeLoader
)
ROOM = 500  # lines below the last question that offer the same choices
_DAY = datetime(2000, 1, 1)  # the same for ever, so that the same questions give the same bytes
_CHANGED = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
_ABOUT_HEAD = ("column", "what it is for")
_WIDTHS = {
    "id": 26,
    "quiz": 22,
    "type": 17,
    "objective": 26,
    "level": 9,
    "was": 20,
    "module": 20,
    "lesson": 24,
    _ABOUT_HEAD[1]: 90,
}
_WIDE = 40  # characters
_LINE = 15  # points
_HIGHEST = 400  # points; a row cannot be higher than 409
_HEAD = Font(name="Calibri", sz=11, bold=True, color="FFFFFF")
_COLOURS = {"right": "1B5E20", "wrong": "8A1C1C"}
_GREY = "37474F"


def write_xlsx(
    head: Sequence[str],
    rows: Sequence[Sequence[str]],
    objectives: Sequence[Sequence[str]],
    quizzes: Sequence[Sequence[str]],
) -> bytes:
    """A workbook: the questions, what each column means, and the lists to choose from.

    `head` names the columns of `rows`. A line of `objectives` holds module, lesson, objective and
    what a learner can do, a line of `quizzes` name, module and title.
    """
    workbook = Workbook()
    workbook.properties.creator = "handbook"
    questions = workbook.active
    questions.title = "questions"
    _fill(questions, head, rows)
    questions.freeze_panes = "B2"
    about, lists = workbook.create_sheet("columns"), workbook.create_sheet("lists")
    _fill(about, _ABOUT_HEAD, list(ABOUT.items()))
    _fill(lists, ("module", "lesson", "objective", "what a learner can do"), objectives)
    _fill(lists, ("quiz", "module", "title"), quizzes, first=6)
    for sheet in (about, lists):
        sheet.freeze_panes = "A2"
    choices = {
        "type": f'"{",".join(CHOICE_TYPES)}"',
        "level": '"apply,recall"',
        "objective": f"lists!$C$2:$C${len(objectives) + 1}",
        "quiz": f"lists!$F$2:$F${len(quizzes) + 1}",
    }
    for name, formula in choices.items():
        _offer(questions, get_column_letter(head.index(name) + 1), formula, len(rows) + 1 + ROOM)
    return _packed(workbook)


def _fill(sheet: Worksheet, head: Sequence[str], rows: Iterable[Sequence[str]], first: int = 1) -> None:
    """Writes a table from the column `first` on: every cell a text, never a formula, a date or a number."""
    widths = [_WIDTHS.get(name, _WIDE) for name in head]
    for column, name in enumerate(head, first):
        side = next((side for side in _COLOURS if side in name), "")
        cell = sheet.cell(1, column, name)
        cell.font, cell.fill = _HEAD, PatternFill("solid", fgColor=_COLOURS.get(side, _GREY))
        below = sheet.column_dimensions[get_column_letter(column)]
        below.width = widths[column - first]
        below.number_format, below.alignment = "@", _top()  # for what is typed into empty lines
    for line, row in enumerate(rows, 2):
        # Not every program looks for itself how much room wrapped texts need.
        wrapped = (_wrapped(text, widths[n]) for n, text in enumerate(row))
        sheet.row_dimensions[line].height = min(_LINE * max(wrapped), _HIGHEST)
        for column, text in enumerate(row, first):
            cell = sheet.cell(line, column)
            if text:
                cell.value = escaped(text)
                cell.data_type = "s"  # whatever it begins with
                cell.quotePrefix = text[0] in "=+-@'"
            cell.number_format, cell.alignment = "@", _top()


def _wrapped(text: str, width: int) -> int:
    """About how many lines a text takes."""
    return sum(len(line) // width + 1 for line in text.split("\n"))


def _top() -> Alignment:
    return Alignment(vertical="top", wrap_text=True)


def _offer(sheet: Worksheet, column: str, formula: str, last: int) -> None:
    """Lets a cell choose from a list; something else may be typed, and `handbook import` says what is wrong."""
    offered = DataValidation(
        "list", formula1=formula, allow_blank=True, showErrorMessage=True, errorStyle="warning"
    )
    offered.error = "This is not in the list."
    sheet.add_data_validation(offered)
    offered.add(f"{column}2:{column}{last}")


def _packed(workbook: Workbook) -> bytes:
    """The workbook's file, without the time at which it was made."""
    made, packed = io.BytesIO(), io.BytesIO()
    workbook.save(made)
    with zipfile.ZipFile(made) as source, zipfile.ZipFile(packed, "w") as target:
        for part in source.infolist():
            content = source.read(part)
            if part.filename == "docProps/core.xml":
                content = _CHANGED.sub(rb"\g<1>" + _DAY.strftime("%Y-%m-%dT%H:%M:%SZ").encode(), content)
            plain = zipfile.ZipInfo(part.filename, _DAY.timetuple()[:6])
            target.writestr(plain, content, zipfile.ZIP_DEFLATED)
    return packed.getvalue()
