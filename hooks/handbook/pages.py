"""The pages that no trainer writes, and their place in the navigation.

Pure functions from the `Handbook` to Markdown and to a navigation; whoever builds the site
puts the results in place.
"""

from dataclasses import dataclass
from typing import Any

import yaml

from handbook.model import Handbook, Module, Quiz
from handbook.openings import plain
from handbook.page import Page
from handbook.rules.page import CITATION, marks
from handbook.words import say

SOURCES_PAGE = "sources.md"


@dataclass(frozen=True)
class GeneratedPage:
    """A page that no trainer wrote. `edit` is the file to edit instead, relative to the handbook."""

    markdown: str
    edit: str


def generated_pages(handbook: Handbook) -> dict[str, GeneratedPage]:
    """The pages that follow from the handbook, by path below `docs/`."""
    pages = {
        quiz.page_path: GeneratedPage(_quiz_page(handbook, quiz), quiz.file) for quiz in handbook.quizzes.values()
    }
    if handbook.sources and SOURCES_PAGE not in handbook.pages:
        pages[SOURCES_PAGE] = GeneratedPage(_sources_page(handbook), "docs/sources.yml")
    return pages


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
    pages += [{lesson.meta.title: lesson.path} for lesson in module.lessons]
    pages += [
        {say("quiz_title", title=quiz.meta.title): quiz.page_path} for quiz in handbook.quizzes_of(module.name)
    ]
    return {title or module.meta.title: pages}


def _front(**fields: Any) -> str:
    return f"---\n{yaml.safe_dump(fields, allow_unicode=True, sort_keys=False)}---\n"


def _quiz_page(handbook: Handbook, quiz: Quiz) -> str:
    title = say("quiz_title", title=quiz.meta.title)
    module = handbook.module(quiz.meta.module)
    front = _front(
        title=title, description=say("quiz_meta", count=len(quiz.questions), pass_mark=quiz.meta.pass_mark)
    )
    trail = f"[{module.meta.title}](../{module.path})" if module else ""
    return (
        f"{front}\n# {plain(title)}\n\n"
        f"{trail}{{ .hb-trail }}\n\n"
        f"{say('quiz_meta', count=len(quiz.questions), pass_mark=quiz.meta.pass_mark)} "
        f"{say('quiz_lead_' + quiz.meta.feedback)}\n\n"
        f"```quiz\n{quiz.name}\n```\n\n"
        f"{say('quiz_truth')}\n"
    )


def _sources_page(handbook: Handbook) -> str:
    """A table of the sources that some page cites, with the pages that do."""
    used: dict[str, list[Page]] = {name: [] for name in handbook.sources}
    for _, page in sorted(handbook.pages.items()):
        for name in sorted({name for _, _, name in marks(page, CITATION)} & used.keys()):
            used[name].append(page)
    rows = [
        f'| <span id="{name}"></span>{plain(source.citation)} | {say(f"grade_{source.grade}")} '
        f"| {', '.join(f'[{plain(page.title)}]({page.path})' for page in used[name])} |"
        for name, source in sorted(
            handbook.sources.items(), key=lambda item: item[1].citation.lstrip("“").casefold()
        )
        if used[name]
    ]
    title, lead = say("sources_title"), say("sources_lead")
    head = f"| {say('sources_column')} | {say('grade_column')} | {say('used_column')} |\n|---|---|---|"
    return "\n".join([f"{_front(title=title)}\n# {title}\n\n{lead}\n\n{head}", *rows, ""])
