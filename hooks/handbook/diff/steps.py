"""What changed in the steps and the endings of a scenario."""

from collections.abc import Iterator, Mapping

from handbook.diff.change import Change, Edit, Weight
from handbook.diff.choices import choice_changes
from handbook.diff.comparison import Comparison
from handbook.diff.names import Names
from handbook.diff.safety import is_tense
from handbook.diff.step import Step
from handbook.diff.texts import seen
from handbook.model import Scenario
from handbook.scenario.model import Ending, Node


def step_changes(compared: Comparison, old: Scenario, new: Scenario, names: Mapping[str, str]) -> Iterator[Change]:
    """The steps that are new, gone, called otherwise, or no longer the same."""
    nodes = new.meta.nodes
    for name, node in old.meta.nodes.items():
        now = names.get(name)
        if now not in nodes:
            step = Step(new, ("nodes", name), is_tense(node))
            text = seen(node.text)
            yield step.tell(
                "step-removed", Weight.MEANING, "The step “{step}” of “{title}” is gone", Edit(text, "")
            )
            continue
        step = Step(new, ("nodes", now), is_tense(node) or is_tense(nodes[now]))
        if name != now:
            message = "A step of “{title}” has another name"
            yield step.tell("step-renamed", Weight.NAME, message, Edit(name, now))
        yield from _step(compared, step, node, nodes[now], names)
    for name, node in nodes.items():
        if name not in names.values():
            step = Step(new, ("nodes", name), is_tense(node))
            text = seen(node.text)
            yield step.tell("step-added", Weight.MEANING, "The step “{step}” of “{title}” is new", Edit("", text))


def ending_changes(
    compared: Comparison, old: Scenario, new: Scenario, names: Mapping[str, str]
) -> Iterator[Change]:
    """The same for the endings."""
    endings = new.meta.endings
    for name, ending in old.meta.endings.items():
        now = names.get(name)
        if now not in endings:
            step = Step(new, ("endings", name))
            message = f"The {ending.outcome} ending “{{step}}” of “{{title}}” is gone"
            yield step.tell("ending-removed", Weight.MEANING, message, Edit(seen(ending.text), ""))
            continue
        step = Step(new, ("endings", now))
        if name != now:
            message = "An ending of “{title}” has another name"
            yield step.tell("step-renamed", Weight.NAME, message, Edit(name, now))
        yield from _ending(compared, step, old.meta.module, ending, endings[now])
    for name, ending in endings.items():
        if name not in names.values():
            step = Step(new, ("endings", name))
            message = f"The {ending.outcome} ending “{{step}}” of “{{title}}” is new"
            yield step.tell("ending-added", Weight.MEANING, message, Edit("", seen(ending.text)))


def _step(compared: Comparison, step: Step, old: Node, new: Node, names: Mapping[str, str]) -> Iterator[Change]:
    if old.tension != new.tension:
        edit = Edit(str(old.tension), str(new.tension))
        message = "The tension of the step “{step}” of “{title}” changed"
        yield step.tell("step-tension", Weight.MEANING, message, edit, at=("tension",))
    then, now = compared.names.text(seen(old.text)), Names().text(seen(new.text))
    reworded = [Edit(then, now, "what happens")] if then != now else []
    yield from choice_changes(compared, step, old, new, names, reworded)
    yield from step.reworded(reworded)


def _ending(compared: Comparison, step: Step, module: str, old: Ending, new: Ending) -> Iterator[Change]:
    if old.outcome != new.outcome:
        edit = Edit(old.outcome, new.outcome)
        message = "The ending “{step}” of “{title}” has another outcome"
        yield step.tell("ending-outcome", Weight.MEANING, message, edit, at=("outcome",))
    objectives = [compared.names.objective(module, name) for name in old.objectives]
    edits = [
        *(Edit(name, "") for name in objectives if name not in new.objectives),
        *(Edit("", name) for name in new.objectives if name not in objectives),
    ]
    if edits:
        message = "The ending “{step}” of “{title}” shows other objectives"
        yield step.tell("ending-objectives", Weight.MEANING, message, *edits, at=("objectives",))
    texts = [
        Edit(then, now, label)
        for label, before, after in (("ending", old.text, new.text), ("debrief", old.debrief, new.debrief))
        if (then := compared.names.text(seen(before))) != (now := Names().text(seen(after)))
    ]
    yield from step.reworded(texts)
