"""The body of each chapter: its page's blocks, and what the handbook puts above them."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from handbook.book import branching, exercises
from handbook.book.arrange import arranged, form_and_example, on_sheets
from handbook.book.blocks import page_blocks
from handbook.book.fences import FENCES
from handbook.book.nodes import Blocks, node, paragraph, plain, refer, strong
from handbook.book.plan import Chapter
from handbook.book.reading import Reading, fragment
from handbook.book.render import Renderer
from handbook.markup import TextRenderer
from handbook.model import Handbook
from handbook.page import Page, parse_page
from handbook.pages import SOURCES_PAGE, cited_sources, gathered_page
from handbook.problem import Problem
from handbook.siteconfig import SiteConfig
from handbook.words import say


class Bodies:
    """Makes the bodies of the chapters of one book; `problems` holds what stands in their way.

    `places` names what is printed, in either edition, by the paths of the pages: a number, or empty where the
    page's title has to do.
    """

    def __init__(self, root: Path, handbook: Handbook, site: SiteConfig, places: Mapping[str, str]):
        self.root, self.handbook, self._places = root, handbook, places
        self.problems: list[Problem] = []
        self._render, self._text = Renderer(handbook, site), TextRenderer()

    def reading(self, chapter: Chapter) -> Reading:
        return Reading(
            self.handbook, chapter.path, chapter.file, self.root, self._text, chapter.page, self.problems
        )

    def body(self, chapter: Chapter) -> Blocks:
        """A chapter's blocks. A chapter without a title gets its page's."""
        reading = self.reading(chapter)
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
            blocks = list(on_sheets(blocks))
        elif chapter.kind == "page" and any(one["t"] == "form" for one in blocks):
            blocks = form_and_example(blocks)
        return arranged([*self._opening(chapter), *blocks])

    def _gathered(self, chapter: Chapter) -> Page:
        gathered = gathered_page(self.handbook, chapter.path)
        return parse_page(gathered.markdown if gathered else "", chapter.file, chapter.path)[0]

    def _title(self, reading: Reading, page: Page) -> str:
        return plain(reading.inline(fragment(self._render(page.title))[0]))

    def _sources(self, reading: Reading, chapter: Chapter) -> Blocks:
        """The sources as the text names them, each with the chapters that cite it."""
        chapter.title = chapter.title or say("sources_title")
        header = [[say(word)] for word in ("sources_column", "grade_column", "book_used_column")]
        rows = [
            [
                [reading.anchor(name), strong(source.short), ". ", *reading.written(source.citation)],
                [say(f"grade_{source.grade}")],
                [", ".join(sorted(used, key=_by_number))],
            ]
            for name, source, pages in sorted(
                cited_sources(self.handbook), key=lambda entry: entry[1].short.casefold()
            )
            if (
                used := dict.fromkeys(
                    self._places[page.path] or page.title for page in pages if page.path in self._places
                )
            )
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
        return [paragraph(refer(quiz.page_path, title))]

    def _scenario_fence(self, reading: Reading, source: str) -> Blocks:
        scenario = self.handbook.scenarios[source.strip()]
        title = say("scenario_title", title=scenario.meta.title)
        return [paragraph(refer(scenario.page_path, title))]

    def _opening(self, chapter: Chapter) -> Blocks:
        """What the handbook puts at the start of a module and of a lesson."""
        if chapter.kind == "module" and chapter.module:
            goals = [
                {
                    "c": [refer(lesson.path, lesson.meta.title)],
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
                {"c": [refer(f"{chapter.path}#{one.id}", one.text, quiet=True)], "more": ""}
                for one in chapter.lesson.meta.objectives
            ]
            title = say("lesson_goals", minutes=chapter.lesson.meta.minutes)
            return [node("goals", title=title, goals=goals)]
        return []


def _by_number(place: str) -> tuple[bool, list[int], str]:
    """Numbers of chapters in their order, then titles."""
    parts = place.split(".")
    numbers = [int(part) for part in parts] if all(part.isdecimal() for part in parts) else []
    return not numbers, numbers, place.casefold()
