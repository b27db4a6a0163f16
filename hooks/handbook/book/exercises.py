"""Quizzes on paper: questions to answer with a pen, and the key to mark them with."""

from string import ascii_uppercase
from typing import Any

from handbook.book.nodes import Blocks, Inline, Node, node, paragraph, strong
from handbook.book.reading import Reading
from handbook.model import Handbook, Question, Quiz
from handbook.quiz.render import section_title
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
    scored = sum(TYPES[question.item.type].scored for question in quiz.questions)
    needed = f"{scored * quiz.meta.pass_mark / 100:.1f}".removesuffix(".0")
    head = node(
        "worksheet-head",
        labels=[say("name_line"), say("date_line")],
        points=say("book_points", total=scored),
        needed=say("book_needed", needed=needed, pass_mark=quiz.meta.pass_mark),
        answers=[_answers_ref(answers_anchor(quiz))],
    )
    asked = [ask(reading, quiz, one, str(number)) for number, one in enumerate(quiz.questions, 1)]
    return [head, *asked]


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
        answer=[] if number else [_answers_ref(answer_anchor(question))],
        margin=", ".join(right(question)),
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


def _choices(reading: Reading, question: Question) -> dict[str, Any]:
    options = question.item.options
    single = question.item.type != "multiple-response"
    return {
        "way": "choices",
        "how": say("book_tick_one" if single else "book_tick_all"),
        "options": [reading.written(options[index].text) for index in question.order],
    }


def _ordering(reading: Reading, question: Question) -> dict[str, Any]:
    steps = question.item.steps
    options = [reading.written(steps[index]) for index in question.order]
    return {"way": "ordering", "how": say("order_how"), "options": options}


def _matching(reading: Reading, question: Question) -> dict[str, Any]:
    rights = question.item.rights()
    return {
        "way": "matching",
        "how": say("book_match_how"),
        "options": [reading.written(pair.left) for pair in question.item.pairs],
        "matches": [reading.written(rights[index]) for index in question.order],
    }


def _short(reading: Reading, question: Question) -> dict[str, Any]:
    return {"way": "lines", "how": say("book_write_short"), "lines": 1, "options": []}


def _reflection(reading: Reading, question: Question) -> dict[str, Any]:
    return {"way": "lines", "how": say("book_write_own"), "lines": 4, "options": []}


_WAYS = {
    "choices": _choices,
    "ordering": _ordering,
    "matching": _matching,
    "short-answer": _short,
    "reflection": _reflection,
}


def answers(reading: Reading, handbook: Handbook, quiz: Quiz, title: str) -> Blocks:
    """The key of a quiz: for every question what is right, and the reason for every option."""
    head = node("heading", level=2, id=answers_anchor(quiz), c=[title])
    sheet = node("ref", to=quiz.page_path, typed="", quiet=False, c=[say("book_worksheet")])
    return [
        head,
        paragraph(node("small", c=[sheet])),
        *(
            node(
                "answer",
                id=answer_anchor(question),
                number=str(number),
                right=_right(question),
                count=_count(question),
                reasons=_reasons(reading, question),
                explanation=reading.written(question.item.explanation) if question.item.explanation else [],
                section=[_section(handbook, quiz, question)],
            )
            for number, question in enumerate(quiz.questions, 1)
        ),
    ]


def _right(question: Question) -> Inline:
    """What is right, as a learner marks it."""
    item, found = question.item, right(question)
    match TYPES[item.type].template:
        case "choices":
            return [strong(", ".join(found))]
        case "ordering" | "matching":
            return [
                strong(
                    ", ".join(
                        f"{place} {written}" for place, written in zip(_places(item, found), found, strict=True)
                    )
                )
            ]
        case "short-answer":
            return [strong(" / ".join(item.accept))]
    return []


def _places(item: Any, found: list[str]) -> list[str]:
    """What stands before each box: the letters of steps, the numbers of lines to match."""
    return [ascii_uppercase[at] if item.type == "ordering" else f"{at + 1}:" for at in range(len(found))]


def _count(question: Question) -> str:
    item = question.item
    match item.type:
        case "multiple-response":
            return say("book_count_response", total=len(item.answers))
        case "ordering":
            return say("book_count_ordering", total=len(item.steps) - 1)
        case "matching":
            return say("book_count_matching", total=len(item.pairs))
        case "reflection":
            return say("book_count_reflection")
    return say("book_count_one")


def _reasons(reading: Reading, question: Question) -> list[dict[str, Any]]:
    """A reason for each option, in the order in which they are shown; `right` marks those that are."""
    item = question.item

    def reason(label: str, is_right: bool, *content: Inline) -> dict[str, Any]:
        return {"label": label, "right": is_right, "c": [part for inline in content for part in inline]}

    match TYPES[item.type].template:
        case "choices":
            shown = [item.options[index] for index in question.order]
            return [
                reason(letter, option.right, reading.written(option.feedback))
                for letter, option in zip(ascii_uppercase, shown, strict=False)
            ]
        case "ordering":
            ordered = [reason(str(place), True, reading.written(step)) for place, step in enumerate(item.steps, 1)]
            return [*ordered, reason("", True, reading.written(item.feedback))]
        case "matching":
            return [
                reason(f"{place} {letter}", True, reading.written(pair.feedback))
                for place, (pair, letter) in enumerate(zip(item.pairs, right(question), strict=True), 1)
            ]
        case "short-answer":
            near = [
                reason(
                    say("book_not"),
                    False,
                    ["“", *reading.written(slip.text), "”: "],
                    reading.written(slip.feedback),
                )
                for slip in item.near
            ]
            return [reason("", True, reading.written(item.feedback)), *near]
    ticks = [reason("tick", True, reading.written(point)) for point in item.checklist]
    return [reason("", True, [say("model_answer"), ": "], reading.written(item.model_answer)), *ticks]


def _answers_ref(anchor: str) -> Node:
    return node("ref", to=anchor, typed="", quiet=False, c=[say("book_answer")])


def _section(handbook: Handbook, quiz: Quiz, question: Question) -> Node:
    lesson, objective = handbook.objectives(quiz.meta.module)[question.item.objective]
    title = section_title(lesson, objective.id)
    return node("ref", to=f"{lesson.path}#{objective.id}", typed="", quiet=False, c=[title])


def how_to_count() -> Blocks:
    """The first lines of the answer key."""
    return [paragraph(say("book_key_lead")), paragraph(say("book_key_count"))]
