"""How hard a page is to read (P08), and whether its day of review has passed (P13).

Warnings, and for `handbook check` alone: no build waits for them, and none changes with the day.
"""

import re
from collections.abc import Iterator
from datetime import date
from functools import cache

from handbook.gaps import check_page_gaps
from handbook.model import Handbook
from handbook.page import Page
from handbook.problem import Problem, short
from handbook.reviews import review_day
from handbook.rules.paragraph import paragraphs

GRADE = 8  # school years: readers of about 13
SAMPLE = 100  # words: the formula says nothing about fewer
LONGEST = 30  # words in a sentence

_MARKUP = re.compile(
    r"!?\[([^\[\]]*)\](?:\([^()]*\)|\[[\w-]+\])|\[@[^\[\]]*\]|\[\[[^\[\]]*\]\]|\{[^{}]*\}|[*_`]+"
    r"|^\s*(?:(?:[-*+>:#]+|\d+[.)])\s+)+|<[^<>]*>",
    re.M,
)
_NO_PROSE = re.compile(r"#|\|[-:\s|]*$|!!!|\?\?\?|===|\{|\*?\[[^\[\]^]+\]:")
_SENTENCE = re.compile(r"(?<=[.?!…:])[”’)\"]*\s+")
_VOWELS = re.compile(r"[aeiouy]+")
# Vowels that do not run together, and a consonant that sounds like a syllable (isn’t).
_APART = re.compile(
    r"(?<![tsgc])i[aou]|ua|uou|[aeouy]ing|reas?$|deas?$|crea[^mks]|^react|^realit|thea|deo|oe[mt]|iet|lien|^scien"
    r"|oyee|[sdt]nt$"
)
_SILENT = re.compile(
    r"(?:[^aeiouylr]|[aeiouy][lr]|ll)e$|[^aeiouytd]ed$|[^aeiouysxzcgh]es$|[aeo]gues?$|[aeiou]ques?$"
)
_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)?")


def check_prose(handbook: Handbook, today: date) -> Iterator[Problem]:
    """Every page is easy enough to read, and none waits for its review."""
    for page in handbook.pages.values():
        yield from _readable(page)
        yield from _reviewed(page, today)


def reading_grade(sentences: list[str]) -> float:
    """The Flesch-Kincaid grade of some sentences, in school years.

    0.39 × words a sentence + 11.8 × syllables a word − 15.59 (Kincaid et al., 1975, Derivation of new
    readability formulas for Navy enlisted personnel).
    """
    words = [word for sentence in sentences for word in _WORD.findall(sentence)]
    if not words:
        return 0.0
    return 0.39 * len(words) / len(sentences) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


def sentences_of(page: Page) -> list[tuple[int, str]]:
    """The sentences of a page's paragraphs, lists and table cells, each with the line where its text begins."""
    found = []
    for part in paragraphs(page):
        if _NO_PROSE.match(part.lines[0][1].lstrip()):
            continue
        whole = "\n".join(text for _, text in part.lines)
        for cell in whole.strip().strip("|").split("|") if part.row else [whole]:
            plain = without_markup(cell).strip()
            sentences = (" ".join(sentence.split()) for sentence in _SENTENCE.split(plain))
            found += [(part.lines[0][0], sentence) for sentence in sentences if _WORD.search(sentence)]
    return found


def without_markup(text: str) -> str:
    """A text as a reader sees it: no addresses, marks, citations and slots."""
    for _ in range(2):  # a picture may stand in a link
        text = _MARKUP.sub(lambda mark: mark[1] or "", text)
    return text


def length(sentence: str) -> int:
    """The words of a sentence as a reader counts them: numbers too, dashes not."""
    return sum(any(map(str.isalnum, word)) for word in sentence.split())


def _readable(page: Page) -> Iterator[Problem]:
    if page.front is None or any(check_page_gaps(page)):
        return  # its fields may stand in the text, or a text is still to be written: told already
    sentences = sentences_of(page)
    grade = reading_grade([text for _, text in sentences])
    if round(grade, 1) > GRADE and sum(length(text) for _, text in sentences) >= SAMPLE:
        message = f"this page needs {grade:.1f} years of school to read; {GRADE} are wanted."
        yield page.problem(1, 1, "hard-to-read", message, "Shorter words and shorter sentences.")
    for number, text in sentences:
        if (count := length(text)) > LONGEST:
            message = f"the sentence “{short(text)}” has {count} words."
            yield page.problem(number, 1, "long-line", message, f"Split it: {LONGEST} are the most.")


def _reviewed(page: Page, today: date) -> Iterator[Problem]:
    due = review_day(page)
    if due and due < today:
        message = f"this page was to be read again by {due}."
        hint = "Read it, mend it, and set `reviewed` and `review_by`."
        yield page.front.problem(("review_by",), "review-due", message, hint)


@cache
def syllables(word: str) -> int:
    """About how many syllables an English word has: groups of vowels, less the silent ones.

    Right for nine words in ten; hyphenation dictionaries, which some libraries count with, find only
    two in “apology” and so make every page look easy.
    """
    typed = word.lower().replace("’", "").replace("'", "")
    count = len(_VOWELS.findall(typed)) + len(_APART.findall(typed)) - bool(_SILENT.search(typed))
    return max(1, count)
