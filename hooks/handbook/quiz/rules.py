"""Rules that a question keeps beyond its form, and that the bank of all quizzes keeps."""

import re
from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import Any, Protocol

from handbook.fields import MAX_TEXT
from handbook.markup import TextRenderer, is_outside, page_link
from handbook.model import Handbook, Question, Quiz
from handbook.problem import Problem, did_you_mean, short
from handbook.quiz.load import Draft
from handbook.quiz.model import Choice, Texts, core, folded
from handbook.source import Document, KeyPath

_VERDICT = re.compile(
    r"^(that is |that’s |this is )?(yes|no|correct|right|wrong|incorrect|true|false)\b[\s,.!:–—-]*", re.I
)

_WORD = re.compile(r"\w+")


class Typed(Protocol):
    """A file that names a module and objectives, valid or not: a quiz or a scenario."""

    document: Document

    @property
    def objectives(self) -> list[tuple[KeyPath, Any]]:
        """The objectives as typed, each with its path."""


def check_quiz(quiz: Quiz) -> Iterator[Problem]:
    """The rules within one quiz: options and feedback that differ, feedback with a reason."""
    for question in quiz.questions:
        reasons = question.item.reasons()
        yield from _duplicates(quiz, question, reasons)
        yield from _verdicts(quiz, question, reasons)


def check_bank(drafts: Iterable[Draft]) -> Iterator[Problem]:
    """Ids are unique over all quizzes, retired ones (`was`) included."""
    seen: dict[str, tuple[Document, KeyPath]] = {}
    for field in ("was", "id"):  # so that the new question is told, not the one that was renamed
        for draft in drafts:
            for here, name in draft.names(field):
                if name in seen:
                    document, first = seen[name]
                    line = document.mark(first).line
                    place = f"on line {line}" if document is draft.document else f"in {document.file}:{line}"
                    message = f"the id `{short(name)}` is already taken, {place}."
                    hint = "Give every question an id of its own; a retired id stays retired."
                    yield draft.document.problem(here, "duplicate-id", message, hint)
                else:
                    seen[name] = (draft.document, here)


def check_places(handbook: Handbook, drafts: Iterable[Typed], modules: set[str]) -> Iterator[Problem]:
    """The module that a quiz or scenario names exists, and so do its objectives.

    `modules` holds the names of all module folders, those with mistakes included: a mistake
    in a lesson must not make its quiz look wrong as well.
    """
    for draft in drafts:
        module = draft.document.data.get("module")
        if not isinstance(module, str):
            continue
        if module not in modules:
            message, hint = f"there is no module `{short(module)}` under docs/.", did_you_mean(module, modules)
            if f"{module}/index.md" in handbook.pages:
                message = f"docs/{module}/index.md does not say that it is a module."
                hint = "Write `kind: module` in its front matter."
            yield draft.document.problem(("module",), "unknown-module", message, hint)
            continue
        found = handbook.module(module)
        if found is None or len(found.lessons) < len(found.meta.lessons):
            continue  # the module's own problems come first
        known = handbook.objectives(module)
        for path, objective in draft.objectives:
            if isinstance(objective, str) and objective not in known:
                message = f"no lesson of the module {module} has the objective `{short(objective)}`."
                yield draft.document.problem(path, "unknown-objective", message, did_you_mean(objective, known))


def check_links(handbook: Handbook, drafts: Iterable[Typed]) -> Iterator[Problem]:
    """A link in a quiz or scenario leads to the web, to a mailbox, or to a page (and heading) of the handbook."""
    renderer = TextRenderer()
    for draft in drafts:
        if "](" not in draft.document.text and "\\" not in draft.document.text:
            continue  # no link, not even one in escapes
        for path, (_, _, typed, _) in draft.document.values.items():
            has_links = typed and "](" in typed and len(typed) <= MAX_TEXT
            for address in dict.fromkeys(renderer.addresses(typed)) if has_links else ():
                target = page_link(address)
                page = target and handbook.pages.get(target[0])
                if is_outside(address) or (page and (target[1] is None or target[1] in page.anchors)):
                    continue
                message = f"the link `{short(address)}` leads nowhere."
                hint = "Link to https://…, or to a page below docs/ such as `apologies/index.md#a-heading`."
                yield draft.document.problem(path, "bad-link", message, hint)


def _duplicates(quiz: Quiz, question: Question, reasons: list[Choice]) -> Iterator[Problem]:
    for group in question.item.distinct():
        for before, path in same(group):
            message = f"this says the same as the text on line {_line(quiz, question, before)}."
            hint = "Write another one, or delete it."
            yield quiz.document.problem((*question.path, *path), "duplicate-option", message, hint)
    for first, second in same([(option.path, option.feedback) for option in reasons]):
        path = (*question.path, *second, "feedback")
        message = f"this feedback is the same as that of line {_line(quiz, question, first)}."
        yield quiz.document.problem(path, "duplicate-feedback", message, "Say what is special about this one.")


def same(texts: Texts) -> Iterator[tuple[KeyPath, KeyPath]]:
    """The paths of each two texts that say the same."""
    if len({core(text) for _, text in texts}) < len(texts):
        for (before, first), (path, second) in combinations(texts, 2):
            if folded(first) == folded(second):
                yield before, path


def _verdicts(quiz: Quiz, question: Question, reasons: list[Choice]) -> Iterator[Problem]:
    for option in reasons:
        if is_verdict(option.feedback):
            path = (*question.path, *option.path, "feedback")
            message = "this feedback gives the verdict but hardly a reason."
            yield quiz.document.problem(path, "verdict-only", message, "Say why, in a sentence of its own.")


def is_verdict(feedback: str) -> bool:
    """Whether a feedback gives the verdict and hardly a reason."""
    verdict = _VERDICT.match(feedback)
    return verdict is not None and len(feedback[verdict.end() :].split()) < 6


def _line(quiz: Quiz, question: Question, path: tuple) -> int:
    return quiz.document.mark((*question.path, *path)).line
