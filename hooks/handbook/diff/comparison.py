"""Two versions side by side, and what several parts of the comparison ask of them."""

from dataclasses import dataclass
from functools import cached_property

from handbook.diff.blocks import Part, parts
from handbook.diff.change import Weight
from handbook.diff.match import Matches, ObjectiveKey, Side
from handbook.diff.names import Names
from handbook.diff.version import Version
from handbook.rules.page import SLOT


@dataclass(frozen=True)
class Comparison:
    """The older and the newer version."""

    old: Version
    new: Version

    @cached_property
    def before(self) -> Side:
        return Side(self.old)

    @cached_property
    def after(self) -> Side:
        return Side(self.new)

    @cached_property
    def matches(self) -> Matches:
        return Matches(self.before, self.after)

    @cached_property
    def names(self) -> Names:
        """Puts the present names into texts of the older version."""
        return Names(self.matches)

    @cached_property
    def parts_before(self) -> dict[str, list[Part]]:
        """The parts of each page by the path that it had."""
        return {path: parts(page, self.names) for path, page in self.old.handbook.pages.items()}

    @cached_property
    def parts_after(self) -> dict[str, list[Part]]:
        """The parts of each page by its path."""
        return {path: parts(page, Names()) for path, page in self.new.handbook.pages.items()}

    @cached_property
    def safe_objectives(self) -> frozenset[ObjectiveKey]:
        """The objectives that a section about safety teaches, or taught, by their present keys."""
        now = {
            (path.split("/")[0], part.id)
            for path, found in self.parts_after.items()
            for part in found
            if part.safe
        }
        then = {
            self.matches.objectives.get(key, key)
            for path, found in self.parts_before.items()
            for part in found
            if part.safe and (key := (path.split("/")[0], part.id)) in self.before.stated
        }
        return frozenset((now & self.after.stated.keys()) | then)

    @cached_property
    def safe_slots(self) -> frozenset[str]:
        """The workplace's slots that a section about safety or a box of caution shows, by their present ids."""
        return frozenset(
            name
            for found in (*self.parts_before.values(), *self.parts_after.values())
            for part in found
            for block in part.blocks
            if part.safe or block.caution
            for name in SLOT.findall(block.text)
        )

    def weight_of(self, module: str, objective: str, otherwise: Weight = Weight.MEANING) -> Weight:
        """How much a change weighs that concerns an objective, by its present module and id."""
        return Weight.SAFETY if (module, objective) in self.safe_objectives else otherwise
