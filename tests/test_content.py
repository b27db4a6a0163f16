"""The handbook's content is complete: a failure names the module, the lesson and the rule."""

from collections import Counter

import pytest

from conftest import ROOT
from handbook import read_handbook
from handbook.problem import as_text
from handbook.rules.lesson import LESSON_RULES, check_module

HANDBOOK, PROBLEMS = read_handbook(ROOT)
LESSONS = HANDBOOK.lessons()
MODULES = ("customer-types", "de-escalation", "apologies", "handling-mistakes", "stress-management")
WANTED = {
    "customer-types": "angry",
    "de-escalation": "calming-a-contact",
    "apologies": "apologising-well",
    "handling-mistakes": "owning-it",
    "stress-management": "in-the-moment",
}


def test_nothing_is_reported() -> None:
    assert as_text(PROBLEMS) == ""


def test_the_five_modules_are_there_in_order() -> None:
    assert tuple(module.name for module in HANDBOOK.modules) == MODULES
    assert {module.name for module in HANDBOOK.modules if WANTED[module.name] in module.meta.lessons} == set(
        MODULES
    )


@pytest.mark.parametrize("rule", LESSON_RULES)
@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: f"{lesson.module}/{lesson.name}")
def test_lesson(lesson, rule: str) -> None:
    assert as_text(LESSON_RULES[rule](HANDBOOK, lesson)) == ""


@pytest.mark.parametrize("module", HANDBOOK.modules, ids=lambda module: module.name)
def test_module_overview(module) -> None:
    assert as_text(check_module(HANDBOOK, module)) == ""
    assert module.lessons
    assert sum(len(quiz.questions) for quiz in HANDBOOK.quizzes_of(module.name)) >= 8
    pretest = [fence for fence in module.page.fences if fence.language == "quiz"]
    assert len(pretest) == 2, "“Can you already?” asks two questions"


@pytest.mark.parametrize("path", sorted(HANDBOOK.pages))
def test_page(path: str) -> None:
    """Fences, citations, slots, and no word that says that something is missing."""
    assert as_text(problem for problem in PROBLEMS if problem.file == f"docs/{path}") == ""
    assert HANDBOOK.pages[path].headings[0].level == 1


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: f"{lesson.module}/{lesson.name}")
def test_objective_heading_is_where_wrong_answers_lead(lesson) -> None:
    for objective in lesson.meta.objectives:
        heading = next(h for h in lesson.page.headings if h.id == objective.id)
        assert heading.level == 3, f"{objective.id} is taught by a heading of level {heading.level}"


@pytest.mark.parametrize("quiz", HANDBOOK.quizzes.values(), ids=lambda quiz: quiz.name)
def test_right_answers_are_not_given_away_by_place_or_length(quiz) -> None:
    """Of 10 questions with 3 options, 6 keys in one place or uniquely longest is chance at most 1 in 13."""
    asked = [q for q in quiz.questions if q.item.type == "multiple-choice"]
    places = Counter(q.order.index(0) for q in asked)
    assert max(places.values()) <= len(asked) / 2 + 1
    for pick in (max, min):
        extreme = 0
        for question in asked:
            lengths = [len(option.text) for option in question.item.options()]
            extreme += lengths[0] == pick(lengths) and lengths.count(lengths[0]) == 1
        assert extreme <= len(asked) / 2 + 1


@pytest.mark.parametrize("quiz", HANDBOOK.quizzes.values(), ids=lambda quiz: quiz.name)
def test_most_questions_ask_for_a_decision(quiz) -> None:
    levels = Counter(question.item.level for question in quiz.questions)
    assert levels["apply"] >= 0.6 * len(quiz.questions)
