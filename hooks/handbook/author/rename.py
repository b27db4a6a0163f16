"""Gives an objective or a question another id, wherever it is named."""

import re
from collections.abc import Iterator
from typing import Any

from handbook.author.bank import Bank
from handbook.author.desk import Desk
from handbook.author.former import keep_former, verify
from handbook.author.links import change_heading, change_links
from handbook.author.names import checked
from handbook.author.refused import Refused
from handbook.page import Page
from handbook.problem import did_you_mean
from handbook.scenario.load import FOLDER as SCENARIOS
from handbook.source import Document, KeyPath


def rename_objective(desk: Desk, old: str, new: str, module: str | None) -> None:
    """Renames an objective: in its lesson, in the checklists, quizzes and scenarios of its module, in links.

    Raises Refused for an id that is unknown, taken or malformed, or stands in several modules.
    """
    page, module = _lesson_of(desk, old, module)
    taken = {name for other in desk.pages() if _folder(other) == module for _, name in _objectives(other)}
    checked(new, taken | page.anchors, "objective")
    for path, name in _objectives(page):
        if name == old:
            _replace(desk, page.front, path, old, new, "the objective")
    for path, name in _situations(page):
        if name == old:
            _replace(desk, page.front, path, old, new, "an entry of the index")
    for heading in page.headings:
        if heading.id == old:
            change_heading(desk.text(page.file), heading.line, old, new)
            desk.note(page.file, "the heading that teaches it", heading.line)
    for other in desk.pages():
        if _folder(other) == module:
            _rename_in_checklists(desk, other, old, new)
    for file in desk.files("quizzes/*.yml", f"{SCENARIOS}/*.yml"):
        document = desk.document(file)
        if document.data.get("module") == module:
            for path, name in _naming(document.data):
                if name == old:
                    _replace(desk, document, path, old, new, "an objective")
    change_links(desk, page.path, old, new)


def rename_question(desk: Desk, old: str, new: str) -> None:
    """Renames a question: in its quiz, with the old id in `was`, and in fences and links.

    The browser of a learner keeps a result under the id that the question had at the time. All former ids
    stay in `was`, the newest first, so no result is lost. Raises Refused as `rename_objective` does.
    """
    bank = Bank(desk)
    draft, path = bank.find(old)
    bank.free(new)
    document = desk.document(draft.document.file)
    _replace(desk, document, path, old, new, "the id, with the old one in `was:`")
    keep_former(desk.text(document.file), document, path[:-1], old)
    verify(desk.text(document.file), document, path[:-1], new)
    for page in desk.pages():
        for fence in page.fences:
            for number, line in fence.lines:
                if fence.language == "quiz" and line.strip() == f"{draft.name}#{old}":
                    column = desk.text(page.file).line(number).index(f"#{old}") + 2
                    desk.text(page.file).replace(number, column, old, new)
                    desk.note(page.file, "a fence", number)
    change_links(desk, f"quizzes/{draft.name}.md", f"q-{old}", f"q-{new}")


def _lesson_of(desk: Desk, objective: str, module: str | None) -> tuple[Page, str]:
    pages = [page for page in desk.pages() if "/" in page.path]
    folders = {_folder(page) for page in pages}
    if module and module not in folders:
        raise Refused(f"There is no module `{module}`. {did_you_mean(module, folders)}")
    pages = [page for page in pages if module in (None, _folder(page))]
    found = [page for page in pages if objective in (name for _, name in _objectives(page))]
    owners = {_folder(page): page for page in found}
    if not owners:
        known = {name for page in pages for _, name in _objectives(page)}
        there = f" in the module {module}" if module else ""
        raise Refused(f"There is no objective `{objective}`{there}. {did_you_mean(objective, known)}")
    if len(found) > len(owners):
        raise Refused(f"The objective `{objective}` stands in {' and '.join(page.file for page in found)}.")
    if len(owners) > 1:
        named = " or ".join(f"`--module {name}`" for name in owners)
        raise Refused(f"The objective `{objective}` stands in {len(owners)} modules. Add {named}.")
    ((name, page),) = owners.items()
    return page, name


def _objectives(page: Page) -> list[tuple[KeyPath, str]]:
    """The ids of the objectives in a page's front matter, as typed, each with its path."""
    typed = page.front.data.get("objectives") if page.front else None
    entries = enumerate(typed) if isinstance(typed, list) else ()
    return [(("objectives", n, "id"), one["id"]) for n, one in entries if isinstance(one, dict) and "id" in one]


def _situations(page: Page) -> list[tuple[KeyPath, Any]]:
    """The headings that a lesson's entries in the index lead to, each with its path."""
    typed = page.front.data.get("situations") if page.front else None
    return [(("situations", term), name) for term, name in typed.items()] if isinstance(typed, dict) else []


def _rename_in_checklists(desk: Desk, page: Page, old: str, new: str) -> None:
    word = re.compile(rf"(?<![\w-]){re.escape(old)}(?![\w-])")
    text = desk.text(page.file)
    for fence in page.fences:
        for number, _ in fence.lines if fence.language == "checklist" else ():
            typed = text.line(number)
            for found in word.finditer(typed, typed.rfind("|") + 1 or len(typed)):
                text.replace(number, found.start() + 1, old, new)
                desk.note(page.file, "a line of a checklist", number)


def _naming(data: dict[str, Any]) -> Iterator[tuple[KeyPath, Any]]:
    """What a quiz or scenario says where the ids of objectives stand, each with its path."""
    questions, endings = data.get("questions"), data.get("endings")
    for number, entry in enumerate(questions if isinstance(questions, list) else ()):
        if isinstance(entry, dict):
            yield ("questions", number, "objective"), entry.get("objective")
    lists: list[tuple[KeyPath, Any]] = [(("objectives",), data.get("objectives"))]
    for name, entry in endings.items() if isinstance(endings, dict) else ():
        if isinstance(entry, dict):
            lists.append((("endings", name, "objectives"), entry.get("objectives")))
    for path, names in lists:
        yield from (((*path, n), name) for n, name in enumerate(names if isinstance(names, list) else ()))


def _replace(desk: Desk, document: Document, path: KeyPath, old: str, new: str, what: str) -> None:
    """Changes a value that is `old`, without the quotes that may stand round it."""
    mark, text = document.mark(path), desk.text(document.file)
    text.replace(mark.line, mark.column + mark.quoted, old, new)
    desk.note(document.file, what, mark.line)


def _folder(page: Page) -> str:
    return page.path.split("/")[0]
