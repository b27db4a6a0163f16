"""What changed in a file that maps ids to entries: sources, slots of the workplace, points of articles."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from handbook.diff.change import Change, Edit, Place, Weight, changed
from handbook.diff.comparison import Comparison
from handbook.diff.texts import seen


@dataclass(frozen=True)
class Registry:
    """One such file in both versions. `called` is what a sentence calls an entry, such as: The source."""

    compared: Comparison
    file: str
    kind: str
    called: str
    old: Mapping[str, Any]
    new: Mapping[str, Any]
    partners: Mapping[str, str]

    def gone(self) -> Iterator[tuple[str, Any]]:
        """The entries that only the older version has, unless the newer file cannot be read."""
        if self.file not in self.compared.new.unread:
            yield from ((name, entry) for name, entry in self.old.items() if name not in self.partners)

    def come(self) -> Iterator[tuple[str, Any]]:
        """The entries that only the newer version has, unless the older file cannot be read."""
        if self.file not in self.compared.old.unread:
            known = set(self.partners.values())
            yield from ((name, entry) for name, entry in self.new.items() if name not in known)

    def both(self) -> Iterator[tuple[str, Any, Any]]:
        """The entries that both versions have, by their present ids."""
        for name, now in self.partners.items():
            yield now, self.old[name], self.new[now]

    def tell(self, part: str, weight: Weight, name: str, what: str, *edits: Edit) -> Change:
        """A change of the entry `name`."""
        line = 0 if part == "removed" else self.compared.new.line_of(self.file, name)
        message, place = f"{self.called} “{{id}}” {what}", Place(self.file, line)
        return changed(f"{self.kind}-{part}", weight, place, message, *edits, id=name)

    def renamed(self) -> Iterator[Change]:
        """The entries that have another id."""
        for name, now in self.partners.items():
            if name != now:
                yield self.tell("renamed", Weight.NAME, now, "has another id", Edit(name, now))

    def reworded(self, name: str, old: Any, new: Any, *fields: str) -> Iterator[Change]:
        """One change for the fields of an entry that read differently, where there is any."""
        edits = [
            Edit(then, now, field)
            for field in fields
            if (then := seen(getattr(old, field) or "")) != (now := seen(getattr(new, field) or ""))
        ]
        if edits:
            yield self.tell("text", Weight.WORDING, name, "reads differently", *edits)
