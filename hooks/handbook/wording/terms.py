"""House terms: words that the handbook does not use, and what it says instead (`docs/terms.yml`)."""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from handbook.fields import Term
from handbook.problem import Problem, short
from handbook.source import said
from handbook.wording.prose import Prose

TERMS_FILE = "docs/terms.yml"


def check_terms(terms: Iterable[Term], prose: Prose, *, learners: bool) -> Iterator[Problem]:
    """Where a file uses a word that the house does not. `learners` tells whether they read it.

    What stands in quotation marks is somebody's own word, and lines that one may say are left alone.
    """
    for term in terms:
        if (term.where == "learners" and not learners) or (term.where == "pages" and not prose.page):
            continue
        phrases = [
            phrase for phrase in term.avoid if _may_stand(phrase, prose) and pattern(phrase).search(prose.unspoken)
        ]
        for passage in prose.passages if phrases else ():
            plain = passage.unspoken
            for phrase in term.unless:
                plain = pattern(phrase).sub(lambda right: " " * len(right[0]), plain)
            for phrase in phrases:
                for found in pattern(phrase).finditer(plain):
                    rule = "banned-word" if term.always else "house-term"
                    message = f"“{short(found[0])}”: {term.why.rstrip('.')}."
                    yield passage.problem(found.start(), rule, message, term.instead)


@cache
def pattern(phrase: str) -> re.Pattern[str]:
    """What a phrase of `docs/terms.yml` stands for: `diffuse|diffuses (the) anger`."""
    written = ""
    for words, may_be_missing in split(phrase):
        either = "|".join(re.escape(word).replace("'", "’").replace("’", "['’]") for word in words)
        written += rf"(?:(?:{either})\s+)?" if may_be_missing else rf"(?:{either})\s+"
    # The last word is there, and what follows it is not of the phrase.
    return re.compile(r"(?<!\w)" + written.removesuffix(r"\s+") + r"(?!\w)", re.I)


def split(phrase: str) -> list[tuple[list[str], bool]]:
    """The words of a phrase: those of which one stands there, and whether all of them may be missing."""
    return [(part.strip("()").split("|"), part.startswith("(")) for part in phrase.split()]


def _may_stand(phrase: str, prose: Prose) -> bool:
    """Whether a closer look is worth its time; in most of a thousand quizzes it is not."""
    if not all(any(prose.words.issuperset(parts) for parts in either) for either in _wanted(phrase)):
        return False
    if prose.page or " " in phrase:
        return True
    # `distractors` is a word of every quiz: where it stands before colons only, it is a field's name.
    typed, stands = prose.raw, (word for word in phrase.split("|") if prose.words.issuperset(said(word)))
    return any(
        sum(map(typed.count, (word, word.capitalize(), word.upper()))) > typed.count(f"{word}:") for word in stands
    )


@cache
def _wanted(phrase: str) -> list[list[list[bytes]]]:
    return [[said(word) for word in words] for words, may_be_missing in split(phrase) if not may_be_missing]
