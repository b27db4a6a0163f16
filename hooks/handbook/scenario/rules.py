"""Rules for the texts and the objectives of a scenario; `proofs` has those for its graph."""

from collections.abc import Iterator

from handbook.model import Scenario
from handbook.problem import Guesses, Problem, counted
from handbook.quiz.items.chance import most_by_chance
from handbook.quiz.items.text import length
from handbook.quiz.rules import is_verdict, same
from handbook.scenario.model import Node
from handbook.scenario.proofs import prove
from handbook.source import KeyPath


def check_scenario(scenario: Scenario) -> Iterator[Problem]:
    """Every rule for one valid scenario file, the proofs included."""
    for name, node in scenario.meta.nodes.items():
        yield from _texts(scenario, ("nodes", name, "choices"), node)
    yield from _long_best(scenario)
    yield from _objectives(scenario)
    yield from prove(scenario)


def _texts(scenario: Scenario, path: KeyPath, node: Node) -> Iterator[Problem]:
    """What a step's choices say, and the feedback on them, differs."""
    document = scenario.document
    says = [((*path, number, "say"), line.say) for number, line in enumerate(node.choices)]
    reasons = [((*path, number, "feedback"), line.feedback) for number, line in enumerate(node.choices)]
    for first, second in same(says):
        message = f"this says the same as the choice on line {document.mark(first).line}."
        yield document.problem(second, "duplicate-option", message, "Write another one, or delete it.")
    for first, second in same(reasons):
        message = f"this feedback is the same as that of line {document.mark(first).line}."
        yield document.problem(second, "duplicate-feedback", message, "Say what is special about this one.")
    for place, feedback in reasons:
        if is_verdict(feedback):
            message = "this feedback gives the verdict but hardly a reason."
            yield document.problem(place, "verdict-only", message, "Say why, in a sentence of its own.")


def _long_best(scenario: Scenario) -> Iterator[Problem]:
    """S04: the best choice is not the longest more often than chance makes it."""
    nodes = scenario.meta.nodes
    found, limit = best_is_longest(nodes.values()), most_by_chance(len(node.choices) for node in nodes.values())
    if found > limit:
        message = (
            f"the best choice is the longest in {found} of {counted(len(nodes), 'step')}, so guessing by length "
            f"works; chance explains {limit}."
        )
        hint = f"Change the lengths in {counted(found - limit, 'step')}."
        yield scenario.document.problem(("nodes",), "long-best", message, hint, key=True)


def best_is_longest(nodes: Iterator[Node]) -> int:
    """In how many steps the best choice is the only longest."""
    found = 0
    for node in nodes:
        others = [length(line.say) for line in node.choices if line is not node.best]
        found += node.best is not None and length(node.best.say) > max(others)
    return found


def _objectives(scenario: Scenario) -> Iterator[Problem]:
    """The objectives above the steps are those of the endings, and a good ending names each."""
    meta, document = scenario.meta, scenario.document
    lists = {("objectives",): meta.objectives}
    lists |= {("endings", name, "objectives"): ending.objectives for name, ending in meta.endings.items()}
    guess, known = Guesses(), set(meta.objectives)
    for path, names in lists.items():
        seen: set[str] = set()
        for number, name in enumerate(names):
            if name not in known:
                message = f"the objective `{name}` is not one of this scenario's."
                hint = guess(name, known)
                yield document.problem((*path, number), "unknown-objective", message, hint)
            elif name in seen:
                message = f"the objective `{name}` stands here twice."
                yield document.problem((*path, number), "duplicate-objective", message, "Delete one of the two.")
            seen.add(name)
    good = {name: ending for name, ending in meta.endings.items() if ending.outcome == "good"}
    met = {objective for ending in good.values() for objective in ending.objectives}
    for number, name in enumerate(meta.objectives):
        if good and name not in met:
            message = f"no good ending names the objective `{name}`."
            hint = f"Add it to the `objectives:` of {' or '.join(good)}, or delete it here."
            yield document.problem(("objectives", number), "objective-not-met", message, hint)
