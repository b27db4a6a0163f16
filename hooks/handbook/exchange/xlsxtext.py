"""The texts of an Excel workbook: how it writes what XML cannot, and the table that holds them."""

import re
from typing import IO, Any

from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import Text
from openpyxl.reader.excel import ExcelReader
from openpyxl.xml.constants import SHARED_STRINGS, SHEET_MAIN_NS
from openpyxl.xml.functions import iterparse

# `_x000D_` is the character with that code, so that a text which says `_x000D_` is written `_x005F_x000D_`.
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_NOT_XML = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]")
_UNESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def escaped(text: str) -> str:
    """A text as a workbook holds it."""
    text = _UNESCAPED.sub("_x005F_", text)
    return _NOT_XML.sub(lambda found: f"_x{ord(found.group()):04X}_", text)


def unescaped(text: str) -> str:
    """The text that `escaped` made this of."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)


class TextReader(ExcelReader):
    """Reads the table of texts as it is.

    Openpyxl takes each `x005F_` out of it, after which nobody can tell a text that says `_x000D_` from a line's
    end. What it writes by itself has no such table, so only other programs' workbooks show the difference.
    """

    def read_strings(self) -> None:
        if part := self.package.find(SHARED_STRINGS):
            with self.archive.open(part.PartName[1:]) as table:
                self.shared_strings = _texts(table)


def _texts(table: IO[bytes]) -> list[Any]:
    texts: list[Any] = []
    for _, node in iterparse(table):
        if node.tag == f"{{{SHEET_MAIN_NS}}}si":
            text = Text.from_tree(node)
            node.clear()
            parts = [TextBlock(run.rPr, run.t or "") if run.rPr else run.t or "" for run in text.r]
            texts.append(CellRichText(parts) if parts and not text.t else text.t or "")
    return texts
