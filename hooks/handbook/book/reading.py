"""One page on its way to paper: its HTML as nodes, and the place in its file of what cannot be printed."""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote

from lxml import html
from markupsafe import Markup

from handbook.book.nodes import Inline, Node, node, refer
from handbook.markup import LINK, TextRenderer, is_outside
from handbook.model import Handbook
from handbook.page import Page
from handbook.problem import Problem, short

_SPACE = re.compile(r"[ \t\r\n]+")
_MARKS = {"em": "em", "i": "em", "cite": "em", "strong": "strong", "b": "strong", "code": "code", "kbd": "code"}
_MARKS |= {"small": "small", "sub": "sub", "sup": "sup"}
_ON_SCREEN = frozenset({"headerlink", "footnote-backref", "hb-change"})  # of no use on paper
_PLAIN = frozenset({"span", "abbr", "mark", "q", "ins", "time", "dfn", "var", "samp", "u"})


@dataclass
class Reading:
    """What the conversion of a page needs to know, and the problems that it finds.

    `path` is the page's path below `docs/`, `file` the file to mend, `root` the handbook's folder.
    """

    handbook: Handbook
    path: str
    file: str
    root: Path
    text: TextRenderer
    page: Page | None = None
    problems: list[Problem] = field(default_factory=list)
    notes: dict[str, Inline] = field(default_factory=dict)  # the page's footnotes, by their ids

    def problem(self, token: str, rule: str, message: str, hint: str) -> None:
        """Notes a problem at the first place of the page's file that holds `token`."""
        line, column = self._place(token)
        self.problems.append(Problem(self.file, line, column, rule, message, hint))

    def _place(self, token: str) -> tuple[int, int]:
        if self.page:
            for number, typed in self.page.lines:
                if token and (at := typed.find(token)) >= 0:
                    return number, at + 1
        return 1, 1

    def written(self, text: str) -> Inline:
        """A text of a YAML file or of a fence as inline nodes."""
        return self.marked(self.text.inline(text))

    def paragraphs(self, text: str) -> list[Node]:
        """The same as paragraphs."""
        rendered = self.text(text)
        return [node("p", c=self.inline(part)) for part in fragment(rendered) if isinstance(part.tag, str)]

    def marked(self, markup: Markup) -> Inline:
        if "<" not in markup and "&" not in markup:
            return [str(markup)]
        return self.inline(fragment(markup))

    def inline(self, element: html.HtmlElement) -> Inline:
        """What an element holds, as inline nodes without spaces at their ends."""
        return trimmed(list(self._inline(element)))

    def _inline(self, element: html.HtmlElement) -> Iterator[str | Node]:
        yield from _text(element.text)
        for child in element:
            if isinstance(child.tag, str):  # and not a comment
                yield from self._mark(child)
            yield from _text(child.tail)

    def _mark(self, element: html.HtmlElement) -> Iterator[str | Node]:
        tag, names = element.tag, (element.get("class") or "").split()
        if element.get("id") and tag != "sup":
            yield self.anchor(element.get("id"))
        if not _ON_SCREEN.isdisjoint(names):
            return
        if "hb-slot" in names:
            yield node("slot", filled="hb-slot--empty" not in names, c=self.inline(element))
        elif tag == "sup" and (reference := element.find("a[@class='footnote-ref']")) is not None:
            yield node("note", c=self.notes.get(reference.get("href", "")[1:], []))
        elif tag in _MARKS:
            yield node(_MARKS[tag], c=list(self._inline(element)))
        elif tag == "a":
            yield self._link(element, names)
        elif tag == "br":
            yield node("br")
        elif tag in _PLAIN:
            yield from self._inline(element)
        elif tag == "img":
            message = "a picture in the middle of a line cannot be printed."
            self.problem(
                element.get("src", ""),
                "picture",
                message,
                "Give it a line of its own, with an empty line above and below.",
            )
        else:
            self.unknown(tag)

    def _link(self, element: html.HtmlElement, names: list[str]) -> Node:
        address, content = element.get("href", ""), list(self._inline(element))
        if is_outside(address):
            return node("link", href=address, c=content)
        reference = refer(self.target(address), *content, quiet="hb-cite" in names)
        return {**reference, "file": self.file, "place": self._place(address)}

    def target(self, address: str) -> str:
        """The page and the anchor that an address leads to, such as `apologies/index.md#own-it`."""
        path, _, anchor = address.partition("#")
        if path.startswith(LINK):
            path = path.removeprefix(LINK)
        else:
            folder = posixpath.dirname(self.path)
            path = posixpath.normpath(posixpath.join(folder, unquote(path))) if path else self.path
        return f"{path}#{anchor}" if anchor else path

    def anchor(self, name: str) -> Node:
        return node("anchor", id=f"{self.path}#{name}")

    def unknown(self, tag: str) -> None:
        message = f"the printed handbook does not know the HTML element <{short(tag)}>."
        self.problem(f"<{tag}", "html", message, "Write it in Markdown, or take it out.")


def fragment(markup: str) -> html.HtmlElement:
    """Some HTML as the content of one element."""
    return html.fragment_fromstring(markup, create_parent="div")


def trimmed(content: Inline) -> Inline:
    """Inline content without spaces at its ends, and without two in a row."""
    kept: Inline = []
    depth = 0  # of brackets that are open
    for part in content:
        if isinstance(part, str):
            depth += part.count("(") - part.count(")")
        elif part["t"] == "ref" and depth > 0:
            part["inside"] = True  # a comma before its page number then, for brackets in brackets confuse
        if isinstance(part, str) and (not kept or (isinstance(kept[-1], str) and kept[-1].endswith(" "))):
            part = part.lstrip(" ")
        if part != "":
            kept.append(part)
    if kept and isinstance(kept[-1], str):
        kept[-1] = kept[-1].rstrip(" ")
    return [part for part in kept if part != ""]


def _text(text: str | None) -> Iterator[str]:
    if text:
        yield _SPACE.sub(" ", text)
