"""The whole book as one tree: the chapters of the plan with their blocks, and what only paper has around them."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from handbook import __version__
from handbook.book import branching, exercises, records
from handbook.book.blocks import page_blocks
from handbook.book.fences import FENCES
from handbook.book.findings import index_blocks
from handbook.book.links import resolve
from handbook.book.nodes import Blocks, Node, node, paragraph, plain
from handbook.book.plan import Chapter, Planner, part
from handbook.book.reading import Reading, fragment
from handbook.book.render import Renderer
from handbook.book.trainer import trainer_chapters
from handbook.learner import LEARNER_PAGES
from handbook.markup import TextRenderer
from handbook.model import Handbook, Module
from handbook.page import Page, parse_page
from handbook.pages import GATHERED, SOURCES_PAGE, cited_sources, gathered_page
from handbook.problem import Problem
from handbook.siteconfig import SiteConfig
from handbook.words import WORDS, say

Edition = Literal["learner", "trainer"]
PREFACE = "using-this-book.md"  # below docs/; the site leaves it out


@dataclass(frozen=True)
class Wanted:
    """What kind of book: its edition, one module of it or all, the day of its last change."""

    edition: Edition = "learner"
    module: str = ""
    day: str = ""


class Assembler:
    """Makes the chapters of one book."""

    def __init__(self, root: Path, handbook: Handbook, site: SiteConfig, wanted: Wanted):
        self.root, self.handbook, self.site, self.wanted = root, handbook, site, wanted
        self.problems: list[Problem] = []
        self._render, self._text = Renderer(handbook, site), TextRenderer()
        self._planner = Planner(handbook)

    def book(self) -> dict[str, Any]:
        """The tree that `typst/book.typ` reads. `problems` holds what is wrong with it."""
        module = self.handbook.module(self.wanted.module)
        chapters = self._planner.booklet(module) if module else self._planner.chapters(self.site.navigation)
        for chapter in chapters:
            chapter.body = self._body(chapter)
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

    def _reading(self, chapter: Chapter) -> Reading:
        return Reading(
            self.handbook, chapter.path, chapter.file, self.root, self._text, chapter.page, self.problems
        )

    def _body(self, chapter: Chapter) -> Blocks:
        reading = self._reading(chapter)
        if chapter.quiz:
            return exercises.worksheet(reading, chapter.quiz)
        if chapter.scenario:
            return branching.scenario_blocks(reading, self.handbook, chapter.scenario)
        if chapter.kind == "part":
            return []
        if chapter.path == SOURCES_PAGE and not chapter.page:
            return self._sources(reading, chapter)
        page = chapter.page or self._gathered(chapter)
        markup = self._render("\n".join(text for _, text in page.lines))
        blocks = page_blocks(reading, markup, chapter.level + 1, self._fences())
        if not chapter.title:
            chapter.title = self._title(reading, page)
        if chapter.kind == "practice":
            _begin_on_new_pages(blocks)
        return [*self._opening(chapter), *blocks]

    def _gathered(self, chapter: Chapter) -> Page:
        gathered = gathered_page(self.handbook, chapter.path)
        return parse_page(gathered.markdown if gathered else "", chapter.file, chapter.path)[0]

    def _title(self, reading: Reading, page: Page) -> str:
        return plain(reading.inline(fragment(self._render(page.title))[0]))

    def _sources(self, reading: Reading, chapter: Chapter) -> Blocks:
        """The sources, each with the chapters that cite it, by their numbers where they have one."""
        chapter.title = chapter.title or say("sources_title")
        numbers = self._planner.numbers()
        header = [[say(word)] for word in ("sources_column", "grade_column", "book_used_column")]
        rows = [
            [
                [reading.anchor(name), *reading.written(source.citation)],
                [say(f"grade_{source.grade}")],
                [", ".join(dict.fromkeys(numbers.get(page.path) or page.title for page in pages))],
            ]
            for name, source, pages in cited_sources(self.handbook)
        ]
        return [
            paragraph(say("sources_lead")),
            node("table", columns=[272.0, 66.0, 87.0], header=header, rows=rows),
        ]

    def _fences(self) -> dict[str, Any]:
        return {**FENCES, "quiz": self._quiz_fence, "scenario": self._scenario_fence}

    def _quiz_fence(self, reading: Reading, source: str) -> Blocks:
        """A question in a lesson is asked there; of a whole quiz, a lesson only says where its worksheet is."""
        name, _, wanted = source.strip().partition("#")
        quiz = self.handbook.quizzes[name]
        if question := quiz.question(wanted):
            return [exercises.ask(reading, quiz, question)]
        title = say("quiz_title", title=quiz.meta.title)
        return [paragraph(node("ref", to=quiz.page_path, typed="", quiet=False, c=[title]))]

    def _scenario_fence(self, reading: Reading, source: str) -> Blocks:
        scenario = self.handbook.scenarios[source.strip()]
        title = say("scenario_title", title=scenario.meta.title)
        return [paragraph(node("ref", to=scenario.page_path, typed="", quiet=False, c=[title]))]

    def _opening(self, chapter: Chapter) -> Blocks:
        """What the handbook puts at the start of a module and of a lesson."""
        if chapter.kind == "module" and chapter.module:
            goals = [
                {
                    "c": [node("ref", to=lesson.path, typed="", quiet=False, c=[lesson.meta.title])],
                    "more": lesson.meta.summary,
                }
                for lesson in chapter.module.lessons
            ]
            return [
                node("lead", c=[chapter.module.meta.summary]),
                node("goals", title=say("book_lessons"), goals=goals),
            ]
        if chapter.lesson:
            goals = [
                {"c": [node("ref", to=f"{chapter.path}#{one.id}", typed="", quiet=True, c=[one.text])], "more": ""}
                for one in chapter.lesson.meta.objectives
            ]
            title = say("lesson_goals", minutes=chapter.lesson.meta.minutes)
            return [node("goals", title=title, goals=goals)]
        return []

    def _preface(self) -> list[Chapter]:
        page = self.handbook.pages.get(PREFACE)
        if page is None or self.wanted.module:
            return []
        chapter = Chapter("", PREFACE, 1, page=page)
        chapter.body = self._body(chapter)
        return [chapter]

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
                reading = self._reading(chapter)
                key += exercises.answers(reading, self.handbook, chapter.quiz, chapter.title)
        played = [branching.best_path_answer(chapter.scenario) for chapter in chapters if chapter.scenario]
        if played:
            key += [node("heading", level=2, id=None, c=[say("book_best_paths")]), *played]
        return [*exercises.how_to_count(), *key] if key else []

    def _for_trainers(self, module: Module | None) -> list[Chapter]:
        chapters = trainer_chapters(self.handbook, self.site.navigation, module)
        for chapter in chapters:
            chapter.body = chapter.body or self._body(chapter)
        return chapters

    def _known(self) -> set[str]:
        """Every page of the site, in the book or not."""
        made = (*self.handbook.quizzes.values(), *self.handbook.scenarios.values())
        return {*self.handbook.pages, *GATHERED, *LEARNER_PAGES.values(), *(one.page_path for one in made)}


def _begin_on_new_pages(blocks: Blocks) -> None:
    """Each part of a practice page that holds a checklist begins a page: one sheet a role-play to hand out."""
    top_heading: Node | None = None
    top = min((one["level"] for one in blocks if one["t"] == "heading"), default=0)
    for one in blocks:
        if one["t"] == "heading" and one["level"] == top:
            top_heading = one
        elif one["t"] == "checklist" and top_heading:
            top_heading["fresh"] = True


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
