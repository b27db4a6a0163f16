"""Texts as a reader sees them, how far two are alike, and which of many belong together."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple, TypeVar

from handbook.diff.change import Edit
from handbook.quiz.items.english import NUMBER_WORDS
from handbook.quiz.model import folded

K = TypeVar("K", bound=Hashable)
L = TypeVar("L", bound=Hashable)

ALIKE = 0.4  # the share of words that a text keeps while it counts as reworded, not replaced
CLOSE, FEW = 0.7, 6  # it is all but the same text when it keeps that share, or when so few words differ

_LINE_END = re.compile(r"(?: {2,}|\\)\n")  # one that Markdown keeps
_PARAGRAPHS = re.compile(r"\n[ \t]*\n\s*")
_WORD = re.compile(r"\w+(?:[’'.,:-]\w+)*|\s+|[^\w\s]")
_SCRAP = 2  # words
# Beyond these, comparing would take long: words and marks of a text, and texts that hold the same word.
_LONGEST, _COMMON = 1000, 300
_NOT = re.compile(
    r"\w+n[’']t|not|never|no|nobody|nothing|none|nowhere|neither|nor|without|except|unless|cannot|only|always",
    re.I,
)
_NUMBERS = {word: str(number) for number, word in enumerate(NUMBER_WORDS) if number > 1}
_NUMBERS |= {"nine": "9", "ten": "10", "eleven": "11", "twelve": "12", "fifteen": "15", "twenty": "20"}


class Piece(NamedTuple):
    """A stretch of words that stays (`same`), is `gone` or is `new`."""

    fate: str
    text: str


def seen(text: str) -> str:
    """A text as its reader sees it: how its lines are wrapped makes no difference, paragraphs do."""
    kept = _LINE_END.sub(" ⏎ ", text)
    return "\n".join(" ".join(part.split()) for part in _PARAGRAPHS.split(kept.strip()))


def pieces(before: str, after: str) -> list[Piece]:
    """What stays, goes and comes between two texts, word by word."""
    old, new = _WORD.findall(before), _WORD.findall(after)
    if max(len(old), len(new)) > _LONGEST:
        return [Piece("gone", before), Piece("new", after)]
    found: list[Piece] = []
    at = new_at = 0  # where the stretch begins that is not written yet
    for start, new_start, size in SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks():
        stays = old[start : start + size]
        if size and start + new_start > 0 and start + size < len(old) + len(new) and _is_scrap(stays):
            continue  # a word between two changes helps nobody to read them
        gone, come = "".join(old[at:start]), "".join(new[new_at:new_start])
        found += [Piece(fate, text) for fate, text in (("gone", gone), ("new", come)) if text]
        found += [Piece("same", "".join(stays))] if stays else []
        at, new_at = start + size, new_start + size
    return found


def _is_scrap(words: Sequence[str]) -> bool:
    return sum(word[0].isalnum() for word in words) <= _SCRAP


def words(text: str) -> frozenset[str]:
    """The words of a text, small and without punctuation."""
    return frozenset(folded(text).split())


def alike(before: str, after: str) -> bool:
    """Whether one text is the other, reworded."""
    old, new = words(before), words(after)
    return len(old & new) >= ALIKE * len(old | new)


def turned(edit: Edit) -> bool:
    """Whether a text that is otherwise much the same gained, lost or changed a number or a “not”."""
    old, new = words(edit.before), words(edit.after)
    kept, differ = len(old & new), len(old ^ new)
    if not kept or kept < ALIKE * (kept + differ) or (kept < CLOSE * (kept + differ) and differ > FEW):
        return False
    return _weighty(edit.before) != _weighty(edit.after)


def edits_between(before: Sequence[str], after: Sequence[str], label: str = "") -> list[Edit]:
    """What differs between two lists of texts whose order does not matter."""
    texts = [
        ("" if n is None else before[n], "" if m is None else after[m]) for n, m in align(before, after, last=True)
    ]
    return [Edit(then, now, label) for then, now in texts if then != now]


def pair_up(gone: Mapping[K, frozenset[str]], new: Mapping[L, frozenset[str]], at_least: float) -> dict[K, L]:
    """Which of the things gone are the new ones under another name, by what both hold.

    Two belong together when they share at least this part of what one of them holds; those that
    share most come first.
    """
    holders: dict[str, list[L]] = defaultdict(list)
    for key, features in new.items():
        for feature in features:
            holders[feature].append(key)
    order = {key: number for number, key in enumerate(new)}
    scores = []
    for number, (key, features) in enumerate(gone.items()):
        rare = (holders[feature] for feature in features if len(holders[feature]) <= _COMMON)
        shared = Counter(other for some in rare for other in some)
        for other, count in shared.items():
            if (score := count / len(features | new[other])) >= at_least:
                scores.append((-score, number, order[other], key, other))
    found: dict[K, L] = {}
    taken: set[L] = set()
    for *_, key, other in sorted(scores, key=lambda entry: entry[:3]):
        if key not in found and other not in taken:
            found[key] = other
            taken.add(other)
    return found


def align(
    before: Sequence[str], after: Sequence[str], *, last: bool = False
) -> list[tuple[int | None, int | None]]:
    """The indices of texts that belong together; None beside what is gone or new.

    Equal texts come first, then those that are alike. With `last`, the only one that is gone and the
    only one that is new belong together as well.
    """
    partners: dict[int, int] = {}
    for same in (str, folded):
        partners |= _equals(before, after, partners, same)
    left = {n: words(text) for n, text in enumerate(before) if n not in partners}
    taken = set(partners.values())
    come = {n: words(text) for n, text in enumerate(after) if n not in taken}
    partners |= pair_up(left, come, ALIKE)
    gone, new = left.keys() - partners.keys(), come.keys() - set(partners.values())
    if last and len(gone) == len(new) == 1:
        partners |= zip(gone, new, strict=True)
        new = set()
    return [*((n, partners.get(n)) for n in range(len(before))), *((None, n) for n in sorted(new))]


def _equals(
    before: Sequence[str], after: Sequence[str], taken: Mapping[int, int], same: Callable[[str], str]
) -> dict[int, int]:
    waiting: dict[str, list[int]] = defaultdict(list)
    known = set(taken.values())
    for n in reversed(range(len(after))):
        if n not in known:
            waiting[same(after[n])].append(n)
    return {
        n: waiting[key].pop() for n, text in enumerate(before) if n not in taken and waiting.get(key := same(text))
    }


def _weighty(text: str) -> Counter[str]:
    """The numbers of a text and the words that turn a sentence round."""
    found: Counter[str] = Counter()
    for word in _WORD.findall(text):
        small = word.casefold()
        if small in _NUMBERS or word[0].isdigit():
            found[_NUMBERS.get(small, small)] += 1
        elif _NOT.fullmatch(word):
            found["not" if small.endswith(("n’t", "n't", "cannot")) else small] += 1
    return found
