"""The fences `checklist` and `form`: what is read, and the HTML that it becomes."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from lxml import html

from handbook import read_handbook
from handbook.fences import custom_fences
from handbook.openings import open_page
from handbook.page import Fence
from handbook.pages import navigation
from handbook.sheets import MAX_LINES, Field, Observation, parse_checklist, parse_form
from handbook.words import say

CASES = Path(__file__).parent / "cases" / "check"
HOSTILE = "<script>window.hacked=1</script><b onclick=x>“Hi” & *you*</b>"


def fence(text: str) -> Fence:
    return Fence("any", 4, 1, tuple(enumerate(text.split("\n"), 5)))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Looks up | one", [(5, "Looks up", ("one",))]),
        ("\n  Looks up|one ,two,  \n\n", [(6, "Looks up", ("one", "two"))]),
        ("Left | right | one", [(5, "Left | right", ("one",))]),
        ("One | one\nTwo | two", [(5, "One", ("one",)), (6, "Two", ("two",))]),
    ],
)
def test_good_checklists(text: str, found: list[tuple]) -> None:
    assert parse_checklist(fence(text)) == ([Observation(*one) for one in found], [])


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("Looks up", 5, "names no objective"),
        ("One | one\nLooks up | ,", 6, "names no objective"),
        ("| one", 5, "does not say what to look for"),
        ("|", 5, "does not say what to look for"),
        (" \n ", 4, "is empty"),
    ],
)
def test_bad_checklists(text: str, line: int, said: str) -> None:
    _, [(where, message, hint)] = parse_checklist(fence(text))
    assert where == line
    assert said in message
    assert hint.endswith("`what to look for | objective-id`.")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Name | 1", Field("Name", lines=1)),
        (f"Name|{MAX_LINES}", Field("Name", lines=MAX_LINES)),
        ("Where | here; there ;", Field("Where", choices=("here", "there"))),
        ("This | that | 3; 4", Field("This | that", choices=("3", "4"))),
    ],
)
def test_good_forms(text: str, found: Field) -> None:
    assert parse_form(fence(text)) == ([found], [])


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("Name", 5, "has no lines to write on and no choices"),
        ("Name |", 5, "has no lines to write on and no choices"),
        ("Name | ;", 5, "has no lines to write on and no choices"),
        ("A | 1\n| 3", 6, "has no label"),
        ("Name | 0", 5, "cannot have 0 lines"),
        (f"Name | {MAX_LINES + 1}", 5, f"cannot have {MAX_LINES + 1} lines"),
        (f"Name | {'9' * 5000}", 5, "cannot have 999"),
        ("Name | -1", 5, "`-1` is neither"),
        ("Name | ٣", 5, "`٣` is neither"),
        ("Name | three", 5, "`three` is neither"),
        ("", 4, "is empty"),
    ],
)
def test_bad_forms(text: str, line: int, said: str) -> None:
    _, [(where, message, hint)] = parse_form(fence(text))
    assert where == line
    assert said in message
    assert hint


@pytest.fixture
def practice(example: Path, build_example: Callable[[Path], Path]) -> Callable[..., html.HtmlElement]:
    """A function that changes the practice page of the example, builds it and gives its article."""

    def built(*changes: tuple[str, str]) -> html.HtmlElement:
        path = example / "docs" / "greeting" / "practice.md"
        text = path.read_text("utf-8")
        for old, new in changes:
            assert text.count(old) == 1
            text = text.replace(old, new)
        path.write_text(text, "utf-8")
        return html.parse(str(build_example(example) / "greeting" / "practice.html")).xpath("//article")[0]

    return built


def test_a_checklist_is_a_table_to_tick(practice: Callable) -> None:
    page = practice()
    first, *others = page.xpath('.//table[@class="hb-checklist"]')
    assert len(others) == 2
    heads = first.xpath("./thead/tr/th")
    assert [(head.get("scope"), head.text_content()) for head in heads] == [
        ("col", say("look_for")),
        ("col", say("seen")),
        ("col", say("heard")),
    ]
    rows = first.xpath("./tbody/tr")
    assert [row.xpath("string(th[@scope='row']/text()[1])").strip() for row in rows] == [
        "Looked up and greeted within five seconds",
        "Gave a number of minutes",
    ]
    for row in rows:
        assert [cell.tag for cell in row] == ["th", "td", "td"]
        assert len(row.xpath('.//span[@class="hb-box"]')) == 1
    assert [(a.get("href"), a.text) for a in rows[1].xpath(".//a")] == [
        ("first-words.html#say-how-long", "Say how long"),
        ("first-words.html#greet-early", "Greet early"),
    ]


def test_a_form_has_as_many_lines_and_boxes_as_it_says(practice: Callable) -> None:
    page = practice(("then I | 2", "then I | 7"))
    (form,) = page.xpath('.//dl[@class="hb-sheet"]')
    assert [label.text_content() for label in form.xpath(".//dt")] == [
        "If somebody comes in while I serve",
        "then I",
        "Where I try it",
    ]
    assert [len(field.xpath('.//span[@class="hb-line"]')) for field in form.xpath(".//dd")] == [2, 7, 0]
    choices = form.xpath('.//span[@class="hb-choice"]')
    assert [choice.text_content().strip() for choice in choices] == ["counter", "telephone"]
    assert all(choice.xpath('span[@class="hb-box"]') for choice in choices)


def test_hostile_words_are_shown_as_typed(practice: Callable) -> None:
    page = practice(
        ("Greets while the hands are full |", f"{HOSTILE} |"),
        ("then I | 2", f"{HOSTILE} | {HOSTILE}; {HOSTILE}"),
    )
    assert not page.xpath(".//script | .//b | .//*[@onclick]")
    shown = "<script>window.hacked=1</script><b onclick=x>“Hi” & you</b>"
    assert page.text_content().count(shown) == 4
    assert len(page.xpath(".//em[text()='you']")) == 4


def test_marks_and_links_in_words(practice: Callable) -> None:
    page = practice(
        ("Greets while", "Greets **once**, as in [the lesson](greeting/first-words.md#greet-early), while"),
        ("then I | 2", "[then](javascript:x) I | 2"),
    )
    assert page.xpath("string(.//th/strong)") == "once"
    assert page.xpath(".//th/a[text()='the lesson']/@href") == ["first-words.html#greet-early"]
    assert page.xpath(".//dt/a/@href") == []


def test_two_modules_with_an_objective_of_one_name(example: Path) -> None:
    """Each checklist leads to its own module’s lesson, whichever module comes last."""
    docs = example / "docs"
    shutil.copytree(docs / "greeting", docs / "parting")
    sheet = docs / "parting" / "practice.md"
    sheet.write_text(sheet.read_text("utf-8").replace("Greets while", "Says goodbye while"), "utf-8")
    fences = custom_fences(read_handbook(example)[0], [], "edition")
    (show,) = (entry["format"] for entry in fences if entry["name"] == "checklist")
    for words, module in (("Greets", "greeting"), ("Says goodbye", "parting")):
        shown = show(f"{words} while the hands are full | greet-early", "checklist", "", {}, None)
        assert f'href="handbook:{module}/first-words.md#greet-early"' in shown


def test_a_facilitator_page_is_for_trainers(example: Path) -> None:
    """It belongs to its module, and neither to the learners' section nor to what the overview lists."""
    case = yaml.safe_load((CASES / "good-facilitator.yml").read_text("utf-8"))
    path = "greeting/facilitator.md"
    (example / "docs" / path).write_text(case["change"][f"docs/{path}"]["content"], "utf-8")
    handbook, problems = read_handbook(example)
    (module,) = handbook.modules
    assert problems == []
    assert module.facilitator.path == path
    assert path not in [lesson.path for lesson in module.lessons]
    nav = navigation([module.path, {"For trainers": [{"With a group": [path]}]}], handbook)
    assert nav[1] == {"For trainers": [{"With a group": [path]}]}
    assert path not in str(nav[0])
    overview = "\n".join(line for _, line in module.page.lines)
    assert "facilitator" not in open_page(handbook, module.path, overview)
