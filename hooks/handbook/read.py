"""Reads a handbook's folder: every file once, every problem collected."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from handbook.model import Handbook, Lesson, LessonMeta, Model, Module, ModuleMeta, Slot, Source
from handbook.page import Page, read_page
from handbook.problem import Problem, did_you_mean
from handbook.quiz.load import Draft, read_quiz
from handbook.quiz.rules import check_bank, check_links, check_places, check_quiz
from handbook.rules.lesson import check_lesson, check_module
from handbook.rules.page import check_page
from handbook.source import Document
from handbook.validate import validate
from handbook.yamlfile import read_yaml

M = TypeVar("M", bound=Model)


@dataclass
class _Reading:
    """What has been read so far."""

    root: Path
    problems: list[Problem] = field(default_factory=list)
    pages: dict[str, Page] = field(default_factory=dict)

    def note(self, problems: Iterable[Problem]) -> None:
        self.problems.extend(problems)


def read_handbook(root: Path) -> tuple[Handbook, list[Problem]]:
    """Reads `docs/` and `quizzes/` below `root`.

    Gives the handbook as far as it is valid, and every problem in the order of files and
    lines. An empty list means that the handbook is complete. Never raises for what a file holds.
    """
    reading = _Reading(root)
    _read_pages(reading)
    folders = {path.split("/")[0] for path in reading.pages if path.endswith("/index.md") and path.count("/") == 1}
    modules = [module for name in sorted(folders) if (module := _module(reading, name))]
    modules.sort(key=lambda module: (module.meta.order, module.name))
    names = {name for name in folders if _is_module(reading.pages[f"{name}/index.md"])}
    drafts = _read_quizzes(reading)
    quizzes = {draft.name: draft.quiz for draft in drafts if draft.quiz}
    handbook = Handbook(
        modules=tuple(modules),
        quizzes=quizzes,
        sources=_registry(reading, "docs/sources.yml", Source),
        workplace=_registry(reading, "docs/workplace.yml", Slot),
        pages=reading.pages,
    )
    for quiz in quizzes.values():
        reading.note(check_quiz(quiz))
    reading.note(check_bank(drafts))
    reading.note(check_links(handbook, drafts))
    reading.note(check_places(handbook, drafts, names))
    for module in modules:
        reading.note(check_module(handbook, module))
    for lesson in handbook.lessons():
        reading.note(check_lesson(handbook, lesson))
    known_quizzes = {draft.name: draft for draft in drafts}
    for page in reading.pages.values():
        reading.note(check_page(handbook, page, known_quizzes))
    return handbook, sorted(set(reading.problems))


def _read_pages(reading: _Reading) -> None:
    docs = reading.root / "docs"
    for path in sorted(docs.rglob("*.md")):
        inside = path.relative_to(docs).as_posix()
        page, problems = read_page(path, f"docs/{inside}", inside)
        reading.note(problems)
        if page is not None:
            reading.pages[inside] = page
    if not reading.pages:
        hint = "Run the command in the handbook's folder, the one that holds mkdocs.yml."
        reading.note([Problem("docs", 1, 1, "no-docs", "there are no pages here.", hint)])


def _is_module(page: Page) -> bool:
    """A module says so; one whose front matter is broken gets the benefit of the doubt."""
    return page.front is None or page.front.data.get("kind") == "module"


def _module(reading: _Reading, name: str) -> Module | None:
    overview = reading.pages[f"{name}/index.md"]
    if not _is_module(overview):
        return None
    meta = _front(reading, overview, ModuleMeta, "this module")
    lessons = {
        path.rsplit("/", 1)[1].removesuffix(".md"): lesson
        for path, page in sorted(reading.pages.items())
        if path.startswith(f"{name}/") and page is not overview and (lesson := _lesson(reading, name, page))
    }
    if meta is None or overview.front is None:
        return None
    ordered = []
    for index, wanted in enumerate(meta.lessons):
        if f"{name}/{wanted}.md" not in reading.pages:
            others = {p.rsplit("/", 1)[1].removesuffix(".md") for p in reading.pages if p.startswith(f"{name}/")}
            message = f"there is no lesson docs/{name}/{wanted}.md."
            hint = did_you_mean(wanted, others - {"index"})
            reading.note([overview.front.problem(("lessons", index), "unknown-lesson", message, hint)])
        elif wanted in lessons:
            ordered.append(lessons[wanted])
    for left_over in lessons.keys() - set(meta.lessons):
        page = lessons[left_over].page
        hint = f"Add `{left_over}` to `lessons:` in docs/{name}/index.md."
        reading.note([page.problem(1, 1, "unlisted-lesson", "no module lists this lesson.", hint)])
    return Module(name, meta, overview, tuple(ordered))


def _lesson(reading: _Reading, module: str, page: Page) -> Lesson | None:
    kind = page.front.data.get("kind") if page.front else None
    if page.front and kind != "lesson":
        message = (
            f"a page in a module's folder says what it is; `{kind}` is not known."
            if kind
            else ("a page in a module's folder says what it is.")
        )
        reading.note([page.front.problem(("kind",), "unknown-kind", message, "Write `kind: lesson`.")])
    meta = _front(reading, page, LessonMeta, "this lesson")
    return meta and Lesson(module, page.path.rsplit("/", 1)[1].removesuffix(".md"), meta, page)


def _front(reading: _Reading, page: Page, model: type[M], subject: str) -> M | None:
    if page.front is None:
        if not any(problem.file == page.file for problem in reading.problems):
            message = "this page has no front matter."
            hint = "Begin the file with a line `---`, the fields, and a line `---`; copy them from another page."
            reading.note([page.problem(1, 1, "front-matter", message, hint)])
        return None
    meta, problems = validate(model, page.front, (), page.front.data, subject)
    reading.note(problems)
    return meta


def _read_quizzes(reading: _Reading) -> list[Draft]:
    drafts = []
    folder = reading.root / "quizzes"
    for path in sorted([*folder.glob("*.yml"), *folder.glob("*.yaml")]):
        file = f"quizzes/{path.name}"
        if path.suffix == ".yaml":
            message, hint = "quiz files end in .yml.", f"Rename it to {path.stem}.yml."
            reading.note([Problem(file, 1, 1, "file-name", message, hint)])
            continue
        draft, problems = read_quiz(path, file)
        reading.note(problems)
        if f"quizzes/{path.stem}.md" in reading.pages:
            message = f"docs/quizzes/{path.stem}.md is in the way of the page that this quiz gets."
            reading.note([Problem(file, 1, 1, "page-clash", message, "Rename one of the two.")])
        # A file that could not be read still has its name, so that a fence finds it.
        drafts.append(draft or Draft(path.stem, Document(file, data={}), None, ()))
    return drafts


def _registry(reading: _Reading, file: str, model: type[M]) -> dict[str, M]:
    """Reads a file that maps ids to entries of one kind; a missing file is an empty one."""
    if not (reading.root / file).exists():
        return {}
    document, problems = read_yaml(reading.root / file, file)
    reading.note(problems)
    entries: dict[str, M] = {}
    for name, data in (document.data if document else {}).items():
        entry, problems = validate(model, document, (name,), data, f"`{name}`")
        reading.note(problems)
        if entry is not None:
            entries[name] = entry
    return entries
