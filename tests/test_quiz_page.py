"""The quiz as a learner uses it, in a real browser, from a file and without a server."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from handbook.quiz.types import TYPES
from handbook.words import WORDS, say
from own import HANDBOOK
from trainee import answer, choose, letters, main_button, question

QUIZ = HANDBOOK.quizzes["apologising-well"]
QUIZ_PAGE = "quizzes/apologising-well.html"
Open = Callable[..., Page]


def of_type(kind: str):
    return next(q for quiz in HANDBOOK.quizzes.values() for q in quiz.questions if q.item.type == kind)


def answer_all(page: Page, quiz=QUIZ, *, wrong: tuple[str, ...] = ()) -> None:
    """Answers and checks every question, those whose ids are in `wrong` with a wrong option."""
    for asked in quiz.questions:
        answer(page, asked, right=asked.item.id not in wrong)


def scored(quiz=QUIZ) -> int:
    return sum(TYPES[asked.item.type].scored for asked in quiz.questions)


def test_right_answer_explains_every_option(open_page: Open) -> None:
    page = open_page(QUIZ_PAGE)
    asked = QUIZ.questions[0]
    part = question(page, asked.item.id)
    choose(part, *letters(asked, right=True))
    main_button(part).click()
    expect(part.locator(".hb-verdict")).to_contain_text(WORDS["verdict_right"])
    for option in asked.item.options:
        expect(part.locator(".hb-answer")).to_contain_text(option.feedback)
    expect(part.get_by_text(WORDS["wrong_many"])).to_be_visible()
    expect(part.locator(".hb-mark")).to_have_text([f"{WORDS['mark_right']} ({WORDS['your_choice']})"])


def test_wrong_answer_gives_its_reason_and_keeps_the_answer(open_page: Open) -> None:
    page = open_page(QUIZ_PAGE)
    asked = QUIZ.questions[0]
    part = question(page, asked.item.id)
    wrong = letters(asked, right=False)[0]
    choose(part, wrong)
    main_button(part).click()
    reason = asked.item.options[asked.order["ABCDEFGHIJ".index(wrong)]].feedback
    expect(part.locator(".hb-verdict")).to_contain_text(reason)
    expect(part.locator(".hb-answer")).to_be_hidden()
    expect(page.locator('.hb-whole [role="status"], .hb-status').first).to_contain_text(reason)
    main_button(part).click()  # try again
    expect(part.locator("input:checked")).to_have_count(0)
    choose(part, *letters(asked, right=True))
    main_button(part).click()
    expect(part.locator(".hb-verdict")).to_contain_text(WORDS["verdict_right"])


def test_the_answer_can_be_asked_for(open_page: Open) -> None:
    page = open_page(QUIZ_PAGE)
    asked = QUIZ.questions[0]
    part = question(page, asked.item.id)
    choose(part, letters(asked, right=False)[0])
    main_button(part).click()
    part.get_by_role("button", name=WORDS["show_answer"]).click()
    expect(part.locator(".hb-answer")).to_be_visible()
    expect(part.locator(".hb-verdict")).to_be_focused()
    expect(part.locator("input:enabled")).to_have_count(0)


def test_selecting_submits_nothing(open_page: Open) -> None:
    page = open_page(QUIZ_PAGE)
    part = question(page, QUIZ.questions[0].item.id)
    part.locator("input").first.focus()
    for _ in range(4):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(part.locator(".hb-verdict")).to_be_hidden()
    expect(part.locator("input:enabled")).to_have_count(len(QUIZ.questions[0].item.options))
    assert page.url.endswith(QUIZ_PAGE)


def test_checking_without_a_choice_asks_for_one(open_page: Open) -> None:
    page = open_page(QUIZ_PAGE)
    part = question(page, QUIZ.questions[0].item.id)
    main_button(part).click()
    expect(part.locator(".hb-verdict")).to_have_text(WORDS["choose_first"])
    expect(main_button(part)).to_be_focused()
    expect(main_button(part)).to_have_text(WORDS["check"])


def test_a_double_click_checks_once(open_page: Open) -> None:
    page = open_page(QUIZ_PAGE)
    asked = QUIZ.questions[0]
    part = question(page, asked.item.id)
    choose(part, letters(asked, right=False)[0])
    main_button(part).dblclick()
    expect(part.locator(".hb-verdict")).to_contain_text(WORDS["verdict_wrong"])


def test_partial_credit_and_right_ticks_stay(open_page: Open) -> None:
    asked = of_type("multiple-response")
    quiz = next(quiz for quiz in HANDBOOK.quizzes.values() if asked in quiz.questions)
    page = open_page(f"quizzes/{quiz.name}.html")
    part = question(page, asked.item.id)
    right, wrong = letters(asked, right=True), letters(asked, right=False)
    choose(part, right[0], wrong[0])
    main_button(part).click()
    expect(part.locator(".hb-verdict")).to_contain_text(say("verdict_partly", right=1, total=len(right), wrong=1))
    main_button(part).click()
    assert part.locator("input:checked").evaluate_all("all => all.map(one => one.value)") == [right[0]]


@pytest.mark.parametrize("name", sorted(HANDBOOK.quizzes))
def test_whole_quiz_with_every_answer_right(open_page: Open, name: str) -> None:
    quiz = HANDBOOK.quizzes[name]
    page = open_page(f"quizzes/{name}.html")
    answer_all(page, quiz)
    main_button(question(page, quiz.questions[-1].item.id)).click()
    total = scored(quiz)
    result = page.locator(".hb-result")
    expect(result).to_contain_text(say("result_score", points=total, total=total, percent=100))
    expect(result).to_be_focused()
    expect(result.get_by_role("button", name=WORDS["retry_missed"])).to_have_count(0)


def test_result_links_to_missed_sections_and_retries_them(open_page: Open) -> None:
    page = open_page(QUIZ_PAGE)
    missed = [asked for asked in QUIZ.questions if asked.item.type == "multiple-choice"][:3]
    answer_all(page, wrong=tuple(asked.item.id for asked in missed))
    for asked in missed:
        question(page, asked.item.id).get_by_role("button", name=WORDS["show_answer"]).click()
    main_button(question(page, QUIZ.questions[-1].item.id)).click()
    result = page.locator(".hb-result")
    expect(result).to_contain_text(f"{100 * (scored() - 3) // scored()} %")
    expect(result).to_contain_text(say("result_fail", pass_mark=80))
    objectives = HANDBOOK.objectives("apologies")
    wanted = {f"{objectives[a.item.objective][0].name}.html#{a.item.objective}" for a in missed}
    links = result.locator("a").evaluate_all("all => all.map(one => one.href)")
    assert {link.rsplit("/", 1)[1] for link in links} == wanted
    result.get_by_role("button", name=WORDS["retry_missed"]).click()
    expect(result).to_be_hidden()
    expect(page.locator(".hb-option input:enabled")).to_have_count(
        sum(len(asked.item.options) for asked in missed)
    )
    for asked in missed:
        choose(question(page, asked.item.id), *letters(asked, right=True))
        main_button(question(page, asked.item.id)).click()
    main_button(question(page, QUIZ.questions[-1].item.id)).click()
    expect(result).to_contain_text(say("result_pass", pass_mark=80))


def test_read_again_leads_to_the_section(open_page: Open) -> None:
    page = open_page(QUIZ_PAGE)
    asked = QUIZ.questions[0]
    part = question(page, asked.item.id)
    choose(part, *letters(asked, right=True))
    main_button(part).click()
    part.locator(".hb-section a").click()
    page.wait_for_url(f"**#{asked.item.objective}")
    expect(page.locator(f"h3#{asked.item.objective}")).to_be_in_viewport()


def test_keyboard_alone(open_page: Open) -> None:
    """From the first option to the result with Tab, arrows, space and Enter; focus is never lost."""
    page = open_page(QUIZ_PAGE)
    choices = [asked for asked in QUIZ.questions if asked.item.options]
    for asked in QUIZ.questions:  # test_quiz_types does the others by keyboard
        if asked not in choices:
            answer(page, asked)
    question(page, choices[0].item.id).locator("input").first.focus()
    for asked in choices:
        shown = [option.right for option in (asked.item.options[index] for index in asked.order)]
        if asked.item.type == "multiple-response":
            for right in shown:
                if right:
                    page.keyboard.press("Space")
                page.keyboard.press("Tab")
        else:
            page.keyboard.press("Space")
            for _ in range(shown.index(True)):
                page.keyboard.press("ArrowDown")
            page.keyboard.press("Tab")
        while page.evaluate("document.activeElement.tagName") != "BUTTON":
            page.keyboard.press("Tab")  # past a hint
        page.keyboard.press("Enter")
        expect(question(page, asked.item.id).locator(".hb-verdict")).to_contain_text(WORDS["verdict_right"])
        assert page.evaluate("document.activeElement.tagName") == "BUTTON"
        page.keyboard.press("Enter")
    expect(page.locator(".hb-result")).to_be_focused()
    expect(page.locator(".hb-result")).to_contain_text("100 %")


def test_without_script_everything_can_be_read(open_page: Open) -> None:
    page = open_page(QUIZ_PAGE, java_script_enabled=False)
    for asked in (asked for asked in QUIZ.questions if asked.item.options):
        part = question(page, asked.item.id)
        expect(part.locator("input")).to_have_count(len(asked.item.options))
        expect(part.locator("input").first).to_be_enabled()
        expect(part.locator(".hb-answer li").first).to_be_hidden()
        part.locator(".hb-answer summary").click()
        for option in asked.item.options:
            expect(part.get_by_text(option.feedback)).to_be_visible()
    expect(page.locator("handbook-quiz button")).to_have_count(0)


def test_hint_opens_by_itself_only(open_page: Open) -> None:
    page = open_page(QUIZ_PAGE)
    asked = next(asked for asked in QUIZ.questions if asked.item.hint)
    hint = question(page, asked.item.id).locator(".hb-hint")
    expect(hint.locator("p")).to_be_hidden()
    hint.locator("summary").click()
    expect(hint.locator("p")).to_have_text(asked.item.hint)


def test_question_is_the_legend_and_verdict_has_its_region(open_page: Open) -> None:
    page = open_page(QUIZ_PAGE, java_script_enabled=False)
    expect(page.locator("handbook-quiz [role=status]")).to_have_count(1)
    for asked in QUIZ.questions:
        group = page.get_by_role("group", name=asked.item.prompt.split("\n")[0][:40])
        expect(group).to_have_count(1)


def test_one_question_in_a_lesson(open_page: Open) -> None:
    page = open_page("apologies/apologising-well.html")
    part = page.locator("handbook-quiz").first
    shown = part.locator(".hb-question").get_attribute("id")
    asked = QUIZ.question(shown.removeprefix("q-"))
    choose(part, *letters(asked, right=True))
    main_button(part).click()
    expect(part.locator(".hb-verdict")).to_contain_text(WORDS["verdict_right"])
    expect(part.locator(".hb-result")).to_have_count(0)
    expect(main_button(part)).to_be_hidden()


def test_deferred_feedback_comes_at_the_end(
    open_page: Open, example: Path, tmp_path: Path, build_example: Callable[[Path], Path]
) -> None:
    quiz = example / "quizzes" / "greeting.yml"
    quiz.write_text(
        quiz.read_text("utf-8").replace("module: greeting", "module: greeting\nfeedback: deferred"), "utf-8"
    )
    page = open_page("quizzes/greeting.html", folder=build_example(example))
    expect(page.get_by_role("button", name=WORDS["check"], exact=True)).to_have_count(0)
    parts = page.locator(".hb-question")
    parts.nth(0).locator("input").first.check()
    finish = page.get_by_role("button", name=WORDS["finish"])
    finish.click()
    expect(page.locator(".hb-note")).to_have_text(say("open_questions", count=3, numbers="2, 3, 4"))
    expect(parts.nth(0).locator(".hb-verdict")).to_be_hidden()
    finish.click()
    expect(page.locator(".hb-result")).to_be_focused()
    for number in (1, 2, 3):
        expect(parts.nth(number).locator(".hb-verdict")).to_contain_text(WORDS["verdict_open"])
    page.get_by_role("button", name=WORDS["start_over"]).click()
    expect(finish).to_be_visible()
    expect(parts.nth(0).locator("input:checked")).to_have_count(0)


def test_print_is_a_worksheet(open_page: Open) -> None:
    page = open_page(QUIZ_PAGE)
    asked = QUIZ.questions[0]
    part = question(page, asked.item.id)
    choose(part, *letters(asked, right=True))
    main_button(part).click()
    page.emulate_media(media="print")
    expect(page.locator(".hb-paper")).to_be_visible()
    for hidden in (".hb-button", ".hb-answer", ".hb-verdict", ".hb-mark"):
        assert not any(page.locator(hidden).evaluate_all("all => all.map(one => one.checkVisibility())"))
    expect(part.locator("input").first).to_be_visible()


def test_targets_are_large_enough(open_page: Open) -> None:
    page = open_page(QUIZ_PAGE, viewport={"width": 320, "height": 700})
    boxes = page.locator(".hb-option, .hb-button:visible, .hb-question summary:visible").evaluate_all(
        "all => all.map(one => one.getBoundingClientRect()).map(box => [box.width, box.height])"
    )
    assert boxes
    assert all(min(box) >= 24 for box in boxes)
