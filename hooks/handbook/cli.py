"""The command `handbook`: each of its sub-commands is a file in `handbook/commands/`."""

import argparse
import os
import sys
from typing import Any

from handbook.commands import COMMANDS, load

DESCRIPTION = "Checks and prints the training handbook, and helps to change it: lessons, quizzes, scenarios."


class _Parser(argparse.ArgumentParser):
    """Takes options before, between and after the words that have no name.

    Argparse by itself fills an optional FOLDER with nothing when an option comes before it, and its own way
    round that takes a file's name after `--` for an option. Here options are read first, then what is left.
    """

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        if self._subparsers:  # the sub-command's parser does it
            return super().parse_known_args(args, namespace)
        end = args.index("--") if "--" in args else len(args)
        actions, groups = self._actions, self._mutually_exclusive_groups
        self.usage = self.format_usage().removeprefix("usage: ")  # whole, whichever half complains
        try:
            self._actions = [action for action in actions if action.option_strings]
            namespace, left = super().parse_known_args(args[:end], namespace)
            self._actions = [action for action in actions if not action.option_strings]
            self._mutually_exclusive_groups = []
            return super().parse_known_args(left + args[end:], namespace)
        finally:
            self._actions, self._mutually_exclusive_groups, self.usage = actions, groups, None


def main(arguments: list[str] | None = None) -> int:
    """Runs the command; returns the exit status: 0 all well, 1 problems found, 2 wrong use."""
    arguments = sys.argv[1:] if arguments is None else arguments
    parser = _Parser("handbook", description=DESCRIPTION)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for command in [name for name in COMMANDS if name in arguments[:1]] or COMMANDS:
        load(command).add_to(commands)
    chosen = parser.parse_args(arguments)
    try:
        status: int = chosen.run(chosen)
        sys.stdout.flush()
    except BrokenPipeError:  # the reader of a pipe (`| head`) has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return status
