"""`handbook stats`: the figures of the quizzes as a trainer reads them."""

from pathlib import Path

import pytest

from conftest import ROOT
from handbook.cli import main

EXPECTED = """\
Questions
At least six in ten questions of a module ask for a decision: level apply.

  module    type               questions  recall  apply  share
  greeting  all                        4       1      3   75 %
            multiple-choice            2       0      2
            multiple-response          1       0      1
            true-false                 1       1      0

Objectives
Each objective needs at least two questions, one of them at level apply.

  module    objective     questions  recall  apply
  greeting  greet-early           2       0      2
            say-how-long          2       1      1

Length of the options
In characters, on average, for questions with one answer among three or more options. Where the
answer is the longest (or the shortest) option more often than “by chance”, guessing by length
works.

  module    quiz      questions  answer  others  longest  shortest  by chance
  greeting  greeting          2      29      30        0         1    up to 2

Place of the answer
How often the answer stands at each place. The program puts it there and spreads the answers.

  module    quiz      questions  A  B  C
  greeting  greeting          2  2  0  0

Scenarios
Endings are good + mixed + poor ones; “path” is the number of choices on the longest path. Where the
best choice is the longest in more steps than by “chance”, guessing by length works.

  module    scenario     steps  choices    endings  path  longest   chance
  greeting  two-at-once      3        8  1 + 1 + 1     3        1  up to 3
"""


def test_the_example_in_figures(capsys: pytest.CaptureFixture[str], example: Path) -> None:
    assert main(["stats", str(example)]) == 0
    said = capsys.readouterr()
    assert (said.out, said.err) == (EXPECTED, "")


def test_the_handbooks_own_figures_fit_a_page(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["stats", str(ROOT)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert max(map(len, lines)) <= 100
    assert [line for line in lines if line != line.rstrip()] == []


def test_a_module_without_valid_quizzes_has_its_rows(capsys: pytest.CaptureFixture[str], example: Path) -> None:
    (example / "quizzes" / "greeting.yml").write_text("title: [\n", "utf-8")
    assert main(["stats", str(example)]) == 0
    said = capsys.readouterr()
    assert "  greeting  all           0       0      0\n" in said.out
    assert "greet-early" in said.out
    assert said.err.endswith("what cannot be read is not counted. Run `handbook check` to see what to mend.\n")


def test_a_quiz_of_no_module_is_left_out(capsys: pytest.CaptureFixture[str], example: Path) -> None:
    quiz = example / "quizzes" / "greeting.yml"
    (example / "quizzes" / "lost.yml").write_text(
        quiz.read_text("utf-8").replace("module: greeting", "module: gone"), "utf-8"
    )
    assert main(["stats", str(example)]) == 0
    assert capsys.readouterr().out == EXPECTED


def test_a_folder_without_a_handbook(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["stats", str(tmp_path)]) == 1
    said = capsys.readouterr()
    assert (said.out, "1 problem found" in said.err) == ("", True)
