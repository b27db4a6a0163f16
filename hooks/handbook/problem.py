"""What is wrong, where, and how to mend it: the one kind of message this package has."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from difflib import get_close_matches


@dataclass(frozen=True, order=True)
class Problem:
    """One mistake in one place.

    `file` is relative to the handbook's folder, with forward slashes; `line` and `column`
    count from 1. `rule` is a short stable name for machines, `message` says what is wrong
    and `hint` what to do about it.
    """

    file: str
    line: int
    column: int
    rule: str
    message: str
    hint: str = ""

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.message} {self.hint}".rstrip()


def as_text(problems: Iterable[Problem]) -> str:
    """One line a problem, `file:line:column: message hint`, as editors and compilers do."""
    return "\n".join(str(problem) for problem in problems)


def as_json(problems: Iterable[Problem]) -> str:
    """A JSON list of objects with the fields of `Problem`."""
    return json.dumps([asdict(problem) for problem in problems], ensure_ascii=False, indent=2)


def as_github(problems: Iterable[Problem]) -> str:
    """Workflow commands that GitHub shows beside the lines of a pull request.

    Escapes as GitHub's own toolkit does: `%`, CR and LF in the data, and `:` and `,` besides
    in the properties (https://github.com/actions/toolkit, packages/core/src/command.ts).
    """
    return "\n".join(
        f"::error file={_property(p.file)},line={p.line},col={p.column},title={_property(p.rule)}"
        f"::{_data(f'{p.message} {p.hint}'.rstrip())}"
        for p in problems
    )


FORMATS = {"text": as_text, "github": as_github, "json": as_json}


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A sentence that offers the nearest known word, or names them all."""
    names = sorted(known)
    near = get_close_matches(word.lower(), names, n=1, cutoff=0.6)
    if near:
        return f"Did you mean `{near[0]}`?"
    if not names:
        return "There is none yet."
    return f"Use one of: {', '.join(names)}."


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
