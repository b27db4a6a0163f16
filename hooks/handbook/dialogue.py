"""The `dialogue` fence: a conversation, a line a turn, with the steps that the staff take."""

import re
from dataclasses import dataclass

from handbook.page import Fence
from handbook.problem import did_you_mean

# The handbook's rule code, in order.
STEPS = ("hear", "name", "check", "act", "confirm")
STAFF = "You"

_TURN = re.compile(r"^(?P<speaker>[^:\[\]()]{1,40}?)\s*(?:\[(?P<steps>[^\]]*)\])?:\s+(?P<text>\S.*)$")


@dataclass(frozen=True)
class Turn:
    """One line: who speaks (empty for a stage direction), the steps taken, the words."""

    speaker: str
    steps: tuple[str, ...]
    text: str

    @property
    def staff(self) -> bool:
        return self.speaker == STAFF


def parse(fence: Fence) -> tuple[list[Turn], list[tuple[int, str, str]]]:
    """The turns of a dialogue, and its mistakes as (line, message, hint)."""
    turns: list[Turn] = []
    mistakes: list[tuple[int, str, str]] = []
    for number, line in fence.lines:
        typed = line.strip()
        match = _TURN.match(typed)
        if not typed:
            continue
        if typed.startswith("(") and typed.endswith(")"):
            turns.append(Turn("", (), typed[1:-1].strip()))
        elif match:
            steps = tuple(step.strip() for step in (match["steps"] or "").split(",") if step.strip())
            mistakes += [
                (number, f"there is no step `{step}`.", did_you_mean(step, STEPS))
                for step in steps
                if step not in STEPS
            ]
            turns.append(Turn(match["speaker"], steps, match["text"]))
        else:
            hint = "Write `Name: what is said`, or what happens in (round brackets)."
            mistakes.append((number, "this line of a dialogue names no speaker.", hint))
    if not turns and not mistakes:
        mistakes.append((fence.line, "this dialogue is empty.", "Write at least one line `Name: what is said`."))
    return turns, mistakes
