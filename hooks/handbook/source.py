"""Reads trainers' files as text, and keeps the place of every value for messages."""

import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from handbook.problem import Problem

MAX_BYTES = 300_000  # fifty thousand words; whatever such a file holds is read in a second

KeyPath = tuple[str | int, ...]

# Plain letters become small; accents go, and a dash or a curly quote parts words as a blank does.
_SMALL = bytes(ord(chr(byte).lower()) if byte < 128 and chr(byte).isalpha() else ord(" ") for byte in range(256))
_ACCENTS = bytes(set(range(128, 256)) - {0xE2})


def said(text: str) -> list[bytes]:
    """The words of a text in order, as runs of small plain letters.

    For a first look at a large handbook, in a time that nobody notices: as bytes, and rough (“don’t”
    is two, “café” lacks a letter). A word that is not here is not in the text.
    """
    return text.encode(errors="ignore").translate(_SMALL, _ACCENTS).split()


class Mark(NamedTuple):
    """A place in a file, counted from 1, and the value as it is typed there."""

    line: int
    column: int
    raw: str | None = None
    quoted: bool = False


RawMark = tuple[int, int, str | None, bool]
Marks = tuple[dict[KeyPath, RawMark], dict[KeyPath, RawMark]]


@dataclass
class Document:
    """A YAML file: plain data, the text it was read from, and the place of each key and value.

    `("questions", 0, "prompt")` is the path of the first question's prompt. Places are found when
    somebody asks for one, by reading the text a second time (`find_marks`): most files have
    no mistakes, and a large handbook has a million places.
    """

    file: str
    data: Any = None
    text: str = field(default="", repr=False)
    first_line: int = 1  # of the text in its file
    find_marks: Callable[[], Marks] = field(default=lambda: ({}, {}), repr=False, compare=False)

    @cached_property
    def _marks(self) -> Marks:
        return self.find_marks()

    @property
    def values(self) -> dict[KeyPath, RawMark]:
        """The values' places, as tuples with the fields of `Mark`."""
        return self._marks[0]

    @property
    def keys(self) -> dict[KeyPath, RawMark]:
        """The places of the keys."""
        return self._marks[1]

    def mark(self, path: KeyPath, *, key: bool = False) -> Mark:
        """The place of `path`, or of the nearest thing around it that the file does hold."""
        values, keys = self._marks
        while True:
            found = (keys.get(path) or values.get(path)) if key else (values.get(path) or keys.get(path))
            if found or not path:
                return Mark(*found) if found else Mark(1, 1)
            path = path[:-1]
            key = False

    @cached_property
    def words(self) -> frozenset[bytes]:
        """Every word of the file once, as `said` gives them: names of fields as well."""
        return frozenset(said(self.text))

    def problem(self, path: KeyPath, rule: str, message: str, hint: str = "", *, key: bool = False) -> Problem:
        """A `Problem` at the place of `path` (at its key, where `key` is true)."""
        mark = self.mark(path, key=key)
        return Problem(self.file, mark.line, mark.column, rule, message, hint)


def read_text(path: Path, file: str) -> tuple[str | None, list[Problem]]:
    """The text of a file, without byte order mark and with plain line ends, or the Problem.

    Any file gives a result: one that is too large, binary or not UTF-8 gives a Problem.
    """
    try:
        if (size := path.stat().st_size) > MAX_BYTES:
            message = f"this file has {size // 1000:,} kB; the limit is {MAX_BYTES // 1000} kB."
            return _refused(file, "too-large", message, "Split it into smaller files.")
        raw = path.read_bytes()
    except OSError:
        hint = "Check that it is a file, not a folder, and that you may open it."
        return _refused(file, "unreadable", "this file cannot be opened.", hint)
    return _decoded(raw, file)


def read_standard_input(file: str) -> tuple[str | None, list[Problem]]:
    """The same for what somebody types or another program sends."""
    raw = sys.stdin.buffer.read(MAX_BYTES + 1)
    if len(raw) > MAX_BYTES:
        message = f"this text has more than {MAX_BYTES // 1000} kB."
        return _refused(file, "too-large", message, "Split it into smaller ones.")
    return _decoded(raw, file)


def _decoded(raw: bytes, file: str) -> tuple[str | None, list[Problem]]:
    if b"\0" in raw:
        hint = "Save it as plain text (UTF-8), not from a word processor."
        return _refused(file, "not-text", "this is not a text file.", hint)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8", "replace")
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        hint = "Save the file as UTF-8: editors offer it as “Encoding” where they save."
        return _refused(file, "not-utf8", "this character is not in the encoding UTF-8.", hint, line, column)
    return text.replace("\r\n", "\n").replace("\r", "\n"), []


def _refused(
    file: str, rule: str, message: str, hint: str, line: int = 1, column: int = 1
) -> tuple[None, list[Problem]]:
    return None, [Problem(file, line, column, rule, message, hint)]
