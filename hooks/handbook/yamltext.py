"""Writes values as YAML in the style of the trainers' files; `yamlfile` reads them."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import yaml

from handbook.yamldata import Unusual, plain_data
from handbook.yamlerror import BAD_CHARACTER

# Written as escapes: what YAML does not let into a file, and what would show a line's letters in another
# order than the file has them, so that a reviewer sees it.
_HIDDEN = re.compile(
    f"[\ufeff\u202a-\u202e\u2066-\u2069]|{BAD_CHARACTER.pattern}|{yaml.reader.Reader.NON_PRINTABLE.pattern}"
)
# Texts to us, and numbers or signs to other readers of YAML, such as editors.
_ODD = re.compile(r"[-+]?(0[box])?[\d.][\da-f_.]*(e[-+]?\d+)?|=|<<", re.I)
# Lines that GitHub's runners take for commands, wherever a program prints them.
_COMMAND = re.compile(r"^[ \t]*(::|##\[)", re.M)
_ESCAPES = {"\\": r"\\", '"': r"\"", "\n": r"\n", "\t": r"\t"}


def field_lines(name: str, value: Any) -> Iterator[str]:
    """The lines of a field with a text, a boolean, a mapping, or a list of texts or mappings.

    Lists and mappings are never empty here. A text is quoted only where YAML asks for it; one of
    several lines stands below `|-`.
    """
    if isinstance(value, Mapping):
        yield f"{_name(name)}:"
        yield from _moved(_mapping(value))
    elif isinstance(value, list):
        yield f"{_name(name)}:"
        for entry in value:
            yield from _moved(entry_lines(_mapping(entry) if isinstance(entry, Mapping) else _scalar(entry)))
    else:
        first, *rest = _scalar(value)
        yield f"{_name(name)}: {first}"
        yield from _moved(rest)


def entry_lines(lines: Iterable[str]) -> Iterator[str]:
    """The lines of a value as an entry of a list."""
    first, *rest = lines
    yield f"- {first}"
    yield from _moved(rest)


def _mapping(value: Mapping[str, Any]) -> Iterator[str]:
    for name, inner in value.items():
        yield from field_lines(name, inner)


def _moved(lines: Iterable[str]) -> Iterator[str]:
    return (f"  {line}" if line else "" for line in lines)


def _scalar(value: str | bool) -> Iterator[str]:
    if isinstance(value, bool):
        yield str(value).lower()
    elif "\n" in value and not _HIDDEN.search(value) and not _COMMAND.search(value):
        yield "|-"
        yield from value.split("\n")
    elif _is_plain(value, f"- {value}\n- a: {value}\n", [value, {"a": value}]):
        yield value
    else:
        yield _quoted(value)


def _name(name: str) -> str:
    return name if _is_plain(name, f"{name}: a\n", {name: "a"}) else _quoted(name)


def _is_plain(text: str, written: str, meant: Any) -> bool:
    """Whether a text needs no quotes: our own reader is asked."""
    if _HIDDEN.search(text) or _ODD.fullmatch(text):
        return False
    try:
        return plain_data(written) == meant
    except (yaml.YAMLError, Unusual):
        return False


def _quoted(text: str) -> str:
    """In single quotes where they save backslashes, else in double ones."""
    saved = text.count('"') + text.count("\\") > text.count("'")
    if saved and "\n" not in text and not _HIDDEN.search(text):
        return "'" + text.replace("'", "''") + "'"
    return (
        '"'
        + "".join(_ESCAPES.get(sign) or (_escape(sign) if _HIDDEN.match(sign) else sign) for sign in text)
        + '"'
    )


def _escape(sign: str) -> str:
    code = ord(sign)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
