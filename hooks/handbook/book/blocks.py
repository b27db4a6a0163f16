"""The blocks of a page: HTML as Python-Markdown makes it becomes nodes; what paper cannot show is a problem."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from lxml import etree, html
from PIL import Image

from handbook.book.fences import FENCES, FenceBlocks
from handbook.book.nodes import Blocks, Node, node, plain
from handbook.book.reading import Reading, fragment, trimmed
from handbook.book.tables import table
from handbook.problem import short

PICTURES = frozenset({".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp"})
_CONTAINERS = frozenset({"div", "section", "article", "header", "footer", "main", "figure"})
LINES = "hb-lines-"  # the class of a paragraph, with the number of lines to write on behind it
COUNTS = frozenset("123456789")
_HEADINGS = {f"h{level}": level for level in range(1, 7)}


def page_blocks(reading: Reading, markup: str, level: int, fences: Mapping[str, FenceBlocks] = FENCES) -> Blocks:
    """The blocks of a page's HTML below its title. A heading of the page's second level becomes one of `level`."""
    body = fragment(markup)
    for item in body.xpath("//div[@class='footnote']//li[@id]"):
        reading.notes[item.get("id")] = trimmed([part for p in item.iter("p") for part in reading.inline(p)])
    return list(_Converter(reading, level - 2, fences).blocks(body))


def _opens(file: Path) -> bool:
    """Whether a picture can be read; Typst would stop without saying which one cannot."""
    try:
        if file.suffix.lower() == ".svg":
            return etree.QName(etree.parse(str(file)).getroot()).localname == "svg"
        with Image.open(file) as picture:
            picture.verify()
    except (OSError, SyntaxError, ValueError):  # lxml's XMLSyntaxError is a SyntaxError, and so are Pillow's
        return False
    return True


class _Converter:
    def __init__(self, reading: Reading, shift: int, fences: Mapping[str, FenceBlocks]):
        self.reading, self.shift, self.fences = reading, shift, fences

    def blocks(self, element: html.HtmlElement) -> Iterator[Node]:
        """What an element holds: its blocks, and loose text as paragraphs."""
        if (element.text or "").strip():
            yield node("p", c=[" ".join(element.text.split())])
        for child in element:
            if isinstance(child.tag, str):
                yield from self.block(child)
            if (child.tail or "").strip():
                yield node("p", c=[" ".join(child.tail.split())])

    def block(self, element: html.HtmlElement) -> Iterator[Node]:
        tag, names = element.tag, (element.get("class") or "").split()
        if fence := element.get("data-fence"):
            yield from self.fences[fence](self.reading, element.text or "")
        elif tag in _HEADINGS:
            yield from self._heading(element, _HEADINGS[tag])
        elif tag == "p":
            yield from self._paragraph(element, names)
        elif tag in ("ul", "ol"):
            items = [self._item(item) for item in element if item.tag == "li"]
            yield node("list", ordered=tag == "ol", start=int(element.get("start") or 1), items=items)
        elif tag == "dl":
            yield from self._terms(element)
        elif tag == "table":
            yield from table(self.reading, element)
        elif tag == "blockquote":
            yield node("quote", c=list(self.blocks(element)))
        elif tag == "pre" or "highlight" in names:
            yield node("code-block", text=element.text_content().strip("\n"))
        elif tag == "hr":
            yield node("rule")
        elif tag == "details" or "admonition" in names:
            yield self._box(element, names)
        elif "tabbed-set" in names:
            yield from self._tabs(element)
        elif "footnote" in names:
            return  # each stands where it is called
        elif tag in _CONTAINERS:
            if element.get("id"):
                yield node("p", c=[self.reading.anchor(element.get("id"))])
            yield from self.blocks(element)
        else:
            self.reading.unknown(tag)

    def _heading(self, element: html.HtmlElement, level: int) -> Iterator[Node]:
        if level == 1:
            return  # the chapter has it
        content = self.reading.inline(element)
        content = [part for part in content if not isinstance(part, dict) or part["t"] != "anchor"]
        anchor = f"{self.reading.path}#{element.get('id')}" if element.get("id") else None
        yield node("heading", level=level + self.shift, id=anchor, c=[plain(content)])

    def _paragraph(self, element: html.HtmlElement, names: list[str]) -> Iterator[Node]:
        pictures = element.findall("img")
        if pictures and not element.text_content().strip():
            for picture in pictures:
                yield from self._picture(picture)
            return
        buttons = element.xpath("./a[contains(@class, 'md-button')]")
        if buttons and len(buttons) == len(element):
            return  # a way on for the screen; on paper one turns the page
        content = self.reading.inline(element)
        if content:
            yield node("lead" if "hb-lead" in names else "p", c=content)
        for name in names:
            if name.startswith(LINES):
                yield from self._lines(name)

    def _lines(self, name: str) -> Iterator[Node]:
        """Lines to write on, as many as a paragraph's class says."""
        count = name.removeprefix(LINES)
        if count in COUNTS:
            yield node("lines", count=int(count))
        else:
            message = f"`{short(name)}` does not say how many lines to write on."
            self.reading.problem(name, "html", message, f"Write a number from 1 to 9 behind `{LINES}`.")

    def _item(self, item: html.HtmlElement) -> Blocks:
        """An item of a list: its text, then the blocks inside it."""
        found: Blocks = []
        loose = html.Element("p")
        loose.text = item.text
        for child in list(item):
            if child.tag in ("ul", "ol", "dl", "p", "div", "table", "blockquote", "pre", "details"):
                found += self._loose(loose)
                loose = html.Element("p")
                loose.text = child.tail
                child.tail = None
                found += self.block(child)
            else:
                loose.append(child)
        return found + self._loose(loose)

    def _loose(self, paragraph: html.HtmlElement) -> Blocks:
        content = self.reading.inline(paragraph)
        return [node("p", c=content)] if content else []

    def _terms(self, element: html.HtmlElement) -> Iterator[Node]:
        """A list of terms; on paper each is a paragraph that begins with its term."""
        entries: list[Node] = []
        for child in element:
            if child.tag == "dt":
                entries.append({"term": self.reading.inline(child), "c": []})
            elif child.tag == "dd" and entries:
                entries[-1]["c"] += self._item(child)
        yield node("terms", entries=entries)

    def _box(self, element: html.HtmlElement, names: list[str]) -> Node:
        head = (
            element.find("summary") if element.tag == "details" else element.find("p[@class='admonition-title']")
        )
        title = self.reading.inline(head) if head is not None else []
        if head is not None:
            element.remove(head)
        kind = next((name for name in names if name in ("danger", "warning", "tip", "note", "info")), "note")
        return node("box", kind=kind, title=title, c=list(self.blocks(element)))

    def _tabs(self, element: html.HtmlElement) -> Iterator[Node]:
        labels = element.xpath("./div[contains(@class, 'tabbed-labels')]/label")
        contents = element.xpath("./div[contains(@class, 'tabbed-content')]/div")
        for label, content in zip(labels, contents, strict=True):
            yield node("box", kind="tab", title=self.reading.inline(label), c=list(self.blocks(content)))

    def _picture(self, element: html.HtmlElement) -> Iterator[Node]:
        address, words = element.get("src", ""), " ".join((element.get("alt") or "").split())
        path = self.reading.target(address)
        file = self.reading.root / "docs" / path
        ending = file.suffix.lower()
        if "://" in address or address.startswith(("//", "data:")):
            message = (
                f"the picture {address} is on another computer, and the handbook is printed without the internet."
            )
            self.reading.problem(
                address, "picture", message, "Put the picture into docs/pictures/ and link to it there."
            )
        elif ending not in PICTURES:
            hint = f"Save the picture as one of {', '.join(sorted(PICTURES))}."
            self.reading.problem(address, "picture", f"{address} is not a picture that can be printed.", hint)
        elif not file.is_file():
            message = f"there is no picture docs/{path}."
            self.reading.problem(address, "picture", message, "Mend its name here, or put the file there.")
        elif not _opens(file):
            message = f"docs/{path} is damaged, or it is not what its name says."
            self.reading.problem(address, "picture", message, "Open it in a browser, and save it anew.")
        elif not words:
            message = f"the picture {address} has no text for those who cannot see it."
            self.reading.problem(
                address, "no-alt", message, "Say in the square brackets what it shows: `![…](…)`."
            )
        else:
            yield node("picture", file=f"docs/{path}", alt=words)
