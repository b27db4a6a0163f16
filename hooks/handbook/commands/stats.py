"""`handbook stats`: the figures of the quizzes and scenarios."""

import argparse
from typing import Any

from handbook.commands.common import add_folder, say_what_is_left_out
from handbook.quiz.stats import statistics
from handbook.read import read_handbook


def add_to(commands: Any) -> None:
    command = commands.add_parser(
        "stats",
        help="show the figures of the quizzes and scenarios, module by module",
        description="Counts the questions of every quiz and prints four tables by module: questions by type "
        "and level, questions for each objective, how long the options are, and where the answers stand; "
        "where there are scenarios, a fifth with their steps, choices, endings and longest paths. "
        "It shows at a glance what is missing and what a learner could guess by. Changes nothing.",
    )
    add_folder(command)
    command.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    handbook, problems = read_handbook(chosen.folder)
    if handbook.modules:
        print(statistics(handbook))
    say_what_is_left_out(problems, "counted")
    return 0 if handbook.modules else 1
