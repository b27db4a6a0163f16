"""Which chapters the book has, in the order of the site's navigation, and how each begins.

What only works on a screen is left out: the home page, the learner's own pages, and pages below
`docs/trainers/`. Facilitator pages, and pages whose front matter says `edition: trainer`, are in the trainer
edition only.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html import unescape
from typing import Any, Literal

from handbook.learner import LEARNER_PAGES
from handbook.model import Handbook, Lesson, Module, Quiz, Scenario
from handbook.page import TRAINERS, Page
from handbook.pages import GATHERED, SOURCES_PAGE, navigation

Opening = Literal["odd", "next", "same"]


@dataclass
class Chapter:
    """One entry of the contents. `level` is 1 or 2; `number` is empty where it has none.

    `opens` says whether it begins on a right-hand page, on the next one, or below the chapter before it.
    `path` names the page that it shows.
    """

    title: str
    path: str
    level: int
    number: str = ""
    opens: Opening = "next"
    kind: str = "page"
    module: Module | None = None
    lesson: Lesson | None = None
    quiz: Quiz | None = None
    scenario: Scenario | None = None
    page: Page | None = None
    body: list[dict[str, Any]] = field(default_factory=list)

    @property
    def file(self) -> str:
        """The file that a trainer would mend, relative to the handbook's folder."""
        if self.page:
            return self.page.file
        if thing := self.quiz or self.scenario:
            return thing.file
        return GATHERED[self.path][1] if self.path in GATHERED else "mkdocs.yml"


def part(title: str) -> Chapter:
    """A heading above chapters; the first of them follows on the same page."""
    return Chapter(title, "", 1, opens="odd", kind="part")


class Planner:
    """Walks a navigation and makes chapters of it."""

    def __init__(self, handbook: Handbook):
        self.handbook = handbook
        self.modules = {module.path: (number, module) for number, module in enumerate(handbook.modules, 1)}
        self.lessons = {
            lesson.path: (f"{number}.{place}", lesson)
            for number, module in enumerate(handbook.modules, 1)
            for place, lesson in enumerate(module.lessons, 1)
        }
        self.quizzes = {quiz.page_path: quiz for quiz in handbook.quizzes.values()}
        self.scenarios = {scenario.page_path: scenario for scenario in handbook.scenarios.values()}
        self.sheets = {
            sheet.path: sheet
            for module in handbook.modules
            for sheet in (module.practice, module.job_aid)
            if sheet
        }

    def chapters(self, nav: Sequence[Any]) -> list[Chapter]:
        """The chapters of both editions, in the navigation's order."""
        found: list[Chapter] = []
        for entry in navigation(list(nav), self.handbook) or []:
            ((title, target),) = entry.items() if isinstance(entry, dict) else (("", entry),)
            if isinstance(target, list):
                found += self._section(title, target)
            elif chapter := self._chapter(title, target, 1):
                found.append(chapter)
        return found

    def booklet(self, module: Module, nav: Sequence[Any]) -> list[Chapter]:
        """The chapters of one module, with what every booklet has: pages with `booklet: true`, and the sources."""
        (entry,) = navigation([module.path], self.handbook) or []
        own = {path for _, path in flat(next(iter(entry.values())))}
        kept: list[Chapter] = []
        for chapter in self.chapters(nav):
            front = chapter.page.front.data if chapter.page and chapter.page.front else {}
            belongs = chapter.path in own or chapter.path == SOURCES_PAGE or front.get("booklet")
            if belongs or chapter.kind == "part":
                if kept and kept[-1].kind == "part" and chapter.level == 2:
                    chapter.opens = "same"
                elif kept and kept[-1].kind == "part":
                    kept.pop()
                kept.append(chapter)
        return kept[:-1] if kept and kept[-1].kind == "part" else kept

    def _section(self, title: str, entries: list[Any]) -> list[Chapter]:
        """A section of the navigation; where its first page is a module's, that page opens it."""
        inner = list(flat(entries))
        module = self.modules.get(inner[0][1]) if inner else None
        chapters = [chapter for name, path in inner if (chapter := self._chapter(name, path, 2))]
        if module and chapters:
            number, owner = module
            head = chapters[0]
            head.title, head.level, head.number, head.opens, head.kind = (
                owner.meta.title,
                1,
                str(number),
                "odd",
                "module",
            )
        elif chapters:
            chapters[:0] = [part(unescape(title))]
            chapters[1].opens = "same"
        return chapters

    def _chapter(self, title: str, path: str, level: int) -> Chapter | None:
        page = self.handbook.pages.get(path)
        front = page.front.data if page and page.front else {}
        if (
            path in LEARNER_PAGES.values()
            or path.startswith(TRAINERS)
            or front.get("kind") in ("home", "facilitator")
        ):
            return None
        if front.get("edition") == "trainer":
            return None
        chapter = Chapter(unescape(title), path, level, page=page, opens="odd" if level == 1 else "next")
        if path in self.modules:
            chapter.module = self.modules[path][1]
        elif path in self.lessons:
            chapter.number, chapter.lesson = self.lessons[path]
            chapter.kind, chapter.opens, chapter.title = "lesson", "odd", chapter.lesson.meta.title
        elif path in self.quizzes:
            chapter.kind, chapter.quiz = "quiz", self.quizzes[path]
        elif path in self.scenarios:
            chapter.kind, chapter.scenario = "scenario", self.scenarios[path]
        elif path in self.sheets:
            chapter.kind = self.sheets[path].meta.kind
            chapter.opens = "odd" if chapter.kind == "job-aid" else "next"
        elif page is None and path not in GATHERED:
            return None  # a link to the web, or to a file that is no page
        return chapter


def flat(entries: Sequence[Any]) -> Iterator[tuple[str, str]]:
    """The pages of a section, those of its sub-sections included."""
    for entry in entries:
        ((title, target),) = entry.items() if isinstance(entry, dict) else (("", entry),)
        if isinstance(target, list):
            yield from flat(target)
        else:
            yield title, target
