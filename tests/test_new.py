"""`handbook new`, as a trainer uses it: what it writes, what it leaves alone, and where its messages lead."""

import re
import shutil
from itertools import product
from pathlib import Path

import pytest

from handbook.cli import main
from handbook.gaps import MARK
from handbook.quiz.types import TYPES

LESSON = [
    "--objective",
    "Say goodbye by name",
    "--objective",
    "name-what-follows: Name what happens next, and when",
]
LESSON += ["--source", "shop-custom"]
NEW = {
    "lesson": ["lesson", "--module", "greeting", "--title", "Last words", *LESSON],
    "module": ["module", "--title", "Saying goodbye", "--lesson", "Last words", *LESSON],
    "quiz": ["quiz", "--lesson", "first-words"],
    "scenario": [
        "scenario",
        "--title",
        "The late bus",
        "--objective",
        "greet-early",
        "--objective",
        "say-how-long",
    ],
}
NEW |= {kind: ["question", "--objective", "greet-early", "--type", kind] for kind in TYPES}


@pytest.fixture
def handbook(example: Path) -> Path:
    """The example, with a quiz named like its lesson, as the handbook's own are."""
    (example / "quizzes" / "greeting.yml").rename(example / "quizzes" / "first-words.yml")
    for page in ("index.md", "first-words.md"):
        path = example / "docs" / "greeting" / page
        path.write_text(path.read_text("utf-8").replace("greeting#", "first-words#"), "utf-8")
    return example


def files(folder: Path) -> dict[str, bytes]:
    """Every file of the handbook by its name, without the link to the program."""
    paths = (
        path for name in ("docs", "quizzes", "mkdocs.yml") for path in [folder / name, *(folder / name).rglob("*")]
    )
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths if path.is_file()}


def check(folder: Path, capsys: pytest.CaptureFixture[str]) -> list[str]:
    main(["check", str(folder)])
    return capsys.readouterr().out.splitlines()


def fill(folder: Path) -> None:
    """Puts a text of its own into every gap, as the gap asks for it."""
    syllables = iter("".join(letters) for letters in product("bdfgklmnprstvwz", "aeiou", "bdfgklmnprstvwz"))

    def text(words: int) -> str:
        return " ".join(next(syllables) for _ in range(words)).capitalize()

    def written(gap: re.Match[str]) -> str:
        what = gap["what"]
        if "true or false, without" in what:
            return "true"
        ending = " Choose two." if "Choose two" in what else ""
        made = text(9) + ("?" if "?”" in what or ending else ".") + ending
        return f'"{made}"' if gap["quote"] else made

    for path in [*(folder / "docs").rglob("*.md"), *(folder / "quizzes").rglob("*.yml")]:
        typed = path.read_text("utf-8")
        filled = re.sub(
            rf'(?P<quote>"?){MARK} (?P<what>[^|\n"]*?)(?P=quote)(?=\)?$| \|)', written, typed, flags=re.M
        )
        path.write_text(filled, "utf-8")


@pytest.mark.parametrize("kind", NEW)
def test_each_gap_is_one_message_and_nothing_else_is_wrong(
    kind: str, handbook: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if kind == "quiz":
        shutil.move(handbook / "quizzes" / "first-words.yml", handbook / "quizzes" / "older.yml")
        for page in ("index.md", "first-words.md"):
            path = handbook / "docs" / "greeting" / page
            path.write_text(path.read_text("utf-8").replace("first-words#", "older#"), "utf-8")
    before = files(handbook)
    assert main(["new", *NEW[kind], str(handbook)]) == 0
    said = capsys.readouterr().out
    lines = check(handbook, capsys)
    after = files(handbook)
    marked = sum(MARK in line for text in after.values() for line in text.decode().splitlines())
    assert len(lines) == marked > 0
    assert all(
        re.fullmatch(rf".+?:\d+:\d+: still to be written: .+\. Put it in .+“{MARK} …”\.", line) for line in lines
    )
    assert f"{marked} gaps to fill in" in said
    for name, text in before.items():  # what was there stands there still, line for line
        rest = iter(after[name].splitlines(keepends=True))
        changed = {b"lessons: [first-words]\n": b"lessons: [first-words, last-words]\n"}
        changed[b"nav: [index.md, greeting/index.md, sources.md]\n"] = (
            b"nav: [index.md, greeting/index.md, saying-goodbye/index.md, sources.md]\n"
        )
        for line in text.splitlines(keepends=True):
            assert any(other in (line, changed.get(line)) for other in rest), (name, line)
    fill(handbook)
    (said,) = check(handbook, capsys)
    assert said.endswith("no problems.")
