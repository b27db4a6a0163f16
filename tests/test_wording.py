"""Spelling, house terms and the texts of links: what they find, and above all what they leave alone.

Every message has a golden case in `cases/check`; here stand the borderline texts.
"""

import re
from collections.abc import Iterator
from typing import Any, Literal, get_args, get_origin

import pytest
from pydantic import BaseModel

from conftest import ROOT
from handbook import fields
from handbook.model import Handbook
from handbook.page import parse_page
from handbook.problem import Problem
from handbook.quiz.model import QuizFile
from handbook.quiz.types import TYPES
from handbook.scenario.model import ScenarioFile
from handbook.wording import check_wording
from handbook.wording.prose import NAMES
from handbook.wording.terms import pattern
from handbook.wording.wordlist import WORDS_FILE, read_words
from handbook.yamlfile import parse_yaml
from own import HANDBOOK


def problems(text: str, *, path: str = "any.md", words: str = "") -> list[Problem]:
    page, _ = parse_page(f"# Title\n\n{text}\n", f"docs/{path}", path)
    return list(
        check_wording(Handbook(pages={path: page}, terms=HANDBOOK.terms, words=frozenset(words.split())), [], [])
    )


def told(text: str, **options: str) -> set[str]:
    return {problem.rule for problem in problems(text, **options)}


def told_of_fields(text: str) -> list[tuple[int, int, str]]:
    document, _ = parse_yaml(text, "quizzes/any.yml")
    found = check_wording(Handbook(terms=HANDBOOK.terms), [document], [])
    return [(problem.line, problem.column, problem.message) for problem in found]


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
        ("| Say | Why |\n|---|---|\n| A difficult customer | x |", True),
        ("```form\nA difficult customer | 2\n```", True),
        ("```dialogue\nYou: A difficult customer.\n```", False),
    ],
)
def test_banned_words(text: str, found: bool) -> None:
    assert told(text) == ({"banned-word"} if found else set())


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
        ("<https://a.example/>", {"bad-page-link"}),
        ("[www.a.example](https://a.example)", {"bad-page-link"}),
        ("<a href='a.html'>here</a>", {"bad-page-link"}),
        ("[Click here for the form](a.md)", {"bad-page-link"}),
        ("[this page](a.md)", {"bad-page-link"}),
        ("[Clicks and taps](a.md)", set()),
        ("[the press office](a.md)", set()),
        ("<a href='a.html'>the form</a>", set()),
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
    (problem,) = problems("One.\n\nTwo\nis `code` and [here](a.md).")
    assert (problem.line, problem.column) == (6, 15)


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("They recieve it.", {"misspelling"}),
        ("Recieve it.", {"maybe-misspelt"}),  # a capital letter may begin a name
        ("Then Recieve, *Recieve* and (thrice) Recieve.", set()),  # inside a sentence it does
        ("On Wendesday we close.", {"maybe-misspelt"}),  # but not where the right word has one, too
        ("She says: “Recieve it.”", {"maybe-misspelt"}),
        ("It does'nt help.", {"misspelling"}),
        ("It does’nt help.", {"misspelling"}),
        ("On the 2st day.", {"misspelling"}),
        ("Somebody fo you.", {"maybe-misspelt"}),  # of, for, to, do, go
        ("The *reciever’s* name.", {"misspelling"}),
        ("[The *recieved* parcel](a.md).", {"misspelling"}),
        ("| Say |\n|---|\n| We recieved it. |", {"misspelling"}),
        ("“We recieved it,” says Ana.", {"misspelling"}),
        ("```dialogue\nAna: I recieved it.\n```", {"misspelling"}),
        ("```checklist\nHas recieved it | name-it\n```", {"misspelling"}),
        ("```form\nRecieved | by post; by adress\n```", {"misspelling", "maybe-misspelt"}),
        ("- [ ] recieved", {"misspelling"}),
        ("`recieve` and `adress`", set()),
        ("```yaml\nrecieve: adress\n```", set()),
        ("```checklist\nHas it | recieve, adress\n```", set()),
        ("[the form](adress/recieve.md)", set()),
        ("[the form][recieve] [@adress] [[recieve]]", set()),
        ("See https://a.example/recieve, docs/recieve.md or adress@recieve.example.", set()),
        ("## A title {#recieve .adress}", set()),
        ("<div class='recieve'>", set()),
        ("<!-- recieve -->", set()),
        ("Noor, Ife and Priya at the B&B in Ayr: naïve, café, €5, 2nd, can’t, e-mail.", set()),
        ("![A clock](recieve.svg)", set()),
    ],
)
def test_spelling(text: str, rules: set[str]) -> None:
    assert told(text) == rules


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("to recieve", "Write “receive”."),
        ("Recieve", "Is “Receive” meant?"),
        ("RECIEVE", "Is “RECEIVE” meant?"),
        ("in africain", "Write “African”."),
        ("go fo it", "Is one of these meant: “of”, “for”, “to”, “do”, “go”?"),
    ],
)
def test_spelling_offers_the_word(text: str, meant: str) -> None:
    (problem,) = problems(text)
    assert problem.hint == f"{meant} If the word is right, add it to docs/words.txt."


def test_words_of_the_house_are_right() -> None:
    assert told("Ask Rin to recieve it. Rin’s way. Recieve it.", words="Rin recieve") == set()
    assert told("ask rin to recieve it.", words="Rin recieve") == {"maybe-misspelt"}


def test_the_place_of_a_slip_however_the_text_is_typed() -> None:
    text = """title: One recieve
questions:
  - prompt: "It is \\"here\\", and recieve it.

      Then recieve it"
    answer: {text: 'It''s a recieve', feedback: Folded text and
      a recieve}
    explanation: |
      recieve recieve
"""
    places = [(line, column) for line, column, _ in told_of_fields(text)]
    lines = text.split("\n")
    wanted = [(n, found.start() + 1) for n, line in enumerate(lines, 1) for found in re.finditer("recieve", line)]
    assert sorted(places) == wanted


def test_front_matter_counts_its_lines_from_the_top_of_the_file() -> None:
    page, _ = parse_page("---\nkind: module\nsummary: To recieve\n---\n# A\n", "docs/a.md", "a.md")
    (problem,) = check_wording(Handbook(pages={"a.md": page}), [], [])
    assert (problem.line, problem.column) == (3, 13)


def test_fields_that_hold_names_are_no_texts() -> None:
    assert told_of_fields("id: recieve\nobjective: adress\nnear: [{text: recieve, feedback: to recieve}]\n") == [
        (3, 37, "“recieve” is misspelt.")
    ]


def _parts(annotation: Any) -> Iterator[Any]:
    """A field's type and the types inside it, but for the names of a mapping's entries."""
    yield annotation
    for inner in get_args(annotation)[1 if get_origin(annotation) is dict else 0 :]:
        yield from _parts(inner)


def _named(model: type[BaseModel]) -> set[str]:
    """The fields of a model, and of those inside it, whose texts are ids or one of a few values."""
    found = set()
    for name, field in model.model_fields.items():
        for part in [*field.metadata, *_parts(field.annotation)]:
            if isinstance(part, type) and issubclass(part, BaseModel):
                found |= _named(part)
            elif getattr(part, "pattern", None) or get_origin(part) is Literal:
                found.add(name)
    return found


def test_every_field_for_names_is_known() -> None:
    models = [QuizFile, ScenarioFile, *(kind.model for kind in TYPES.values()), fields.Source, fields.Point]
    models += [fields.LessonMeta, fields.ModuleMeta, fields.SheetMeta, fields.Slot, fields.Term]
    named = {name for model in models for name in _named(model)}
    assert {"module", "objectives", "to", "grade"} <= named
    assert named - {"feedback"} <= NAMES


@pytest.mark.parametrize(
    ("phrase", "text", "found"),
    [
        ("warm transfer|transfers", "Two warm\ntransfers.", True),
        ("warm transfer|transfers", "A warm welcome, transfer.", False),
        ("diffuse (the|a) anger", "They diffuse anger", True),
        ("diffuse (the|a) anger", "DIFFUSE THE ANGER", True),
        ("diffuse (the|a) anger", "diffuse her anger", False),
        ("he/she", "whether he/she rings", True),
        ("he/she", "the/she", False),
        ("don't worry", "Don’t worry.", True),
    ],
)
def test_a_phrase_of_the_house(phrase: str, text: str, found: bool) -> None:
    assert bool(pattern(phrase).search(text)) == found


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("Ask what he or she needs.", {"house-term"}),
        ("Ask what they need. She does, or he.", set()),
        ("“He or she rings”, says Ana.", set()),
        ("Every distractor is polite.", {"house-term"}),
        ("Send an email.", {"house-term"}),
        ("Send it to a@email.example, see `email`.", {"house-term"}),
    ],
)
def test_house_terms(text: str, rules: set[str]) -> None:
    assert told(text) == rules


def test_trainers_may_read_the_trade_s_own_words() -> None:
    assert told("Every distractor is polite.", path="trainers/guide.md") == set()


def test_terms_leave_lines_and_options_alone() -> None:
    text = "prompt: He or she rings\nanswer: {text: He or she rings, feedback: To diffuse anger is to spread it}\n"
    assert [message for *_, message in told_of_fields(text)] == [
        "“diffuse anger”: to diffuse is to spread.",
        "“He or she”: one word is enough for a person whose sex we do not know.",
    ]


def test_links_in_questions() -> None:
    found = told_of_fields("prompt: |\n  Read [click\n  here](a.md) and\n  <img src=a>\n")
    assert found == [(2, 9, "the link “click here” does not say where it leads.")]


def test_our_own_words_are_words() -> None:
    words, wrong = read_words(ROOT)
    assert words
    assert wrong == []
    assert (ROOT / WORDS_FILE).exists()
