"""Puts an entry into a list of a file with fields, and changes nothing else of it."""

from handbook.author.filetext import FileText
from handbook.author.refused import Refused
from handbook.source import Document, KeyPath


def insert_entry(text: FileText, document: Document, path: KeyPath, after: int, entry: str) -> None:
    """Puts `entry` after the entry with the index `after` of the list at `path`.

    `document` is what `text` says; the list has that entry, and it stands on one line. Raises Refused where
    the list is written in a way that leaves no place for it.
    """
    mark, before = document.mark(path), document.mark((*path, after))
    start = text.line(before.line)[: before.column - 1]
    if text.line(mark.line).startswith("[", mark.column - 1) and before.raw is not None:
        quote = text.line(before.line)[before.column - 1] if before.quoted else ""
        typed = f"{quote}{before.raw}{quote}"
        text.replace(before.line, before.column, typed, f"{typed}, {entry}")
    elif start.strip() == "-":
        text.insert_below(before.line, [f"{start[: start.index('-')]}- {entry}"])
    else:
        message = f"`{entry}` cannot be added to this list. Write each entry on a line of its own, with `- `."
        raise Refused(f"{text.file}:{before.line}:{before.column}: {message}")
