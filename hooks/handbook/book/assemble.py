"""The whole book as one tree: the chapters of the plan with their blocks, and what only paper has around them."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from handbook import __version__
from handbook.book import answer_key, branching, exercises, records
from handbook.book.bodies import Bodies
from handbook.book.findings import index_blocks, keep_used_terms
from handbook.book.links import resolve
from handbook.book.nodes import Blocks, node, paragraph
from handbook.book.plan import Chapter, Planner, part
from handbook.book.trainer import trainer_chapters, trainer_pages
from handbook.learner import LEARNER_PAGES
from handbook.model import Handbook, Module
from handbook.pages import GATHERED
from handbook.problem import Problem
from handbook.siteconfig import SiteConfig
from handbook.words import WORDS, say

Edition = Literal["learner", "trainer"]
PREFACES = ("using-this-book.md", "using-this-booklet.md")  # below docs/; the site leaves them out


@dataclass(frozen=True)
class Wanted:
    """What kind of book: its edition, one module of it or all, the day of its last change."""

    edition: Edition = "learner"
    module: str = ""
    day: str = ""


class Assembler:
    """Makes the chapters of one book."""

    def __init__(self, root: Path, handbook: Handbook, site: SiteConfig, wanted: Wanted):
        self.handbook, self.site, self.wanted = handbook, site, wanted
        self._module = handbook.module(wanted.module)
        planner = Planner(handbook)
        self._planned = (
            planner.booklet(self._module, site.navigation) if self._module else planner.chapters(site.navigation)
        )
        trainers = dict.fromkeys(trainer_pages(handbook, site.navigation, self._module), say("book_trainers_only"))
        places = trainers | {chapter.path: chapter.number for chapter in self._planned}
        self._bodies = Bodies(root, handbook, site, places)
        self.problems = self._bodies.problems

    def book(self) -> dict[str, Any]:
        """The tree that `typst/book.typ` reads. `problems` holds what is wrong with it."""
        module, chapters = self._module, list(self._planned)
        for chapter in chapters:
            chapter.body = self._bodies.body(chapter)
        if module:
            keep_used_terms(chapters)
        chapters += self._back(chapters, module)
        if self.wanted.edition == "trainer":
            chapters += self._for_trainers(module)
        preface = self._preface()
        self.problems += resolve([*preface, *chapters], self._known())
        return {
            "title": module.meta.title if module else self.site.title,
            "over": self.site.title if module else "",
            "edition": self.wanted.edition,
            "edition-line": say(f"book_{self.wanted.edition}_edition"),
            "version": say("book_version", version=__version__),
            "day": self.wanted.day,
            "url": self.site.url,
            "language": WORDS["locale"].split("-")[0],
            "region": WORDS["locale"].partition("-")[2].lower() or None,
            "words": {
                name.removeprefix("book_").replace("_", "-"): text
                for name, text in WORDS.items()
                if name.startswith("book_")
            },
            "preface": [_as_data(chapter) for chapter in preface],
            "chapters": [_as_data(chapter) for chapter in chapters],
        }

    def _preface(self) -> list[Chapter]:
        """How to use the book, and what differs from workplace to workplace, to write down once."""
        found = []
        path = PREFACES[1 if self._module else 0]
        if page := self.handbook.pages.get(path):
            chapter = Chapter("", path, 1, page=page)
            chapter.body = self._bodies.body(chapter)
            if self._module:
                chapter.body.insert(0, paragraph(say("book_booklet_lead", title=self.site.title)))
            found.append(chapter)
        if self.handbook.workplace:
            lines = records.workplace(self.handbook)
            found.append(Chapter(say("book_workplace"), "workplace", 1, body=lines))
        return found

    def _back(self, chapters: Sequence[Chapter], module: Module | None) -> list[Chapter]:
        """Records, the answer key and the index."""
        found = []
        if not module:
            found += [
                part(say("book_records")),
                Chapter(
                    say("book_training_record"),
                    LEARNER_PAGES["record"],
                    2,
                    opens="same",
                    body=records.training_record(self.handbook),
                ),
                Chapter(
                    say("book_observation_record"),
                    "observation",
                    2,
                    body=records.observation_record(self.handbook),
                ),
            ]
        if key := self._key(chapters):
            found.append(Chapter(say("book_key"), exercises.KEY, 1, opens="odd", kind="key", body=key))
        if index := index_blocks(chapters):
            found.append(Chapter(say("book_index"), "index", 1, opens="odd", kind="index", body=index))
        return found

    def _key(self, chapters: Sequence[Chapter]) -> Blocks:
        key: Blocks = []
        for chapter in chapters:
            if chapter.quiz:
                reading = self._bodies.reading(chapter)
                key += answer_key.answers(reading, self.handbook, chapter.quiz, chapter.title)
        played = [branching.best_path_answer(chapter.scenario) for chapter in chapters if chapter.scenario]
        for one in played[:-1]:
            one["keep"] = True
        if played:
            head = node("heading", level=2, id=f"{exercises.KEY}#best-paths:", c=[say("book_best_paths")])
            key += [head, *played]
        return [*answer_key.how_to_count(), *key] if key else []

    def _for_trainers(self, module: Module | None) -> list[Chapter]:
        chapters = trainer_chapters(self.handbook, self.site.navigation, module)
        for chapter in chapters:
            chapter.body = chapter.body or self._bodies.body(chapter)
        return chapters

    def _known(self) -> set[str]:
        """Every page of the site, in the book or not."""
        made = (*self.handbook.quizzes.values(), *self.handbook.scenarios.values())
        return {*self.handbook.pages, *GATHERED, *LEARNER_PAGES.values(), *(one.page_path for one in made)}


def _as_data(chapter: Chapter) -> dict[str, Any]:
    return {
        "title": chapter.title,
        "id": chapter.path,
        "number": chapter.number,
        "level": chapter.level,
        "opens": chapter.opens,
        "kind": chapter.kind,
        "file": chapter.file,
        "body": chapter.body,
    }


def assemble(
    root: Path, handbook: Handbook, site: SiteConfig, wanted: Wanted
) -> tuple[dict[str, Any], list[Problem]]:
    """The book as data, and the problems that stand in its way, in the order of files and lines."""
    assembler = Assembler(root, handbook, site, wanted)
    data = assembler.book()
    return data, sorted(set(assembler.problems))
