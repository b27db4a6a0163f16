"""Every reference leads somewhere: to a page, to plain text where paper has no such page, or to a problem."""

import re
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from handbook.book.metrics import missing, width
from handbook.book.nodes import Node, walk
from handbook.book.plan import Chapter
from handbook.book.tables import WIDTH
from handbook.problem import Problem, did_you_mean, short

_NOT_PRINTED = frozenset({"t", "id", "to", "href", "file", "place", "kind", "way"})
LINE = WIDTH / 10.5  # ems: a line of text in the size of typst/page.typ
# Words between places where a line may end; no shorter one is wider than a line.
_LONG_WORDS = re.compile(r"[^\s/–—-]{31,}")


def resolve(chapters: Sequence[Chapter], pages: Collection[str]) -> list[Problem]:
    """Turns the references of all chapters into links to what the book holds, in place.

    `pages` are the paths of all pages of the site. A reference to a page that is not printed keeps its words.
    """
    anchors = {anchor for chapter in chapters for anchor in anchors_of(chapter)}
    printed = {chapter.path for chapter in chapters}
    problems = []
    for chapter in chapters:
        for reference in [one for one in walk(chapter.body) if one["t"] == "ref"]:
            path, _, name = reference["to"].partition("#")
            if reference["to"] in anchors:
                continue
            if path in printed and name:
                known = {anchor.partition("#")[2] for anchor in anchors if anchor.startswith(f"{path}#")}
                problems.append(
                    _lost(
                        chapter,
                        reference,
                        f"docs/{path} has no heading with the id `{short(name)}`.",
                        did_you_mean(name, known),
                    )
                )
            elif path not in printed and path not in pages and "." in path:
                problems.append(
                    _lost(chapter, reference, f"there is no page docs/{short(path)}.", did_you_mean(path, pages))
                )
            reference["to"] = ""
        problems += _letters(chapter)
    return problems


def anchors_of(chapter: Chapter) -> Iterator[str]:
    """Where a reference may lead in a chapter: its beginning, and every node with an id."""
    if chapter.path:
        yield chapter.path
    for one in walk(chapter.body):
        if anchor := one.get("id"):
            yield anchor


def _lost(chapter: Chapter, reference: Node, message: str, hint: str) -> Problem:
    line, column = reference.get("place", (1, 1))
    return Problem(reference.get("file", chapter.file), line, column, "lost-link", message, hint)


def _letters(chapter: Chapter) -> Iterator[Problem]:
    """Characters that would be empty boxes in print, and words that would stick out of a line."""
    texts = list(_strings([chapter.title, chapter.body]))
    for word in _LONG_WORDS.findall("\n".join(texts)):
        if width(word) > LINE:
            message = f"“{short(word)}” is longer than a line of the printed handbook."
            yield _problem(chapter, word, "wide-word", message, "Divide it by spaces or hyphens.")
    for letter in missing("".join(texts)):
        message = f"the printed handbook has no letter for “{letter}” (U+{ord(letter):04X})."
        yield _problem(chapter, letter, "no-letter", message, "Write it in words, or leave it out.")


def _strings(value: Any) -> Iterator[str]:
    """The texts that are printed."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, inner in value.items():
            if name not in _NOT_PRINTED:
                yield from _strings(inner)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            yield from _strings(inner)


def _problem(chapter: Chapter, token: str, rule: str, message: str, hint: str) -> Problem:
    for number, text in chapter.page.lines if chapter.page else ():
        if token in text:
            return Problem(chapter.file, number, text.index(token) + 1, rule, message, hint)
    return Problem(chapter.file, 1, 1, rule, message, hint)
