"""A Markdown page read as data: its front matter, headings, fences and tables, with lines.

This is not a Markdown parser. It finds what the handbook's rules speak of, line by line, so
that every finding has a place in the file; Python-Markdown renders the page.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from markdown.extensions.toc import slugify

from handbook.problem import Problem
from handbook.source import Document, read_text
from handbook.yamlfile import parse_yaml

_FENCE = re.compile(r"^(?P<indent>\s*)(?P<ticks>`{3,}|~{3,})\s*(?P<language>[\w-]*)(?P<rest>[^`]*)$")
_HEADING = re.compile(r"^(?P<hashes>#{1,6})\s+(?P<text>.+?)\s*#*\s*$")
_ATTRIBUTES = re.compile(r"\s*\{:?(?P<body>[^}]*)\}\s*$")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


@dataclass(frozen=True)
class Heading:
    """A heading: its level (1 to 6), text, id and line."""

    level: int
    text: str
    id: str
    line: int


@dataclass(frozen=True)
class Fence:
    """A fenced block; `lines` pairs each line of its content with the line's number."""

    language: str
    line: int
    column: int
    lines: tuple[tuple[int, str], ...]

    @property
    def content(self) -> str:
        return "\n".join(text for _, text in self.lines)


@dataclass(frozen=True)
class Section:
    """What stands under a heading, down to the next one of the same or a higher level."""

    heading: Heading
    lines: tuple[tuple[int, str], ...]

    @property
    def text(self) -> str:
        return "\n".join(text for _, text in self.lines)


@dataclass(frozen=True)
class Page:
    """One Markdown file. `file` is relative to the handbook's folder, `path` to `docs/`."""

    file: str
    path: str
    lines: tuple[tuple[int, str], ...] = ()  # the body, without front matter
    headings: tuple[Heading, ...] = ()
    fences: tuple[Fence, ...] = ()
    prose: tuple[tuple[int, str], ...] = ()  # the body without fences and comments
    front: Document | None = field(default=None, compare=False)

    @property
    def title(self) -> str:
        return next((heading.text for heading in self.headings if heading.level == 1), self.path)

    def sections(self, level: int) -> list[Section]:
        """The sections of one heading level, in order, with the smaller ones inside them."""
        found = []
        for index, heading in enumerate(self.headings):
            if heading.level == level:
                following = (h.line for h in self.headings[index + 1 :] if h.level <= level)
                end = next(following, self.lines[-1][0] + 1 if self.lines else heading.line)
                inside = tuple((n, text) for n, text in self.lines if heading.line < n < end)
                found.append(Section(heading, inside))
        return found

    def problem(self, line: int, column: int, rule: str, message: str, hint: str = "") -> Problem:
        return Problem(self.file, line, column, rule, message, hint)


def read_page(file_path: Path, file: str, path: str) -> tuple[Page | None, list[Problem]]:
    """Reads a page; None when its text cannot be read at all.

    `front` of the result is None when the page has no front matter or a broken one; only the
    broken one is a Problem here.
    """
    text, problems = read_text(file_path, file)
    if text is None:
        return None, problems
    return parse_page(text, file, path)


def parse_page(text: str, file: str, path: str) -> tuple[Page, list[Problem]]:
    """The same from text that is already there."""
    lines = text.split("\n")
    front, problems, start = None, [], 0
    if lines[0].rstrip() == "---":
        ends = (n for n, line in enumerate(lines[1:], 1) if line.rstrip() in ("---", "..."))
        end = next(ends, None)
        if end is None:
            message = "the front matter that begins here never ends."
            problems.append(Problem(file, 1, 1, "front-matter", message, "Close it with a line `---`."))
        else:
            front, problems = parse_yaml("\n".join(lines[1:end]), file, first_line=2)
            start = end + 1
    body = tuple(enumerate(lines[start:], start + 1))
    fences, prose = _split_fences(_without_comments(body))
    headings = tuple(_headings(prose))
    return Page(file, path, body, headings, tuple(fences), tuple(prose), front), problems


def table_rows(lines: tuple[tuple[int, str], ...]) -> list[tuple[int, list[str]]]:
    """The body rows of every pipe table in some lines: line number and trimmed cells."""
    rows: list[tuple[int, list[str]]] = []
    in_body = False
    for number, text in lines:
        typed = text.strip()
        if not typed.startswith("|"):
            in_body = False
        elif re.fullmatch(r"[|:\-\s]+", typed):
            in_body = True
        elif in_body:
            cells = re.split(r"(?<!\\)\|", typed.strip("|"))
            rows.append((number, [cell.strip() for cell in cells]))
    return rows


def _without_comments(body: tuple[tuple[int, str], ...]) -> list[tuple[int, str]]:
    text = "\n".join(line for _, line in body)
    blank = _COMMENT.sub(lambda match: "\n" * match.group().count("\n"), text)
    return list(zip((number for number, _ in body), blank.split("\n"), strict=True))


def _split_fences(lines: list[tuple[int, str]]) -> tuple[list[Fence], list[tuple[int, str]]]:
    fences: list[Fence] = []
    prose: list[tuple[int, str]] = []
    rest = iter(lines)
    for number, text in rest:
        match = _FENCE.match(text)
        if not match:
            prose.append((number, text))
            continue
        indent, ticks = len(match["indent"]), match["ticks"]
        closing = re.compile(rf"^\s*{re.escape(ticks[0])}{{{len(ticks)},}}\s*$")
        content = []
        for inner_number, inner in rest:
            if closing.match(inner):
                break
            content.append((inner_number, inner[indent:] if not inner[:indent].strip() else inner))
        fences.append(Fence(match["language"], number, indent + 1, tuple(content)))
    return fences, prose


def _headings(prose: list[tuple[int, str]]) -> Iterator[Heading]:
    used: set[str] = set()
    for number, text in prose:
        match = _HEADING.match(text)
        if not match:
            continue
        title, anchor = match["text"], None
        attributes = _ATTRIBUTES.search(title)
        if attributes:
            title = title[: attributes.start()]
            named = re.search(r"#([\w:.-]+)", attributes["body"])
            anchor = named and named[1]
        anchor = anchor or _unused(slugify(re.sub(r"[*_`]", "", title), "-"), used)
        used.add(anchor)
        yield Heading(len(match["hashes"]), title, anchor, number)


def _unused(anchor: str, used: set[str]) -> str:
    """As Python-Markdown's table of contents does: `id`, `id_1`, `id_2`."""
    number = 0
    candidate = anchor
    while candidate in used:
        number += 1
        candidate = f"{anchor}_{number}"
    return candidate
