"""`handbook diff BASE`: what a change means, for whoever reviews it."""

import argparse
import sys
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

from handbook.commands.common import add_folder
from handbook.diff.compare import compare
from handbook.diff.git import GitError, Repository
from handbook.diff.older import extract
from handbook.diff.report import FORMATS
from handbook.diff.show import Report
from handbook.diff.version import read_version


def add_to(commands: Any) -> None:
    command = commands.add_parser(
        "diff",
        help="tell a reviewer what a change means: answers, objectives, safety, wording",
        description="Compares the handbook as it is on disk now with the last commit that it shares with BASE, "
        "as a pull request does; what is not committed yet is included. It tells what a change means: right "
        "answers, pass marks, objectives, safety text, questions to read again. Wording and facts come below, "
        "and at the end what only moved or got another name. Changes nothing. Ends with status 0, whether "
        "there are differences or not, and with 2 where BASE cannot be found.",
    )
    command.add_argument("base", metavar="BASE", help="a branch, tag or commit, such as origin/main")
    add_folder(command)
    command.add_argument(
        "--format",
        choices=sorted(FORMATS),
        default="text",
        help="text: for people; markdown: for the summary of a pull request, with the wording folded away; "
        "json: a list of objects for other programs (default: text)",
    )
    command.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    today = date.today()
    try:
        repository = Repository.of(chosen.folder)
        commit = repository.fork_point(chosen.base)
        with tempfile.TemporaryDirectory(prefix="handbook-") as folder:
            left_out = extract(repository, commit, Path(folder))
            before = read_version(Path(folder), today)
        files, uncommitted = repository.changed_files(commit), repository.uncommitted()
    except GitError as error:
        print(f"handbook diff: {error}", file=sys.stderr)
        return 2
    after = read_version(chosen.folder, today)
    if not (before.handbook.pages or after.handbook.pages):
        said = f"there are no pages in {chosen.folder / 'docs'}, before or now."
        hint = "Name the handbook’s folder after BASE, the one that holds mkdocs.yml."
        print(f"handbook diff: {said} {hint}", file=sys.stderr)
        return 2
    changes = compare(before, after, files, left_out)
    print(FORMATS[chosen.format](Report(changes, chosen.base, commit, uncommitted)))
    return 0
