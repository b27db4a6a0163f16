"""`handbook new`: a lesson, a quiz, a question, a scenario or a module, with gaps for a trainer to fill in."""

import argparse
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from handbook.author.answers import Answers, Missing
from handbook.author.desk import Desk
from handbook.author.lesson import MINUTES, new_lesson
from handbook.author.module import new_module
from handbook.author.question import LEVELS, new_question, new_quiz
from handbook.author.refused import Refused
from handbook.author.scenario import CHANNELS, new_scenario
from handbook.commands.common import add_folder
from handbook.gaps import MARK
from handbook.problem import counted
from handbook.quiz.types import TYPES

MODULE = "the module's folder, such as apologies"
NAME = "the name of its file or folder (default: made from the title)"
TITLE = "its title, as readers see it"
SOURCE = "the id of a source in docs/sources.yml; give it once for each"
NEW_OBJECTIVE = (
    "what people can do after the lesson, in a sentence that begins with a verb one can observe; give it two to "
    "five times. Its id is made from it, or stands before it: “say-sorry-early: Say sorry in …”"
)


@dataclass(frozen=True)
class Kind:
    """Something that can be new: the function that makes it, what it is, and the flags that say more.

    A flag of `many` is given once for each value.
    """

    make: Callable[[Desk, Answers], None]
    what: str
    one: Mapping[str, str]
    many: Mapping[str, str] = field(default_factory=dict)


KINDS = {
    "lesson": Kind(
        new_lesson,
        "a lesson with its quiz, listed in its module",
        {
            "module": MODULE,
            "title": TITLE,
            "name": NAME,
            "after": "the lesson of the module that it follows (default: the last one)",
            "minutes": f"how many minutes it takes (default: {MINUTES})",
        },
        {"objective": NEW_OBJECTIVE, "source": SOURCE},
    ),
    "quiz": Kind(
        new_quiz,
        "a quiz for a lesson, with two questions for each of its objectives",
        {
            "lesson": "the lesson's file, without .md",
            "module": f"{MODULE} (needed where two have such a lesson)",
            "title": "its title (default: the lesson's)",
            "name": "the name of its file (default: the lesson's)",
        },
    ),
    "question": Kind(
        new_question,
        "a question, at the end of the quiz of the lesson that teaches its objective",
        {
            "objective": "the id of the objective that it tests",
            "type": f"one of {', '.join(TYPES)}",
            "prompt": "the situation and the question, in quotation marks (default: a gap)",
            "level": f"{' or '.join(LEVELS)} (default: apply)",
            "id": "its id (default: made from the prompt, or from the objective)",
            "module": f"{MODULE} (needed where two have such an objective)",
        },
    ),
    "scenario": Kind(
        new_scenario,
        "a scenario with three steps and three endings",
        {
            "title": TITLE,
            "module": f"{MODULE} (needed where two have such an objective)",
            "channel": f"where it takes place: {', '.join(CHANNELS)} (default: {CHANNELS[0]})",
            "name": NAME,
        },
        {"objective": "the id of an objective that it practises; give it once for each"},
    ),
    "module": Kind(
        new_module,
        "a module with its pages, a first lesson and a quiz, placed in the navigation",
        {"title": TITLE, "lesson": "the title of its first lesson", "name": NAME},
        {"objective": NEW_OBJECTIVE, "source": SOURCE},
    ),
}


def add_to(commands: Any) -> None:
    command = commands.add_parser(
        "new",
        help="write a new lesson, quiz, question, scenario or module, with gaps to fill in",
        description="Writes the files of something new, complete but for its texts, and enters it where it "
        f"belongs. What is still to be written stands there as “{MARK} …”: `handbook check` names each of these "
        "places and says what to write, until none is left. What no flag says is asked for in a terminal. Files "
        "are written all together or not at all, and nothing else in them changes.",
    )
    kinds = command.add_subparsers(dest="kind", required=True, metavar="KIND")
    for name, kind in KINDS.items():
        made = kinds.add_parser(
            name, help=kind.what, description=f"Writes {kind.what}. In a terminal, what no flag says is asked for."
        )
        for flag, help_ in kind.one.items():
            made.add_argument(f"--{flag}", help=help_)
        for flag, help_ in kind.many.items():
            made.add_argument(f"--{flag}", action="append", help=help_)
        add_folder(made)
        made.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    try:
        desk = Desk(chosen.folder, date.today())
        KINDS[chosen.kind].make(desk, Answers(vars(chosen), input if sys.stdin.isatty() else None))
        desk.write()
    except Missing as missing:
        print(missing, file=sys.stderr)
        return 2
    except Refused as refused:
        print(refused, file=sys.stderr)
        return 1
    except (EOFError, KeyboardInterrupt, UnicodeError):  # the last: a terminal of another encoding
        print("\nStopped. Nothing was written.", file=sys.stderr)
        return 1
    print(desk.done())
    print(f"{counted(desk.gaps(), 'gap')} to fill in: `handbook check` names each with its place.")
    return 0
