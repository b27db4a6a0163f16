"""Questions with options go into spreadsheets and come back as they were, whatever they say."""

import csv
import io
import re
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.xml.constants import SHARED_STRINGS, SHEET_MAIN_NS

from conftest import EXAMPLE, ROOT
from handbook import read_handbook
from handbook.exchange.csvfile import read_csv, shielded, unshielded, write_csv
from handbook.exchange.export import as_xlsx, in_order, table_of
from handbook.exchange.grid import read_lines
from handbook.exchange.question import question
from handbook.exchange.rows import columns
from handbook.exchange.table import CHOICE_TYPES, RULE_NAME, typed
from handbook.exchange.xlsxfile import read_xlsx
from handbook.exchange.xlsxmake import write_xlsx
from handbook.exchange.xlsxtext import escaped, unescaped
from handbook.quiz.model import QuestionBase
from own import HANDBOOK
from questions import calmly, questions, texts


def saved_anew(raw: bytes) -> bytes:
    """A workbook of ours as Excel and LibreOffice save it: with a table that holds all texts."""
    texts: list[bytes] = []

    def shared(found: re.Match[bytes]) -> bytes:
        texts.append(b"<si>%b</si>" % found[2])
        return b'%bt="s"><v>%d</v></c>' % (found[1], len(texts) - 1)

    name = "xl/sharedStrings.xml"
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as source, zipfile.ZipFile(made, "w") as target:
        for part in source.namelist():
            content = re.sub(rb'(<c [^>]*)t="inlineStr"><is>(.*?)</is></c>', shared, source.read(part), flags=re.S)
            known = f'<Override PartName="/{name}" ContentType="{SHARED_STRINGS}"/></Types>'.encode()
            target.writestr(part, content.replace(b"</Types>", known))
        target.writestr(name, b'<sst xmlns="%b">%b</sst>' % (SHEET_MAIN_NS.encode(), b"".join(texts)))
    assert texts
    return made.getvalue()


FORMS = {
    "csv": (lambda head, rows: write_csv([head, *rows]), read_csv),
    "xlsx": (lambda head, rows: write_xlsx(head, rows, [], []), read_xlsx),
    "xlsx, saved anew": (lambda head, rows: saved_anew(write_xlsx(head, rows, [], [])), read_xlsx),
}


@st.composite
def fitting(draw: st.DrawFn) -> QuestionBase:
    """A question that fits into a row: its `allow` has names that a rule could have."""
    item = draw(questions(*CHOICE_TYPES))
    allow = {name: reason for name, reason in item.allow.items() if RULE_NAME.fullmatch(name)}
    return item.model_copy(update={"allow": allow})


def comes_back(form: str, items: list[QuestionBase]) -> None:
    write, read = FORMS[form]
    head = columns()
    rows = [dict(typed(item).values()) for item in items]
    lines, problems = read(write(head, [[row.get(name, "") for name in head] for row in rows]), "any")
    assert problems == []
    found, problems = read_lines(lines, "any")
    assert problems == []
    back = [question(row, {row.text("objective"): "What it tests."}) for row in found]
    # Options that say the same are a mistake, and no other is.
    assert all(problem.rule.startswith("duplicate") for _, problems in back for problem in problems)
    assert [item for item, _ in back] == items


@calmly
@given(item=fitting())
def test_any_question_comes_back_from_csv(item: QuestionBase) -> None:
    comes_back("csv", [item])


@pytest.mark.parametrize("form", ["xlsx", "xlsx, saved anew"])
@settings(calmly, max_examples=10)
@given(items=st.lists(fitting(), min_size=2, max_size=3))
def test_any_questions_come_back_from_a_workbook(form: str, items: list[QuestionBase]) -> None:
    comes_back(form, items)


@pytest.mark.parametrize(
    "text",
    [
        "_x000D_",
        "a_x000d_\nb",
        "_x005F_",
        "x005F_",
        "_x005F_x000D_",
        "_x0041__x0042_",
        "_xABCD__",
        "_X000D_",
        "_xyz_",
    ],
)
def test_what_looks_like_an_escape_comes_back(text: str) -> None:
    head = ["id", "quiz", "type", "objective", "level", "prompt"]
    raw = write_xlsx(head, [["a", "b", "c", "d", "e", text]], [], [])
    for saved in (raw, saved_anew(raw)):
        lines, _ = read_xlsx(saved, "any.xlsx")
        assert lines[1].values[5].text == text


@calmly
@given(text=texts)
def test_what_is_shielded_or_escaped_comes_back(text: str) -> None:
    assert unshielded(shielded(text)) == text
    assert unescaped(escaped(text)) == text
    assert unshielded(shielded(shielded(text))) == shielded(text)


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@a", "＝1", "'=1", "''@a", 'a;=b"', 'a;"=b";c', "a\t -b", "a\n+b"]
)
def test_nothing_in_a_csv_file_is_a_formula(text: str) -> None:
    """Nor where a program parts cells by semicolons or tabs, and sees other cells than there are."""
    raw = write_csv([["id", "prompt"], ["a", text]]).decode("utf-8-sig")
    for delimiter in ",;\t":
        for row in csv.reader(io.StringIO(raw, newline=""), delimiter=delimiter):
            assert not any(re.match(r"\s*[=+\-@＝]", cell.lstrip('" ')) for cell in row)


def test_nothing_in_a_workbook_is_a_formula() -> None:
    head = ["id", "quiz", "type", "objective", "level", "prompt"]
    rows = [["=1+1", "+1", "-1", "@a", "#N/A", "2026-11-22"], ["1", "true", "'a", "_x0041_", "50 %", "1/2"]]
    raw = write_xlsx(head, rows, [["=a", "b", "c", "d"]], [["-a", "b", "c"]])
    workbook = load_workbook(io.BytesIO(raw))
    cells = [cell for sheet in workbook for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert {cell.number_format for cell in cells if cell.row > 1} == {"@"}
    first = workbook["questions"]
    assert [cell.quotePrefix for cell in first[2]] == [True, True, True, True, False, False]
    workbook.close()
    lines, _ = read_xlsx(raw, "any.xlsx")
    assert [[value.text for value in line.values[:6]] for line in lines[1:]] == rows


def test_every_question_with_options_has_a_row_and_every_other_is_named() -> None:
    quizzes = in_order(HANDBOOK)
    head, rows, left_out = table_of(quizzes)
    asked = [(quiz, q.item) for quiz in quizzes for q in quiz.questions]
    assert [row[0] for row in rows] == [item.id for _, item in asked if item.type in CHOICE_TYPES]
    others = [(quiz.file, item) for quiz, item in asked if item.type not in CHOICE_TYPES]
    assert len(left_out) == len(others) > 0
    for problem, (file, item) in zip(left_out, others, strict=True):
        assert problem.file == file
        assert f"“{item.id}” is left out" in problem.message
        assert item.type in problem.message
        line = (ROOT / file).read_text("utf-8").splitlines()[problem.line - 1]
        assert line == f"  - id: {item.id}"
    assert head[:6] == ["id", "quiz", "type", "objective", "level", "prompt"]


def test_a_question_that_no_row_can_hold_is_named(example) -> None:
    quiz = example / "quizzes" / "greeting.yml"
    reason = "It is the customer's own word. " * 60
    allowed = "".join(f"      rule-{n}: {reason}\n" for n in range(20))
    text = quiz.read_text("utf-8") + f"    allow:\n{allowed}"
    quiz.write_text(
        text.replace("    type: true-false\n", "    type: true-false\n    allow: {No name: It is what it is.}\n")
    )
    handbook, _ = read_handbook(example)
    _, rows, left_out = table_of(handbook.quizzes.values())
    assert len(rows) == 2
    assert [problem.message for problem in left_out] == [
        "the question “waiting-time-is-a-number” is left out: its `allow` names “No name”, "
        "and no warning has such a name.",
        "the question “long-wait-what-to-say” is left out: its `allow` is longer than a cell can be.",
    ]


# --- the workbook as its reader sees it ---


def workbook_of(handbook) -> bytes:
    head, rows, _ = table_of(in_order(handbook))
    return as_xlsx(handbook, head, rows)


def test_the_same_questions_give_the_same_bytes() -> None:
    raw = workbook_of(read_handbook(EXAMPLE)[0])
    assert workbook_of(read_handbook(EXAMPLE)[0]) == raw
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        assert {part.date_time for part in archive.infolist()} == {(2000, 1, 1, 0, 0, 0)}
        assert archive.read("docProps/core.xml").count(b">2000-01-01T00:00:00Z<") == 2


def test_the_workbook_explains_itself() -> None:
    workbook = load_workbook(io.BytesIO(workbook_of(HANDBOOK)))
    asked, about, lists = workbook
    assert asked.freeze_panes == "B2"
    assert all(cell.alignment.wrap_text for row in asked.iter_rows(min_row=2) for cell in row)
    below = [asked.column_dimensions[cell.column_letter] for cell in asked[1]]
    assert all(column.width > 8 and column.number_format == "@" for column in below)
    told = {re.sub(r"\d+", "…", cell.value) for cell in asked[1]}
    assert {row[0].value for row in about.iter_rows(min_row=2)} == told
    heads = {cell.value: cell.column_letter for cell in asked[1]}
    offered = {str(rule.sqref): rule.formula1 for rule in asked.data_validations.dataValidation}
    last = asked.max_row
    assert last == 147
    assert {place[0] for place in offered} == {heads[name] for name in ("type", "level", "objective", "quiz")}
    assert all(int(re.search(r":[A-Z]+(\d+)", place)[1]) >= last + 100 for place in offered)
    for name, wanted in (
        ("objective", {o.id for lesson in HANDBOOK.lessons() for o in lesson.meta.objectives}),
        ("quiz", set(HANDBOOK.quizzes)),
    ):
        (formula,) = (formula for place, formula in offered.items() if place.startswith(heads[name]))
        cells = lists[formula.removeprefix("lists!").replace("$", "")]
        assert {cell.value for (cell,) in cells} == wanted
    workbook.close()


def test_the_examples_questions_fit_into_few_columns() -> None:
    handbook, _ = read_handbook(EXAMPLE)
    head, rows, left_out = table_of(in_order(handbook))
    assert (len(rows), left_out) == (4, [])
    assert [name for name in head if name.startswith("wrong")] == ["wrong 1", "wrong 2", "wrong 3", "wrong 4"]
    third = dict(zip(head, rows[2], strict=True))
    assert (third["right 1"], third["wrong 1"], third["wrong 2"]) == ("true", "false", "")
    assert third["reason"] == "The statement has no third side."
