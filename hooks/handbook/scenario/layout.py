"""Places a scenario's steps in rows, each below all that lead to it.

The best path runs straight down on the left. An edge that passes a row has a place of its own in
it, a lane, so that no line runs behind a box.
"""

from dataclasses import dataclass, field
from itertools import pairwise
from statistics import mean

from handbook.scenario.graph import Graph

BOX, LANE, GAP = 150, 24, 22  # the widths of a step and of a lane, and the room between them
SWEEPS = 4  # down and up again, to have fewer lines that cross

Edge = tuple[str, str]


@dataclass
class Layout:
    """Where everything is."""

    rows: dict[str, int]  # from 0, by name; lanes have names, too
    routes: dict[Edge, list[str]] = field(default_factory=dict)  # the names from an edge's start to its end
    middles: dict[str, float] = field(default_factory=dict)  # from the left, by name
    width: float = 0


def layout(graph: Graph, spine: list[str]) -> Layout:
    """Places every name of a graph. `spine` is the path that runs straight down on the left."""
    made = Layout(_rows(graph))
    straight = {*spine}
    for name, targets in graph.items():
        for target in dict.fromkeys(targets):
            lanes = {f"{name}>{target}>{row}": row for row in range(made.rows[name] + 1, made.rows[target])}
            made.rows |= lanes
            made.routes[name, target] = [name, *lanes, target]
            if (name, target) in pairwise(spine):
                straight |= lanes.keys()
    above: dict[str, list[str]] = {place: [] for place in made.rows}
    below: dict[str, list[str]] = {place: [] for place in made.rows}
    for route in made.routes.values():
        for before, after in pairwise(route):
            above[after].append(before)
            below[before].append(after)
    for row in _order(made.rows, above, below, straight):
        edge = 0.0
        for place in row:
            width = BOX if place in graph or place in straight else LANE
            least = edge + width / 2
            near = [made.middles[other] for other in above[place] if other in made.middles]
            wanted = mean(near) if near else least
            # A box follows its lines to the right, though not far: the map would grow wide.
            most = least + BOX / 3 if place in graph else wanted
            made.middles[place] = least if place in straight else max(least, min(wanted, most))
            edge = made.middles[place] + width / 2 + GAP
        made.width = max(made.width, edge - GAP)
    return made


def _rows(graph: Graph) -> dict[str, int]:
    """The longest way to each name, in steps. A loop, which proofs forbid, goes below everything else."""
    waiting = dict.fromkeys(graph, 0)  # how many edges into a name are still to be walked
    for targets in graph.values():
        for target in targets:
            waiting[target] += 1
    rows = dict.fromkeys(graph, 0)
    ready = [name for name, count in waiting.items() if not count]
    for name in ready:  # grows while we walk
        for target in graph[name]:
            rows[target] = max(rows[target], rows[name] + 1)
            waiting[target] -= 1
            if not waiting[target]:
                ready.append(target)
    lowest = max((rows[name] for name in ready), default=-1) + 1
    return {name: lowest if waiting[name] else rows[name] for name in graph}


def _order(
    rows: dict[str, int], above: dict[str, list[str]], below: dict[str, list[str]], straight: set[str]
) -> list[list[str]]:
    """The names of each row from left to right, each near the middle of its neighbours."""
    order: list[list[str]] = [[] for _ in range(max(rows.values()) + 1)]
    for place, row in rows.items():
        order[row].append(place)
    for sweep in range(SWEEPS):
        near = below if sweep % 2 else above
        for row in reversed(order) if sweep % 2 else order:
            at = {place: number for line in order for number, place in enumerate(line)}
            wanted = {place: mean([at[other] for other in near[place]] or [at[place]]) for place in row}
            row.sort(key=lambda place, wanted=wanted: (place not in straight, wanted[place]))
    return order
