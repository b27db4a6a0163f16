"""The command as a trainer and a machine call it."""

import argparse
import json
import subprocess
import sys
from itertools import permutations
from pathlib import Path

import pytest

from conftest import ROOT
from handbook.cli import main
from handbook.commands import COMMANDS, load


def test_all_well(capsys, example: Path) -> None:
    assert main(["check", str(example)]) == 0
    assert capsys.readouterr().out == "Read 1 module, 1 lesson, 1 quiz, 4 questions, 1 scenario: no problems.\n"


def test_problems_go_to_standard_output_and_their_number_to_error(capsys, example: Path) -> None:
    (example / "quizzes" / "greeting.yml").write_text("title: [\n", "utf-8")
    assert main(["check", str(example)]) == 1
    said = capsys.readouterr()
    assert said.out.startswith("quizzes/greeting.yml:2:1: ")
    assert "problem" in said.err


def test_json(capsys, example: Path) -> None:
    assert main(["check", "--format", "json", str(example)]) == 0
    assert json.loads(capsys.readouterr().out) == []
    (example / "quizzes" / "greeting.yml").unlink()
    assert main(["check", "--format", "json", str(example)]) == 1
    problems = json.loads(capsys.readouterr().out)
    assert problems
    assert problems[0].keys() == {"file", "line", "column", "rule", "message", "hint", "level"}


def test_warnings_are_shown_and_stop_nothing(capsys, example: Path) -> None:
    quiz = example / "quizzes" / "greeting.yml"
    quiz.write_text(quiz.read_text("utf-8").replace("We are very busy", "We are never on time"), "utf-8")
    assert main(["check", str(example)]) == 0
    said = capsys.readouterr()
    assert said.out.startswith("quizzes/greeting.yml:53:15: warning: “never” stands in a wrong option only")
    assert said.err == "Read 1 module, 1 lesson, 1 quiz, 4 questions, 1 scenario: no problems, 1 warning.\n"
    assert main(["check", "--format", "github", str(example)]) == 0
    assert capsys.readouterr().out.startswith("::warning file=quizzes/greeting.yml,line=53,")


def test_github(capsys, example: Path) -> None:
    assert main(["check", "--format", "github", str(example)]) == 0
    assert capsys.readouterr().out == ""
    (example / "quizzes" / "greeting.yml").write_text("title: [\n", "utf-8")
    main(["check", "--format", "github", str(example)])
    assert capsys.readouterr().out.startswith("::error file=quizzes/greeting.yml,line=2,col=1,title=yaml::")


def test_gitlab(capsys, example: Path) -> None:
    assert main(["check", "--format", "gitlab", str(example)]) == 0
    assert json.loads(capsys.readouterr().out) == []
    (example / "quizzes" / "greeting.yml").write_text("title: [\n", "utf-8")
    assert main(["check", "--format", "gitlab", str(example)]) == 1
    assert json.loads(capsys.readouterr().out)[0]["location"]["path"] == "quizzes/greeting.yml"


def test_a_folder_without_a_handbook(capsys, tmp_path: Path) -> None:
    assert main(["check", str(tmp_path)]) == 1
    assert "mkdocs.yml" in capsys.readouterr().out


HELP = [["--help"], *([command, "--help"] for command in COMMANDS)]
HELP += [["new", kind, "--help"] for kind in ("lesson", "quiz", "question", "scenario", "module")]
HELP += [["rename", kind, "--help"] for kind in ("objective", "question")]


@pytest.mark.parametrize("words", HELP)
def test_help_is_in_plain_words(capsys, words: list[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main(words)
    assert stop.value.code == 0
    said = capsys.readouterr().out.lower()
    assert len(said.split()) > 30
    for jargon in ("pydantic", "traceback", "parser", "stdout", "dict"):
        assert jargon not in said


# What a command takes: the words that keep their order, then its options.
TAKES = {
    "check": ("folder", "--format json", "--since main"),
    "new lesson": ("folder", "--title x", "--objective x --objective y"),
    "rename objective": ("old new folder", "--module x"),
    "rename question": ("old new folder",),
    "from-form": ("-", "--add", "--folder x"),
    "import": ("file", "--quiz=x", "--dry-run", "--folder x"),
    "export": ("one two three", "--csv x", "--folder x"),
    "diff": ("base folder", "--format json"),
    "coverage": ("folder", "--format json"),
    "stats": ("folder",),
    "schema": ("scenario",),
    "fields": ("scenario",),
    "due": ("folder", "--format markdown"),
    "book": ("folder", "--paper a4", "--edition trainer", "--module x", "--out x"),
    "pack": ("folder",),
}


def test_every_command_is_tried() -> None:
    assert {name.split()[0] for name in TAKES} == set(COMMANDS)


@pytest.mark.parametrize("name", TAKES)
def test_options_stand_before_between_and_after_the_rest(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[dict[str, object]] = []

    def run(chosen: argparse.Namespace) -> int:
        told.append({key: value for key, value in vars(chosen).items() if key != "run"})
        return 0

    monkeypatch.setattr(load(name.split()[0]), "run", run)
    words, *options = (text.split() for text in TAKES[name])
    for order in permutations([*([word] for word in words), *options]):
        if [part[0] for part in order if part[0] in words] == words:
            assert main([*name.split(), *(word for part in order for word in part)]) == 0
    assert all(one == told[0] for one in told)
    named = {str(value) for value in told[0].values()}
    assert named.issuperset(words) or str(words) in named


def test_a_name_after_two_hyphens_is_no_option(example: Path, capsys, monkeypatch: pytest.MonkeyPatch) -> None:
    example.rename(example.with_name("--format"))
    monkeypatch.chdir(example.parent)
    assert main(["check", "--format", "json", "--", "--format"]) == 0
    assert capsys.readouterr().out == "[]\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("rename objective a --module b", "handbook rename objective [-h] [--module MODULE] OLD NEW [folder]"),
        ("check --format xml folder", "argument --format: invalid choice: 'xml'"),
        ("check one --format json two", "unrecognized arguments: two"),
        ("check --formal folder", "unrecognized arguments: --formal"),
        ("export quiz", "one of the arguments --xlsx --csv is required"),
    ],
)
def test_wrong_use_is_told(words: str, said: str, capsys) -> None:
    with pytest.raises(SystemExit) as stop:
        main(words.split())
    assert stop.value.code == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    "command", [[sys.executable, "-m", "handbook"], [str(Path(sys.executable).with_name("handbook"))]]
)
def test_both_ways_to_call_it(command: list[str]) -> None:
    done = subprocess.run([*command, "check"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0
    assert "no problems" in done.stderr  # not among the notes, which a program may read


def test_a_closed_pipe_is_no_traceback() -> None:
    command = f"{sys.executable} -m handbook schema | head -n 1"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert done.stderr == ""


def test_coverage_counts_scenarios(example: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["coverage", str(example)]) == 0
    said = capsys.readouterr().out
    assert "say-how-long  1 recall + 1 apply, 2 checklist lines, 1 scenario, 1 source" in said
    assert main(["coverage", "--format", "json", str(example)]) == 0
    played = {row["objective"]: row["scenarios"] for row in json.loads(capsys.readouterr().out)}
    page = {"name": "two-at-once", "title": "Two at once", "page": "scenarios/two-at-once.md"}
    assert played["greet-early"] == [{**page, "endings": ["served", "helped"]}]
    assert played["say-how-long"] == [{**page, "endings": ["served"]}]


def test_an_objective_without_a_scenario_is_no_gap(example: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (example / "quizzes" / "scenarios" / "two-at-once.yml").unlink()
    assert main(["coverage", str(example)]) == 0
    said = capsys.readouterr().out
    assert "scenario" not in said
    assert said.endswith("2 objectives: no gap.\n")
    assert main(["stats", str(example)]) == 0
    assert "Scenarios" not in capsys.readouterr().out
    assert main(["check", str(example)]) == 0
    assert capsys.readouterr().out == "Read 1 module, 1 lesson, 1 quiz, 4 questions: no problems.\n"
