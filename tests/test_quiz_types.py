"""The types beside the choices: order steps, match lines, type an answer, write and compare."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from axe import violations
from conftest import EXAMPLE, ROOT, copy_example
from handbook import read_handbook
from handbook.words import WORDS, say

TYPES_QUIZ = ROOT / "tests" / "cases" / "types" / "all.yml"


@pytest.fixture(scope="module")
def types_site(build_once: Callable[..., Path]) -> Path:
    """The example's site with a quiz that holds the types."""

    def prepare(folder: Path) -> Path:
        copy_example(folder)
        shutil.copy(TYPES_QUIZ, folder / "quizzes" / "types.yml")
        return folder

    return build_once("types", prepare)


@pytest.fixture
def page(open_page: Callable[..., Page], types_site: Path) -> Iterator[Page]:
    return open_page("quizzes/types.html", folder=types_site, viewport={"width": 320, "height": 800})


def part(page: Page, kind: str) -> Locator:
    return page.locator(f'[data-type="{kind}"]')


def press(question: Locator, name: str = "check") -> None:
    question.get_by_role("button", name=WORDS[name]).click()


def steps(question: Locator) -> list[str]:
    return question.locator(".hb-row .hb-text").all_inner_texts()


RIGHT = [
    "Look up and nod to Ana.",
    "Tell the caller that you have a customer.",
    "Say hello to Ana.",
    "Ask how you can help.",
]


def put_in_order(page: Page, question: Locator, wanted: list[str]) -> None:
    """By keyboard alone: moves each step up until it is in its place; focus goes with the step."""
    for place, text in enumerate(wanted):
        while steps(question).index(text) > place:
            button = question.get_by_role("button", name=f"{WORDS['move_up']}: {text}")
            button.focus()
            page.keyboard.press("Enter")
            assert text in page.evaluate("document.activeElement.getAttribute('aria-label')")


def test_ordering_by_keyboard(page: Page) -> None:
    question = part(page, "ordering")
    assert sorted(steps(question)) == sorted(RIGHT)
    assert steps(question) != RIGHT
    put_in_order(page, question, RIGHT)
    place = say("moved", text=RIGHT[2], place=3, total=4)
    assert place.split(":")[1] in page.locator(".hb-status").inner_text() or steps(question) == RIGHT
    press(question)
    expect(question.locator(".hb-verdict")).to_contain_text(WORDS["verdict_right"])
    expect(question.locator(".hb-answer")).to_contain_text("Eyes are free before the voice is")


def test_ordering_gives_credit_for_neighbours(page: Page) -> None:
    question = part(page, "ordering")
    put_in_order(page, question, [RIGHT[3], RIGHT[0], RIGHT[1], RIGHT[2]])
    press(question)
    expect(question.locator(".hb-verdict")).to_contain_text(say("verdict_ordering", right=2, total=3))
    press(question, "try_again")
    assert steps(question)[1:] == RIGHT[:3]


def test_ordering_asks_for_a_move_first(page: Page) -> None:
    question = part(page, "ordering")
    press(question)
    expect(question.locator(".hb-verdict")).to_have_text(WORDS["order_first"])


def test_matching(page: Page) -> None:
    question = part(page, "matching")
    selects = question.locator("select")
    press(question)
    expect(question.locator(".hb-verdict")).to_have_text(WORDS["match_first"])
    for row, choice in enumerate(("It greets", "It gives a time", "It apologises")):
        selects.nth(row).select_option(choice)
    press(question)
    expect(question.locator(".hb-verdict")).to_contain_text(say("verdict_matching", right=2, total=3))
    expect(question.locator('[data-mark="wrong"]')).to_have_count(1)
    press(question, "try_again")
    assert selects.evaluate_all("all => all.map((one) => one.value !== '')") == [True, True, False]
    selects.nth(2).select_option("It greets")
    press(question)
    expect(question.locator(".hb-verdict")).to_contain_text(WORDS["verdict_right"])


@pytest.mark.parametrize(
    ("typed", "right"),
    [
        ("the wait", True),
        ("  WAIT! ", True),
        ("delai", True),
        ("Délai.", True),
        ("the  wait", True),
        ("l'attente", True),
        ("waiting", False),
    ],
)
def test_short_answer(page: Page, typed: str, right: bool) -> None:
    question = part(page, "short-answer")
    question.get_by_label(WORDS["write_short"]).fill(typed)
    press(question)
    expect(question.locator(".hb-verdict")).to_contain_text(WORDS["verdict_right" if right else "verdict_wrong"])


def test_short_answer_knows_expected_slips(page: Page) -> None:
    question = part(page, "short-answer")
    question.get_by_label(WORDS["write_short"]).fill("Time")
    press(question)
    expect(question.locator(".hb-verdict")).to_contain_text("a time can also be a clock’s time")


def test_short_answer_takes_what_is_pasted_as_text(page: Page) -> None:
    question = part(page, "short-answer")
    field = question.get_by_label(WORDS["write_short"])
    field.focus()
    page.keyboard.insert_text("<img src=x onerror=alert(1)>" * 40_000)
    assert len(field.input_value()) <= 200
    press(question)
    expect(question.locator(".hb-verdict")).to_contain_text(WORDS["verdict_wrong"])
    expect(question.locator("img")).to_have_count(0)
    field.fill("   ")
    press(question, "try_again")
    press(question)
    expect(question.locator(".hb-verdict")).to_have_text(WORDS["write_first"])


def test_reflection_is_compared_and_not_scored(page: Page) -> None:
    question = part(page, "reflection")
    press(question, "compare")
    expect(question.locator(".hb-verdict")).to_have_text(WORDS["write_first"])
    question.get_by_label(WORDS["write_own"]).fill("Good morning! Two minutes.")
    press(question, "compare")
    expect(question.locator(".hb-answer")).to_contain_text("I’ll be with you in two minutes.")
    question.get_by_label("It greets.").check()
    expect(question.get_by_label(WORDS["write_own"])).to_have_value("Good morning! Two minutes.")


def test_result_counts_the_scored_ones(page: Page) -> None:
    put_in_order(page, part(page, "ordering"), RIGHT)
    for row, choice in enumerate(("It greets", "It gives a time", "It greets")):
        part(page, "matching").locator("select").nth(row).select_option(choice)
    part(page, "short-answer").get_by_label(WORDS["write_short"]).fill("wait")
    part(page, "reflection").get_by_label(WORDS["write_own"]).fill("Hello.")
    for kind in ("ordering", "matching", "short-answer"):
        press(part(page, kind))
    press(part(page, "reflection"), "compare")
    press(part(page, "reflection"), "see_result")
    expect(page.locator(".hb-result")).to_contain_text(say("result_score", points=3, total=3, percent=100))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_violation(open_page: Callable[..., Page], types_site: Path, scheme: str) -> None:
    page = open_page("quizzes/types.html", folder=types_site, color_scheme=scheme)
    assert violations(page) == []
    for question in page.locator(".hb-question").all():
        for field in question.locator("input:visible, textarea:visible").all():
            field.fill("Words")
        for select in question.locator("select:visible").all():
            select.select_option(index=1)
        for move in question.locator('.hb-move:not([aria-disabled="true"])').all()[:1]:
            move.click()
        question.locator(".hb-button--main").click()
        for reveal in question.get_by_role("button", name=WORDS["show_answer"]).all():
            reveal.click()
    assert violations(page) == []


def test_without_script(open_page: Callable[..., Page], types_site: Path) -> None:
    page = open_page("quizzes/types.html", folder=types_site, java_script_enabled=False)
    expect(part(page, "ordering").locator("select:visible")).to_have_count(4)
    expect(part(page, "matching").locator("select:visible")).to_have_count(3)
    for kind, answer in (
        ("ordering", "Look up and nod to Ana."),
        ("matching", "A number is something that Ana can plan with."),
        ("short-answer", "délai"),
        ("reflection", "I’ll be with you in two minutes."),
    ):
        part(page, kind).locator(".hb-answer summary").click()
        expect(part(page, kind).locator(".hb-answer")).to_contain_text(answer)
        expect(part(page, kind).locator(".hb-answer").get_by_text(answer).first).to_be_visible()


def test_on_paper(open_page: Callable[..., Page], types_site: Path) -> None:
    page = open_page("quizzes/types.html", folder=types_site)
    page.emulate_media(media="print")
    expect(part(page, "ordering").locator("select").first).to_be_visible()
    expect(part(page, "matching").locator(".hb-matches")).to_be_visible()
    expect(page.locator(".hb-move").first).to_be_hidden()


def test_what_is_right_has_a_fingerprint(tmp_path: Path) -> None:
    """A mended prompt or distractor keeps it; a changed answer, order or pair does not."""
    folder = tmp_path / "example"
    shutil.copytree(EXAMPLE, folder)
    shutil.copy(TYPES_QUIZ, folder / "quizzes" / "types.yml")

    def fingerprints(old: str = "", new: str = "") -> dict[str, str]:
        quiz = folder / "quizzes" / "types.yml"
        text = TYPES_QUIZ.read_text("utf-8")
        assert old in text
        quiz.write_text(text.replace(old, new, 1), "utf-8")
        handbook, problems = read_handbook(folder)
        assert problems == []
        return {q.item.type: q.item.fingerprint() for q in handbook.quizzes["types"].questions}

    before = fingerprints()
    assert len(set(before.values())) == 4
    assert fingerprints("Ana comes in while", "Anna comes in while") == before
    assert fingerprints("Say hello to Ana.", "say  hello to Ana") == before
    assert fingerprints("It apologises", "It thanks") == before

    def changed(old: str, new: str) -> set[str]:
        return {kind for kind, print_ in fingerprints(old, new).items() if print_ != before[kind]}

    assert changed("- Say hello to Ana.", "- Shake hands with Ana.") == {"ordering"}
    assert changed("right: It greets", "right: It opens") == {"matching"}
    assert changed("délai", "délai d’attente") == {"short-answer"}
