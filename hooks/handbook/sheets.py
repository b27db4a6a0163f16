"""The fences `checklist` and `form`: what somebody ticks or writes on, on paper above all.

A line of a checklist reads `Said what happened, with regret | name-it, apologise-early`: what an
observer looks for, and the objectives that it shows. A line of a form reads `What happened | 4` (a
label and the number of lines to write on) or `Where | counter; phone; in writing` (boxes to tick).
"""

from collections.abc import Iterator
from dataclasses import dataclass

from handbook.model import Handbook
from handbook.page import Fence, Page
from handbook.problem import Problem, did_you_mean, short

# Pages of a module that are no lessons, for use away from the screen, by kind.
CALLED = {"practice": "practice page", "job-aid": "job aid", "facilitator": "facilitator page"}
SHEETS = tuple(CALLED)
MAX_LINES = 20  # a form is filled in by hand, on one side of paper

Mistake = tuple[int, str, str]


@dataclass(frozen=True)
class Observation:
    """One line of a checklist: its line in the file, what to look for, and the objectives' ids."""

    line: int
    text: str
    objectives: tuple[str, ...]


@dataclass(frozen=True)
class Field:
    """One field of a form: lines to write on, or choices to tick."""

    label: str
    lines: int = 0
    choices: tuple[str, ...] = ()


def parse_checklist(fence: Fence) -> tuple[list[Observation], list[Mistake]]:
    """The lines of a checklist, and its mistakes as (line, message, hint)."""
    found: list[Observation] = []
    mistakes: list[Mistake] = []
    for number, text, rest in _parts(fence):
        ids = tuple(name.strip() for name in rest.split(",") if name.strip())
        hint = "Write `what to look for | objective-id`."
        if not text:
            mistakes.append((number, "this line of a checklist does not say what to look for.", hint))
        elif not ids:
            mistakes.append((number, "this line of a checklist names no objective.", hint))
        else:
            found.append(Observation(number, text, ids))
    return found, mistakes or _empty(fence, found, "checklist", "what to look for | objective-id")


def parse_form(fence: Fence) -> tuple[list[Field], list[Mistake]]:
    """The fields of a form, and its mistakes as (line, message, hint)."""
    found: list[Field] = []
    mistakes: list[Mistake] = []
    hint = "Write `label | 3` for three lines to write on, or `label | one; two` for boxes to tick."
    for number, label, rest in _parts(fence):
        choices = tuple(choice.strip() for choice in rest.split(";") if choice.strip())
        if not label:
            mistakes.append((number, "this field of a form has no label.", hint))
        elif not choices:
            mistakes.append((number, "this field of a form has no lines to write on and no choices.", hint))
        elif rest.isascii() and rest.isdecimal():
            if not 1 <= int(rest[:4]) <= MAX_LINES:
                message = f"a field cannot have {short(rest)} lines."
                mistakes.append((number, message, f"Give it 1 to {MAX_LINES}."))
            found.append(Field(label, min(int(rest[:4]), MAX_LINES)))
        elif len(choices) == 1:
            mistakes.append(
                (number, f"`{short(rest)}` is neither a number of lines nor a choice of several.", hint)
            )
        else:
            found.append(Field(label, choices=choices))
    return found, mistakes or _empty(fence, found, "form", "label | 3")


def observations(page: Page) -> list[Observation]:
    """Every line of every checklist on a page."""
    fences = (fence for fence in page.fences if fence.language == "checklist" and fence.closed)
    return [one for fence in fences for one in parse_checklist(fence)[0]]


def sheet_kind(page: Page) -> str | None:
    """The kind of sheet that a page is, or is meant to be by its file's name; else None."""
    kind = page.front and page.front.data.get("kind")
    if kind in ("home", "module", "lesson"):
        return None
    # The name comes first: it is rarely wrong, and a kind that was copied with a page often is.
    name = page.path.rsplit("/", 1)[-1].removesuffix(".md")
    return next((one for one in (name, kind) if one in SHEETS), None)


def check_sheets(handbook: Handbook, page: Page) -> Iterator[Problem]:
    """The fences of a page are filled in, and their objectives are those of its module."""
    module = page.path.split("/")[0]
    found, known = handbook.module(module), handbook.objectives(module)
    unknown = 0
    for fence in page.fences:
        if fence.language in ("checklist", "form") and fence.closed:
            parse = parse_checklist if fence.language == "checklist" else parse_form
            for line, message, hint in parse(fence)[1]:
                yield page.problem(line, fence.column, fence.language, message, hint)
        if fence.language == "checklist" and not found and f"{module}/index.md" not in handbook.pages:
            message = "a checklist names objectives of its module, and this page is in none."
            hint = "Move the checklist to a page in a module’s folder."
            yield page.problem(fence.line, fence.column, "checklist", message, hint)
            return
    if not found or len(found.lessons) < len(found.meta.lessons):
        return  # the module's own problems come first
    for one in observations(page):
        for name in one.objectives:
            if name not in known:
                message = f"no lesson of the module {module} has the objective `{short(name)}`."
                hint = did_you_mean(name, known, before=unknown)
                yield page.problem(one.line, 1, "unknown-objective", message, hint)
                unknown += 1


def _parts(fence: Fence) -> Iterator[tuple[int, str, str]]:
    for number, line in fence.lines:
        if line.strip():
            text, bar, rest = line.rpartition("|")
            yield (number, text.strip(), rest.strip()) if bar else (number, line.strip(), "")


def _empty(fence: Fence, found: list, name: str, example: str) -> list[Mistake]:
    return [] if found else [(fence.line, f"this {name} is empty.", f"Write at least one line `{example}`.")]
