"""Markdown to HTML for paper: the site's own extensions, and fences that only leave a mark."""

from html import escape
from typing import Any

from markdown import Markdown

from handbook.markup import LessonMarks
from handbook.model import Handbook
from handbook.rules.page import OWN_FENCES
from handbook.siteconfig import SiteConfig

BUILT_IN = {"toc": {}, "tables": {}, "fenced_code": {}}  # what MkDocs adds to every site
SUPERFENCES = "pymdownx.superfences"


class Renderer:
    """Renders pages one after the other, as the site does."""

    def __init__(self, handbook: Handbook, site: SiteConfig):
        options = {name: dict(given) for name, given in {**BUILT_IN, **site.extensions}.items()}
        options["toc"] |= {"permalink": False}
        fences = [{"name": name, "class": name, "format": _mark} for name in OWN_FENCES]
        options.setdefault(SUPERFENCES, {})["custom_fences"] = fences
        extensions: list[Any] = [*options, LessonMarks(handbook, paper=True)]
        self._md = Markdown(extensions=extensions, extension_configs=options)

    def __call__(self, markdown: str) -> str:
        return self._md.reset().convert(markdown)


def _mark(source: str, language: str, css_class: str, options: dict, md: Markdown, **_: Any) -> str:
    return f'<div data-fence="{language}">{escape(source)}</div>'
