"""A scenario's map: its graph as SVG, drawn when the site is built.

Whatever matters is said by shape, weight and words, and by colour never: lines take the colour of
the text around them, so that the map holds in the dark and on paper.
"""

from html import escape
from itertools import pairwise
from string import ascii_uppercase

from handbook.model import Scenario
from handbook.scenario.graph import best_path, graph
from handbook.scenario.layout import BOX, Edge, Layout, layout
from handbook.words import say

HEIGHT, ROW = 46, 108  # of a box, and from one row to the next
MARGIN = 6  # room for thick lines
BEST = 26  # from a box's left side: where the best path leaves it and arrives
OTHERS = 78  # … and from where on the other lines do; a word stands between
DROP = 28  # how far a line runs straight down, past its letter
HEAD = 9  # the height of an arrow's head
CUT = 12  # what a poor ending lacks at its corners
LETTERS = 20  # of a name that fit into a box


def scenario_map(scenario: Scenario) -> str:
    """The SVG: the best path thick and named, each choice's line with its letter, endings by shape."""
    return _Map(scenario).svg()


class _Map:
    def __init__(self, scenario: Scenario):
        self.scenario, self.meta = scenario, scenario.meta
        self.spine = best_path(self.meta)
        self.best = {*pairwise(self.spine)}
        self.made: Layout = layout(graph(self.meta), self.spine)

    def svg(self) -> str:
        ends = self._ends()
        parts = [self._edge(edge, number, *ends[edge, number]) for edge, number in ends]
        parts += [self._step(name, node.tension) for name, node in self.meta.nodes.items()]
        parts += [self._ending(name, ending.outcome) for name, ending in self.meta.endings.items()]
        rows = max(self.made.rows.values())
        width, height = round(self.made.width) + 2 * MARGIN, rows * ROW + HEIGHT + 2 * MARGIN
        path = " → ".join(self.spine)
        about = say("map_desc", steps=len(self.meta.nodes), endings=len(self.meta.endings), path=path)
        title, about = escape(say("map_of", title=self.meta.title)), escape(about)
        name = f"map-{self.scenario.name}"
        return (
            f'<svg role="img" aria-labelledby="{name}-title {name}-desc" width="{width}" height="{height}"'
            f' viewBox="-{MARGIN} -{MARGIN} {width} {height}">'
            f'<title id="{name}-title">{title}</title><desc id="{name}-desc">{about}</desc>{"".join(parts)}</svg>'
        )

    def _ends(self) -> dict[tuple[Edge, int], tuple[float, float]]:
        """Where the line of each choice leaves and arrives, by its edge and its place among the choices.

        Lines stand side by side at a box, in the order in which they lead away or come.
        """
        leaving: dict[str, list[tuple[float, Edge, int]]] = {}
        coming: dict[str, list[tuple[float, Edge, int]]] = {}
        for name in self.meta.nodes:
            for number, line in enumerate(self.scenario.shown(name)):
                edge = (name, line.to)
                route = self.made.routes[edge]
                leaving.setdefault(name, []).append((self.made.middles[route[1]], edge, number))
                coming.setdefault(line.to, []).append((self.made.middles[route[-2]], edge, number))
        starts, ends = self._spread(leaving), self._spread(coming)
        return {key: (starts[key], ends[key]) for key in starts}

    def _spread(self, lines: dict[str, list[tuple[float, Edge, int]]]) -> dict[tuple[Edge, int], float]:
        found = {}
        for name, meeting in lines.items():
            left = self.made.middles[name] - BOX / 2
            others = sorted(line for line in meeting if not self._is_best(*line[1:]))
            room = (BOX - OTHERS) / max(len(others), 1)
            found |= {line[1:]: left + OTHERS + room * (place + 0.3) for place, line in enumerate(others)}
            found |= {line[1:]: left + BEST for line in meeting if self._is_best(*line[1:])}
        return found

    def _is_best(self, edge: Edge, number: int) -> bool:
        return edge in self.best and self.scenario.shown(edge[0])[number].grade == "best"

    def _edge(self, edge: Edge, number: int, x: float, end: float) -> str:
        """A line down through its lanes, with a head; at its start the letter of the choice."""
        best, grade = self._is_best(edge, number), self.scenario.shown(edge[0])[number].grade
        route = self.made.routes[edge]
        top = self.made.rows[edge[0]] * ROW + HEIGHT
        word = f'<text x="{x + 13:.0f}" y="{top + 20}">{escape(say("map_best"))}</text>' if best else ""
        letter = (
            f'<g class="hb-letter"><circle cx="{x:.0f}" cy="{top + 16}" r="9"/>'
            f'<text x="{x:.0f}" y="{top + 20}" text-anchor="middle">{ascii_uppercase[number]}</text>{word}</g>'
        )
        path = f"M{x:.0f} {top}"
        for place in route[1:]:
            last = place == edge[1]
            to = end if last else x if best else self.made.middles[place]
            y = self.made.rows[place] * ROW - (HEAD if last else 0)
            bend = (top + DROP + y) / 2
            path += f"V{top + DROP}C{x:.0f} {bend} {to:.0f} {bend} {to:.0f} {y}"
            x, top = to, y + HEIGHT
        kind = "spine" if best else grade
        head = f'<path class="hb-head" d="M{x - 5:.0f} {y - 1}h10l-5 {HEAD + 1}z"/>'
        return f'<path class="hb-edge hb-edge--{kind}" d="{path}"/>{head}{letter}'

    def _step(self, name: str, tension: int) -> str:
        x, y = self._corner(name)
        shape = f'<rect x="{x:.0f}" y="{y}" width="{BOX}" height="{HEIGHT}" rx="5"/>'
        return shape + self._label(name, say("tension", level=tension))

    def _ending(self, name: str, outcome: str) -> str:
        """A good ending is round, a mixed one pointed, a poor one lacks corners and has a double line."""
        x, y = self._corner(name)
        if outcome == "good":
            shape = f'<rect x="{x:.0f}" y="{y}" width="{BOX}" height="{HEIGHT}" rx="{HEIGHT // 2}"/>'
        elif outcome == "mixed":
            shape = _cut(x, y, BOX, HEIGHT, HEIGHT // 2)
        else:
            shape = _cut(x, y, BOX, HEIGHT, CUT) + _cut(x + 4, y + 4, BOX - 8, HEIGHT - 8, CUT - 2)
        return shape + self._label(name, say(f"map_end_{outcome}"))

    def _corner(self, name: str) -> tuple[float, int]:
        return self.made.middles[name] - BOX / 2, self.made.rows[name] * ROW

    def _label(self, name: str, below: str) -> str:
        x, y = self.made.middles[name], self.made.rows[name] * ROW
        label = name.replace("-", " ")
        if len(label) > LETTERS:
            label = f"{label[: LETTERS - 1]}…"
        return (
            f'<text x="{x:.0f}" y="{y + 20}" text-anchor="middle">{escape(label)}</text>'
            f'<text class="hb-small" x="{x:.0f}" y="{y + 36}" text-anchor="middle">{escape(below)}</text>'
        )


def _cut(x: float, y: float, width: int, height: int, cut: int) -> str:
    """A rectangle without its corners."""
    across, down = width - 2 * cut, height - 2 * cut
    return (
        f'<path d="M{x + cut:.0f} {y}h{across}l{cut} {cut}v{down}l-{cut} {cut}h-{across}l-{cut} -{cut}v-{down}z"/>'
    )
