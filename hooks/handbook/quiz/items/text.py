"""Text tools of the item rules: plain text, words, sentences, and what a text is about."""

import re
from functools import lru_cache

from handbook.quiz.items import english

_MARKUP = re.compile(r"\[([^\]]*)\]\([^)\s]*\)|[*_`]+")
_WORD = re.compile(r"[^\W_]+(?:[.,:][0-9]+)*")
_CONTRACTION = re.compile(r"[’'](?:s|m|d|t|ve|re|ll)\b", re.I)
_SENTENCE_END = re.compile(r"(?<=[.?!…])\s+|(?<=[.?!…][”’\")])\s+|\n\s*\n")
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"")
_NAME = re.compile(r"(?<=[a-z,;] )[A-Z][^\W_]+")
# Many rules look at the same few texts of a quiz, one rule after the other.
_remembered = lru_cache(maxsize=1000)
_ENDINGS = ("ings", "ing", "edly", "ied", "ies", "ed", "es", "s", "ly", "e", "y")

_COMMON = english.FUNCTION_WORDS | english.EVERYDAY_WORDS


@_remembered
def plain(text: str) -> str:
    """A text without its Markdown marks, on one line a paragraph."""
    if "*" in text or "[" in text or "_" in text or "`" in text:
        text = _MARKUP.sub(lambda link: link[1] or "", text)
    return text.strip()


@_remembered
def words(text: str) -> tuple[str, ...]:
    """The words of a text as a reader counts them: small letters, without `’s` and punctuation."""
    if "’" in text or "'" in text:
        text = _CONTRACTION.sub("", text)
    return tuple(_WORD.findall(text.lower()))


def sentences(text: str) -> list[str]:
    """The sentences of a text, with their marks."""
    return [sentence for sentence in _SENTENCE_END.split(text) if words(sentence)]


def without_speech(text: str) -> str:
    """A text without what stands in quotation marks: what somebody says is not the author's claim."""
    return _QUOTED.sub("“…”", text)


def is_speech(text: str) -> bool:
    """Whether the whole text is a line that somebody says."""
    return bool(_QUOTED.fullmatch(text.strip()))


def length(text: str) -> int:
    """The characters that a reader sees."""
    return len(plain(text))


@lru_cache(maxsize=10_000)
def stem(word: str) -> str:
    """A word without its ending, so that “trace”, “traced” and “tracing” are one.

    Cruder than a dictionary and good enough to compare words: nobody ever sees a stem.
    """
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: -len(ending)]
            break
    if len(word) > 3 and word[-1] in "eyi":
        word = word[:-1]
    return word[:-1] if len(word) > 3 and word[-1] == word[-2] else word


@_remembered
def names(text: str) -> frozenset[str]:
    """Words that have a capital letter inside a sentence: names of people, places, days."""
    return frozenset(map(str.lower, _NAME.findall(text)))


@_remembered
def content(text: str) -> frozenset[str]:
    """The stems of a text's words, but for those that only hold sentences together."""
    return frozenset(map(stem, set(words(plain(text))) - english.FUNCTION_WORDS))


@_remembered
def topics(text: str) -> frozenset[str]:
    """What makes a text different from others: its content without names and everyday words."""
    own = set(words(plain(text))) - _COMMON - names(plain(text))
    return frozenset(stem(word) for word in own if len(word) > 2)


def number_word(number: int) -> str:
    """A small number as a word."""
    return english.NUMBER_WORDS[number] if number < len(english.NUMBER_WORDS) else str(number)
