"""Reads the form for a new question, as an issue on GitHub or GitLab holds its answers."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from itertools import pairwise
from typing import Any

import yaml

from handbook.exchange.rows import Cell, Row
from handbook.problem import GUESSES, Problem, did_you_mean, nearest, short
from handbook.quiz.model import folded
from handbook.quiz.types import TYPES

_FORM: dict[str, Any] = yaml.load(
    (files("handbook") / "exchange" / "form.yml").read_text("utf-8"), yaml.CSafeLoader
)
LABELS: dict[str, str] = _FORM["labels"]
CHOICES: dict[str, dict[str, str]] = _FORM["choices"]

_BY_LABEL = {folded(label): name for name, label in LABELS.items()}
_HEADING = re.compile(r"#{1,6}(?=[ \t])")
_SHOWN = re.compile(r"[^\n]")
_BOX = re.compile(r"[-*][ \t]+\[([ xX])\]")
_EMPTY = "_No response_"  # GitHub's words
# Signs that nobody sees, among them those that show a line's letters in another order.
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True)
class _Answer:
    """What stands below a heading, and where: the heading's line, and the place of the answer."""

    text: str
    heading: int
    line: int
    column: int


def read_form(text: str, file: str) -> tuple[Row | None, list[Problem]]:
    """The question of a form as a row, and what is wrong with the form itself.

    `text` has plain line ends. Gives no row where the text is no form, or not as the form has it.
    """
    if unseen := _UNSEEN.search(text):
        at = unseen.start()
        line, column = text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
        message = f"there is an invisible character here (code {ord(unseen.group()):#06x})."
        return None, [Problem(file, line, column, "character", message, "Delete it and type the place anew.")]
    answers, problems = _answers(_without_comments(text).split("\n"), file)
    if not answers:
        message = "this is not the text of the form for a new question."
        hint = f"It has headings such as “### {LABELS['prompt']}”; copy it from the issue with them."
        return None, [Problem(file, 1, 1, "missing-field", message, hint)]
    if problems:  # what they hide would look as if it was missing
        return None, problems
    problems = list(_promised(answers.pop("promise", None), file))
    cells = {name: Cell(answer.text, answer.line, answer.column) for name, answer in answers.items()}
    row = Row(file, 1, cells, lambda column: f"“{LABELS.get(column, LABELS['prompt'])}”")
    for name, choices in CHOICES.items():
        chosen, problem = _chosen(row, name, choices)
        row = row.filled({name: chosen})
        problems += [problem] if problem else []
    return row, problems


def _without_comments(text: str) -> str:
    """The text with spaces for what a template says to whoever fills it in; all places stay."""
    kept, at = [], 0
    while (start := text.find("<!--", at)) >= 0 and (end := text.find("-->", start)) >= 0:
        kept += [text[at:start], _SHOWN.sub(" ", text[start : end + 3])]
        at = end + 3
    return "".join([*kept, text[at:]])


def _answers(lines: list[str], file: str) -> tuple[dict[str, _Answer], list[Problem]]:
    answers: dict[str, _Answer] = {}
    problems = []
    starts = [*_headings(lines), (len(lines), "")]
    above = next(((n, line) for n, line in enumerate(lines[: starts[0][0]]) if line.strip()), None)
    if above and len(starts) > 1:
        message, hint = f"“{short(above[1])}” stands above the first field.", "Move it below one, or delete it."
        problems.append(Problem(file, above[0] + 1, 1, "unknown-field", message, hint))
    for (start, label), (end, _) in pairwise(starts):
        name = _BY_LABEL.get(folded(label))
        if name is None:
            near = nearest(label, LABELS.values()) if len(problems) < GUESSES else None
            hint = f"Did you mean “{near}”?" if near else "If it belongs to your text, delete the # before it."
            message = f"the form has no field “{short(label)}”."
            problems.append(Problem(file, start + 1, 1, "unknown-field", message, hint))
        elif name in answers:
            message = f"the field “{label}” is already there, on line {answers[name].heading}."
            problems.append(Problem(file, start + 1, 1, "duplicate-key", message, "Delete one of them."))
        else:
            answers[name] = _answer(lines, start, end)
    return answers, problems


def _headings(lines: list[str]) -> Iterator[tuple[int, str]]:
    """The lines, counted from 0, that are headings of the form, or would be taken for one."""
    for number, line in enumerate(lines):
        if found := _HEADING.match(line):
            label = line[found.end() :].strip("# \t")
            if found.end() == 3 or folded(label) in _BY_LABEL:
                yield number, label


def _answer(lines: list[str], start: int, end: int) -> _Answer:
    inside = lines[start + 1 : end]
    text = "\n".join(inside).strip()
    if text == _EMPTY:
        text = ""
    first = next((n for n, line in enumerate(inside) if line.strip()), None)
    if first is None or not text:
        return _Answer("", start + 1, start + 1, 1)
    column = len(inside[first]) - len(inside[first].lstrip()) + 1
    return _Answer(text, start + 1, start + first + 2, column)


def _promised(answer: _Answer | None, file: str) -> Iterator[Problem]:
    """What is wrong with the boxes to tick."""
    lines = answer.text.split("\n") if answer and answer.text else [""]
    for number, line in enumerate(lines, answer.line if answer else 1):
        box = _BOX.match(line.strip())
        if box and box[1] == " ":
            message, hint = f"“{LABELS['promise']}”: this box is not ticked.", "Tick it, if it is true."
            yield Problem(file, number, 1, "missing-field", message, hint)
        elif not box and line.strip():
            message = f"“{LABELS['promise']}”: “{short(line)}” is none of the boxes."
            yield Problem(file, number, 1, "unknown-field", message, "Move it to another field, or delete it.")
        elif not box and len(lines) == 1:
            message, hint = f"“{LABELS['promise']}”: there is no box to tick.", "Copy the whole text of the form."
            yield Problem(file, number, 1, "missing-field", message, hint)


def _chosen(row: Row, name: str, choices: dict[str, str]) -> tuple[str, Problem | None]:
    """What somebody chose from a list, in the words of the quiz files; else the first, and a Problem."""
    said = row.text(name)
    meanings = {folded(typed): value for label, value in choices.items() for typed in (label, value)}
    first = next(iter(choices.values()))
    offered = " / ".join(f"“{label}”" for label in choices)
    if folded(said) in meanings:
        return meanings[folded(said)], None
    if said in ("", "None"):
        return first, row.problem(name, "missing-field", "nothing is chosen.", f"Choose one of: {offered}.")
    if name == "type" and re.sub(r"[\s_]+", "-", said.casefold()) in TYPES:
        message = f"the form has no room for a question of type {said.casefold()}."
        hint = "Write it in the quiz's file, see quizzes/README.md."
        return first, row.problem(name, "unknown-type", message, hint)
    hint = did_you_mean(said, choices) if nearest(said, choices) else f"Choose one of: {offered}."
    return first, row.problem(name, "not-allowed", f"“{short(said)}” cannot be chosen.", hint)
