"""YAML with the place of every key and value, for any file whatever it holds.

The data is built from libyaml's events and not from its node tree, because composing a tree
recurses (deep nesting would end the process) and expands aliases (a few lines could grow to
gigabytes). Here the depth and the number of values are bounded, whatever the file says.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from handbook.problem import Problem
from handbook.source import Document, KeyPath, Mark, read_text

MAX_DEPTH = 20
MAX_VALUES = 50_000


def read_yaml(path: Path, file: str) -> tuple[Document | None, list[Problem]]:
    """Reads a YAML file whose top is a mapping; None when it is not one."""
    text, problems = read_text(path, file)
    if text is None:
        return None, problems
    return parse_yaml(text, file)


def parse_yaml(text: str, file: str, first_line: int = 1) -> tuple[Document | None, list[Problem]]:
    """Parses YAML text that begins at `first_line` of `file`; its top must be a mapping."""
    document = Document(file)
    builder = _Builder(document, first_line - 1)
    try:
        builder.build(yaml.parse(text, Loader=yaml.CSafeLoader))
    except yaml.MarkedYAMLError as error:
        builder.problems.append(_syntax_problem(error, text, file, first_line - 1))
    except yaml.reader.ReaderError as error:
        builder.problems.append(_character_problem(error, text, file, first_line - 1))
    except _Refusal as refusal:
        builder.problems.append(refusal.problem)
    else:
        if document.data is None:
            message, hint = "this file is empty.", "Begin with `title:`, or delete the file."
            builder.problems.append(Problem(file, first_line, 1, "empty-file", message, hint))
        elif not isinstance(document.data, dict):
            builder.problems.append(
                document.problem(
                    (),
                    "not-a-mapping",
                    "the file must hold named fields, not a list or a single value.",
                    "Begin with a line such as `title: My title`.",
                )
            )
    usable = not builder.broken and isinstance(document.data, dict)
    return (document if usable else None), builder.problems


class _Refusal(Exception):
    """Reading stops here: going on would cost too much or make no sense."""

    def __init__(self, problem: Problem):
        super().__init__(str(problem))
        self.problem = problem


class _Builder:
    """Turns parser events into a `Document`, collecting problems."""

    def __init__(self, document: Document, line_offset: int):
        self.document = document
        self.offset = line_offset
        self.problems: list[Problem] = []
        self.broken = True
        self.count = 0
        self._resolver = yaml.resolver.Resolver()
        self._constructor = yaml.constructor.SafeConstructor()

    def build(self, events: Iterator[Any]) -> None:
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                if self.document.values:
                    hint = "Keep one document in a file: delete the line `---`."
                    raise self._refusal(event, "two-documents", "a second document begins here.", hint)
            elif isinstance(event, yaml.NodeEvent):
                self.document.data = self._value(event, events, (), 0)
        self.broken = False

    def _value(self, event: Any, events: Iterator[Any], path: KeyPath, depth: int) -> Any:
        self.count += 1
        if self.count > MAX_VALUES or depth > MAX_DEPTH:
            hint = f"The limits are {MAX_VALUES:,} values and {MAX_DEPTH} levels."
            raise self._refusal(event, "too-complex", "the file is nested too deeply or too long.", hint)
        if isinstance(event, yaml.AliasEvent):
            hint = "Write the text out where it is needed."
            message = f"`*{event.anchor}` repeats another part of the file, which is not allowed here."
            raise self._refusal(event, "alias", message, hint)
        self.document.values[path] = self._mark(event)
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(events, path, depth)
        if isinstance(event, yaml.SequenceStartEvent):
            items = []
            while not isinstance(item := next(events), yaml.SequenceEndEvent):
                items.append(self._value(item, events, (*path, len(items)), depth + 1))
            return items
        return self._scalar(event)

    def _mapping(self, events: Iterator[Any], path: KeyPath, depth: int) -> dict[str, Any]:
        mapping: dict[str, Any] = {}
        while not isinstance(key := next(events), yaml.MappingEndEvent):
            if not isinstance(key, yaml.ScalarEvent):
                message, hint = "a field's name must be a plain word.", "Write `name: value`."
                raise self._refusal(key, "bad-key", message, hint)
            # Names stay as typed, so that `true:` and `no:` are names like any other.
            name, mark = key.value, self._mark(key)
            if name in mapping:
                first = self.document.keys[(*path, name)]
                self.problems.append(
                    Problem(
                        self.document.file,
                        mark.line,
                        mark.column,
                        "duplicate-key",
                        f"the field `{name}` stands here twice; the first is on line {first.line}.",
                        "Delete one of them.",
                    )
                )
                self._value(next(events), events, (*path, f"{name} (again)"), depth + 1)
                continue
            self.document.keys[(*path, name)] = mark
            mapping[name] = self._value(next(events), events, (*path, name), depth + 1)
        return mapping

    def _scalar(self, event: yaml.ScalarEvent) -> Any:
        tag = event.tag
        if tag is None or tag == "!":
            tag = self._resolver.resolve(yaml.ScalarNode, event.value, event.implicit)
        elif not tag.startswith("tag:yaml.org,2002:"):
            hint = "Put quotes round a text that begins with `!`."
            raise self._refusal(event, "bad-tag", f"`{tag}` is not known here.", hint)
        try:
            return self._constructor.construct_object(yaml.ScalarNode(tag, event.value), deep=True)
        except (yaml.YAMLError, ValueError, ArithmeticError, LookupError):
            return event.value

    def _mark(self, event: Any) -> Mark:
        mark = event.start_mark
        raw = event.value if isinstance(event, yaml.ScalarEvent) else None
        quoted = isinstance(event, yaml.ScalarEvent) and event.style is not None
        return Mark(mark.line + 1 + self.offset, mark.column + 1, raw, quoted)

    def _refusal(self, event: Any, rule: str, message: str, hint: str) -> _Refusal:
        mark = self._mark(event)
        return _Refusal(Problem(self.document.file, mark.line, mark.column, rule, message, hint))


def _syntax_problem(error: yaml.MarkedYAMLError, text: str, file: str, offset: int) -> Problem:
    """libyaml's complaint in a trainer's words, with the likeliest mend."""
    mark = error.problem_mark or error.context_mark
    lines = text.split("\n")
    line, column = (mark.line, mark.column) if mark else (0, 0)
    typed = lines[line] if line < len(lines) else ""
    what = error.problem or ""
    if "\t" in typed[: len(typed) - len(typed.lstrip())] or ("cannot start any token" in what and "\t" in typed):
        column = typed.index("\t")
        message, hint = "there is a tab here.", "Use spaces to move a line to the right."
        return Problem(file, line + 1 + offset, column + 1, "tab", message, hint)
    if "mapping values are not allowed" in what:
        hint = "Put quotes round a text that holds a colon and a space; or mend the spaces before this line."
    elif "unexpected end of stream" in what or "quoted scalar" in (error.context or ""):
        hint = "A quote mark that opens a text must also close it."
    elif "cannot start any token" in what:
        hint = f"Put quotes round a text that begins with `{typed[column : column + 1]}`."
    elif "found undefined alias" in what or "alias" in what or "anchor" in what:
        hint = "Put quotes round a text that begins with `*` or `&`."
    else:
        hint = (
            "Compare the spaces at the start of this line and of the one before; "
            "put quotes round a text that holds `: `."
        )
    return Problem(file, line + 1 + offset, column + 1, "yaml", "this is not valid YAML.", hint)


def _character_problem(error: yaml.reader.ReaderError, text: str, file: str, offset: int) -> Problem:
    bad = next((i for i, char in enumerate(text) if yaml.reader.Reader.NON_PRINTABLE.match(char)), 0)
    line, column = text.count("\n", 0, bad) + 1, bad - text.rfind("\n", 0, bad)
    message = f"there is an invisible character here (code {ord(text[bad]) if text else 0:#06x})."
    return Problem(file, line + offset, column, "character", message, "Delete it and type the place anew.")
