"""`handbook import` and `handbook export`, as a trainer calls them."""

import difflib
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from openpyxl import Workbook

from conftest import EXAMPLE
from handbook import read_handbook
from handbook.cli import main
from handbook.exchange.csvfile import write_csv
from handbook.exchange.export import in_order, table_of

Table = list[list[str]]


def write_workbook(table: Table) -> bytes:
    """A workbook as somebody's own program writes it: nothing but the cells."""
    workbook = Workbook()
    for line, row in enumerate(table, 1):
        for column, text in enumerate(row, 1):
            if text:
                workbook.active.cell(line, column, text).data_type = "s"
    made = io.BytesIO()
    workbook.save(made)
    return made.getvalue()


GOLDEN = yaml.safe_load((Path(__file__).parent / "cases" / "exchange" / "import.yml").read_text("utf-8"))
HEAD, ROWS, _ = table_of(in_order(read_handbook(EXAMPLE)[0]))
WRITERS: dict[str, Callable[[Table], bytes]] = {
    "csv": write_csv,
    "xlsx": write_workbook,
}


def table_for(case: dict[str, Any]) -> Table:
    """The spreadsheet of a case."""
    if case.get("drop-all"):
        return [[]]
    rows = [dict(zip(HEAD, row, strict=True)) for row in ROWS]
    rows += [GOLDEN["new"] | more for more in case.get("add", [])]
    for line, cells in case.get("set", {}).items():
        assert cells.keys() <= set(HEAD)
        rows[line - 2] |= cells
    head = [name for name in HEAD if name not in case.get("drop", [])]
    names = [case.get("rename", {}).get(name, name) for name in head]
    return [names, *([row.get(name, "") for name in head] for row in rows)]


@pytest.mark.parametrize("form", WRITERS)
@pytest.mark.parametrize("name", GOLDEN["cases"])
def test_message(name: str, form: str, example: Path, capsys: pytest.CaptureFixture[str], monkeypatch) -> None:
    case = GOLDEN["cases"][name]
    quiz = example / "quizzes" / "greeting.yml"
    for old, new in case.get("quiz", []):
        assert quiz.read_text("utf-8").count(old) == 1
        quiz.write_text(quiz.read_text("utf-8").replace(old, new), "utf-8")
    before = quiz.read_text("utf-8")
    monkeypatch.chdir(example)
    Path(f"sheet.{form}").write_bytes(WRITERS[form](table_for(case)))
    status = main(["import", f"sheet.{form}"])
    said = capsys.readouterr().out
    wanted = case.get(f"says-{form}", case["says"])
    assert sorted(said.splitlines()) == sorted(wanted.replace("FILE", f"sheet.{form}").splitlines())
    changed = difflib.unified_diff(before.splitlines(), quiz.read_text("utf-8").splitlines(), n=0, lineterm="")
    lines = [line for line in changed if not line.startswith(("---", "+++", "@@"))]
    assert "\n".join(lines) == case.get("diff", "").rstrip("\n")
    assert status == ("unchanged" not in said)
    if status == 0:
        assert main(["check"]) == 0


def sheet(folder: Path, table: Table, name: str = "sheet.csv") -> str:
    path = folder / name
    path.write_bytes(WRITERS[path.suffix[1:]](table))
    return str(path)


def test_a_dry_run_says_the_same_and_changes_nothing(example: Path, capsys) -> None:
    case = GOLDEN["cases"]["two-fields-changed"]
    before = (example / "quizzes" / "greeting.yml").read_bytes()
    told = sheet(example, table_for(case))
    assert main(["import", told, "--dry-run", "--folder", str(example)]) == 0
    dry = capsys.readouterr().out.splitlines()
    assert (example / "quizzes" / "greeting.yml").read_bytes() == before
    assert main(["import", told, "--folder", str(example)]) == 0
    wet = capsys.readouterr().out.splitlines()
    assert dry[:-1] == wet[:-1] == case["says"].splitlines()[:-1]
    assert dry[-1] == "4 questions: 0 added, 2 changed, 2 unchanged, if you run it without --dry-run."
    assert main(["import", told, "--folder", str(example)]) == 0  # and once more
    assert capsys.readouterr().out == "4 questions: 0 added, 0 changed, 4 unchanged.\n"


def test_new_questions_go_where_the_command_says(example: Path, capsys) -> None:
    head, *_, new = table_for({"add": [{"quiz": ""}], "drop": ["id"]})
    told = sheet(example, [head, new])
    assert main(["import", told, "--folder", str(example), "--quiz", "nowhere"]) == 1
    assert "A2 (quiz): there is no quiz “nowhere”." in capsys.readouterr().out
    assert main(["import", told, "--folder", str(example), "--quiz", "greeting"]) == 0
    assert capsys.readouterr().out.startswith("added: greeting#ife-comes-count-till-first\n")
    assert main(["import", told, "--folder", str(example), "--quiz", "greeting"]) == 1  # not a second time
    assert "“ife-comes-count-till-first” asks this already" in capsys.readouterr().out


def test_a_quiz_keeps_its_line_ends_and_its_mark(example: Path, capsys) -> None:
    quiz = example / "quizzes" / "greeting.yml"
    before = b"\xef\xbb\xbf" + quiz.read_bytes().replace(b"\n", b"\r\n")
    quiz.write_bytes(before)
    told = sheet(example, table_for({"set": {3: {"hint": "one\ntwo"}}}), "sheet.xlsx")
    assert main(["import", told, "--folder", str(example)]) == 0
    hint = b"Both of them want to know that you noticed."
    assert quiz.read_bytes() == before.replace(hint, b"|-\r\n      one\r\n      two")


def test_the_handbooks_own_words_count(example: Path, capsys) -> None:
    (example / "docs" / "words.txt").write_text("untill\nhabbit\n", "utf-8")
    told = sheet(example, table_for(GOLDEN["cases"]["slip-of-the-keyboard"]))
    assert main(["import", told, "--folder", str(example)]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "4 questions: 0 added, 1 changed, 3 unchanged."


def test_where_one_quiz_cannot_be_written_none_is(example: Path, capsys, monkeypatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device", "greeting.yml")

    before = (example / "quizzes" / "greeting.yml").read_bytes()
    told = sheet(example, table_for({"add": [{}]}))
    monkeypatch.setattr("handbook.commands.common.write_together", full)
    assert main(["import", told, "--folder", str(example)]) == 1
    assert capsys.readouterr().err == "greeting.yml: No space left on device. Nothing was written.\n"
    assert (example / "quizzes" / "greeting.yml").read_bytes() == before


def test_a_folder_without_a_handbook(tmp_path: Path, capsys) -> None:
    told = sheet(tmp_path, table_for({}))
    assert main(["import", told, "--folder", str(tmp_path)]) == 1
    assert capsys.readouterr().out.startswith("docs:1:1: there are no pages here.")
    assert main(["export", "--csv", str(tmp_path / "new.csv"), "--folder", str(tmp_path)]) == 1
    assert "There is no question" in capsys.readouterr().err
    assert not (tmp_path / "new.csv").exists()


# --- export ---


@pytest.mark.parametrize("form", WRITERS)
def test_what_is_exported_changes_nothing_when_it_comes_back(form: str, example: Path, capsys) -> None:
    path = example / "out" / f"questions.{form}"
    assert main(["export", f"--{form}", str(path), "--folder", str(example)]) == 0
    assert capsys.readouterr().out == f"Wrote 4 questions of 1 quiz to {path}.\n"
    assert main(["import", str(path), "--folder", str(example)]) == 0
    assert capsys.readouterr().out == "4 questions: 0 added, 0 changed, 4 unchanged.\n"


def test_questions_that_were_deleted_come_back_as_they_were(example: Path, capsys) -> None:
    path, quiz = example / "questions.xlsx", example / "quizzes" / "greeting.yml"
    assert main(["export", "--xlsx", str(path), "--folder", str(example)]) == 0
    before = quiz.read_text("utf-8")
    quiz.write_text(before.split("  - id: phone")[0], "utf-8")
    assert main(["import", str(path), "--folder", str(example)]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "4 questions: 3 added, 0 changed, 1 unchanged."
    hint = "    hint: Both of them want to know that you noticed.\n"
    explanation = "    explanation: Each person wants"
    moved = before.replace(hint, "").replace(explanation, hint + explanation)  # where the handbook's files have it
    head, *rest = moved.split("  - id: ")
    assert quiz.read_text("utf-8") == f"{head}  - id: {rest[0]}" + "".join(f"\n  - id: {one}" for one in rest[1:])


def test_export_chooses_quizzes_and_names_what_it_leaves_out(example: Path, capsys) -> None:
    types = (Path(__file__).parent / "cases" / "types" / "all.yml").read_text("utf-8")
    (example / "quizzes" / "types.yml").write_text(types, "utf-8")
    path = example / "one.csv"
    assert main(["export", "--csv", str(path), "types", "--folder", str(example)]) == 1
    assert "no question with options" in capsys.readouterr().err
    assert main(["export", "--csv", str(path), "greeting", "typos", "--folder", str(example)]) == 1
    assert capsys.readouterr().err == "there is no quiz typos that can be read. Did you mean `types`?\n"
    assert not path.exists()
    assert main(["export", "--csv", str(path), "--folder", str(example)]) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[0].startswith(
        "quizzes/types.yml:4:9: note: the question “types-order-of-a-greeting” is left out: "
    )
    assert said[-1] == f"Wrote 4 questions of 1 quiz to {path}; {len(said) - 1} questions left out."


def test_export_writes_over_nothing(example: Path, capsys) -> None:
    path = example / "mine.xlsx"
    path.write_text("a day's work", "utf-8")
    assert main(["export", "--xlsx", str(path), "--folder", str(example)]) == 1
    assert capsys.readouterr().err == f"{path} is there already: delete it, or choose another name.\n"
    assert path.read_text("utf-8") == "a day's work"


def test_export_tells_what_could_not_be_read(example: Path, capsys) -> None:
    (example / "quizzes" / "broken.yml").write_text("title: [", "utf-8")
    assert main(["export", "--csv", str(example / "new.csv"), "--folder", str(example)]) == 0
    assert "what cannot be read is not written" in capsys.readouterr().err
    (example / "file").write_text("no folder", "utf-8")
    assert main(["export", "--csv", str(example / "file" / "new.csv"), "--folder", str(example)]) == 1
    assert "Nothing was written" in capsys.readouterr().err
