"""What the trainer edition has at its end, so that both editions have the same page numbers before it."""

from collections.abc import Iterator, Sequence
from typing import Any

from handbook.book.exercises import question_anchor
from handbook.book.nodes import Blocks, node, paragraph, refer
from handbook.book.plan import Chapter, flat, part
from handbook.coverage import coverage
from handbook.model import Handbook, Module
from handbook.pages import COVERAGE_PAGE, SOURCES_PAGE
from handbook.words import say


def trainer_chapters(handbook: Handbook, nav: Sequence[Any], module: Module | None) -> list[Chapter]:
    """Pages for trainers, the facilitator's notes of each module, and the table of coverage."""
    modules = [module] if module else list(handbook.modules)
    found = [
        Chapter("", path, 2, opens="odd", kind="trainer", page=handbook.pages[path])
        for path in trainer_pages(handbook, nav, module)
    ]
    covered = Chapter(say("coverage_title"), COVERAGE_PAGE, 2, kind="coverage", body=_coverage(handbook, modules))
    chapters = [*found, covered]
    chapters[0].opens = "same"
    return [part(say("book_for_trainers")), *chapters]


def trainer_pages(handbook: Handbook, nav: Sequence[Any], module: Module | None) -> list[str]:
    """The paths of the pages that only the trainer edition holds, in the order of the book."""
    modules = [module] if module else list(handbook.modules)
    pages = [] if module else [path for _, path in flat(nav) if _for_trainers(handbook, path)]
    notes = [one.facilitator.path for one in modules if one.facilitator]
    return list(dict.fromkeys([*pages, *notes]))


def _for_trainers(handbook: Handbook, path: str) -> bool:
    page = handbook.pages.get(path)
    return bool(page and page.front and page.front.data.get("edition") == "trainer")


def _coverage(handbook: Handbook, modules: Sequence[Module]) -> Blocks:
    columns = [say(word) for word in ("objective_column", "questions_column", "practice_column", "sources_column")]
    blocks: Blocks = [paragraph(say("book_coverage_lead"))]
    covered = coverage(handbook)
    for module in modules:
        rows = []
        for row in covered:
            if row.module == module.name:
                objective = refer(f"{row.page}#{row.objective}", row.text)
                cells = [
                    [objective],
                    list(_questions(handbook, row)),
                    list(_practice(row)),
                    list(_sources(handbook, row)),
                ]
                rows.append({"group": "", "cells": cells})
        blocks.append(node("heading", level=3, id=None, c=[module.meta.title]))
        blocks.append(node("register", columns=columns, widths=[34, 20, 20, 26], rows=rows, roomy=False))
    return blocks


def _questions(handbook: Handbook, row: Any) -> Iterator[str | dict[str, Any]]:
    """Where each question of an objective is asked, and at which level."""
    for place, asked in enumerate(row.questions):
        quiz = next(quiz for quiz in handbook.quizzes.values() if quiz.page_path == asked.page)
        question = quiz.question(asked.id)
        assert question is not None
        number = quiz.questions.index(question) + 1
        yield ", " if place else ""
        yield refer(question_anchor(quiz, question), f"{number}")
        yield f" {say('level_' + asked.level)}"


def _practice(row: Any) -> Iterator[str | dict[str, Any]]:
    if row.practised:
        yield say("checks", count=row.practised)
    for place, scenario in enumerate(row.scenarios):
        yield ", " if place or row.practised else ""
        yield refer(scenario.page, scenario.title)


def _sources(handbook: Handbook, row: Any) -> Iterator[str | dict[str, Any]]:
    for place, name in enumerate(row.sources):
        yield ", " if place else ""
        yield refer(f"{SOURCES_PAGE}#{name}", handbook.sources[name].short, quiet=True)
