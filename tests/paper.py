"""Reads a printed handbook as a program that helps blind people, a printer and a reader would."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from operator import itemgetter
from pathlib import Path
from typing import Any

import pikepdf
import pymupdf

MARGINS = (12, 12, 12, 12)  # points from the paper's edges that every printer can reach; nothing stands outside


def letters(text: str) -> str:
    """A text without spaces and soft breaks, as they differ between a tree and a page."""
    return re.sub(r"[\s\u200b\u00ad]+", "", text)


class Paper:
    """A PDF, with its pages' labels and words."""

    def __init__(self, path: Path):
        self.path = path
        self.document = pymupdf.open(path)
        with pikepdf.open(path) as document:
            self.labels = [page.label for page in document.pages]

    @property
    def outline(self) -> list[tuple[int, str, str]]:
        """Level, title and page label of every bookmark."""
        return [(level, title, self.labels[page - 1]) for level, title, page in self.document.get_toc()]

    def text(self, first: int = 0, last: int | None = None) -> str:
        """The words of some pages in their order, without headers and footers."""
        return "\n".join(self.body(page) for page in list(self.document)[first:last])

    def body(self, page: pymupdf.Page) -> str:
        top, bottom = 60, page.rect.height - 55  # between header and footer
        blocks = page.get_text("blocks", clip=pymupdf.Rect(-1e4, top, 1e4, bottom), sort=False)
        return "\n".join(block[4] for block in blocks)

    def lines(self, page: pymupdf.Page) -> list[tuple[float, str]]:
        """The letters' size and the words of each line, from top to bottom, without header and footer."""
        lines = [line for block in page.get_text("dict")["blocks"] for line in block.get("lines", ())]
        found = sorted(((line["bbox"][1], line["spans"]) for line in lines), key=itemgetter(0))
        return [
            (round(max(span["size"] for span in spans), 1), "".join(span["text"] for span in spans))
            for top, spans in found
            if 55 < top < page.rect.height - 55
        ]

    def links(self) -> Iterator[tuple[str, str | int]]:
        """The words of each link, and where it leads: an address, or the place of a page from 0."""
        with pikepdf.open(self.path) as document:
            places = {page.obj.objgen: place for place, page in enumerate(document.pages)}
            names = document.Root.get("/Names", {}).get("/Dests")
            named = pikepdf.NameTree(names) if names is not None else {}
            for place, page in enumerate(document.pages):
                shown = self.document[place]
                words, height = shown.get_text("words"), shown.rect.height
                for link in page.obj.get("/Annots", []):
                    # a rectangle for each line that it runs over
                    corners = [float(number) for number in link.get("/QuadPoints", link.Rect)]
                    size = 8 if "/QuadPoints" in link else 4
                    areas = [corners[at : at + size] for at in range(0, len(corners), size)]
                    said = " ".join(word[4] for word in words if any(_in(word, area, height) for area in areas))
                    if "/A" in link:
                        yield said, str(link.A.URI)
                    else:
                        goal = link.Dest if isinstance(link.Dest, pikepdf.Array) else named[str(link.Dest)]
                        yield said, places[goal[0].objgen]

    def tags(self) -> Counter[str]:
        """How often each kind of structure element stands in the document, those of rows and cells included."""
        with pikepdf.open(self.path) as document:
            return Counter(str(element.S)[1:] for element in structure(document.Root.StructTreeRoot))


def _in(word: Sequence[Any], corners: Sequence[float], height: float) -> bool:
    """Whether the middle of a word is inside an area whose corners are counted from the page's foot."""
    x, y = (word[0] + word[2]) / 2, height - (word[1] + word[3]) / 2
    return min(corners[::2]) < x < max(corners[::2]) and min(corners[1::2]) < y < max(corners[1::2])


def structure(element: Any) -> Iterator[Any]:
    """Every element of a PDF's structure tree. Walks by itself, for the tree is deeper than Python likes."""
    waiting = [element]
    while waiting:
        one = waiting.pop()
        kids = one.get("/K", [])
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                yield kid
                waiting.append(kid)


def outside(document: pymupdf.Document) -> list[tuple[int, str]]:
    """What stands outside the printable area: the page from 1, and the word or drawing."""
    left, top, right, bottom = MARGINS
    found = []
    everywhere = pymupdf.Rect(-1e5, -1e5, 1e5, 1e5)
    for number, page in enumerate(document, 1):
        area = pymupdf.Rect(left, top, page.rect.width - right, page.rect.height - bottom)
        for word in page.get_text("words", clip=everywhere):
            if not area.contains(pymupdf.Rect(word[:4])):
                found.append((number, word[4]))
        if number > 1:  # the band on the cover runs off the page on purpose
            drawn = [pymupdf.Rect(box) for kind, box in page.get_bboxlog() if "text" not in kind]
            found += [(number, str(rect)) for rect in drawn if not area.contains(rect) and not rect.is_empty]
    return found


def in_order(wanted: Sequence[str], text: str) -> list[str]:
    """The first of some texts that do not follow each other in `text`; empty where all do."""
    place, page = 0, letters(text)
    for one in wanted:
        found = page.find(letters(one), place)
        if found < 0:
            return [one]
        place = found + len(letters(one))
    return []
