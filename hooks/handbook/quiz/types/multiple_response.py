"""Multiple response: tick every answer that is right."""

from typing import Literal

from pydantic import Field

from handbook.quiz.model import Choice, Option, QuestionBase
from handbook.quiz.order import Positions, shuffled
from handbook.quiz.types.base import QuestionType


class MultipleResponse(QuestionBase):
    """Several options may be right.

    Scored (right ticks − wrong ticks) / number of answers, never below 0.
    """

    type: Literal["multiple-response"] = Field(description="Tick all that apply.")
    answers: list[Option] = Field(min_length=1, max_length=8, description="The right options, one or more.")
    distractors: list[Option] = Field(min_length=1, max_length=8, description="The wrong options, one or more.")

    def options(self) -> list[Choice]:
        return [
            *(Choice(("answers", n), option.text, option.feedback, True) for n, option in enumerate(self.answers)),
            *(
                Choice(("distractors", n), option.text, option.feedback, False)
                for n, option in enumerate(self.distractors)
            ),
        ]


def arrange(question: MultipleResponse, positions: Positions) -> tuple[int, ...]:
    return shuffled(question.id, len(question.options()))


TYPE = QuestionType("multiple-response", MultipleResponse, "choices", arrange)
