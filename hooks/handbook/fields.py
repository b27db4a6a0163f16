"""The fields of trainers' files: what pages and registries say above or instead of their text.

Questions have theirs in `quiz/model.py`, scenarios in `scenario/model.py`.
"""

import re
from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError

# Words, each one of several where `|` stands between them; all but the last may be in round brackets.
_EITHER = r"[\w'’/-]+(?:\|[\w'’/-]+)*"
_PHRASE = re.compile(rf"(?:(?:{_EITHER}|\({_EITHER}\)) +)*{_EITHER}")
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
    on_paper: Annotated[str, StringConstraints(strip_whitespace=True)] = Field(
        default="", description="what stands below the empty line in the printed handbook, where anything has to"
    )
    value: Annotated[str, StringConstraints(strip_whitespace=True)] = Field(
        default="", description="your workplace's own, or empty"
    )


def _phrase(text: str) -> str:
    if not _PHRASE.fullmatch(text):
        raise PydanticCustomError("phrase", "no phrase")
    return text


Phrase = Annotated[str, StringConstraints(max_length=MAX_TEXT), AfterValidator(_phrase)]


class Term(Model):
    """One entry of `docs/terms.yml`: words that the handbook does not use."""

    avoid: list[Phrase] = Field(
        min_length=1, description="the phrases; `a|b` for either word, round brackets for one that may be missing"
    )
    instead: Text = Field(description="what to do, as a sentence, such as: Write “defuse”.")
    why: Text = Field(description="why, in a few words")
    unless: list[Phrase] = Field(default_factory=list, description="longer phrases in which the words are right")
    where: Literal["everywhere", "learners", "pages"] = Field(
        default="everywhere",
        description="everywhere, all that learners read, or pages only",
    )
    always: bool = Field(default=False, description="true where it is always wrong: an error, not a warning")


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
    situations: dict[str, Id] = Field(
        default_factory=dict,
        description="for the index of the printed handbook: what a reader looks up, such as `filmed, being`, "
        "and the id of the heading that helps",
    )


class ModuleMeta(_PageMeta):
    """The front matter of a module's overview page."""

    kind: Literal["module"] = Field(description="module")
    order: int = Field(ge=1, description="the module's place in the handbook, from 1")
    lessons: list[Id] = Field(min_length=1, description="the lessons' file names without .md, in order")


class SheetMeta(_PageMeta):
    """The front matter of a module's practice page, job aid or facilitator page."""

    kind: Literal["practice", "job-aid", "facilitator"] = Field(description="practice, job-aid or facilitator")


class Point(Model):
    """One entry of `docs/points.yml`: what an article says, and where the handbook teaches it."""

    source: Id = Field(description="an id from docs/sources.yml")
    point: Text = Field(description="what the article says, in words of our own")
    at: Text = Field(description="a page below docs/ and a heading's id, such as apologies/well.md#say-it")
    corrected: Text | None = Field(default=None, description="what the handbook teaches instead, and why")
