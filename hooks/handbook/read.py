"""Reads a handbook's folder: every file once, every problem collected."""

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from handbook.check import Files, check_handbook, first_causes
from handbook.fields import LessonMeta, Model, ModuleMeta, Point, SheetMeta, Slot, Source, Term
from handbook.model import Handbook, Lesson, Module, Sheet
from handbook.page import Page, read_page
from handbook.points import POINTS_FILE
from handbook.problem import GUESSES, Problem, did_you_mean, in_order, nearest, short
from handbook.quiz.load import Draft, read_quiz
from handbook.scenario.load import read_scenarios
from handbook.sheets import CALLED, SHEETS, sheet_kind
from handbook.source import Document
from handbook.validate import validate
from handbook.wording.terms import TERMS_FILE
from handbook.wording.wordlist import read_words
from handbook.yamlfile import read_yaml

M = TypeVar("M", bound=Model)

KINDS = ("home", "module", "lesson", *SHEETS)


@dataclass
class _Reading:
    """What has been read so far."""

    root: Path
    problems: list[Problem] = field(default_factory=list)
    pages: dict[str, Page] = field(default_factory=dict)
    files: list[str] = field(default_factory=list)  # the pages' paths, readable or not
    registries: dict[str, Document] = field(default_factory=dict)  # the files that map ids to entries

    def note(self, problems: Iterable[Problem]) -> None:
        self.problems.extend(problems)


def read_handbook(root: Path) -> tuple[Handbook, list[Problem]]:
    """Reads `docs/` and `quizzes/` below `root`.

    Gives the handbook as far as it is valid, and every problem in the order of files and
    lines. An empty list means that the handbook is complete. Never raises for what a file holds.
    """
    with collector_paused():
        return _read(_Reading(root))


@contextmanager
def collector_paused() -> Iterator[None]:
    """Where all that is made is kept: looking for garbage in it would only take a third of the time."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def _read(reading: _Reading) -> tuple[Handbook, list[Problem]]:
    _read_pages(reading)
    if not reading.files:
        return Handbook(), reading.problems
    folders = {path.split("/")[0] for path in reading.files if path.endswith("/index.md") and path.count("/") == 1}
    names = {name for name in folders if _is_module(reading.pages.get(f"{name}/index.md"))}
    modules = [module for name in sorted(names) if (module := _module(reading, name))]
    modules.sort(key=lambda module: (module.meta.order, module.name))
    drafts = _read_quizzes(reading)
    quizzes = {draft.name: draft.quiz for draft in drafts if draft.quiz}
    scenario_drafts, problems = read_scenarios(reading.root, reading.files)
    reading.note(problems)
    scenarios = {draft.name: draft.scenario for draft in scenario_drafts if draft.scenario}
    words, problems = read_words(reading.root)
    reading.note(problems)
    handbook = Handbook(
        modules=tuple(modules),
        quizzes=quizzes,
        scenarios=scenarios,
        sources=_registry(reading, "docs/sources.yml", Source),
        workplace=_registry(reading, "docs/workplace.yml", Slot),
        points=_registry(reading, POINTS_FILE, Point),
        terms=_registry(reading, TERMS_FILE, Term),
        words=words,
        pages=reading.pages,
    )
    files = Files(drafts, scenario_drafts, names, reading.files, reading.registries)
    reading.note(check_handbook(handbook, files))
    return handbook, in_order(first_causes(reading.problems))


def _read_pages(reading: _Reading) -> None:
    docs = reading.root / "docs"
    for path in sorted(docs.rglob("*.md")):
        inside = path.relative_to(docs).as_posix()
        reading.files.append(inside)
        page, problems = read_page(path, f"docs/{inside}", inside)
        reading.note(problems)
        if page is not None:
            reading.pages[inside] = page
    if not reading.files:
        hint = "Run the command in the handbook's folder, the one that holds mkdocs.yml."
        reading.note([Problem("docs", 1, 1, "no-docs", "there are no pages here.", hint)])


def _is_module(overview: Page | None) -> bool:
    """A module says so; one that cannot be read or says nonsense gets the benefit of the doubt."""
    if overview is None or overview.front is None:
        return True
    kind = overview.front.data.get("kind")
    return kind == "module" or (kind is not None and kind not in KINDS)


def _module(reading: _Reading, name: str) -> Module | None:
    overview = reading.pages.get(f"{name}/index.md")
    meta = overview and _front(reading, overview, ModuleMeta, "module")
    others = [page for path, page in reading.pages.items() if path.startswith(f"{name}/") and page is not overview]
    sheets = {
        kind: _sheet(reading, name, kind, [page for page in others if sheet_kind(page) == kind]) for kind in SHEETS
    }
    lessons = {
        page.path.rsplit("/", 1)[1].removesuffix(".md"): lesson
        for page in others
        if not sheet_kind(page) and (lesson := _lesson(reading, name, page))
    }
    if not meta:
        return None
    left_over = lessons.keys() - set(meta.lessons)
    files = {path for path in reading.files if path.startswith(f"{name}/")}
    names = {path.rsplit("/", 1)[1].removesuffix(".md") for path in files} - {"index"}
    ordered, unknown = [], 0
    for index, wanted in enumerate(meta.lessons):
        if f"{name}/{wanted}.md" not in files:
            if unknown < GUESSES:
                left_over.discard(nearest(wanted, left_over))
            message = f"there is no lesson docs/{name}/{wanted}.md."
            hint = did_you_mean(wanted, names, before=unknown)
            unknown += 1
            reading.note([overview.front.problem(("lessons", index), "unknown-lesson", message, hint)])
        elif wanted in lessons:
            ordered.append(lessons[wanted])
    for lesson in left_over:
        page = lessons[lesson].page
        hint = f"Add `{lesson}` to `lessons:` in docs/{name}/index.md."
        reading.note([page.problem(1, 1, "unlisted-lesson", "no module lists this lesson.", hint)])
    return Module(
        name,
        meta,
        overview,
        tuple(ordered),
        practice=sheets["practice"],
        job_aid=sheets["job-aid"],
        facilitator=sheets["facilitator"],
    )


def _lesson(reading: _Reading, module: str, page: Page) -> Lesson | None:
    meta = _front(reading, page, LessonMeta, "lesson")
    return meta and Lesson(module, page.path.rsplit("/", 1)[1].removesuffix(".md"), meta, page)


def _sheet(reading: _Reading, module: str, kind: str, pages: list[Page]) -> Sheet | None:
    """The module's one page of a kind; a module has at most one of each."""
    pages = sorted(pages, key=lambda page: page.path != f"{module}/{kind}.md")
    for page in pages[1:]:
        message = f"the module {module} has two pages of the kind `{kind}`; the other is {pages[0].file}."
        reading.note([page.problem(*_place_of_kind(page), "second-sheet", message, "Join them, or delete one.")])
    if not pages:
        return None
    meta = _front(reading, pages[0], SheetMeta, kind)
    return meta and Sheet(meta, pages[0])


def _place_of_kind(page: Page) -> tuple[int, int]:
    mark = page.front and page.front.mark(("kind",))
    return (mark.line, mark.column) if mark else (1, 1)


def _front(reading: _Reading, page: Page, model: type[M], kind: str) -> M | None:
    if page.front is None:
        if not any(problem.file == page.file for problem in reading.problems):
            message = "this page has no front matter."
            hint = "Begin the file with a line `---`, the fields, and a line `---`; copy them from another page."
            reading.note([page.problem(1, 1, "front-matter", message, hint)])
        return None
    data = dict(page.front.data)
    called = CALLED.get(kind, kind)
    if data.get("kind") not in (None, kind):
        typed = short(page.front.mark(("kind",)).raw or data["kind"])
        message = f"this page must be a {called}, and its kind is `{typed}`."
        reading.note([page.front.problem(("kind",), "unknown-kind", message, f"Write `kind: {kind}`.")])
        data["kind"] = kind
    meta, problems = validate(model, page.front, (), data, f"this {called}")
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
    if document:
        reading.registries[file] = document
    entries: dict[str, M] = {}
    for name, data in (document.data if document else {}).items():
        entry, problems = validate(model, document, (name,), data, f"`{name}`")
        reading.note(problems)
        if entry is not None:
            entries[name] = entry
    return entries
