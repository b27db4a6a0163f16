"""What is told about one step or ending of a scenario."""

from collections.abc import Iterator
from dataclasses import dataclass

from handbook.diff.change import Change, Edit, Place, Weight, changed
from handbook.diff.texts import turned
from handbook.model import Scenario
from handbook.source import KeyPath


@dataclass(frozen=True)
class Step:
    """A step or an ending of the newer scenario, or one that is gone; what is told about it names it."""

    scenario: Scenario
    path: KeyPath
    safe: bool = False

    def tell(
        self, kind: str, weight: Weight, message: str, *edits: Edit, at: KeyPath = (), choice: str = ""
    ) -> Change:
        """A change of this step, at a place in it; `choice` is the choice that the message speaks of."""
        gone = kind.endswith("-removed") and not at
        line = 0 if gone else self.scenario.document.mark((*self.path, *at), key=not at).line
        if self.safe and weight is not Weight.NAME:
            weight = Weight.SAFETY
        values = {"step": str(self.path[1]), "title": self.scenario.meta.title, "choice": choice}
        return changed(kind, weight, Place(self.scenario.file, line), message, *edits, **values)

    def reworded(self, edits: list[Edit]) -> Iterator[Change]:
        """The texts that read differently, those with another number or “not” by themselves."""
        where = "the step “{step}” of “{title}”" if self.path[0] == "nodes" else "the ending “{step}” of “{title}”"
        strong = [edit for edit in edits if turned(edit)] if not self.safe else []
        weak = [edit for edit in edits if edit not in strong]
        if strong:
            yield self.tell("number-or-not", Weight.MEANING, f"A number or a “not” changed in {where}", *strong)
        if weak:
            message = f"{where[0].upper()}{where[1:]} reads differently"
            yield self.tell("scenario-text", Weight.WORDING, message, *weak)
