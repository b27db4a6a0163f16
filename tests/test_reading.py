"""How hard a page is to read: syllables, grades and sentences, against what a person counts."""

import pytest

from handbook.page import parse_page
from handbook.rules.prose import length, reading_grade, sentences_of, syllables


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (1, "the one eye queue phone called smile whole are league vague here voice I hmm don’t can't"),
        (2, "sorry people table needed waited passes boxes minutes able question quiet client science create"),
        (2, "special isn’t doesn't colleague going agreed centre"),
        (3, "customer idea area video created dialogue employee official actual theatre"),
        (4, "apologise situation reliable reality society escalation resilient"),
        (5, "apologises communication"),
        (6, "familiarity responsibility"),
    ],
)
def test_syllables(count: int, words: str) -> None:
    assert {word: syllables(word) for word in words.split()} == dict.fromkeys(words.split(), count)


@pytest.mark.parametrize(
    ("sentences", "grade"),
    [
        ([], 0.0),
        (["9.10", "–"], 0.0),
        # 3 words, 3 syllables: 0.39 × 3 + 11.8 × 1 − 15.59
        (["The cat sat."], -2.62),
        # 10 words in 2 sentences, 11 syllables: 0.39 × 5 + 11.8 × 1.1 − 15.59
        (["Say sorry for the wait.", "Then tell them how long."], -0.66),
        # 2 words, 8 syllables: 0.39 × 2 + 11.8 × 4 − 15.59
        (["Immediate apologies."], 32.39),
    ],
)
def test_reading_grade(sentences: list[str], grade: float) -> None:
    """Against values computed by hand from the formula."""
    assert reading_grade(sentences) == pytest.approx(grade)


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("One two. Three?\n\nFour!", ["One two.", "Three?", "Four!"]),
        ("One\ntwo three.", ["One two three."]),
        ("He said: “No.” It is 9.10. So …", ["He said:", "“No.", "It is 9.10.", "So …"]),
        (
            "- **One** [two](a.md#three){ .four }\n- `five` [@six]\n- > [[seven]] eight",
            ["One two", "five", "eight"],
        ),
        ("[![One](a.svg)](b.md) two", ["One two"]),
        ('## One\n\n!!! note "Two"\n    Three.\n\n??? note\n{ .four }\n[five]: six.md', ["Three."]),
        ("| One | Two |\n|---|:-:|\n| Three. Four. | – |", ["One", "Two", "Three.", "Four."]),
        ("```dialogue\nYou: One.\n```\n<!-- two -->\n<p>Three</p>", ["Three"]),
    ],
)
def test_sentences(text: str, sentences: list[str]) -> None:
    """What a reader reads as one sentence: no marks, no addresses, no headings."""
    assert [
        sentence for _, sentence in sentences_of(parse_page(f"# Title\n\n{text}\n", "docs/a.md", "a.md")[0])
    ] == sentences


def test_the_words_of_a_sentence() -> None:
    assert length("At 9.10 – or so – Ana’s e-mail came (twice).") == 8
