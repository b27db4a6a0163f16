"""What the handbook puts at the start of the trainers' pages: goals, minutes, lists of lessons."""

import re
from collections.abc import Iterable
from html import escape

from handbook.fences import problem_box
from handbook.model import Handbook, Lesson, Module
from handbook.problem import Problem
from handbook.words import say


def open_page(handbook: Handbook, path: str, markdown: str, problems: Iterable[Problem] = ()) -> str:
    """A page's Markdown with what the handbook knows put in: goals, minutes, lists of lessons.

    It goes before the first heading of level 2, outside fences, or to the end. Problems of the
    page, if any, are shown in a box above everything (a build with problems never gets there).
    """
    own = [problem for problem in problems if problem.file == f"docs/{path}"]
    box = problem_box(say("problem_title"), own) + "\n\n" if own else ""
    module = next((module for module in handbook.modules if module.path == path), None)
    lesson = next((lesson for lesson in handbook.lessons() if lesson.path == path), None)
    page = handbook.pages.get(path)
    if module:
        opening = _module_opening(handbook, module)
    elif lesson:
        opening = _lesson_opening(lesson)
    elif page and page.front and page.front.data.get("kind") == "home":
        opening = _module_cards(handbook)
    else:
        return box + markdown
    lines = markdown.split("\n")
    first = _first_section(lines)
    return box + "\n".join([*lines[:first], opening, "", *lines[first:]])


def minutes(handbook: Handbook, module: Module) -> int:
    """How long a module takes: its lessons, and about a minute for each quiz question."""
    questions = sum(len(quiz.questions) for quiz in handbook.quizzes_of(module.name))
    return sum(lesson.meta.minutes for lesson in module.lessons) + questions


def plain(text: str) -> str:
    """A text from a YAML file as Markdown that shows it as typed, on one line."""
    return re.sub(r"([\\`*_\[\]|])", r"\\\1", escape(" ".join(text.split()), quote=False))


def _first_section(lines: list[str]) -> int:
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


def _lesson_opening(lesson: Lesson) -> str:
    goals = "\n".join(f"- [{plain(o.text)}](#{o.id})" for o in lesson.meta.objectives)
    return _box("hb-goals", f"**{say('lesson_goals', minutes=lesson.meta.minutes)}**\n\n{goals}")


def _module_opening(handbook: Handbook, module: Module) -> str:
    quizzes = handbook.quizzes_of(module.name)
    count = len(module.lessons)
    facts = say(
        "module_facts",
        lessons=say("lessons_one") if count == 1 else say("lessons_many", count=count),
        minutes=minutes(handbook, module),
        questions=sum(len(quiz.questions) for quiz in quizzes),
    )
    parts = [f"{facts}{{ .hb-facts }}"]
    for lesson in module.lessons:
        link = f"[{plain(lesson.meta.title)}]({lesson.name}.md)"
        goals = "\n".join(f"- {plain(objective.text)}" for objective in lesson.meta.objectives)
        head = f"**{link}** ({say('minutes_short', minutes=lesson.meta.minutes)}). {plain(lesson.meta.summary)}"
        parts.append(f"{head}\n\n{say('you_will')}\n\n{goals}")
    links = [
        f"[{say('start_lesson', title=lesson.meta.title)}]({lesson.name}.md){{ .md-button .md-button--primary }}"
        for lesson in module.lessons[:1]
    ]
    links += [
        f"[{say('take_quiz', title=quiz.meta.title)}](../{quiz.page_path}){{ .md-button }}" for quiz in quizzes
    ]
    parts.append(" ".join(links))
    return _box("hb-goals", "\n\n".join(parts))


def _module_cards(handbook: Handbook) -> str:
    cards = []
    for number, module in enumerate(handbook.modules, 1):
        goals = "\n".join(
            f"- {plain(objective.text)}" for lesson in module.lessons for objective in lesson.meta.objectives[:3]
        )
        facts = say("minutes", minutes=minutes(handbook, module))
        cards.append(
            _box(
                "hb-card",
                f"{say('module_number', number=number)} · {facts}{{ .hb-facts }}\n\n"
                f"### [{plain(module.meta.title)}]({module.path})\n\n{plain(module.meta.summary)}\n\n"
                f"{say('you_will')}\n\n{goals}",
            )
        )
    return f"## {say('modules_title')} {{ #modules }}\n\n" + _box("hb-cards", "\n\n".join(cards))


def _box(name: str, markdown: str) -> str:
    return f'<div class="{name}" markdown>\n\n{markdown}\n\n</div>'
