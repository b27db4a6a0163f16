"""What a second owner reads: text that keeps people out of danger."""

import re

from handbook.scenario.model import Node
from handbook.scenario.proofs import WAY_OUT

_HEADING = re.compile(r"\b(?:safe|safety|danger|stop signs?|emergency|emergencies|threats?)\b|^stop$", re.I)
_PAGE = re.compile(r"\bsafety\b")


def is_safe_heading(text: str) -> bool:
    """Whether what stands under a heading is about safety, by the heading's words."""
    return bool(_HEADING.search(text))


def is_safe_page(path: str) -> bool:
    """Whether a whole page is about safety, by its file's name, such as limits-and-safety.md."""
    return bool(_PAGE.search(path.rsplit("/", 1)[-1]))


def is_tense(node: Node) -> bool:
    """Whether a step of a scenario is so tense, or offers a way to safety, that its words are words of caution."""
    return node.tension >= WAY_OUT or any(line.safe for line in node.choices)
