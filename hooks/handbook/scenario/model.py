"""The fields of a scenario file: steps with choices, and endings.

The descriptions below are written for trainers: editors show them while a scenario is typed.
"""

import hashlib
import json
from typing import Annotated, Any, Literal

from pydantic import Field

from handbook.fields import Id, Model, Text
from handbook.quiz.model import Feedback

CALM, THREAT = 1, 5  # the ends of the scale of tension


class Line(Model):
    """A choice: what the learner says or does, and where it leads."""

    say: Text = Field(description="The words in quotation marks, or what one does: Step back and fetch Ana.")
    grade: Literal["best", "weak", "poor"] = Field(
        description="How good the choice is; exactly one choice of a step is best."
    )
    feedback: Feedback = Field(description="What it does to the contact and why, in at least eight words.")
    to: Id = Field(description="The step or the ending that follows.")
    safe: bool = Field(default=False, description="true where this choice gets you to safety or gets help.")


class Node(Model):
    """A step: what the customer does, and the choices."""

    text: Text = Field(description="What happens; the customer's own words stand in quotation marks.")
    tension: Annotated[int, Field(ge=CALM, le=THREAT)] = Field(
        description="How tense the contact is, from 1 (calm) to 5 (threat). "
        "From 4 on, a choice must be `safe`, and at 5 the best one."
    )
    choices: list[Line] = Field(
        min_length=2, max_length=4, description="Two to four choices, of which exactly one is best."
    )

    @property
    def best(self) -> Line | None:
        """The best choice; None where there is not exactly one."""
        found = [line for line in self.choices if line.grade == "best"]
        return found[0] if len(found) == 1 else None


class Ending(Model):
    """How the contact ends, and what to think about afterwards."""

    outcome: Literal["good", "mixed", "poor"] = Field(description="How it ends for everybody in it.")
    text: Text = Field(description="What happens in the end.")
    debrief: Text = Field(description="A question or a thought to take along: what turned the contact?")
    objectives: list[Id] = Field(
        default_factory=list,
        description="Those of the scenario's objectives that whoever gets here has shown.",
    )


class ScenarioHead(Model):
    """The fields above the steps."""

    title: Text = Field(description="The scenario's title.")
    module: Id = Field(description="The module that the scenario belongs to: a folder under docs/.")
    objectives: list[Id] = Field(
        min_length=1, description="The objectives of the module that it practises; a good ending names each."
    )
    channel: Literal["counter", "phone", "chat", "email"] = Field(
        default="counter", description="Where the contact takes place; the page looks the part."
    )
    start: Id = Field(description="The name of the first step.")


class ScenarioParts(ScenarioHead):
    """A file whose steps and endings are still to be looked at, each by itself."""

    nodes: dict[Id, Any] = Field(
        min_length=1, description="The steps by name: small letters, digits and hyphens. At most 25."
    )
    endings: dict[Id, Any] = Field(
        min_length=1, description="The endings by name; no ending is called like a step. One of them is poor."
    )


class ScenarioFile(ScenarioParts):
    """A whole scenario file."""

    nodes: dict[Id, Node] = ScenarioParts.model_fields["nodes"]
    endings: dict[Id, Ending] = ScenarioParts.model_fields["endings"]

    def fingerprint(self) -> str:
        """A short name for what a stored result rests on: names, grades, targets and outcomes.

        Wording may change, also the order of steps and choices in the file.
        """
        nodes = {name: sorted([line.grade, line.to] for line in node.choices) for name, node in self.nodes.items()}
        essence = [self.start, nodes, {name: ending.outcome for name, ending in self.endings.items()}]
        return hashlib.sha256(json.dumps(essence, sort_keys=True).encode()).hexdigest()[:8]
