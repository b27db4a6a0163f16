"""YAML with the place of every key and value, for any file whatever it holds.

The data is built from libyaml's events and not from its node tree, because composing a tree
recurses (deep nesting would end the process) and expands aliases (a few lines could grow to
gigabytes). Here the depth and the number of values are bounded, whatever the file says.
"""

from pathlib import Path
from typing import Any

import yaml

from handbook.problem import Problem, short
from handbook.source import Document, KeyPath, Marks, RawMark, read_text
from handbook.yamldata import MAX_DEPTH, MAX_VALUES, Unusual, plain_data, scalar
from handbook.yamlerror import BAD_CHARACTER, character_problem, syntax_problem


def read_yaml(path: Path, file: str) -> tuple[Document | None, list[Problem]]:
    """Reads a YAML file whose top is a mapping; None when it is not one."""
    text, problems = read_text(path, file)
    if text is None:
        return None, problems
    return parse_yaml(text, file)


def parse_yaml(
    text: str, file: str, first_line: int = 1, part: str = "this file"
) -> tuple[Document | None, list[Problem]]:
    """Parses YAML text that begins at `first_line` of `file`; its top must be a mapping.

    `part` names the text in messages.
    """
    if BAD_CHARACTER.search(text):
        return None, [character_problem(text, file, first_line - 1)]
    document = Document(file, text=text, first_line=first_line)
    try:
        data = plain_data(text)
    except (yaml.YAMLError, Unusual):
        pass
    else:
        if isinstance(data, dict):
            document.data = data
            document.find_marks = lambda: _find_marks(text, first_line)
            return document, []
    builder = _Builder(document, first_line - 1)
    document.find_marks = lambda: (builder.values, builder.keys)
    try:
        builder.build(yaml.CSafeLoader(text))
    except yaml.MarkedYAMLError as error:
        builder.problems.append(syntax_problem(error, builder.last, text, file, first_line - 1))
    except yaml.reader.ReaderError:
        builder.problems.append(character_problem(text, file, first_line - 1))
    except _Refusal as refusal:
        builder.problems.append(refusal.problem)
    else:
        if document.data is None:
            builder.problems.append(Problem(file, first_line, 1, "empty-file", f"{part} is empty.", _BEGIN))
        elif not isinstance(document.data, dict):
            message = f"{part} must hold named fields, not a list or a single value."
            builder.problems.append(document.problem((), "not-a-mapping", message, _BEGIN))
    usable = not builder.broken and isinstance(document.data, dict)
    return (document if usable else None), builder.problems


def _find_marks(text: str, first_line: int) -> Marks:
    builder = _Builder(Document(""), first_line - 1)
    builder.build(yaml.CSafeLoader(text))
    return builder.values, builder.keys


_NEW_ENTRY = "If a new entry begins here, put `- ` before it;"
_BEGIN = "Begin with a line such as `title: My title`."


class _Refusal(Exception):
    """Reading stops here: going on would cost too much or make no sense."""

    def __init__(self, problem: Problem):
        super().__init__(str(problem))
        self.problem = problem


class _Builder:
    """Turns parser events into a `Document`, collecting problems."""

    def __init__(self, document: Document, line_offset: int):
        self.document = document
        self.values: dict[KeyPath, RawMark] = {}
        self.keys: dict[KeyPath, RawMark] = {}
        self.offset = line_offset
        self.problems: list[Problem] = []
        self.broken = True
        self.count = 0
        self.last: yaml.ScalarEvent | None = None  # the last text that the parser found

    def build(self, parser: yaml.CSafeLoader) -> None:
        self._next = parser.get_event
        while (event := self._next()) is not None:
            if isinstance(event, yaml.DocumentStartEvent):
                if self.values:
                    hint = "Keep one document in a file: delete the line `---`."
                    raise self._refusal(event, "two-documents", "a second document begins here.", hint)
            elif isinstance(event, yaml.NodeEvent):
                self.document.data = self._value(event, (), 0)
        self.broken = False

    def _value(self, event: Any, path: KeyPath, depth: int) -> Any:
        self.count += 1
        if self.count > MAX_VALUES or depth > MAX_DEPTH:
            hint = f"Write at most {MAX_VALUES:,} values, and at most {MAX_DEPTH} inside one another."
            raise self._refusal(event, "too-complex", "the file is nested too deeply or too long.", hint)
        if event.anchor:  # the mark (`&name`) is refused as well: it would vanish from the text
            sign = "*" if isinstance(event, yaml.AliasEvent) else "&"
            message = f"`{sign}{short(event.anchor)}` means a part of the file that is written elsewhere."
            hint = f"Write the part out; put quotes round a text that begins with `{sign}`."
            raise self._refusal(event, "alias", message, hint)
        self.values[path] = self._mark(event)
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(path, depth)
        if isinstance(event, yaml.SequenceStartEvent):
            items = []
            while not isinstance(item := self._next(), yaml.SequenceEndEvent):
                items.append(self._value(item, (*path, len(items)), depth + 1))
            return items
        return self._scalar(event)

    def _mapping(self, path: KeyPath, depth: int) -> dict[str, Any]:
        mapping: dict[str, Any] = {}
        again = 0  # fields that stand there once more, from the first one on: a dash is missing, most likely
        while not isinstance(key := self._next(), yaml.MappingEndEvent):
            if not isinstance(key, yaml.ScalarEvent):
                message = "a field's name must be a plain word."
                hint = "Write `name: value`, and put quotes round a text that begins with `{` or `[`."
                raise self._refusal(key, "bad-key", message, hint)
            # Names stay as typed, so that `true:` and `no:` are names like any other.
            name, mark = key.value, self._mark(key)
            if name in mapping:
                begins = name == next(iter(mapping))
                if begins or not again:
                    self.problems.append(self._duplicate(path, name, mark, begins))
                again += begins or again > 0
            if name in mapping or again > 1:
                self._value(self._next(), (*path, f"{name} (again)"), depth + 1)
                continue
            inner = (*path, name)
            self.keys[inner] = mark
            mapping[name] = self._value(self._next(), inner, depth + 1)
        return mapping

    def _duplicate(self, path: KeyPath, name: str, mark: RawMark, begins: bool) -> Problem:
        first, *_ = self.keys[*path, name]
        message = f"the field `{short(name)}` is already there, on line {first}."
        hint = f"{_NEW_ENTRY} else delete" if begins else "Delete"
        return Problem(self.document.file, *mark[:2], "duplicate-key", message, f"{hint} one of them.")

    def _scalar(self, event: yaml.ScalarEvent) -> Any:
        try:
            return scalar(event)
        except Unusual:
            hint = "Put quotes round a text that begins with `!`."
            raise self._refusal(event, "bad-tag", f"`{short(event.tag)}` is not known here.", hint) from None

    def _mark(self, event: Any) -> RawMark:
        mark = event.start_mark
        line, column = mark.line + 1 + self.offset, mark.column + 1
        if isinstance(event, yaml.ScalarEvent):
            self.last = event
            return line, column, event.value, bool(event.style)
        return line, column, None, False

    def _refusal(self, event: Any, rule: str, message: str, hint: str) -> _Refusal:
        line, column, *_ = self._mark(event)
        return _Refusal(Problem(self.document.file, line, column, rule, message, hint))
