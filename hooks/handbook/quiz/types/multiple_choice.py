"""Multiple choice: one answer among two to four distractors."""

from functools import cached_property
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

    @cached_property
    def options(self) -> list[Choice]:
        wrong = enumerate(self.distractors)
        return [
            Choice(("answer",), self.answer.text, self.answer.feedback, True),
            *(Choice(("distractors", n), option.text, option.feedback, False) for n, option in wrong),
        ]


def arrange(question: MultipleChoice, positions: Positions) -> tuple[int, ...]:
    return positions.place(question.id, len(question.options))


EXAMPLE = """
- id: example-late-parcel
  type: multiple-choice
  objective: apologise-early
  level: apply
  prompt: Marta's parcel is a week late. What do you say first?
  answer:
    text: “I'm sorry it is a week late. I'll find out where it is.”
    feedback: It names what happened and gives one next step.
  distractors:
    - text: “I'm sorry that you are upset about the delivery.”
      feedback: It regrets the feeling, and the parcel is still late.
    - text: “Thank you for your patience. I'll look into it now.”
      feedback: It is friendly, but Marta has heard no regret.
"""

TYPE = QuestionType("multiple-choice", MultipleChoice, "choices", arrange, EXAMPLE)
