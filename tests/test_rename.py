"""`handbook rename`: an id changes wherever it is named, and nothing else does."""

import re
import shlex
import shutil
from pathlib import Path

import pytest
import yaml

from conftest import ROOT
from handbook.cli import main

Said = pytest.CaptureFixture[str]
LESSON, QUIZ = "docs/greeting/first-words.md", "quizzes/greeting.yml"


def files(folder: Path) -> dict[str, str]:
    paths = (path for name in ("docs", "quizzes") for path in (folder / name).rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes().decode() for path in paths}


def change(folder: Path, file: str, *pairs: tuple[str, str]) -> None:
    text = (folder / file).read_bytes().decode()
    for old, new in pairs:
        assert text.count(old) == 1, (file, old, text.count(old))
        text = text.replace(old, new)
    (folder / file).write_bytes(text.encode())


def changed_lines(before: dict[str, str], after: dict[str, str]) -> set[str]:
    assert before.keys() == after.keys()
    pairs = ((file, zip(text.split("\n"), after[file].split("\n"), strict=True)) for file, text in before.items())
    return {f"{file}:{n}" for file, lines in pairs for n, (old, new) in enumerate(lines, 1) if old != new}


def told(said: str) -> set[str]:
    return {place[0] for place in re.finditer(r"^\S+:\d+(?=: )", said, re.M)}


@pytest.fixture
def handbook(example: Path) -> Path:
    """The example with every way to name an objective, and a second module that has one of the same name."""
    change(
        example,
        "docs/greeting/index.md",
        (
            "For everyone who stands at a counter.",
            "See [early](first-words.md#greet-early), [late](<first-words.md#greet-early>) and [ever][ref],\n"
            '<a href="first-words.md#greet-early">the greeting</a>, not `[x](first-words.md#greet-early)`.\n\n'
            "[ref]: ./first-words.md#greet-early",
        ),
    )
    change(
        example,
        LESSON,
        (
            "A greeting costs nothing.",
            "A greeting [costs](#greet-early) nothing; [both at once](#greet-early-and-late).",
        ),
        ("  - id: greet-early", "  - id: 'greet-early' # the first five seconds"),
        (
            "sources: [shop-custom]\nobjectives:",
            "sources: [shop-custom]\nsituations: {busy: greet-early}\nobjectives:",
        ),
        ("### Greet early {#greet-early}", "### Greet early { .wide #greet-early }"),
        ("Ana leaves.)", "Ana reads [the rule](greeting/first-words.md#greet-early).)"),
        (
            "Looking down.",
            "Looking down.\n\n### Both { #greet-early-and-late }\n\n```yaml\nobjective: greet-early\n```",
        ),
    )
    change(
        example,
        QUIZ,
        (
            "    objective: greet-early\n    level: apply\n    prompt: You",
            '    objective: "greet-early"\n    level: apply\n    prompt: You',
        ),
        ("to know how long it takes.", "to know [how long](greeting/first-words.md#greet-early) it takes."),
    )
    shutil.copytree(example / "docs" / "greeting", example / "docs" / "parting")
    for path in (example / "docs" / "parting").iterdir():
        text = path.read_text("utf-8").replace("say-how-long", "say-when").replace("](greeting/", "](parting/")
        text = text.replace("title: Greeting", "title: Parting").replace("order: 1", "order: 2")
        path.write_text(re.sub(r"greeting#(\S+)", r"parting#other-\1", text), "utf-8")
    quiz = (example / QUIZ).read_text("utf-8").replace("say-how-long", "say-when").replace("greeting/", "parting/")
    quiz = quiz.replace("module: greeting", "module: parting").replace("- id: ", "- id: other-")
    quiz = re.sub(r"(text: .*)\.$", r"\1 now.", quiz, flags=re.M).replace("minutes now", "minutes then")
    quiz = quiz.replace("Ana", "Ina")
    (example / "quizzes" / "parting.yml").write_text(quiz, "utf-8")
    return example


def test_an_objective_changes_wherever_it_is_named(handbook: Path, capsys: Said) -> None:
    assert main(["check", str(handbook)]) == 0, capsys.readouterr().out
    before = files(handbook)
    capsys.readouterr()
    words = ["objective", "--module", "greeting", "greet-early", "greet-at-once"]
    assert main(["rename", *words, str(handbook)]) == 0
    said, after = capsys.readouterr().out, files(handbook)
    assert changed_lines(before, after) == told(said)
    assert {place.split(":")[0] for place in told(said)} == {
        LESSON,
        QUIZ,
        "docs/greeting/index.md",
        "docs/greeting/practice.md",
        "docs/points.yml",
        "quizzes/scenarios/two-at-once.yml",
    }
    for file, text in before.items():  # nothing but the name is another
        assert after[file].replace("greet-at-once", "greet-early") == text
    left = "\n".join(after[file] for file in after if "parting" not in file)
    kept = ("`[x](first-words.md#greet-early)`", "\nobjective: greet-early\n", "greet-early-and-late")
    assert left.count("greet-early") == sum(left.count(text) for text in kept)
    assert f"`greet-early`, and were left as they are: {LESSON}:76, docs/greeting/index.md:15, " in said
    assert main(["check", str(handbook)]) == 0, capsys.readouterr().out


def test_a_heading_gets_an_id_where_its_words_made_it(example: Path, capsys: Said) -> None:
    change(example, LESSON, ("### Greet early {#greet-early}", "### Greet early ###"))
    change(example, LESSON, ("### Say how long {#say-how-long}", "### Say how long { .wide }"))
    assert main(["check", str(example)]) == 0, capsys.readouterr().out
    for old, new in (("greet-early", "greet-at-once"), ("say-how-long", "say-minutes")):
        assert main(["rename", "objective", old, new, str(example)]) == 0
    text = (example / LESSON).read_text("utf-8")
    assert "\n### Greet early {#greet-at-once} ###\n" in text
    assert "\n### Say how long { #say-minutes .wide }\n" in text
    capsys.readouterr()
    assert main(["check", str(example)]) == 0, capsys.readouterr().out


OLD, NEW, NEWEST = "long-wait-what-to-say", "ten-minutes-first-words", "ten-minutes"


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_a_question_keeps_all_its_names(ends: str, example: Path, capsys: Said) -> None:
    """Twice renamed, in a file with a byte order mark, foreign line ends and no line end at its end."""
    change(example, LESSON, ("greeting#phone-rings-while-serving", f"  greeting#{OLD}  "))
    change(example, "docs/index.md", ("Read, then try.", f"[Try](quizzes/greeting.md#q-{OLD})."))
    change(example, QUIZ, (f"  - id: {OLD}\n", f"  - id: {OLD} # the number\n"))
    for file in (QUIZ, LESSON):
        text = (example / file).read_bytes().decode().rstrip("\n").replace("\n", ends)
        (example / file).write_bytes(f"\ufeff{text}".encode())
    before = files(example)
    assert main(["rename", "question", OLD, NEW, str(example)]) == 0
    after = files(example)
    said = capsys.readouterr().out
    assert f"Renamed `{OLD}` to `{NEW}` in 3 places of 3 files.\n" in said
    assert told(said) == {"docs/index.md:11", f"{LESSON}:80", f"{QUIZ}:42"}
    named = f"  - id: {NEW} # the number{ends}    was: {OLD}{ends}"
    assert after[QUIZ] == before[QUIZ].replace(f"  - id: {OLD} # the number{ends}", named)
    assert after[LESSON] == before[LESSON].replace(OLD, NEW)
    assert after["docs/index.md"] == before["docs/index.md"].replace(OLD, NEW)
    assert main(["rename", "question", NEW, NEWEST, str(example)]) == 0
    named = f"  - id: {NEWEST} # the number{ends}    was: [{NEW}, {OLD}]{ends}"
    assert files(example)[QUIZ] == before[QUIZ].replace(f"  - id: {OLD} # the number{ends}", named)
    assert main(["rename", "question", NEWEST, "ten-minutes-or-more", str(example)]) == 0
    assert f"    was: [{NEWEST}, {NEW}, {OLD}]{ends}" in files(example)[QUIZ]
    capsys.readouterr()
    assert main(["check", str(example)]) == 0, capsys.readouterr().out


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("- {id: one, type: x}", "- {id: two, was: one, type: x}"),
        ("- {'id': \"one\", type: x}", "- {'id': \"two\", was: one, type: x}"),
        ("- type: x\n  id: one\n  level: recall", "- type: x\n  id: two\n  was: one\n  level: recall"),
        ("-   id: 'one'\n    was: zero", "-   id: 'two'\n    was: [one, zero]"),
        ("- id: one\n  was: 'zero' # then", "- id: two\n  was: [one, 'zero'] # then"),
        (
            "- id: one\n  was:\n    - zero\n    # and\n    - minus",
            "- id: two\n  was:\n    - one\n    - zero\n    # and\n    - minus",
        ),
        ("- id: one\n  was:\n  - zero", "- id: two\n  was:\n  - one\n  - zero"),
        ("- {id: one, was: [zero, minus]}", "- {id: two, was: [one, zero, minus]}"),
        ("- id: one\n  was: []", "- id: two\n  was: [one]"),
    ],
)
def test_former_names_are_written_as_the_file_has_them(typed: str, wanted: str, example: Path) -> None:
    path = example / "quizzes" / "more.yml"
    path.write_text(f"questions:\n{typed}\n", "utf-8")
    assert main(["rename", "question", "one", "two", str(example)]) == 0
    assert path.read_text("utf-8") == f"questions:\n{wanted}\n"


@pytest.mark.parametrize(
    "typed",
    [
        "- ? id\n  : one\n  type: x",
        "- id: >\n    one\n  type: x",
        "- id: one\n  was:",
        "- !!map {id: one, type: x}",
    ],
)
def test_a_question_that_cannot_be_changed_stays(typed: str, example: Path, capsys: Said) -> None:
    (example / "quizzes" / "more.yml").write_text(f"questions:\n{typed}\n", "utf-8")
    before = files(example)
    status = main(["rename", "question", "one", "two", str(example)])
    if status:
        assert files(example) == before
        assert re.match(r"quizzes/more\.yml:\d+:\d+: |There is no question `one`", capsys.readouterr().err)
    else:
        (entry,) = yaml.safe_load((example / "quizzes" / "more.yml").read_text("utf-8"))["questions"]
        assert (entry["id"], entry["was"]) == ("two", "one")


REFUSED = yaml.safe_load((Path(__file__).parent / "cases" / "author" / "refused-rename.yml").read_text("utf-8"))


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case["run"])
def test_what_cannot_be_renamed_is_told(case: dict[str, str], example: Path, capsys: Said) -> None:
    change(example, QUIZ, ("busy-counter-second-person\n", "busy-counter-second-person\n    was: retired\n"))
    before = files(example)
    assert main(["rename", *shlex.split(case["run"]), str(example)]) == 1
    said = capsys.readouterr()
    assert said.err == f"{case['says']}\n"
    assert said.out == ""
    assert files(example) == before


def test_an_objective_of_two_modules_needs_its_module(handbook: Path, capsys: Said) -> None:
    before = files(handbook)
    assert main(["rename", "objective", "greet-early", "x", str(handbook)]) == 1
    assert "stands in 2 modules. Add `--module greeting` or `--module parting`." in capsys.readouterr().err
    assert files(handbook) == before


DAMAGED = {
    QUIZ: (b"title: [\n", ":2:1: "),
    "quizzes/scenarios/two-at-once.yml": (b"title: \xff\n", ":1:8: this character is not in the encoding UTF-8."),
    "docs/points.yml": (b"P-1:\n\tsource: x\n", ":2:1: there is a tab here."),
    "docs/greeting/practice.md": (b"---\ntitle: Half\n", ":1:1: the front matter that begins here never ends."),
    "docs/index.md": (b"PK\0\0", ":1:1: this is not a text file."),
}


@pytest.mark.parametrize("kind", ["objective", "question"])
@pytest.mark.parametrize("file", DAMAGED)
def test_a_damaged_file_stops_a_rename(file: str, kind: str, example: Path, capsys: Said) -> None:
    """It may name the id, and nobody can tell."""
    content, message = DAMAGED[file]
    (example / file).write_bytes(content)
    before = {path: path.read_bytes() for path in example.rglob("*") if path.is_file()}
    old = "greet-early" if kind == "objective" else "waiting-time-is-a-number"
    assert main(["rename", kind, old, "new-name", str(example)]) == 1
    assert f"{file}{message}" in capsys.readouterr().err
    assert {path: path.read_bytes() for path in example.rglob("*") if path.is_file()} == before


def test_an_objective_of_the_handbook_itself(tmp_path: Path, capsys: Said) -> None:
    """The check is content afterwards, and what examples say is told."""
    for name in ("docs", "quizzes", "README.md", "CONTRIBUTING.md"):
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, tmp_path / name)
    assert main(["rename", "objective", "apologise-early", "say-sorry-early", str(tmp_path)]) == 0
    said = capsys.readouterr().out
    assert "README.md:" in said
    assert main(["check", str(tmp_path)]) == 0
