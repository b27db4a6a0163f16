"""Scenario HTML: steps, what follows from each choice, and endings, all on one page.

Each is a section with an id, each choice a link to what follows from it: so a scenario can be
played without script. `web/theme/assets/handbook/scenario.js` makes it a play of its own.
"""

import json
import re
from string import ascii_lowercase
from typing import Any

from markupsafe import Markup

from handbook.markup import LINK, TextRenderer
from handbook.model import Handbook, Scenario
from handbook.quiz.render import section_title
from handbook.scenario.graph import best_path, graph
from handbook.scenario.map import scenario_map
from handbook.templates import environment
from handbook.words import WORDS, say

KEPT = "scenario:"  # before a scenario's name in the browser's store; no question's id holds a colon
# What somebody says, with marks that are closed in it.
_SPOKEN = re.compile(r"“(?:[^“”<]|<(em|strong|code)>[^“”<]*</\1>)*”")
_WORDS_USED = (
    *("scenario_step", "scenario_best_step", "scenario_back", "scenario_played", "scenario_changed", "locale"),
    *("outcome_good", "outcome_mixed", "outcome_poor"),
)


class ScenarioRenderer:
    """Renders the scenarios of one handbook."""

    def __init__(self, handbook: Handbook):
        self.handbook = handbook
        self._text = TextRenderer()

    def knows(self, scenario: Scenario) -> bool:
        """Whether all that a scenario names exists; while a trainer is at work, it may not."""
        meta = scenario.meta
        targets = [meta.start, *(line.to for node in meta.nodes.values() for line in node.choices)]
        known = self.handbook.objectives(meta.module)
        return meta.start in meta.nodes and {*targets} <= graph(meta).keys() and {*meta.objectives} <= known.keys()

    def scenario(self, scenario: Scenario) -> str:
        """The HTML of a scenario to play."""
        words = {name: WORDS[name] for name in _WORDS_USED}
        return self._render(
            "play", scenario, best=best_path(scenario.meta), words=json.dumps(words, ensure_ascii=False)
        )

    def role_play(self, scenario: Scenario) -> str:
        """The HTML of a scenario's cards, to print and play in pairs."""
        names = in_order(scenario)
        numbers = {name: number for number, name in enumerate(names, 1)}
        nodes = scenario.meta.nodes
        lines = [(numbers[name], nodes[name].best) for name in best_path(scenario.meta) if name in nodes]
        rows = [
            (Markup(say("role_play_line", number=number, line=self._text.inline(line.say))), [])
            for number, line in lines
        ]
        rows += [(self._text.inline(text), [(link, title)]) for link, title, text in self._objectives(scenario)]
        return self._render("role-play", scenario, names=names, numbers=numbers, rows=rows)

    def map(self, scenario: Scenario) -> str:
        """The HTML of a scenario's map for trainers, and the same as a list."""
        return self._render("map", scenario, names=in_order(scenario), map=Markup(scenario_map(scenario)))

    def _render(self, template: str, scenario: Scenario, **fields: Any) -> str:
        return (
            environment()
            .get_template(f"scenario/{template}.html")
            .render(
                scenario=scenario,
                meta=scenario.meta,
                graph=graph(scenario.meta),
                text=self._text,
                voice=self._voice,
                objectives=lambda names: [
                    (link, title) for link, title, _ in self._objectives(scenario, set(names))
                ],
                letters=ascii_lowercase,
                kept=KEPT + scenario.name,
                trend=trend,
                **fields,
            )
        )

    def _voice(self, text: str) -> Markup:
        """A text in which what somebody says stands out from what happens."""
        return Markup(_SPOKEN.sub(lambda spoken: f'<span class="hb-voice">{spoken[0]}</span>', self._text(text)))

    def _objectives(self, scenario: Scenario, names: set[str] | None = None) -> list[tuple[str, str, str]]:
        """Objectives of a scenario, in its order: the section's address and title, and the objective's text."""
        known = self.handbook.objectives(scenario.meta.module)
        return [
            (f"{LINK}{lesson.path}#{name}", section_title(lesson, name), objective.text)
            for name in scenario.meta.objectives
            if names is None or name in names
            for lesson, objective in [known[name]]
        ]


def in_order(scenario: Scenario) -> list[str]:
    """The steps as a player may meet them, from the first one on, then the endings likewise."""
    leads = graph(scenario.meta)
    found = [scenario.meta.start]
    for name in found:  # grows while we walk
        shown = scenario.shown(name) if name in scenario.meta.nodes else ()
        found += dict.fromkeys(line.to for line in shown if line.to in leads and line.to not in found)
    return sorted(found, key=lambda name: name in scenario.meta.endings)


def trend(before: int, after: int) -> str:
    """How the tension moves, in a word."""
    return say("tension_rises" if after > before else "tension_falls" if after < before else "tension_stays")
