"""What is wrong, where, and how to mend it: the one kind of message this package has."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from difflib import get_close_matches

# What each rule asks for. The names are stable: they stand in reports for machines.
RULES = {
    # files
    "no-docs": "The folder holds a handbook.",
    "unreadable": "Every file can be read.",
    "too-large": "No file is larger than a trainer could have written.",
    "not-text": "Every file is plain text.",
    "not-utf8": "Every file is UTF-8.",
    "file-name": "Quiz files end in .yml.",
    "page-clash": "No page stands where a quiz gets its page.",
    # YAML
    "yaml": "The file is valid YAML.",
    "tab": "Lines are moved to the right with spaces.",
    "character": "No invisible characters.",
    "empty-file": "The file holds something.",
    "not-a-mapping": "The file holds named fields.",
    "two-documents": "One document a file.",
    "too-complex": "No file is nested deeper or longer than a trainer would write.",
    "alias": "Texts are written out, not repeated by reference.",
    "bad-key": "A field's name is a plain word.",
    "bad-tag": "A text that begins with an exclamation mark is in quotes.",
    "duplicate-key": "A field stands once.",
    # fields
    "missing-field": "Every required field is there.",
    "unknown-field": "No field is misspelt or made up.",
    "empty": "A field that stands there has a value.",
    "not-allowed": "A value is one of those that the field allows.",
    "bare-value": "Texts that YAML reads as something else are in quotes.",
    "not-a-text": "A text is a text.",
    "bad-id": "Ids are kebab-case.",
    "too-long": "Texts and ids are not longer than a reader can take in.",
    "wrong-number": "A list has as many entries as it may.",
    "not-a-list": "A list is a list.",
    "not-fields": "A group of fields is one.",
    "not-a-boolean": "true or false.",
    "not-a-number": "Numbers are whole numbers.",
    "out-of-range": "Numbers are within their range.",
    "not-a-date": "Dates are year-month-day.",
    # quizzes
    "unknown-type": "The question type exists.",
    "unknown-module": "The quiz's module exists.",
    "unknown-objective": "The question's objective is one of its module.",
    "duplicate-id": "Every question has an id of its own, for ever.",
    "duplicate-option": "Options differ.",
    "duplicate-feedback": "Each option has feedback of its own.",
    "short-feedback": "Feedback has at least eight words.",
    "verdict-only": "Feedback gives the reason.",
    "bad-link": "A link in a quiz leads to the web or to a page of the handbook.",
    # lessons and pages
    "front-matter": "Modules and lessons begin with their front matter.",
    "unknown-kind": "Every page of a module says what it is.",
    "unknown-lesson": "A module lists lessons that exist.",
    "unlisted-lesson": "Every lesson is listed by its module.",
    "no-title": "A page has a title.",
    "second-title": "A page has one title.",
    "skipped-level": "Headings skip no level.",
    "missing-section": "A page has all its sections.",
    "empty-section": "No section is empty.",
    "section-order": "Sections stand in the agreed order.",
    "hidden-verb": "Objectives begin with a verb that one can observe.",
    "objective-not-taught": "A heading teaches each objective.",
    "objective-not-tested": "Two questions test each objective, one of them at level apply.",
    "duplicate-objective": "An objective's id stands once in its module.",
    "unknown-source": "Cited sources are in docs/sources.yml.",
    "unlisted-source": "A lesson lists the sources that it uses.",
    "uncited-source": "A lesson cites the sources that it lists.",
    "unknown-slot": "Slots are in docs/workplace.yml.",
    "phrase-bank": "A phrase bank has at least five full rows.",
    "worked-dialogue": "A lesson shows a contact twice, weak and strong.",
    "open-fence": "A fence that is opened is closed.",
    "dialogue": "Dialogue lines name a speaker and known steps.",
    "quiz-fence": "A quiz fence names one quiz or one question.",
    "unknown-quiz": "The quiz in a fence exists.",
    "unknown-question": "The question in a fence exists.",
    "question-twice": "A question stands once on a page.",
    "unfinished": "Nothing on a page says that it is not finished.",
}


GUESSES = 20  # unknown names of one place that are looked up; more than that are no slips
MANY = 12  # names that a message can list before it helps nobody


@dataclass(frozen=True, order=True)
class Problem:
    """One mistake in one place.

    `file` is relative to the handbook's folder, with forward slashes; `line` and `column`
    count from 1. `rule` is a name from `RULES`, `message` says what is wrong
    and `hint` what to do about it.
    """

    file: str
    line: int
    column: int
    rule: str
    message: str
    hint: str = ""

    def __post_init__(self) -> None:
        if self.rule not in RULES:
            raise ValueError(f"{self.rule} is not in RULES")

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.message} {self.hint}".rstrip()


def as_text(problems: Iterable[Problem]) -> str:
    """One line a problem, `file:line:column: message hint`, as editors and compilers do."""
    return "\n".join(str(problem) for problem in problems)


def as_json(problems: Iterable[Problem]) -> str:
    """A JSON list of objects with the fields of `Problem`."""
    return json.dumps([asdict(problem) for problem in problems], ensure_ascii=False, indent=2)


def as_github(problems: Iterable[Problem]) -> str:
    """Workflow commands that GitHub shows beside the lines of a pull request.

    Escapes as GitHub's own toolkit does: `%`, CR and LF in the data, and `:` and `,` besides
    in the properties (https://github.com/actions/toolkit, packages/core/src/command.ts).
    """
    return "\n".join(
        f"::error file={_property(p.file)},line={p.line},col={p.column},title={_property(p.rule)}"
        f"::{_data(f'{p.message} {p.hint}'.rstrip())}"
        for p in problems
    )


FORMATS = {"text": as_text, "github": as_github, "json": as_json}


def did_you_mean(word: str, known: Iterable[str], *, before: int = 0) -> str:
    """A sentence that offers the nearest known word, or names them all.

    `before` tells how many words of the same place have been looked up: each takes long among
    thousands of names, and after `GUESSES` of them no more are.
    """
    if before >= GUESSES:
        return "Mend its name, or delete it."
    names = sorted(known)
    near = nearest(word, names)
    if near:
        return f"Did you mean `{near}`?"
    if not names:
        return "There is none yet."
    if len(names) > MANY:
        return f"None of the {len(names)} that exist is like it."
    return f"Use one of: {', '.join(names)}."


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that `word` may be a slip of, if any."""
    by_case = {name.lower(): name for name in known}
    # A word longer than any name is nobody's slip; comparing it would only take time.
    near = get_close_matches(word.lower(), by_case, n=1, cutoff=0.7) if len(word) <= 100 else []
    return by_case[near[0]] if near else None


def short(value: object) -> str:
    """A value as a message quotes it: on one line, and never longer than a few words."""
    text = " ".join(str(value).split())
    return text if len(text) <= 40 else text[:39] + "…"


def counted(number: int, one: str, many: str = "") -> str:
    """A number and its noun: `1 entry`, `2 entries`."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
