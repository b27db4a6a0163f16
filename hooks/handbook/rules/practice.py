"""What a module's pages for use away from the screen hold.

The practice page: role-plays, reflection, observation. The job aid: one side of paper. The facilitator
page, which a module may do without: what somebody needs who runs the module with a group.
"""

import re
from collections.abc import Iterator

from handbook.model import Handbook, Module, Sheet
from handbook.page import Page, Section
from handbook.problem import Problem, counted, nearest
from handbook.rules.page import wanted_sections
from handbook.rules.prose import without_markup
from handbook.sheets import observations, sheet_kind

PRACTICE_SECTIONS = ("Before you start", "Reflect and plan", "For the supervisor")
ROLE_PLAY = "Role-play: "
CARDS = ("Card for the customer", "Card for the member of staff", "Observer’s checklist")
WEEKS = ("Week 1", "Week 4")
FACILITATOR_SECTIONS = (
    "Who it is for",
    "Before the session",
    "Session plan",
    "What people may say",
    "Talk about the practice",
    "Quiz questions to discuss",
    "Look after people",
    "After the session",
    "Other ways to run it",
)
JOB_AID_WORDS = 250  # what fits one side of A4 in letters that one can read on a wall

_WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")


def check_sheets_of(handbook: Handbook, module: Module) -> Iterator[Problem]:
    """The module has a practice page and a job aid, and each of its sheets is complete."""
    for kind, sheet, called in (
        ("practice", module.practice, "practice page (role-plays, reflection, observation)"),
        ("job-aid", module.job_aid, "job aid (one side of paper)"),
    ):
        pages = (page for path, page in handbook.pages.items() if path.startswith(f"{module.name}/"))
        there = f"{module.name}/{kind}.md" in handbook.pages  # with another kind: that is told already
        if not sheet and not there and not any(sheet_kind(page) == kind for page in pages):
            hint = f"Write docs/{module.name}/{kind}.md with `kind: {kind}`; copy its form from another module."
            yield module.page.problem(1, 1, "missing-sheet", f"the module has no {called}.", hint)
    if module.practice:
        yield from _practice(handbook, module, module.practice)
    if module.job_aid:
        yield from _job_aid(module.job_aid)
    if module.facilitator:
        yield from wanted_sections(module.facilitator.page, FACILITATOR_SECTIONS)


def _practice(handbook: Handbook, module: Module, sheet: Sheet) -> Iterator[Problem]:
    page = sheet.page
    yield from wanted_sections(page, PRACTICE_SECTIONS)
    plays = [section for section in page.sections(2) if section.heading.text.startswith(ROLE_PLAY)]
    if not plays:
        message = "this page has no role-play."
        yield page.problem(1, 1, "missing-section", message, f"Write `## {ROLE_PLAY}its title`.")
    parts = page.sections(3)
    for play in plays:
        yield from _parts(page, play, parts, CARDS)
    for section in page.sections(2):
        if section.heading.text == PRACTICE_SECTIONS[-1]:
            yield from _parts(page, section, parts, WEEKS)
    practised = {name for one in observations(page) for name in one.objectives}
    known = handbook.objectives(module.name)
    missing = [name for name in known if name not in practised]
    # A slip in one line, or a lesson that could not be read, would make an objective look left out.
    if missing and practised <= known.keys() and len(module.lessons) == len(module.meta.lessons):
        message = (
            f"no checklist looks for {counted(len(missing), 'objective')} of the module: {', '.join(missing)}."
        )
        hint = "Add a line for each to an observer’s checklist or to what the supervisor observes."
        yield page.problem(1, 1, "objective-not-practised", message, hint)


def _parts(page: Page, section: Section, parts: list[Section], wanted: tuple[str, ...]) -> Iterator[Problem]:
    first, last = (section.lines[0][0], section.lines[-1][0]) if section.lines else (0, 0)
    inside = (heading for heading in page.headings if first <= heading.line <= last)
    free = {heading.text: heading for heading in inside if heading.level != 3 or heading.text not in wanted}
    found = {part.heading.text: part for part in parts if first <= part.heading.line <= last}
    for title in wanted:
        if title not in found:
            near = nearest(title, free)
            message = f"“{section.heading.text}” has no part “{title}”" + (
                "; is this heading meant?" if near else "."
            )
            line = free[near].line if near else section.heading.line
            yield page.problem(line, 1, "missing-section", message, f"Write `### {title}`.")
        elif not found[title].text.strip():
            message = f"the part “{title}” is empty."
            yield page.problem(found[title].heading.line, 1, "empty-section", message, "Write it.")


def _job_aid(sheet: Sheet) -> Iterator[Problem]:
    page = sheet.page
    seen = [text for _, text in page.prose] + [text for fence in page.fences for _, text in fence.lines]
    count = sum(len(_WORD.findall(without_markup(text))) for text in seen)
    if count > JOB_AID_WORDS:
        message = f"this job aid has {count} words; one side of paper holds {JOB_AID_WORDS}."
        yield sheet.page.problem(1, 1, "long-job-aid", message, "Leave out what nobody needs in the moment.")
