"""Multiple choice: one answer among two to four distractors."""

from typing import Literal

from pydantic import Field

from handbook.quiz.model import Choice, Option, QuestionBase
from handbook.quiz.order import Positions
from handbook.quiz.types.base import QuestionType


class MultipleChoice(QuestionBase):
    """One of three to five options is right. Scored right or wrong."""

    type: Literal["multiple-choice"] = Field(description="One answer among several options.")
    answer: Option = Field(description="The right option. The program decides where it stands.")
    distractors: list[Option] = Field(
        min_length=2,
        max_length=4,
        description="Two to four wrong options that kind, well-meaning staff do choose.",
    )

    def options(self) -> list[Choice]:
        wrong = enumerate(self.distractors)
        return [
            Choice(("answer",), self.answer.text, self.answer.feedback, True),
            *(Choice(("distractors", n), option.text, option.feedback, False) for n, option in wrong),
        ]


def arrange(question: MultipleChoice, positions: Positions) -> tuple[int, ...]:
    return positions.place(question.id, len(question.options()))


TYPE = QuestionType("multiple-choice", MultipleChoice, "choices", arrange)
