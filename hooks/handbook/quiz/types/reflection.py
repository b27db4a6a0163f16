"""Reflection: write something of one's own, then compare."""

from typing import Literal

from pydantic import Field

from handbook.fields import Text
from handbook.quiz.model import QuestionBase, Texts
from handbook.quiz.order import Positions
from handbook.quiz.types.base import QuestionType


class Reflection(QuestionBase):
    """The learner writes, compares with a model answer and ticks a checklist. Not scored."""

    type: Literal["reflection"] = Field(description="The learner writes, then compares. Not scored.")
    model_answer: Text = Field(description="One good answer, for comparing.")
    checklist: list[Text] = Field(
        min_length=2, max_length=6, description="Two to six points that a good answer has, each a tick box."
    )

    def distinct(self) -> list[Texts]:
        return [[(("checklist", n), point) for n, point in enumerate(self.checklist)]]


def arrange(question: Reflection, positions: Positions) -> tuple[int, ...]:
    return ()


EXAMPLE = """
- id: example-your-own-apology
  type: reflection
  objective: apologise-early
  level: apply
  prompt: A parcel of Marta's is two days late. What are your first two sentences?
  model_answer: “I'm sorry that your parcel is two days late. I'll find out now where it is.”
  checklist:
    - It says sorry.
    - It names what happened.
    - It gives one next step.
"""

TYPE = QuestionType("reflection", Reflection, "reflection", arrange, EXAMPLE, scored=False)
