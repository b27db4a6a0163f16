"""Short answer: a word or a few, typed."""

from typing import Literal

from pydantic import Field

from handbook.fields import Model, Text
from handbook.quiz.model import Choice, Feedback, QuestionBase, Texts
from handbook.quiz.order import Positions
from handbook.quiz.types.base import QuestionType


class Near(Model):
    """An answer that is often given and not right."""

    text: Text = Field(description="The answer that some learners will type.")
    feedback: Feedback = Field(description="What it misses, in at least eight words.")


class ShortAnswer(QuestionBase):
    """A word or a few are typed.

    Scored right or wrong; case, accents, spaces and final punctuation do not matter.
    """

    type: Literal["short-answer"] = Field(description="The learner types a word or a few.")
    accept: list[Text] = Field(
        min_length=1, max_length=20, description="Every answer that counts as right, the best one first."
    )
    feedback: Feedback = Field(description="Why this is the answer, in at least eight words.")
    near: list[Near] = Field(
        default_factory=list, max_length=10, description="Expected slips, each with feedback of its own."
    )

    def distinct(self) -> list[Texts]:
        near: Texts = [(("near", n, "text"), slip.text) for n, slip in enumerate(self.near)]
        return [[*((("accept", n), text) for n, text in enumerate(self.accept)), *near]]

    def reasons(self) -> list[Choice]:
        return [Choice(("near", n), slip.text, slip.feedback, False) for n, slip in enumerate(self.near)]

    def key(self) -> list[str]:
        return sorted(self.accept)


def arrange(question: ShortAnswer, positions: Positions) -> tuple[int, ...]:
    return ()


EXAMPLE = """
- id: example-word-that-takes-it-back
  type: short-answer
  objective: spot-the-false-apology
  level: recall
  prompt: Which word after “Sorry” brings an excuse and wipes out the apology?
  accept: [but, however]
  feedback: After “but”, people hear the excuse and forget the “sorry”.
  near:
    - text: if
      feedback: “If” doubts that it happened; the excuse comes after another word.
"""

TYPE = QuestionType("short-answer", ShortAnswer, "short-answer", arrange, EXAMPLE)
