"""A handbook at one time, and what of it could not be read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path

from handbook.model import Handbook
from handbook.page import Page
from handbook.points import POINTS_FILE
from handbook.problem import Problem, errors
from handbook.read import read_handbook
from handbook.rules.prose import check_prose
from handbook.rules.workplace import WORKPLACE_FILE
from handbook.scenario.load import FOLDER as SCENARIOS
from handbook.source import Document
from handbook.yamlfile import read_yaml

SOURCES_FILE = "docs/sources.yml"
REGISTRIES = (SOURCES_FILE, WORKPLACE_FILE, POINTS_FILE)

# Mistakes in a registry that hide none of its entries.
_BETWEEN_FILES = frozenset({"lost-point", "unknown-source", "unfinished"})


@dataclass(frozen=True)
class Version:
    """What the files of one time say as far as it is valid, and every problem in them."""

    handbook: Handbook
    problems: tuple[Problem, ...] = ()
    registries: Mapping[str, Document] = field(default_factory=dict)  # the files that map ids to entries

    def line_of(self, file: str, name: str) -> int:
        """The line of an entry in one of the registries; 0 where it is not known."""
        document = self.registries.get(file)
        return document.mark((name,), key=True).line if document else 0

    @cached_property
    def faulty(self) -> frozenset[str]:
        """The files with a mistake that stops a build; entries of theirs may be missing."""
        return frozenset(problem.file for problem in errors(self.problems))

    @cached_property
    def unread(self) -> frozenset[str]:
        """The files that are there and gave nothing to compare, or not all."""
        return frozenset(file for file in self.faulty if not self._gave(file))

    def _gave(self, file: str) -> bool:
        name = file.rsplit("/", 1)[-1].removesuffix(".yml")
        if file.startswith(f"{SCENARIOS}/"):
            return name in self.handbook.scenarios
        if file.startswith("quizzes/"):
            return name in self.handbook.quizzes
        if file.endswith(".md"):
            page = self.handbook.pages.get(file.removeprefix("docs/"))
            return page is not None and (page.front is not None or not page.lines or _begins(page))
        return all(problem.rule in _BETWEEN_FILES for problem in errors(self.problems) if problem.file == file)


def read_version(folder: Path, today: date) -> Version:
    """Reads a handbook's folder. `today` decides which reviews are due."""
    handbook, problems = read_handbook(folder)
    problems += check_prose(handbook, today)
    read = {file: read_yaml(folder / file, file)[0] for file in REGISTRIES if (folder / file).exists()}
    return Version(handbook, tuple(sorted(problems)), {file: found for file, found in read.items() if found})


def _begins(page: Page) -> bool:
    """Whether a page without front matter begins with its text, and not with front matter that is broken."""
    number, text = page.lines[0]
    return number == 1 and text.rstrip() != "---"


def front(page: Page) -> dict:
    """What the front matter of a page says, valid or not; empty where there is none."""
    return page.front.data if page.front and isinstance(page.front.data, dict) else {}
