"""`handbook schema`: the description of a format that editors use."""

import argparse
import json
from typing import Any

from handbook.commands.common import add_format_of
from handbook.quiz.schema import quiz_schema
from handbook.scenario.schema import scenario_schema

SCHEMAS = {"quiz": quiz_schema, "scenario": scenario_schema}


def add_to(commands: Any) -> None:
    command = commands.add_parser(
        "schema",
        help="print the description of the quiz or scenario format that editors use",
        description="Prints the JSON Schema of a quiz file, or of a scenario file. Editors read them from "
        "quizzes/quiz.schema.json and quizzes/scenarios/scenario.schema.json to complete field names, to "
        "explain them and to mark mistakes.",
    )
    add_format_of(command)
    command.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    print(json.dumps(SCHEMAS[chosen.of](), ensure_ascii=False, indent=2))
    return 0
