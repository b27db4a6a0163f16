"""What becomes of the objectives: whether each is still taught, tested, practised and traced."""

from collections.abc import Iterator

from handbook.coverage import Row, coverage
from handbook.diff.change import Change, Place, Weight, changed
from handbook.diff.comparison import Comparison

# What a gap of `handbook coverage` means: while it is there, and when it is closed.
_MEANS = {
    "no section": ("is no longer taught: no heading carries its id", "is taught again"),
    "no question": ("is no longer tested", "is tested now"),
    "only 1 question": ("is tested by one question only", "is tested by more than one question now"),
    "no question at level apply": ("is no longer tested at level apply", "is tested at level apply now"),
    "no practice": ("is no longer practised: no checklist looks for it", "is practised now"),
    "no source": ("is no longer traced to a source", "is traced to a source now"),
}
_TESTED = ("only 1 question", "no question at level apply")  # say nothing where there is no question at all


def gap_changes(compared: Comparison) -> Iterator[Change]:
    """The gaps that are new or closed, for objectives that both versions have.

    A gap that a file may explain which cannot be read is left out.
    """
    old = {(row.module, row.objective): row for row in coverage(compared.old.handbook)}
    new = {(row.module, row.objective): row for row in coverage(compared.new.handbook)}
    unread = compared.old.unread | compared.new.unread
    for key, before in old.items():
        after = new.get(compared.matches.objectives.get(key, key))
        if after and not any(file.startswith(_waits(compared, key[0], after.module)) for file in unread):
            yield from _row(compared, before, after)


def _waits(compared: Comparison, *modules: str) -> tuple[str, ...]:
    return ("quizzes/", "docs/sources.yml", *(f"docs/{module}/" for module in modules))


def _row(compared: Comparison, before: Row, after: Row) -> Iterator[Change]:
    stated = compared.after.stated.get((after.module, after.objective))
    place = Place(f"docs/{after.page}", stated.line if stated else 1)
    weight = compared.weight_of(after.module, after.objective)

    def tell(kind: str, weight: Weight, what: str) -> Change:
        return changed(kind, weight, place, f"The objective “{{id}}” {what}", id=after.objective)

    for gap in after.gaps:
        if gap not in before.gaps:
            yield tell("objective-gap", weight, _MEANS[gap][0])
    for gap in before.gaps:
        if gap not in after.gaps and not (gap in _TESTED and "no question" in after.gaps):
            yield tell("objective-gap-closed", Weight.MEANING, _MEANS[gap][1])
    if before.scenarios and not after.scenarios:
        yield tell("objective-gap", weight, "is no longer practised in a scenario")
