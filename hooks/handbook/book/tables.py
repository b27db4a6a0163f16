"""Tables on paper: columns as wide as their words need, and a problem where that is wider than the page."""

from collections.abc import Iterator

from lxml import html

from handbook.book.metrics import width
from handbook.book.nodes import Inline, Node, node, plain
from handbook.book.reading import Reading
from handbook.problem import short
from handbook.words import WORDS

SIZE = 9.5  # points: the size of the letters in a table, the same in typst/blocks.typ
INSET = 5.0  # points to the left and right of each cell, likewise
SHORT = 84.0  # points: "trade experience" and its like
SPARE = 0.8  # of the line, at most, for what only short texts ask for
WIDTH = 425.0  # points: the narrowest line of text, that of A4 (typst/page.typ)


def table(reading: Reading, element: html.HtmlElement) -> Iterator[Node]:
    """A table with the share of the line that each of its columns takes."""
    header = [reading.inline(cell) for cell in element.xpath("./thead/tr/th")]
    rows = [
        [reading.inline(cell) for cell in row if cell.tag in ("td", "th")]
        for row in element.xpath("./tbody/tr | ./tr")
    ]
    if not header or not rows:
        token = next((plain(cell) for row in rows for cell in row if plain(cell)), "<table")
        message = "a table needs a row of headings and at least one row below it."
        reading.problem(token, "table", message, "Write both, or make a list of it.")
        return
    shares = columns([header, *rows])
    if shares is None:
        names = " | ".join(plain(cell) for cell in header)
        first = next((plain(cell) for cell in header if plain(cell)), "|")
        message = f"the table “{short(names)}” is wider than a page of the printed handbook."
        reading.problem(
            first, "wide-table", message, "Take out a column, shorten long words, or make two tables of it."
        )
        return
    yield node("table", columns=shares, header=header, rows=[_even(row, len(header)) for row in rows])


def columns(rows: list[list[Inline]]) -> list[float] | None:
    """The width of each column in points; None where the longest words do not fit beside each other.

    Every column gets what its longest word needs, and a column of short texts what keeps each on one line; the
    rest of the line goes to those columns that would use it, as in CSS 2.1, section 17.5.2.2 (automatic table
    layout).
    """
    count = max(map(len, rows))
    cells = [[(printed(row[at]), rows[0] is row) for row in rows if at < len(row)] for at in range(count)]
    least = [2 * INSET + SIZE * max(_word(text, bold) for text, bold in column) for column in cells]
    most = [2 * INSET + SIZE * max(width(text, bold=bold) for text, bold in column) for column in cells]
    if sum(least) > WIDTH:
        return None
    unbroken = [high if high <= SHORT else low for low, high in zip(least, most, strict=True)]
    if sum(unbroken) <= WIDTH * SPARE:
        least = unbroken
    wish = sum(most) - sum(least)
    spare = (WIDTH - sum(least)) / wish if wish else 0.0
    return [round(low + (high - low) * spare, 1) for low, high in zip(least, most, strict=True)]


def printed(content: Inline) -> str:
    """The words of a cell with the page numbers that stand behind references, as wide as numbers get."""
    parts = [part if isinstance(part, str) else _with_number(part) for part in content]
    return "".join(parts)


def _with_number(part: Node) -> str:
    number = f" ({WORDS['book_page']}\u00a0000)" if part["t"] == "ref" and not part["quiet"] else ""
    return plain(part) + number


def _word(text: str, bold: bool) -> float:
    """The longest word in ems, with a hair to spare: bold words inside a cell are a little wider."""
    return max((width(word, bold=True) for word in text.replace("/", "/ ").split(" ")), default=0.0) + 0.05


def _even(row: list[Inline], count: int) -> list[Inline]:
    return [*row[:count], *([[]] * (count - len(row)))]
