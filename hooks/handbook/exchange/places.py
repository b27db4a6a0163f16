"""Finds the quiz that somebody means who does not know its file."""

import re

from handbook.model import Handbook, Quiz
from handbook.quiz.model import folded

_ENDING = re.compile(r"(\.(html|md|yml))?(#.*)?$")


def find_quiz(handbook: Handbook, said: str) -> Quiz | None:
    """The quiz named by its file, its title, its lesson's title, or the address of either page."""
    name = _ENDING.sub("", said.strip()).rstrip("/").rsplit("/", 1)[-1]
    if name in handbook.quizzes:
        return handbook.quizzes[name]
    titles = {folded(lesson.meta.title): lesson.name for lesson in handbook.lessons()}
    titles |= {folded(quiz.meta.title): quiz.name for quiz in handbook.quizzes.values()}
    return handbook.quizzes.get(titles.get(folded(said), ""))
