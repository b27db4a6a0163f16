"""True or false, for the rare statement that has no third side."""

from functools import cached_property
from typing import Literal

from pydantic import Field

from handbook.fields import Model, Text
from handbook.quiz.model import Choice, Feedback, QuestionBase, Texts
from handbook.quiz.order import Positions
from handbook.quiz.types.base import QuestionType
from handbook.words import WORDS


class TrueFalseFeedback(Model):
    """Feedback for both options."""

    true: Feedback = Field(description="What a learner who chose “true” is told.")
    false: Feedback = Field(description="What a learner who chose “false” is told.")


class TrueFalse(QuestionBase):
    """A statement that is true or false. Scored right or wrong."""

    type: Literal["true-false"] = Field(description="A statement that is true or false.")
    answer: bool = Field(description="true or false, without quotes.")
    feedback: TrueFalseFeedback = Field(description="Feedback for both options: `true:` and `false:`.")
    reason: Text = Field(description="For trainers: why this is not a choice of three.")

    @cached_property
    def options(self) -> list[Choice]:
        return [
            Choice(("feedback", "true"), WORDS["true"], self.feedback.true, self.answer),
            Choice(("feedback", "false"), WORDS["false"], self.feedback.false, not self.answer),
        ]

    def distinct(self) -> list[Texts]:
        return []  # the two options are the program's own words

    def key(self) -> list[str]:
        return [str(self.answer)]


def arrange(question: TrueFalse, positions: Positions) -> tuple[int, ...]:
    return (0, 1)  # learners expect “true” first


EXAMPLE = """
- id: example-apology-and-blame
  type: true-false
  objective: apologise-early
  level: recall
  prompt: "True or false: may you apologise before you know whose mistake it was?"
  answer: true
  feedback:
    true: Regret for what somebody went through needs no finding of fault.
    false: Waiting for the cause leaves the customer alone with the problem.
  reason: One may or one may not; there is no third way.
"""

TYPE = QuestionType("true-false", TrueFalse, "choices", arrange, EXAMPLE)
