"""The index: the glossary's terms, the lessons' situations and the forms, each with the pages to turn to."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, pairwise

from handbook.book.links import anchors_of
from handbook.book.nodes import Blocks, Inline, Node, node, plain, refer, walk
from handbook.book.plan import Chapter

MARK = "\0"
EVERYWHERE = 0.4  # a term that stands in more lessons than this share leads only to its main places
_PARENTHESES = re.compile(r"\s*\([^)]*\)")


@dataclass
class Entry:
    """A term or a situation, with the anchors of its main places and of the others."""

    term: str
    main: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)


def index_blocks(chapters: Sequence[Chapter]) -> Blocks:
    """The index, grouped by first letter. Empty where there is neither glossary nor situation nor form.

    Puts an anchor into each paragraph or cell that it leads to, so that the page is the one of the word.
    """
    entries = {entry.term: entry for entry in _glossary(chapters)}
    _add_occurrences(entries.values(), [chapter for chapter in chapters if chapter.lesson])
    for chapter in chapters:
        if chapter.lesson:
            for term, anchor in chapter.lesson.meta.situations.items():
                entries.setdefault(term, Entry(term)).main.append(f"{chapter.path}#{anchor}")
        elif chapter.kind == "page" and any(one["t"] == "form" for one in walk(chapter.body)):
            entries.setdefault(chapter.title, Entry(chapter.title)).main.append(chapter.path)
    printed = {anchor: place for place, anchor in enumerate(chain.from_iterable(map(anchors_of, chapters)))}
    blocks: Blocks = []
    for entry in sorted(entries.values(), key=lambda entry: entry.term.casefold()):
        places = sorted({*entry.main, *entry.others} & printed.keys(), key=printed.__getitem__)
        if places:
            refs = [{**refer(anchor), "bare": True, "main": anchor in entry.main} for anchor in places]
            blocks.append(node("card", initial=entry.term[0].upper(), term=entry.term, refs=refs))
    return blocks


def keep_used_terms(chapters: Sequence[Chapter]) -> None:
    """Takes the terms that no lesson of these chapters explains or uses out of their glossary."""
    lessons = [chapter for chapter in chapters if chapter.lesson]
    paths = {lesson.path for lesson in lessons}
    words = "\n".join(plain(one.get("c", [])) for lesson in lessons for one in walk(lesson.body))
    for chapter in chapters:
        for terms in [one for one in walk(chapter.body) if one["t"] == "terms"]:
            terms["entries"] = [
                entry
                for entry in terms["entries"]
                if any(one["t"] == "ref" and one["to"].partition("#")[0] in paths for one in walk(entry["c"]))
                or _names(plain(entry["term"])).search(words)
            ]
        chapter.body = [
            one
            for one, after in pairwise([*chapter.body, node("rule")])
            if one.get("entries", [1]) and (one["t"] != "heading" or after.get("entries", [1]))
        ]


def _glossary(chapters: Sequence[Chapter]) -> list[Entry]:
    """The terms, each with the sections that explain it, and its own place in the glossary."""
    found: list[Entry] = []
    for chapter in chapters:
        for terms in (one for one in walk(chapter.body) if one["t"] == "terms"):
            for entry in terms["entries"]:
                targets = [one["to"] for one in walk(entry["c"]) if one["t"] == "ref" and "#" in one["to"]]
                term = plain(entry["term"])
                own = node("anchor", id=f"{chapter.path}#term-{len(found)}")
                entry["term"].insert(0, own)
                found.append(Entry(term, targets, [own["id"]]))
    return found


def _add_occurrences(entries: Iterable[Entry], lessons: Sequence[Chapter]) -> None:
    """Where each lesson first uses a term, for terms that few lessons use."""
    texts = {chapter.path: list(_texts(chapter.body)) for chapter in lessons}
    # One text a lesson, for it is searched for every term; a line is the text of one place.
    whole = {path: "\n".join(said for _, said in contents) for path, contents in texts.items()}
    for entry in entries:
        word = _pattern(entry.term)
        homes = {anchor.partition("#")[0] for anchor in entry.main}
        found = {
            path: text.count("\n", 0, match.start())
            for path, text in whole.items()
            if path not in homes and (match := word.search(text))
        }
        if len(found) <= EVERYWHERE * len(lessons):
            entry.others += [_anchor(path, place, texts[path][place][0]) for path, place in found.items()]


def _pattern(term: str) -> re.Pattern[str]:
    """The term in either number; parts that a comma divides count each.

    A single word has plain meanings as well ("repair", "point"): it counts only where it is emphasised.
    """
    names = _parts(term)
    patterns = [
        rf"\b{re.escape(name)}(?:s|es)?\b" if " " in name else rf"{MARK}\W*{re.escape(name)}(?:s|es)?\W*{MARK}"
        for name in names
    ]
    return re.compile("|".join(patterns), re.I)


def _names(term: str) -> re.Pattern[str]:
    return re.compile("|".join(rf"\b{re.escape(name)}" for name in _parts(term)), re.I)


def _parts(term: str) -> list[str]:
    names = (_PARENTHESES.sub("", part).strip() for part in term.split(","))
    return [name for name in names if name]


def _texts(body: Blocks) -> Iterator[tuple[Node | Inline, str]]:
    """What can hold an anchor in a lesson: headings, paragraphs and cells, each with its words."""
    for one in walk(body):
        if one["t"] == "heading" and one["id"]:
            yield one, _line(f"{MARK}{plain(one['c'])}{MARK}")
        elif one["t"] in ("p", "lead"):
            yield one["c"], _marked(one["c"])
        elif one["t"] == "table":
            for row in one["rows"]:
                for cell in row:
                    yield cell, _marked(cell)


def _marked(content: Inline) -> str:
    """The words of a text, with a mark before and behind what is emphasised."""
    return _line("".join(f"{MARK}{plain(part)}{MARK}" if _emphasised(part) else plain(part) for part in content))


def _emphasised(part: str | Node) -> bool:
    return isinstance(part, dict) and part["t"] in ("strong", "em")


def _line(text: str) -> str:
    return text.replace("\n", " ")


def _anchor(path: str, place: int, at: Node | Inline) -> str:
    """The anchor of a heading, or a new one at the beginning of a paragraph or a cell."""
    if isinstance(at, dict):
        return at["id"]
    first = at[0]
    if not isinstance(first, dict) or first["t"] != "anchor":
        first = node("anchor", id=f"{path}#indexed-{place}")
        at.insert(0, first)
    return first["id"]
