"""The learner's own pages: progress, review and completion record.

The pages are the same for everybody. What a learner has done is known to the browser alone; a
script fills it in.
"""

import json
from datetime import UTC, datetime
from typing import Any

from handbook import __version__
from handbook.markup import LINK
from handbook.model import Handbook, Quiz
from handbook.quiz.render import QuizRenderer
from handbook.quiz.types import TYPES
from handbook.scenario.render import KEPT
from handbook.templates import environment
from handbook.words import WORDS, say

LEARNER_PAGES = {"progress": "progress.md", "review": "review.md", "record": "record.md"}

_NOTICES = [name for name in WORDS if name.startswith("store_")]
_WORDS = {
    "progress": [
        *_NOTICES,
        *(name for name in WORDS if name.startswith(("import", "export", "delete", "due_", "outcome_"))),
        "done_of",
        "scenario_old",
        "locale",
    ],
    "review": [*_NOTICES, "due_some", "due_none", "due_next", "due_never", "locale"],
    "record": [
        *_NOTICES,
        *(name for name in WORDS if name.startswith(("record_", "sign_"))),
        *("name_label", "done_column", "score_column", "date_column", "done_of"),
        *("copied", "copy_failed", "locale"),
    ],
}


def edition(title: str, epoch: str) -> str:
    """The handbook's title and version, with the day of its last change where `epoch` (seconds) knows it."""
    if not epoch.isdecimal() or int(epoch) == 0:
        return say("record_version", title=title, version=__version__)
    day = datetime.fromtimestamp(int(epoch), UTC).date()
    return say("record_version_day", title=title, version=__version__, day=day)


def body(handbook: Handbook, name: str, edition: str, renderer: QuizRenderer) -> str:
    """The HTML of a learner's page, below its heading and lead."""
    quizzes = [(module, quiz) for module in handbook.modules for quiz in handbook.quizzes_in_order(module)]
    scenarios = [(module, one) for module in handbook.modules for one in handbook.scenarios_of(module.name)]
    template = environment().get_template(f"learner/{name}.html")
    return template.render(
        link=LINK,
        questions=questions,
        quizzes=quizzes,
        scenarios=scenarios,
        kept=KEPT,
        edition=edition,
        words=json.dumps({word: WORDS[word] for word in _WORDS[name]}, ensure_ascii=False),
        review=renderer.review if name == "review" else None,
    )


def questions(quiz: Quiz) -> str:
    """What a script needs to find a quiz's questions in the browser's store, as JSON."""
    return json.dumps([_question(question.item) for question in quiz.questions], separators=(",", ":"))


def _question(item: Any) -> dict[str, Any]:
    found = {"question": item.id, "fp": item.fingerprint()}
    if item.was:
        found["was"] = " ".join(item.was)
    if not TYPES[item.type].scored:
        found["scored"] = False
    return found
