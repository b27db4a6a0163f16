"""The pages that no trainer writes, and their place in the navigation.

Pure functions from the `Handbook` to Markdown and to a navigation; whoever builds the site
puts the results in place.
"""

import json
import posixpath
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from html import escape
from typing import Any

from handbook.coverage import coverage
from handbook.fields import Point, Source
from handbook.learner import LEARNER_PAGES
from handbook.markup import LINK, is_outside
from handbook.model import Handbook, Module, Scenario
from handbook.page import Page
from handbook.phrases import Phrase, phrases
from handbook.points import taught
from handbook.rules.page import CITATION, marks
from handbook.templates import environment
from handbook.words import WORDS, say

SOURCES_PAGE = "sources.md"
PHRASES_PAGE = "phrases.md"
COVERAGE_PAGE = "trainers/coverage.md"
POINTS_PAGE = "trainers/points.md"
MAPS_PAGE = "trainers/scenarios.md"
# Of pages that gather from many files; their parts have pencils of their own.
OWN_WORDS = "hooks/handbook/words.yml"

_ADDRESS = re.compile(r"\]\(([^()\s]+)")


@dataclass(frozen=True)
class GeneratedPage:
    """A page that no trainer wrote. `edit` is the file that its words stand in, relative to the handbook."""

    markdown: str
    edit: str


def generated_pages(handbook: Handbook) -> dict[str, GeneratedPage]:
    """The pages that follow from the handbook, by path below `docs/`."""
    templates = environment()
    made = {}
    for quiz in handbook.quizzes.values():
        module = handbook.module(quiz.meta.module)
        if module is not None:
            title = say("quiz_title", title=quiz.meta.title)
            markdown = templates.get_template("pages/quiz.md").render(quiz=quiz, module=module, title=title)
            made[quiz.page_path] = GeneratedPage(markdown, quiz.file)
    for scenario in handbook.scenarios.values():
        made |= _scenario_pages(handbook, scenario)
    for path in GATHERED:
        if page := gathered_page(handbook, path):
            made[path] = page
    for name, path in LEARNER_PAGES.items():
        if path not in handbook.pages:
            markdown = templates.get_template("pages/learner.md").render(name=name)
            made[path] = GeneratedPage(markdown, OWN_WORDS)
    return made


def gathered_page(handbook: Handbook, path: str) -> GeneratedPage | None:
    """One of the pages in `GATHERED`; None where a trainer wrote it, or there is nothing to gather."""
    gather, edit = GATHERED[path]
    fields = {} if path in handbook.pages else gather(handbook)
    if not any(fields.values()):
        return None
    template = environment().get_template(f"pages/{path.rsplit('/', 1)[-1]}")
    return GeneratedPage(template.render(**fields), edit)


def _scenario_pages(handbook: Handbook, scenario: Scenario) -> dict[str, GeneratedPage]:
    """The page on which a scenario is played, and its cards for two people."""
    module = handbook.module(scenario.meta.module)
    if module is None:
        return {}
    played, cards = (say(word, title=scenario.meta.title) for word in ("scenario_title", "role_play_title"))
    fields = {"scenario": scenario, "module": module, "scenario_title": played}
    page = environment().get_template("pages/scenario.md").render(title=played, **fields)
    sheet = environment().get_template("pages/role-play.md").render(title=cards, **fields)
    return {
        scenario.page_path: GeneratedPage(page, scenario.file),
        scenario.cards_path: GeneratedPage(sheet, scenario.file),
    }


def _maps(handbook: Handbook) -> dict[str, Any]:
    """The scenarios, module by module. Without one the page stays: the navigation names it."""
    modules = handbook.modules
    scenarios = [scenario for module in modules for scenario in handbook.scenarios_of(module.name)]
    return {"scenarios": scenarios, "modules": modules}


def _phrase_bank(handbook: Handbook) -> dict[str, Any]:
    shown = {word: WORDS[word] for word in ("phrases_filter", "phrases_situation", "phrases_all")}
    shown |= {word: WORDS[word] for word in ("phrases_count", "phrases_one", "phrases_none")}
    bank = [
        (lesson, [_at_home(row) for row in rows]) for lesson in handbook.lessons() if (rows := phrases(lesson))
    ]
    return {"lessons": bank, "words": escape(json.dumps(shown, ensure_ascii=False))} if bank else {}


def _at_home(phrase: Phrase) -> Phrase:
    """A row whose links, written for the lesson's folder, lead to the same places from `docs/`."""

    def moved(link: re.Match[str]) -> str:
        path, sign, anchor = link[1].partition("#")
        if is_outside(path) or path.startswith("/"):
            return link[0]
        folder, _, name = phrase.lesson.path.rpartition("/")
        return f"]({posixpath.normpath(posixpath.join(folder, path or name))}{sign}{anchor}"

    cells = {name: _ADDRESS.sub(moved, getattr(phrase, name)) for name in ("say", "avoid", "why")}
    return replace(phrase, **cells)


def _covered(handbook: Handbook) -> dict[str, Any]:
    rows = coverage(handbook)
    modules = [(module, [row for row in rows if row.module == module.name]) for module in handbook.modules]
    return {"modules": modules, "sources": handbook.sources, "link": LINK} if modules else {}


def _points(handbook: Handbook) -> list[tuple[Source, list[tuple[str, Point, str]]]]:
    """The points of each article, with the title of the section that teaches each."""
    found = []
    for name, source in handbook.sources.items():
        points = [
            (key, point, taught(handbook, point)) for key, point in handbook.points.items() if point.source == name
        ]
        if points:
            found.append((source, points))
    return found


def cited_sources(handbook: Handbook) -> list[tuple[str, Source, list[Page]]]:
    """The sources that some page cites, by citation, each with its id and the pages that cite it."""
    used: dict[str, list[Page]] = {name: [] for name in handbook.sources}
    for _, page in sorted(handbook.pages.items()):
        for name in {name for _, _, name in marks(page, CITATION)} & used.keys():
            used[name].append(page)
    listed = [(name, source, used[name]) for name, source in handbook.sources.items() if used[name]]
    return sorted(listed, key=lambda entry: entry[1].citation.lstrip("“").casefold())


def navigation(nav: list[Any] | None, handbook: Handbook) -> list[Any] | None:
    """A MkDocs navigation in which each module's overview has grown into a section.

    An entry that names `apologies/index.md` becomes a section titled like the module, with
    the overview, the lessons in the order of the module's `lessons`, each with the quiz of its
    name, the other quizzes, the scenarios, the practice page and the job aid. The facilitator page
    is not for learners: it stands where the navigation names it.
    """
    if nav is None:
        return None
    by_path = {module.path: module for module in handbook.modules}
    return [_entry(entry, by_path, handbook) for entry in nav]


def _entry(entry: Any, modules: dict[str, Module], handbook: Handbook) -> Any:
    ((title, target),) = entry.items() if isinstance(entry, dict) else ((None, entry),)
    if isinstance(target, list):
        return {title: [_entry(inner, modules, handbook) for inner in target]}
    module = modules.get(target)
    if module is None:
        return entry
    pages: list[Any] = [module.path]
    quizzes = {
        quiz.name: {escape(say("quiz_title", title=quiz.meta.title)): quiz.page_path}
        for quiz in handbook.quizzes_in_order(module)
    }
    for lesson in module.lessons:
        pages.append({escape(lesson.meta.title): lesson.path})
        if lesson.name in quizzes:
            pages.append(quizzes.pop(lesson.name))
    pages += quizzes.values()
    pages += [
        {escape(say("scenario_title", title=scenario.meta.title)): scenario.page_path}
        for scenario in handbook.scenarios_of(module.name)
    ]
    pages += [{escape(sheet.meta.title): sheet.path} for sheet in (module.practice, module.job_aid) if sheet]
    return {title or escape(module.meta.title): pages}


# The pages that gather what stands all over the handbook: what their templates need, and the file to edit.
GATHERED: dict[str, tuple[Callable[[Handbook], dict[str, Any]], str]] = {
    SOURCES_PAGE: (lambda handbook: {"sources": cited_sources(handbook)}, "docs/sources.yml"),
    PHRASES_PAGE: (_phrase_bank, OWN_WORDS),
    COVERAGE_PAGE: (_covered, OWN_WORDS),
    POINTS_PAGE: (lambda handbook: {"articles": _points(handbook)}, "docs/points.yml"),
    MAPS_PAGE: (_maps, OWN_WORDS),
}
