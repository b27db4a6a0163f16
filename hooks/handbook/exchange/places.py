"""Finds the quiz that somebody means who does not know its file."""

import re

from handbook.model import Handbook, Quiz
from handbook.problem import nearest
from handbook.quiz.model import folded

_ENDING = re.compile(r"(\.(html|md|yml))?(#.*)?$")


def find_quiz(handbook: Handbook, said: str) -> Quiz | None:
    """The quiz named by its file, its title, its lesson's title, or the address of either page."""
    name = _ENDING.sub("", said.strip()).rstrip("/").rsplit("/", 1)[-1]
    lesson = next((lesson.meta.title for lesson in handbook.lessons() if lesson.name == name), said)
    return handbook.quizzes.get(name) or handbook.quizzes.get(_titles(handbook).get(folded(lesson), ""))


def like_quiz(handbook: Handbook, said: str) -> str:
    """A sentence that offers the quiz that somebody may have meant."""
    titles = _titles(handbook)
    near = nearest(said, handbook.quizzes) or titles.get(nearest(folded(said), titles) or "")
    return f"Did you mean `{near}`?" if near else "Write the title of its lesson, or the name of its file."


def _titles(handbook: Handbook) -> dict[str, str]:
    """The quizzes' names by their titles, and by those of the lessons that are named like them."""
    lessons = {folded(lesson.meta.title): lesson.name for lesson in handbook.lessons()}
    return lessons | {folded(quiz.meta.title): quiz.name for quiz in handbook.quizzes.values()}
