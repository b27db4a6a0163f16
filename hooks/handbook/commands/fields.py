"""`handbook fields`: the page that explains every field of a format."""

import argparse
from typing import Any

from handbook.commands.common import add_format_of
from handbook.quiz.fields import fields_page
from handbook.scenario.fields import scenario_fields_page

PAGES = {"quiz": fields_page, "scenario": scenario_fields_page}


def add_to(commands: Any) -> None:
    command = commands.add_parser(
        "fields",
        help="print the page that explains every field of a quiz or scenario",
        description="Prints the page quizzes/README.md, or quizzes/scenarios/README.md: every field of a quiz "
        "and of each question type, or of a scenario; what it is for, whether it is required, what it may "
        "hold, and an example.",
    )
    add_format_of(command)
    command.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    print(PAGES[chosen.of]().rstrip("\n"))
    return 0
