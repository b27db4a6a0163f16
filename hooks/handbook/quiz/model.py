"""What every quiz and every question has in common.

The descriptions below are written for trainers: editors show them while a quiz is typed.
"""

from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from handbook.model import Id, Model, Text
from handbook.source import KeyPath

FEEDBACK_WORDS = 8
MAX_QUESTIONS = 200  # more than anybody answers in one go; whatever follows them is not looked at


def _explains(text: str) -> str:
    words = len(text.split())
    if words < FEEDBACK_WORDS:
        raise PydanticCustomError("short_feedback", "{words}", {"words": words})
    return text


Feedback = Annotated[Text, AfterValidator(_explains)]


class Option(Model):
    """One option and why it is right or not."""

    text: Text = Field(description="What the learner can choose.")
    feedback: Feedback = Field(description="The reason, in at least eight words; not just the verdict.")


@dataclass(frozen=True)
class Choice:
    """An option as every view needs it; `path` leads to it inside its question."""

    path: KeyPath
    text: str
    feedback: str
    right: bool


class QuestionBase(Model):
    """The fields that every question has, whatever its type."""

    id: Id = Field(
        description="A name for the question: small letters, digits and hyphens. "
        "Unique in the whole handbook; never changed, never used again for another question."
    )
    type: str
    objective: Id = Field(description="The id of the objective that this question tests.")
    level: Literal["recall", "apply"] = Field(
        description="recall: the learner remembers; apply: the learner decides what to do in a situation."
    )
    prompt: Text = Field(description="The situation, if any, and the question.")
    hint: Text | None = Field(default=None, description="A nudge that does not give the answer away.")
    explanation: Text | None = Field(
        default=None, description="Shown with the answer: the idea behind the question."
    )
    was: Id | None = Field(default=None, description="The question's former id, after a rename.")

    def options(self) -> list[Choice]:
        """The options as the author wrote them, right ones first; empty for types without."""
        return []


class QuizMeta(Model):
    """The fields above the questions."""

    title: Text = Field(description="The quiz's title.")
    module: Id = Field(description="The module that the quiz belongs to: a folder under docs/.")
    pass_mark: Annotated[int, Field(ge=0, le=100)] = Field(
        default=80, description="The percentage that counts as passed."
    )
    feedback: Literal["immediate", "deferred"] = Field(
        default="immediate",
        description="immediate: after each question; deferred: after the last one.",
    )


class QuizFile(QuizMeta):
    """A whole quiz file. `handbook.quiz.types` narrows `questions` to the known types."""

    questions: list[Any] = Field(
        min_length=1, max_length=MAX_QUESTIONS, description="The questions, in the order they are asked."
    )
