"""Spelling: words that are known to be slips.

The list is codespell's: it knows what people mistype and not what words there are, so it is silent
about names, trades and new words. An error is a word that can only be one other. Where several may be
meant, or a name may begin a sentence, it is a warning; a capital letter inside a sentence is a name.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache, cached_property
from importlib.util import find_spec
from pathlib import Path

from handbook.problem import Problem
from handbook.source import said
from handbook.wording.prose import Passage, Prose
from handbook.wording.wordlist import WORDS_FILE

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
# What stands in a text for the program: addresses, citations, slots, attributes, tags, names of files.
_MARKS = re.compile(
    r"\]\([^()]*\)|\]\[[^\[\]]*\]|\[@[^\[\]]*\]|\[\[[^\[\]]*\]\]|\{[^{}]*\}|<[^<>]*>|&\w+;"
    r"|https?://\S+|www\.\S+|(?<![\w.+-])[\w.+-]{1,64}@[\w.-]+|(?<![\w./-])[\w./-]+\.[a-z]{2,4}\b"
)
_INSIDE = re.compile(r"[\w,;’)][\s*_]+\Z")  # what stands before a word inside a sentence
MANY = 5  # words that may be meant; more help nobody


def check_spelling(files: Iterable[Prose], allowed: frozenset[str]) -> Iterator[Problem]:
    """Every known slip in some files, but for the words of the handbook's own list."""
    slips = _slips()
    for prose in files:
        near = slips.near(prose)
        known = {word: slips.meant(word) for word in near}
        for passage in prose.passages if known else ():
            yield from _misspelt(passage, known, allowed)


def _misspelt(passage: Passage, known: dict[str, str], allowed: frozenset[str]) -> Iterator[Problem]:
    plain = _MARKS.sub(lambda mark: " " * len(mark[0]), passage.whole)
    for found in _WORD.finditer(plain):
        typed = found[0].replace("’", "'")
        slip = next((word for word in (typed, typed.removesuffix("'s")) if word.lower() in known), None)
        if slip and allowed.isdisjoint((slip, slip.lower())):
            start, meant = found.start(), known[slip.lower()]
            if not (slip[0].isupper() and meant.islower() and _INSIDE.search(plain[max(0, start - 20) : start])):
                yield _problem(passage, start, found[0][: len(slip)], meant)


def _problem(passage: Passage, offset: int, typed: str, meant: str) -> Problem:
    # codespell's way to say that it is not sure: commas between and after the words; a remark may follow.
    words = [_as_typed(word.strip(), typed) for word in meant.split(",")[: -1 if "," in meant else None]]
    right = f"If the word is right, add it to {WORDS_FILE}."
    if "," not in meant and typed.islower():
        return passage.problem(offset, "misspelling", f"“{typed}” is misspelt.", f"Write “{words[0]}”. {right}")
    offered = ", ".join(f"“{word}”" for word in words[:MANY])
    hint = f"Is {offered} meant? {right}" if len(words) == 1 else f"Is one of these meant: {offered}? {right}"
    return passage.problem(offset, "maybe-misspelt", f"“{typed}” may be misspelt.", hint)


def _as_typed(word: str, typed: str) -> str:
    if typed.isupper() and len(typed) > 1:
        return word.upper()
    return word[:1].upper() + word[1:] if typed[:1].isupper() else word


class _Slips:
    """codespell's list. A line of it reads `wrong->right`, or `wrong->one, another,`."""

    def __init__(self, raw: bytes):
        self._raw = b"\n" + raw
        self._lower = self._raw.lower()
        self._plain = frozenset(self._lower.replace(b"->", b"\n").split(b"\n")[1:-1:2])

    def near(self, prose: Prose) -> set[str]:
        """The slips that may stand in a file."""
        found = {word.decode() for word in self._plain & prose.words}
        if joined := [word for word, parts in self._joined if parts <= prose.words]:
            typed = prose.raw.lower().replace("’", "'")
            found.update(word for word in joined if word in typed)
        return found

    def meant(self, slip: str) -> str:
        """What stands behind one of the slips that are `near`."""
        # The list has 65,000 lines, of which a handbook needs a few: to make a table of it takes longer.
        start = self._lower.index(b"\n" + slip.encode() + b"->") + len(slip.encode()) + 3
        return self._raw[start : self._raw.index(b"\n", start)].decode().strip()

    @cached_property
    def _joined(self) -> list[tuple[str, frozenset[bytes]]]:
        """Slips with an apostrophe or a digit (does'nt, 2st), and the words that they fall into."""
        joined = (word for word in self._plain if not word.isalpha() and _WORD.fullmatch(word.decode()))
        return [(word.decode(), frozenset(said(word.decode()))) for word in joined]


@cache
def _slips() -> _Slips:
    # Found, not imported: codespell's program takes longer to start than its list to read.
    package = find_spec("codespell_lib").submodule_search_locations[0]
    return _Slips((Path(package) / "data" / "dictionary.txt").read_bytes())
