"""The rules for how questions are written: what they find, and above all what they leave alone.

Every message has a golden case in `cases/check`; here stand the borderline texts.
"""

import json
import random
from collections import Counter
from collections.abc import Callable
from fractions import Fraction
from itertools import groupby
from pathlib import Path

import pytest

from conftest import EXAMPLE
from handbook import read_handbook
from handbook.quiz.items import ITEM_RULES, QUESTION_RULES, WAIVABLE
from handbook.quiz.items.chance import exactly, most_by_chance
from handbook.quiz.items.item import Item
from handbook.quiz.items.text import content, is_speech, plain, sentences, stem, topics, words
from handbook.quiz.load import read_quiz
from handbook.quiz.order import Positions
from handbook.rulebook import RULES, WARNINGS

REASON = "Because it is so, and for no other reason at all."
Make = Callable[..., Item]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """A function that makes a question from its prompt, right options and wrong options."""

    def make_it(prompt: str, right: list[str], wrong: list[str]) -> Item:
        entry = {
            "id": "one",
            "type": "multiple-response",
            "objective": "any",
            "level": "apply",
            "prompt": prompt,
            "answers": [{"text": text, "feedback": f"{text} {REASON}"} for text in right],
            "distractors": [{"text": text, "feedback": REASON} for text in wrong],
        }
        path = tmp_path / "made.yml"
        path.write_text(json.dumps({"title": "Made", "module": "any", "questions": [entry]}), "utf-8")
        draft, problems = read_quiz(path, "quizzes/made.yml")
        assert problems == []
        return Item(draft.quiz, draft.quiz.questions[0])

    return make_it


def told(item: Item) -> set[str]:
    return {problem.rule for rule in QUESTION_RULES.values() for problem in rule(item)}


@pytest.mark.parametrize(
    ("prompt", "rules"),
    [
        ("Ana is angry. What do you say first?", set()),
        ("Ana asks: “Where is it?”", set()),
        ("What do you say? Choose one.", set()),
        ("What do you say to Ana", {"no-question"}),
        ("What helps? Choose the best line.", set()),
        ("What helps? Choose three.", {"how-many"}),
        ("Which two lines help?", set()),
        ("Ana has not been told. She can't wait. What do you say?", set()),
        ("What do you say to somebody who does not want to wait?", set()),
        ("Why does your explanation not come first?", set()),
        ("What do you say, so that Ana doesn't feel blamed?", set()),
        ("Ana asks, “Why not?” What do you say?", set()),
        ("What takes at least ten minutes?", set()),
        ("Which of these should you not say?", {"negative-prompt"}),
        ("Which line doesn’t help?", {"negative-prompt"}),
        ("Which line helps least?", {"negative-prompt"}),
        ("All of these help Ana except which?", {"negative-prompt"}),
        ("Which of these should you **NOT** say?", set()),
        ("Which of these statements is correct?", {"bare-prompt"}),
        ("Which of these is true of a first apology?", set()),
        ("A rude customer comes in. What do you say?", {"person-label"}),
        ("Karen is difficult to hear on the phone. What do you say?", set()),
        ("Ana calls you a stupid person: “You stupid person!” What do you say?", {"person-label"}),
        ("Ana shouts: “You stupid person!” What do you say?", set()),
        ("He is a Karen. What do you say?", {"person-label"}),
    ],
)
def test_prompts(make: Make, prompt: str, rules: set[str]) -> None:
    right = ["Hello.", "Good day."] if "two" in prompt else ["Hello."]
    assert told(make(prompt, right, ["Goodbye.", "Farewell."])) == rules


@pytest.mark.parametrize(
    ("right", "wrong", "rules"),
    [
        ("Hello there.", ["Good day.", "Farewell."], set()),
        ("Both of these parcels.", ["All of the parcels.", "None of them."], set()),
        ("Blood group A or B.", ["Gate B.", "Vitamin C."], set()),
        ("All the above.", ["Neither of these.", "None of the other options."], {"all-or-none"}),
        ("A and C", ["B", "C"], {"all-or-none"}),
        ("See answer below.", ["See the shelf above.", "See me."], {"letter-reference"}),
        ("Nod only after that.", ["Wave all three.", "Look at nothing at all."], set()),
        ("Nod at once.", ["Only then nod.", "Nod twice."], {"absolute-word"}),
        ("“I never knew.”", ["“I see.”", "“Thanks.”"], set()),
        ("Ask how often.", ["Ask less often.", "Ask too often."], {"vague-word"}),
        ("“It often is.”", ["“It seldom is.”", "“It is.”"], set()),
        ("Nod.", ["“Thanks.”", "“Hello.”"], {"mixed-form"}),
        ("“Is it?”", ["“It is.”", "“It is!”"], set()),
        ("9.10 from stop B.", ["The bus at ten.", "The tram."], set()),
        ("9 to 10", ["10 to 11", "11 to 12"], {"overlapping-numbers"}),
        ("9 to 10 minutes", ["5 to 10 euros", "11 to 12 days"], set()),
        ("“Yes, love, now.”", ["“Yes, Ana, now.”", "“Yes, Ben, now.”"], {"nickname"}),
        ("Sign it “With love, Ana”.", ["Sign it “Ana”.", "Sign it “Dear Ben”."], set()),
        ("I'd love, and you?", ["I would.", "I might, dear."], set()),
        ("Wait.", ["No.", "Go."], set()),
        ("Two words more.", ["Two.", "Both."], set()),
        ("Say it in a long and winding way.", ["Say it.", "Say it in a long and very winding way."], set()),
        ("Say it in a long and winding way.", ["Say it.", "Say that."], {"long-answer"}),
        ("Give the refund now.", ["Write to the boss.", "Fetch the manager."], {"clang"}),
        ("Give the refund now.", ["Refund it later.", "Fetch the manager."], set()),
        ("Give it to Beatrice.", ["Write to the boss.", "Fetch the manager."], set()),
    ],
)
def test_options(make: Make, right: str, wrong: list[str], rules: set[str]) -> None:
    assert told(make("You and Beatrice talk about a refund. What do you do?", [right], wrong)) == rules


SCRAPS = (
    "“",
    "”",
    '"',
    "**",
    "*",
    "_",
    "`",
    "?",
    "…",
    ".",
    "\n\n",
    " ",
    "[",
    "](",
    ")",
    "A",
    "and",
    "not",
    "9",
    "-",
    "٣",
)


@pytest.mark.parametrize("seed", range(60))
def test_no_text_whatever_ends_a_rule(make: Make, seed: int) -> None:
    """Texts made of what the rules look for, down to options that are nothing but marks."""
    chooser = random.Random(seed)
    texts = ["".join(chooser.choices(SCRAPS, k=chooser.choice((1, 3, 30, 600)))).strip() or "*" for _ in range(4)]
    assert told(make(texts[0], texts[1:2], texts[2:])) <= QUESTION_RULES.keys()


def test_a_question_without_worded_options_gets_no_alarm_about_them() -> None:
    """True or false has options that no author writes."""
    handbook, _ = read_handbook(EXAMPLE)
    questions = [(quiz, q) for quiz in handbook.quizzes.values() for q in quiz.questions]
    fixed = [Item(quiz, q) for quiz, q in questions if q.item.type == "true-false"]
    assert fixed
    for item in fixed:
        assert item.options == []
        assert told(item) <= {"long-prompt", "long-sentence"}


def test_what_can_be_allowed_is_a_warning_about_a_question() -> None:
    assert RULES.keys() >= ITEM_RULES
    assert WAIVABLE <= WARNINGS & ITEM_RULES


@pytest.mark.parametrize(("questions", "most"), [(8, 5), (12, 7), (20, 10), (1, 1), (2, 2), (3, 2)])
def test_what_chance_explains_with_three_options(questions: int, most: int) -> None:
    """6 of 8, 8 of 12 and 11 of 20 come about in fewer than 1 of 20 quizzes."""
    assert most_by_chance([3] * questions) == most
    tails = [
        sum(exactly(n, questions, Fraction(1, 3)) for n in range(hits, questions + 1)) for hits in (most, most + 1)
    ]
    assert tails[0] > Fraction(1, 20) >= tails[1]


def test_chance_is_exact() -> None:
    assert sum(exactly(n, 10, Fraction(1, 3)) for n in range(11)) == 1
    assert exactly(2, 2, Fraction(1, 3)) == Fraction(1, 9)
    assert most_by_chance([]) == 0
    assert most_by_chance([3, 5] * 10) <= most_by_chance([3] * 20)


@pytest.mark.parametrize("seed", range(50))
def test_places_of_answers_cannot_be_guessed(seed: int) -> None:
    """Q14, whatever the ids are and however the numbers of options mix: no run of three, and no place
    more often than chance makes it. The program decides the places, so no trainer gets a message.
    """
    chooser = random.Random(seed)
    counts = [chooser.choice((3, 3, 4, 5)) for _ in range(chooser.randint(8, 30))]
    positions = Positions()
    used = [positions.place(f"{seed}-{n}", count).index(0) for n, count in enumerate(counts)]
    assert max(len(list(run)) for _, run in groupby(used)) <= Positions.MAX_RUN
    assert max(Counter(used).values()) <= most_by_chance(counts)


def test_text_tools() -> None:
    assert plain("**Not** [here](a.md#b), `now`") == "Not here, now"
    assert words("I’m 9.10 late, it's Ana’s e-mail") == ("i", "9.10", "late", "it", "ana", "e", "mail")
    assert sentences("He said: “No.” It is 9.10. And you?") == ["He said: “No.”", "It is 9.10.", "And you?"]
    for family in ("trace traces traced tracing", "carry carries carried carrying", "stop stopped stopping stops"):
        assert len({stem(word) for word in family.split()}) == 1, family
    assert is_speech("“Hello.”")
    assert not is_speech("Say “Hello” or “Good day”.")
    assert topics("Tell Ana about the refund") == {"refund"}
    assert content("Tell them about it") == {"tel"}
