"""A question as the item rules see it, and all questions of all quizzes together."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from itertools import pairwise
from typing import Any

from handbook.gaps import MARK
from handbook.model import Handbook, Question, Quiz
from handbook.problem import Problem
from handbook.quiz.items.text import length, plain, sentences, stem, topics, without_speech, words
from handbook.quiz.model import Choice, core
from handbook.source import KeyPath, said

Rule = Callable[["Item"], Iterator[Problem]]
WORDS_OF: dict[Rule, frozenset[Any]] = {}


def looks_for(words: frozenset[Any]) -> Callable[[Rule], Rule]:
    """Marks a rule that finds nothing in a quiz whose file holds none of these words (or pairs of words).

    The rule is then left out there, which makes a check of many quizzes twice as fast.
    """

    def mark(rule: Rule) -> Rule:
        pairs = (tuple(map(str.encode, word)) if isinstance(word, tuple) else word.encode() for word in words)
        WORDS_OF[rule] = frozenset(pairs)
        return rule

    return mark


def rules_for(quiz: Quiz, rules: Iterable[Rule]) -> list[Rule]:
    """Those of the rules that may find something in a quiz."""
    if "\\" in quiz.document.text:  # an escape may hide a word
        return list(rules)
    row = said(quiz.document.text)
    heard = frozenset(row).union(pairwise(row))
    return [rule for rule in rules if rule not in WORDS_OF or not WORDS_OF[rule].isdisjoint(heard)]


class Item:
    """A valid question of a quiz, with its texts ready for the rules.

    `options` holds only options that the author has worded: a type whose options are always the
    same (true, false), or that has none, gets no alarm about their wording.
    """

    def __init__(self, quiz: Quiz, question: Question):
        self.quiz, self.question = quiz, question
        self.id: str = question.item.id
        self.prompt = plain(question.item.prompt)
        self.options: list[Choice] = question.item.options if question.item.distinct() else []
        self.right = [option for option in self.options if option.right]
        self.wrong = [option for option in self.options if not option.right]
        self.cores = [core(option.text) for option in self.options]
        self.right_lengths = [length(option.text) for option in self.right]
        self.wrong_lengths = [length(option.text) for option in self.wrong]

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
            typed = (*self.question.path, *below) in self.quiz.document.values
            yield below if typed else reason.path, reason.feedback

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
        self.quizzes = [(quiz, [Item(quiz, question) for question in _written(quiz)]) for quiz in quizzes]
        self.items = [item for _, items in self.quizzes for item in items]

    @cached_property
    def option_owners(self) -> dict[bytes, list[tuple[Item, Choice]]]:
        """The questions' options in their order, by the core of their text."""
        owners: dict[bytes, list[tuple[Item, Choice]]] = defaultdict(list)
        for item in self.items:
            for text, option in zip(item.cores, item.options, strict=True):
                owners[text].append((item, option))
        return owners

    @cached_property
    def answer_phrases(self) -> dict[str, dict[tuple[str, ...], list[Item]]]:
        """The questions with a phrase in a right option, by module and phrase."""
        found: dict[str, dict[tuple[str, ...], list[Item]]] = defaultdict(lambda: defaultdict(list))
        for item in self.items:
            by_phrase = found[item.quiz.meta.module]
            for phrase in {phrase for option in item.right for phrase in phrases(option.text)}:
                by_phrase[phrase].append(item)
        return found

    def by_module(self) -> dict[str, list[Item]]:
        """The questions of each module."""
        found: dict[str, list[Item]] = defaultdict(list)
        for item in self.items:
            found[item.quiz.meta.module].append(item)
        return dict(found)


def _written(quiz: Quiz) -> Iterable[Question]:
    """The questions without a gap: how a text is written can be judged when it is there."""
    if MARK not in quiz.document.text:
        return quiz.questions
    return [question for question in quiz.questions if MARK not in repr(question.item)]


def marks_answer(phrase: tuple[str, ...], item: Item) -> bool:
    """Whether a phrase of a right option is of weight there and stands in no wrong option."""
    if any(phrase in phrases(option.text) for option in item.wrong):
        return False
    stems = set(map(stem, phrase))
    return any(len(topics(option.text) & stems) >= 2 for option in item.right if phrase in phrases(option.text))


def phrases(text: str) -> set[tuple[str, ...]]:
    """Every run of four words in a text: fewer come together by chance."""
    row = words(plain(text))
    return set(zip(row, row[1:], row[2:], row[3:], strict=False))
