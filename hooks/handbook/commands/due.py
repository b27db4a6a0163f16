"""`handbook due`: the pages that wait to be read again."""

import argparse
import os
from datetime import date
from typing import Any

from handbook.commands.common import add_folder, say_what_is_left_out
from handbook.read import read_handbook
from handbook.reviews import FORMATS, due_pages


def add_to(commands: Any) -> None:
    command = commands.add_parser(
        "due",
        help="list the pages that were to be read again by now",
        description="Lists the pages whose `review_by` has passed, the longest overdue first, with the day and "
        "who looks after the page. Ends with status 0 when no page waits, with 1 when one does. "
        "In Markdown each page is a link, where EDIT_URI says the address at which pages are edited.",
    )
    add_folder(command)
    command.add_argument(
        "--format",
        choices=sorted(FORMATS),
        default="text",
        help="text: a line a page; markdown: a list to tick off (default: text)",
    )
    command.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    handbook, problems = read_handbook(chosen.folder)
    due = due_pages(handbook, date.today())
    if handbook.pages:
        print(FORMATS[chosen.format](due, os.environ.get("EDIT_URI", "")), end="")
    say_what_is_left_out(problems, "looked at")
    return 1 if due or not handbook.pages else 0
