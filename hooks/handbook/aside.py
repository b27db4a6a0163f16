"""Keeps a search index small: what a question offers is set aside while the page is indexed.

Whoever searches finds a question by its prompt, and a scenario by its first step. Options are partly
wrong on purpose, hints and answers spoil it, and they are most of a page: reading them took a search
plugin a third of the time of a build.
"""

import re
from collections.abc import Sequence

_QUESTION = re.compile(r'(<fieldset class="hb-question"[^>]*>\s*<legend>.*?</legend>)(.*?)(?=</fieldset>)', re.S)
_SCENARIO = re.compile(
    r'(<handbook-scenario[^>]*>.*?<div class="hb-happens">.*?</div>)(.*?)(?=</handbook-scenario>)', re.S
)
_MARK = re.compile(r"<!--hb-aside (\d+)-->")


def set_aside(html: str) -> tuple[str, list[str]]:
    """A page's HTML with a mark in the place of what follows each prompt or first step, and those parts."""
    parts: list[str] = []

    def mark(found: re.Match[str]) -> str:
        parts.append(found[2])
        return f"{found[1]}<!--hb-aside {len(parts) - 1}-->"

    return _SCENARIO.sub(mark, _QUESTION.sub(mark, html)), parts


def put_back(output: str, parts: Sequence[str]) -> str:
    """The page as it was before `set_aside`."""
    return _MARK.sub(lambda mark: parts[int(mark[1])], output) if parts else output
