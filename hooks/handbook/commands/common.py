"""What several sub-commands share."""

import argparse
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from handbook.files import write_together
from handbook.problem import Problem, counted, errors


def add_folder(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "folder",
        nargs="?",
        type=Path,
        default=Path(),
        help="the handbook's folder, the one that holds docs/ and quizzes/ (default: this folder)",
    )


def add_folder_option(command: argparse.ArgumentParser) -> None:
    """For commands that take files of their own."""
    command.add_argument(
        "--folder",
        type=Path,
        default=Path(),
        help="the handbook's folder, the one that holds docs/ and quizzes/ (default: this folder)",
    )


def add_format_of(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "of", nargs="?", choices=("quiz", "scenario"), default="quiz", help="quiz or scenario (default: quiz)"
    )


def say_what_is_left_out(problems: Iterable[Problem], what_is_missing: str) -> None:
    """Tells on standard error that a handbook with problems was only read in part."""
    if stopping := errors(problems):
        said = f"{counted(len(stopping), 'problem')} found; what cannot be read is not {what_is_missing}."
        print(f"{said} Run `handbook check` to see what to mend.", file=sys.stderr)


def write_or_tell(contents: Mapping[Path, str | bytes]) -> bool:
    """Writes files all together; where that cannot be done, says so, leaves them as they were and gives False."""
    try:
        write_together(contents)
    except OSError as error:
        print(f"{error.filename}: {error.strerror}. Nothing was written.", file=sys.stderr)
        return False
    return True
