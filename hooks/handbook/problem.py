"""What is wrong, where, and how to mend it: the one kind of message this package has."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from difflib import get_close_matches
from typing import Literal

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
    # how questions are written (Q05 … Q23 of the project's list of item-writing rules)
    "no-question": "The prompt of a question with options ends with a question (Q08).",
    "how-many": "A question with several answers says how many to choose (Q09).",
    "negative-prompt": "A “not” in a question stands in bold capitals (Q10).",
    "long-prompt": "A prompt has at most 60 words (Q17).",
    "long-sentence": "A sentence of a prompt has at most 25 words (Q17).",
    "bare-prompt": "A prompt asks something without its options (Q17).",
    "person-label": "People are told by what they do, not labelled (Q23).",
    "nickname": "Right answers call nobody by a nickname (Q23).",
    "all-or-none": "No option is “all of the above”, “none of these” or “A and C” (Q05).",
    "letter-reference": "No text points to an option by its letter or place (Q05).",
    "absolute-word": "“Always”, “never” and the like stand in right and wrong options or in none (Q11).",
    "long-answer": "The answer is not far longer than the wrong options (Q12).",
    "clang": "No word of the prompt comes back in the answer only (Q15).",
    "mixed-form": "Options look alike: quotation marks, final marks, capital letters (Q16).",
    "long-option": "An option has at most 25 words (Q17).",
    "vague-word": "Options do not say “often” or “usually” (Q18).",
    "overlapping-numbers": "Ranges of numbers in options do not overlap (Q18).",
    "stray-feedback": "The feedback for an answer speaks of that answer (Q19).",
    "copied-option": "An option of four words or more stands in one question (Q06).",
    "gives-away": "No prompt holds the answer to another question of its module (Q20).",
    "often-longest": "In a quiz, the answer is not the longest option more often than by chance (Q13).",
    "often-shortest": "In a quiz, the answer is not the shortest option more often than by chance (Q13).",
    "few-apply": "At least six in ten questions of a module are at level apply (Q21).",
    "short-reason": "What a question allows has a reason of at least four words.",
    "unknown-rule": "What a question allows is a warning that exists.",
    "not-waivable": "Errors are mended, not allowed.",
    "unused-waiver": "A question allows only warnings that it gets.",
    # links
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

# Rules of thumb, shown but never in the way of a build; all others are errors.
WARNINGS = frozenset(
    {
        "negative-prompt",
        "long-prompt",
        "long-sentence",
        "bare-prompt",
        "person-label",
        "nickname",
        "absolute-word",
        "long-answer",
        "clang",
        "mixed-form",
        "long-option",
        "vague-word",
        "overlapping-numbers",
        "stray-feedback",
        "gives-away",
        "unused-waiver",
    }
)

GUESSES = 20  # unknown names of one place that are looked up; more than that are no slips
MANY = 12  # names that a message can list before it helps nobody


@dataclass(frozen=True, order=True)
class Problem:
    """One mistake in one place.

    `file` is relative to the handbook's folder, with forward slashes; `line` and `column`
    count from 1. `rule` is a name from `RULES`, `message` says what is wrong
    and `hint` what to do about it. The rule decides the `level`.
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

    @property
    def level(self) -> Literal["error", "warning"]:
        """An error stops a build, a warning is shown."""
        return "warning" if self.rule in WARNINGS else "error"

    def __str__(self) -> str:
        text = f"{self.message} {self.hint}".rstrip()
        if self.level == "warning":  # with its name, for whoever wants to allow it
            text = f"warning: {text} [{self.rule}]"
        return f"{self.file}:{self.line}:{self.column}: {text}"


def errors(problems: Iterable[Problem]) -> list[Problem]:
    """The problems that stop a build."""
    return [problem for problem in problems if problem.level == "error"]


def warnings(problems: Iterable[Problem]) -> list[Problem]:
    """The problems that do not."""
    return [problem for problem in problems if problem.level == "warning"]


def as_text(problems: Iterable[Problem]) -> str:
    """One line a problem, as editors and compilers do: `file:line:column: message hint`.

    A warning reads `file:line:column: warning: message hint [rule]`.
    """
    return "\n".join(str(problem) for problem in problems)


def as_json(problems: Iterable[Problem]) -> str:
    """A JSON list of objects with the fields of `Problem` and its level."""
    return json.dumps([{**asdict(p), "level": p.level} for p in problems], ensure_ascii=False, indent=2)


def as_github(problems: Iterable[Problem]) -> str:
    """Workflow commands that GitHub shows beside the lines of a pull request.

    Escapes as GitHub's own toolkit does: `%`, CR and LF in the data, and `:` and `,` besides
    in the properties (https://github.com/actions/toolkit, packages/core/src/command.ts).
    """
    return "\n".join(
        f"::{p.level} file={_property(p.file)},line={p.line},col={p.column},title={_property(p.rule)}"
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
