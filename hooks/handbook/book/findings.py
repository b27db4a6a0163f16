"""The index: the glossary's terms and the lessons' situations, each with the sections to turn to."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from handbook.book.links import anchors_of
from handbook.book.nodes import Blocks, Node, node, plain, refer, walk
from handbook.book.plan import Chapter

EVERYWHERE = 0.4  # a term that stands in more lessons than this share leads only to its main places
_PARENTHESES = re.compile(r"\s*\([^)]*\)")


@dataclass
class Entry:
    """A term or a situation, with the anchors of its main places and of the others."""

    term: str
    main: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)


def index_blocks(chapters: Sequence[Chapter]) -> Blocks:
    """The index, grouped by first letter. Empty where there is neither glossary nor situation."""
    entries = {entry.term: entry for entry in _glossary(chapters)}
    _add_occurrences(entries.values(), [chapter for chapter in chapters if chapter.lesson])
    for chapter in chapters:
        if chapter.lesson:
            for term, anchor in chapter.lesson.meta.situations.items():
                entries.setdefault(term, Entry(term)).main.append(f"{chapter.path}#{anchor}")
    printed = {anchor for chapter in chapters for anchor in anchors_of(chapter)}
    blocks: Blocks = []
    for entry in sorted(entries.values(), key=lambda entry: entry.term.casefold()):
        main, others = (
            [anchor for anchor in anchors if anchor in printed] for anchors in (entry.main, entry.others)
        )
        if main or others:
            initial = entry.term[0].upper()
            blocks.append(node("card", initial=initial, term=entry.term, main=_refs(main), others=_refs(others)))
    return blocks


def _glossary(chapters: Sequence[Chapter]) -> Iterable[Entry]:
    for chapter in chapters:
        for terms in (one for one in walk(chapter.body) if one["t"] == "terms"):
            for entry in terms["entries"]:
                targets = [one["to"] for one in walk(entry["c"]) if one["t"] == "ref" and "#" in one["to"]]
                yield Entry(plain(entry["term"]), targets)


def _add_occurrences(entries: Iterable[Entry], lessons: Sequence[Chapter]) -> None:
    """The first section of each lesson that uses a term, where few lessons do."""
    sections = [(chapter.path, list(_sections(chapter.body))) for chapter in lessons]
    for entry in entries:
        word = _pattern(entry.term)
        homes = {anchor.partition("#")[0] for anchor in entry.main}
        found = [
            anchor
            for path, parts in sections
            if path not in homes and (anchor := next((a for a, text in parts if word.search(text)), None))
        ]
        if len(found) <= EVERYWHERE * len(lessons):
            entry.others += found


def _pattern(term: str) -> re.Pattern[str]:
    """The term as a word of a text, in either number; parts that a comma divides count each."""
    names = [_PARENTHESES.sub("", part).strip() for part in term.split(",")]
    return re.compile("|".join(rf"\b{re.escape(name)}(?:s|es)?\b" for name in names if name), re.I)


def _sections(body: Blocks) -> Iterable[tuple[str, str]]:
    """The anchor and the words of each section of a lesson, its smaller sections apart."""
    anchor, words = None, []
    for block in body:
        if block["t"] == "heading":
            if anchor:
                yield anchor, " ".join(words)
            anchor, words = block["id"], [plain(block["c"])]
        else:
            words += [plain(one["c"]) for one in walk(block) if one["t"] in ("p", "quote", "strong", "lead")]
            words += [
                plain(cell) for one in walk(block) if one["t"] == "table" for row in one["rows"] for cell in row
            ]
    if anchor:
        yield anchor, " ".join(words)


def _refs(anchors: Iterable[str]) -> list[Node]:
    return [{**refer(anchor), "bare": True} for anchor in dict.fromkeys(anchors)]
