"""Reads scenario files: every step is checked by itself, so that one mistake hides no other."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from handbook.fields import Model
from handbook.model import Scenario
from handbook.problem import Problem
from handbook.scenario.model import Ending, Node, ScenarioFile, ScenarioParts
from handbook.scenario.proofs import UNSOUND
from handbook.scenario.rules import check_scenario
from handbook.source import Document, KeyPath
from handbook.validate import validate
from handbook.yamlfile import read_yaml

FOLDER = "quizzes/scenarios"
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True)
class ScenarioDraft:
    """A scenario file as far as it could be read.

    `scenario` is None when anything in it is wrong that would lead whoever shows it astray: its
    form, a target that does not exist, a loop.
    """

    name: str
    document: Document
    scenario: Scenario | None

    @property
    def objectives(self) -> list[tuple[KeyPath, Any]]:
        """The objectives above the steps as typed, each with its path."""
        typed = self.document.data.get("objectives")
        return [(("objectives", n), name) for n, name in enumerate(typed)] if isinstance(typed, list) else []


def read_scenarios(root: Path, pages: Collection[str]) -> tuple[list[ScenarioDraft], list[Problem]]:
    """Reads and proves the folder's scenarios in the order of their names.

    `pages` holds the paths below docs/.
    """
    drafts, problems = [], []
    folder = root / FOLDER
    for path in sorted([*folder.glob("*.yml"), *folder.glob("*.yaml")]):
        file = f"{FOLDER}/{path.name}"
        if path.suffix == ".yaml":
            message, hint = "scenario files end in .yml.", f"Rename it to {path.stem}.yml."
            problems.append(Problem(file, 1, 1, "file-name", message, hint))
            continue
        if not _NAME.fullmatch(path.stem):
            message = "the name of a scenario's file is of small letters, digits and single hyphens."
            hint = "Rename it, such as late-delivery.yml."
            problems.append(Problem(file, 1, 1, "file-name", message, hint))
        draft, found = read_scenario(path, file)
        problems += found
        # A file that could not be read still has its name, so that a fence finds it.
        drafts.append(draft or ScenarioDraft(path.stem, Document(file, data={}), None))
    return drafts, problems + _clashes(drafts, pages)


def _clashes(drafts: list[ScenarioDraft], pages: Collection[str]) -> list[Problem]:
    """The pages that a scenario gets are nobody else's."""
    made = {f"{draft.name}-role-play": draft.document.file for draft in drafts}
    problems = []
    for draft in drafts:
        taken = [f"docs/scenarios/{name}.md" for name in (draft.name, f"{draft.name}-role-play")]
        inside = [page for page in taken if page.removeprefix("docs/") in pages]
        if draft.name in made:
            inside.append(f"the role-play of {made[draft.name]}")
        for other in inside:
            message = f"{other} is in the way of the page that this scenario gets."
            problems.append(Problem(draft.document.file, 1, 1, "page-clash", message, "Rename one of the two."))
    return problems


def read_scenario(path: Path, file: str) -> tuple[ScenarioDraft | None, list[Problem]]:
    """Reads one scenario file; None when it holds no fields at all."""
    document, problems = read_yaml(path, file)
    if document is None:
        return None, problems
    parts, found = validate(ScenarioParts, document, (), document.data, "this scenario")
    problems += found
    nodes, found = _each(Node, document, "nodes", "step")
    problems += found
    endings, found = _each(Ending, document, "endings", "ending")
    problems += found
    scenario = None
    if parts is not None and not problems:
        whole = ScenarioFile.model_construct(**{**dict(parts), "nodes": nodes, "endings": endings})
        scenario = Scenario(path.stem, file, whole, document)
        problems += check_scenario(scenario)
        if any(problem.rule in UNSOUND for problem in problems):
            scenario = None
    return ScenarioDraft(path.stem, document, scenario), problems


def _each(model: type[Model], document: Document, field: str, kind: str) -> tuple[dict[str, Any], list[Problem]]:
    entries = document.data.get(field)
    valid, problems = {}, []
    for name, entry in entries.items() if isinstance(entries, dict) else ():
        one, found = validate(model, document, (field, name), entry, f"{kind} “{name}”")
        problems += found
        if one is not None:
            valid[name] = one
    return valid, problems
