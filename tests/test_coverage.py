"""`handbook coverage` and the page “Coverage”: from each objective to its questions, practice and sources."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import html

from conftest import ROOT
from handbook import read_handbook
from handbook.cli import main
from handbook.pages import COVERAGE_PAGE, generated_pages
from handbook.words import say

EXPECTED = """\
greeting/first-words
  greet-early   0 recall + 2 apply, 3 checklist lines, 1 scenario, 1 source
  say-how-long  1 recall + 1 apply, 2 checklist lines, 1 scenario, 1 source

2 objectives: no gap.
"""
SECOND = "  - id: long-wait-what-to-say"  # the last question, the only one at level apply for its objective
NO_APPLY = "no question at level apply"
Change = Callable[[str, str, str], None]


@pytest.fixture
def change(example: Path) -> Change:
    """A function that replaces one text in a file of the example."""

    def change_it(name: str, old: str, new: str) -> None:
        text = (example / name).read_text("utf-8")
        assert text.count(old) == 1
        (example / name).write_text(text.replace(old, new), "utf-8")

    return change_it


def without_last_question(example: Path) -> None:
    quiz = example / "quizzes" / "greeting.yml"
    quiz.write_text(quiz.read_text("utf-8").split(SECOND)[0], "utf-8")


def test_the_example_without_a_gap(capsys: pytest.CaptureFixture[str], example: Path) -> None:
    assert main(["coverage", str(example)]) == 0
    said = capsys.readouterr()
    assert (said.out, said.err) == (EXPECTED, "")


def test_as_json(capsys: pytest.CaptureFixture[str], example: Path) -> None:
    assert main(["coverage", "--format", "json", str(example)]) == 0
    first, second = json.loads(capsys.readouterr().out)
    assert first == {
        "module": "greeting",
        "lesson": "first-words",
        "page": "greeting/first-words.md",
        "objective": "greet-early",
        "text": "Say a greeting within five seconds, whatever else you are doing.",
        "section": "Greet early",
        "questions": [
            {"id": "busy-counter-second-person", "level": "apply", "page": "quizzes/greeting.md"},
            {"id": "phone-rings-while-serving", "level": "apply", "page": "quizzes/greeting.md"},
        ],
        "practised": 3,
        "scenarios": [
            {
                "name": "two-at-once",
                "title": "Two at once",
                "page": "scenarios/two-at-once.md",
                "endings": ["served", "helped"],
            }
        ],
        "sources": ["shop-custom"],
        "gaps": [],
    }
    assert (second["objective"], second["practised"], second["gaps"]) == ("say-how-long", 2, [])


@pytest.mark.parametrize(
    ("name", "old", "new", "gap"),
    [
        ("docs/greeting/first-words.md", "### Say how long {#say-how-long}", "### The wait", "no section"),
        (
            "docs/greeting/first-words.md",
            "minutes.\n    sources: [shop",
            "minutes.\n    sources: [gone",
            "no source",
        ),
        ("docs/greeting/practice.md", "kind: practice", "kind: home", "no practice"),
        ("quizzes/greeting.yml", "level: apply\n    prompt: It", "level: recall\n    prompt: It", NO_APPLY),
    ],
)
def test_each_kind_of_gap(
    capsys: pytest.CaptureFixture[str], example: Path, change: Change, name: str, old: str, new: str, gap: str
) -> None:
    change(name, old, new)
    assert main(["coverage", "--format", "json", str(example)]) == 1
    assert json.loads(capsys.readouterr().out)[1]["gaps"] == [gap]


def test_gaps_stand_at_the_end_of_their_line(capsys: pytest.CaptureFixture[str], example: Path) -> None:
    without_last_question(example)
    assert main(["coverage", str(example)]) == 1
    said = capsys.readouterr()
    assert "  say-how-long  1 recall + 0 apply, 2 checklist lines, 1 scenario, 1 source" in said.out
    assert "  GAP: only 1 question, no question at level apply\n" in said.out
    assert said.out.endswith("\n\n2 objectives: 1 gap.\n")
    assert said.err.startswith("1 problem found; what cannot be read is not covered.")


def test_broken_files_are_gaps_and_no_traceback(capsys: pytest.CaptureFixture[str], example: Path) -> None:
    (example / "quizzes" / "greeting.yml").write_text("title: [\n", "utf-8")
    (example / "docs" / "greeting" / "practice.md").write_bytes(b"\xff\xfe")
    assert main(["coverage", str(example)]) == 1
    said = capsys.readouterr()
    assert said.out.count("GAP: no question, no practice\n") == 2
    assert said.err.endswith("what cannot be read is not covered. Run `handbook check` to see what to mend.\n")


@pytest.mark.parametrize(("style", "said"), [("text", ""), ("json", "[]\n")])
def test_a_folder_without_a_handbook(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, style: str, said: str
) -> None:
    assert main(["coverage", "--format", style, str(tmp_path)]) == 1
    shown = capsys.readouterr()
    assert (shown.out, "1 problem found" in shown.err) == (said, True)


def test_the_handbooks_own_objectives_have_no_gap(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["coverage", str(ROOT)]) == 0
    assert capsys.readouterr().out.endswith(" objectives: no gap.\n")


def test_the_page_leads_to_what_it_counts(example: Path, build_example: Callable[[Path], Path]) -> None:
    """Every link of the page, followed in the built site: sections, questions, practice, sources."""
    site = build_example(example)
    page = site / COVERAGE_PAGE.replace(".md", ".html")
    tree = html.parse(str(page))
    rows = tree.xpath("//article//tbody/tr")
    assert [row.xpath("string(td[1])").strip() for row in rows] == [
        "Say a greeting within five seconds, whatever else you are doing.",
        "State how long somebody will wait, in minutes.",
    ]
    assert not tree.xpath('//*[@class="hb-gap"]')
    for row, name, questions in zip(rows, ("greet-early", "say-how-long"), (2, 2), strict=True):
        section, asked, practice, sources = ([a.get("href") for a in cell.xpath(".//a")] for cell in row[1:])
        assert section == [f"../greeting/first-words.html#{name}"]
        assert len(asked) == questions
        assert practice == ["../greeting/practice.html", "../scenarios/two-at-once.html"]
        assert sources == ["../sources.html#shop-custom"]
        for address in (*section, *asked, *practice, *sources):
            path, _, anchor = address.partition("#")
            target = html.parse(str((page.parent / path).resolve()))
            assert not anchor or len(target.xpath(f'//*[@id="{anchor}"]')) == 1, address


def test_the_page_shows_a_gap(example: Path) -> None:
    without_last_question(example)
    page = generated_pages(read_handbook(example)[0])[COVERAGE_PAGE].markdown
    (row,) = (line for line in page.split("\n") if "State how long" in line)
    for gap in ("only 1 question", NO_APPLY):
        assert f'<strong class="hb-gap">{say("gap", what=gap)}</strong>' in row
    assert page.count("hb-gap") == 2


def test_a_trainers_own_page_stays(example: Path) -> None:
    (example / "docs" / "trainers").mkdir()
    (example / "docs" / COVERAGE_PAGE).write_text("# Ours\n", "utf-8")
    assert COVERAGE_PAGE not in generated_pages(read_handbook(example)[0])
