"""What changed in the slots that a workplace fills in, and in the points of the articles."""

from collections.abc import Iterator

from handbook.diff.change import Change, Edit, Weight
from handbook.diff.comparison import Comparison
from handbook.diff.registry import Registry
from handbook.diff.texts import seen
from handbook.points import POINTS_FILE
from handbook.rules.workplace import WORKPLACE_FILE


def slot_changes(compared: Comparison) -> Iterator[Change]:
    """The slots that are new or gone, and what stands in them; those in words of caution weigh more."""
    old, new = compared.old.handbook.workplace, compared.new.handbook.workplace
    registry = Registry(
        compared, WORKPLACE_FILE, "slot", "The slot of the workplace", old, new, compared.matches.slots
    )

    def tell(part: str, name: str, what: str, edit: Edit) -> Change:
        weight = Weight.SAFETY if name in compared.safe_slots else Weight.MEANING
        return registry.tell(part, weight, name, what, edit)

    for name, slot in registry.gone():
        yield tell("removed", name, "is gone", Edit(seen(slot.value or slot.label), ""))
    for name, slot in registry.come():
        yield tell("added", name, "is new", Edit("", seen(slot.value or slot.label)))
    yield from registry.renamed()
    for name, then, now in registry.both():
        if seen(then.value) != seen(now.value):
            yield tell("value", name, "has another value", Edit(seen(then.value), seen(now.value)))
        yield from registry.reworded(name, then, now, "label", "unfilled")


def point_changes(compared: Comparison) -> Iterator[Change]:
    """The points that are new, gone, told otherwise or taught elsewhere."""
    old, new = compared.old.handbook.points, compared.new.handbook.points
    same = {name: name for name in old if name in new}
    registry = Registry(compared, POINTS_FILE, "point", "The point of an article", old, new, same)
    for name, point in registry.gone():
        yield registry.tell("removed", Weight.MEANING, name, "is gone", Edit(seen(point.point), ""))
    for name, point in registry.come():
        yield registry.tell("added", Weight.MEANING, name, "is new", Edit("", seen(point.point)))
    sources = compared.matches.sources
    for name, point, now in registry.both():
        path, sign, anchor = point.at.partition("#")
        at = (
            f"{compared.matches.pages.get(path, path)}{sign}{compared.names.objective(path.split('/')[0], anchor)}"
        )
        then = point.model_copy(update={"at": at, "source": sources.get(point.source, point.source)})
        yield from registry.reworded(name, then, now, "point", "at", "source", "corrected")
