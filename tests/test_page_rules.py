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
        ("Diffuse the situation.", True),
        ("Diffusing their\nanger helps.", True),
        ("Diffuse light falls in.", False),
        ("Defuse the situation.", False),
        ("“Diffuse” means to spread.", False),
        ("## Difficult customers", True),
        ("## “Difficult customers”: a label", False),
        ("Nobody is a ‘difficult customer’.", False),
        ("Do not call her “a difficult\ncustomer”.", False),
        ('Say "a difficult customer" to nobody.', False),
        ('!!! note "Difficult customers"', True),
        ("A problem customer rings.", True),
        ("Solve the problem customers bring.", False),
        ("It is difficult. Customers wait.", False),
        ("It is difficult, customers say.", False),
    ],
)
def test_banned_words(text: str, found: bool) -> None:
    assert told(text) == ({"banned-word"} if found else set())


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


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("[here](a.md)", {"bad-page-link"}),
        ("[**Click here**](a.md).", {"bad-page-link"}),
        ("[read\nmore](a.md)", {"bad-page-link"}),
        ("[More …](a.md)", {"bad-page-link"}),
        ("[here][one]", {"bad-page-link"}),
        ("[](a.md)", {"bad-page-link"}),
        ("[https://a.example](https://a.example)", {"bad-page-link"}),
        ("[how to get here](a.md)", set()),
        ("[here’s how](a.md)", set()),
        ("`[here](a.md)`", set()),
        ("[[here]] [@more] [x]", set()),
        ("- [ ] (a box)", set()),
        ("![](a.svg)", {"no-alt"}),
        ("![ ](a.svg)", {"no-alt"}),
        ("![][clock]", {"no-alt"}),
        ("[![](a.svg)](b.md)", {"no-alt"}),
        ("<img src='a.svg'>", {"no-alt"}),
        ("<img\nalt=' ' src='a.svg'>", {"no-alt"}),
        ("![A clock](a.svg)", set()),
        ("![A clock][clock]", set()),
        ("[![A clock](a.svg)](b.md)", set()),
        ("![here](a.svg)", set()),
        ("<img src='a.svg' alt='A clock'>", set()),
    ],
)
def test_links_and_pictures(text: str, rules: set[str]) -> None:
    assert told(text) == rules


def test_the_place_is_the_words_own() -> None:
    (problem,) = check_words(page("One.\n\nTwo\nis `code` and [here](a.md)."))
    assert (problem.line, problem.column) == (6, 15)


def test_paragraphs() -> None:
    text = "One\ntwo\n- three\n  four\n1. five\n| six |\n| seven |\n\n## Eight\nnine\n!!! note\n    ten"
    assert [part.text for part in paragraphs(page(text))][1:] == [
        *("One\ntwo", "- three\n  four", "1. five", "| six |", "| seven |", "## Eight", "nine"),
        *("!!! note", "    ten"),
    ]
