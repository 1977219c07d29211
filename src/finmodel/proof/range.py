"""Ranges: the values that something can have, and what of a problem proves each end."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from attrs import frozen

from finmodel.numeric import Interval

NO_TIME: Final = "time ran out"
NOT_CLOSE: Final = "what is farther away may allow less"
NOT_POSSIBLE: Final = "whether all that it is connected with is possible was not decided"
NO_SIGN: Final = "what it divides by may be zero"
NOT_TOGETHER: Final = "its relations were measured one by one"


@frozen
class Range:
    """The values that are possible, and what keeps them there; never narrower than the truth.

    `premises` and `numbers` of the problem prove the ends, `low` and `high` apart. `doubt` says
    why the range may be wider than it need be; it is empty where each end is reached, or
    approached, by values that satisfy every number and row.
    """

    interval: Interval
    low: Pins
    high: Pins
    doubt: str = ""

    @property
    def premises(self) -> tuple[int, ...]:
        """The relations that keep either end."""
        return (self.low + self.high).premises

    @property
    def numbers(self) -> tuple[int, ...]:
        """The numbers that keep either end."""
        return (self.low + self.high).numbers

    def __and__(self, other: Range) -> Range:
        """Return what both allow, which nothing need reach."""
        both = self.interval & other.interval
        low = self if (both.low, both.low_open) == self._low else other
        high = self if (both.high, both.high_open) == self._high else other
        is_one = both in (self.interval, other.interval)
        doubt = self.doubt or other.doubt or ("" if is_one else NOT_TOGETHER)
        return Range(both, low.low, high.high, doubt)

    @property
    def _low(self) -> tuple[Fraction | None, bool]:
        return self.interval.low, self.interval.low_open

    @property
    def _high(self) -> tuple[Fraction | None, bool]:
        return self.interval.high, self.interval.high_open


@frozen
class Pins:
    """What proves one end of a range: relations and numbers of the problem."""

    premises: tuple[int, ...] = ()
    numbers: tuple[int, ...] = ()

    def __add__(self, other: Pins) -> Pins:
        return Pins(
            tuple(sorted({*self.premises, *other.premises})),
            tuple(sorted({*self.numbers, *other.numbers})),
        )


NO_PINS: Final = Pins()


def anything(doubt: str = "") -> Range:
    """Return the range of what nothing is known to hold."""
    return Range(Interval.everything(), NO_PINS, NO_PINS, doubt)


def constant(value: Fraction) -> Range:
    """Return the range of a constant."""
    return Range(Interval.point(value), NO_PINS, NO_PINS)


def together(one: Range, other: Range) -> Range:
    """Return the range of the sum of two things that have nothing to do with each other."""
    return Range(
        one.interval + other.interval,
        one.low + other.low,
        one.high + other.high,
        one.doubt or other.doubt,
    )


def quotient(above: Range, below: Range, plus: Fraction = Fraction(0)) -> Range:
    """Return what a quotient can be at most, whatever dividend and divisor have in common."""
    if 0 in below.interval:
        return anything(NO_SIGN)
    pins = above.low + above.high + below.low + below.high
    values = above.interval / below.interval + Interval.point(plus)
    return Range(values, pins, pins, NOT_CLOSE)
