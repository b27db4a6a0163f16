"""The trainers' guide: every example does what it says, and every step, button, command and picture exists."""

import re
import shutil
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

import pytest
import yaml
from PIL import Image

import screenshots
from conftest import ROOT
from handbook import read_handbook
from handbook.cli import main
from handbook.fields import LessonMeta, ModuleMeta, Source, Term
from handbook.page import Fence, Page
from handbook.problem import Problem
from handbook.quiz.items import check_items
from handbook.quiz.load import read_quiz
from handbook.quiz.rules import check_bank, check_links, check_places, check_quiz
from handbook.scenario.load import read_scenario
from handbook.wording import check_wording

HANDBOOK, _ = read_handbook(ROOT)
GUIDE = {path: page for path, page in HANDBOOK.pages.items() if path.startswith("trainers/")}
TEXT = {path: page.text for path, page in GUIDE.items()}
MODELS = {"lesson": LessonMeta, "module": ModuleMeta}
ENTRIES = {"docs/sources.yml": Source, "docs/terms.yml": Term}
HEAD = "title: Mine\nmodule: apologies\nquestions:\n"
PLACE = re.compile(r"^\S+:\d+:\d+: ")


@dataclass(frozen=True)
class Example:
    """A block of YAML in the guide; `wrong` ones say what the check says to them."""

    page: str
    title: str
    text: str
    says: tuple[str, ...]

    @property
    def wrong(self) -> bool:
        return self.title.startswith("Wrong")

    @property
    def whole(self) -> bool:
        return self.text.lstrip().startswith("- id:")


def title_of(page: Page, fence: Fence) -> str:
    line = dict(page.lines)[fence.line]
    found = re.search(r'title="([^"]*)"', line)
    assert found, f"{page.file}:{fence.line} has no title"
    return found[1]


def examples() -> Iterator[Example]:
    for page in GUIDE.values():
        for fence, following in pairwise([*page.fences, None]):
            if fence.language == "yaml":
                said = following.content.splitlines() if following and following.language == "text" else []
                yield Example(page.path, title_of(page, fence), fence.content, tuple(said))


EXAMPLES = list(examples())
WRONG = [example for example in EXAMPLES if example.wrong]
GOOD = [example for example in EXAMPLES if not example.wrong]


def fields_of(question: str) -> dict[str, str]:
    """The lines of each field of a question, by its name, as they are typed."""
    parts = re.split(r"^(?=[a-z_]+:)", question, flags=re.M)
    return {part.partition(":")[0]: part for part in parts if part}


def as_quiz(example: Example) -> str:
    """A quiz with the question of an example.

    A wrong one stands below a good one, as in a quiz. Where an example shows a part of a question, the
    rest is of the good one.
    """
    good = next(other.text for other in [*of_page(example.page), *GOOD] if other.whole)
    if example.whole:
        questions = [good, example.text] if example.wrong else [example.text]
        return HEAD + "".join(textwrap.indent(textwrap.dedent(text), "  ") + "\n" for text in questions)
    base = fields_of(textwrap.dedent(textwrap.dedent(good).replace("- ", "  ", 1)) + "\n")
    part = fields_of(example.text + "\n")
    first = next(iter(part))
    kept = {name: text for name, text in base.items() if name not in part or name == first}
    lines = {**kept, first: example.text + "\n"}
    return HEAD + "  - " + textwrap.indent("".join(lines.values()), "    ").lstrip()


def of_page(path: str) -> list[Example]:
    return [example for example in GOOD if example.page == path]


def told(text: str, folder: Path) -> list[Problem]:
    """What the check says to a quiz that is alone in the handbook."""
    (folder / "mine.yml").write_text(text, "utf-8")
    draft, problems = read_quiz(folder / "mine.yml", "quizzes/mine.yml")
    if draft is None:
        return problems
    handbook = replace(HANDBOOK, quizzes={"mine": draft.quiz} if draft.quiz else {}, pages={})
    if draft.quiz:
        problems += check_quiz(draft.quiz)
    problems += [*check_items(handbook), *check_bank([draft]), *check_links(handbook, [draft])]
    problems += check_places(handbook, [draft], {module.name for module in HANDBOOK.modules})
    return [*problems, *check_wording(handbook, [draft.document], [])]


@pytest.mark.parametrize("example", WRONG, ids=lambda example: example.title)
def test_a_wrong_example_gives_exactly_the_message_below_it(example: Example, tmp_path: Path) -> None:
    said = [PLACE.sub("", str(problem)) for problem in told(as_quiz(example), tmp_path)]
    assert said == list(example.says)
    assert said


def test_good_examples_have_nothing_to_mend(tmp_path: Path) -> None:
    """As a trainer is told: whole questions at the end of their quiz, a scenario in a file of its own."""
    for name in ("docs", "quizzes"):
        shutil.copytree(ROOT / name, tmp_path / name)
    asked = 0
    for example in GOOD:
        data = yaml.safe_load(example.text)
        if example.whole:
            text = textwrap.indent(textwrap.dedent(example.text), "  ")
            with (tmp_path / "quizzes" / "apologising-well.yml").open("a", encoding="utf-8") as quiz:
                quiz.write(f"\n{text}\n")
            asked += len(data)
        elif "nodes" in data:
            (tmp_path / "quizzes" / "scenarios" / "mine.yml").write_text(example.text, "utf-8")
    handbook, problems = read_handbook(tmp_path)
    assert problems == []
    assert asked >= 2
    assert len(handbook.scenarios) == len(HANDBOOK.scenarios) + 1
    before = sum(len(quiz.questions) for quiz in HANDBOOK.quizzes.values())
    assert sum(len(quiz.questions) for quiz in handbook.quizzes.values()) == before + asked


@pytest.mark.parametrize("example", GOOD, ids=lambda example: f"{example.page}: {example.title}")
def test_every_good_example_is_right_by_itself(example: Example, tmp_path: Path) -> None:
    data = yaml.safe_load(example.text)
    if example.whole or "prompt" in data:
        assert told(as_quiz(example), tmp_path) == []
    elif "nodes" in data:
        (tmp_path / "mine.yml").write_text(example.text, "utf-8")
        assert read_scenario(tmp_path / "mine.yml", "quizzes/scenarios/mine.yml")[1] == []
    elif "kind" in data:
        MODELS[data["kind"]].model_validate(data)
    else:
        assert [ENTRIES[example.title].model_validate(entry) for entry in data.values()]


def test_the_five_slips_are_there() -> None:
    headings = [heading.text for heading in GUIDE["trainers/when-something-is-wrong.md"].headings]
    assert [text[0] for text in headings if text[:1].isdigit()] == list("12345")
    assert len([one for one in WRONG if one.page == "trainers/when-something-is-wrong.md"]) >= 6


# --- what the guide names ---


def commands() -> list[str]:
    found = re.findall(r"(?:\.venv/bin/|`)handbook ([a-z][^`\n]*)", "\n".join(TEXT.values()))
    return sorted(set(found))


@pytest.mark.parametrize("command", commands())
def test_every_command_exists_with_its_flags(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    words = command.split()
    names = words[: 2 if words[0] in ("new", "rename") else 1]
    with pytest.raises(SystemExit) as ended:
        main([*names, "--help"])
    assert ended.value.code == 0
    described = capsys.readouterr().out
    assert all(word in described for word in words if word.startswith("--"))


def test_the_commands_for_trainers_are_all_in_the_guide() -> None:
    named = {" ".join(command.split()[:2]) for command in commands()}
    assert {"new lesson", "new scenario", "new module", "rename objective", "rename question"} <= named
    assert {"check", "coverage", "due", "diff", "export", "import", "from-form", "book"} <= {
        n.split()[0] for n in named
    }


def test_every_make_target_exists() -> None:
    targets = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.M)
    named = re.findall(r"`(?:\w+=\S+ )?make ([a-z]+)`", "\n".join(TEXT.values()))
    assert named
    assert set(named) <= set(targets)


def test_every_file_that_is_named_exists() -> None:
    named = set(re.findall(r"`((?:docs|quizzes)/[\w./-]*)`", "\n".join(TEXT.values())))
    assert {"docs/words.txt", "docs/terms.yml", "docs/workplace.yml"} <= named
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_the_fields_of_the_form_are_those_of_the_form() -> None:
    form = yaml.safe_load((ROOT / ".github" / "ISSUE_TEMPLATE" / "new-question.yml").read_text("utf-8"))
    parts = {part["attributes"]["label"]: part for part in form["body"] if part["type"] != "markdown"}
    guide = TEXT["trainers/add-a-question.md"].split("## With the form")[1].split("### What happens then")[0]
    rows = dict(re.findall(r"^\| \*\*(.+?)\*\* \|[^|]*\| (.+?) \|$", guide, re.M))
    assert rows.keys() <= parts.keys()
    required = {label for label, part in parts.items() if part.get("validations", {}).get("required")}
    assert required <= rows.keys()
    for label, part in parts.items():
        if part["type"] == "dropdown":
            assert rows[label] in part["attributes"]["options"]
    assert form["name"] in guide
    assert form["title"].strip() in guide


def test_the_form_in_the_guide_becomes_the_question_in_the_guide(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    guide = TEXT["trainers/add-a-question.md"].split("## With the form")[1].split("### What happens then")[0]
    rows = re.findall(r"^\| \*\*(.+?)\*\* \|[^|]*\| (.+?) \|$", guide, re.M)
    form = tmp_path / "form.md"
    promise = [("Before you send it", "- [X] I wrote this myself")]
    form.write_text("\n\n".join(f"### {label}\n\n{said}" for label, said in [*rows, *promise]), "utf-8")
    assert main(["from-form", str(form), "--folder", str(ROOT)]) == 0
    said = capsys.readouterr()
    (made,) = yaml.safe_load(said.out)
    (shown,) = (yaml.safe_load(one.text)[0] for one in of_page("trainers/add-a-question.md"))
    assert {**made, "id": ""} == {**shown, "id": ""}
    assert "warning" not in said.err


def test_downloads_and_workflows_have_the_names_in_the_guide() -> None:
    workflow = yaml.safe_load((ROOT / ".github" / "workflows" / "check.yml").read_text("utf-8"))
    uploads = [
        step["with"]["name"]
        for job in workflow["jobs"].values()
        for step in job["steps"]
        if "path" in step.get("with", {})
    ]
    for page in ("change-a-sentence", "add-a-question"):
        text = TEXT[f"trainers/{page}.md"]
        assert f"press **Checks**, then **{workflow['name']}**" in text
        assert "under **Artifacts**, press **handbook**" in text.replace("Below it, u", "u").replace(
            "Under", "under"
        )
    assert {"handbook", "handbook-pdf"} <= set(uploads)


def test_the_pull_request_asks_what_the_guide_says() -> None:
    template = (ROOT / ".github" / "pull_request_template.md").read_text("utf-8")
    lines = [line for line in template.splitlines() if line.strip()]
    assert len(lines) == 5
    said = re.search(r"Fill them in: (.*?)\.", TEXT["trainers/change-a-sentence.md"])[1].split(", ")
    assert len(said) == 5
    for line, word in zip(lines, said, strict=True):
        assert word.split()[-1].lower() in line.lower()


# --- pictures ---


def test_every_picture_is_taken_by_the_script_shown_and_small() -> None:
    files = {path.stem: path for path in screenshots.PICTURES.iterdir()}
    shown = re.findall(r"!\[([^\]]+)\]\(pictures/([\w-]+)\.png\)", "\n".join(TEXT.values()))
    assert files.keys() == screenshots.SHOTS.keys() == {name for _, name in shown}
    for path in files.values():
        assert path.suffix == ".png"
        assert path.stat().st_size <= screenshots.MAX_BYTES
        with Image.open(path) as picture:
            assert picture.mode == "P"
            assert picture.width >= 600
    assert all(len(words.split()) >= 12 for words, _ in shown)


def test_every_page_of_the_guide_is_in_the_navigation_and_the_overview() -> None:
    settings = (ROOT / "mkdocs.yml").read_text("utf-8")
    overview = TEXT["trainers/index.md"]
    for path in GUIDE:
        assert f"- {path}" in settings
        assert path == "trainers/index.md" or f"]({path.removeprefix('trainers/')})" in overview
