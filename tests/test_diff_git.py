"""`handbook diff` in real repositories: what it compares with and includes, and what it says where it cannot."""

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import EXAMPLE
from handbook.cli import main

QUIZ = "quizzes/greeting.yml"
TITLE = "title: First words\n"
SAID_80_70 = f"{QUIZ}:2: The pass mark of the quiz “First words” changed: 80 → 70."
WHO = {
    **{f"GIT_{who}_NAME": "Ana" for who in ("AUTHOR", "COMMITTER")},
    **{f"GIT_{who}_EMAIL": "ana@example.org" for who in ("AUTHOR", "COMMITTER")},
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
}
Git = Callable[..., str]


@pytest.fixture(autouse=True)
def _settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in WHO.items():
        monkeypatch.setenv(name, value)


def git(folder: Path, *words: str) -> str:
    done = subprocess.run(["git", *words], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def commit(folder: Path) -> None:
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--allow-empty", "-m", "x")


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), "utf-8")


def make(folder: Path, inside: str = ".") -> Path:
    """A repository with the example handbook and a branch `work`; gives the handbook's folder."""
    git(folder.parent, "init", "--quiet", "--initial-branch=main", folder.name)
    shutil.copytree(EXAMPLE, folder / inside, dirs_exist_ok=True)
    commit(folder)
    git(folder, "checkout", "--quiet", "-b", "work")
    return folder / inside


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    return make(tmp_path / "repo")


@pytest.fixture
def diff(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    """A function that runs `handbook diff` and gives its status, what it said, and what it complained of."""

    def run(*words: str | Path) -> tuple[int, str, str]:
        status = main(["diff", *map(str, words)])
        said = capsys.readouterr()
        return status, said.out, said.err

    return run


def test_nothing_changed(repository: Path, diff) -> None:
    status, said, _ = diff("main", repository)
    assert status == 0
    assert said.startswith("Compared with ")
    assert said.endswith("shares with main.\n\nNothing that a reader would see has changed.\n")


def test_what_a_branch_changed_and_not_what_its_base_did(repository: Path, diff) -> None:
    edit(repository / QUIZ, TITLE, TITLE + "pass_mark: 70\n")
    commit(repository)
    git(repository, "checkout", "--quiet", "main")
    edit(repository / QUIZ, "id: busy-counter-second-person", "id: another-id")
    edit(
        repository / "docs" / "greeting" / "index.md", "greeting#busy-counter-second-person", "greeting#another-id"
    )
    commit(repository)
    git(repository, "checkout", "--quiet", "work")
    status, said, _ = diff("main", repository)
    assert (status, SAID_80_70 in said, "another-id" in said) == (0, True, False)
    assert "Uncommitted" not in said


def test_what_is_not_committed_is_included_and_nothing_is_touched(repository: Path, diff) -> None:
    edit(repository / QUIZ, TITLE, TITLE + "pass_mark: 70\n")
    git(repository, "add", "--all")
    edit(repository / QUIZ, "pass_mark: 70\n", "pass_mark: 60\n")
    (repository / "docs" / "new page.md").write_text("# New\n\nA page with a space in its name.\n", "utf-8")
    before = git(repository, "status", "--porcelain"), git(repository, "stash", "list")
    index = (repository / ".git" / "index").read_bytes()
    status, said, _ = diff("HEAD", repository)
    assert (status, "Uncommitted changes are included." in said) == (0, True)
    assert "changed: 80 → 60." in said
    assert "docs/new page.md:1: The page “New” is new." in said
    assert (repository / ".git" / "index").read_bytes() == index
    assert (git(repository, "status", "--porcelain"), git(repository, "stash", "list")) == before


def test_a_handbook_in_a_folder_of_the_repository(tmp_path: Path, diff, monkeypatch: pytest.MonkeyPatch) -> None:
    top = tmp_path / "my répo"
    folder = make(top, "für alle/hand book")
    edit(folder / QUIZ, TITLE, TITLE + "pass_mark: 70\n")
    (folder / QUIZ).rename(folder / "quizzes" / "first words é.yml")
    (top / "notes.txt").write_text("x", "utf-8")
    monkeypatch.chdir(folder / "docs")
    status, said, _ = diff("main", "..")
    assert status == 0
    assert "quizzes/first words é.yml:2: The pass mark" in said
    assert "and some of them changed: ../../notes.txt." in said


def test_pictures_and_files_elsewhere(repository: Path, diff) -> None:
    pictures = repository / "docs" / "pictures"
    pictures.mkdir()
    for name, text in (("a b.svg", "<svg>one</svg>"), ("old.svg", "<svg>" + "two " * 99 + "</svg>")):
        (pictures / name).write_text(text, "utf-8")
    commit(repository)
    (pictures / "a b.svg").write_text("<svg>three</svg>", "utf-8")
    git(repository, "mv", "docs/pictures/old.svg", "docs/pictures/new.svg")
    (repository / "mkdocs.yml").write_text("site_name: x\n", "utf-8")
    _, said, _ = diff("HEAD", repository)
    assert "docs/pictures/a b.svg: This file looks different." in said
    assert "This file has another name: docs/pictures/old.svg → docs/pictures/new.svg." in said
    assert "some of them changed: mkdocs.yml." in said


def test_files_that_git_keeps_in_another_form(repository: Path, diff) -> None:
    """As Git LFS does: the repository holds something else than the disk."""
    git(repository, "config", "filter.else.clean", "base64")
    git(repository, "config", "filter.else.smudge", "base64 --decode --ignore-garbage")
    (repository / ".gitattributes").write_text(
        "*.svg filter=else\ndocs/**/*.md filter=else\n* text eol=crlf\n", "utf-8"
    )
    (repository / "docs" / "a.svg").write_text("<svg></svg>", "utf-8")
    git(repository, "add", "--renormalize", ".")
    commit(repository)
    assert git(repository, "cat-file", "-p", "HEAD:docs/index.md").startswith("LS0t")
    _, said, _ = diff("HEAD", repository)
    assert said.endswith("\n\nNothing that a reader would see has changed.\n")
    edit(repository / "docs" / "index.md", "Read, then try.", "Read, and then try.")
    _, said, _ = diff("HEAD", repository)
    assert "docs/index.md:11: “How to use it” in “Example handbook” reads differently" in said
    assert said.endswith("\n1 change of wording.\n")


def test_links(repository: Path, tmp_path: Path, diff) -> None:
    """A link is followed inside the repository, and not out of it."""
    (tmp_path / "secret.md").write_text("# Secret\n\nOnce.\n", "utf-8")
    (repository / "NOTES.md").write_text("# Notes\n\nFrom the top.\n", "utf-8")
    for name, target in (
        ("notes", "../NOTES.md"),
        ("twice", "notes.md"),
        ("out", "../../secret.md"),
        ("self", "self.md"),
    ):
        (repository / "docs" / f"{name}.md").symlink_to(target)
    commit(repository)
    edit(repository / "NOTES.md", "From the top.", "From the very top.")
    status, said, _ = diff("HEAD", repository)
    assert status == 0
    assert "“From the top.” → “From the very top.”" in said
    assert "The same in docs/twice.md:3" in said
    assert (
        "docs/out.md: What changed in this file is not told here: before, it was a link out of the repository."
        in said
    )
    assert "Secret" not in said.replace("The page “Secret” is new", "")


def test_files_that_nobody_could_read_before(repository: Path, diff) -> None:
    (repository / "docs" / "large.md").write_text("# Large\n\n" + "word " * 70_000, "utf-8")
    (repository / QUIZ).write_text("title: [\n", "utf-8")
    commit(repository)
    shutil.copy(EXAMPLE / QUIZ, repository / QUIZ)
    (repository / "docs" / "large.md").write_text("# Large\n\nA word.\n", "utf-8")
    status, said, _ = diff("HEAD", repository)
    assert status == 0
    for file in ("docs/large.md", QUIZ):
        assert f"{file}: What changed in this file is not told here: before, it could not be read" in said
    assert "is a new question" not in said


def test_the_handbook_did_not_exist_before(tmp_path: Path, diff) -> None:
    folder = tmp_path / "repo"
    git(tmp_path, "init", "--quiet", "--initial-branch=main", "repo")
    commit(folder)
    shutil.copytree(EXAMPLE, folder, dirs_exist_ok=True)
    status, said, _ = diff("main", folder)
    assert status == 0
    assert "The module “Greeting” is new, with its lessons: First words." in said


def test_the_handbooks_own_words_are_no_slips_before_either(repository: Path, diff) -> None:
    (repository / "docs" / "words.txt").write_text("recieve # as a customer typed it\n", "utf-8")
    edit(repository / "docs" / "index.md", "Read, then try.", "Read, recieve, then try.")
    commit(repository)
    edit(repository / "docs" / "index.md", "Read, recieve, then try.", "Read, recieve, and then try.")
    (repository / "docs" / "words.txt").write_text("recieve # as a customer typed\n", "utf-8")
    _, said, _ = diff("HEAD", repository)
    assert "some of them changed: docs/words.txt." in said
    assert said.endswith("\n1 change of wording.\n")


def test_json(repository: Path, diff) -> None:
    edit(repository / QUIZ, TITLE, TITLE + "pass_mark: 70\n")
    _, said, _ = diff("main", repository, "--format", "json")
    assert json.loads(said) == [
        {
            "kind": "pass-mark",
            "weight": "meaning",
            "file": QUIZ,
            "line": 2,
            "message": "The pass mark of the quiz “First words” changed",
            "advice": "",
            "about": [],
            "edits": [{"before": "80", "after": "70", "label": ""}],
        }
    ]


# --- Where it cannot compare, it says what to do ---


def test_an_unknown_base(repository: Path, tmp_path: Path, diff) -> None:
    status, said, complaint = diff("mian", repository)
    assert (status, said) == (2, "")
    assert complaint == "handbook diff: git knows no branch, tag or commit `mian`. Did you mean `main`?\n"
    git(tmp_path, "clone", "--quiet", "repo", "clone")
    assert diff("main", tmp_path / "clone")[2].endswith("Did you mean `origin/main`?\n")
    for base in ("", "0000", "HEAD:docs", "--help me", "two words"):
        status, _, complaint = diff("--", base, repository)
        assert (status, complaint.count("\n")) == (2, 1)
        assert "such as with `git fetch origin main`" in complaint


def test_a_shallow_clone(repository: Path, tmp_path: Path, diff) -> None:
    edit(repository / QUIZ, TITLE, TITLE + "pass_mark: 70\n")
    commit(repository)
    git(repository, "checkout", "--quiet", "main")
    commit(repository)
    git(tmp_path, "clone", "--quiet", "--depth=1", "--branch=work", repository.as_uri(), "shallow")
    shallow = tmp_path / "shallow"
    for base in ("origin/main", "somewhere-else"):
        status, _, complaint = diff(base, shallow)
        assert status == 2
        assert "`git fetch --unshallow`" in complaint
        assert "`fetch-depth: 0`" in complaint
        git(shallow, "fetch", "--quiet", "--depth=1", "origin", "main:refs/remotes/origin/main")
    assert "where this branch left `origin/main`" in diff("origin/main", shallow)[2]
    git(shallow, "fetch", "--quiet", "--unshallow")
    assert SAID_80_70 in diff("origin/main", shallow)[1]


def test_no_commit_in_common(repository: Path, diff) -> None:
    git(repository, "checkout", "--quiet", "--orphan", "other")
    (repository / "new.txt").write_text("x", "utf-8")
    commit(repository)
    status, _, complaint = diff("main", repository)
    assert (status, "`main` and this branch have no commit in common." in complaint) == (2, True)


def test_no_commit_no_repository_no_folder(tmp_path: Path, diff) -> None:
    (tmp_path / "empty").mkdir()
    assert "in no git repository" in diff("main", tmp_path / "empty")[2]
    git(tmp_path, "init", "--quiet", "empty")
    assert "no commit yet" in diff("main", tmp_path / "empty")[2]
    assert f"there is no folder {tmp_path / 'none'}" in diff("main", tmp_path / "none")[2]
    assert diff("main", tmp_path / "none")[0] == 2


def test_a_folder_that_holds_no_handbook(repository: Path, diff) -> None:
    status, said, complaint = diff("main", repository / "docs")
    assert (status, said) == (2, "")
    assert "Name the handbook’s folder after BASE" in complaint


def test_no_git(repository: Path, diff, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(repository / "docs"))
    status, _, complaint = diff("main", repository)
    assert (status, "git is not installed" in complaint) == (2, True)
