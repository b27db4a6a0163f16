"""What chance alone does: exact binomial probabilities, no tables."""

from collections.abc import Iterable
from fractions import Fraction
from functools import cache
from math import comb

SURPRISE = Fraction(1, 20)  # what comes about more seldom than this is not put down to chance


def exactly(hits: int, tries: int, chance: Fraction) -> Fraction:
    """The probability of `hits` in `tries`, when each hits with probability `chance`."""
    return comb(tries, hits) * chance**hits * (1 - chance) ** (tries - hits)


def most_by_chance(options: Iterable[int]) -> int:
    """How often guessing by one rule (the longest option, the first place) is right by mere chance.

    `options` holds each question's number of options, k: chance finds the answer once in k. That
    many hits or more come about in more than 1 of 20 quizzes, one hit more does not. Where the
    numbers of options differ, the average chance stands for all, which errs towards fewer alarms.
    With k = 3: 5 of 8, 7 of 12, 10 of 20.
    """
    return _most(tuple(sorted(options)))


@cache
def _most(options: tuple[int, ...]) -> int:
    chances = [Fraction(1, count) for count in options]
    tries, tail = len(chances), Fraction(0)
    average = sum(chances, Fraction(0)) / max(tries, 1)
    for hits in range(tries, 0, -1):
        tail += exactly(hits, tries, average)
        if tail > SURPRISE:
            return hits
    return 0
