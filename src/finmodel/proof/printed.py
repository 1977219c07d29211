"""The printed numbers that can stand for some value of an interval."""

from __future__ import annotations

from fractions import Fraction
from math import floor

from attrs import frozen

from finmodel.numeric import Interval, Rounding, quantum


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

    def nearest(self, value: Fraction) -> Fraction:
        """Return the one that is nearest to a value, the lower of two."""
        steps = -floor(Fraction(1, 2) - value / self.step)
        nearest = steps * self.step
        if self.lowest is not None:
            nearest = max(nearest, self.lowest)
        return nearest if self.highest is None else min(nearest, self.highest)


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
