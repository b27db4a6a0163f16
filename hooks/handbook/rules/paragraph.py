"""What a rule about wording reads: lines that belong together, and the place of each word in them."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, pairwise

from handbook.page import Page

_ALONE = re.compile(r"#{1,6}\s|!!!|\?\?\?|===|\||\{")  # lines that are no part of a paragraph
_ITEM = re.compile(r"(?:[-*+]|\d+[.)])\s")
_CODE = re.compile(r"`[^`]*`")
_SPEECH = re.compile(r"“[^”]*”?|‘[^‘’]*’|\"[^\"]*\"")
_BAR = re.compile(r"(?<!\\)\|")
_END = re.compile(r"[.?!…][”’)\"*_]*\s+")


@dataclass(frozen=True)
class Paragraph:
    """A paragraph, a list item, a heading or a row of a table."""

    lines: tuple[tuple[int, str], ...]

    @cached_property
    def text(self) -> str:
        """The lines as one text, with code made unreadable: it is shown, and nobody says it."""
        return without_code("\n".join(text for _, text in self.lines))

    @cached_property
    def unspoken(self) -> str:
        """The text with blanks for what stands in quotation marks: its author only quotes it."""
        if self.text.lstrip().startswith(("!!!", "???", "===")):
            return self.text  # there they hold the title of a box
        return without_speech(self.text)

    @property
    def heading(self) -> bool:
        return self.lines[0][1].startswith("#")

    @property
    def item(self) -> bool:
        return bool(_ITEM.match(self.lines[0][1].lstrip()))

    @property
    def row(self) -> bool:
        return self.lines[0][1].lstrip().startswith("|")

    def place(self, offset: int) -> tuple[int, int]:
        """The line and the column of a letter of the text."""
        index = bisect_right(self._starts, offset) - 1
        return self.lines[index][0], offset - self._starts[index] + 1

    def sentences(self) -> list[tuple[int, int]]:
        """Where each sentence of the text begins and ends."""
        ends = [*(end.end() for end in _END.finditer(self.text)), len(self.text)]
        return list(pairwise([0, *ends]))

    def cells(self) -> list[tuple[int, int]]:
        """Where each cell of a row begins and ends."""
        bars = [bar.start() for bar in _BAR.finditer(self.text)]
        return [(start + 1, end) for start, end in pairwise([*bars, len(self.text)])]

    @cached_property
    def _starts(self) -> list[int]:
        return list(accumulate((len(text) + 1 for _, text in self.lines), initial=0))


def without_code(text: str) -> str:
    """A text of the same length in which code is unreadable."""
    return _CODE.sub(lambda code: "`" * len(code[0]), text)


def without_speech(text: str) -> str:
    """A text of the same length with blanks in the place of what stands in quotation marks."""
    return _SPEECH.sub(lambda speech: " " * len(speech[0]), text)


def paragraphs(page: Page) -> Iterator[Paragraph]:
    """The paragraphs, list items, headings and table rows of a page, in order."""
    together: list[tuple[int, str]] = []
    for number, text in page.prose:
        typed = text.lstrip()
        alone = bool(_ALONE.match(typed))
        if together and (not typed or alone or _ITEM.match(typed)):
            yield Paragraph(tuple(together))
            together = []
        if alone:
            yield Paragraph(((number, text),))
        elif typed:
            together.append((number, text))
    if together:
        yield Paragraph(tuple(together))
