"""What the documentation shows works."""

import re
import shutil
import textwrap
from pathlib import Path

import pytest
import yaml

from conftest import ROOT
from handbook import read_handbook
from own import HANDBOOK

README = (ROOT / "README.md").read_text("utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
FIELDS = (ROOT / "quizzes" / "README.md").read_text("utf-8")


def blocks(text: str) -> list[str]:
    return re.findall(r"^```yaml\n(.*?)^```", text, re.M | re.S)


BEFORE = sum(len(quiz.questions) for quiz in read_handbook(ROOT)[0].quizzes.values())
EXAMPLES = [*blocks(README), *blocks(CONTRIBUTING), *blocks(FIELDS)]


@pytest.mark.parametrize("block", EXAMPLES, ids=lambda text: text[:30].strip())
def test_every_example_loads(block: str, tmp_path: Path) -> None:
    """As the trainer is told: a question is added to the quiz of apologising well, a quiz is a file of its own."""
    for name in ("docs", "quizzes"):
        shutil.copytree(ROOT / name, tmp_path / name)
    if isinstance(yaml.safe_load(block), list):
        with (tmp_path / "quizzes" / "apologising-well.yml").open("a", encoding="utf-8") as quiz:
            quiz.write(textwrap.indent(block, "  "))
    else:
        (tmp_path / "quizzes" / "new.yml").write_text(block, "utf-8")
    handbook, problems = read_handbook(tmp_path)
    assert problems == []
    asked = sum(len(quiz.questions) for quiz in handbook.quizzes.values())
    before = sum(len(quiz.questions) for quiz in HANDBOOK.quizzes.values())
    assert asked == before + 1


def test_readme_shows_a_quiz_in_six_lines() -> None:
    assert len(blocks(README)[0].strip().splitlines()) == 6


def test_every_make_target_is_documented() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.M))
    shown = set(re.findall(r"\bmake ([a-z]+)\b", README + CONTRIBUTING))
    assert targets - {"site"} <= shown


def test_files_that_the_readme_names_exist() -> None:
    for name in re.findall(r"`((?:hooks|docs|quizzes|tests)/[\w./-]*)`", README + CONTRIBUTING):
        assert (ROOT / name).exists(), name
    for name in re.findall(r"\]\((?!https?:)([^)#]+)\)", README + CONTRIBUTING):
        assert (ROOT / name).exists(), name
