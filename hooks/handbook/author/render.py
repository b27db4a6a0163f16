"""New files from the templates in `web/templates/new/`."""

from typing import Any

from handbook.author.refused import Refused
from handbook.fields import MAX_TEXT
from handbook.templates import environment
from handbook.yamltext import field_lines


def render(template: str, **fields: Any) -> str:
    """A template of `new/` with its fields; in it, `field(name, text)` writes a line of YAML."""
    return environment().get_template(f"new/{template}").render(**fields, field=_field)


def one_line(text: str) -> str:
    """A text that somebody typed, on one line. Raises Refused for one that no field can hold."""
    typed = " ".join(text.split())
    if not typed:
        raise Refused("Please write something.")
    if len(typed) > MAX_TEXT:
        raise Refused(f"That is longer than {MAX_TEXT} characters. Shorten it.")
    if not typed.isprintable():
        raise Refused("There is an invisible character in it. Type it anew.")
    return typed


def _field(name: str, value: str) -> str:
    return "\n".join(field_lines(name, value))
