"""What `handbook check` would say if some quiz files held another text."""

import shutil
from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from handbook.model import Handbook, Quiz
from handbook.problem import Problem
from handbook.read import read_handbook
from handbook.source import KeyPath


def tried(root: Path, texts: Mapping[str, str]) -> tuple[Handbook, list[Problem]]:
    """The handbook with other texts in some files, by their paths below `root`, and its problems."""
    with TemporaryDirectory() as folder:
        for name in ("docs", "quizzes"):
            with suppress(shutil.Error):  # what cannot be read is a problem that the handbook has already
                shutil.copytree(root / name, Path(folder, name))
        for file, text in texts.items():
            Path(folder, file).write_bytes(text.encode())
        return read_handbook(Path(folder))


def new_problems(before: list[Problem], after: list[Problem]) -> list[Problem]:
    """The problems that a change makes: those of a file and rule that has more of them than before.

    Their lines and numbers may have changed, so which of several is new cannot always be told.
    """
    known = Counter((problem.file, problem.rule) for problem in before)
    found = Counter((problem.file, problem.rule) for problem in after)
    return [p for p in after if found[p.file, p.rule] > known[p.file, p.rule]]


def place_of(problem: Problem, quiz: Quiz) -> KeyPath:
    """The path of what a problem of a quiz's file is about: the last thing that begins there or before."""
    here = (problem.line, problem.column)
    marks = [*quiz.document.values.items(), *quiz.document.keys.items()]
    before = [(mark[:2], len(path), path) for path, mark in marks if mark[:2] <= here]
    return max(before, key=lambda found: found[:2], default=((), 0, ()))[2]
