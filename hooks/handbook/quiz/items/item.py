"""A question as the item rules see it, and all questions of all quizzes together."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from handbook.model import Handbook, Question, Quiz
from handbook.problem import Problem
from handbook.quiz.items.text import plain, sentences, stem, topics, without_speech, words
from handbook.quiz.model import Choice, folded
from handbook.source import KeyPath

PHRASE = 4  # words: fewer come together by chance


@dataclass(frozen=True)
class Item:
    """A valid question of a quiz.

    `options` holds only options that the author has worded: a type whose options are always the
    same (true, false), or that has none, gets no alarm about their wording.
    """

    quiz: Quiz
    question: Question

    @property
    def id(self) -> str:
        return self.question.item.id

    @cached_property
    def prompt(self) -> str:
        return plain(self.question.item.prompt)

    @cached_property
    def options(self) -> list[Choice]:
        return [option for option in self.question.item.options() if self._typed(*option.path, "text")]

    @cached_property
    def right(self) -> list[Choice]:
        return [option for option in self.options if option.right]

    @cached_property
    def wrong(self) -> list[Choice]:
        return [option for option in self.options if not option.right]

    @cached_property
    def asked(self) -> str:
        """The sentence that asks, without what somebody says in it; empty where none does."""
        asking = [s for s in sentences(without_speech(self.prompt)) if s.rstrip('”’") ').endswith("?")]
        return asking[-1] if asking else ""

    def texts(self) -> Iterator[tuple[KeyPath, str]]:
        """The texts around and in the options, feedback included, each with its path inside the question."""
        for field in ("prompt", "hint", "explanation"):
            if text := getattr(self.question.item, field):
                yield (field,), text
        for option in self.options:
            yield (*option.path, "text"), option.text
        for reason in self.question.item.reasons():
            below = (*reason.path, "feedback")
            yield below if self._typed(*below) else reason.path, reason.feedback

    def _typed(self, *path: str | int) -> bool:
        return (*self.question.path, *path) in self.quiz.document.values

    def problem(self, path: KeyPath, rule: str, message: str, hint: str) -> Problem:
        """A `Problem` at a path inside the question."""
        return self.quiz.document.problem((*self.question.path, *path), rule, message, hint)

    def place(self, path: KeyPath) -> str:
        """Where something of this question stands, as a message for another question names it."""
        return f"{self.quiz.file}:{self.quiz.document.mark((*self.question.path, *path)).line}"


class Bank:
    """The questions of all quizzes, and what the rules look up in them."""

    def __init__(self, handbook: Handbook):
        quizzes = [quiz for _, quiz in sorted(handbook.quizzes.items())]
        self.quizzes = [(quiz, [Item(quiz, question) for question in quiz.questions]) for quiz in quizzes]
        self.items = [item for _, items in self.quizzes for item in items]

    @cached_property
    def option_owners(self) -> dict[str, tuple[Item, Choice]]:
        """The first question that has an option, by the option's folded text."""
        owners: dict[str, tuple[Item, Choice]] = {}
        for item in self.items:
            for option in item.options:
                owners.setdefault(folded(option.text), (item, option))
        return owners

    @cached_property
    def answer_phrases(self) -> dict[tuple[str, tuple[str, ...]], Item]:
        """Phrases that stand in a right option and in no wrong one, by module; each with its question."""
        found: dict[tuple[str, tuple[str, ...]], Item] = {}
        for item in self.items:
            wrong = {phrase for option in item.wrong for phrase in phrases(option.text)}
            for option in item.right:
                about = topics(option.text)
                for phrase in phrases(option.text) - wrong:
                    if len(about.intersection(map(stem, phrase))) >= 2:
                        found.setdefault((item.quiz.meta.module, phrase), item)
        return found

    def by_module(self) -> dict[str, list[Item]]:
        """The questions of each module."""
        found: dict[str, list[Item]] = defaultdict(list)
        for item in self.items:
            found[item.quiz.meta.module].append(item)
        return dict(found)


def phrases(text: str) -> set[tuple[str, ...]]:
    """Every run of four words in a text."""
    row = words(plain(text))
    return {tuple(row[n : n + PHRASE]) for n in range(len(row) - PHRASE + 1)}
