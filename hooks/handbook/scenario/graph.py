"""A scenario as a graph: small pure functions over names and where they lead.

None of them calls itself: a file of the largest size has paths of a thousand steps.
"""

from collections.abc import Collection, Iterable, Iterator
from graphlib import TopologicalSorter

from handbook.scenario.model import ScenarioFile

Graph = dict[str, list[str]]  # each step with where its choices lead, in the file's order; endings lead nowhere


def graph(scenario: ScenarioFile) -> Graph:
    """The scenario's steps and endings. Every target must exist."""
    steps = {name: [line.to for line in node.choices] for name, node in scenario.nodes.items()}
    return steps | {name: [] for name in scenario.endings}


def best_path(scenario: ScenarioFile) -> list[str]:
    """The steps of whoever always chooses best, and the ending.

    Where the path comes back to a step, or a step has not exactly one best choice, it stops
    there: then its last name is no ending.
    """
    path: dict[str, None] = {}
    name = scenario.start
    while name in scenario.nodes and name not in path:
        path[name] = None
        best = scenario.nodes[name].best
        if best is None:
            return list(path)
        name = best.to
    return [*path, name] if name in scenario.endings else list(path)


def backwards(steps: Graph) -> Graph:
    """The same steps, each with those that lead to it."""
    found: Graph = {name: [] for name in steps}
    for name, targets in steps.items():
        for target in targets:
            found[target].append(name)
    return found


def reached(steps: Graph, starts: Iterable[str]) -> set[str]:
    """Everything that can be reached from `starts`, themselves included."""
    found = set(starts)
    waiting = list(found)
    while waiting:
        ahead = set(steps[waiting.pop()]) - found
        found |= ahead
        waiting += ahead
    return found


def way(steps: Graph, start: str, goals: Collection[str]) -> list[str]:
    """A shortest way from `start` to one of the goals, both included; empty where there is none."""
    before = {start: ""}
    row = [start]
    for name in row:  # it grows while it is read
        if name in goals:
            path = [name]
            while before[path[-1]]:
                path.append(before[path[-1]])
            return path[::-1]
        for target in steps[name]:
            if target not in before:
                before[target] = name
                row.append(target)
    return []


def loops(steps: Graph, start: str) -> Iterator[list[str]]:
    """Ways that come back: the first step, those after it, and the first again.

    Not every one that there is, but without the last choice of each, none is left.
    """
    done: set[str] = set()
    for first in (start, *steps):
        path = {} if first in done else {first: iter(dict.fromkeys(steps[first]))}
        while path:
            name = next(reversed(path))
            target = next(path[name], None)
            if target is None:
                del path[name]
                done.add(name)
            elif target in path:
                names = list(path)
                yield [*names[names.index(target) :], target]
            elif target not in done:
                path[target] = iter(dict.fromkeys(steps[target]))


def longest(steps: Graph, start: str) -> list[str]:
    """The longest way from `start`, of several the first. There must be no loops."""
    after: dict[str, str | None] = {}
    length: dict[str, int] = {}
    for name in TopologicalSorter(steps).static_order():
        after[name] = max(steps[name], key=length.__getitem__, default=None)
        length[name] = 1 + length.get(after[name], 0)
    path = [start]
    while ahead := after[path[-1]]:
        path.append(ahead)
    return path


def arrows(path: list[str], most: int = 12) -> str:
    """A way as a message shows it: `counter → louder → walked-out`, without the middle of a long one."""
    half = most // 2
    shown = path if len(path) <= most else [*path[:half], "…", *path[-half:]]
    return " → ".join(shown)
