"""P12: the text of a link says where it leads, and a picture has words."""

import re
from collections.abc import Iterator

from handbook.problem import Problem, short
from handbook.wording.prose import Passage, Prose

_LINK = re.compile(r"(?P<image>!?)(?<!\[)\[(?P<text>[^\[\]]*)\](?=\(|\[(?!@|\[))")
_TAG = re.compile(r"<a\b[^<>]*>(?P<text>[^<>]*)</a>", re.I)
_BARE = re.compile(r"<(?P<text>https?://[^<>\s]*)>", re.I)
_IMAGE_TAG = re.compile(r"<img\b[^<>]*>", re.I)
_ALT = re.compile(r"\balt\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))", re.I)
# Links are read out one after the other, without what stands around them.
_EMPTY = {
    *("here", "see here", "look here", "right here", "there", "this", "that", "it", "link", "this link"),
    *("page", "this page", "this site", "website", "web site", "article", "this article", "this lesson"),
    *("more", "read", "read this", "read more", "read on", "read more here", "continue", "continue reading"),
    *("learn more", "find out more", "see more", "more information", "further information", "more details"),
    *("info", "more info", "details", "open", "view", "go", "download", "source", "start"),
}
_CLICK = re.compile(r"(?:click|tap|press)(?:ing)?(?:\s+(?:here|on|this)\b|$)", re.I)
_ADDRESS = ("http://", "https://", "www.")


def check_links(prose: Prose) -> Iterator[Problem]:
    """Links and pictures without words of their own."""
    if "](" not in prose.raw and "][" not in prose.raw and "<" not in prose.raw:
        return
    for passage in prose.passages:
        for pattern in (_LINK, _BARE, _TAG) if prose.page else (_LINK, _BARE):  # a quiz shows tags as typed
            for found in pattern.finditer(passage.whole):
                yield from _link(passage, found)
        for found in _IMAGE_TAG.finditer(passage.whole) if prose.page else ():
            alt = _ALT.search(found[0])
            if not (alt and "".join(filter(None, alt.groups())).strip()):
                message = "this picture has no text for those who cannot see it."
                yield passage.problem(found.start(), "no-alt", message, "Write what it tells as its `alt`.")


def _link(passage: Passage, found: re.Match[str]) -> Iterator[Problem]:
    shown = " ".join(found["text"].split()).strip(" *_").rstrip(".:!…→» ")
    if found.groupdict().get("image"):
        if not shown:
            message = "this picture has no text for those who cannot see it."
            hint = "Write what it tells, between the square brackets."
            yield passage.problem(found.start(), "no-alt", message, hint)
    elif not shown:
        message, hint = "this link has no text.", "Write between the square brackets where it leads."
        yield passage.problem(found.start(), "bad-page-link", message, hint)
    elif shown.lower() in _EMPTY or _CLICK.match(shown) or shown.startswith(_ADDRESS):
        message = f"the link “{short(shown)}” does not say where it leads."
        yield passage.problem(found.start(), "bad-page-link", message, "Link the words that name the page.")
