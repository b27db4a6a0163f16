"""What a change means: a small change to a good handbook, and what a reviewer is told."""

import shutil
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from conftest import EXAMPLE
from handbook.diff.change import KINDS, Change
from handbook.diff.compare import compare
from handbook.diff.git import FileChange
from handbook.diff.report import as_text
from handbook.diff.show import Report
from handbook.diff.version import Version, read_version
from test_check import apply, load

CASES = sorted((Path(__file__).parent / "cases" / "diff").glob("*.yml"))
TODAY = date(2026, 11, 22)


def changes_of(case: dict, folder: Path) -> list[Change]:
    """What the comparison tells of a case: `before` and `change` alter the example, `move` renames files,
    `files` are the other files that differ.
    """
    before, after = folder / "before", folder / "after"
    shutil.copytree(EXAMPLE, before)
    apply(before, case.get("before", {}))
    shutil.copytree(before, after)
    for old, new in case.get("move", {}).items():
        (after / new).parent.mkdir(parents=True, exist_ok=True)
        (after / old).rename(after / new)
    apply(after, case.get("change", {}))
    files = [FileChange(*words.split()) for words in case.get("files", ())]
    base = read_version(before, TODAY) if "before" in case else example_version()
    return compare(base, read_version(after, TODAY), files)


@cache
def example_version() -> Version:
    return read_version(EXAMPLE, TODAY)


@pytest.fixture(scope="session")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Change]]:
    """The changes of every case, by its name."""
    return {case.stem: changes_of(load(case), tmp_path_factory.mktemp(case.stem)) for case in CASES}


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_what_a_reviewer_is_told(case: Path, told: dict[str, list[Change]]) -> None:
    said = as_text(Report(told[case.stem], "main", "0123456789ab"))
    assert said.split("\n\n", 1)[1] == load(case)["expect"].rstrip("\n")


def test_every_kind_has_a_case(told: dict[str, list[Change]]) -> None:
    assert KINDS.keys() - {change.kind for changes in told.values() for change in changes} == set()
