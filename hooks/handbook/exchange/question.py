"""Makes a question of a row, or says what is wrong with it."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from handbook.exchange.rows import Row
from handbook.exchange.table import CHOICE_TYPES, RULE_NAME
from handbook.problem import Problem, counted, did_you_mean, nearest, short
from handbook.quiz.model import QuestionBase, folded
from handbook.quiz.rules import same
from handbook.quiz.types import TYPES
from handbook.source import Document, KeyPath
from handbook.validate import validate

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
# A spreadsheet program takes “true” for a value of its own, and writes that in its user's language.
_TRUTH = dict.fromkeys(("true", "wahr", "vrai", "verdadero", "vero", "waar"), "true")
_TRUTH |= dict.fromkeys(("false", "falsch", "faux", "falso", "onwaar"), "false")
_OTHER = {"true": "false", "false": "true"}
_ALLOWED = re.compile(rf"({RULE_NAME.pattern})\s*:\s*(.*)")
_LIMITS = {  # how many right answers, how many wrong ones
    "multiple-choice": {"right": (1, 1), "wrong": (2, 4)},
    "multiple-response": {"right": (1, 8), "wrong": (1, 8)},
    "true-false": {"right": (1, 1), "wrong": (1, 1)},
}
_NEEDED = {
    "type": f"Write one of: {', '.join(CHOICE_TYPES)}.",
    "objective": "Name the objective that the question tests.",
    "level": "Write `apply` where the learner decides what to do, `recall` where the learner remembers.",
    "prompt": "Write the situation, if there is one, and the question.",
    "reason": "Say why this is not a choice of three.",
}


def question(row: Row, objectives: Mapping[str, str] | None) -> tuple[QuestionBase | None, list[Problem]]:
    """The question of a row, or its problems, in the words of the row's columns.

    `objectives` holds those of the module, the text by the id, and a row may name one by either; None where
    the module is not known: then the rest is looked at.
    """
    making = _Making(row)
    making.read(objectives)
    if making.problems:
        return None, making.problems
    return making.validated()


class _Making:
    """A question's fields as far as they are read, with the column of each."""

    def __init__(self, row: Row):
        self.row = row
        self.data: dict[str, Any] = {}
        self.columns: dict[KeyPath, str] = {}
        self.problems: list[Problem] = []

    def read(self, objectives: Mapping[str, str] | None) -> None:
        for column, cell in self.row.cells.items():
            if found := _CONTROL.search(cell.text):
                message = f"there is an invisible character here (code {ord(found.group()):#06x})."
                self._problem(column, "character", message, "Delete it and type the place anew.")
        kind = self._kind()
        if self.row.text("id"):  # a question without one gets it from its prompt
            self._put(("id",), "id", self.row.text("id"))
        for column in ("objective", "level", "prompt"):
            if self._needs(column):
                self._put((column,), column, self.row.text(column))
        if "level" in self.data:
            self.data["level"] = self.data["level"].lower()
        if objectives is None:
            self.data["objective"] = "not-known"
        elif "objective" in self.data:
            self._objective(objectives)
        for column in ("hint", "explanation"):
            if text := self.row.text(column):
                self._put((column,), column, text)
        if former := self.row.words("was"):
            self._put(("was",), "was", former)
        self._allow()
        if kind:
            self._put(("type",), "type", kind)
            if kind == "true-false":
                self._true_or_false()
            else:
                self._choices(kind)

    def validated(self) -> tuple[QuestionBase | None, list[Problem]]:
        """The model, or what it says against the fields, each at its cell."""
        marks = {path: (*self.row.place(column), None, True) for path, column in self.columns.items()}
        document = Document(self.row.file, find_marks=lambda: (marks, {}))
        item, problems = validate(TYPES[self.data["type"]].model, document, (), self.data, "this question")
        if item is not None:
            return item, self._repeated()
        called = {self.row.place(column): self.row.call(column) for column in self.columns.values()}
        return None, [replace(p, message=f"{called[p.line, p.column]}: {p.message}") for p in problems]

    def _repeated(self) -> list[Problem]:
        texts = [(path, column) for path, column in self.columns.items() if path[-1] == "text"]
        feedbacks = [(path, column) for path, column in self.columns.items() if column.startswith("feedback")]
        found = []
        for group, rule, hint in (
            (texts, "duplicate-option", "Write another one, or empty both cells."),
            (feedbacks, "duplicate-feedback", "Say what is special about this one."),
        ):
            for first, second in same([(path, self.row.text(column)) for path, column in group]):
                message = f"this says the same as {self.row.call(self.columns[first])}."
                found.append(self.row.problem(self.columns[second], rule, message, hint))
        return found

    def _problem(self, column: str, rule: str, message: str, hint: str) -> None:
        self.problems.append(self.row.problem(column, rule, message, hint))

    def _put(self, path: KeyPath, column: str, value: Any) -> None:
        self.columns[path] = column
        self.data[path[0]] = value

    def _needs(self, column: str) -> bool:
        if self.row.text(column):
            return True
        self._problem(column, "missing-field", "nothing stands here.", _NEEDED[column])
        return False

    def _kind(self) -> str | None:
        if not self._needs("type"):
            return None
        said = re.sub(r"[\s_-]+", "-", self.row.text("type").lower())
        if said in CHOICE_TYPES:
            return said
        if said in TYPES:
            message = f"a question of type {said} is written in the quiz's own file."
            self._problem("type", "unknown-type", message, f"Here, {_NEEDED['type'].lower()}")
        else:
            message = f"there is no question type `{short(said)}`."
            self._problem("type", "unknown-type", message, did_you_mean(said, CHOICE_TYPES))
        return None

    def _objective(self, objectives: Mapping[str, str]) -> None:
        said = self.data["objective"]
        if said in objectives:
            return
        by_text = {folded(text): name for name, text in objectives.items()}
        if folded(said) in by_text:
            self.data["objective"] = by_text[folded(said)]
            return
        near = nearest(said, objectives) or by_text.get(nearest(folded(said), by_text) or "")
        hint = f"Copy the line from the top of its lesson, or use one of: {', '.join(sorted(objectives))}."
        hint = f"Did you mean `{near}`?" if near else hint
        message = f"the module of this quiz has no objective “{short(said)}”."
        self._problem("objective", "unknown-objective", message, hint)

    def _allow(self) -> None:
        reasons: dict[str, str] = {}
        name = ""
        for line in self.row.text("allow").split("\n"):
            found = _ALLOWED.fullmatch(line)
            if name and line.startswith("  "):
                reasons[name] += f"\n{line[2:]}"
            elif found and found[1] not in reasons:
                name = found[1]
                reasons[name] = found[2]
            elif line.strip():
                message = f"“{short(line)}” is not a warning's name, a colon and a reason."
                hint = "Write each on a line of its own, such as `clang: It is the customer's own word.`"
                self._problem("allow", "not-fields", message, hint)
                return
        if reasons:
            self._put(("allow",), "allow", reasons)
            self.columns.update({("allow", name): "allow" for name in reasons})

    def _answers(self, kind: str, side: str) -> list[tuple[str, str]]:
        """The columns of the answers on one side, and of their feedback."""
        pairs = self.row.options(side)
        least, most = _LIMITS[kind][side]
        told = f"{counted(least, f'{side} answer')}" + (" or more" if most > least else "")
        for column, feedback in pairs:
            if not self.row.text(column) and (kind, side) != ("true-false", "wrong"):
                message = "nothing stands here, and there is feedback for it."
                self._problem(column, "missing-field", message, "Write the answer, or delete its feedback.")
            if not self.row.text(feedback):
                hint = "Say in at least eight words why somebody would choose it, and what it does."
                self._problem(feedback, "missing-field", "nothing stands here.", hint)
        if len(pairs) < least:
            free = next(name for n in range(least) if (name := f"{side} {n + 1}") not in dict(pairs))
            message = f"a {kind} question has {told}; here is {'one' if pairs else 'none'}."
            self._problem(free, "wrong-number", message, "Write one more here, with its feedback.")
        elif len(pairs) > most:
            message = f"a {kind} question has at most {counted(most, f'{side} answer')}."
            several = kind == "multiple-choice" and side == "right"
            hint = "Empty it and its feedback" + (", or choose the type multiple-response." if several else ".")
            self._problem(pairs[most][0], "wrong-number", message, hint)
        return pairs

    def _choices(self, kind: str) -> None:
        right, wrong = self._answers(kind, "right"), self._answers(kind, "wrong")
        self._list("answers", right)
        self._list("distractors", wrong)
        if kind == "multiple-choice" and right:
            self.data["answer"] = self.data.pop("answers")[0]
            self.columns = {
                ("answer", *path[2:]) if path[0] == "answers" else path: column
                for path, column in self.columns.items()
            }
        if self.row.text("reason"):
            message = f"a {kind} question has no such field."
            self._problem("reason", "unknown-field", message, "Empty it, or choose the type true-false.")

    def _list(self, field: str, pairs: list[tuple[str, str]]) -> None:
        self.data[field] = []
        for n, (column, feedback) in enumerate(pairs):
            self.data[field].append({"text": self.row.text(column), "feedback": self.row.text(feedback)})
            self.columns.update({(field, n, "text"): column, (field, n, "feedback"): feedback})

    def _true_or_false(self) -> None:
        self._answers("true-false", "right")
        self._answers("true-false", "wrong")
        right, wrong = (_TRUTH.get(self.row.text(name).lower()) for name in ("right 1", "wrong 1"))
        if self.row.text("right 1") and not right:
            message, hint = "this must be `true` or `false`.", "Write which of the two is right."
            self._problem("right 1", "not-a-boolean", message, hint)
        elif right and self.row.text("wrong 1") and wrong != _OTHER[right]:
            message = f"this must be `{_OTHER[right]}`, since the right answer is `{right}`."
            self._problem("wrong 1", "not-a-boolean", message, "Mend it, or leave it empty.")
        if right:
            self._put(("answer",), "right 1", right == "true")
            sides = {right: "feedback right 1", _OTHER[right]: "feedback wrong 1"}
            self._put(("feedback",), "right 1", {name: self.row.text(column) for name, column in sides.items()})
            self.columns.update({("feedback", name): column for name, column in sides.items()})
        if self._needs("reason"):
            self._put(("reason",), "reason", self.row.text("reason"))
