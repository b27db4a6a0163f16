"""The templates in `web/templates/`: HTML is escaped by itself, Markdown through the filter `plain`."""

import re
from functools import cache
from html import escape
from typing import Any
from urllib.parse import quote

import yaml
from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from handbook.markup import EDIT
from handbook.words import say


@cache
def environment() -> Environment:
    """Templates that know the catalogue of words (`say`). Made once, for compiling them takes long."""
    made = Environment(
        loader=PackageLoader("handbook", "web/templates"),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.globals.update(say=say, front_matter=front_matter, pencil=pencil)
    made.filters["plain"] = plain
    return made


def plain(text: str) -> str:
    """A text from a YAML file as Markdown that shows it as typed, on one line."""
    return re.sub(r"([\\`*_\[\]|])", r"\\\1", escape(" ".join(text.split()), quote=False))


def pencil(file: str, word: str) -> str:
    """A link to where a file is edited, behind the facts of a part that is made from it."""
    return f' <span class="hb-change">· [{say(word)}]({EDIT}{quote(file)})</span>'


def front_matter(**fields: Any) -> str:
    """Front matter for a page. Themes put its texts into HTML as they are, so they are escaped."""
    escaped = {name: escape(value) if isinstance(value, str) else value for name, value in fields.items()}
    return f"---\n{yaml.safe_dump(escaped, allow_unicode=True, sort_keys=False)}---\n"
