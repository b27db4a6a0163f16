"""From a handbook's folder to its PDF."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from handbook.book.assemble import Edition, Wanted, assemble
from handbook.book.typeset import typeset
from handbook.model import Handbook
from handbook.problem import Problem
from handbook.read import collector_paused
from handbook.siteconfig import read_site_config

Paper = Literal["a4", "us-letter"]


def make_book(
    root: Path,
    handbook: Handbook,
    epoch: int,
    *,
    paper: Paper = "a4",
    edition: Edition = "learner",
    module: str = "",
) -> tuple[bytes, list[Problem]]:
    """The printed handbook, or one module's booklet, as a PDF. Empty where there are problems.

    `handbook` was read from `root` without errors; `epoch` is the time of its last change in seconds.
    """
    site, problems = read_site_config(root)
    if site is None:
        return b"", problems
    day = datetime.fromtimestamp(epoch, UTC).date().isoformat() if epoch else ""
    with collector_paused():
        data, problems = assemble(root, handbook, site, Wanted(edition, module, day))
    if problems:
        return b"", problems
    return typeset(root, data, paper, epoch)
