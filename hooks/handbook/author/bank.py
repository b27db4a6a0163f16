"""The ids of all questions, those that they had before included."""

from collections import defaultdict
from collections.abc import Collection

from handbook.author.desk import Desk
from handbook.author.names import as_id
from handbook.author.refused import Refused
from handbook.problem import did_you_mean
from handbook.quiz.load import Draft
from handbook.source import KeyPath

Place = tuple[Draft, KeyPath]


class Bank:
    """Every question's id with the place where it is typed. Raises Refused where a quiz cannot be read."""

    def __init__(self, desk: Desk):
        self._now: dict[str, list[Place]] = defaultdict(list)
        self._once: dict[str, list[Place]] = defaultdict(list)
        for draft in desk.drafts():
            for names, field in ((self._now, "id"), (self._once, "was")):
                for path, name in draft.names(field):
                    names[name].append((draft, path))

    @property
    def names(self) -> Collection[str]:
        """Every id that a question has or had."""
        return self._now.keys() | self._once.keys()

    def free(self, typed: str) -> str:
        """An id that somebody chose. Raises Refused where it is none, or taken."""
        name = as_id(typed)
        if name in self._now:
            raise Refused(f"`{name}` is taken, in {_shown(self._now[name])}. Choose another id.")
        if name in self._once:
            where = _shown(self._once[name])
            raise Refused(f"`{name}` was a question’s id once ({where}), and stays retired. Choose another id.")
        return name

    def find(self, name: str) -> Place:
        """The question that has an id. Raises Refused where none has it, or several."""
        found = self._now.get(name, [])
        if len(found) > 1:
            raise Refused(f"The id `{name}` stands in {_shown(found)}. Give each question an id of its own first.")
        if name in self._once and not found:
            where = _shown(self._once[name])
            raise Refused(f"`{name}` is a former id ({where}). Rename the question by the id that it has now.")
        if not found:
            raise Refused(f"There is no question `{name}`. {did_you_mean(name, self._now)}")
        return found[0]


def _shown(places: list[Place]) -> str:
    marks = (f"{draft.document.file}:{draft.document.mark(path).line}" for draft, path in places)
    return " and ".join(marks)
