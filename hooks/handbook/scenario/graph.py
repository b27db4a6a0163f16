"""A scenario as a graph: small pure functions over names and where they lead."""

from handbook.scenario.model import ScenarioFile

Graph = dict[str, list[str]]  # each step with where its choices lead, in the file's order; endings lead nowhere


def graph(scenario: ScenarioFile) -> Graph:
    """The scenario's steps and endings; a target that does not exist is left out."""
    names = scenario.nodes.keys() | scenario.endings.keys()
    steps = {name: [line.to for line in node.choices if line.to in names] for name, node in scenario.nodes.items()}
    return steps | {name: [] for name in scenario.endings}


def best_path(scenario: ScenarioFile) -> list[str]:
    """The steps of whoever always chooses best, and the ending.

    Where the path comes back to a step, leads nowhere, or a step has not one best choice, it
    stops there: then its last name is no ending.
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
