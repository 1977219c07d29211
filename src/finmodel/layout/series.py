"""Rows of numbers as intervals, and whether a relation between them holds, column by column."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Final

from attrs import frozen

from finmodel.numeric import Interval

Series = Mapping[int, Interval]
"""What the numbers of a row stand for, by column; or of a column, by row."""

_ENDLESS: Final = 1 << 30
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


def signed_sum(
    total: Series, parts: Sequence[Series], signs: Sequence[int], patience: int = _ENDLESS
) -> Trial:
    """Return how often a row is the sum of others, each with its sign.

    Once it has failed oftener than `patience` allows, the rest is not tried.
    """
    holds = of = 0
    is_telling = False
    for place, printed in total.items():
        if any(place not in part for part in parts):
            continue
        of += 1
        if of - holds - 1 > patience:
            break
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
