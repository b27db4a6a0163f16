"""Words that a page may not hold, and what it may not leave out. The numbers P07 … P12 are those of the
project's list of rules for pages.
"""

import re
from collections.abc import Iterator

from handbook.model import Handbook, Lesson
from handbook.page import Page, table_rows
from handbook.phrases import phrase_section
from handbook.problem import Problem

# Where a line quotes something as bad, the words around it say so.
_CALM = re.compile(r"\bcalm(?:ing)? down\b", re.I)
_NOT = re.compile(
    r"\bnot\b|n[’']t\b|\bnever\b|\binstead of\b|\bwithout\b|\bavoid\b|\bstop saying\b|\border\w* to\b", re.I
)
_BANNED = {
    r"\bdiffus(?:e|es|ed|ing) (?:the |a |an |any )?(?:anger|situation|contact|conflict|tension|row|argument)": (
        "to diffuse is to spread",
        "Write “defuse”.",
    ),
    r"\b(?:difficult|problem|nightmare|crazy) (?:customer|caller|client|guest|patient|passenger)s?\b": (
        "this says what somebody is",
        "Say what they do.",
    ),
}
_STUDY = re.compile(
    r"\b(?:studies|research|science|evidence|surveys?|experiments?) (?:\w+ )?"
    r"(?:shows?|proves?|found|finds?|says?|suggests?)\b",
    re.I,
)
_SHARE = re.compile(r"\b\d+(?:\.\d+)? ?(?:%|percent|per cent)")
_CITED = re.compile(r"\[@[^\]]+\]")
_LINK = re.compile(r"(?P<image>!?)\[(?P<text>[^\[\]]*)\]\((?P<address>[^()\s]*)")
_EMPTY_LINKS = {"here", "click here", "this", "link", "this link", "more", "read more", "this page"}


def check_words(page: Page) -> Iterator[Problem]:
    """Banned words, claims without a source, links and pictures without words."""
    for number, text in page.prose:
        for found in _LINK.finditer(text):
            yield from _link(page, number, found)
        for pattern, (why, hint) in _BANNED.items():
            for found in re.finditer(pattern, text, re.I):
                quoted = text.count("“", 0, found.start()) > text.count("”", 0, found.start())
                if not quoted:
                    message = f"“{found[0]}”: {why}."
                    yield page.problem(number, found.start() + 1, "banned-word", message, hint)
    yield from _claims(page)


def check_calm(page: Page, not_cells: frozenset[int] = frozenset()) -> Iterator[Problem]:
    """P11: “calm down” is an order that makes things worse, so it stands only where a page warns of it.

    `not_cells` holds the lines of a phrase bank, where the column says which is which.
    """
    for number, text in page.prose:
        for found in _CALM.finditer(text):
            if number in not_cells:
                first = text.strip().strip("|").split("|")[0]
                warned = not _CALM.search(first)
            else:
                warned = bool(_NOT.search(text))
            if not warned:
                message = "“calm down” stands here without a word that says not to say it."
                hint = "Say what to do: lower your own voice, name the concern, offer one next step."
                yield page.problem(number, found.start() + 1, "calm-down", message, hint)


def check_lesson_words(handbook: Handbook, lesson: Lesson) -> Iterator[Problem]:
    """P07 and P11 for a lesson: stop signs with whom to call, and nobody is told to calm down."""
    section = phrase_section(lesson)
    rows = table_rows(section.lines) if section else []
    yield from check_calm(lesson.page, frozenset(line for line, _ in rows))
    safe = next((s for s in lesson.page.sections(2) if s.heading.text == "Stay safe"), None)
    if safe and not ("!!! danger" in safe.text and re.search(r"\[\[[\w-]+\]\]", safe.text)):
        message = "“Stay safe” has no box that says when to leave and whom to call."
        hint = "Copy the box `!!! danger` with its slots from another lesson, word for word."
        yield lesson.page.problem(safe.heading.line, 1, "no-stop-signs", message, hint)


def _link(page: Page, number: int, found: re.Match[str]) -> Iterator[Problem]:
    text = found["text"].strip(" *_`").rstrip(".")
    if found["image"]:
        if not text:
            message = "this picture has no text for those who cannot see it."
            hint = "Write what it tells, between the square brackets."
            yield page.problem(number, found.start() + 1, "no-alt", message, hint)
    elif text.lower() in _EMPTY_LINKS or text.startswith(("http://", "https://", "www.")):
        message = f"the link “{text}” does not say where it leads."
        hint = "Link the words that name the page."
        yield page.problem(number, found.start() + 1, "bad-page-link", message, hint)


def _claims(page: Page) -> Iterator[Problem]:
    """P09: what sounds like a finding has its source in the same paragraph or table row."""
    for paragraph in _paragraphs(page):
        if any(_CITED.search(text) for _, text in paragraph):
            continue
        for number, text in paragraph:
            found = _STUDY.search(text) or _SHARE.search(text)
            if found:
                message = f"“{found[0]}” sounds like a finding, and no source stands beside it."
                hint = "Write [@source-id] after the claim, or say whose experience it is."
                yield page.problem(number, found.start() + 1, "bare-claim", message, hint)
                break


def _paragraphs(page: Page) -> Iterator[list[tuple[int, str]]]:
    """Lines that belong together: a paragraph; of a table, each row."""
    together: list[tuple[int, str]] = []
    for number, text in page.prose:
        if not text.strip() or text.lstrip().startswith("|"):
            if together:
                yield together
            together = []
            if text.strip():
                yield [(number, text)]
        else:
            together.append((number, text))
    if together:
        yield together
