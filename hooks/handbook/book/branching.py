"""Scenarios on paper: numbered steps to turn to, in an order that gives nothing away."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from string import ascii_uppercase
from typing import Any

from handbook.book.nodes import Blocks, Node, node, paragraph, refer
from handbook.book.reading import Reading
from handbook.model import Handbook, Scenario
from handbook.quiz.order import shuffled
from handbook.quiz.render import section_title
from handbook.scenario.graph import best_path, graph
from handbook.scenario.render import in_order
from handbook.words import say

TRIES = 400  # shuffles that are looked at for one in which no step stands beside one that it leads to
LONGEST = 8  # choices on a way; the proofs see to it


@dataclass(frozen=True)
class Numbered:
    """A scenario whose steps and endings have numbers, from 1, where it begins."""

    scenario: Scenario

    @cached_property
    def names(self) -> list[str]:
        """The steps and endings in the order of their numbers.

        Of many shuffles, all made from the scenario's name, the first with the fewest steps beside one that
        they lead to: whoever turns to a number should not read on by accident, nor guess.
        """
        first, *others = in_order(self.scenario)
        leads = graph(self.scenario.meta)
        best: tuple[int, list[str]] | None = None
        for attempt in range(TRIES):
            order = shuffled(f"{self.scenario.name}/numbers/{attempt}", len(others))
            names = [first, *(others[index] for index in order)]
            beside = sum(two in leads.get(one, ()) or one in leads.get(two, ()) for one, two in pairwise(names))
            if best is None or beside < best[0]:
                best = beside, names
            if beside == 0:
                break
        assert best is not None
        return best[1]

    @cached_property
    def numbers(self) -> dict[str, int]:
        return {name: number for number, name in enumerate(self.names, 1)}

    @cached_property
    def arrivals(self) -> dict[str, list[tuple[str, Any]]]:
        """For each step and ending, the choices that lead there: such as `3 B`, and the choice."""
        found: dict[str, list[tuple[str, Any]]] = {name: [] for name in self.names}
        for name in self.names:
            if name in self.scenario.meta.nodes:
                for letter, line in zip(ascii_uppercase, self.scenario.shown(name), strict=False):
                    found[line.to].append((f"{self.numbers[name]} {letter}", line))
        return found

    def best(self) -> list[str]:
        """The best path as what one would write into the trail: `1 B`, `7 A`, and the number of the ending."""
        written = []
        for name in best_path(self.scenario.meta):
            number = self.numbers[name]
            if name in self.scenario.meta.nodes:
                shown = self.scenario.shown(name)
                letter = next(a for a, line in zip(ascii_uppercase, shown, strict=False) if line.grade == "best")
                written.append(f"{number} {letter}")
            else:
                written.append(str(number))
        return written


def anchor(scenario: Scenario, number: int) -> str:
    return f"{scenario.page_path}#step-{number}"


def scenario_blocks(reading: Reading, handbook: Handbook, scenario: Scenario) -> Blocks:
    """A scenario to play with a pen."""
    numbered = Numbered(scenario)
    return [
        paragraph(say("book_scenario_lead")),
        paragraph(say("role_play_place", place=say(f"channel_{scenario.meta.channel}"))),
        node("trail", label=say("book_trail"), boxes=LONGEST),
        *(_step(reading, handbook, numbered, name) for name in numbered.names),
    ]


def _step(reading: Reading, handbook: Handbook, numbered: Numbered, name: str) -> Node:
    scenario, meta = numbered.scenario, numbered.scenario.meta
    number = numbered.numbers[name]
    came = [
        {
            "from": place,
            "grade": line.grade,
            "said": say(f"grade_{line.grade}"),
            "c": reading.written(line.feedback),
        }
        for place, line in numbered.arrivals[name]
    ]
    fields: dict[str, Any] = {"id": anchor(scenario, number), "number": str(number), "came": came}
    if name in meta.nodes:
        step = meta.nodes[name]
        shown = scenario.shown(name)
        fields |= {
            "c": reading.paragraphs(step.text),
            "tension": say("tension", level=step.tension),
            "level": step.tension,
            "choices": [
                {"c": reading.written(line.say), "to": _turn(scenario, numbered.numbers[line.to])}
                for line in shown
            ],
            "margin": next(a for a, line in zip(ascii_uppercase, shown, strict=False) if line.grade == "best"),
            "ending": "",
        }
    else:
        ending = meta.endings[name]
        fields |= {
            "c": reading.paragraphs(ending.text),
            "ending": say(f"outcome_{ending.outcome}"),
            "debrief": reading.paragraphs(ending.debrief),
            "met": _objectives(handbook, scenario, ending.objectives, quiet=True),
            "again": _objectives(
                handbook, scenario, [name for name in meta.objectives if name not in ending.objectives]
            ),
        }
    return node("step", **fields)


def _turn(scenario: Scenario, number: int) -> Node:
    return refer(anchor(scenario, number), say("book_turn", number=number), quiet=True)


def _objectives(
    handbook: Handbook, scenario: Scenario, names: Sequence[str], *, quiet: bool = False
) -> list[Node]:
    known = handbook.objectives(scenario.meta.module)
    return [
        refer(f"{lesson.path}#{name}", section_title(lesson, name), quiet=quiet)
        for name in names
        for lesson, _ in [known[name]]
    ]


def best_path_answer(scenario: Scenario) -> Node:
    """What the key says of a scenario."""
    title = refer(scenario.page_path, scenario.meta.title)
    return node("p", c=[title, ": ", say("book_best_path", path=", ".join(Numbered(scenario).best())), "."])
