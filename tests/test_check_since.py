"""`handbook check --since BASE`: a pull request hears of its own lines, and of every mistake."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from handbook.cli import main
from test_diff_git import WHO, commit, edit, git, make

LESSON = "docs/greeting/first-words.md"
QUIZ = "quizzes/greeting.yml"
OLD = "Every client has his or her own till.\n"
Check = Callable[..., tuple[int, list[str], str]]


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The example on a branch `work`, with warnings that its `main` has had before."""
    for name, value in WHO.items():
        monkeypatch.setenv(name, value)
    folder = make(tmp_path / "repo")
    git(folder, "checkout", "--quiet", "main")
    edit(folder / LESSON, "A greeting costs nothing.\n", f"A greeting costs nothing.\n\n{OLD}")
    commit(folder)
    git(folder, "checkout", "--quiet", "-B", "work")
    return folder


@pytest.fixture
def check(capsys: pytest.CaptureFixture[str]) -> Check:
    """A function that runs `handbook check` and gives its status, the problems and the last line."""

    def run(*words: str | Path) -> tuple[int, list[str], str]:
        status = main(["check", *map(str, words)])
        said = capsys.readouterr()
        return status, said.out.splitlines(), said.err

    return run


def test_old_lines_are_left_out(repository: Path, check: Check) -> None:
    status, told, ending = check(repository)
    assert (status, len(told)) == (0, 1)
    assert f"{LESSON}:23:18: warning: “his or her”" in told[0]
    status, told, ending = check(repository, "--since", "main")
    assert (status, ending) == (0, "")
    assert told == [
        "Read 1 module, 1 lesson, 1 quiz, 4 questions, 1 scenario: no problems. "
        "1 warning or note about older lines left out."
    ]


@pytest.mark.parametrize("committed", [True, False])
def test_new_lines_are_told_of(repository: Path, check: Check, committed: bool) -> None:
    edit(repository / LESSON, OLD, f"Two\nlines.\n\n{OLD}\nAsk him or her\nagain, his or her way.\n")
    edit(repository / QUIZ, "hint: Both of them want", "hint: He or she wants")
    (repository / "docs" / "más").mkdir()
    (repository / "docs" / "más" / 'a "b".md').write_text("# A\n\nAsk if he or she waits.\n", "utf-8")
    if committed:
        commit(repository)
    status, told, ending = check(repository, "--since", "main")
    assert status == 0
    assert [line.split(": warning")[0] for line in told] == [
        f"{LESSON}:29:8",
        'docs/más/a "b".md:3:8',
        f"{QUIZ}:22:11",
    ]
    assert ending.endswith("no problems, 3 warnings. 1 warning or note about older lines left out.\n")


def test_a_mistake_is_always_told(repository: Path, check: Check) -> None:
    git(repository, "checkout", "--quiet", "main")
    edit(repository / LESSON, "Ana looks at the clock.", "Ana recieves a number.")
    commit(repository)
    git(repository, "checkout", "--quiet", "-B", "work")
    status, told, _ = check(repository, "--since", "main")
    assert (status, len(told)) == (1, 1)
    assert "“recieves” is misspelt" in told[0]


def test_a_renamed_and_a_shortened_file(repository: Path, check: Check) -> None:
    edit(repository / LESSON, OLD, "")
    git(repository, "mv", QUIZ, "quizzes/first.yml")
    for page in ("docs/greeting/index.md", LESSON):
        text = (repository / page).read_text("utf-8").replace("greeting#", "first#")
        (repository / page).write_text(text, "utf-8")
    assert check(repository, "--since", "main")[:2] == (
        0,
        ["Read 1 module, 1 lesson, 1 quiz, 4 questions, 1 scenario: no problems."],
    )


def test_what_main_did_meanwhile_is_not_of_the_branch(repository: Path, check: Check) -> None:
    git(repository, "checkout", "--quiet", "main")
    edit(repository / LESSON, OLD, f"Hello.\n\n{OLD}")
    commit(repository)
    git(repository, "checkout", "--quiet", "work")
    assert "left out" in check(repository, "--since", "main")[1][-1]
    git(repository, "merge", "--quiet", "main")
    assert "left out" in check(repository, "--since", "main")[1][-1]


def test_formats_for_machines_hear_the_same(repository: Path, check: Check) -> None:
    edit(repository / QUIZ, "hint: Both of them want", "hint: He or she wants")
    _, told, _ = check(repository, "--since", "main", "--format", "json")
    assert [problem["file"] for problem in json.loads("\n".join(told))] == [QUIZ]
    _, told, _ = check(repository, "--since", "main", "--format", "github")
    assert [line.split(",")[0] for line in told] == [f"::warning file={QUIZ}"]


def test_a_base_that_cannot_be_found(repository: Path, tmp_path: Path, check: Check) -> None:
    status, told, complaint = check(repository, "--since", "mian")
    assert (status, told) == (2, [])
    assert complaint == "handbook check: git knows no branch, tag or commit `mian`. Did you mean `main`?\n"
    assert check(repository, "--since", "")[0] == 2
    edit(repository / QUIZ, "title: First words\n", "title: First words\npass_mark: 70\n")
    commit(repository)
    git(tmp_path, "clone", "--quiet", "--depth=1", "--branch=work", repository.as_uri(), "shallow")
    status, told, complaint = check(tmp_path / "shallow", "--since", "origin/main")
    assert (status, told, complaint.count("\n")) == (2, [], 1)
    assert "`fetch-depth: 0`" in complaint


def test_a_folder_without_git(example: Path, check: Check) -> None:
    status, told, complaint = check(example, "--since", "main")
    assert (status, told) == (2, [])
    assert "in no git repository" in complaint
