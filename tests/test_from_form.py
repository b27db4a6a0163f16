"""`handbook from-form`, as a maintainer or a workflow calls it, and the forms that it reads."""

import io
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import assume, given

from conftest import ROOT
from handbook.cli import main
from handbook.exchange.form import CHOICES, LABELS, read_form
from handbook.exchange.question import question
from handbook.exchange.rows import columns
from handbook.exchange.table import CHOICE_TYPES, typed
from handbook.quiz.model import QuestionBase
from handbook.source import MAX_BYTES
from questions import calmly, questions

GOLDEN = yaml.safe_load((Path(__file__).parent / "cases" / "exchange" / "from-form.yml").read_text("utf-8"))
GITHUB = yaml.safe_load((ROOT / ".github" / "ISSUE_TEMPLATE" / "new-question.yml").read_text("utf-8"))
GITLAB = (ROOT / ".gitlab" / "issue_templates" / "new-question.md").read_text("utf-8")


def form_text(answers: dict[str, str]) -> str:
    """The text of an issue, as GitHub makes it of a form's answers."""
    return "\n\n".join(f"### {label}\n\n{answer or '_No response_'}" for label, answer in answers.items())


def text_for(case: dict[str, Any]) -> str:
    if "text" in case:
        return case["text"]
    answers = dict.fromkeys(GOLDEN["form"], "") if case.get("empty") else GOLDEN["form"] | case.get("fields", {})
    assert answers.keys() == GOLDEN["form"].keys()
    text = form_text(answers)
    for old, new in case.get("replace", []):
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


@pytest.mark.parametrize(
    ("name", "end"),
    [*((name, "\n") for name in GOLDEN["cases"]), ("several-lines-and-signs", "\r\n"), ("half-filled-in", "\r\n")],
)
def test_message(name: str, end: str, example: Path, capsys: pytest.CaptureFixture[str], monkeypatch) -> None:
    case = GOLDEN["cases"][name]
    monkeypatch.chdir(example)
    Path("issue.md").write_bytes(text_for(case).replace("\n", end).encode())
    before = Path("quizzes", "greeting.yml").read_bytes()
    status = main(["from-form", "issue.md"])
    said = capsys.readouterr()
    assert said.out == case["says"].replace("FILE", "issue.md")
    if "warns-begin" in case:
        assert said.err.startswith(case["warns-begin"].replace("FILE", "issue.md"))
    elif "warns" in case:
        assert said.err == case["warns"].replace("FILE", "issue.md")
    else:
        assert said.err.endswith(": there is no question yet.\n")
    assert status == (0 if said.out.startswith(" ") else 1)
    assert Path("quizzes", "greeting.yml").read_bytes() == before
    if status == 0:
        assert main(["from-form", "issue.md", "--add"]) == 0
        assert capsys.readouterr().out.startswith("added: greeting#")
        assert Path("quizzes", "greeting.yml").read_bytes() == before + said.out.encode()
        assert main(["check"]) == 0


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "form:1:1: this is not the text of the form for a new question."),
        (b"\xff\xfe#\0#\0", "form:1:1: this is not a text file."),
        ("### Hint\n\nFür".encode("cp1252"), "form:3:2: this character is not in the encoding UTF-8."),
        (b"#" * (MAX_BYTES + 1), "form:1:1: this text has more than 300 kB."),
    ],
)
def test_standard_input_that_is_no_form(raw: bytes, said: str, example: Path, capsys, monkeypatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(raw)))
    assert main(["from-form", "-", "--folder", str(example)]) == 1
    assert capsys.readouterr().out.startswith(said)


def test_standard_input(example: Path, capsys, monkeypatch) -> None:
    raw = form_text(GOLDEN["form"]).encode("utf-8-sig")
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(raw)))
    assert main(["from-form", "-", "--folder", str(example)]) == 0
    assert capsys.readouterr().out == GOLDEN["cases"]["good"]["says"]


def test_a_file_that_is_not_there_and_a_folder_without_a_handbook(tmp_path: Path, capsys) -> None:
    assert main(["from-form", str(tmp_path / "none.md")]) == 1
    assert "cannot be opened" in capsys.readouterr().out
    (tmp_path / "issue.md").write_text(form_text(GOLDEN["form"]), "utf-8")
    assert main(["from-form", str(tmp_path / "issue.md"), "--folder", str(tmp_path)]) == 1
    assert capsys.readouterr().out.startswith("docs:1:1: there are no pages here.")


# --- whatever somebody writes ---

PIECES = [
    "<!--",
    "### a\n",
    "### " + "# " * 40,
    "###",
    "\n",
    "a ",
    "- [ ] ",
    "### Question\n",
    '"',
    "\n::a",
    "é",
    "[<",
]


@pytest.mark.parametrize("piece", PIECES)
def test_a_form_of_nothing_but_one_thing(piece: str, example: Path, capsys) -> None:
    """As long as a form may be: it is refused, and that does not take long."""
    many = piece * (MAX_BYTES // 3 // len(piece.encode()))
    for text in (many, form_text(GOLDEN["form"] | {"Question": many, "Hint": f"{many}x"})):
        (example / "issue.md").write_text(text, "utf-8")
        assert main(["from-form", str(example / "issue.md"), "--folder", str(example)]) == 1
        assert capsys.readouterr().out.startswith(str(example / "issue.md"))


@calmly
@given(item=questions(*CHOICE_TYPES))
def test_what_a_form_says_is_what_the_question_says(item: QuestionBase) -> None:
    """A form gives the very texts that stand in it, or no question."""
    item = item.model_copy(update={"allow": {}, "was": []})
    said = dict(typed(item).values())
    assume(said.keys() <= {"id", *LABELS})
    answers = {LABELS[name]: said.get(name, "") for name in LABELS}
    answers[LABELS["promise"]] = GOLDEN["form"][LABELS["promise"]]
    row, problems = read_form(form_text(answers), "any")
    if row is None:
        assert problems
        return
    read, found = question(row.filled({"id": item.id}), {item.objective: "What it tests."})
    if problems or found:
        return
    assert read == item


# --- the forms themselves ---


def github_fields() -> list[dict[str, Any]]:
    return [field for field in GITHUB["body"] if field["type"] != "markdown"]


def test_the_form_on_github_and_its_reader_agree() -> None:
    fields = github_fields()
    assert {field["id"].replace("-", " "): field["attributes"]["label"] for field in fields} == LABELS
    assert set(LABELS) - {"promise"} <= set(columns())
    chosen = {field["id"]: field["attributes"]["options"] for field in fields if field["type"] == "dropdown"}
    assert chosen == {name: list(choices) for name, choices in CHOICES.items()}
    assert set(CHOICES["type"].values()) == set(CHOICE_TYPES)
    assert next(iter(CHOICES["type"].values())) == "multiple-choice"
    assert list(GOLDEN["form"]) == [field["attributes"]["label"] for field in fields]


def test_the_form_on_github_asks_for_what_every_question_needs() -> None:
    needed = {field["id"] for field in github_fields() if field.get("validations", {}).get("required")}
    always = {
        "quiz",
        "objective",
        "type",
        "level",
        "prompt",
        "right-1",
        "feedback-right-1",
        "wrong-1",
        "feedback-wrong-1",
    }
    assert needed == always
    (promise,) = (field for field in github_fields() if field["type"] == "checkboxes")
    assert all(option["required"] for option in promise["attributes"]["options"])


def test_the_template_on_gitlab_can_be_filled_in(example: Path, capsys) -> None:
    filled = GITLAB.replace("- [ ]", "- [x]")
    for label, answer in GOLDEN["form"].items():
        if label not in ("Kind of question", "Level", "Before you send it"):  # those have an answer already
            filled = re.sub(rf"(### {label}\n\n(?:<!--.*?-->\n)?)", lambda m, a=answer: m[1] + a + "\n", filled)
    (example / "issue.md").write_text(filled, "utf-8")
    assert main(["from-form", str(example / "issue.md"), "--folder", str(example)]) == 0
    assert capsys.readouterr().out == GOLDEN["cases"]["good"]["says"]
