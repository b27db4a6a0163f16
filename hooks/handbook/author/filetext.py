"""The text of a file with its own line ends: changes go to places in it, every other byte stays."""

import re
from collections.abc import Iterable

from handbook.author.refused import Refused

_LINE_END = re.compile(r"\r\n|\r|\n")
_BOM = "\ufeff"


class FileText:
    """A file's text, and the changes to it.

    Lines and columns count from 1, as in messages, and mean the text as it was read: changes do not
    move each other.
    """

    def __init__(self, file: str, text: str):
        self.file = file
        self._mark = _BOM if text.startswith(_BOM) else ""
        self._lines = re.split(r"(?<=\n)|(?<=\r)(?!\n)", text.removeprefix(_BOM))
        ends = _LINE_END.search(text)
        self._end = ends[0] if ends else "\n"
        self._replaced: dict[int, list[tuple[int, str, str]]] = {}
        self._inserted: dict[int, list[str]] = {}

    @property
    def raw(self) -> str:
        """The text as it was read."""
        return self._mark + "".join(self._lines)

    @property
    def plain(self) -> str:
        """The text as it was read, with plain line ends and without byte order mark."""
        return _LINE_END.sub("\n", "".join(self._lines))

    def line(self, number: int) -> str:
        """A line without its end."""
        return self._lines[number - 1].rstrip("\r\n")

    def replace(self, line: int, column: int, old: str, new: str) -> None:
        """Puts `new` in the place of `old`, or before a place where `old` is empty.

        Raises Refused where something else stands there.
        """
        if not self.line(line).startswith(old, column - 1):
            message = f"`{old}` is written here in a way that cannot be changed."
            raise Refused(f"{self.file}:{line}:{column}: {message} Write it without quotes and signs before it.")
        self._replaced.setdefault(line, []).append((column - 1, old, new))

    def insert_below(self, line: int, texts: Iterable[str]) -> None:
        """Puts lines below a line."""
        self._inserted.setdefault(line, []).extend(texts)

    @property
    def changed(self) -> bool:
        return bool(self._replaced or self._inserted)

    def result(self) -> str:
        """The text with all changes."""
        made = []
        for number, line in enumerate(self._lines, 1):
            for start, old, new in sorted(self._replaced.get(number, ()), reverse=True):
                line = line[:start] + new + line[start + len(old) :]
            more = self._inserted.get(number, ())
            # The last line of a file may have no line end; then the last one below it gets none either.
            open_end = bool(more) and not line.endswith(("\r", "\n"))
            added = [f"{text}{self._end}" for text in more]
            if open_end:
                line, added[-1] = line + self._end, added[-1].removesuffix(self._end)
            made += [line, *added]
        return self._mark + "".join(made)
