"""`handbook rename`: another id for an objective or a question, wherever it is named."""

import argparse
import sys
from datetime import date
from typing import Any

from handbook.author.desk import Desk
from handbook.author.links import examples
from handbook.author.refused import Refused
from handbook.author.rename import rename_objective, rename_question
from handbook.commands.common import add_folder
from handbook.problem import counted


def add_to(commands: Any) -> None:
    command = commands.add_parser(
        "rename",
        help="give an objective or a question another id, wherever it is named",
        description="Changes an id in every page, quiz, scenario and list that names it, and lists each change by "
        "file and line. A question keeps its former ids in `was:`, so that no learner loses a result. Nothing "
        "else in the files changes, and all of them are written or none.",
    )
    kinds = command.add_subparsers(dest="kind", required=True, metavar="KIND")
    for kind in ("objective", "question"):
        renamed = kinds.add_parser(kind, help=f"rename a {kind}", description=f"Gives the {kind} OLD the id NEW.")
        renamed.add_argument("old", metavar="OLD", help="the id that it has")
        renamed.add_argument("new", metavar="NEW", help="the id that it gets: small letters, digits and hyphens")
        if kind == "objective":
            renamed.add_argument("--module", help="the module's folder, where two modules have such an objective")
        add_folder(renamed)
        renamed.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    try:
        desk = Desk(chosen.folder, date.today())
        if chosen.kind == "objective":
            rename_objective(desk, chosen.old, chosen.new, chosen.module)
        else:
            rename_question(desk, chosen.old, chosen.new)
        shown = list(examples(desk, chosen.old))
        desk.write()
    except Refused as refused:
        print(refused, file=sys.stderr)
        return 1
    print(desk.done())
    places, changed = counted(len(desk.notes), "place"), counted(len(desk.contents()), "file")
    print(f"Renamed `{chosen.old}` to `{chosen.new}` in {places} of {changed}.")
    if shown:
        print(f"Examples still say `{chosen.old}`, and were left as they are: {', '.join(shown)}.")
    return 0
