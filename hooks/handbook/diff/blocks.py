"""A page in small parts that can be compared: under each heading, its paragraphs, items, rows and turns."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from handbook.diff.names import Names
from handbook.diff.safety import is_safe_heading, is_safe_page
from handbook.diff.texts import seen
from handbook.page import Fence, Heading, Page
from handbook.rules.paragraph import Paragraph, paragraphs
from handbook.sheets import parse_checklist
from handbook.wording import TRAINERS

_BOX = re.compile(r"(?:!!!|\?\?\?\+?)\s*(?P<kind>[\w-]*)")
_CAUTION = ("danger", "warning")
_BULLET, _NUMBER = re.compile(r"^[*+-]\s+"), re.compile(r"^\d+[.)]\s+")
_RULE = re.compile(r"\|[\s|:-]+")
_BAR = re.compile(r"(?<!\\)\|")
_PICTURE = re.compile(r"!\[(?P<words>[^\[\]]*)\]\((?P<path>[^()\s]+)[^()]*\)(?:\{[^{}]*\})?")
_ATTRIBUTES = re.compile(r"\s*#*\s*(?:\{[^{}]*\})?$")  # a heading's id, and marks that close it
_INDENT = 4  # what Markdown takes for one step to the right


@dataclass(frozen=True)
class Block:
    """A paragraph, list item, table row, line of a dialogue or fence, as its reader sees it."""

    line: int
    text: str
    caution: bool = False  # it stands in a box of danger or warning
    embeds: bool = False  # it shows a quiz or a scenario, and has no words of its own


@dataclass(frozen=True)
class Part:
    """What stands under a heading, down to the next one of any level; `above` leads to it, and holds it."""

    heading: Heading | None
    above: tuple[Heading, ...]
    blocks: tuple[Block, ...]
    safe: bool  # its page or one of its headings is about safety

    @property
    def id(self) -> str:
        return self.heading.id if self.heading else ""


def parts(page: Page, names: Names) -> list[Part]:
    """The parts of a page, in order; the first one, without a heading, holds what stands above all headings."""
    blocks = list(_blocks(page, names))
    starts = [(0, None), *((heading.line, heading) for heading in page.headings)]
    ends = [*(line for line, _ in starts[1:]), float("inf")]
    open_headings: list[Heading] = []
    found = []
    for (start, heading), end in zip(starts, ends, strict=True):
        if heading:
            open_headings = [one for one in open_headings if one.level < heading.level] + [heading]
        own = tuple(block for block in blocks if start <= block.line < end)
        safe = is_safe_page(page.path) or any(is_safe_heading(one.text) for one in open_headings)
        safe = safe and not page.path.startswith(TRAINERS)
        found.append(Part(heading, tuple(open_headings), own, safe))
    return found


def has_caution(found: list[Part]) -> bool:
    """Whether any part of a page is about safety, or holds a box of danger or warning."""
    return any(part.safe or any(block.caution for block in part.blocks) for part in found)


def pictures(page: Page) -> dict[str, tuple[str, int]]:
    """The pictures that a page shows: their words and line, by path below docs/."""
    found = {}
    for number, text in page.prose:
        for picture in _PICTURE.finditer(Names().page_text(text, page.path)):
            found[picture["path"].lstrip("/")] = (" ".join(picture["words"].split()), number)
    return found


def _blocks(page: Page, names: Names) -> Iterator[Block]:
    """All blocks of a page in the order of lines. Pictures are left out: they are compared by themselves."""
    whole = [*((part.lines[0][0], part) for part in paragraphs(page)), *((f.line, f) for f in page.fences)]
    box: tuple[int, bool] | None = None
    for line, part in sorted(whole, key=lambda entry: entry[0]):
        first = part.lines[0][1] if isinstance(part, Paragraph) else " " * (part.column - 1)
        indent = len(first) - len(first.lstrip()) if isinstance(part, Paragraph) else len(first)
        if box and indent <= box[0]:
            box = None
        opened = isinstance(part, Paragraph) and _BOX.match(first.lstrip())
        if opened:
            box = (indent, opened["kind"] in _CAUTION and not page.path.startswith(TRAINERS))
        for number, text in (
            [(line, _paragraph(part))] if isinstance(part, Paragraph) else _fence(page, part, names)
        ):
            if text and not _PICTURE.fullmatch(text.strip()):
                shown = "    " * (indent // _INDENT) + names.page_text(text, page.path)
                embeds = isinstance(part, Fence) and part.language in ("quiz", "scenario")
                yield Block(number, shown, bool(box and box[1]), embeds)


def _paragraph(part: Paragraph) -> str:
    text = seen("\n".join(line for _, line in part.lines))
    if part.heading:
        return _ATTRIBUTES.sub("", text)
    if part.row and _RULE.fullmatch(text):
        return re.sub("-+", "-", "".join(text.split()))
    if part.row:
        return " | ".join(" ".join(cell.split()) for cell in _BAR.split(text)).strip()
    if part.item:
        return _NUMBER.sub("1. ", _BULLET.sub("• ", text))
    return text


def _fence(page: Page, fence: Fence, names: Names) -> Iterator[tuple[int, str]]:
    if fence.language == "quiz":
        yield fence.line, f"quiz: {names.quiz_fence(fence.content)}"
    elif fence.language == "scenario":
        yield fence.line, f"scenario: {names.scenario(fence.content.strip())}"
    elif fence.language == "checklist":
        module = page.path.split("/")[0]
        for one in parse_checklist(fence)[0]:
            yield one.line, f"{seen(one.text)} | {', '.join(names.objective(module, i) for i in one.objectives)}"
    else:
        kept = fence.language not in ("dialogue", "form")
        for number, text in fence.lines:
            yield number, text.rstrip() if kept else " ".join(text.split())
