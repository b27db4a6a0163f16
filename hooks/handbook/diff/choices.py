"""What changed in the choices of a step."""

from collections.abc import Iterator, Mapping

from handbook.diff.change import Change, Edit, Weight
from handbook.diff.comparison import Comparison
from handbook.diff.names import Names
from handbook.diff.step import Step
from handbook.diff.texts import align, seen
from handbook.problem import short
from handbook.scenario.model import Line, Node

_STEP = "in the step “{step}” of “{title}”"


def choice_changes(
    compared: Comparison, step: Step, old: Node, new: Node, names: Mapping[str, str], reworded: list[Edit]
) -> Iterator[Change]:
    """What a step offers more, less, or with another result; texts that read differently go to `reworded`."""
    then = [compared.names.text(seen(line.say)) for line in old.choices]
    now = [Names().text(seen(line.say)) for line in new.choices]
    pairs = list(align(then, now))
    first, second = _best(old), _best(new)
    other = dict(pairs).get(first) != second
    if other and first is not None and second is not None:
        message = f"Another choice is best {_STEP}"
        edit = Edit(then[first], now[second])
        yield step.tell("best-choice", Weight.MEANING, message, edit, at=("choices", second, "grade"))
    for n, m in pairs:
        told = other and ((n is not None and n == first) or (m is not None and m == second))
        if n is not None and m is not None:
            yield from _choice(step, m, old.choices[n], new.choices[m], names, told)
            if then[n] != now[m]:
                reworded.append(Edit(then[n], now[m], "choice"))
            before, after = (
                compared.names.text(seen(old.choices[n].feedback)),
                Names().text(seen(new.choices[m].feedback)),
            )
            if before != after:
                reworded.append(Edit(before, after, "feedback"))
        elif n is not None and not told:
            edit = Edit(then[n], "")
            yield step.tell("choice-removed", Weight.MEANING, f"A choice is gone {_STEP}", edit, at=("choices",))
        elif m is not None and not told:
            edit = Edit("", now[m])
            yield step.tell("choice-added", Weight.MEANING, f"A choice is new {_STEP}", edit, at=("choices", m))


def _choice(
    step: Step, number: int, old: Line, new: Line, names: Mapping[str, str], told: bool
) -> Iterator[Change]:
    """What one choice leads to. `told` where its grade is told already, for it is or was the best one."""

    def tell(kind: str, field: str, what: str, *edits: Edit) -> Change:
        message, place = f"The choice “{{choice}}” {what} {_STEP}", ("choices", number, field)
        return step.tell(kind, Weight.MEANING, message, *edits, at=place, choice=short(new.say))

    if old.grade != new.grade and not told:
        yield tell("choice-grade", "grade", "has another grade", Edit(old.grade, new.grade))
    target = names.get(old.to, old.to)
    if target != new.to:
        yield tell("choice-target", "to", "leads elsewhere", Edit(target, new.to))
    if old.safe != new.safe:
        yield tell("choice-safe", "safe", "is a way to safety now" if new.safe else "is no longer a way to safety")


def _best(node: Node) -> int | None:
    return next((n for n, line in enumerate(node.choices) if line is node.best), None)
