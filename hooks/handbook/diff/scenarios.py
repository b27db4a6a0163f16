"""What changed in the scenarios: which there are, how they begin, and whether results of them expire."""

from collections.abc import Iterator

from handbook.diff.change import Change, Edit, Place, Weight, changed
from handbook.diff.comparison import Comparison
from handbook.diff.match import newcomers
from handbook.diff.safety import is_tense
from handbook.diff.steps import ending_changes, step_changes
from handbook.diff.texts import pair_up, seen
from handbook.model import Scenario
from handbook.quiz.model import folded

_MOSTLY = 0.5


def scenario_changes(compared: Comparison) -> Iterator[Change]:
    """Every change in a scenario; one whose file cannot be read is left out."""
    old, new, partners = (
        compared.old.handbook.scenarios,
        compared.new.handbook.scenarios,
        compared.matches.scenarios,
    )
    for name, scenario in old.items():
        if name in partners:
            yield from _scenario(compared, scenario, new[partners[name]])
        elif scenario.file not in compared.new.unread:
            message, advice = (
                "The scenario “{title}” is gone; it practised",
                "Learners’ results of it count no more.",
            )
            yield _whole("scenario-removed", scenario, message, Place(scenario.file), advice)
    for scenario in newcomers(new, partners).values():
        if scenario.file not in compared.old.unread:
            message = "The scenario “{title}” is new, and practises"
            yield _whole("scenario-added", scenario, message, Place(scenario.file, 1), "")


def _whole(kind: str, scenario: Scenario, message: str, place: Place, advice: str) -> Change:
    tense = any(map(is_tense, scenario.meta.nodes.values()))
    weight = Weight.SAFETY if tense else Weight.MEANING
    return changed(
        kind,
        weight,
        place,
        message,
        advice=advice,
        about=tuple(scenario.meta.objectives),
        title=scenario.meta.title,
    )


def _scenario(compared: Comparison, old: Scenario, new: Scenario) -> Iterator[Change]:
    before, after = old.meta, new.meta
    names = _step_names(old, new)

    def tell(kind: str, weight: Weight, path: tuple, message: str, *edits: Edit, advice: str = "") -> Change:
        place = Place(new.file, new.document.mark(path).line)
        return changed(kind, weight, place, message, *edits, advice=advice, title=after.title)

    if old.name != new.name:
        message, advice = "The scenario “{title}” has a file of another name", "Learners’ results of it are lost."
        yield tell("scenario-renamed", Weight.NAME, ("title",), message, Edit(old.name, new.name), advice=advice)
    elif before.fingerprint() != after.fingerprint():
        message = "Learners’ results of the scenario “{title}” expire"
        advice = "Its steps lead elsewhere, or are graded or called otherwise."
        weight = Weight.NAME if _same_but_for_names(old, new, names) else Weight.MEANING
        yield tell("scenario-results", weight, ("title",), message, advice=advice)
    if seen(before.title) != seen(after.title):
        edit = Edit(seen(before.title), seen(after.title), "title")
        yield tell("scenario-text", Weight.WORDING, ("title",), "The scenario “{title}” has another title", edit)
    module = compared.matches.modules.get(before.module, before.module)
    objectives = [compared.names.objective(before.module, name) for name in before.objectives]
    head = [
        *([Edit(module, after.module, "module")] if module != after.module else ()),
        *([Edit(before.channel, after.channel, "channel")] if before.channel != after.channel else ()),
        *(Edit(name, "", "objective") for name in objectives if name not in after.objectives),
        *(Edit("", name, "objective") for name in after.objectives if name not in objectives),
    ]
    if head:
        yield tell(
            "scenario-head", Weight.MEANING, ("module",), "What the scenario “{title}” is for changed", *head
        )
    if names.get(before.start) != after.start:
        edit = Edit(before.start, after.start)
        yield tell("scenario-start", Weight.MEANING, ("start",), "The scenario “{title}” begins elsewhere", edit)
    yield from step_changes(compared, old, new, names)
    yield from ending_changes(compared, old, new, names)


def _step_names(old: Scenario, new: Scenario) -> dict[str, str]:
    """The present names of steps and endings by their former ones."""
    found = {}
    for part in ("nodes", "endings"):
        before, after = getattr(old.meta, part), getattr(new.meta, part)
        found |= {name: name for name in before if name in after}
        gone = {name: _features(one) for name, one in before.items() if name not in after}
        found |= pair_up(
            gone, {name: _features(one) for name, one in after.items() if name not in before}, _MOSTLY
        )
    return found


def _features(part) -> frozenset[str]:
    choices = getattr(part, "choices", ())
    return frozenset(
        map(folded, [part.text, *(line.say for line in choices), getattr(part, "debrief", part.text)])
    )


def _same_but_for_names(old: Scenario, new: Scenario, names: dict[str, str]) -> bool:
    """Whether the older scenario, with the present names, would have the fingerprint of the newer one."""
    meta = old.meta
    nodes = {
        names.get(name, name): node.model_copy(
            update={
                "choices": [line.model_copy(update={"to": names.get(line.to, line.to)}) for line in node.choices]
            }
        )
        for name, node in meta.nodes.items()
    }
    endings = {names.get(name, name): ending for name, ending in meta.endings.items()}
    start = names.get(meta.start, meta.start)
    renamed = meta.model_copy(update={"start": start, "nodes": nodes, "endings": endings})
    return renamed.fingerprint() == new.meta.fingerprint()
