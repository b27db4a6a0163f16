"""The handbook as one frozen object: modules, lessons, quizzes, scenarios, sources, workplace."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from handbook.fields import LessonMeta, ModuleMeta, Objective, Point, SheetMeta, Slot, Source, Term
from handbook.page import Page
from handbook.quiz.order import shuffled
from handbook.source import Document


@dataclass(frozen=True)
class Lesson:
    """A lesson: where it is, what its front matter says, and its page."""

    module: str
    name: str
    meta: LessonMeta
    page: Page

    @property
    def path(self) -> str:
        return self.page.path


@dataclass(frozen=True)
class Sheet:
    """A page of a module for use away from the screen: practice page, job aid, facilitator page."""

    meta: SheetMeta
    page: Page

    @property
    def path(self) -> str:
        return self.page.path


@dataclass(frozen=True)
class Module:
    """A folder under `docs/` with an overview and lessons. `name` is the folder's."""

    name: str
    meta: ModuleMeta
    page: Page
    lessons: tuple[Lesson, ...]
    practice: Sheet | None = None
    job_aid: Sheet | None = None
    facilitator: Sheet | None = None

    @property
    def path(self) -> str:
        return self.page.path


@dataclass(frozen=True)
class Question:
    """A valid question in its place: the model, its path in the file, and its option order.

    `order` lists indices into `item.options`, in the order in which they are shown.
    """

    item: Any  # one of the models in handbook.quiz.types
    index: int
    order: tuple[int, ...]

    @property
    def path(self) -> tuple[str, int]:
        return ("questions", self.index)


@dataclass(frozen=True)
class Quiz:
    """A quiz: `name` is the file's name without `.yml`, `meta` the fields above the questions."""

    name: str
    file: str
    meta: Any  # handbook.quiz.model.QuizMeta
    questions: tuple[Question, ...]
    document: Document = field(compare=False, repr=False)

    @property
    def page_path(self) -> str:
        return f"quizzes/{self.name}.md"

    def question(self, question_id: str) -> Question | None:
        return next((q for q in self.questions if q.item.id == question_id), None)


@dataclass(frozen=True)
class Scenario:
    """A branching scenario: `name` is the file's name without `.yml`, `meta` the whole file."""

    name: str
    file: str
    meta: Any  # handbook.scenario.model.ScenarioFile
    document: Document = field(compare=False, repr=False)

    @property
    def page_path(self) -> str:
        return f"scenarios/{self.name}.md"

    @property
    def cards_path(self) -> str:
        return f"scenarios/{self.name}-role-play.md"

    def shown(self, node: str) -> list[Any]:
        """The choices of a step in the order in which they are shown, on screen and on paper."""
        choices = self.meta.nodes[node].choices
        return [choices[index] for index in shuffled(f"{self.name}/{node}", len(choices))]


@dataclass(frozen=True)
class Handbook:
    """Everything that the trainers' files say, as far as it is valid."""

    modules: tuple[Module, ...] = ()
    quizzes: Mapping[str, Quiz] = field(default_factory=dict)
    scenarios: Mapping[str, Scenario] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)
    workplace: Mapping[str, Slot] = field(default_factory=dict)
    points: Mapping[str, Point] = field(default_factory=dict)
    terms: Mapping[str, Term] = field(default_factory=dict)
    words: frozenset[str] = frozenset()  # right, whatever a spelling checker says
    pages: Mapping[str, Page] = field(default_factory=dict)

    # Asked for every question or page, so each of these is found out once.

    @cached_property
    def _modules(self) -> dict[str, Module]:
        return {module.name: module for module in self.modules}

    @cached_property
    def _objectives(self) -> dict[str, dict[str, tuple[Lesson, Objective]]]:
        return {
            module.name: {
                objective.id: (lesson, objective)
                for lesson in module.lessons
                for objective in lesson.meta.objectives
            }
            for module in self.modules
        }

    @cached_property
    def _quizzes(self) -> dict[str, list[Quiz]]:
        grouped: dict[str, list[Quiz]] = {}
        for _, quiz in sorted(self.quizzes.items()):
            grouped.setdefault(quiz.meta.module, []).append(quiz)
        return grouped

    @cached_property
    def _scenarios(self) -> dict[str, list[Scenario]]:
        grouped: dict[str, list[Scenario]] = {}
        for _, scenario in sorted(self.scenarios.items()):
            grouped.setdefault(scenario.meta.module, []).append(scenario)
        return grouped

    def module(self, name: str) -> Module | None:
        return self._modules.get(name)

    def lessons(self) -> list[Lesson]:
        return [lesson for module in self.modules for lesson in module.lessons]

    def objectives(self, module: str) -> Mapping[str, tuple[Lesson, Objective]]:
        """The objectives of a module by id, each with the lesson that teaches it."""
        return self._objectives.get(module, {})

    def quizzes_in_order(self, module: Module) -> list[Quiz]:
        """The quizzes of a module: those named like a lesson in the lessons' order, then the others."""
        order = {lesson.name: place for place, lesson in enumerate(module.lessons)}
        return sorted(self.quizzes_of(module.name), key=lambda quiz: (order.get(quiz.name, len(order)), quiz.name))

    def quizzes_of(self, module: str) -> Sequence[Quiz]:
        """The quizzes of a module, by file name."""
        return self._quizzes.get(module, ())

    def scenarios_of(self, module: str) -> Sequence[Scenario]:
        """The scenarios of a module, by file name."""
        return self._scenarios.get(module, ())
