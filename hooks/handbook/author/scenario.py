"""A new scenario: a start with three steps and three endings that keeps every rule once its texts are written."""

from typing import get_args

from handbook.author.answers import Answers
from handbook.author.desk import Desk
from handbook.author.known import chosen_modules, known_objective, objectives_of, one_of
from handbook.author.names import checked, from_title
from handbook.author.refused import Refused
from handbook.author.render import one_line, render
from handbook.scenario.load import FOLDER
from handbook.scenario.model import ScenarioHead

CHANNELS = get_args(ScenarioHead.model_fields["channel"].annotation)
OBJECTIVES = 5  # that one contact can practise


def new_scenario(desk: Desk, answers: Answers) -> None:
    """Makes a scenario that practises objectives of one module."""
    answers.demand("title", "objective")
    modules = chosen_modules(desk, answers)
    title = answers.one("title", "What is the scenario called?", one_line)
    taken = _names(desk)
    name = answers.one(
        "name",
        "The name of its file, without .yml:",
        lambda typed: checked(typed, taken, "scenario"),
        proposal=from_title(title, "scenario", taken),
    )
    channel = answers.one(
        "channel",
        "Where does it take place?",
        lambda typed: one_of(typed, CHANNELS, "channel"),
        known=CHANNELS,
        proposal=CHANNELS[0],
    )
    found = answers.many(
        "objective",
        "Which objectives of one module does it practise?",
        lambda typed: known_objective(desk, modules, typed),
        1,
        OBJECTIVES,
        known=objectives_of(desk, modules),
    )
    owners = list(dict.fromkeys(module.name for module, _, _ in found))
    if len(owners) > 1:
        raise Refused(
            f"These objectives are of {len(owners)} modules, {' and '.join(owners)}: choose one module's."
        )
    objectives = list(dict.fromkeys(objective for _, _, objective in found))
    content = render("scenario.yml", title=title, module=owners[0], channel=channel, objectives=objectives)
    desk.make(f"{FOLDER}/{name}.yml", content, "the scenario")


def _names(desk: Desk) -> set[str]:
    """The names of scenarios, and those whose pages another page would be in the way of."""
    taken = {path.stem for path in (desk.root / FOLDER).glob("*.yml")}
    taken |= {path.stem for path in (desk.root / "docs" / "scenarios").glob("*.md")}
    return taken | {f"{name}-role-play" for name in taken}
