"""`handbook import`: questions from a spreadsheet into the quiz files."""

import argparse
import sys
from pathlib import Path
from typing import Any

from handbook.commands.common import add_folder_option, write_or_tell
from handbook.problem import as_text, counted, errors


def add_to(commands: Any) -> None:
    command = commands.add_parser(
        "import",
        help="add and change questions from a spreadsheet (.xlsx or .csv)",
        description="Reads a spreadsheet as `handbook export` makes it, a line a question. A question whose id is "
        "in the handbook is changed where the spreadsheet says something else, and everything else in its file "
        "stays as it is; other lines become new questions. Nothing is deleted. Where a single cell is wrong, "
        "nothing is written, and every mistake is told with its cell. Ends with status 0 when all is well, with 1 "
        "when not.",
    )
    command.add_argument("file", type=Path, metavar="FILE", help="the spreadsheet: an Excel workbook, or CSV")
    command.add_argument("--quiz", metavar="NAME", default="", help="where new questions go that name no quiz")
    command.add_argument("--dry-run", action="store_true", help="say what would change, and change nothing")
    add_folder_option(command)
    command.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    # Loaded here, since no other command needs what reads workbooks.
    from handbook.exchange.plan import plan
    from handbook.exchange.sheet import read_sheet

    rows, problems = read_sheet(chosen.file, chosen.file.as_posix())
    made = None
    if not errors(problems):
        made = plan(chosen.folder, rows, chosen.quiz)
        problems += made.problems
    if problems:
        print(as_text(sorted(problems)))
    if made is None or errors(problems):
        print(f"{counted(len(errors(problems)), 'problem')}: nothing was changed.", file=sys.stderr)
        return 1
    for entry in made.added:
        print(f"added: {entry.quiz}#{entry.item.id}")
    for entry in made.changed:
        print(f"changed: {entry.quiz}#{entry.item.id} ({', '.join(entry.columns)})")
    numbers = f"{len(made.added)} added, {len(made.changed)} changed, {made.unchanged} unchanged"
    if chosen.dry_run:
        print(f"{counted(len(rows), 'question')}: {numbers}, if you run it without --dry-run.")
        return 0
    contents = {chosen.folder / file: text for file, text in made.texts.items()}
    if not write_or_tell(contents):
        return 1
    print(f"{counted(len(rows), 'question')}: {numbers}.")
    return 0
