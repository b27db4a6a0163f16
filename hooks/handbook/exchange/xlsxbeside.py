"""What a sheet of a workbook holds beside the cells that are read, so that nothing gets lost unseen.

Read as a stream, since openpyxl shows comments only where it holds the whole workbook in memory, and a row as
wide as its last cell, which may be the 16,384th of each.
"""

from collections.abc import Iterator
from typing import Any
from xml.parsers import expat
from zipfile import ZipFile

from openpyxl.packaging.relationship import get_dependents, get_rels_path
from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import coordinate_to_tuple

from handbook.problem import Problem

MAX_COMMENTS = 10_000

_COMMENTS = ("/comments", "/threadedComment")  # the older kind, which Excel calls notes, and the newer


def beside(archive: ZipFile, part: str, file: str, last: int) -> Iterator[Problem]:
    """What is left out of a sheet that is read up to the column `last`. Raises an error where it is damaged."""
    comments = _comments(archive, part)
    if len(comments) > MAX_COMMENTS:
        message, hint = f"this sheet has more than {MAX_COMMENTS:,} comments.", "Delete those that nobody needs."
        yield Problem(file, 1, 1, "too-large", message, hint)
        return
    for line, column in comments:
        message = f"{get_column_letter(column)}{line}: the comment or note on this cell is left out."
        yield Problem(file, line, column, "left-out", message, "Write into the cell what is to stay.")
    for line, columns in _far_cells(archive, part, last).items():
        where = f"to the right of column {get_column_letter(last)}, the last one that is read."
        if len(columns) == 1:
            what, hint = "this stands", "Delete it, or move it to the left."
        else:
            what, hint = f"from here on, {len(columns)} cells stand", "Delete them, or move them to the left."
        message = f"{get_column_letter(columns[0])}{line}: {what} {where}"
        yield Problem(file, line, columns[0], "unknown-field", message, hint)


def _comments(archive: ZipFile, part: str) -> set[tuple[int, int]]:
    """The lines and columns of the cells with comments; of too many, not all."""
    relations = get_rels_path(part)
    if relations not in archive.namelist():
        return set()
    told = {one.target for one in get_dependents(archive, relations) if one.Type.endswith(_COMMENTS)}
    places: set[tuple[int, int]] = set()

    def begins(name: str, attributes: dict[str, str]) -> None:
        if _local(name) in ("comment", "threadedComment") and len(places) <= MAX_COMMENTS:
            places.add(coordinate_to_tuple(attributes["ref"]))

    for name in told.intersection(archive.namelist()):
        parser = _parser()
        parser.StartElementHandler = begins
        _parse(parser, archive, name)
    return places


def _far_cells(archive: ZipFile, part: str, last: int) -> dict[int, list[int]]:
    """The columns of the cells to the right of `last` in which something stands, by their line."""
    found: dict[int, list[int]] = {}
    parser = _parser()
    line = column = 0

    def begins(name: str, attributes: dict[str, str]) -> None:
        nonlocal line, column
        kind = _local(name)
        if kind == "row":
            line, column = int(attributes.get("r", line + 1)), 0
        elif kind == "c":
            column = coordinate_to_tuple(attributes["r"])[1] if "r" in attributes else column + 1
        elif column > last and kind in ("v", "t", "f"):
            parser.CharacterDataHandler = holds

    def holds(text: str) -> None:
        columns = found.setdefault(line, [])
        if text.strip() and column not in columns[-1:]:
            columns.append(column)

    def ends(_: str) -> None:
        parser.CharacterDataHandler = None

    parser.StartElementHandler, parser.EndElementHandler = begins, ends
    _parse(parser, archive, part)
    return {line: sorted(columns) for line, columns in found.items() if columns}


def _parser() -> Any:
    return expat.ParserCreate(namespace_separator=" ")


def _parse(parser: Any, archive: ZipFile, part: str) -> None:
    with archive.open(part) as opened:
        parser.ParseFile(opened)


def _local(name: str) -> str:
    return name.rpartition(" ")[2]
