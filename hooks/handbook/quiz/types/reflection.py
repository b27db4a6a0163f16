"""Reflection: write something of one's own, then compare."""

from typing import Literal

from pydantic import Field

from handbook.model import Text
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


TYPE = QuestionType("reflection", Reflection, "reflection", arrange, scored=False)
