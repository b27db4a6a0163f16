"""What a question type consists of."""

from collections.abc import Callable
from dataclasses import dataclass

from handbook.quiz.model import QuestionBase
from handbook.quiz.order import Positions


@dataclass(frozen=True)
class QuestionType:
    """A question type.

    `template` names the two templates that render the controls and the answer. `arrange` gets
    a valid question and the positions that the quiz has used so far, and returns the order in
    which the parts that are shuffled are shown, as indices (empty where nothing is). `example` is one
    short question in YAML, as an entry of `questions:` in quizzes/apologising-well.yml: the reference
    for trainers shows it, and a test loads it.
    A type that is not `scored` counts as done, and never as right or wrong.
    """

    name: str
    model: type[QuestionBase]
    template: str
    arrange: Callable[[QuestionBase, Positions], tuple[int, ...]]
    example: str
    scored: bool = True
