"""Ids for new questions, made from what they ask."""

import re
import unicodedata
from collections.abc import Container
from pathlib import Path

from handbook.quiz.items.english import FUNCTION_WORDS
from handbook.quiz.items.text import plain, words

_WORDS = 5
_LETTERS = 50
_TAKEN = re.compile(r"^[\s{-]*(?:id|was)\s*:\s*[\"']?([a-z0-9-]+)", re.M)
_INSIDE = re.compile(r"[{,]\s*(?:id|was)\s*:\s*[\"']?([a-z0-9-]+)")


def propose_id(prompt: str, taken: Container[str], otherwise: str) -> str:
    """An id from the first words of weight in a prompt, none of those taken.

    `otherwise` is the beginning for a prompt without any such word, in letters that an id can have.
    """
    ascii_only = unicodedata.normalize("NFKD", plain(prompt)).encode("ascii", "ignore").decode()
    said = [word for word in words(ascii_only) if word not in FUNCTION_WORDS and word.isalnum()]
    base = ""
    for word in said[:_WORDS]:
        if len(base) + len(word) <= _LETTERS:
            base = f"{base}-{word}".strip("-")
    base = base or otherwise
    number, proposed = 1, base
    while proposed in taken:
        number += 1
        proposed = f"{base}-{number}"
    return proposed


def taken_ids(root: Path) -> set[str]:
    """Every id that a quiz file below `root` holds or held (`was`), even one with mistakes."""
    found: set[str] = set()
    for path in sorted((root / "quizzes").glob("*.yml")):
        text = path.read_text("utf-8", errors="replace")
        found.update(_TAKEN.findall(text), _INSIDE.findall(text))
    return found
