"""The one exception of this package."""

from collections.abc import Iterable

from handbook.problem import Problem, as_text


class Refused(Exception):
    """Nothing can be written; the message says why in a trainer's words, and what to do."""


def refused_for(problems: Iterable[Problem], message: str) -> Refused:
    """The refusal that problems in files lead to: each with its place, and a last line."""
    return Refused(f"{as_text(sorted(problems))}\n{message}")
