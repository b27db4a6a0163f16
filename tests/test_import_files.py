"""Spreadsheets as people's programs write them, and files that are none: rows or a Problem, and no traceback."""

import io
import re
import zipfile
from collections.abc import Callable
from datetime import date, time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Font

from handbook.exchange.rows import Row
from handbook.exchange.sheet import MAX_FILE, read_sheet
from handbook.exchange.xlsxsafe import MAX_UNPACKED
from questions import calmly

HEAD = ["id", "prompt", "hint"]
LINE = ["a", "Für Zoë: “wie viel?”", "x"]


def read(path: Path, raw: bytes) -> tuple[list[Row], list[str]]:
    """The rows of a file, and what is said of it."""
    path.write_bytes(raw)
    rows, problems = read_sheet(path, path.name)
    return rows, [str(problem) for problem in problems]


def texts(rows: list[Row]) -> list[list[str]]:
    return [[row.text(name) for name in HEAD] for row in rows]


# --- CSV ---


def csv_text(delimiter: str = ",", end: str = "\r\n") -> str:
    return end.join(delimiter.join(row) for row in (HEAD, LINE)) + end


@pytest.mark.parametrize(
    "raw",
    [
        csv_text().encode(),
        csv_text(";").encode("utf-8-sig"),  # Excel in Germany or France, “CSV UTF-8”
        csv_text("\t").encode("utf-16"),  # Excel, “Unicode text”
        b"\xfe\xff" + csv_text(";").encode("utf-16-be"),
        csv_text("\t", "\n").encode(),
        csv_text(";", "\r").encode(),
        f"sep=;\r\n{csv_text(';')}".encode("utf-8-sig"),
        f"sep=|\n{csv_text('|')}".encode(),
        csv_text().replace("\r\n", " , \t\r\n").encode(),
        f"\r\n\r\n{csv_text()}\r\n,,\r\n,,\r\n".encode(),
        (csv_text().rstrip() + ",,,,\r\n" + "," * 200 + "\r\n").encode(),
    ],
)
def test_csv_from_any_country(raw: bytes, tmp_path: Path) -> None:
    rows, said = read(tmp_path / "any.csv", raw)
    assert said == []
    assert texts(rows) == [LINE]


def test_cells_of_several_lines_are_placed_where_they_begin(tmp_path: Path) -> None:
    raw = b'id,prompt,hint\n"a","one\r\n\r\ntwo ""three""; =4",x\n\nb,y,\x01\n'
    rows, said = read(tmp_path / "any.csv", raw)
    assert said == []
    assert rows[0].text("prompt") == 'one\n\ntwo "three"; =4'
    assert [str(row.problem("hint", "empty", "wrong.")) for row in rows] == [
        "any.csv:2:3: C2 (hint): wrong.",
        "any.csv:6:3: C4 (hint): wrong.",
    ]


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "any:1:1: this spreadsheet is empty."),
        (b"\r\n,,\r\n", "any:1:1: this spreadsheet is empty."),
        ("id,prompt\na,Für".encode("cp1252"), "any:2:4: this letter is not in UTF-8, so nobody can say"),
        (csv_text().encode("utf-16-le"), "any:1:1: this is neither a CSV file in UTF-8 nor an Excel workbook."),
        (b"\xff\xfea", "any:1:1: this letter is not in UTF-8"),
        (b"\x89PNG\r\n\x1a\n\0\0", "any:1:1: this is neither a CSV file"),
        (b'id,prompt\na,x\n"b,y\nc,z\n', "any:3:1: the cells of this line cannot be told apart"),
        (b'id,prompt\na,"x"y\n', "any:2:1: the cells of this line cannot be told apart"),
        (b"id,prompt\na," + b"x" * 200_000, "any:2:1: the cells of this line cannot be told apart"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            "any:1:1: this is an Excel file of the old kind (.xls), or it has a pass",
        ),
        (b"PK\x03\x04 and no more", "any:1:1: this workbook is damaged."),
        (
            b"<html><table><tr><td>id</td></tr></table></html>",
            "any:1:1: the first line of the spreadsheet must name",
        ),
        (b"id,prompt\n" + b"a,b\n" * 10_001, "any:1:1: this file has more than 10,000 lines."),
        (b"x" * (MAX_FILE + 1), "any:1:1: this file has more than 20 MB."),
    ],
)
def test_files_that_are_no_spreadsheet(raw: bytes, said: str, tmp_path: Path) -> None:
    rows, found = read(tmp_path / "any", raw)
    assert rows == []
    assert len(found) == 1
    assert found[0].startswith(said)
    assert not found[0].rstrip().endswith(said)  # and what to do


def test_what_cannot_be_opened(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none.csv"):
        assert "cannot be opened" in str(read_sheet(path, "any")[1][0])


# --- workbooks ---


def workbook(change: Callable[[Workbook], object] | None = None) -> bytes:
    made = Workbook()
    made.active.append(HEAD)
    made.active.append(LINE)
    if change:
        change(made)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def with_cell(value: object, number_format: str = "") -> bytes:
    def change(made: Workbook) -> None:
        made.active["C2"] = value
        if number_format:
            made.active["C2"].number_format = number_format

    return workbook(change)


def patched(raw: bytes, part: str, change: Callable[[bytes], bytes] | None, **added: bytes) -> bytes:
    """A workbook with one part changed (or left out), or others added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name != part:
                target.writestr(name, content)
            elif change:
                target.writestr(name, change(content))
        for name, content in added.items():
            target.writestr(name, content)
    return out.getvalue()


SHEET = "xl/worksheets/sheet1.xml"


def in_sheet(old: str, new: str, raw: bytes | None = None) -> bytes:
    def change(content: bytes) -> bytes:
        assert re.search(old.encode(), content)
        return re.sub(old.encode(), lambda _: new.encode(), content)

    return patched(raw or workbook(), SHEET, change)


def with_shared(text: str) -> bytes:
    """A workbook whose cell C2 has its text in the table of all texts, as Excel writes them."""
    name, kind = (
        "xl/sharedStrings.xml",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml",
    )
    table = f'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si>{text}</si></sst>'
    known = f'<Override PartName="/{name}" ContentType="{kind}"/></Types>'.encode()
    raw = in_sheet("<c r=.C2.[^>]*>.*?</c>", '<c r="C2" t="s"><v>0</v></c>')
    types = "[Content_Types].xml"
    return patched(raw, types, lambda listed: listed.replace(b"</Types>", known), **{name: table.encode()})


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (with_cell("Two\nlines"), "Two\nlines"),
        (with_cell("a_x000D_\nb"), "a\nb"),  # as Excel keeps a line end of Windows
        (with_cell("_x005F_x000D_"), "_x000D_"),
        (with_cell(14), "14"),
        (with_cell(14, "@"), "14"),
        (with_cell(True), "true"),
        (with_cell("  spaced \u00a0"), "spaced"),
        (with_cell(CellRichText("one ", TextBlock(InlineFont(b=True), "two"))), "one two"),
        (with_shared("<t>one_x000D_\ntwo</t>"), "one\ntwo"),
        (with_shared("<t>one_x005F_x000D_two</t>"), "one_x000D_two"),
        (with_shared("<t>x005F_</t>"), "x005F_"),
        (
            with_shared("<r><t>_x005F_x000D_</t></r><r><rPr><sz val='9'/></rPr><t>_x005F_xABCD_</t></r>"),
            "_x000D__xABCD_",
        ),
        (with_shared("<r><t>one </t></r><r><rPr><sz val='9'/></rPr><t>two</t></r>"), "one two"),
        (with_shared("<t/>"), ""),
        (in_sheet("<f>[^<]*</f><v */?>(</v>)?", "<f>1+1</f><v>14</v>", with_cell("=7+7")), "14"),
        (
            in_sheet(
                'r="C2"[^>]*><f>[^<]*</f><v */?>(</v>)?', 'r="C2" t="str"><f>A1</f><v>id</v>', with_cell("=A1")
            ),
            "id",
        ),
        (workbook(lambda made: made.active.merge_cells("C2:F2")), "x"),
        (workbook(lambda made: made.create_sheet("notes").append(["free", "words"])), "x"),
        (in_sheet("<dimension[^>]*>", '<dimension ref="A1:XFD1048576"/>'), "x"),
        (in_sheet("</sheetData>", '<row r="1048576"><c r="XFD1048576"/></row></sheetData>'), "x"),
        (in_sheet("</sheetData>", "<row/><row><c/></row></sheetData>"), "x"),
    ],
)
def test_cells_of_a_workbook(raw: bytes, text: str, tmp_path: Path) -> None:
    rows, said = read(tmp_path / "any.csv", raw)  # whatever the file is called
    assert said == []
    assert [row.text("hint") for row in rows] == [text]


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (with_cell("=1+1"), "C2 (hint): the value of this formula is not in the file."),
        (with_cell("#REF!"), "C2 (hint): this cell shows the error #REF!."),
        (with_cell(0.5), "C2 (hint): this cell holds a number (0.5), and may show it in another way."),
        (with_cell(1, "0%"), "C2 (hint): this cell holds a number (1), and may show it in another way."),
        (with_cell(date(2026, 11, 22)), "C2 (hint): this cell holds a date or a time (2026-11-22 00:00:00), and"),
        (with_cell(time(9, 30)), "C2 (hint): this cell holds a date or a time (09:30:00), and"),
    ],
)
def test_cells_that_are_no_texts(raw: bytes, said: str, tmp_path: Path) -> None:
    _, found = read(tmp_path / "any.xlsx", raw)
    assert len(found) == 1
    assert found[0].startswith(f"any.xlsx:2:3: {said}")


def test_a_cell_that_no_column_needs_may_hold_anything(tmp_path: Path) -> None:
    def change(made: Workbook) -> None:
        made.active["D1"], made.active["D2"] = "Seen on", date(2026, 11, 22)

    rows, found = read(tmp_path / "any.xlsx", workbook(change))
    assert texts(rows) == [LINE]
    assert found == ["any.xlsx:1:4: note: D1: the column “Seen on” is none of a question's, and is left out."]


def test_letters_that_stand_out_are_named(tmp_path: Path) -> None:
    raw = with_shared("<r><t>one </t></r><r><rPr><b/></rPr><t>two</t></r>")
    rows, found = read(tmp_path / "any.xlsx", raw)
    assert rows[0].text("hint") == "one two"
    assert found == [
        "any.xlsx:2:3: note: C2 (hint): bold, italic, underlined or struck letters are left out. "
        "Write `**strong**` or `*emphasis*` where a word needs weight."
    ]


def second(title: str, state: str = "visible") -> Callable[[Workbook], None]:
    def change(made: Workbook) -> None:
        more = made.create_sheet(title)
        more.sheet_state = state
        more.append(HEAD)
        more.append(["b", "other", ""])

    return change


def test_of_several_sheets_one_may_hold_questions(tmp_path: Path) -> None:
    rows, found = read(tmp_path / "any.xlsx", workbook(second("Old", "hidden")))
    assert texts(rows) == [LINE]
    assert found == ["any.xlsx:1:1: note: the sheet “Old” is hidden, and is left out."]
    rows, found = read(tmp_path / "any.xlsx", workbook(second("More")))
    assert rows == []
    assert found == [
        "any.xlsx:1:1: 2 sheets hold questions: “Sheet”, “More”. Keep one of them, or save each as a file."
    ]


def bomb() -> bytes:
    """A workbook of a few kilobytes that unpacks to far more."""
    return patched(workbook(), "", None, **{"xl/media/a.bin": b"\0" * (MAX_UNPACKED + 1)})


def lying_bomb() -> bytes:
    """The same, and it says that it is small."""
    raw = patched(workbook(), SHEET, lambda sheet: sheet + b" " * MAX_UNPACKED)
    return raw.replace(
        (MAX_UNPACKED + len(sheet_of(workbook()))).to_bytes(4, "little"), (1000).to_bytes(4, "little")
    )


def sheet_of(raw: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        return archive.read(SHEET)


def laughs() -> bytes:
    """Entities that would grow without end."""
    grow = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    dtd = f'<!DOCTYPE worksheet [<!ENTITY l0 "ha">{grow}]>'
    return in_sheet("<worksheet", f"{dtd}<worksheet", in_sheet("<t>x</t>", "<t>&l11;</t>"))


def commented(made: Workbook) -> None:
    for place in ("A1", "C2", "ZZ9"):
        made.active[place].comment = Comment("Ask Noor.", "Ana")


def comments(change: Callable[[bytes], bytes] | None) -> bytes:
    """A workbook with something else in its list of comments, or with none where it says that one is."""
    raw = workbook(commented)
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        (part,) = (name for name in archive.namelist() if re.search(r"comment\d*\.xml$", name))
    return patched(raw, part, change)


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (bomb(), "this workbook holds 50 MB in"),
        (lying_bomb(), "this workbook is damaged."),
        (laughs(), "this workbook holds what no spreadsheet program writes."),
        (
            comments(lambda told: b"<!--" + b" " * 5000 + b'--><!DOCTYPE a [<!ENTITY b "c">]>' + told),
            "this workbook holds what no spreadsheet program writes.",
        ),
        (
            in_sheet("</sheetData>", f"<row>{'<c/>' * 110_000}</row></sheetData>"),
            "this workbook holds far more cells",
        ),
        (in_sheet("</sheetData>", f"</sheetData>{'<a/>' * 110_000}"), "this workbook holds far more cells"),
        (with_shared(f"<t>x</t></si>{'<si/>' * 2_000_000}<si>"), "this workbook holds far more cells"),
        (patched(workbook(), "", None, **{f"a{n}": b"" for n in range(600)}), "this workbook holds 0 MB in 6"),
        (patched(workbook(), "[Content_Types].xml", None), "this is a zip file, but no Excel workbook."),
        (patched(workbook(), "xl/workbook.xml", None), "this workbook is damaged."),
        (patched(workbook(), SHEET, lambda sheet: sheet[:-40]), "this workbook is damaged."),
        (patched(workbook(), SHEET, None), "this spreadsheet is empty."),
        (workbook()[:-100], "this workbook is damaged."),
        (workbook()[:2000] + b"\xff" * 50 + workbook()[2050:], "this workbook is damaged."),
        (in_sheet('r="C2"', 'r="C2:9"'), "this workbook is damaged."),
        (workbook(lambda made: made.active.delete_rows(1)), "no sheet names the columns of questions"),
    ],
)
def test_workbooks_that_are_damaged_or_dangerous(raw: bytes, said: str, tmp_path: Path) -> None:
    rows, found = read(tmp_path / "any.xlsx", raw)
    assert rows == []
    assert len(found) == 1
    assert found[0].startswith(f"any.xlsx:1:1: {said}")


def test_a_sheet_has_an_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("handbook.exchange.xlsxfile.MAX_LINES", 50)
    many = "".join(f"<row><c t='inlineStr'><is><t>{n}</t></is></c></row>" for n in range(50))
    rows, found = read(tmp_path / "any.xlsx", in_sheet("</sheetData>", f"{many}</sheetData>"))
    assert rows == []
    assert found == [
        "any.xlsx:1:1: the sheet “Sheet” has more than 50 lines; empty ones with a colour count, too. "
        "Copy the questions into a new workbook; if there are so many, into several."
    ]


def test_another_sheet_may_be_as_long_as_it_likes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def change(made: Workbook) -> None:
        second("Old", "hidden")(made)
        for sheet in (made.create_sheet("sales"), made["Old"]):
            for number in range(60):
                sheet.append(["day", number])
            sheet["A1"].comment = Comment("Ask Noor.", "Ana")

    monkeypatch.setattr("handbook.exchange.xlsxfile.MAX_LINES", 50)
    rows, found = read(tmp_path / "any.xlsx", workbook(change))
    assert texts(rows) == [LINE]
    assert found == ["any.xlsx:1:1: note: the sheet “Old” is hidden, and is left out."]


# --- what stands beside the cells that are read ---


def threaded() -> bytes:
    """A workbook with a comment of the newer kind, and no note of the older one for it."""
    told = '<ThreadedComments xmlns="x"><threadedComment ref="C2" id="{1}"><text>Why?</text></threadedComment>'
    part = {"xl/threadedComments/threadedComment1.xml": f"{told}</ThreadedComments>".encode()}
    raw = workbook(commented)
    return patched(
        raw,
        "xl/worksheets/_rels/sheet1.xml.rels",
        lambda relations: re.sub(
            rb'Target="[^"]*comment[^"]*\.xml"',
            b'Target="../threadedComments/threadedComment1.xml"',
            re.sub(
                rb'"[^"]*/comments"',
                b'"http://schemas.microsoft.com/office/2017/10/relationships/threadedComment"',
                relations,
            ),
        ),
        **part,
    )


LEFT_OUT = "the comment or note on this cell is left out. Write into the cell what is to stay."


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (
            workbook(commented),
            [f"1:1: note: A1: {LEFT_OUT}", f"2:3: note: C2: {LEFT_OUT}", f"9:702: note: ZZ9: {LEFT_OUT}"],
        ),
        (threaded(), [f"2:3: note: C2: {LEFT_OUT}"]),
    ],
)
def test_comments_are_named(raw: bytes, said: list[str], tmp_path: Path) -> None:
    rows, found = read(tmp_path / "any.xlsx", raw)
    assert texts(rows) == [LINE]
    assert sorted(found) == [f"any.xlsx:{line}" for line in said]


def test_cells_far_to_the_right_are_named(tmp_path: Path) -> None:
    def change(made: Workbook) -> None:
        sheet = made.active
        sheet["CH1"], sheet["CH2"] = "the last", "one"
        sheet["CI1"], sheet["CI3"], sheet["CK3"], sheet["XFD3"], sheet["XFD4"] = "hint", 1, "=A1", "far", "  "
        sheet["CJ2"].font = Font(b=True)

    _, found = read(tmp_path / "any.xlsx", workbook(change))
    assert sorted(found) == [
        "any.xlsx:1:86: note: CH1: the column “the last” is none of a question's, and is left out.",
        "any.xlsx:1:87: CI1: this stands to the right of column CH, the last one that is read. "
        "Delete it, or move it to the left.",
        "any.xlsx:3:87: CI3: from here on, 3 cells stand to the right of column CH, the last one that is read. "
        "Delete them, or move them to the left.",
    ]


def test_a_cell_that_says_no_place_stands_beside_the_one_before(tmp_path: Path) -> None:
    many = "<row>" + "<c/>" * 86 + "<c t='inlineStr'><is><t>far</t></is></c></row>"
    _, found = read(tmp_path / "any.xlsx", in_sheet("</sheetData>", f"{many}</sheetData>"))
    assert [line[: line.index(": this")] for line in found] == ["any.xlsx:3:87: CI3"]


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (
            comments(lambda _: b"<a>" + b"".join(b'<comment ref="A%d"/>' % n for n in range(1, 20_000)) + b"</a>"),
            "this sheet has more than 10,000 comments. Delete those that nobody needs.",
        ),
        (comments(lambda _: b'<comments><comment ref="everywhere"/></comments>'), "this workbook is damaged."),
        (comments(lambda told: told[:-20]), "this workbook is damaged."),
    ],
)
def test_comments_that_are_damaged_or_dangerous(raw: bytes, said: str, tmp_path: Path) -> None:
    _, found = read(tmp_path / "any.xlsx", raw)
    assert len(found) == 1
    assert found[0].startswith(f"any.xlsx:1:1: {said}")


def test_comments_that_are_not_there_are_no_damage(tmp_path: Path) -> None:
    rows, found = read(tmp_path / "any.xlsx", comments(None))
    assert (texts(rows), found) == ([LINE], [])


# --- files that nobody thought of ---


GOOD = (workbook(), workbook(commented), with_shared("<t>x</t>"), csv_text().encode(), csv_text().encode("utf-16"))


@settings(calmly, max_examples=40)
@given(st.data())
def test_mutated_files_give_rows_or_problems(tmp_path: Path, data: st.DataObject) -> None:
    raw = GOOD[data.draw(st.integers(0, len(GOOD) - 1))]
    for _ in range(data.draw(st.integers(1, 4))):
        # Counted from the end, since the length of a workbook may differ from day to day.
        start = max(0, len(raw) - data.draw(st.integers(0, 5000)))
        end = start + data.draw(st.integers(0, 40))
        raw = raw[:start] + data.draw(st.binary(max_size=8) | st.just(b"PK") | st.just(b'"')) + raw[end:]
    rows, said = read(tmp_path / "any", raw)
    assert rows or said
    assert not any("\n" in line for line in said)
