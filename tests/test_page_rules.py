"""The rules for wording on pages: what they find, and above all what they leave alone.

Every message has a golden case in `cases/check`; here stand the borderline texts.
"""

import pytest

from handbook.page import Page, parse_page
from handbook.rules.paragraph import paragraphs
from handbook.rules.words import check_words


def page(text: str) -> Page:
    return parse_page(f"# Title\n\n{text}\n", "docs/any.md", "any.md")[0]


def told(text: str) -> set[str]:
    return {problem.rule for problem in check_words(page(text))}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Calm down.", True),
        ("> Calm down.", True),
        ("## Calm down", True),
        ("Tell them: “Please calm down.”", True),
        ("You need to calm down.", True),
        ("Ask her to\ncalm down.", True),
        ("Ask her to calm\ndown.", True),
        ("Do not shout. Tell them to calm down.", True),
        ("When they shout, tell them to calm down.", True),
        ("| Say | Not |\n|---|---|\n| “Calm down.” | “Relax.” |", True),
        ("## Say it\n\n- “Calm down.”", True),
        ("Never tell anybody to calm down.", False),
        ("Never tell anybody to\ncalm down.", False),
        ("“Calm down” is an order. It makes things worse.", False),
        ("Do not say:\n\n- “Calm down.”\n- “Relax.”", False),
        ("## Leave it out\n\n- “Calm down.”", False),
        ("## “Calm down”: why it fails", False),
        ("## Common mistakes\n\n“Calm down.” An order.", False),
        ("| Say | Not |\n|---|---|\n| “I see.” | “Calm down.” / “Relax.” |", False),
        ("| Do not say |\n|---|\n| “Calm down.” |", False),
        ("```dialogue\nYou: Please calm down.\n```", False),
        ("`calm down`", False),
        # People do calm down by themselves, and that may be told.
        ("A body needs twenty minutes to calm down.", False),
        ("Give them time to calm down.", False),
        ("They calm down by themselves.", False),
    ],
)
def test_calm_down(text: str, found: bool) -> None:
    assert told(text) == ({"calm-down"} if found else set())


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Studies show that it helps.", True),
        ("Studies have\nshown that it helps.", True),
        ("Research has found it.", True),
        ("A study suggests it.", True),
        ("According to research, it helps.", True),
        ("80 % of people wait.", True),
        ("80\N{NARROW NO-BREAK SPACE}% of people wait.", True),
        ("12,5&nbsp;% of people wait.", True),
        ("Complaints fell by 40 per cent.", True),
        ("- It helps [@one].\n- 80 % of people wait.", True),
        ("| 80 % wait |\n| It helps [@one] |", True),
        ("A 10 % discount is kind. It wins 80 % of people.", True),
        ("Studies show that it helps [@one].", False),
        ("Studies show that it helps,\nand 80 % of people wait [@one].", False),
        ("In one study [@one]:\n\n- 80 % of people waited.", False),
        ("## What the research shows", False),
        ("Ana studies what the form says.", False),
        ("Ana studies shows and films.", False),
        ("Keep the evidence you found.", False),
        ("The survey is on the desk.", False),
        ("You may take 10 % off.", False),
        ("Refund 20 % of what she paid.", False),
        ("The price rose by 5 %.", False),
        ("Nobody is 100 % sure.", False),
        ("Say: “I can do 10 % less.”", False),
        ("“Studies show it”, he shouts.", False),
        ("`80 %`", False),
    ],
)
def test_claims(text: str, found: bool) -> None:
    assert told(text) == ({"bare-claim"} if found else set())


def test_paragraphs() -> None:
    text = "One\ntwo\n- three\n  four\n1. five\n| six |\n| seven |\n\n## Eight\nnine\n!!! note\n    ten"
    assert [part.text for part in paragraphs(page(text))][1:] == [
        *("One\ntwo", "- three\n  four", "1. five", "| six |", "| seven |", "## Eight", "nine"),
        *("!!! note", "    ten"),
    ]
