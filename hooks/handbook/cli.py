"""The command `handbook`: each of its sub-commands is a file in `handbook/commands/`."""

import argparse
import os
import sys

from handbook.commands import COMMANDS

DESCRIPTION = "Checks and prints the training handbook, and helps to change it: lessons, quizzes, scenarios."


def main(arguments: list[str] | None = None) -> int:
    """Runs the command; returns the exit status: 0 all well, 1 problems found, 2 wrong use."""
    parser = argparse.ArgumentParser("handbook", description=DESCRIPTION)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for command in COMMANDS:
        command.add_to(commands)
    chosen = parser.parse_args(arguments)
    try:
        status: int = chosen.run(chosen)
        sys.stdout.flush()
    except BrokenPipeError:  # the reader of a pipe (`| head`) has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return status
