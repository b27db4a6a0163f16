"""Writes questions as the handbook's quiz files have them, and puts them into the text of one."""

from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import BaseModel

from handbook.quiz.layout import Change, Layout
from handbook.quiz.model import QuestionBase
from handbook.yamltext import entry_lines, field_lines

_FIRST = ("id", "type", "objective", "level", "prompt")
_LAST = ("hint", "explanation", "was", "allow")  # what a type has of its own stands before them


def question_yaml(item: QuestionBase) -> str:
    """A question as an entry of `questions:`: from `- id: …` at the line's start to the last line end.

    Fields stand in the order of the handbook's files, and what is left out stays out. Reading it
    gives an equal model.
    """
    lines = [line for field in _fields(item).values() for line in field]
    return "".join(f"{line}\n" for line in entry_lines(lines))


def append_question(text: str, block: str) -> str:
    """The text of a quiz file with one more question at the end of its list.

    `text` is the whole file with its own line ends; `block` is an entry as `question_yaml` gives it. The
    entry is moved as far to the right as the others, and gets the file's line ends and, where the
    file parts its questions so, an empty line above it. Every other byte stays. Raises ValueError where
    nothing can be added, with the reason in a trainer's words.
    """
    return Layout(text).edited({}, [block])[0]


def change_questions(
    text: str, changed: Mapping[int, tuple[QuestionBase, QuestionBase]], added: Iterable[QuestionBase]
) -> tuple[str, list[tuple[int, str]]]:
    """The text of a quiz file with some questions changed, and others added at the end.

    `changed` holds the question as it stands and as it shall be, by its place in the list. Only the fields
    that differ are written anew; every other byte stays. Gives the comments, too, that stood
    inside such a field and are gone, each with its line. Raises ValueError as `append_question` does.
    """
    changes = {
        index: Change(
            _fields(after), {name for name in {**_said(before), **_said(after)} if _differs(name, before, after)}
        )
        for index, (before, after) in changed.items()
    }
    return Layout(text).edited(changes, [question_yaml(item) for item in added])


def _differs(name: str, before: QuestionBase, after: QuestionBase) -> bool:
    return _said(before).get(name) != _said(after).get(name)


def _fields(item: QuestionBase) -> dict[str, list[str]]:
    """The lines of each field, in the order of the handbook's files."""
    own = [name for name in type(item).model_fields if name not in QuestionBase.model_fields]
    said = _said(item)
    return {name: list(field_lines(name, said[name])) for name in (*_FIRST, *own, *_LAST) if name in said}


def _said(item: BaseModel) -> dict[str, Any]:
    """What a question and its parts hold, without what is left out."""
    said = item.model_dump(exclude_defaults=True)
    if len(said.get("was", ())) == 1:  # one former id is written by itself
        (said["was"],) = said["was"]
    return said
