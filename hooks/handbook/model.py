"""The handbook as one frozen object: modules, lessons, quizzes, sources, workplace."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError

from handbook.page import Page
from handbook.quiz.order import shuffled
from handbook.source import Document

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")  # all but the line end and the tab


def _no_control(text: str) -> str:
    if _CONTROL.search(text):
        raise PydanticCustomError("control", "the text holds an invisible control character")
    return text


MAX_TEXT = 2000  # characters: several paragraphs, and a limit to the time that Markdown takes
Text = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=MAX_TEXT),
    AfterValidator(_no_control),
]
Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]


class Model(BaseModel):
    """A part of a trainer's file: unknown fields are mistakes, nothing is converted."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Source(Model):
    """One entry of `docs/sources.yml`."""

    short: Text = Field(description="how a page names it, such as: Bushman 2002")
    citation: Text = Field(description="the full reference")
    grade: Literal["research", "guidance", "custom"] = Field(description="how strong the evidence is")


class Slot(Model):
    """One entry of `docs/workplace.yml`: what differs from workplace to workplace."""

    label: Text = Field(description="what it is, for whoever fills it in")
    unfilled: Text = Field(description="what a page says while the value is empty: how to find out")
    value: Annotated[str, StringConstraints(strip_whitespace=True)] = Field(
        default="", description="your workplace's own, or empty"
    )


class Objective(Model):
    """What a learner can do after a lesson. The heading that teaches it carries its id."""

    id: Id = Field(description="kebab-case; the heading that teaches it carries the same id")
    text: Text = Field(description="begins with a verb that one can observe: choose, say, order, spot")
    sources: list[Id] = Field(min_length=1, description="ids from docs/sources.yml")


class _PageMeta(Model):
    title: Text = Field(description="the page's title")
    summary: Text = Field(description="one sentence that says what the page gives")
    owner: Text = Field(description="who keeps the page current")
    reviewed: date = Field(description="the day of the last review, such as 2026-11-22")
    review_by: date = Field(description="the day of the next review")
    status: Literal["draft", "published"] = Field(description="draft or published")


class LessonMeta(_PageMeta):
    """The front matter of a lesson."""

    kind: Literal["lesson"] = Field(description="lesson")
    minutes: int = Field(ge=1, le=60, description="how long it takes, in minutes")
    sources: list[Id] = Field(min_length=1, description="ids from docs/sources.yml")
    objectives: list[Objective] = Field(min_length=2, max_length=5, description="two to five")


class ModuleMeta(_PageMeta):
    """The front matter of a module's overview page."""

    kind: Literal["module"] = Field(description="module")
    order: int = Field(ge=1, description="the module's place in the handbook, from 1")
    lessons: list[Id] = Field(min_length=1, description="the lessons' file names without .md, in order")


class SheetMeta(_PageMeta):
    """The front matter of a module's practice page or job aid."""

    kind: Literal["practice", "job-aid"] = Field(description="practice or job-aid")


class Point(Model):
    """One entry of `docs/points.yml`: what an article says, and where the handbook teaches it."""

    source: Id = Field(description="an id from docs/sources.yml")
    point: Text = Field(description="what the article says, in words of our own")
    at: Text = Field(description="a page below docs/ and a heading's id, such as apologies/well.md#say-it")
    corrected: Text | None = Field(default=None, description="what the handbook teaches instead, and why")


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
    """A page of a module for use away from the screen: its practice page or its job aid."""

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
