"""Every rule over a handbook that has been read, and which findings merely follow from others."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from handbook.gaps import check_gaps, check_page_gaps
from handbook.model import Handbook
from handbook.phrases import check_phrases
from handbook.points import POINTS_FILE, check_points
from handbook.problem import Problem, errors
from handbook.quiz.items import ITEM_RULES, check_items
from handbook.quiz.load import Draft
from handbook.quiz.rules import check_bank, check_links, check_places, check_quiz
from handbook.rules.lesson import check_lesson, check_module
from handbook.rules.page import check_page
from handbook.rules.words import check_stop_signs, check_words
from handbook.scenario.load import FOLDER as SCENARIOS
from handbook.scenario.load import ScenarioDraft
from handbook.sheets import check_sheets
from handbook.source import Document
from handbook.wording import WORDING_RULES, check_wording

# What these rules miss may stand in a file that could not be read whole: they wait for it.
_WAITS = {
    "unknown-source": "docs/sources.yml",
    "unknown-slot": "docs/workplace.yml",
    "objective-not-tested": "quizzes/",
    "few-apply": "quizzes/",
}


@dataclass(frozen=True)
class Files:
    """What the files hold besides the valid handbook: a mistake in one must not make another look wrong."""

    quizzes: Sequence[Draft]
    scenarios: Sequence[ScenarioDraft]
    modules: set[str]  # the names of all module folders
    pages: Sequence[str]  # the paths of all pages below docs/
    registries: Mapping[str, Document]  # the files that map ids to entries


def check_handbook(handbook: Handbook, files: Files) -> Iterator[Problem]:
    """Every problem that is none of a single file's form."""
    for quiz in handbook.quizzes.values():
        yield from check_quiz(quiz)
    yield from check_items(handbook)
    yield from check_bank(files.quizzes)
    yield from check_links(handbook, [*files.quizzes, *files.scenarios])
    yield from check_places(handbook, [*files.quizzes, *files.scenarios], files.modules)
    for module in handbook.modules:
        yield from check_module(handbook, module)
    for lesson in handbook.lessons():
        yield from check_lesson(handbook, lesson)
        yield from check_stop_signs(handbook, lesson)
    yield from check_phrases(handbook)
    if handbook.points:
        yield from check_points(handbook, files.registries[POINTS_FILE], files.pages)
    for typed in [*files.quizzes, *files.scenarios]:
        yield from check_gaps(typed.document)
    for document in files.registries.values():
        yield from check_gaps(document)
    known_quizzes = {draft.name: draft for draft in files.quizzes}
    known_scenarios = {draft.name for draft in files.scenarios}
    asked = [draft.document for draft in (*files.quizzes, *files.scenarios)]
    yield from check_wording(handbook, asked, files.registries.values())
    for page in handbook.pages.values():
        yield from check_page(handbook, page, known_quizzes, known_scenarios)
        yield from check_sheets(handbook, page)
        yield from check_words(page)
        yield from check_page_gaps(page)


def first_causes(problems: list[Problem]) -> set[Problem]:
    """The problems without those that a mistake elsewhere may explain."""
    # How a question is written or spelt hides nothing of it, and a warning even less; a scenario asks none.
    harmless = ITEM_RULES | WORDING_RULES
    causes = {
        p.file for p in errors(problems) if p.rule not in harmless and not p.file.startswith(f"{SCENARIOS}/")
    }
    broken = {rule for rule, place in _WAITS.items() if any(file.startswith(place) for file in causes)}
    gaps = {(p.file, p.line) for p in problems if p.rule == "gap"}
    unwritten = {file for file, _ in gaps}  # rules of thumb wait until a text is there
    return {
        problem
        for problem in problems
        if problem.rule == "gap"
        or not (
            problem.rule in broken
            or (problem.file, problem.line) in gaps
            or (problem.level == "warning" and problem.file in unwritten)
        )
    }
