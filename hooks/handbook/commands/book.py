"""`handbook book`: the printed handbook as a PDF."""

import argparse
import os
import sys
from pathlib import Path
from typing import Any

from handbook.book.make import make_book
from handbook.commands.common import add_folder
from handbook.commit import changed_at
from handbook.files import write_whole
from handbook.problem import as_text, counted, did_you_mean, errors
from handbook.read import read_handbook


def add_to(commands: Any) -> None:
    command = commands.add_parser(
        "book",
        help="make the printed handbook, or a booklet of one module, as a PDF",
        description="Sets the lessons, quizzes, scenarios and records as a book with page numbers, worksheets, an "
        "answer key and an index. Made from the same files as the site. The old PDF stays where something has "
        "to be mended first. Ends with status 0 when the PDF is written, with 1 when there are problems.",
    )
    add_folder(command)
    command.add_argument(
        "--paper", choices=("a4", "us-letter"), default="a4", help="the paper's size (default: a4)"
    )
    command.add_argument(
        "--edition",
        choices=("learner", "trainer"),
        default="learner",
        help="trainer: with answers in the margin, notes for the facilitator and the table of coverage; "
        "the pages have the same numbers (default: learner)",
    )
    command.add_argument("--module", default="", metavar="NAME", help="only this module: a folder in docs/")
    command.add_argument(
        "--out", type=Path, default=Path("handbook.pdf"), metavar="FILE", help="the PDF (default: handbook.pdf)"
    )
    command.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    handbook, found = read_handbook(chosen.folder)
    problems = errors(found)
    if chosen.module and not handbook.module(chosen.module) and not problems:
        hint = did_you_mean(chosen.module, [module.name for module in handbook.modules])
        print(f"docs/ has no module `{chosen.module}`. {hint}", file=sys.stderr)
        return 1
    pdf = b""
    if not problems:
        epoch = int(os.environ.get("SOURCE_DATE_EPOCH") or changed_at(chosen.folder))
        pdf, problems = make_book(
            chosen.folder, handbook, epoch, paper=chosen.paper, edition=chosen.edition, module=chosen.module
        )
    if problems:
        print(as_text(problems))
        kept = f" {chosen.out} is as it was before." if chosen.out.exists() else ""
        print(f"{counted(len(problems), 'problem')} to mend; nothing was printed.{kept}", file=sys.stderr)
        return 1
    try:
        write_whole(chosen.out, pdf)
    except OSError as error:
        print(
            f"{chosen.out} cannot be written: {error.strerror}. Choose another file with --out.", file=sys.stderr
        )
        return 1
    print(f"Wrote {chosen.out} ({len(pdf) / 1e6:.1f} MB).")
    return 0
