"""What the reports share: headings, short excerpts, and texts in which nothing is invisible."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from handbook.diff.change import Change, Edit, Weight
from handbook.diff.texts import Piece, alike, pieces
from handbook.problem import counted

HEADINGS = {
    Weight.PROBLEM: "New problems: mend these first",
    Weight.SAFETY: "Safety text changed: a second owner reads this",
    Weight.MEANING: "Changes of meaning",
    Weight.REREAD: "Questions to read again",
    Weight.WORDING: "Changes of wording",
    Weight.FACT: "Facts about pages and questions",
    Weight.NAME: "Names and order, with the same meaning",
    Weight.MENDED: "Problems mended",
    Weight.NOTE: "What this report cannot tell",
}
_COUNTED = {
    Weight.PROBLEM: ("new problem", "new problems"),
    Weight.SAFETY: ("change of safety text", "changes of safety text"),
    Weight.MEANING: ("change of meaning", "changes of meaning"),
    Weight.REREAD: ("objective with questions to read again", "objectives with questions to read again"),
    Weight.WORDING: ("change of wording", "changes of wording"),
    Weight.FACT: ("change of facts", "changes of facts"),
    Weight.NAME: ("change of names or order", "changes of names or order"),
    Weight.MENDED: ("problem mended", "problems mended"),
}
NOTHING = "Nothing that a reader would see has changed."
NOTHING_TOLD = "As far as this report can tell, nothing that a reader would see has changed."
BRIEF = 40  # letters; a longer text stands on a line of its own

_BAR = re.compile(r"(?<!\\)\|")
_MANY = 24  # names in a sentence
_CONTEXT = 8  # words that stay beside those that change
_LONGEST = 600  # letters of an excerpt
_HIDDEN = {"Cc", "Cf", "Co", "Cs", "Zl", "Zp"}  # what no reader sees, or what turns the reading direction round


@dataclass(frozen=True)
class Report:
    """The changes, what they were compared with, and whether uncommitted changes are among them."""

    changes: Sequence[Change]
    base: str
    commit: str
    uncommitted: bool = False

    def by_weight(self) -> dict[Weight, list[list[Change]]]:
        """The changes by weight; those that are the same in several places stand together."""
        found: dict[Weight, dict[object, list[Change]]] = defaultdict(dict)
        for number, change in enumerate(self.changes):
            same = (change.kind, change.edits, change.advice) if change.edits else number
            found[change.weight].setdefault(same, []).append(change)
        return {weight: list(groups.values()) for weight, groups in found.items()}

    def compared_with(self, mark: Callable[[str], str]) -> str:
        """What was compared, in one or two sentences, with names as `mark` gives them."""
        commit, base = mark(self.commit[:10]), mark(self.base)
        said = f"Compared with {commit}, the last commit that this branch shares with {base}."
        return f"{said} Uncommitted changes are included." if self.uncommitted else said

    def overview(self) -> str:
        """The numbers of changes in one sentence, or that there is nothing to see."""
        numbers = {weight: sum(change.weight is weight for change in self.changes) for weight in _COUNTED}
        said = [counted(number, *_COUNTED[weight]) for weight, number in numbers.items() if number]
        if said:
            return f"{', '.join(said)}."
        return NOTHING_TOLD if self.changes else NOTHING


def visible(text: str) -> str:
    """A text in which every letter can be seen, and none changes how the others are shown."""
    return "".join(
        f"⟨U+{ord(letter):04X}⟩" if unicodedata.category(letter) in _HIDDEN and letter != "\n" else letter
        for letter in text
    )


def is_brief(edit: Edit) -> bool:
    """Whether there are two texts, and both fit beside their sentence."""
    return all(text and len(text) <= BRIEF and "\n" not in text for text in (edit.before, edit.after))


def excerpt(edit: Edit) -> list[Piece]:
    """What changed in a text, with some words around; all of it where it is another text altogether."""
    if not (edit.before and edit.after and alike(edit.before, edit.after)):
        whole = [Piece("gone", edit.before), Piece("new", edit.after)]
        return [Piece(fate, _cut(text)) for fate, text in whole if text]
    found: list[Piece] = []
    for piece in (piece for then, now in _cells(edit) for piece in pieces(then, now)):
        if found and found[-1].fate == piece.fate:
            piece = Piece(piece.fate, found.pop().text + piece.text)
        found.append(piece)
    last = len(found) - 1
    return [
        Piece("same", _around(piece.text, number == 0, number == last)) if piece.fate == "same" else piece
        for number, piece in enumerate(found)
    ]


def end(sentence: str) -> str:
    """The full stop that a sentence lacks."""
    return "" if sentence.rstrip("”`").endswith((".", "?", "!")) else "."


def some(names: Sequence[str], mark: Callable[[str], str]) -> str:
    """Names in a sentence, each as `mark` gives it; of very many, the first ones and how many more there are."""
    shown = [mark(name) for name in names[:_MANY]]
    more = [f"and {len(names) - _MANY} more"] if len(names) > _MANY else []
    return ", ".join([*shown, *more])


def one_line(text: str) -> str:
    return " ".join(text.split())


def _cells(edit: Edit) -> list[tuple[str, str]]:
    """Both texts, in parts that are compared by themselves: the cells of a table's row."""
    old, new = (_BAR.split(text) for text in (edit.before, edit.after))
    if not (edit.before.startswith("|") and edit.after.startswith("|") and len(old) == len(new)):
        return [(edit.before, edit.after)]
    return [(then, now) for pair in zip(old, new, strict=True) for then, now in (pair, ("|", "|"))][:-1]


def _around(text: str, first: bool, last: bool) -> str:
    """The ends of a stretch of words that stays; of the first and the last one, only the end that matters."""
    words = text.split()
    if first and len(words) > _CONTEXT:
        return f"… {' '.join(words[-_CONTEXT:])}{_end(text)}"
    if last and len(words) > _CONTEXT:
        return f"{_start(text)}{' '.join(words[:_CONTEXT])} …"
    if len(words) > 2 * _CONTEXT + 1:
        return f"{_start(text)}{' '.join(words[:_CONTEXT])} … {' '.join(words[-_CONTEXT:])}{_end(text)}"
    return text


def _start(text: str) -> str:
    return text[: len(text) - len(text.lstrip())]


def _end(text: str) -> str:
    return text[len(text.rstrip()) :]


def _cut(text: str) -> str:
    if len(text) <= _LONGEST:
        return text
    kept = text[:_LONGEST].rsplit(maxsplit=1)[0]
    return f"{kept} … ({counted(len(text[len(kept) :].split()), 'word')} more)"
