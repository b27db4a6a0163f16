"""Ordering: put the steps of a procedure into their order."""

from typing import Literal

from pydantic import Field

from handbook.fields import Text
from handbook.quiz.model import Feedback, QuestionBase, Texts
from handbook.quiz.order import Positions, shuffled
from handbook.quiz.types.base import QuestionType


class Ordering(QuestionBase):
    """Three to eight steps are put into order.

    Scored by neighbours: the share of steps that follow the step they should follow.
    """

    type: Literal["ordering"] = Field(description="Put steps into their order.")
    steps: list[Text] = Field(
        min_length=3, max_length=8, description="The steps in the right order. The program shuffles them."
    )
    feedback: Feedback = Field(description="Why this order, in at least eight words.")

    def distinct(self) -> list[Texts]:
        return [[(("steps", n), step) for n, step in enumerate(self.steps)]]

    def key(self) -> list[str]:
        return self.steps


def arrange(question: Ordering, positions: Positions) -> tuple[int, ...]:
    order = shuffled(question.id, len(question.steps))
    # A shuffle that happens to be right would be an answer before the learner has done anything.
    return order[1:] + order[:1] if order == tuple(sorted(order)) else order


EXAMPLE = """
- id: example-parts-in-order
  type: ordering
  objective: build-a-full-apology
  level: recall
  prompt: A full apology has three parts. In which order do you say them?
  steps:
    - Own it.
    - Repair it.
    - Prevent it.
  feedback: Owning comes before repair, and a promise for later comes last.
"""

TYPE = QuestionType("ordering", Ordering, "ordering", arrange, EXAMPLE)
