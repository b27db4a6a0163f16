"""A Markdown page read as data: its front matter, headings, fences and tables, with lines.

This is not a Markdown parser. It finds what the handbook's rules speak of, line by line, so
that every finding has a place in the file; Python-Markdown renders the page.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from markdown.extensions.toc import slugify

from handbook.problem import Problem
from handbook.source import Document, read_text, said
from handbook.yamlfile import parse_yaml

TRAINERS = "trainers/"  # where pages stand below docs/ that no learner needs

_FENCE = re.compile(r"^(?P<indent>\s*)(?P<ticks>`{3,}|~{3,})\s*(?P<language>[\w-]*)(?P<rest>[^`]*)$")
_HEADING = re.compile(r"^(?P<hashes>#{1,6})\s+(?P<text>\S.*)$")
_ATTRIBUTES = re.compile(r"\{:?(?P<body>[^{}]*)\}$")


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
    closed: bool = True

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

    @cached_property
    def anchors(self) -> frozenset[str]:
        return frozenset(heading.id for heading in self.headings)

    @cached_property
    def text(self) -> str:
        """The body as it is typed."""
        return "\n".join(text for _, text in self.lines)

    @cached_property
    def words(self) -> frozenset[bytes]:
        """Every word of the file once, as `handbook.source.said` gives them."""
        return frozenset(said(self.text)) | (self.front.words if self.front else frozenset())

    def sections(self, level: int) -> list[Section]:
        """The sections of one heading level, in order, with the smaller ones inside them."""
        found = []
        for index, heading in enumerate(self.headings):
            if heading.level == level:
                following = (self.headings[n] for n in range(index + 1, len(self.headings)))
                first = self.lines[0][0]
                end = next((h.line for h in following if h.level <= level), first + len(self.lines))
                found.append(Section(heading, self.lines[heading.line + 1 - first : end - first]))
        return found

    def problem(self, line: int, column: int, rule: str, message: str, hint: str = "") -> Problem:
        return Problem(self.file, line, column, rule, message, hint)


def read_page(file_path: Path, file: str, path: str) -> tuple[Page | None, list[Problem]]:
    """Reads a page; None when its text cannot be read at all, or there is none.

    `front` of the result is None when the page has no front matter or a broken one; only the
    broken one is a Problem here.
    """
    text, problems = read_text(file_path, file)
    if text is None:
        return None, problems
    if not text.strip():
        hint = "Begin with a line such as `# My title`, or delete the file."
        return None, [Problem(file, 1, 1, "empty-file", "this page is empty.", hint)]
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
            front, problems = parse_yaml("\n".join(lines[1:end]), file, 2, "the front matter")
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
    kept, at = [], 0
    while (start := text.find("<!--", at)) >= 0 and (end := text.find("-->", start)) >= 0:
        kept += [text[at:start], "\n" * text.count("\n", start, end)]
        at = end + len("-->")
    blank = "".join([*kept, text[at:]])
    return list(zip((number for number, _ in body), blank.split("\n"), strict=True))


def _split_fences(lines: list[tuple[int, str]]) -> tuple[list[Fence], list[tuple[int, str]]]:
    fences: list[Fence] = []
    prose: list[tuple[int, str]] = []
    at = 0
    while at < len(lines):
        number, text = lines[at]
        at += 1
        match = _FENCE.match(text)
        if not match:
            prose.append((number, text))
            continue
        indent, ticks = len(match["indent"]), match["ticks"]
        end = _fence_end(lines, at, ticks)
        # What stands below a fence that nobody closed is read as if the fence were not there.
        inside = lines[at : end or at]
        content = tuple((n, line[indent:] if not line[:indent].strip() else line) for n, line in inside)
        fences.append(Fence(match["language"], number, indent + 1, content, end is not None))
        at = at if end is None else end + 1
    return fences, prose


def _fence_end(lines: list[tuple[int, str]], at: int, ticks: str) -> int | None:
    """Where a fence is closed; None where the page ends, or the next fence of its kind begins, first."""
    for index in range(at, len(lines)):
        match = _FENCE.match(lines[index][1])
        if match and match["ticks"].startswith(ticks):
            return None if match["language"] or match["rest"].strip() else index
    return None


def _headings(prose: list[tuple[int, str]]) -> Iterator[Heading]:
    used: dict[str, int] = {}
    for number, text in prose:
        match = _HEADING.match(text)
        if not match:
            continue
        title, anchor = match["text"].rstrip().rstrip("#").rstrip(), None
        attributes = _ATTRIBUTES.search(title)
        if attributes:
            title = title[: attributes.start()].rstrip()
            named = re.search(r"#([\w:.-]+)", attributes["body"])
            anchor = named and named[1]
        anchor = anchor or _unused(slugify(re.sub(r"[*_`]", "", title), "-"), used)
        used.setdefault(anchor, 0)
        yield Heading(len(match["hashes"]), title, anchor, number)


def _unused(anchor: str, used: dict[str, int]) -> str:
    """As Python-Markdown's table of contents does: `id`, `id_1`, `id_2`; `used` holds the last number."""
    candidate = anchor
    while candidate in used:
        used[anchor] += 1
        candidate = f"{anchor}_{used[anchor]}"
    return candidate
