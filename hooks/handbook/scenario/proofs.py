"""Proofs that a scenario is complete: wherever a learner goes, the way leads on and teaches something.

The numbers S01 … S05 are those of the project's list of rules. What follows from a mistake that is
told already is not told: where a target does not exist, or a way comes back, proofs that
need more wait for it to be mended.
"""

from collections.abc import Iterator

from handbook.model import Scenario
from handbook.problem import MANY, Problem, counted, did_you_mean
from handbook.scenario.graph import Graph, arrows, backwards, best_path, graph, longest, loops, reached, way
from handbook.scenario.model import THREAT
from handbook.source import KeyPath

WAY_OUT = 4  # from this tension on, one choice is safe
UNSOUND = {"duplicate-step", "unknown-step", "loop"}  # no view of a scenario can do with these
CHOICES = 8  # on a path, at most
STEPS = 25  # in a scenario, at most


def prove(scenario: Scenario) -> Iterator[Problem]:
    """Everything that must hold of the graph."""
    unknown = [*_names(scenario)]
    if unknown:
        yield from unknown
        return
    steps = graph(scenario.meta)
    yield from _one_best(scenario)
    yield from _unreachable(scenario, steps)
    yield from _safety(scenario, steps)
    yield from _best_path(scenario)
    yield from _recovery(scenario, steps)
    yield from _poor_ending(scenario, steps)
    yield from _lengths(scenario, steps)


def _names(scenario: Scenario) -> Iterator[Problem]:
    """S01: start and targets exist, and a name is a step's or an ending's."""
    meta, problem = scenario.meta, scenario.document.problem
    for name in meta.endings.keys() & meta.nodes.keys():
        line = scenario.document.mark(("nodes", name), key=True).line
        message = f"the ending `{name}` is called like the step on line {line}."
        yield problem(("endings", name), "duplicate-step", message, "Give one of them another name.", key=True)
    if meta.start not in meta.nodes:
        kind = "an ending, not a step" if meta.start in meta.endings else "no step"
        message = f"the start `{meta.start}` is {kind}."
        yield problem(("start",), "unknown-step", message, did_you_mean(meta.start, meta.nodes))
    known, before = meta.nodes.keys() | meta.endings.keys(), 0
    for path, _, target in _choices(scenario):
        if target not in known:
            message, hint = f"there is no step or ending `{target}`.", did_you_mean(target, known, before=before)
            yield problem((*path, "to"), "unknown-step", message, hint)
            before += 1


def _choices(scenario: Scenario) -> Iterator[tuple[KeyPath, str, str]]:
    """Every choice: its path in the file, its step, its target."""
    for name, node in scenario.meta.nodes.items():
        for number, line in enumerate(node.choices):
            yield ("nodes", name, "choices", number), name, line.to


def _one_best(scenario: Scenario) -> Iterator[Problem]:
    """S02: exactly one choice of a step is best."""
    for name, node in scenario.meta.nodes.items():
        if node.best is None:
            best = sum(line.grade == "best" for line in node.choices)
            message = f"{best or 'none'} of the choices of “{name}” {'are' if best else 'is'} best."
            hint = "Grade one of them best, and the others weak or poor."
            yield scenario.document.problem(("nodes", name, "choices"), "one-best", message, hint, key=True)


def _unreachable(scenario: Scenario, steps: Graph) -> Iterator[Problem]:
    """S01: whatever is written can be met. Told for the first step of a part that is cut off."""
    explained = reached(steps, [scenario.meta.start])
    before = backwards(steps)
    # First those to which nothing leads; then what is left leads only in circles.
    for name in [*(name for name in steps if not before[name]), *steps]:
        if name not in explained:
            lost = sorted(reached(steps, [name]) - explained - {name})
            explained |= {name, *lost}
            kind = "step" if name in scenario.meta.nodes else "ending"
            after = f", nor what follows from it: {_named(lost)}" if lost else ""
            message = f"the {kind} `{name}` cannot be reached from the start `{scenario.meta.start}`{after}."
            hint = "Let a choice lead to it, or delete it."
            path = ("nodes" if kind == "step" else "endings", name)
            yield scenario.document.problem(path, "unreachable-step", message, hint, key=True)


def _safety(scenario: Scenario, steps: Graph) -> Iterator[Problem]:
    """S05: who is threatened can get out, and no best choice stays alone with a threat."""
    nodes = scenario.meta.nodes
    for name, node in nodes.items():
        if node.tension < WAY_OUT:
            continue
        if not any(line.safe for line in node.choices):
            here = _way_to(name, scenario, steps)
            message = f"the tension here is {node.tension} ({here}), and no choice is a safe way out."
            hint = "Add a choice that gets help or gets away, with `safe: true`."
            yield scenario.document.problem(("nodes", name, "choices"), "no-way-out", message, hint, key=True)
        if node.tension < THREAT or node.best is None:
            continue
        path = ("nodes", name, "choices", node.choices.index(node.best))
        if not node.best.safe:
            here = _way_to(name, scenario, steps)
            message = f"the tension here is {THREAT} ({here}), and the best choice is not a safe way out."
            hint = "Grade the one best that gets help or gets away, with `safe: true`."
            yield scenario.document.problem(path, "unsafe-best", message, hint)
        if node.best.to in nodes and nodes[node.best.to].tension == THREAT:
            again = f"{_way_to(name, scenario, steps)} → {node.best.to}"
            message = f"the best choice at tension {THREAT} leads to tension {THREAT} again: {again}."
            hint = "Let it lead out of the threat: to less tension, or to an ending."
            yield scenario.document.problem((*path, "to"), "unsafe-best", message, hint)


def _way_to(name: str, scenario: Scenario, steps: Graph) -> str:
    return arrows(way(steps, scenario.meta.start, {name}) or [name])


def _named(names: list[str]) -> str:
    """The names, or as many as a message can list."""
    return ", ".join(names if len(names) <= MANY else [*names[:MANY], "…"])


def _best_path(scenario: Scenario) -> Iterator[Problem]:
    """S02: who always chooses best comes to a good ending."""
    path = best_path(scenario.meta)
    ending = scenario.meta.endings.get(path[-1])
    if ending and ending.outcome != "good":
        last = scenario.meta.nodes[path[-2]]
        place = ("nodes", path[-2], "choices", last.choices.index(last.best), "to")
        message = f"the best choices lead to an ending that is {ending.outcome}: {arrows(path)}."
        hint = "Let the best choices lead to an ending with `outcome: good`."
        yield scenario.document.problem(place, "bad-best-path", message, hint)


def _recovery(scenario: Scenario, steps: Graph) -> Iterator[Problem]:
    """S03: one poor choice on the best path leaves a good or mixed ending within reach."""
    endings = scenario.meta.endings
    hopeful = reached(backwards(steps), [name for name, ending in endings.items() if ending.outcome != "poor"])
    finishing = reached(backwards(steps), endings)  # the others are in a loop, and told as one
    path = best_path(scenario.meta)
    for place, name in enumerate(path):
        for number, line in enumerate(scenario.meta.nodes[name].choices if name in scenario.meta.nodes else ()):
            if line.grade == "poor" and line.to in finishing - hopeful:
                shown = arrows([*path[: place + 1], *way(steps, line.to, endings)])
                message = f"after this one poor choice, no good or mixed ending can be reached: {shown}."
                hint = "Let it lead to a step from which there is a way back."
                yield scenario.document.problem(
                    ("nodes", name, "choices", number, "to"), "no-recovery", message, hint
                )


def _poor_ending(scenario: Scenario, steps: Graph) -> Iterator[Problem]:
    """S03: something is at stake. A poor ending that cannot be reached is told by itself."""
    if all(ending.outcome != "poor" for ending in scenario.meta.endings.values()):
        found = [name for name in scenario.meta.endings if name in reached(steps, [scenario.meta.start])]
        message = f"no poor ending can be reached, only {_named(found)}; so nothing is at stake."
        hint = "Let poor choices lead to an ending with `outcome: poor`."
        yield scenario.document.problem(("endings",), "no-poor-ending", message, hint, key=True)


def _lengths(scenario: Scenario, steps: Graph) -> Iterator[Problem]:
    """S04: no way comes back, and none is longer than a learner's patience."""
    if len(scenario.meta.nodes) > STEPS:
        message = f"this scenario has {len(scenario.meta.nodes)} steps, more than anybody keeps in mind."
        hint = f"Make two scenarios of it: at most {STEPS} steps in each."
        yield scenario.document.problem(("nodes",), "many-steps", message, hint, key=True)
    finishing = reached(backwards(steps), scenario.meta.endings)
    found = False
    for found in loops(steps, scenario.meta.start):
        lost = "" if found[0] in finishing else ", and no ending can be reached from it"
        line = steps[found[-2]].index(found[-1])
        hint = "Let this choice lead on, to a later step or to an ending."
        path = ("nodes", found[-2], "choices", line, "to")
        yield scenario.document.problem(path, "loop", f"{arrows(found)} is a loop{lost}.", hint)
    if found:
        return
    path = longest(steps, scenario.meta.start)
    if (choices := len(path) - 1) > CHOICES:
        message = f"this way has {counted(choices, 'choice')}; the limit is {CHOICES}: {arrows(path)}."
        hint = "Let it end sooner, or begin later."
        yield scenario.document.problem(("nodes", path[CHOICES]), "long-path", message, hint, key=True)
