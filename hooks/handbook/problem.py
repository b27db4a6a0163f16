"""What is wrong, where, and how to mend it: the one kind of message this package has."""

import json
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass, fields
from difflib import get_close_matches
from hashlib import sha256
from operator import attrgetter
from typing import Literal

from handbook.rulebook import NOTES, RULES, WARNINGS

GUESSES = 20  # unknown names of one place that are looked up; more than that are no slips
COMPARED = 20_000  # names, for all unknown ones of a place together
MANY = 12  # names that a message can list before it helps nobody


@dataclass(frozen=True, order=True)
class Problem:
    """One mistake in one place.

    `file` is relative to the handbook's folder, with forward slashes; `line` and `column`
    count from 1. `rule` is a name from `RULES`, `message` says what is wrong
    and `hint` what to do about it. The rule decides the `level`.
    """

    file: str
    line: int
    column: int
    rule: str
    message: str
    hint: str = ""

    def __post_init__(self) -> None:
        if self.rule not in RULES:
            raise ValueError(f"{self.rule} is not in RULES")

    @property
    def level(self) -> Literal["error", "warning", "notice"]:
        """An error stops a build, a warning is shown, a notice tells what is known to be open."""
        if self.rule in NOTES:
            return "notice"
        return "warning" if self.rule in WARNINGS else "error"

    def __str__(self) -> str:
        text = f"{self.message} {self.hint}".rstrip()
        if self.level == "warning":  # with its name, for whoever wants to allow it
            text = f"warning: {text} [{self.rule}]"
        elif self.level == "notice":
            text = f"note: {text}"
        return f"{self.file}:{self.line}:{self.column}: {text}"


_ORDER = attrgetter(*(part.name for part in fields(Problem)))


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """The problems by file, line and column, in a third of the time in which they compare themselves."""
    return sorted(problems, key=_ORDER)


def errors(problems: Iterable[Problem]) -> list[Problem]:
    """The problems that stop a build."""
    return [problem for problem in problems if problem.level == "error"]


def warnings(problems: Iterable[Problem]) -> list[Problem]:
    """The problems that do not."""
    return [problem for problem in problems if problem.level == "warning"]


def as_text(problems: Iterable[Problem]) -> str:
    """One line a problem, as editors and compilers do: `file:line:column: message hint`.

    A warning reads `file:line:column: warning: message hint [rule]`.
    """
    return "\n".join(str(problem) for problem in problems)


def as_json(problems: Iterable[Problem]) -> str:
    """A JSON list of objects with the fields of `Problem` and its level."""
    return json.dumps([{**asdict(p), "level": p.level} for p in problems], ensure_ascii=False, indent=2)


def as_github(problems: Iterable[Problem]) -> str:
    """Workflow commands that GitHub shows beside the lines of a pull request.

    Escapes as GitHub's own toolkit does: `%`, CR and LF in the data, and `:` and `,` besides
    in the properties (https://github.com/actions/toolkit, packages/core/src/command.ts).
    """
    return "\n".join(
        f"::{p.level} file={_property(p.file)},line={p.line},col={p.column},title={_property(p.rule)}"
        f"::{_data(f'{p.message} {p.hint}'.rstrip())}"
        for p in problems
    )


def as_gitlab(problems: Iterable[Problem]) -> str:
    """The JSON of a code quality report, which GitLab shows beside the lines of a merge request.

    GitLab knows a finding again by its fingerprint: it says nothing of the line, so that what only
    moved is nothing new, and counts those that are alike (https://docs.gitlab.com/ci/testing/code_quality/).
    """
    seen: Counter[tuple[str, str, str]] = Counter()
    report = []
    for p in problems:
        key = (p.file, p.rule, p.message)
        seen[key] += 1
        report.append(
            {
                "description": f"{p.message} {p.hint}".rstrip(),
                "check_name": p.rule,
                "fingerprint": sha256("\0".join((*key, str(seen[key]))).encode()).hexdigest(),
                "severity": {"error": "major", "warning": "minor", "notice": "info"}[p.level],
                "location": {"path": p.file, "lines": {"begin": p.line}},
            }
        )
    return json.dumps(report, ensure_ascii=False, indent=2)


FORMATS = {"text": as_text, "github": as_github, "gitlab": as_gitlab, "json": as_json}


def did_you_mean(word: str, known: Collection[str], *, before: int = 0) -> str:
    """A sentence that offers the nearest known word, or names them all.

    `before` tells how many words of the same place have been looked up. Each takes long among thousands of
    names: after `GUESSES` of them, or fewer where there are so many, no more are.
    """
    if before and (before >= GUESSES or before * len(known) > COMPARED):
        return "Mend its name, or delete it."
    names = sorted(known)
    near = nearest(word, names)
    if near:
        return f"Did you mean `{near}`?"
    if not names:
        return "There is none yet."
    if len(names) > MANY:
        return f"None of the {len(names)} that exist is like it."
    return f"Use one of: {', '.join(names)}."


class Guesses:
    """Offers known words for the unknown ones of a page or a list; `owner` says whose they are, if it differs."""

    def __init__(self) -> None:
        self._told: dict[tuple[str, str], str] = {}

    def __call__(self, word: str, known: Collection[str], owner: str = "") -> str:
        if (owner, word) not in self._told:
            self._told[owner, word] = did_you_mean(word, known, before=len(self._told))
        return self._told[owner, word]


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that `word` may be a slip of, if any."""
    by_case = {name.lower(): name for name in known}
    # A word longer than any name is nobody's slip; comparing it would only take time.
    near = get_close_matches(word.lower(), by_case, n=1, cutoff=0.7) if len(word) <= 100 else []
    return by_case[near[0]] if near else None


def short(value: object) -> str:
    """A value as a message quotes it: on one line, and never longer than a few words."""
    text = " ".join(str(value).split())
    return text if len(text) <= 40 else text[:39] + "…"


def counted(number: int, one: str, many: str = "") -> str:
    """A number and its noun: `1 entry`, `2 entries`."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
