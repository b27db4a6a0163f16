"""The command `handbook`."""

import argparse
import gc
import json
import os
import sys
from datetime import date
from pathlib import Path

from handbook.coverage import as_table, coverage
from handbook.problem import FORMATS, counted, errors, warnings
from handbook.quiz.fields import fields_page
from handbook.quiz.schema import quiz_schema
from handbook.quiz.stats import statistics
from handbook.read import read_handbook
from handbook.rules.prose import check_prose
from handbook.rules.workplace import check_slots
from handbook.scenario.fields import scenario_fields_page
from handbook.scenario.schema import scenario_schema

DESCRIPTION = "Checks the training handbook: its lessons, its quizzes, and that they belong together."


def main(arguments: list[str] | None = None) -> int:
    """Runs the command; returns the exit status: 0 all well, 1 problems found, 2 wrong use."""
    parser = argparse.ArgumentParser("handbook", description=DESCRIPTION)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    check = commands.add_parser(
        "check",
        help="find every mistake in the lessons, quizzes and scenarios",
        description="Reads every page in docs/, every quiz in quizzes/ and every scenario in quizzes/scenarios/, "
        "and lists what is wrong: file, line and column, and what to do about it. Changes nothing. "
        "A line with “warning:” is a rule of thumb: mend it, or allow it in the question with a reason "
        "(`allow:`). Ends with status 0 when nothing has to be mended, with 1 when something has.",
    )
    _add_folder(check)
    check.add_argument(
        "--format",
        choices=sorted(FORMATS),
        default="text",
        help="text: for people and editors; github: notes beside the lines of a pull request; "
        "json: for other programs (default: text)",
    )

    stats = commands.add_parser(
        "stats",
        help="show the figures of the quizzes and scenarios, module by module",
        description="Counts the questions of every quiz and prints four tables by module: questions by type "
        "and level, questions for each objective, how long the options are, and where the answers stand; "
        "where there are scenarios, a fifth with their steps, choices, endings and longest paths. "
        "It shows at a glance what is missing and what a learner could guess by. Changes nothing.",
    )
    _add_folder(stats)

    schema = commands.add_parser(
        "schema",
        help="print the description of the quiz or scenario format that editors use",
        description="Prints the JSON Schema of a quiz file, or of a scenario file. Editors read them from "
        "quizzes/quiz.schema.json and quizzes/scenarios/scenario.schema.json to complete field names, to "
        "explain them and to mark mistakes.",
    )
    _add_format(schema)

    fields = commands.add_parser(
        "fields",
        help="print the page that explains every field of a quiz or scenario",
        description="Prints the page quizzes/README.md, or quizzes/scenarios/README.md: every field of a quiz "
        "and of each question type, or of a scenario; what it is for, whether it is required, what it may "
        "hold, and an example.",
    )
    _add_format(fields)

    covered = commands.add_parser(
        "coverage",
        help="prove that every objective is taught, practised, tested and traced to a source",
        description="Prints a line for each objective: its questions by level, the lines of checklists that "
        "look for it, the scenarios that practise it, and its sources; gaps stand at the end of the line. "
        "Ends with status 0 when there is no gap, with 1 when there is one.",
    )
    _add_folder(covered)
    covered.add_argument("--format", choices=("text", "json"), default="text", help="text or json (default: text)")

    chosen = parser.parse_args(arguments)
    try:
        match chosen.command:
            case "check":
                status = _check(chosen.folder, chosen.format)
            case "stats":
                status = _stats(chosen.folder)
            case "coverage":
                status = _coverage(chosen.folder, chosen.format)
            case made:
                print(PRINTED[made, chosen.of]())
                status = 0
        sys.stdout.flush()
    except BrokenPipeError:  # the reader of a pipe (`| head`) has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return status


# The commands that only print something that is made from the models.
PRINTED = {
    ("schema", "quiz"): lambda: json.dumps(quiz_schema(), ensure_ascii=False, indent=2),
    ("schema", "scenario"): lambda: json.dumps(scenario_schema(), ensure_ascii=False, indent=2),
    ("fields", "quiz"): lambda: fields_page().rstrip("\n"),
    ("fields", "scenario"): lambda: scenario_fields_page().rstrip("\n"),
}


def _add_format(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "of", nargs="?", choices=("quiz", "scenario"), default="quiz", help="quiz or scenario (default: quiz)"
    )


def _add_folder(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "folder",
        nargs="?",
        type=Path,
        default=Path(),
        help="the handbook's folder, the one that holds docs/ and quizzes/ (default: this folder)",
    )


def _stats(folder: Path) -> int:
    handbook, problems = read_handbook(folder)
    if handbook.modules:
        print(statistics(handbook))
    if stopping := errors(problems):
        said = f"{counted(len(stopping), 'problem')} found; what cannot be read is not counted."
        print(f"{said} Run `handbook check` to see what to mend.", file=sys.stderr)
    return 0 if handbook.modules else 1


def _coverage(folder: Path, style: str) -> int:
    handbook, problems = read_handbook(folder)
    rows = coverage(handbook)
    if style == "json":
        print(json.dumps([row.as_dict() for row in rows], ensure_ascii=False, indent=2))
    elif rows:
        print(as_table(rows))
    if stopping := errors(problems):
        said = f"{counted(len(stopping), 'problem')} found; what cannot be read is not covered."
        print(f"{said} Run `handbook check` to see what to mend.", file=sys.stderr)
    return 1 if not rows or any(row.gaps for row in rows) else 0


def _check(folder: Path, style: str) -> int:
    gc.disable()  # all that is read is needed to the end …
    handbook, found = read_handbook(folder)
    found += [*check_prose(handbook, date.today()), *check_slots(handbook, folder)]
    problems, stopping = sorted(found), errors(found)
    gc.freeze()  # … so that Python need not search a large handbook for garbage, not even when it stops
    if problems or style == "json":
        print(FORMATS[style](problems))
    if style == "text":
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
        print(f"Read {', '.join(counts)}: {ending}", file=sys.stderr if problems else sys.stdout)
    return 1 if stopping else 0
