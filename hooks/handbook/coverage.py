"""Proof that nothing is missing: each objective from the section that teaches it to its sources."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

from handbook.model import Handbook, Lesson, Module
from handbook.problem import counted
from handbook.sheets import observations

QUESTIONS = 2  # at least, for each objective; one of them at level apply


@dataclass(frozen=True)
class Asked:
    """A question that tests an objective, and the page that asks it."""

    id: str
    level: str
    page: str


@dataclass(frozen=True)
class Played:
    """A scenario that practises an objective, its page, and the endings that show it."""

    name: str
    title: str
    page: str
    endings: tuple[str, ...]


@dataclass(frozen=True)
class Row:
    """What becomes of one objective. `sources` holds ids, `gaps` what is missing, in words."""

    module: str
    lesson: str
    page: str
    objective: str
    text: str
    section: str  # the heading that teaches it; empty where none does
    questions: tuple[Asked, ...]
    practised: int  # lines of the module's checklists that look for it
    scenarios: tuple[Played, ...]  # good to have, and no gap where there is none
    sources: tuple[str, ...]
    gaps: tuple[str, ...] = field(default=())

    def at(self, level: str) -> int:
        """How many questions there are at a level."""
        return sum(question.level == level for question in self.questions)

    def as_dict(self) -> dict[str, Any]:
        """The row as plain data, for JSON."""
        return asdict(self)


def coverage(handbook: Handbook) -> list[Row]:
    """A row for each objective, in the order of modules, lessons and front matter."""
    return [row for module in handbook.modules for row in _rows(handbook, module)]


def _rows(handbook: Handbook, module: Module) -> Iterator[Row]:
    tested: dict[str, list[Asked]] = defaultdict(list)
    for quiz in handbook.quizzes_in_order(module):
        for question in quiz.questions:
            asked = Asked(question.item.id, question.item.level, quiz.page_path)
            tested[question.item.objective].append(asked)
    practised: dict[str, int] = defaultdict(int)
    for one in observations(module.practice.page) if module.practice else ():
        for name in one.objectives:
            practised[name] += 1
    for lesson in module.lessons:
        yield from _lesson(handbook, module, lesson, tested, practised)


def _played(handbook: Handbook, module: Module, objective: str) -> Iterator[Played]:
    for scenario in handbook.scenarios_of(module.name):
        endings = scenario.meta.endings.items()
        if names := tuple(name for name, ending in endings if objective in ending.objectives):
            yield Played(scenario.name, scenario.meta.title, scenario.page_path, names)


def _lesson(
    handbook: Handbook,
    module: Module,
    lesson: Lesson,
    tested: dict[str, list[Asked]],
    practised: dict[str, int],
) -> Iterator[Row]:
    for objective in lesson.meta.objectives:
        section = next((h.text for h in lesson.page.headings if h.id == objective.id), "")
        questions = tuple(tested[objective.id])
        sources = tuple(name for name in objective.sources if name in handbook.sources)
        gaps = []
        if not section:
            gaps.append("no section")
        if not questions:
            gaps.append("no question")
        elif len(questions) < QUESTIONS:
            gaps.append(f"only {counted(len(questions), 'question')}")
        if questions and not any(question.level == "apply" for question in questions):
            gaps.append("no question at level apply")
        if not practised[objective.id]:
            gaps.append("no practice")
        if not sources:
            gaps.append("no source")
        yield Row(
            module.name,
            lesson.name,
            lesson.path,
            objective.id,
            objective.text,
            section,
            questions,
            practised[objective.id],
            tuple(_played(handbook, module, objective.id)),
            sources,
            tuple(gaps),
        )


def as_table(rows: list[Row]) -> str:
    """The rows as text: a line an objective, gaps at its end, and a last line that counts both."""
    lines: list[str] = []
    width = max((len(row.objective) for row in rows), default=0)
    before = None
    for row in rows:
        if before != (row.module, row.lesson):
            lines += [*([""] if lines else []), f"{row.module}/{row.lesson}"]
            before = (row.module, row.lesson)
        questions = f"{row.at('recall')} recall + {row.at('apply')} apply"
        practice, sources = counted(row.practised, "checklist line"), counted(len(row.sources), "source")
        played = f"{counted(len(row.scenarios), 'scenario')}, " if row.scenarios else ""
        gaps = f"  GAP: {', '.join(row.gaps)}" if row.gaps else ""
        lines.append(f"  {row.objective:<{width}}  {questions}, {practice}, {played}{sources}{gaps}")
    gaps = sum(bool(row.gaps) for row in rows)
    ending = f"{counted(gaps, 'gap')}." if gaps else "no gap."
    return "\n".join([*lines, "", f"{counted(len(rows), 'objective')}: {ending}"])
