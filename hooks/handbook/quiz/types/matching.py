"""Matching: give each line on the left its match; with shared matches, a sorting task."""

from typing import Literal

from pydantic import Field

from handbook.fields import Model, Text
from handbook.quiz.model import Choice, Feedback, QuestionBase, Texts
from handbook.quiz.order import Positions, shuffled
from handbook.quiz.types.base import QuestionType


class Pair(Model):
    """A line and what belongs to it."""

    left: Text = Field(description="The line that gets a match.")
    right: Text = Field(description="Its match. Several lines may have the same one.")
    feedback: Feedback = Field(description="Why they belong together, in at least eight words.")


class Matching(QuestionBase):
    """Two to eight lines each get a match. Scored by the share of right pairs."""

    type: Literal["matching"] = Field(description="Give each line its match, or sort lines into groups.")
    pairs: list[Pair] = Field(min_length=2, max_length=8, description="The lines with their matches.")
    extra: list[Text] = Field(
        default_factory=list, max_length=4, description="Matches that belong to no line, to make guessing harder."
    )

    def rights(self) -> list[str]:
        """Every match once: those of the pairs in order, then the extra ones."""
        return list(dict.fromkeys([*(pair.right for pair in self.pairs), *self.extra]))

    def distinct(self) -> list[Texts]:
        lefts: Texts = [(("pairs", n, "left"), pair.left) for n, pair in enumerate(self.pairs)]
        used = {pair.right: ("pairs", n, "right") for n, pair in reversed(list(enumerate(self.pairs)))}
        rights: Texts = [(path, right) for right, path in reversed(used.items())]
        return [lefts, rights + [(("extra", n), extra) for n, extra in enumerate(self.extra)]]

    def reasons(self) -> list[Choice]:
        return [Choice(("pairs", n), pair.left, pair.feedback, True) for n, pair in enumerate(self.pairs)]

    def key(self) -> list[str]:
        return sorted(f"{pair.left} = {pair.right}" for pair in self.pairs)


def arrange(question: Matching, positions: Positions) -> tuple[int, ...]:
    return shuffled(question.id, len(question.rights()))


EXAMPLE = """
- id: example-which-grade
  type: matching
  objective: choose-the-grade
  level: apply
  prompt: Which grade of apology fits what you know?
  pairs:
    - left: You have checked nothing yet.
      right: Regret
      feedback: Regret needs no facts, only that somebody had a bad time.
    - left: The label shows that we typed the wrong street.
      right: Full apology
      feedback: The fault is ours and we know it, so we own it.
  extra: [Acknowledgement]
"""

TYPE = QuestionType("matching", Matching, "matching", arrange, EXAMPLE)
