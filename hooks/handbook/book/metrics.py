"""How wide text is on paper, from the fonts themselves: for columns that fit, and for letters that are missing."""

from functools import cache
from importlib.resources import as_file, files

from fontTools.ttLib import TTFont

FONTS = files("handbook") / "book" / "fonts"
_FACES = {False: "AtkinsonHyperlegibleNext-Regular.ttf", True: "AtkinsonHyperlegibleNext-Bold.ttf"}


@cache
def _advances(bold: bool) -> dict[int, float]:
    """The width of each character that the font has, in ems."""
    with as_file(FONTS / _FACES[bold]) as path, TTFont(path, lazy=True) as font:
        em, widths = font["head"].unitsPerEm, font["hmtx"]
        return {code: widths[name][0] / em for code, name in font.getBestCmap().items()}


def width(text: str, *, bold: bool = False) -> float:
    """How wide a text is on one line, in ems. Kerning is left out: it narrows more than it widens."""
    advances = _advances(bold)
    return sum(advances.get(ord(letter), 1.0) for letter in text)


def missing(text: str) -> list[str]:
    """The characters of a text that the font does not have, each once, in order."""
    advances = _advances(False)
    return [letter for letter in dict.fromkeys(text) if ord(letter) not in advances and not letter.isspace()]
