"""`handbook from-form`: the question in a filled-in form as YAML."""

import argparse
import sys
from pathlib import Path
from textwrap import indent
from typing import Any

from handbook.commands.common import add_folder_option, write_or_tell
from handbook.exchange.form import read_form
from handbook.exchange.plan import plan
from handbook.problem import as_text, counted, errors
from handbook.quiz.write import question_yaml
from handbook.source import read_standard_input, read_text


def add_to(commands: Any) -> None:
    command = commands.add_parser(
        "from-form",
        help="turn a filled-in form for a new question into YAML",
        description="Reads the text of an issue that was made with the form for a new question, on GitHub or "
        "GitLab, and prints the question as a quiz file has it, ready to paste; or says what is missing, field by "
        "field. Multiple choice, multiple response and true or false fit into the form; other types are written "
        "in the quiz's file. The question gets an id from its prompt. What `handbook check` would say to it is "
        "told, too. Ends with status 0 when there is a question, with 1 when there is none.",
    )
    command.add_argument("file", metavar="FILE", help="a file with the text of the issue, or - for standard input")
    command.add_argument("--add", action="store_true", help="add the question to the quiz of its lesson")
    add_folder_option(command)
    command.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    if chosen.file == "-":
        file = "form"
        text, problems = read_standard_input(file)
    else:
        file = Path(chosen.file).as_posix()
        text, problems = read_text(Path(chosen.file), file)
    row = made = None
    if text is not None:
        row, problems = read_form(text, file)
    if row is not None:
        made = plan(chosen.folder, [row])
        problems += made.problems
    if stopping := errors(problems):
        print(as_text(sorted(problems)))
        print(f"{counted(len(stopping), 'problem')}: there is no question yet.", file=sys.stderr)
        return 1
    if problems:
        print(as_text(sorted(problems)), file=sys.stderr)
    (entry,), (file,) = made.added, made.texts
    if not chosen.add:
        print(indent(question_yaml(entry.item), "  ", lambda line: line != "\n"), end="")
        print(f"Paste this at the end of {file}, or let --add do it.", file=sys.stderr)
        return 0
    if not write_or_tell({chosen.folder / file: made.texts[file]}):
        return 1
    print(f"added: {entry.quiz}#{entry.item.id}")
    return 0
