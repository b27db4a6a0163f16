"""The entry of a new module in the navigation of mkdocs.yml."""

import re
from collections.abc import Collection, Iterator
from typing import Any

from handbook.author.desk import Desk
from handbook.author.entries import insert_entry
from handbook.author.refused import refused_for
from handbook.source import KeyPath
from handbook.yamlfile import parse_yaml

FILE = "mkdocs.yml"

# MkDocs knows signs in other parts (`!ENV`, `!!python/name:…`) that trainers' files do not have.
_NAV = re.compile(r"^nav:.*\n(?:(?:[ \t#\]-].*)?\n)*", re.M)


def add_module(desk: Desk, modules: Collection[str], overview: str) -> None:
    """Puts a module's overview behind the last one of `modules` (paths of overviews) in the navigation.

    Without any of them there, behind the last page that stands in no section; without a navigation
    nothing is to be done, for MkDocs then finds the pages by itself.
    """
    text = desk.text(FILE)
    plain = text.plain if text.plain.endswith("\n") else f"{text.plain}\n"
    found = _NAV.search(plain)
    if found is None:
        desk.note(FILE, "no `nav:`, so the module stands where the site puts it")
        return
    first = plain.count("\n", 0, found.start()) + 1
    nav, problems = parse_yaml(found[0], FILE, first)
    entries = nav.data["nav"] if nav and isinstance(nav.data["nav"], list) else []
    places = list(_targets(entries, ("nav",)))
    known = [path for path, target in places if target in modules] or [p for p, _ in places if len(p) == 2]
    if nav is None or not known:
        message = f"{FILE}:{first}:1: there is no page in `nav:` below which `{overview}` could stand."
        raise refused_for(problems, f"{message} Nothing was written.")
    last = known[-1]
    insert_entry(text, nav, last[:-1], last[-1], overview)
    desk.note(FILE, f"`{overview}` in the navigation", nav.mark(last).line)


def _targets(entries: list[Any], path: KeyPath) -> Iterator[tuple[KeyPath, Any]]:
    """Each page that a navigation names, with the path of its entry."""
    for index, entry in enumerate(entries):
        ((title, target),) = entry.items() if isinstance(entry, dict) and len(entry) == 1 else ((None, entry),)
        if isinstance(target, list):
            yield from _targets(target, (*path, index, title))
        else:
            yield (*path, index), target
