"""What `handbook check` would say if some quiz files held another text."""

import shutil
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from handbook.model import Handbook, Quiz
from handbook.problem import Problem
from handbook.read import read_handbook
from handbook.source import KeyPath

_READ = ("docs/**/*.md", "docs/*.yml", "quizzes/**/*.yml", "quizzes/**/*.yaml")  # all that a check looks into


def tried(root: Path, texts: Mapping[str, str]) -> tuple[Handbook, list[Problem]]:
    """The handbook with other texts in some files, by their paths below `root`, and its problems."""
    with TemporaryDirectory() as folder:
        for pattern in _READ:
            for path in root.glob(pattern):
                copy = Path(folder, path.relative_to(root))
                copy.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, copy)
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
    """The path of what a problem of a quiz's file is about: the deepest thing that begins there."""
    here = (problem.line, problem.column)
    paths = [*quiz.document.values.items(), *quiz.document.keys.items()]
    return max((path for path, mark in paths if mark[:2] == here), key=len, default=())
