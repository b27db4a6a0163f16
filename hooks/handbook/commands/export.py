"""`handbook export`: questions as a spreadsheet."""

import argparse
import sys
from pathlib import Path
from typing import Any

from handbook.commands.common import add_folder_option, say_what_is_left_out, write_or_tell
from handbook.problem import as_text, counted, did_you_mean
from handbook.read import read_handbook


def add_to(commands: Any) -> None:
    command = commands.add_parser(
        "export",
        help="write questions into a spreadsheet (.xlsx or .csv)",
        description="Writes the questions with options (multiple-choice, multiple-response, true-false) into a "
        "spreadsheet, a line a question, to read, to change and to add to; `handbook import` brings them back. "
        "Every question that does not fit into a line is named, with its place. The workbook explains its columns "
        "on a second sheet, and has lists to choose from. A file that is there already is never written over.",
    )
    form = command.add_mutually_exclusive_group(required=True)
    form.add_argument("--xlsx", type=Path, metavar="FILE", help="write an Excel workbook")
    form.add_argument("--csv", type=Path, metavar="FILE", help="write CSV, in UTF-8 and with commas")
    command.add_argument("quiz", nargs="*", metavar="QUIZ", help="which quizzes (default: all)")
    add_folder_option(command)
    command.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    # Loaded here, since no other command needs what writes workbooks.
    from handbook.exchange.csvfile import write_csv
    from handbook.exchange.export import as_xlsx, in_order, table_of

    path = chosen.xlsx or chosen.csv
    if path.exists():
        print(f"{path} is there already: delete it, or choose another name.", file=sys.stderr)
        return 1
    handbook, problems = read_handbook(chosen.folder)
    quizzes = in_order(handbook)
    if unknown := [name for name in chosen.quiz if name not in handbook.quizzes]:
        for name in unknown:
            print(
                f"there is no quiz {name} that can be read. {did_you_mean(name, handbook.quizzes)}",
                file=sys.stderr,
            )
        return 1
    if chosen.quiz:
        quizzes = [quiz for quiz in quizzes if quiz.name in chosen.quiz]
    head, rows, left_out = table_of(quizzes)
    if not rows:
        print("There is no question with options to write.", file=sys.stderr)
        say_what_is_left_out(problems, "written")
        return 1
    content = as_xlsx(handbook, head, rows) if chosen.xlsx else write_csv([head, *rows])
    if not write_or_tell({path: content}):
        return 1
    if left_out:
        print(as_text(left_out))
    number = counted(len({row[head.index("quiz")] for row in rows}), "quiz", "quizzes")
    without = f"; {counted(len(left_out), 'question')} left out" if left_out else ""
    print(f"Wrote {counted(len(rows), 'question')} of {number} to {path}{without}.")
    say_what_is_left_out(problems, "written")
    return 0
