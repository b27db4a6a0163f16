"""Where the words of a field stand in its file.

However a text is typed, in quotes or folded over lines, its words stand there in their order: the third
“it” of the field is the third one from its beginning in the file.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from handbook.source import Document, KeyPath

_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Typed:
    """A file as it is typed. Its words are listed once, when somebody asks: a field may have a thousand slips."""

    document: Document

    @cached_property
    def words(self) -> dict[str, list[int]]:
        """Where each word begins."""
        found = defaultdict(list)
        for word in _WORD.finditer(self.document.text):
            found[word[0]].append(word.start())
        return dict(found)

    @cached_property
    def lines(self) -> list[int]:
        """Where each line begins."""
        return list(accumulate((len(line) + 1 for line in self.document.text.split("\n")), initial=0))


@dataclass(frozen=True)
class FieldPlace:
    """The line and the column of the word at an offset of a field's text, or else those of the field."""

    typed: Typed
    path: KeyPath
    value: str

    def __call__(self, offset: int) -> tuple[int, int]:
        mark, lines = self.typed.document.mark(self.path), self.typed.lines
        above = self.typed.document.first_line
        line, index = mark.line - above, bisect_right(self._ends, offset)
        if index < len(self._ends) and line < len(lines):
            word, start, before = self._words[index]
            places = self.typed.words.get(word, [])
            same = bisect_left(places, lines[line] + mark.column - 1) + before
            if same < len(places):
                found = places[same] + max(0, offset - start)
                line = bisect_right(lines, found) - 1
                return line + above, found - lines[line] + 1
        return mark.line, mark.column

    @cached_property
    def _words(self) -> list[tuple[str, int, int]]:
        """Each word of the field, where it begins, and how often it stands before."""
        seen: Counter[str] = Counter()
        words = []
        for found in _WORD.finditer(self.value):
            words.append((found[0], found.start(), seen[found[0]]))
            seen[found[0]] += 1
        return words

    @cached_property
    def _ends(self) -> list[int]:
        return [start + len(word) for word, start, _ in self._words]
