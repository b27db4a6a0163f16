"""The handbook's content is complete: a failure names the module, the lesson and the rule."""

import re
from collections import Counter
from itertools import combinations

import pytest
from lxml import etree

from conftest import ROOT
from handbook.coverage import coverage
from handbook.page import table_rows
from handbook.problem import as_text
from handbook.rules.lesson import LESSON_RULES, check_module
from handbook.rules.prose import reading_grade, sentences_of, without_markup
from own import HANDBOOK, PROBLEMS

LESSONS = HANDBOOK.lessons()
MODULES = ("customer-types", "de-escalation", "apologies", "handling-mistakes", "stress-management")
WANTED = {
    "customer-types": "who-is-a-customer amiable chatty assertive aggressive angry more-situations",
    "de-escalation": "calming-a-contact listening voice-and-body limits-and-safety",
    "apologies": "apologising-well three-grades",
    "handling-mistakes": "owning-it putting-it-right",
    "stress-management": "in-the-moment team-and-supervisor after-a-hard-contact",
}
POINTS = 190  # that the five articles make
SESSION = 1_200  # words of the notes for a group: what one reads before a session, on two sheets of A4, both sides
LONGEST = 1_800  # words of a lesson above its sources, tables and dialogues counted: fifteen minutes at most


def test_nothing_is_reported() -> None:
    assert as_text(PROBLEMS) == ""


def test_the_five_modules_are_there_in_order() -> None:
    assert tuple(module.name for module in HANDBOOK.modules) == MODULES
    assert {module.name: " ".join(module.meta.lessons) for module in HANDBOOK.modules} == WANTED


def test_every_point_of_the_articles_is_taught_or_corrected() -> None:
    assert list(HANDBOOK.points) == [f"TP-{number:03}" for number in range(1, POINTS + 1)]


def test_nothing_is_listed_that_no_page_uses() -> None:
    text = "\n".join(line for page in HANDBOOK.pages.values() for _, line in page.prose)
    assert [name for name in HANDBOOK.sources if f"[@{name}]" not in text] == []
    assert [name for name in HANDBOOK.workplace if f"[[{name}]]" not in text] == []


def test_every_objective_is_covered() -> None:
    rows = coverage(HANDBOOK)
    assert [row.objective for row in rows if row.gaps] == []
    assert len({row.objective for row in rows}) == len(rows), "an id stands in one module only"


@pytest.mark.parametrize("page", HANDBOOK.pages.values(), ids=lambda page: page.path)
def test_a_page_is_easy_to_read(page) -> None:
    sentences = [text for _, text in sentences_of(page)]
    assert reading_grade(sentences) <= 8
    assert sum(len(text.split()) for text in sentences) / len(sentences) <= 18


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: f"{lesson.module}/{lesson.name}")
def test_a_lesson_fits_a_break(lesson) -> None:
    end = next(h.line for h in lesson.page.headings if h.text == "Sources and evidence")
    read = [
        re.sub(r"!\[[^\]]*\]", "", text) for line, text in lesson.page.lines if line < end
    ]  # pictures are seen
    words = sum(len(re.findall(r"[\w’'-]+", text)) for text in read)
    assert words <= LONGEST
    assert 8 <= lesson.meta.minutes <= 15


def test_pictures_are_drawn_and_described() -> None:
    """Each picture of the folder stands on some page; its own title and description are for whoever opens it."""
    shown = {
        name: alt
        for page in HANDBOOK.pages.values()
        for _, text in page.prose
        for alt, name in re.findall(r"!\[([^\]]*)\]\([./]*pictures/([\w-]+)\.svg\)", text)
    }
    files = {path.stem: path.read_text("utf-8") for path in (ROOT / "docs" / "pictures").glob("*.svg")}
    assert files.keys() == shown.keys()
    assert len(files) >= 8
    for name, drawing in files.items():
        assert 15 <= len(shown[name].split()) <= 60, name
        root = etree.fromstring(drawing.encode())
        tags = {etree.QName(element).localname for element in root.iter(etree.Element)}
        assert {"title", "desc"} <= tags, name
        assert not tags & {"script", "image", "foreignObject", "style"}, name
        assert "href" not in drawing, name


@pytest.mark.parametrize("rule", LESSON_RULES)
@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: f"{lesson.module}/{lesson.name}")
def test_lesson(lesson, rule: str) -> None:
    assert as_text(LESSON_RULES[rule](HANDBOOK, lesson)) == ""


@pytest.mark.parametrize("module", HANDBOOK.modules, ids=lambda module: module.name)
def test_module_overview(module) -> None:
    assert as_text(check_module(HANDBOOK, module)) == ""
    assert module.lessons
    quizzes = HANDBOOK.quizzes_of(module.name)
    assert {quiz.name for quiz in quizzes} == set(module.meta.lessons), "each lesson has a quiz of its name"
    assert all(len({question.item.type for question in quiz.questions}) >= 3 for quiz in quizzes)
    pretest = [fence for fence in module.page.fences if fence.language == "quiz"]
    assert len(pretest) == 2, "“Can you already?” asks two questions"


@pytest.mark.parametrize("path", sorted(HANDBOOK.pages))
def test_page(path: str) -> None:
    """Fences, citations, slots, and no word that says that something is missing."""
    assert as_text(problem for problem in PROBLEMS if problem.file == f"docs/{path}") == ""
    assert HANDBOOK.pages[path].headings[0].level == 1


@pytest.mark.parametrize("module", HANDBOOK.modules, ids=lambda module: module.name)
def test_notes_for_a_group(module) -> None:
    """The plan adds up, fits on paper and names all there is to play; support for staff is at hand."""
    page = module.facilitator.page
    text = "\n".join(line for _, line in page.prose)
    plan = next(section for section in page.sections(2) if section.heading.text == "Session plan")
    rows = [cells for _, cells in table_rows(plan.lines)]
    for place, wanted in enumerate((90, 60)):
        minutes = [row[0].split(" / ")[place] for row in rows]
        assert sum(int(number) for number in minutes if number != "–") == wanted
    assert all(len(row) == 4 and max(map(len, row)) <= 100 for row in rows)
    for link in ("practice.md", "job-aid.md", *(f"../{s.page_path}" for s in HANDBOOK.scenarios_of(module.name))):
        assert f"]({link}" in text
    assert "[[support-contact]]" in text
    assert "[[staff-voice]]" in text
    assert len(re.findall(r"[\w’'-]+", without_markup(text))) <= SESSION


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
            lengths = [len(option.text) for option in question.item.options]
            extreme += lengths[0] == pick(lengths) and lengths.count(lengths[0]) == 1
        assert extreme <= len(asked) / 2 + 1


def test_conversations_to_practise() -> None:
    """In every module, on every channel; one with a threat, whose good ending is to leave and get help."""
    metas = [scenario.meta for scenario in HANDBOOK.scenarios.values()]
    assert len(metas) >= 8
    assert {meta.module for meta in metas} == set(MODULES)
    assert {meta.channel for meta in metas} == {"counter", "phone", "chat", "email"}
    assert all(6 <= len(meta.nodes) <= 14 for meta in metas)
    threats = [node for meta in metas for node in meta.nodes.values() if node.tension == 5]
    assert threats
    assert all(choice.safe for node in threats for choice in node.choices if choice.grade == "best")


@pytest.mark.parametrize("quiz", HANDBOOK.quizzes.values(), ids=lambda quiz: quiz.name)
def test_most_questions_ask_for_a_decision(quiz) -> None:
    levels = Counter(question.item.level for question in quiz.questions)
    assert levels["apply"] >= 0.6 * len(quiz.questions)


def test_stop_signs_are_the_same_in_every_lesson() -> None:
    """Whoever has read one lesson knows them all; one list that differs could cost somebody dear."""

    def box(lesson) -> str:
        lines = [text for _, text in lesson.page.lines]
        start = lines.index('!!! danger "Stop signs"')
        inside = lines[start + 1 :]
        end = next(n for n, line in enumerate(inside) if line and not line.startswith("    "))
        return "\n".join(inside[:end]).strip()

    boxes = {box(lesson) for lesson in LESSONS}
    assert len(boxes) == 1
    assert "[[emergency-number]]" in boxes.pop()


def test_no_name_is_in_two_modules() -> None:
    """A customer who turns up in another module with another story makes neither of them real."""
    speakers = {
        module.name: {
            line.split(":")[0].split("[")[0].strip()
            for lesson in module.lessons
            for fence in lesson.page.fences
            if fence.language == "dialogue"
            for line in fence.content.split("\n")
            if ":" in line and not line.startswith(("(", "You"))
        }
        for module in HANDBOOK.modules
    }
    assert all(speakers.values())
    for one, other in combinations(speakers, 2):
        assert speakers[one] & speakers[other] == set(), f"{one} and {other}"
