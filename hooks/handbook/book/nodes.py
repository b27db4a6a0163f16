"""The closed set of nodes that the book is made of, and walks over them.

A node is a dictionary with its kind in `t`; texts are plain strings. Whatever stands in a list is one or the
other. `typst/` has a function for each kind, and a kind that it does not know stops the typesetting.
"""

from collections.abc import Iterator, Sequence
from typing import Any

Node = dict[str, Any]
Inline = list[str | Node]
Blocks = list[Node]

SHORT_LABEL = 40  # letters
INLINE = frozenset({"em", "strong", "code", "small", "sub", "sup", "br", "link", "ref", "slot", "anchor", "note"})
BLOCK = frozenset(
    {
        *("heading", "p", "list", "terms", "table", "quote", "code-block", "rule", "picture", "box"),
        *("goals", "dialogue", "checklist", "form", "question", "answer", "worksheet-head", "step", "trail"),
        *("card", "register", "lead", "cut", "fine", "sheet", "lines"),
    }
)


def node(tag: str, /, **fields: Any) -> Node:
    """A node of a known kind."""
    if tag not in INLINE and tag not in BLOCK:
        raise ValueError(f"there is no node {tag}")
    return {"t": tag, **fields}


def walk(value: Any) -> Iterator[Node]:
    """Every node in a value, outer ones first, in the order of reading."""
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            if "t" in one:
                yield one
            waiting += reversed([inner for inner in one.values() if not isinstance(inner, str)])
        elif isinstance(one, (list, tuple)):
            waiting += reversed([inner for inner in one if not isinstance(inner, str)])


def plain(value: Any) -> str:
    """The words of some nodes, as a reader would copy them."""
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        return " " if value.get("t") == "br" else plain(value.get("c", []))
    return "".join(plain(inner) for inner in value)


def paragraph(*content: str | Node, **fields: Any) -> Node:
    return node("p", c=list(content), **fields)


def form_field(label: Inline, lines: int = 1, choices: Sequence[Inline] = ()) -> Node:
    """A field of a form to fill in by hand; the line stands beside a short label."""
    beside = lines == 1 and not choices and len(plain(label)) <= SHORT_LABEL
    return {"label": label, "lines": lines, "choices": list(choices), "beside": beside}


def strong(*content: str | Node) -> Node:
    return node("strong", c=list(content))


def refer(to: str, *content: str | Node, quiet: bool = False) -> Node:
    """A reference to a page or an anchor of the book; a quiet one is a link without its page number."""
    return node("ref", to=to, quiet=quiet, c=list(content))
