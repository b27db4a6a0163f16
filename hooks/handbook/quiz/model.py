"""What every quiz and every question has in common.

The descriptions below are written for trainers: editors show them while a quiz is typed.
"""

import hashlib
import re
from functools import cached_property
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_core import PydanticCustomError

from handbook.fields import Id, Model, Text
from handbook.source import KeyPath

FEEDBACK_WORDS = 8
REASON_WORDS = 4
MAX_QUESTIONS = 200  # more than anybody answers in one go; whatever follows them is not looked at

_WORDS = re.compile(r"\w+")
_NO_CORE = bytes(set(range(256)) - set(b"abcdefghijklmnopqrstuvwxyz0123456789"))

# Texts of a question with the paths that lead to them.
Texts = list[tuple[KeyPath, str]]


def _explains(text: str) -> str:
    words = len(text.split())
    if words < FEEDBACK_WORDS:
        raise PydanticCustomError("short_feedback", "{words}", {"words": words})
    return text


def _argues(text: str) -> str:
    words = len(text.split())
    if words < REASON_WORDS:
        raise PydanticCustomError("short_reason", "{words}", {"words": words})
    return text


def _listed(value: Any) -> Any:
    """One id is a list of one; an empty field stays empty, so that it is told as such."""
    return value if value is None or isinstance(value, list) else [value]


Feedback = Annotated[Text, AfterValidator(_explains)]
Reason = Annotated[Text, AfterValidator(_argues)]


class Option(Model):
    """One option and why it is right or not."""

    text: Text = Field(description="What the learner can choose.")
    feedback: Feedback = Field(description="The reason, in at least eight words; not just the verdict.")


def folded(text: str) -> str:
    """A text without what does not make it another one: case, punctuation and spaces."""
    return " ".join(_WORDS.findall(text.casefold()))


def core(text: str) -> bytes:
    """The plain letters and digits of a text: where they differ, the folded texts differ as well.

    Eight times as fast as folding, which is then left to the few texts that have the same.
    """
    return text.casefold().encode(errors="ignore").translate(None, _NO_CORE)


class Choice(NamedTuple):
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
    was: Annotated[list[Id], BeforeValidator(_listed, json_schema_input_type=Id | list[Id])] = Field(
        default_factory=list,
        description="The question's former id, after a rename; after several, the list of them, newest first. "
        "By them the browser finds what a learner did before.",
    )
    allow: dict[str, Reason] = Field(
        default_factory=dict,
        description="Warnings that are right for this question as it is: the warning's name, and the reason "
        "in at least four words, such as `clang: the customer's own word for it`.",
    )

    @cached_property
    def options(self) -> list[Choice]:
        """The options to choose from, right ones first, as written; empty for types without."""
        return []

    def reasons(self) -> list[Choice]:
        """Everything that has feedback of its own, which must differ from the others'."""
        return self.options

    def distinct(self) -> list[Texts]:
        """Groups of texts; within a group no two may say the same."""
        return [[((*option.path, "text"), option.text) for option in self.options]]

    def key(self) -> list[str]:
        """What is right about the question. While it stays, a learner's result stays."""
        return sorted(option.text for option in self.options if option.right)

    def fingerprint(self) -> str:
        """A short name for `key`, blind to case, punctuation and spaces."""
        essence = "\n".join([self.type, *(folded(text) for text in self.key())])
        return hashlib.sha256(essence.encode()).hexdigest()[:8]


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
