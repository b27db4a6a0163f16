"""Whether an Excel workbook is safe to open: a few kilobytes can unpack to more than a computer holds."""

import io
import zipfile
import zlib
from xml.parsers import expat

from handbook.problem import Problem

MAX_UNPACKED = 50_000_000  # bytes; a thousand questions have 3 MB
MAX_PARTS = 500
# Each is kept in memory while a part is read, those of a row until its end. A cell has up to four.
MAX_ELEMENTS, MAX_IN_A_ROW = 2_000_000, 100_000

SAVE = "Save it from Excel or LibreOffice as an Excel workbook (.xlsx)."
_ANEW = "Copy the questions into a new workbook."


def unsafe(raw: bytes, file: str) -> Problem | None:
    """Why a workbook is not opened, if it is not."""

    def problem(rule: str, message: str, hint: str = SAVE) -> Problem:
        return Problem(file, 1, 1, rule, message, hint)

    if raw.startswith(b"\xd0\xcf\x11\xe0"):
        return problem("unreadable", "this is an Excel file of the old kind (.xls), or it has a password.")
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            parts = archive.infolist()
            # A part that says less than it unpacks to fails when it is read: no more than it says is unpacked.
            size = sum(part.file_size for part in parts)
            if size > MAX_UNPACKED or len(parts) > MAX_PARTS:
                message = f"this workbook holds {size // 1_000_000:,} MB in {len(parts):,} parts: too much."
                return problem("too-large", message, _ANEW)
            if "[Content_Types].xml" not in archive.namelist():
                return problem("unreadable", "this is a zip file, but no Excel workbook.")
            for part in parts:
                _scan(archive, part)
    except _DocumentType:
        return problem("unreadable", "this workbook holds what no spreadsheet program writes.")
    except _TooMany:
        return problem("too-large", "this workbook holds far more cells than a person can fill.", _ANEW)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError):
        return problem("unreadable", "this workbook is damaged.")
    return None


class _DocumentType(Exception):
    """With one, a part could say the same thing a thousand times a thousand times."""


class _TooMany(Exception):
    """A part has more elements than anybody's work."""


def _scan(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """Looks through a part without keeping any of it; one that is not XML is not looked at."""
    elements = before_row = 0

    def begins(name: str, _: object) -> None:
        nonlocal elements, before_row
        elements += 1
        if elements > MAX_ELEMENTS or (before_row and elements - before_row > MAX_IN_A_ROW):
            raise _TooMany
        if name.rpartition(":")[2] == "row":
            before_row = elements

    def declares(*_: object) -> None:
        raise _DocumentType

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.StartDoctypeDeclHandler = begins, declares
    try:
        with archive.open(part) as opened:
            parser.ParseFile(opened)
    except expat.ExpatError:
        return
