"""The scenarios' figures, a row each, for `handbook stats`."""

from collections import Counter

from handbook.model import Handbook, Scenario
from handbook.quiz.items.chance import most_by_chance
from handbook.scenario.graph import graph, longest
from handbook.scenario.rules import best_is_longest

OUTCOMES = ("good", "mixed", "poor")
HEADER = ("module", "scenario", "steps", "choices", "endings", "path", "longest", "chance")
ABOUT = (
    "Endings are good + mixed + poor ones; “path” is the number of choices on the longest path. Where the best "
    "choice is the longest in more steps than by “chance”, guessing by length works."
)


def figures(handbook: Handbook) -> list[tuple[str, ...]]:
    """A row for each scenario, with the columns of `HEADER`."""
    return [_row(scenario) for module in handbook.modules for scenario in handbook.scenarios_of(module.name)]


def _row(scenario: Scenario) -> tuple[str, ...]:
    nodes = scenario.meta.nodes.values()
    outcomes = Counter(ending.outcome for ending in scenario.meta.endings.values())
    numbers = (
        len(nodes),
        sum(len(node.choices) for node in nodes),
        " + ".join(str(outcomes[outcome]) for outcome in OUTCOMES),
        len(longest(graph(scenario.meta), scenario.meta.start)) - 1,
        best_is_longest(nodes),
        f"up to {most_by_chance(len(node.choices) for node in nodes)}",
    )
    return scenario.meta.module, scenario.name, *map(str, numbers)
