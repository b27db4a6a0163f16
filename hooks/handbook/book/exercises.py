"""Quizzes on paper: questions to answer with a pen. `answer_key.py` has the key to mark them with."""

import re
from math import ceil
from string import ascii_uppercase
from typing import Any

from handbook.book.nodes import Blocks, Node, node, refer
from handbook.book.reading import Reading
from handbook.model import Question, Quiz
from handbook.quiz.items.text import number_word
from handbook.quiz.types import TYPES
from handbook.words import say

KEY = "answer-key"


def question_anchor(quiz: Quiz, question: Question) -> str:
    return f"{quiz.page_path}#q-{question.item.id}"


def answers_anchor(quiz: Quiz) -> str:
    return f"{KEY}#quiz:{quiz.name}"


def answer_anchor(question: Question) -> str:
    return f"{KEY}#{question.item.id}"


def worksheet(reading: Reading, quiz: Quiz) -> Blocks:
    """A whole quiz: a line for name and date, the points, the questions."""
    scored = points(quiz)
    head = node(
        "worksheet-head",
        labels=[say("name_line"), say("date_line")],
        points=say("book_points", total=scored),
        needed=say("book_needed", needed=needed(quiz), pass_mark=quiz.meta.pass_mark),
        answers=[refer(answers_anchor(quiz), say("book_answer"))],
    )
    asked = [ask(reading, quiz, one, str(number)) for number, one in enumerate(quiz.questions, 1)]
    return [head, *asked]


def points(quiz: Quiz) -> int:
    """How many points a quiz has."""
    return sum(TYPES[question.item.type].scored for question in quiz.questions)


def needed(quiz: Quiz) -> str:
    """The points to pass, in halves, as they are counted on paper, rounded up: 80 % of 8 are 6½."""
    halves = ceil(points(quiz) * quiz.meta.pass_mark / 50)
    return f"{halves // 2}{'½' if halves % 2 else ''}"


def ask(reading: Reading, quiz: Quiz, question: Question, number: str = "") -> Node:
    """A question to answer with a pen. Without a number it stands in a lesson; its worksheet has the anchor."""
    item = question.item
    fields = _WAYS[TYPES[item.type].template](reading, question)
    return node(
        "question",
        id=question_anchor(quiz, question) if number else None,
        number=number,
        prompt=reading.written(item.prompt),
        hint=reading.written(item.hint) if item.hint else [],
        answer=[] if number else [_answer_ref(quiz, question)],
        margin=marked(question),
        **fields,
    )


def right(question: Question) -> list[str]:
    """What somebody who is right has written, as short as the margin of a page."""
    item = question.item
    shown = dict(zip(question.order, ascii_uppercase, strict=False))
    match TYPES[item.type].template:
        case "choices":
            return sorted(shown[index] for index, option in enumerate(item.options) if option.right)
        case "ordering":
            return [str(index + 1) for index in question.order]
        case "matching":
            rights = item.rights()
            return [shown[rights.index(pair.right)] for pair in item.pairs]
        case "short-answer":
            return [item.accept[0]]
    return []


def marked(question: Question) -> str:
    """What is right, with the letter or the number of each box where there are several to fill: `A4, B1`."""
    item, found = question.item, right(question)
    match TYPES[item.type].template:
        case "ordering":
            found = [f"{letter}{place}" for letter, place in zip(ascii_uppercase, found, strict=False)]
        case "matching":
            found = [f"{place}{letter}" for place, letter in enumerate(found, 1)]
    return ", ".join(found)


def _choices(reading: Reading, question: Question) -> dict[str, Any]:
    options = question.item.options
    return {
        "way": "choices",
        "how": _how_many(question),
        "options": [reading.written(options[index].text) for index in question.order],
    }


def _how_many(question: Question) -> str:
    """What to tick. Where the prompt says how many, paper does not say something else."""
    if question.item.type != "multiple-response":
        return say("book_tick_one")
    count = number_word(len(question.item.answers))
    told = re.search(rf"\b{count}\b", question.item.prompt, re.I)
    return say("book_tick_count", count=count) if told else say("book_tick_all")


def _ordering(reading: Reading, question: Question) -> dict[str, Any]:
    steps = question.item.steps
    options = [reading.written(steps[index]) for index in question.order]
    return {"way": "ordering", "how": say("book_order_how"), "options": options}


def _matching(reading: Reading, question: Question) -> dict[str, Any]:
    rights = question.item.rights()
    return {
        "way": "matching",
        "how": say("book_sort_how" if len(rights) < len(question.item.pairs) else "book_match_how"),
        "options": [reading.written(pair.left) for pair in question.item.pairs],
        "matches": [reading.written(rights[index]) for index in question.order],
    }


def _short(reading: Reading, question: Question) -> dict[str, Any]:
    return {"way": "lines", "how": say("book_write_short"), "lines": 1, "options": []}


def _reflection(reading: Reading, question: Question) -> dict[str, Any]:
    lines = max(4, len(question.item.checklist))
    return {"way": "lines", "how": say("book_write_own"), "lines": lines, "options": []}


_WAYS = {
    "choices": _choices,
    "ordering": _ordering,
    "matching": _matching,
    "short-answer": _short,
    "reflection": _reflection,
}


def _answer_ref(quiz: Quiz, question: Question) -> Node:
    """Leads from a lesson to the key, which is in the order of the quizzes and their numbers."""
    number = quiz.questions.index(question) + 1
    return refer(answer_anchor(question), say("book_answer_to", title=quiz.meta.title, number=number))
