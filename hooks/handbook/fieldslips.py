"""Slips in the names and places of fields: what was meant, as far as one can tell."""

import re
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any

from markdown.extensions.toc import slugify
from pydantic import BaseModel
from pydantic_core import ErrorDetails

from handbook.modelfields import field_at, fields_at, model_in
from handbook.problem import GUESSES, nearest
from handbook.source import KeyPath

UNSEEN = "There is an invisible character in it: delete it, and type it anew."

_HYPHENS = re.compile(r"[\s_\u2010-\u2015]+")


class Slips:
    """The unknown fields among the errors of a file that are slips, and what merely follows from them."""

    def __init__(self, model: type[BaseModel], errors: Sequence[ErrorDetails], data: Any):
        unknown = [tuple(error["loc"]) for error in errors if error["type"] == "extra_forbidden"]
        self._homes = _homes(model, islice(unknown, GUESSES), data)
        self._emptied = set(self._homes.values())
        self._texts = {loc for loc in unknown if " " in str(loc[-1]).strip() and len(_at(data, loc[:-1])) == 1}
        self._explained: set[KeyPath] = set()
        missing = {tuple(error["loc"]) for error in errors if error["type"] == "missing"} if unknown else set()
        if missing:
            tried = islice(unknown, GUESSES)
            meant = {(*loc[:-1], nearest(str(loc[-1]), fields_at(model, loc[:-1]))) for loc in tried}
            entries = {loc[:-1] for loc in self._texts}
            self._explained = missing & (meant | {(*home, loc[-1]) for loc, home in self._homes.items()})
            self._explained |= {loc for loc in missing if loc[:-1] in entries}

    def explain(self, error: ErrorDetails) -> bool:
        """Whether an error is there only because of a slip that is told: a missing field, an empty one."""
        if not (self._explained or self._emptied):
            return False
        loc = tuple(error["loc"])
        return loc in self._explained or (error["input"] is None and loc in self._emptied)

    def mend(self, loc: KeyPath) -> str:
        """What to do about an unknown field; empty where it is no slip of these kinds."""
        if hidden(loc[-1]):
            return UNSEEN
        if loc in self._homes:
            owner = next(part for part in reversed(self._homes[loc]) if isinstance(part, str))
            return f"If it belongs to `{owner}` above, move it to the right, until it stands below it."
        if loc in self._texts:
            return 'If it is a text, put quotes ("…") round all of it: a colon and a space make it a field.'
        return ""


def hidden(text: object) -> bool:
    """Whether a word holds a character that one cannot see, such as a space without a width."""
    return not str(text).isprintable()


def as_id(text: str) -> str:
    """The id that somebody may have meant; empty where there is no telling."""
    return slugify(_HYPHENS.sub("-", text.strip()), "-").strip("-")


def _homes(model: type[BaseModel], unknown: Iterable[KeyPath], data: Any) -> dict[KeyPath, KeyPath]:
    """Unknown fields that a field above them lacks, each with the place of that field.

    So a `text` that stands beside its `answer`, and not below it, has not been moved far enough.
    """
    found: dict[KeyPath, KeyPath] = {}
    for *parents, name in unknown:
        around, known = _at(data, parents), fields_at(model, tuple(parents))
        above = list(around)[: list(around).index(name)] if name in around else []
        for field in reversed([field for field in above if field in known]):
            inner = model_in(field_at(model, (*parents, field)).annotation)
            if inner and name in inner.model_fields:
                value, place = around[field], (*parents, field)
                if isinstance(value, list) and value:
                    value, place = value[-1], (*place, len(value) - 1)
                if value is None or (isinstance(value, dict) and name not in value):
                    found[*parents, name] = place
                break
    return found


def _at(data: Any, path: Iterable[str | int]) -> Any:
    for part in path:
        data = data[part]
    return data
