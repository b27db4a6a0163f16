"""The answer key: for every question what is right, how to count it, and the reason for every option."""

from string import ascii_uppercase
from typing import Any

from handbook.book.exercises import answer_anchor, answers_anchor, marked, right
from handbook.book.nodes import Blocks, Inline, Node, node, paragraph, refer, strong
from handbook.book.reading import Reading
from handbook.model import Handbook, Question, Quiz
from handbook.quiz.render import section_title
from handbook.quiz.types import TYPES
from handbook.words import say

OTHERS = 3  # ways to say a short answer that are printed; who marks by hand sees the rest


def answers(reading: Reading, handbook: Handbook, quiz: Quiz, title: str) -> Blocks:
    """The key of a quiz: for every question what is right, and the reason for every option."""
    head = node("heading", level=2, id=answers_anchor(quiz), c=[title])
    sheet = refer(quiz.page_path, say("book_worksheet"))
    return [
        head,
        paragraph(node("small", c=[sheet]), keep=True),
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
    item = question.item
    if item.type == "short-answer" and len(item.accept) > 1:
        others = ", ".join(item.accept[1 : 1 + OTHERS])
        return [strong(item.accept[0]), f" {say('book_also', others=others)}"]
    return [strong(marked(question))]


def _count(question: Question) -> str:
    item = question.item
    match item.type:
        case "multiple-response":
            return say("book_count_response")
        case "ordering":
            return say("book_count_ordering")
        case "matching":
            return say("book_count_matching")
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


def _section(handbook: Handbook, quiz: Quiz, question: Question) -> Node:
    lesson, objective = handbook.objectives(quiz.meta.module)[question.item.objective]
    title = section_title(lesson, objective.id)
    return refer(f"{lesson.path}#{objective.id}", title)


def how_to_count() -> Blocks:
    """The first lines of the answer key."""
    return [paragraph(say("book_key_lead")), paragraph(say("book_key_count"))]
