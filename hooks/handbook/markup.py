"""Markdown of two kinds: a quiz's texts (paragraphs and inline marks only) and a lesson's extras."""

import re
import xml.etree.ElementTree as etree
from collections.abc import Callable
from urllib.parse import urljoin

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import AutolinkInlineProcessor, InlineProcessor
from markdown.treeprocessors import Treeprocessor
from markupsafe import Markup

from handbook.model import Handbook

# A link to a page of the handbook is written into HTML as LINK + path; whoever knows the
# pages' addresses replaces it (`resolve_links`).
LINK = "handbook:"
# A pencil for a part of a page that is made from a file of its own; it stands in a span of the class `hb-change`.
EDIT = "handbook-edit:"
_PENCIL = re.compile(rf'<span class="hb-change">.*?href="{EDIT}([^"]+)".*?</span>', re.S)
_LINK_ATTRIBUTE = re.compile(rf'href="{LINK}([^"#]+)(#[^"]*)?"')
# What Python-Markdown knows and a quiz text does not.
_BLOCKS = ("empty", "indent", "code", "hashheader", "setextheader", "hr", "olist", "ulist", "quote", "reference")
_INLINES = ("html", "image_link", "image_reference", "short_image_ref", "reference", "short_reference", "automail")
_OUTSIDE = re.compile(r"(https?://|mailto:)", re.I)
_PAGE_LINK = re.compile(r"(?P<path>[\w./-]+\.md)(#(?P<anchor>[\w:.-]+))?\Z")

# Whatever Markdown or HTML could take for something else: marks, line ends, spaces at an end.
_MARKED = re.compile(r"[\\`*_\[\]<>&\x00-\x1f\x7f]|\A\s|\s\Z|\A\Z")


class TextRenderer:
    """Turns a quiz text into HTML: paragraphs, emphasis, code and links, nothing else.

    HTML in the text is shown as it is typed. A link leads to http, https, mailto or a page of
    the handbook; any other address is dropped. Lists, headings and images stay as typed.
    """

    def __init__(self) -> None:
        self._md = md = Markdown(output_format="html")
        md.preprocessors.deregister("html_block")
        for name in _BLOCKS:
            md.parser.blockprocessors.deregister(name)
        for name in _INLINES:
            md.inlinePatterns.deregister(name)
        md.inlinePatterns.register(_Link(md), "link", 160)
        md.inlinePatterns.register(_BareLink(_BARE_LINK, md), "autolink", 120)
        self._links = _SafeLinks(md)
        md.treeprocessors.register(self._links, "safe-links", 0)

    def __call__(self, text: str) -> Markup:
        if not _MARKED.search(text):
            return Markup(f"<p>{text}</p>")  # most texts are plain
        return self.markdown(text)

    def inline(self, text: str) -> Markup:
        """The same for places where HTML allows no paragraphs (a legend, a label)."""
        return inline(self(text)) if _MARKED.search(text) else Markup(text)

    def markdown(self, text: str) -> Markup:
        """The same by way of the Markdown parser, whatever the text."""
        self._links.addresses.clear()
        return Markup(self._md.reset().convert(text))

    def addresses(self, text: str) -> list[str]:
        """The addresses of the links in a text, as they are typed."""
        self(text)
        return list(self._links.addresses)


def inline(html: Markup) -> Markup:
    """The same for places where HTML allows no paragraphs (a legend, a label).

    One paragraph needs nothing around it; several become spans.
    """
    if html.count("<p>") == 1 and html.startswith("<p>"):
        return html.removeprefix("<p>").removesuffix("</p>")
    return Markup(str(html).replace("<p>", '<span class="hb-p">').replace("</p>", "</span>"))


class _Link(InlineProcessor):
    """`[text](address)`, in a time that grows with the length of a text and not with its square.

    Python-Markdown's own looks from every `[` as far as the end of the text, so that a quiz of
    brackets takes minutes. Here the text of a link holds no brackets, and those inside its
    address come in pairs. A title is read over.
    """

    ANCESTOR_EXCLUDES = ("a",)

    def __init__(self, md: Markdown):
        part = r'[^()<>\[\]"\n]*'
        address = rf"<?(?P<address>{part}(?:\({part}\){part})*)>?"
        super().__init__(rf'(?<!!)\[(?P<text>[^\[\]]+)\]\({address}(?:"[^"()\[\]]*" *)?\)', md)

    def handleMatch(self, m: re.Match[str], data: str):
        link = etree.Element("a", {"href": self.unescape(m["address"]).strip()})
        link.text = m["text"]
        return link, m.start(0), m.end(0)


# Without what Python-Markdown has put in the place of other marks: no link stands in a link.
_BARE_LINK = r"<(https?://[^<>\s\x02\x03]*)>"


class _BareLink(AutolinkInlineProcessor):
    """`<https://example.org/>`."""

    ANCESTOR_EXCLUDES = ("a",)


class _SafeLinks(Treeprocessor):
    def __init__(self, md: Markdown):
        super().__init__(md)
        self.addresses: list[str] = []

    def run(self, root: etree.Element) -> None:
        for link in root.iter("a"):
            address = link.get("href", "")
            self.addresses.append(address)
            if page_link(address):
                link.set("href", LINK + address)
            elif not is_outside(address):
                link.attrib.pop("href", None)


def is_outside(address: str) -> bool:
    """Whether an address leads to the web or to a mailbox."""
    return bool(_OUTSIDE.match(address))


def page_link(address: str) -> tuple[str, str | None] | None:
    """The path and the anchor of a link to a page of the handbook, such as `a/b.md#c`."""
    match = _PAGE_LINK.match(address)
    return (match["path"], match["anchor"]) if match else None


def edit_base(url: str | None, path: str | None) -> str:
    """Where the files below `docs/` are edited, from the address for one of them; empty where nobody can tell."""
    return url.removesuffix(path) if url and path and url.endswith(path) else ""


def resolve_links(html: str, address: Callable[[str], str | None], edit: str = "") -> str:
    """Puts real addresses in the place of links to the handbook's pages, and of pencils to its files.

    `address` gives the address of a page such as `apologies/index.md`, or None where there is
    none: then the link loses its address and stays as text. `edit` is what `edit_base` gives; without
    it there are no pencils.
    """

    def replace(match: re.Match[str]) -> str:
        found = address(match[1])
        return "" if found is None else f'href="{found}{match[2] or ""}"'

    def pencil(match: re.Match[str]) -> str:
        return match[0].replace(f"{EDIT}{match[1]}", urljoin(edit, f"../{match[1]}")) if edit else ""

    return _LINK_ATTRIBUTE.sub(replace, _PENCIL.sub(pencil, html) if EDIT in html else html)


class LessonMarks(Extension):
    """`[@source]` and `[[slot]]` in lessons. On paper an empty slot is a line to write on, with its own words."""

    def __init__(self, handbook: Handbook, *, paper: bool = False):
        super().__init__()
        self.handbook, self.paper = handbook, paper

    def extendMarkdown(self, md: Markdown) -> None:
        # Before links (160), which would take the brackets, and after code spans (190).
        md.inlinePatterns.register(_Citation(self.handbook, md), "handbook-citation", 175)
        md.inlinePatterns.register(_SlotMark(self.handbook, md, self.paper), "handbook-slot", 176)


class _Citation(InlineProcessor):
    def __init__(self, handbook: Handbook, md: Markdown):
        super().__init__(r"\[@([\w-]+)\]", md)
        self.sources = handbook.sources

    def handleMatch(self, m: re.Match[str], data: str):
        source = self.sources.get(m[1])
        if source is None:
            return None, None, None
        link = etree.Element("a", {"class": "hb-cite", "href": f"{LINK}sources.md#{m[1]}"})
        link.text = f"({source.short})"
        return link, m.start(0), m.end(0)


class _SlotMark(InlineProcessor):
    def __init__(self, handbook: Handbook, md: Markdown, paper: bool):
        super().__init__(r"\[\[([\w-]+)\]\]", md)
        self.slots, self.paper = handbook.workplace, paper

    def handleMatch(self, m: re.Match[str], data: str):
        slot = self.slots.get(m[1])
        if slot is None:
            return None, None, None
        mark = etree.Element("span", {"class": "hb-slot" if slot.value else "hb-slot hb-slot--empty"})
        mark.text = slot.value or (slot.on_paper if self.paper else slot.unfilled)
        return mark, m.start(0), m.end(0)
