"""What the handbook puts at the start of the trainers' pages: goals, minutes, lists of lessons."""

import re
from collections.abc import Iterable

from handbook.fences import problem_box
from handbook.model import Handbook, Module
from handbook.problem import Problem
from handbook.templates import environment
from handbook.words import say


def open_page(
    handbook: Handbook, path: str, markdown: str, problems: Iterable[Problem] = (), book: str = ""
) -> str:
    """A page's Markdown with what the handbook knows put in: goals, minutes, lists of lessons.

    It goes before the first heading of level 2, or to the end. `book` is the address of the printed handbook,
    where there is one: the home page leads there. Problems of the page, if any,
    are shown in a box above everything (a build with problems never gets there).
    """
    own = [problem for problem in problems if problem.file == f"docs/{path}"]
    box = problem_box(say("problem_title"), own) + "\n\n" if own else ""
    opening = _opening(handbook, path, book)
    if not opening:
        return box + markdown
    lines = markdown.split("\n")
    first = _first_section(lines)
    return box + "\n".join([*lines[:first], *opening.split("\n"), *lines[first:]])


def minutes(handbook: Handbook, module: Module) -> int:
    """How long a module takes: its lessons, and about a minute for each quiz question."""
    questions = sum(len(quiz.questions) for quiz in handbook.quizzes_of(module.name))
    return sum(lesson.meta.minutes for lesson in module.lessons) + questions


def _opening(handbook: Handbook, path: str, book: str) -> str:
    templates = environment()
    module = next((module for module in handbook.modules if module.path == path), None)
    if module:
        return templates.get_template("pages/module-opening.md").render(
            module=module,
            quizzes=handbook.quizzes_in_order(module),
            scenarios=handbook.scenarios_of(module.name),
            names=[lesson.name for lesson in module.lessons],
        )
    lesson = next((lesson for lesson in handbook.lessons() if lesson.path == path), None)
    if lesson:
        return templates.get_template("pages/lesson-opening.md").render(lesson=lesson)
    page = handbook.pages.get(path)
    if page and page.front and page.front.data.get("kind") == "home":
        return templates.get_template("pages/home-modules.md").render(
            modules=[(module, minutes(handbook, module)) for module in handbook.modules], book=book
        )
    return ""


def _first_section(lines: list[str]) -> int:
    """The index of the first heading of level 2 outside fences, or the number of lines."""
    fence = ""
    for number, line in enumerate(lines):
        mark = re.match(r"\s*(`{3,}|~{3,})", line)
        if mark and not fence:
            fence = mark[1]
        elif mark and line.strip().startswith(fence):
            fence = ""
        elif not fence and line.startswith("## "):
            return number
    return len(lines)
