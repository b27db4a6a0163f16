"""What a question type consists of."""

from collections.abc import Callable
from dataclasses import dataclass

from handbook.quiz.model import QuestionBase
from handbook.quiz.order import Positions


@dataclass(frozen=True)
class QuestionType:
    """A question type.

    `template` renders the part between the prompt and the feedback. `arrange` gets a valid
    question and the positions that the quiz has used so far, and returns the order of its
    options as indices. `example` is one short question in YAML, as an entry of `questions:` in
    quizzes/apologies.yml: the reference for trainers shows it, and a test loads it.
    """

    name: str
    model: type[QuestionBase]
    template: str
    arrange: Callable[[QuestionBase, Positions], tuple[int, ...]]
    example: str
