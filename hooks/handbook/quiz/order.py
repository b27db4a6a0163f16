"""Where options stand: the same on every page, on paper and in every export.

The order comes from the question's id, so that it outlives edits and moves. Over a quiz the
right answers are spread: an author who thinks about position makes it guessable, and so does
chance (a run of four, one letter far ahead).
"""

import hashlib

LOT = 8  # bytes: no two options draw the same


def shuffled(seed: str, count: int) -> tuple[int, ...]:
    """The indices 0 … count − 1 in an order made from `seed`, equal on every machine."""
    lots = hashlib.shake_256(seed.encode()).digest(LOT * count)
    return tuple(sorted(range(count), key=lambda index: lots[LOT * index : LOT * (index + 1)]))


class Positions:
    """Hands out the places of right answers within one quiz, question by question."""

    MAX_LEAD = 2  # after a question, a place is used at most this often more than another
    MAX_RUN = 2  # … and at most this often in a row

    def __init__(self) -> None:
        self._used: dict[int, list[int]] = {}  # by number of options: how often each place
        self._last: list[int] = []

    def place(self, seed: str, count: int) -> tuple[int, ...]:
        """An order of `count` options of which the first (index 0) is the right one.

        The order is `shuffled(seed, count)`, unless the right answer's place there would be
        used too often or too often in a row: then the right answer trades places with the
        option at the first place that is free, trying the places in the shuffled order.
        """
        order = list(shuffled(seed, count))
        natural = order.index(0)
        place = natural
        if self._cost(natural, count) > (False, 0):
            wanted = [natural, *(other for other in shuffled(f"{seed}/place", count) if other != natural)]
            place = min(wanted, key=lambda candidate: self._cost(candidate, count))
            order[natural], order[place] = order[place], order[natural]
        self._used[count][place] += 1
        self._last.append(place)
        return tuple(order)

    def _cost(self, place: int, count: int) -> tuple[bool, int]:
        used = self._used.setdefault(count, [0] * count)
        in_a_row = self._last[-self.MAX_RUN :] == [place] * self.MAX_RUN
        return in_a_row, max(0, used[place] + 1 - min(used) - self.MAX_LEAD)
