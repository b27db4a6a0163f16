"""Where options stand: stable by id, and spread over a quiz."""

from collections import Counter
from itertools import pairwise

import pytest

from handbook.quiz.order import Positions, shuffled


def test_golden_order() -> None:
    """Changing this changes every printed handbook: it is part of the format."""
    assert shuffled("late-delivery-first-words", 3) == (0, 1, 2)
    assert shuffled("late-delivery-first-words", 5) == (0, 1, 4, 2, 3)


def test_an_order_holds_every_option_once() -> None:
    for count in range(2, 9):
        assert sorted(shuffled("any", count)) == list(range(count))


def places(count: int, ids: list[str]) -> list[int]:
    positions = Positions()
    return [positions.place(name, count).index(0) for name in ids]


@pytest.mark.parametrize("count", [3, 4, 5])
@pytest.mark.parametrize("quiz", range(20))
def test_right_answers_are_spread(count: int, quiz: int) -> None:
    for length in (8, 10, 20):
        used = places(count, [f"quiz-{quiz}-question-{number}" for number in range(length)])
        tally = Counter(used)
        assert max(tally.values()) - min(tally[place] for place in range(count)) <= Positions.MAX_LEAD
        assert all(set(used[n : n + 3]) != {used[n]} for n in range(length - 2))


def test_spreading_leaves_something_to_chance() -> None:
    """A learner who knows that places are spread cannot work out the next one."""
    follows = {pair for quiz in range(20) for pair in pairwise(places(3, [f"{quiz}-{n}" for n in range(10)]))}
    assert follows == {(a, b) for a in range(3) for b in range(3)}


def test_a_question_added_at_the_end_moves_nothing() -> None:
    ids = [f"question-{number}" for number in range(10)]
    assert places(3, ids) == places(3, [*ids, "new"])[:10]


def test_mixed_numbers_of_options_never_fail() -> None:
    positions = Positions()
    for number in range(500):
        count = 3 + number % 3
        assert sorted(positions.place(f"question-{number}", count)) == list(range(count))
