"""The handbook's own words: what a spelling checker would take for slips."""

import re
from pathlib import Path

from handbook.problem import Problem, short
from handbook.source import read_text

WORDS_FILE = "docs/words.txt"
_ONE = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


def read_words(root: Path) -> tuple[frozenset[str], list[Problem]]:
    """The words of `docs/words.txt`, one a line; what follows a `#` is a remark. A missing file is an empty one.

    A word with a capital letter is right only so; one in small letters also where a sentence begins.
    """
    if not (root / WORDS_FILE).exists():
        return frozenset(), []
    text, problems = read_text(root / WORDS_FILE, WORDS_FILE)
    words = set()
    for number, line in enumerate((text or "").split("\n"), 1):
        word = line.partition("#")[0].strip()
        if _ONE.fullmatch(word):
            words.add(word.replace("’", "'"))
        elif word:
            column = len(line) - len(line.lstrip()) + 1
            message, hint = f"“{short(word)}” is not one word.", "Write each word on a line of its own."
            problems.append(Problem(WORDS_FILE, number, column, "word-list", message, hint))
    return frozenset(words), problems
