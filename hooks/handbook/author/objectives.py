"""Objectives of a new lesson, made from the sentences that somebody types."""

import re
from collections.abc import Collection
from typing import NamedTuple

from markdown.extensions.toc import slugify

from handbook.author.names import checked, from_sentence
from handbook.author.refused import Refused
from handbook.author.render import one_line
from handbook.rules.lesson import LESSON_SECTIONS, TRIES, hidden_verb

HEADING_WORDS = 8

_CLAUSE = re.compile(r"[^,;:.?!]*")
_NAMED = re.compile(r"(?P<id>[a-z0-9]+(?:-[a-z0-9]+)*):\s+(?P<text>\S.*)")
# A heading carries an objective's id, so the ids of the other headings of a lesson are taken.
HEADINGS = frozenset(slugify(title, "-") for title in (*LESSON_SECTIONS, *TRIES))


class NewObjective(NamedTuple):
    """An objective that a new lesson will teach, under a heading of its own."""

    id: str
    text: str

    @property
    def heading(self) -> str:
        """The first words of the objective: a trainer will find better ones."""
        return " ".join(_CLAUSE.match(self.text)[0].split()[:HEADING_WORDS])


def new_objective(typed: str, taken: Collection[str]) -> NewObjective:
    """The objective of a sentence such as `Say sorry early`, or of `its-id: Say sorry early`.

    Raises Refused for an id that is taken and a verb whose result nobody can see.
    """
    named = _NAMED.fullmatch(one_line(typed))
    text = named["text"] if named else one_line(typed)
    if verb := hidden_verb(text):
        message = f"nobody can see whether a learner can “{verb}”."
        raise Refused(f"{message} Begin with what the learner does: choose, say, order, spot, write.")
    if named:
        return NewObjective(checked(named["id"], taken, "objective"), text)
    return NewObjective(from_sentence(text, "objective", taken), text)
