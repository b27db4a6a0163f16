"""Where the questions of a quiz file stand in its text, so that one can be changed and no other byte."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import yaml

from handbook.yamldata import Unusual, plain_data
from handbook.yamlerror import BAD_CHARACTER
from handbook.yamltext import entry_lines

_LINE_END = re.compile(r"\r\n|\r|\n")
_AFTER_LINE_END = re.compile(r"(?<=\n)|(?<=\r)(?!\n)")
_COMMENT = re.compile(r"(?:^|(?<=\s))#.*")


@dataclass(frozen=True)
class Change:
    """What a question shall be: the lines of all its fields in order, and the names of those that differ."""

    fields: Mapping[str, list[str]]
    changed: Collection[str]


class _Edit(NamedTuple):
    """Lines, counted from 0, that others take the place of."""

    start: int
    stop: int
    lines: list[str]


class Layout:
    """The text of a quiz file, and where its questions stand.

    Raises ValueError, with the reason in a trainer's words, where there are none to be found.
    """

    def __init__(self, text: str):
        self.raw = _AFTER_LINE_END.split(text)
        ends = _LINE_END.search(text)
        self.end = ends.group() if ends else "\n"
        plain = _plain(text)
        self.lines = plain.split("\n")
        self.data = _read(plain)
        questions = self.data.get("questions") if isinstance(self.data, dict) else None
        if not isinstance(questions, list) or not questions:
            raise ValueError("it has no list `questions:` with a question that one could write below")
        # Composing is safe here: the text holds neither aliases nor anything deep, or it would not have been read.
        root = yaml.compose(plain, yaml.CSafeLoader)
        self.list = next(value for key, value in root.value if key.value == "questions")
        if self.list.flow_style:
            raise ValueError("its questions stand in brackets; begin each on a line of its own with `- id:`")
        self.column = self.list.start_mark.column

    def edited(self, changes: Mapping[int, Change], blocks: list[str]) -> tuple[str, list[tuple[int, str]]]:
        """The text with the questions of `changes` (by their place) changed, and others added below the last.

        Gives the comments, too, that are gone, each with its line, counted from 1. Raises ValueError where
        something in the text is in the way.
        """
        edits = [edit for index, change in changes.items() for edit in self._edits(index, change)]
        lost = [comment for edit in sorted(edits) for comment in self._comments(edit)]
        text = self._spliced([*edits, *self._additions(blocks)], grows=bool(blocks))
        entries = enumerate(self.data["questions"])
        wanted = [_wanted(entry, changes[n]) if n in changes else entry for n, entry in entries]
        wanted += [entry for block in blocks for entry in plain_data(block)]
        if _stripped(_read(_plain(text))) != _stripped({**self.data, "questions": wanted}):
            raise ValueError("something round its questions is in the way; make this change by hand")
        return text, lost

    def _edits(self, index: int, change: Change) -> Iterator[_Edit]:
        entry = self.list.value[index]
        places = {key.value: (key, value) for key, value in entry.value}
        rows = [key.start_mark.line for key, _ in places.values()]
        first = next(iter(places))
        if (
            entry.flow_style
            or len(set(rows)) < len(rows)
            or (first in change.changed and first not in change.fields)
        ):
            whole = entry_lines(line for lines in change.fields.values() for line in lines)
            yield _Edit(self._dash(entry), self._below(entry), self._moved(whole, self.column))
            return
        column = entry.start_mark.column
        for name, (key, value) in places.items():
            if name in change.changed:
                start = key.start_mark.line
                lines = self._moved(change.fields.get(name, []), column)
                if name == first:  # the dash stands before it
                    lines[0] = self.lines[start][:column] + lines[0].lstrip()
                yield _Edit(start, self._below(value), lines)
        before = first
        for name, lines in change.fields.items():
            if name in places:
                before = name
            elif name in change.changed:
                below = self._below(places[before][1])
                yield _Edit(below, below, self._moved(lines, column))

    def _additions(self, blocks: list[str]) -> Iterator[_Edit]:
        if not blocks:
            return
        place = self._below(self.list)
        for line in range(place, len(self.lines)):
            typed = self.lines[line]
            if typed.strip() and not typed.startswith(" " * (self.column + 1)):
                break
            if typed.strip():  # a comment that is moved to the right belongs to the last question
                place = line + 1
        parted = len(self.list.value) == 1 or not self.lines[self._dash(self.list.value[-1]) - 1].strip()
        lines: list[str] = []
        for block in blocks:
            lines += [""] * parted + self._moved(block.removesuffix("\n").split("\n"), self.column)
        follows = place < len(self.lines) and self.lines[place].strip()
        yield _Edit(place, place, lines + [""] * bool(parted and follows))

    def _moved(self, lines: Iterable[str], column: int) -> list[str]:
        return [" " * column + line if line else "" for line in lines]

    def _dash(self, entry: yaml.Node) -> int:
        """The line of an entry's dash."""
        line = entry.start_mark.line
        while self.lines[line][: self.column + 1].strip() != "-":
            line -= 1
        return line

    def _below(self, node: yaml.Node) -> int:
        """The line below the last one of a value: a block's own end is where the next thing begins."""
        while isinstance(node, yaml.CollectionNode) and not node.flow_style:
            last = node.value[-1]
            node = last[1] if isinstance(node, yaml.MappingNode) else last
        end = node.end_mark
        below = end.line + (end.column > 0)
        while not self.lines[below - 1].strip():
            below -= 1
        return below

    def _comments(self, edit: _Edit) -> Iterator[tuple[int, str]]:
        """The comments in the lines of an edit: what a `#` begins outside a value."""
        rows = dict(enumerate(self.lines[edit.start : edit.stop], edit.start))
        for start, end in _scalars(self.list):
            for line in rows.keys() & range(start.line, end.line + 1):
                left = start.column if line == start.line else 0
                right = end.column if line == end.line else len(rows[line])
                rows[line] = rows[line][:left] + "x" * (right - left) + rows[line][right:]
        for line, typed in sorted(rows.items()):
            if found := _COMMENT.search(typed):
                yield line + 1, found.group()

    def _spliced(self, edits: list[_Edit], *, grows: bool) -> str:
        rows = list(self.raw)
        open_end = rows[-1] != ""  # the last line has no line end
        if open_end:
            rows[-1] += self.end
        # From the end, so that the places of the others stay; and of two at one place the later first.
        for edit in sorted(edits, key=lambda edit: edit[:2])[::-1]:
            rows[edit.start : edit.stop] = [line + self.end for line in edit.lines]
        text = "".join(rows)
        return text if grows or not open_end else text.removesuffix(self.end)


def _scalars(node: yaml.Node) -> Iterator[tuple[yaml.Mark, yaml.Mark]]:
    if isinstance(node, yaml.ScalarNode):
        yield node.start_mark, node.end_mark
    elif isinstance(node, yaml.SequenceNode):
        for entry in node.value:
            yield from _scalars(entry)
    else:
        for key, value in node.value:
            yield from _scalars(key)
            yield from _scalars(value)


def _wanted(entry: dict[str, Any], change: Change) -> dict[str, Any]:
    lines = [line for name, field in change.fields.items() if name in change.changed for line in field]
    kept = {name: value for name, value in entry.items() if name not in change.changed}
    return {**kept, **(plain_data("\n".join(lines)) or {})}


def _stripped(data: Any) -> Any:
    """The data without the spaces and lines round texts, which the handbook drops as well."""
    if isinstance(data, dict):
        return {name: _stripped(value) for name, value in data.items()}
    if isinstance(data, list):
        return [_stripped(value) for value in data]
    return data.strip() if isinstance(data, str) else data


def _plain(text: str) -> str:
    return _LINE_END.sub("\n", text.removeprefix("\ufeff"))


def _read(plain: str) -> Any:
    try:
        if not BAD_CHARACTER.search(plain):
            return plain_data(plain)
    except (yaml.YAMLError, Unusual):
        pass
    raise ValueError("it cannot be read; `handbook check` says what is wrong")
