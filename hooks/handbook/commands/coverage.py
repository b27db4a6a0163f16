"""`handbook coverage`: that every objective is taught, practised, tested and traced."""

import argparse
import json
from typing import Any

from handbook.commands.common import add_folder, say_what_is_left_out
from handbook.coverage import as_table, coverage
from handbook.read import read_handbook


def add_to(commands: Any) -> None:
    command = commands.add_parser(
        "coverage",
        help="prove that every objective is taught, practised, tested and traced to a source",
        description="Prints a line for each objective: its questions by level, the lines of checklists that "
        "look for it, the scenarios that practise it, and its sources; gaps stand at the end of the line. "
        "Ends with status 0 when there is no gap, with 1 when there is one.",
    )
    add_folder(command)
    command.add_argument("--format", choices=("text", "json"), default="text", help="text or json (default: text)")
    command.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    handbook, problems = read_handbook(chosen.folder)
    rows = coverage(handbook)
    if chosen.format == "json":
        print(json.dumps([row.as_dict() for row in rows], ensure_ascii=False, indent=2))
    elif rows:
        print(as_table(rows))
    say_what_is_left_out(problems, "covered")
    return 1 if not rows or any(row.gaps for row in rows) else 0
