"""One thing that changed, what it means, and how much that weighs for whoever reviews it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NamedTuple

from handbook.diff.kinds import KINDS

Value = str | tuple[str, ...]


class Weight(StrEnum):
    """How much a change weighs; a report shows the heaviest first."""

    PROBLEM = "problem"
    SAFETY = "safety"
    MEANING = "meaning"
    REREAD = "reread"
    WORDING = "wording"
    FACT = "fact"
    NAME = "name"
    MENDED = "mended"
    NOTE = "note"


class Edit(NamedTuple):
    """A text before and after; one of them is empty where there was or is none. `label` says which text."""

    before: str
    after: str
    label: str = ""


class Place(NamedTuple):
    """A file, relative to the handbook's folder, and a line; 0 where what changed is no longer there."""

    file: str
    line: int = 0


@dataclass(frozen=True)
class Change:
    """One change.

    `message` is a sentence with `{names}` of `values`, so that each format can mark what comes from
    a trainer's file; `said` puts them in. `advice` says what follows from the change. `about` holds
    ids or names of what else it concerns, such as the questions to read again.
    """

    kind: str
    weight: Weight
    place: Place
    message: str
    values: Mapping[str, Value] = field(default_factory=dict)
    edits: tuple[Edit, ...] = ()
    advice: str = ""
    about: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"{self.kind} is not in KINDS")

    def said(self, mark: Callable[[str], str] = str, *, quoted: bool = True) -> str:
        """The message with its values, each as `mark` gives it, in quotation marks or without them."""
        message = self.message if quoted else self.message.replace("“{", "{").replace("}”", "}")
        marked = {
            name: mark(value) if isinstance(value, str) else ", ".join(map(mark, value))
            for name, value in self.values.items()
        }
        return message.format_map(marked)

    def as_dict(self) -> dict[str, Any]:
        """The change as plain data, for JSON."""
        return {
            "kind": self.kind,
            "weight": str(self.weight),
            "file": self.place.file,
            "line": self.place.line or None,
            "message": self.said(),
            "advice": self.advice,
            "about": list(self.about),
            "edits": [edit._asdict() for edit in self.edits],
        }


def changed(
    kind: str,
    weight: Weight,
    place: Place,
    message: str,
    *edits: Edit,
    advice: str = "",
    about: tuple[str, ...] = (),
    **values: Value,
) -> Change:
    """A `Change`, with the values of its message by name."""
    return Change(kind, weight, place, message, values, edits, advice, about)
