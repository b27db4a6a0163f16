"""`handbook check`: every mistake in lessons, quizzes and scenarios."""

import argparse
import gc
import sys
from datetime import date
from typing import Any

from handbook.commands.common import add_folder
from handbook.diff.git import GitError, Repository
from handbook.problem import FORMATS, Problem, counted, errors, in_order, warnings
from handbook.read import read_handbook
from handbook.rules.prose import check_prose
from handbook.rules.workplace import check_slots


def add_to(commands: Any) -> None:
    command = commands.add_parser(
        "check",
        help="find every mistake in the lessons, quizzes and scenarios",
        description="Reads every page in docs/, every quiz in quizzes/ and every scenario in quizzes/scenarios/, "
        "and lists what is wrong: file, line and column, and what to do about it. Changes nothing. "
        "A line with “warning:” is a rule of thumb: mend it, or allow it in the question with a reason "
        "(`allow:`). With --since, as a pull request wants it, warnings are told only about lines that were "
        "changed since the last commit shared with BASE; mistakes are always told. Ends with status 0 when "
        "nothing has to be mended, with 1 when something has, with 2 when BASE cannot be found.",
    )
    add_folder(command)
    command.add_argument(
        "--format",
        choices=sorted(FORMATS),
        default="text",
        help="text: for people and editors; github: notes beside the lines of a pull request; "
        "gitlab: the same for a merge request, as a code quality report; json: for other programs (default: text)",
    )
    command.add_argument(
        "--since", metavar="BASE", help="a branch, tag or commit: leave out warnings about lines that are older"
    )
    command.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    gc.disable()  # all that is read is needed to the end …
    handbook, found = read_handbook(chosen.folder)
    found += [*check_prose(handbook, date.today()), *check_slots(handbook, chosen.folder)]
    stopping = errors(found)
    try:
        problems = in_order(_about_changes(found, chosen) if chosen.since is not None else found)
    except GitError as error:
        print(f"handbook check: {error}", file=sys.stderr)
        return 2
    gc.freeze()  # … so that Python need not search a large handbook for garbage, not even when it stops
    if problems or chosen.format in ("gitlab", "json"):
        print(FORMATS[chosen.format](problems))
    if chosen.format == "text":
        quizzes = handbook.quizzes.values()
        counts = (
            counted(len(handbook.modules), "module"),
            counted(len(handbook.lessons()), "lesson"),
            counted(len(quizzes), "quiz", "quizzes"),
            counted(sum(len(quiz.questions) for quiz in quizzes), "question"),
            *([counted(len(handbook.scenarios), "scenario")] if handbook.scenarios else []),
        )
        ending = counted(len(stopping), "problem") if stopping else "no problems"
        ending += f", {counted(len(shown), 'warning')}." if (shown := warnings(problems)) else "."
        open_slots = sum(problem.level == "notice" for problem in problems)
        ending += f" {counted(open_slots, 'slot')} of the workplace not filled in." if open_slots else ""
        if hidden := len(found) - len(problems):
            ending += f" {counted(hidden, 'warning or note', 'warnings and notes')} about older lines left out."
        print(f"Read {', '.join(counts)}: {ending}", file=sys.stderr if problems else sys.stdout)
    return 1 if stopping else 0


def _about_changes(found: list[Problem], chosen: argparse.Namespace) -> list[Problem]:
    """The errors, and what else is told about lines that are new."""
    repository = Repository.of(chosen.folder)
    changed = repository.changed_lines(repository.fork_point(chosen.since))
    return [p for p in found if p.level == "error" or any(p.line in lines for lines in changed.get(p.file, ()))]
