"""What a row holds of a question with options: its texts by column."""

import re
from collections.abc import Iterator

from handbook.problem import short
from handbook.quiz.model import QuestionBase
from handbook.source import KeyPath

CHOICE_TYPES = ("multiple-choice", "multiple-response", "true-false")
MAX_CELL = 32_767  # characters, in Excel
RULE_NAME = re.compile(r"[a-z0-9-]+")

Typed = dict[KeyPath, tuple[str, str]]  # a path inside a question: the column that holds it, and its text


def typed(item: QuestionBase) -> Typed:
    """What the row of a question holds. Raises ValueError, with the reason, where no row can hold it."""
    if item.type not in CHOICE_TYPES:
        raise ValueError(f"a line of a spreadsheet has no room for the type {item.type}")
    if unknown := [name for name in item.allow if not RULE_NAME.fullmatch(name)]:
        raise ValueError(f"its `allow` names “{short(unknown[0])}”, and no warning has such a name")
    found: Typed = {
        (name,): (name, getattr(item, name)) for name in ("id", "type", "objective", "level", "prompt")
    }
    found.update(_options(item))
    for name in ("hint", "explanation", "reason"):
        if text := getattr(item, name, None):
            found[name,] = (name, text)
    if item.was:
        found["was",] = ("was", ", ".join(item.was))
    if item.allow:
        # A reason's further lines are moved to the right, so that none looks like the next name.
        lines = (f"{name}: {reason}".replace("\n", "\n  ") for name, reason in item.allow.items())
        found["allow",] = ("allow", "\n".join(lines))
    if long := [column for column, text in found.values() if len(text) > MAX_CELL]:
        raise ValueError(f"its `{long[0]}` is longer than a cell can be")
    return found


def _options(item: QuestionBase) -> Iterator[tuple[KeyPath, tuple[str, str]]]:
    numbers = {"right": 0, "wrong": 0}
    for option in item.options:
        kind = "right" if option.right else "wrong"
        numbers[kind] += 1
        column = f"{kind} {numbers[kind]}"
        if item.type == "true-false":
            # Their texts are the program's own words; a row says `true` and `false` in every language.
            yield ("answer", kind), (column, str(option.path[-1]))
            yield option.path, (f"feedback {column}", option.feedback)
        else:
            yield (*option.path, "text"), (column, option.text)
            yield (*option.path, "feedback"), (f"feedback {column}", option.feedback)


def column_of(item: QuestionBase, path: KeyPath) -> str:
    """The column that holds what stands at a path inside the question, or nearest to it."""
    known = typed(item)
    while path:
        for other, (column, _) in known.items():
            if other[: len(path)] == path:
                return column
        path = path[:-1]
    return "id"
