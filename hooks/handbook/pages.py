"""The pages that no trainer writes, and their place in the navigation.

Pure functions from the `Handbook` to Markdown and to a navigation; whoever builds the site
puts the results in place.
"""

from dataclasses import dataclass
from html import escape
from typing import Any

from handbook.learner import LEARNER_PAGES
from handbook.model import Handbook, Module, Source
from handbook.page import Page
from handbook.rules.page import CITATION, marks
from handbook.templates import environment
from handbook.words import say

SOURCES_PAGE = "sources.md"


@dataclass(frozen=True)
class GeneratedPage:
    """A page that no trainer wrote. `edit` is the file to edit instead, relative to the handbook."""

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
    if SOURCES_PAGE not in handbook.pages:
        markdown = templates.get_template("pages/sources.md").render(sources=cited_sources(handbook))
        made[SOURCES_PAGE] = GeneratedPage(markdown, "docs/sources.yml")
    for name, path in LEARNER_PAGES.items():
        if path not in handbook.pages:
            markdown = templates.get_template("pages/learner.md").render(name=name)
            made[path] = GeneratedPage(markdown, "hooks/handbook/words.yml")
    return made


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
    the overview, the lessons in the order of the module's `lessons`, and its quizzes.
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
    pages += [{escape(lesson.meta.title): lesson.path} for lesson in module.lessons]
    for quiz in handbook.quizzes_of(module.name):
        pages.append({escape(say("quiz_title", title=quiz.meta.title)): quiz.page_path})
    return {title or escape(module.meta.title): pages}
