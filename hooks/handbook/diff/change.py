"""One thing that changed, what it means, and how much that weighs for whoever reviews it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NamedTuple

Value = str | tuple[str, ...]


class Weight(StrEnum):
    """How much a change weighs; a report shows the heaviest first."""

    PROBLEM = "problem"
    SAFETY = "safety"
    MEANING = "meaning"
    REREAD = "reread"
    WORDING = "wording"
    FACT = "fact"
    NAME = "name"
    MENDED = "mended"
    NOTE = "note"


# What each kind of change tells. The names are stable: they stand in reports for machines. Changes of
# meaning are told in this order.
KINDS = {
    # problems
    "new-problem": "`handbook check` finds something that it did not find before.",
    "mended-problem": "`handbook check` finds something no more.",
    # quizzes and questions
    "right-answer": "What is right about a question changed.",
    "pass-mark": "A quiz is passed with more or with less.",
    "quiz-added": "A quiz is new.",
    "quiz-removed": "A quiz is gone.",
    "quiz-renamed": "A quiz’s file has another name.",
    "quiz-module": "A quiz belongs to another module.",
    "feedback-mode": "A quiz gives its reasons at another time.",
    "quiz-title": "A quiz has another title.",
    "question-order": "The questions of a quiz stand in another order.",
    "question-added": "A question is new.",
    "question-removed": "A question is gone.",
    "question-renamed": "A question has another id, and `was:` keeps its results.",
    "question-renamed-without-was": "A question has another id, and its results are lost.",
    "question-moved": "A question stands in another quiz.",
    "question-type": "A question is of another type.",
    "question-objective": "A question tests another objective.",
    "question-level": "A question is at another level.",
    "option-added": "A question offers one wrong option more.",
    "option-removed": "A question offers one wrong option less.",
    "option-replaced": "A question offers another wrong option.",
    "question-text": "A question reads differently.",
    "number-or-not": "A number or a “not” in a text changed.",
    "waiver": "A question allows other warnings.",
    "questions-to-read": "Questions test something that changed.",
    # modules, pages and sections
    "module-added": "A module is new.",
    "module-removed": "A module is gone.",
    "module-renamed": "A module’s folder has another name.",
    "module-order": "The modules stand in another order.",
    "lesson-order": "The lessons of a module stand in another order.",
    "page-added": "A lesson or another page is new.",
    "page-removed": "A lesson or another page is gone.",
    "page-moved": "A lesson or another page stands in another folder.",
    "page-renamed": "A page’s file has another name.",
    "page-text": "A page’s title, summary or the like reads differently.",
    "page-status": "A page is a draft, or no draft any more.",
    "page-fact": "Minutes, owner, days of review or the like of a page changed.",
    "reading-grade": "A page is easier or harder to read.",
    "section-added": "A section is new.",
    "section-removed": "A section is gone.",
    "section-text": "A section reads differently.",
    "section-order": "The sections of a page, or what stands in them, are in another order.",
    "section-address": "A heading has another id.",
    "phrase-turned": "A line moved between Say and Not.",
    # objectives
    "objective-added": "An objective is new.",
    "objective-removed": "An objective is gone.",
    "objective-moved": "Another lesson teaches an objective.",
    "objective-renamed": "An objective has another id.",
    "objective-text": "An objective reads differently.",
    "objective-source": "An objective rests on other sources.",
    "objective-gap": "An objective is no longer taught, tested, practised or traced.",
    "objective-gap-closed": "An objective is taught, tested, practised or traced again.",
    # scenarios
    "scenario-added": "A scenario is new.",
    "scenario-removed": "A scenario is gone.",
    "scenario-renamed": "A scenario’s file has another name.",
    "scenario-head": "A scenario’s module, channel or objectives changed.",
    "scenario-start": "A scenario begins elsewhere.",
    "scenario-results": "What learners did with a scenario expires.",
    "scenario-text": "A scenario reads differently.",
    "step-added": "A step of a scenario is new.",
    "step-removed": "A step of a scenario is gone.",
    "step-renamed": "A step or an ending has another name.",
    "step-tension": "A step is more or less tense.",
    "best-choice": "Another choice of a step is best.",
    "choice-added": "A step offers something new.",
    "choice-removed": "A step offers something no more.",
    "choice-grade": "A choice is better or worse than before.",
    "choice-target": "A choice leads elsewhere.",
    "choice-safe": "A choice is a way to safety, or none any more.",
    "ending-added": "An ending is new.",
    "ending-removed": "An ending is gone.",
    "ending-outcome": "A scenario ends better or worse.",
    "ending-objectives": "An ending shows other objectives.",
    # sources, slots, points, pictures
    "source-added": "A source is new.",
    "source-removed": "A source is gone.",
    "source-renamed": "A source has another id.",
    "source-grade": "The evidence of a source counts as stronger or weaker.",
    "source-text": "A source’s reference reads differently.",
    "citation-dropped": "A page cites a source no more.",
    "citation-added": "A page cites a source that it did not cite.",
    "slot-added": "A slot of the workplace is new.",
    "slot-removed": "A slot of the workplace is gone.",
    "slot-renamed": "A slot of the workplace has another id.",
    "slot-value": "A workplace’s own value changed.",
    "slot-text": "A slot’s label, or what stands for its value, reads differently.",
    "point-added": "A point of an article is new.",
    "point-removed": "A point of an article is gone.",
    "point-text": "A point, its place or its correction reads differently.",
    "picture-added": "A picture or another file is new.",
    "picture-removed": "A picture or another file is gone.",
    "picture-changed": "A picture or another file looks different.",
    "picture-renamed": "A picture or another file has another name.",
    "picture-shown": "A page shows a picture that it did not show, or shows one no more.",
    "picture-words": "The words for those who cannot see a picture changed.",
    # what a report cannot tell
    "not-compared": "A file cannot be read, before or now, so it is not compared.",
    "elsewhere": "Files that this comparison does not look at changed as well.",
}


class Edit(NamedTuple):
    """A text before and after; one of them is empty where there was or is none. `label` says which text."""

    before: str
    after: str
    label: str = ""


class Place(NamedTuple):
    """A file, relative to the handbook's folder, and a line; 0 where what changed is no longer there."""

    file: str
    line: int = 0


@dataclass(frozen=True)
class Change:
    """One change.

    `message` is a sentence with `{names}` of `values`, so that each format can mark what comes from
    a trainer's file; `said` puts them in. `advice` says what follows from the change. `about` holds
    ids or names of what else it concerns, such as the questions to read again.
    """

    kind: str
    weight: Weight
    place: Place
    message: str
    values: Mapping[str, Value] = field(default_factory=dict)
    edits: tuple[Edit, ...] = ()
    advice: str = ""
    about: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"{self.kind} is not in KINDS")

    def said(self, mark: Callable[[str], str] = str, *, quoted: bool = True) -> str:
        """The message with its values, each as `mark` gives it, in quotation marks or without them."""
        message = self.message if quoted else self.message.replace("“{", "{").replace("}”", "}")
        marked = {
            name: mark(value) if isinstance(value, str) else ", ".join(map(mark, value))
            for name, value in self.values.items()
        }
        return message.format_map(marked)

    def as_dict(self) -> dict[str, Any]:
        """The change as plain data, for JSON."""
        return {
            "kind": self.kind,
            "weight": str(self.weight),
            "file": self.place.file,
            "line": self.place.line or None,
            "message": self.said(),
            "advice": self.advice,
            "about": list(self.about),
            "edits": [edit._asdict() for edit in self.edits],
        }


def changed(
    kind: str,
    weight: Weight,
    place: Place,
    message: str,
    *edits: Edit,
    advice: str = "",
    about: tuple[str, ...] = (),
    **values: Value,
) -> Change:
    """A `Change`, with the values of its message by name."""
    return Change(kind, weight, place, message, values, edits, advice, about)
