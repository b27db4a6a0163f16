"""Multiple response: tick every answer that is right."""

from functools import cached_property
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

    @cached_property
    def options(self) -> list[Choice]:
        return [
            *(Choice(("answers", n), option.text, option.feedback, True) for n, option in enumerate(self.answers)),
            *(
                Choice(("distractors", n), option.text, option.feedback, False)
                for n, option in enumerate(self.distractors)
            ),
        ]


def arrange(question: MultipleResponse, positions: Positions) -> tuple[int, ...]:
    return shuffled(question.id, len(question.options))


EXAMPLE = """
- id: example-parts-of-an-apology
  type: multiple-response
  objective: apologise-early
  level: recall
  prompt: Which of these belong in an apology? Choose two.
  answers:
    - text: What happened to the customer
      feedback: Naming it shows that you have understood what went wrong.
    - text: What you do next
      feedback: A next step tells the customer that the words will count.
  distractors:
    - text: Who made the mistake
      feedback: Blame may be true, but the customer still has the problem.
"""

TYPE = QuestionType("multiple-response", MultipleResponse, "choices", arrange, EXAMPLE)
