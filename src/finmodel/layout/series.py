"""Rows of numbers as intervals, and whether a relation between them holds, column by column."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import lcm
from typing import Final

from attrs import frozen

from finmodel.numeric import Interval

Series = Mapping[int, Interval]
"""What the numbers of a row stand for, by column; or of a column, by row."""

_TELLING: Final = 20
"""How many times as large as its own uncertainty a number is that does not fit by chance."""


@frozen
class Trial:
    """How often a relation holds, of how many times that all of its numbers are there."""

    holds: int
    of: int
    is_telling: bool

    @property
    def is_whole(self) -> bool:
        """Whether it holds whenever it can be tried."""
        return 0 < self.of == self.holds

    @property
    def is_likely(self) -> bool:
        """Whether it holds always, or always but once, and not by chance."""
        return self.is_telling and (self.is_whole or (self.of >= 3 and self.holds == self.of - 1))

    @property
    def words(self) -> str:
        """What it comes to, such as `7 of 8`."""
        return f"{self.holds} of {self.of}"


Ends = Mapping[int, tuple[int, int]]
"""The lower and upper ends of the intervals of a row, in a unit so small that they are whole."""


def whole_ends(rows: Sequence[Series]) -> list[Ends]:
    """Return the ends of all intervals of some rows in one unit; those without ends are left out.

    Whole numbers are added up so much faster that most relations can be ruled out by them.
    """
    found = [
        {
            place: (interval.low, interval.high)
            for place, interval in row.items()
            if interval.low is not None and interval.high is not None
        }
        for row in rows
    ]
    unit = lcm(*{end.denominator for row in found for ends in row.values() for end in ends})
    return [
        {place: (int(low * unit), int(high * unit)) for place, (low, high) in row.items()}
        for row in found
    ]


def fails(total: Ends, parts: Sequence[Ends], signs: Sequence[int], patience: int) -> bool:
    """Tell whether a row misses the sum of others, each with its sign, in too many places."""
    missed = 0
    for place, (low, high) in total.items():
        if any(place not in part for part in parts):
            continue
        least = most = 0
        for part, sign in zip(parts, signs, strict=True):
            first, last = part[place]
            least += first if sign > 0 else -last
            most += last if sign > 0 else -first
        missed += least > high or most < low
        if missed > patience:
            return True
    return False


def signed_sum(total: Series, parts: Sequence[Series], signs: Sequence[int]) -> Trial:
    """Return how often a row is the sum of others, each with its sign."""
    holds = of = 0
    is_telling = False
    for place, printed in total.items():
        if any(place not in part for part in parts):
            continue
        of += 1
        implied = Interval.point(0)
        for part, sign in zip(parts, signs, strict=True):
            implied += part[place] if sign > 0 else -part[place]
        if implied.meets(printed):
            holds += 1
            is_telling = is_telling or _is_telling(printed, implied)
    return Trial(holds, of, is_telling)


def quotient(ratio: Series, above: Series, below: Series, less: int = 0) -> Trial:
    """Return how often a row is the quotient of two others, less 0 or 1."""
    holds = of = 0
    is_telling = False
    for place, printed in ratio.items():
        if place not in above or place not in below or 0 in below[place]:
            continue
        of += 1
        implied = above[place] / below[place] - Interval.point(less)
        if implied.meets(printed):
            holds += 1
            width = (implied.width or 0) + (printed.width or 0)
            is_telling = is_telling or width < Fraction(1, 10)
    return Trial(holds, of, is_telling)


def _is_telling(printed: Interval, implied: Interval) -> bool:
    if printed.low is None or printed.high is None:
        return False
    size = max(abs(printed.low), abs(printed.high))
    return size > _TELLING * ((implied.width or 0) + (printed.width or 0)) / 2
