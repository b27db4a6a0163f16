"""Reads a quiz file: every question is checked by itself, so that one mistake hides no other."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from handbook.model import Question, Quiz
from handbook.problem import Problem, did_you_mean, short
from handbook.quiz.model import MAX_QUESTIONS, QuestionBase, QuizFile
from handbook.quiz.order import Positions
from handbook.quiz.types import TYPES
from handbook.source import Document, KeyPath
from handbook.validate import validate
from handbook.yamlfile import read_yaml


@dataclass(frozen=True)
class Draft:
    """A quiz file as far as it could be read. `quiz` is None when anything in it is wrong."""

    name: str
    document: Document
    quiz: Quiz | None
    questions: tuple[tuple[KeyPath, dict[str, Any]], ...]  # as typed, valid or not

    @cached_property  # a page may ask for them in ten thousand fences
    def ids(self) -> list[str]:
        """The questions' ids as far as they can be told."""
        return [name for _, name in self.names("id")]

    def names(self, field: Literal["id", "was"]) -> Iterator[tuple[KeyPath, str]]:
        """The ids that the questions have or had, as far as they can be told, each with its path."""
        for path, entry in self.questions:
            value = entry.get(field)
            typed = enumerate(value) if isinstance(value, list) else [(None, value)]
            for index, name in typed:
                if isinstance(name, str):
                    yield (*path, field) if index is None else (*path, field, index), name

    @property
    def objectives(self) -> list[tuple[KeyPath, Any]]:
        """The questions' objectives as typed, each with its path."""
        return [((*path, "objective"), entry.get("objective")) for path, entry in self.questions]

    @cached_property
    def has_all_ids(self) -> bool:
        """False where a question without a readable id may be the one that a fence names."""
        entries = self.document.data.get("questions")
        return isinstance(entries, list) and len(entries) == len(self.ids)


def read_quiz(path: Path, file: str) -> tuple[Draft | None, list[Problem]]:
    """Reads one quiz file; None when it holds no fields at all."""
    document, problems = read_yaml(path, file)
    if document is None:
        return None, problems
    data = dict(document.data)
    entries = data.get("questions") if isinstance(data.get("questions"), list) else []
    head, found = validate(QuizFile, document, (), data, "this quiz")
    problems += found
    valid: list[tuple[int, QuestionBase]] = []
    entries = entries[:MAX_QUESTIONS]  # that there are more is a Problem of the quiz
    for index, entry in enumerate(entries):
        question, found = _question(document, index, entry)
        problems += found
        if question is not None:
            valid.append((index, question))
    typed = tuple((("questions", n), entry) for n, entry in enumerate(entries) if isinstance(entry, dict))
    quiz = None
    if head is not None and not problems:
        quiz = Quiz(path.stem, file, head, _arranged(valid), document)
    return Draft(path.stem, document, quiz, typed), problems


def _question(document: Document, index: int, entry: Any) -> tuple[QuestionBase | None, list[Problem]]:
    path: KeyPath = ("questions", index)
    subject = f"question {index + 1}"
    if not isinstance(entry, dict):
        hint = "Write its fields below `- id: …`, each on a line of its own."
        return None, [document.problem(path, "not-fields", f"{subject} must hold named fields.", hint)]
    if isinstance(entry.get("id"), str):
        subject = f"question “{entry['id']}”"
    kind = entry.get("type", "")
    if isinstance(kind, str) and kind in TYPES:
        return validate(TYPES[kind].model, document, path, entry, subject)
    # The type is unknown, so only the fields that all types share can be checked besides.
    if "type" not in entry:
        problems = [_no_type(document, path, subject)]
    elif kind is None:
        hint = f"Use one of: {', '.join(TYPES)}."
        problems = [document.problem((*path, "type"), "empty", "`type` is empty.", hint)]
    else:
        typed = document.mark((*path, "type")).raw or kind
        message = f"there is no question type `{short(typed)}`."
        problems = [document.problem((*path, "type"), "unknown-type", message, did_you_mean(str(typed), TYPES))]
    shared = {name: value for name, value in entry.items() if name in QuestionBase.model_fields}
    _, found = validate(QuestionBase, document, path, {**shared, "type": ""}, subject)
    return None, problems + found


def _no_type(document: Document, path: KeyPath, subject: str) -> Problem:
    hint = f"Add `type:` with one of: {', '.join(TYPES)}."
    return document.problem(path, "missing-field", f"{subject} has no `type`.", hint)


def _arranged(questions: list[tuple[int, QuestionBase]]) -> tuple[Question, ...]:
    positions = Positions()
    return tuple(
        Question(question, index, TYPES[question.type].arrange(question, positions))
        for index, question in questions
    )
