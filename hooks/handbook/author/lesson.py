"""A new lesson with its quiz, in a module that is there; and the pages of a lesson for a new module."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from markdown.extensions.toc import slugify

from handbook.author.answers import Answers
from handbook.author.desk import Desk
from handbook.author.entries import insert_entry
from handbook.author.known import known_module, known_source, one_of
from handbook.author.names import checked, from_title
from handbook.author.objectives import HEADINGS, NewObjective, new_objective
from handbook.author.question import make_quiz
from handbook.author.refused import Refused
from handbook.author.render import one_line, render
from handbook.dialogue import STEPS
from handbook.model import Handbook, Module
from handbook.page import Fence, Page
from handbook.rules.practice import WEEKS
from handbook.sheets import SHEETS
from handbook.words import say

MINUTES = "10"
SOURCES = 20  # of a lesson, at most
YEAR = timedelta(days=365)


@dataclass(frozen=True)
class Plan:
    """What a new lesson is about. `day` is the day on which it is made."""

    title: str
    name: str
    objectives: Sequence[NewObjective]
    sources: Sequence[str]
    owner: str
    day: date

    def fields(self, handbook: Handbook) -> dict[str, Any]:
        """What the templates of all pages share."""
        return {
            "owner": self.owner,
            "today": self.day,
            "next_review": self.day + YEAR,
            "objectives": self.objectives,
            "sources": self.sources,
            "grades": {name: say(f"grade_{handbook.sources[name].grade}") for name in self.sources},
        }


def new_lesson(desk: Desk, answers: Answers) -> None:
    """Makes a lesson and its quiz, lists it, and adds its objectives to what the supervisor looks for."""
    answers.demand("module", "title", "objective", "source")
    module = answers.one(
        "module",
        "To which module does it belong?",
        lambda typed: known_module(desk, typed),
        known=[module.name for module in desk.handbook.modules],
    )
    after = module.meta.lessons[-1]
    if chosen := answers.flag("after"):
        after = one_of(chosen, module.meta.lessons, "lesson before it")
    title = answers.one("title", "What is the lesson called?", one_line)
    taken = lesson_names(desk) | {path.stem for path in (desk.root / "docs" / module.name).glob("*.md")}
    name = answers.one(
        "name",
        "The name of its file, without .md:",
        lambda typed: checked(typed, taken, "lesson"),
        proposal=from_title(title, "lesson", taken),
    )
    minutes = answers.one("minutes", "How many minutes does it take?", _minutes, proposal=MINUTES)
    plan = ask_plan(desk, answers, title, name, module.meta.owner)
    make_lesson(desk, plan, module.name, minutes)
    _list(desk, module, after, name)
    _observe(desk, module, plan)


def lesson_names(desk: Desk) -> set[str]:
    """The names that no new lesson can have: those of all quizzes, for its quiz is called like it, and others."""
    return {draft.name for draft in desk.drafts()} | {"index", *SHEETS}


def ask_plan(desk: Desk, answers: Answers, title: str, name: str, owner: str) -> Plan:
    """What a lesson shall teach, and by which sources."""
    ids = {name for module in desk.handbook.modules for name in desk.handbook.objectives(module.name)}
    ids |= HEADINGS | {slugify(title, "-")}

    def objective(typed: str) -> NewObjective:
        found = new_objective(typed, ids)
        ids.add(found.id)
        return found

    question = "What can people do after it? Sentences that begin with a verb one can observe; two to five."
    objectives = answers.many("objective", question, objective, 2, 5)
    question = "On which sources in docs/sources.yml does it rest?"
    sources = answers.many(
        "source", question, lambda typed: known_source(desk, typed), 1, SOURCES, known=desk.handbook.sources
    )
    return Plan(title, name, objectives, list(dict.fromkeys(sources)), owner, desk.day)


def make_lesson(desk: Desk, plan: Plan, module: str, minutes: int) -> list[str]:
    """Makes the page and the quiz of a lesson; gives the id of one question for each objective."""
    questions = make_quiz(desk, plan.name, plan.title, module, [objective.id for objective in plan.objectives])
    page = render(
        "lesson.md",
        **plan.fields(desk.handbook),
        title=plan.title,
        minutes=minutes,
        quiz=plan.name,
        questions=questions,
        steps=STEPS,
        danger=_danger(desk.handbook, module),
    )
    desk.make(f"docs/{module}/{plan.name}.md", page, "the lesson")
    return questions


def _list(desk: Desk, module: Module, after: str, name: str) -> None:
    file = f"docs/{module.path}"
    front = desk.page(file).front
    place = front.data["lessons"].index(after)
    insert_entry(desk.text(file), front, ("lessons",), place, name)
    desk.note(file, f"`{name}` in `lessons:`", front.mark(("lessons", place)).line)


def _observe(desk: Desk, module: Module, plan: Plan) -> None:
    """A line for each objective where the supervisor observes in week 1, or else in the last checklist."""
    file = f"docs/{module.practice.path if module.practice else f'{module.name}/practice.md'}"
    page = desk.page(file) if desk.exists(file) else None
    fence = page and _checklist(page)
    if fence:
        last = fence.lines[-1][0] if fence.lines else fence.line
        lines = render("observations.md", objectives=plan.objectives).splitlines()
        desk.text(page.file).insert_below(last, [" " * (fence.column - 1) + line for line in lines])
        desk.note(page.file, "what the supervisor observes", last + 1)


def _checklist(page: Page) -> Fence | None:
    fences = [fence for fence in page.fences if fence.language == "checklist" and fence.closed]
    week = next((heading.line for heading in page.headings if heading.text == WEEKS[0]), None)
    return next((fence for fence in fences if week and fence.line > week), fences[-1] if fences else None)


def _danger(handbook: Handbook, module: str) -> str:
    """The box of stop signs, word for word as in another lesson; with a gap where no lesson has one."""
    for lesson in sorted(handbook.lessons(), key=lambda lesson: lesson.module != module):
        for section in lesson.page.sections(2):
            if section.heading.text == "Stay safe" and (box := _box([text for _, text in section.lines])):
                return box
    return render("danger.md", slot=next(iter(handbook.workplace), "")).rstrip("\n")


def _box(lines: Sequence[str]) -> str:
    start = next((n for n, line in enumerate(lines) if line.startswith("!!! danger")), len(lines))
    end = next((n for n in range(start + 1, len(lines)) if lines[n][:4].strip()), len(lines))
    return "\n".join(lines[start:end]).rstrip()


def _minutes(typed: str) -> int:
    if not (typed.isascii() and typed.isdecimal() and 1 <= int(typed[:4]) <= 60):
        raise Refused(f"`{typed}` is no number of minutes. Write digits, 1 to 60.")
    return int(typed)
