"""What chance alone does: exact binomial probabilities, no tables."""

from collections.abc import Iterable
from fractions import Fraction
from math import comb

LIKELY = Fraction(95, 100)


def at_least(hits: int, tries: int, chance: Fraction) -> Fraction:
    """The probability of `hits` or more in `tries`, when each hits with probability `chance`."""
    return sum(
        (comb(tries, n) * chance**n * (1 - chance) ** (tries - n) for n in range(hits, tries + 1)), Fraction(0)
    )


def most_by_chance(options: Iterable[int]) -> int:
    """How often one kind of place can be right before chance explains it in fewer than 1 of 20 quizzes.

    `options` holds each question's number of options, k: chance finds the answer once in k. Where
    the numbers differ, the average chance stands for all (it errs towards fewer alarms).
    With k = 3: 5 of 8, 7 of 12, 10 of 20.
    """
    chances = [Fraction(1, count) for count in options]
    if not chances:
        return 0
    chance = sum(chances) / len(chances)
    limit = 0
    while at_least(limit + 1, len(chances), chance) > 1 - LIKELY:
        limit += 1
    return limit
