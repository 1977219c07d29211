"""The printed numbers that can stand for some value of an interval."""

from __future__ import annotations

from decimal import Context, Decimal
from fractions import Fraction
from math import floor
from typing import Final

from attrs import frozen

from finmodel.numeric import MAX_DIGITS, Interval, Rounding, quantum


@frozen
class Printable:
    """Printed numbers of one precision, from `lowest` to `highest`; `None` where there is no end.

    There is at least one as far as the interval that they were made for holds a value.
    """

    lowest: Fraction | None
    highest: Fraction | None
    step: Fraction

    @classmethod
    def of(
        cls, allowed: Interval, decimals: int, rounding: Rounding = Rounding.NEAREST
    ) -> Printable:
        """Return what can be printed for the values of an interval that is not empty."""
        low, high = allowed.low, allowed.high
        return cls(
            None if low is None else _first(low, allowed, decimals, rounding, 1),
            None if high is None else _first(high, allowed, decimals, rounding, -1),
            quantum(decimals),
        )

    @property
    def count(self) -> int | None:
        """How many there are, `None` where they are without end."""
        if self.lowest is None or self.highest is None:
            return None
        return (self.highest - self.lowest) // self.step + 1


LONGEST: Final = 30
"""How many digits after the point an exact number is written with, if it needs as many."""


def printed(value: Fraction, decimals: int | None, rounding: Rounding) -> Decimal:
    """Return how a value is printed; of two nearest the one that is nearer to zero.

    An exact number of which the digits do not end is cut off after many.
    """
    places = LONGEST if decimals is None else decimals
    scaled = abs(value) / quantum(places)
    steps = floor(scaled)
    if rounding is Rounding.NEAREST and scaled - steps > Fraction(1, 2):
        steps += 1
    number = Decimal(f"{'-' if value < 0 else ''}{steps}E{-places}")
    return number.normalize(_WIDE) if decimals is None else number


_WIDE: Final = Context(prec=MAX_DIGITS)


def _first(
    end: Fraction, allowed: Interval, decimals: int, rounding: Rounding, direction: int
) -> Fraction:
    """Return the outermost printed number at an end that stands for a value inside."""
    step = quantum(decimals)
    number = floor(end / step) * step - 2 * direction * step
    for _ in range(5):
        if Interval.reported(number, decimals, rounding).meets(allowed):
            break
        number += direction * step
    return number
