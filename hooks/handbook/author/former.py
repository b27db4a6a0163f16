"""Writes a question's former id into its `was:`, the newest first."""

from copy import deepcopy

from handbook.author.filetext import FileText
from handbook.author.refused import Refused
from handbook.source import Document, KeyPath
from handbook.yamlfile import parse_yaml


def keep_former(text: FileText, document: Document, path: KeyPath, old: str) -> None:
    """Adds `old` to the former ids of the question at `path`, whose id is `old` in `document`.

    Raises Refused where the question is written in a way that leaves no place for it.
    """
    was = document.data[path[0]][path[1]].get("was")
    mark = document.mark((*path, "was"))
    typed = mark.raw or ""
    if (*path, "was") not in document.keys:
        _first(text, document, path, old)
    elif isinstance(was, str) and text.line(mark.line).startswith(typed, mark.column - 1 + mark.quoted):
        text.replace(mark.line, mark.column, "", f"[{old}, ")
        text.replace(mark.line, mark.column + len(typed) + 2 * mark.quoted, "", "]")
    elif isinstance(was, list) and text.line(mark.line).startswith("[", mark.column - 1):
        text.replace(mark.line, mark.column, "[", f"[{old}, " if was else f"[{old}")
    elif isinstance(was, list):
        first = document.mark((*path, "was", 0))
        text.insert_below(first.line - 1, [text.line(first.line)[: first.column - 1] + old])


def _first(text: FileText, document: Document, path: KeyPath, old: str) -> None:
    whole, name, value = document.mark(path), document.mark((*path, "id"), key=True), document.mark((*path, "id"))
    if text.line(whole.line).startswith("{", whole.column - 1):
        text.replace(value.line, value.column + len(old) + 2 * value.quoted, "", f", was: {old}")
    else:
        text.insert_below(value.line, [f"{' ' * (name.column - 1)}was: {old}"])


def verify(text: FileText, document: Document, path: KeyPath, new: str) -> None:
    """Raises Refused unless the changed text says what it said, but for the question's id and former ids."""
    wanted = deepcopy(document.data)
    entry = wanted[path[0]][path[1]]
    was = entry.get("was", [])
    entry |= {"id": new, "was": [entry["id"], *(was if isinstance(was, list) else [was])]}
    changed, _ = parse_yaml(
        text.result().removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n"), text.file
    )
    found = changed and changed.data
    if found and isinstance(found[path[0]][path[1]].get("was"), str):
        found[path[0]][path[1]]["was"] = [found[path[0]][path[1]]["was"]]
    if found != wanted:
        mark = document.mark((*path, "id"))
        message = (
            "this question is written in a way that cannot be changed. Begin it with `- id: …` on its own line."
        )
        raise Refused(f"{text.file}:{mark.line}:{mark.column}: {message} Nothing was written.")
