"""What changed in the pictures and other files of the pages, and in the words that stand for pictures."""

from collections.abc import Iterator, Sequence

from handbook.diff.blocks import pictures
from handbook.diff.change import Change, Edit, Place, Weight, changed
from handbook.diff.comparison import Comparison
from handbook.diff.git import FOLDERS, READ, FileChange
from handbook.wording.wordlist import WORDS_FILE

_DOCS = FOLDERS[0]
_KINDS = {"A": "added", "D": "removed", "M": "changed", "R": "renamed"}
_SAYS = {
    "A": ("This file is new", ""),
    "D": ("This file is gone", ""),
    "M": (
        "This file looks different",
        "Look at it, and check that the words for it still tell what it shows.",
    ),
    "R": ("This file has another name", ""),
}


def is_shown(file: str) -> bool:
    """Whether a file reaches the site as it is."""
    return file.startswith(_DOCS) and not file.endswith(READ) and file != WORDS_FILE


def picture_changes(compared: Comparison, files: Sequence[FileChange]) -> Iterator[Change]:
    """What became of the files that pages show or lead to, and of the words for those who cannot see."""
    paths = {file.before: file.after for file in files if file.status == "R"}
    shown = {path: pictures(page) for path, page in compared.new.handbook.pages.items()}
    for file in files:
        if is_shown(file.after):
            message, advice = _SAYS[file.status]
            edits = [Edit(file.before, file.after)] if file.status == "R" else []
            weight = Weight.NAME if file.status == "R" else Weight.MEANING
            name = file.after.removeprefix(_DOCS)
            on = tuple(compared.new.handbook.pages[path].title for path, found in shown.items() if name in found)
            message += ", shown in" if on else ""
            kind, place = f"picture-{_KINDS[file.status]}", Place(file.after)
            yield changed(kind, weight, place, message, *edits, advice=advice, about=on)
    for path, now in compared.matches.pages.items():
        page, new = compared.new.handbook.pages[now], shown[now]
        old = {
            paths.get(f"{_DOCS}{name}", f"{_DOCS}{name}").removeprefix(_DOCS): found
            for name, found in pictures(compared.old.handbook.pages[path]).items()
        }
        for name in dict.fromkeys([*old, *new]):
            (then, _), (text, line) = old.get(name, ("", 0)), new.get(name, ("", 0))
            place, values = Place(page.file, line), {"file": name, "title": page.title}
            if name not in old or name not in new:
                message = f"“{{title}}” {'shows' if line else 'no longer shows'} the picture “{{file}}”"
                edit = Edit(then, text, "words")
                yield changed("picture-shown", Weight.MEANING, place, message, edit, **values)
            elif then != text:
                message = "The words for the picture “{file}” in “{title}” read differently"
                yield changed("picture-words", Weight.WORDING, place, message, Edit(then, text), **values)
