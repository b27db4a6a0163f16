"""What a workplace has not filled in yet: told as a notice, for the handbook is complete without it."""

from collections.abc import Iterator
from pathlib import Path

from handbook.model import Handbook
from handbook.problem import Problem
from handbook.yamlfile import read_yaml

WORKPLACE_FILE = "docs/workplace.yml"


def check_slots(handbook: Handbook, root: Path) -> Iterator[Problem]:
    """A notice for each slot without a value. `root` is the handbook's folder."""
    if all(slot.value for slot in handbook.workplace.values()):
        return
    document, _ = read_yaml(root / WORKPLACE_FILE, WORKPLACE_FILE)
    for name, slot in handbook.workplace.items():
        if document and not slot.value:
            message = f"`{name}` is not filled in ({slot.label})."
            hint = "Pages tell the reader how to find out, until you write a `value`."
            yield document.problem((name,), "unfilled-slot", message, hint, key=True)
