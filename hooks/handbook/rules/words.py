"""Words that a page may not hold, and what it may not leave out. The numbers P07 … P11 are those of the
project's list of rules for pages. House terms and links are in `handbook.wording`.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from handbook.model import Handbook, Lesson
from handbook.page import Page
from handbook.problem import Problem, short
from handbook.rules.page import CITATION
from handbook.rules.paragraph import Paragraph, paragraphs

_CALM = re.compile(r"\bcalm(?:ing)?\s+down\b", re.I)
# Where a line quotes it as bad, the words around it say so.
_NOT = re.compile(
    r"\bnot\b|n[’']t\b|\bnever\b|\binstead of\b|\brather than\b|\bwithout\b|\bavoid\b|\bstop saying\b"
    r"|\border\w* to\b|\bleave (?:\w+ )?out\b|\bworse\b|\bfails?\b|\bbackfires?\b"
    r"|\b(?:seldom|rarely|hardly|nobody|no one)\b",
    re.I,
)
_BACK = re.compile(r"\b(?:it|that|this|these|such)\b", re.I)
_MISTAKES = re.compile(r"\bmistakes?\b", re.I)
# People do calm down, in their own time: that is not what the rule is about, an order is.
_ORDERED = re.compile(
    r"\b(?:tell(?:s|ing)?|told|say(?:s|ing)?|ask(?:s|ed|ing)?|urge\w*|beg\w*|please|must|should"
    r"|you (?:need|have|ought))\b(?:\W+\w+){0,4}\W*$",
    re.I,
)
_UNFORCED = re.compile(
    r"\b(?:time|minutes?|hours?|until|while|when|after|before|once|help\w*)\b[^“”]*$"
    r"|\b(?:they|he|she|people|customers?|staff|body|can|will)\s+$",
    re.I,
)
_ADVERB = r"(?:(?:also|often|now|even|still|do|does|can|may|have|has|\w+ly)\s+)?"
_STUDY = re.compile(
    rf"\b(?:studies|surveys|experiments|researchers|scientists|psychologists)\s+{_ADVERB}"
    r"(?:show|shown|showed|prove|proved|proven|found|find|say|suggest|suggested)\b"
    rf"|\b(?:research|science|evidence|an?\s+(?:study|survey|experiment))\s+{_ADVERB}"
    r"(?:shows?|shown|showed|proves?|proved|proven|found|finds?|says?|suggests?|suggested)\b"
    r"|\baccording\s+to\s+(?:research|science|an?\s+(?:study|survey|experiment)|studies|surveys)\b",
    re.I,
)
_SHARE = re.compile(r"(?<![\w.,])\d[\d.,]*(?:\s|&nbsp;)?(?:%|per\s?cent\b)", re.I)
# A share of money, of a test or of what one is sure of is a fact of the case, no finding.
_MONEY = re.compile(
    r"\b(?:discounts?|refund\w*|pric\w*|fees?|VAT|tax\w*|interest|deposits?|vouchers?|surcharges?|bills?|fares?"
    r"|rebates?|tips?|cost\w*|pass mark|battery)\b|(?:%|per\s?cent)\s+(?:off|sure|certain)\b",
    re.I,
)


def check_words(page: Page) -> Iterator[Problem]:
    """“Calm down” as advice, and claims without a source."""
    whole = list(paragraphs(page))
    if any("calm" in part.text.lower() for part in whole):
        yield from _calm(page, whole)
    yield from _claims(page, whole)


def check_stop_signs(handbook: Handbook, lesson: Lesson) -> Iterator[Problem]:
    """P07: a lesson says when to leave, and whom to call."""
    safe = next((s for s in lesson.page.sections(2) if s.heading.text == "Stay safe"), None)
    if safe and not ("!!! danger" in safe.text and re.search(r"\[\[[\w-]+\]\]", safe.text)):
        message = "“Stay safe” has no box that says when to leave and whom to call."
        hint = "Copy the box `!!! danger` with its slots from another lesson, word for word."
        yield lesson.page.problem(safe.heading.line, 1, "no-stop-signs", message, hint)


def _calm(page: Page, whole: list[Paragraph]) -> Iterator[Problem]:
    """P11: “calm down” is an order that makes things worse, so it stands only where a page warns of it:
    in its sentence, in the next one, in the heading or the lead above a list, in the column of a table.
    """
    heading = lead = ""
    columns: list[str] = []
    for part in whole:
        if part.heading:
            heading, lead = part.text, ""
        elif not (part.item or part.row):
            lead = part.text if part.text.rstrip().endswith(":") else ""
        if not part.row:
            columns = []
        columns = columns or [part.text[start:end] for start, end in part.cells()]
        if _NOT.search(heading) or _MISTAKES.search(heading) or _NOT.search(lead):
            continue
        for start in _orders_in_row(part, columns) if part.row else _orders(part):
            message = "“calm down” stands here without a word that says not to say it."
            hint = "Say what to do: lower your own voice, name the concern, offer one next step."
            yield page.problem(*part.place(start), "calm-down", message, hint)


def _orders(part: Paragraph) -> Iterator[int]:
    """Where a sentence tells somebody to calm down."""
    parts = [*part.sentences(), (len(part.text), len(part.text))]
    for (start, end), (_, after) in pairwise(parts):
        found, following = _CALM.search(part.text, start, end), part.text[end:after]
        if not found or _NOT.search(part.text, start, end) or (_NOT.search(following) and _BACK.search(following)):
            continue
        before = part.text[max(start, found.start() - 100) : found.start()]
        if _ORDERED.search(before) or not _UNFORCED.search(before):
            yield found.start()


def _orders_in_row(part: Paragraph, columns: list[str]) -> Iterator[int]:
    for index, (start, end) in enumerate(part.cells()):
        found = _CALM.search(part.text, start, end)
        warned = _NOT.search(part.text, start, end) or _NOT.search("".join(columns[index : index + 1]))
        if found and not warned:
            yield found.start()


def _claims(page: Page, whole: list[Paragraph]) -> Iterator[Problem]:
    """P09: what sounds like a finding has its source in the same paragraph, list item or table row, or in
    the lead above the list. A heading has no room for one.
    """
    lead_cites = False
    for part in whole:
        cites = bool(CITATION.search(part.text))
        if not (part.item or part.row):
            lead_cites = cites and part.text.rstrip().endswith(":")
        if cites or part.heading or ((part.item or part.row) and lead_cites):
            continue
        found = _STUDY.search(part.unspoken) or _share(part)
        if found:
            message = f"“{short(found[0])}” sounds like a finding, and no source stands beside it."
            hint = "Write [@source-id] after the claim, or say whose experience it is."
            yield page.problem(*part.place(found.start()), "bare-claim", message, hint)


def _share(part: Paragraph) -> re.Match[str] | None:
    for start, end in part.sentences():
        if (found := _SHARE.search(part.unspoken, start, end)) and not _MONEY.search(part.text, start, end):
            return found
    return None
