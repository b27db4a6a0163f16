"""Compares two versions of a handbook: a pure function from what they say to what a reviewer should know."""

from collections.abc import Iterator, Sequence

from handbook.diff.change import Change, Place, Weight, changed
from handbook.diff.comparison import Comparison
from handbook.diff.gaps import gap_changes
from handbook.diff.git import FOLDERS, READ, FileChange
from handbook.diff.kinds import KINDS
from handbook.diff.objectives import objective_changes
from handbook.diff.pages import page_changes
from handbook.diff.phrases import phrase_changes
from handbook.diff.pictures import is_shown, picture_changes
from handbook.diff.problems import problem_changes
from handbook.diff.quizzes import quiz_changes
from handbook.diff.scenarios import scenario_changes
from handbook.diff.sources import source_changes
from handbook.diff.version import REGISTRIES, Version
from handbook.diff.workplace import point_changes, slot_changes
from handbook.scenario.load import FOLDER as SCENARIOS

_PARTS = (
    problem_changes,
    quiz_changes,
    page_changes,
    phrase_changes,
    objective_changes,
    gap_changes,
    scenario_changes,
    source_changes,
    slot_changes,
    point_changes,
)


def compare(
    before: Version, after: Version, files: Sequence[FileChange] = (), left_out: Sequence[str] = ()
) -> list[Change]:
    """Every change between two versions, the weightiest first; those of meaning by kind, others by file and line.

    `files` are all files that differ: those that no handbook is read from, such as pictures, are told from it.
    `left_out` are files of the older version that could not be brought here.
    """
    compared = Comparison(before, after)
    found = [change for part in _PARTS for change in part(compared)]
    found += [*picture_changes(compared, files), *_not_compared(compared, left_out), *_elsewhere(files)]
    weights, kinds = list(Weight), list(KINDS)

    def order(change: Change) -> tuple[int, int, Place]:
        kind = kinds.index(change.kind) if change.weight is Weight.MEANING else 0
        return weights.index(change.weight), kind, change.place

    return sorted(found, key=order)


def _not_compared(compared: Comparison, left_out: Sequence[str]) -> Iterator[Change]:
    for file in left_out:
        message = "What changed in this file is not told here: before, it was a link out of the repository"
        yield changed("not-compared", Weight.NOTE, Place(file), message)
    for file in sorted(compared.old.unread | compared.new.unread):
        advice = "Run `handbook check`, mend what it names, and compare again."
        when = "it cannot be read now, or not all of it"
        if file not in compared.new.unread:
            when, advice = "before, it could not be read, or not all of it", "Read it as if all of it were new."
        message = f"What changed in this file is not told here: {when}"
        yield changed("not-compared", Weight.NOTE, Place(file), message, advice=advice)


def _elsewhere(files: Sequence[FileChange]) -> Iterator[Change]:
    """The files that nothing here is read from: settings, programs, what a program makes."""
    others = [file.after for file in files if not _is_read(file.after) and not is_shown(file.after)]
    if others:
        names = (name if name.startswith(FOLDERS) else _top(name) for name in others)
        message = "This report does not look at other files, and some of them changed"
        yield changed("elsewhere", Weight.NOTE, Place(""), message, about=tuple(sorted(set(names))))


def _top(file: str) -> str:
    """The outermost folder that a file lies in, or the file where it lies in none."""
    ways_up = file.count("../")
    parts = file.split("/")
    return "/".join(parts[: ways_up + 1]) + ("/" if len(parts) > ways_up + 1 else "")


def _is_read(file: str) -> bool:
    folder, _, name = file.rpartition("/")
    if folder in ("quizzes", SCENARIOS):
        return name.endswith(READ[1:])
    return file in REGISTRIES or (file.startswith(FOLDERS[0]) and file.endswith(READ[0]))
