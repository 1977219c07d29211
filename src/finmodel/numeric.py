"""Exact numbers: what a printed number stands for, and arithmetic on it.

Nothing here is a binary float and nothing rounds: ends are `Fraction`, values are `Decimal`
made from text, and `decimals` is a count of digits after the point (negative before it) or `None`
for an exact value.
"""

from __future__ import annotations

import re
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from functools import cache
from typing import Final

from attrs import frozen

MAX_DIGITS: Final = 400
"""Digits accepted in one number, exponent expanded; beyond it a value is refused, not computed."""

MAX_DECIMALS: Final = 400
"""The largest absolute value of `decimals` that is accepted."""

_DECIMAL = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE]([+-]?\d{1,5}))?", re.ASCII)


class Rounding(Enum):
    """How a statement came by its printed digits (Calculations 1.1, section 4)."""

    NEAREST = "nearest"
    TRUNCATED = "truncated"


class NumberError(ValueError):
    """A text that is no number, or a number with more digits than is sane."""


def parse_decimal(text: str) -> Decimal:
    """Return the exact value of a decimal or scientific literal; raises `NumberError`.

    INF and NaN are refused: they are values of `xs:double`, but no amounts.
    """
    match = _DECIMAL.fullmatch(text)
    if match is None:
        raise NumberError(f"{text[:40]!r} is not a decimal number")
    if len(text) + abs(int(match[1] or 0)) > MAX_DIGITS:
        raise NumberError(f"a number of over {MAX_DIGITS} digits ({text[:20]}…)")
    return Decimal(text)


@cache
def quantum(decimals: int) -> Fraction:
    """Return the unit of the last reported digit: 10^-decimals."""
    return Fraction(1, 10**decimals) if decimals >= 0 else Fraction(10**-decimals)


@cache
def _half(decimals: int) -> Fraction:
    return quantum(decimals) / 2


def rounded(value: Fraction, decimals: int) -> Fraction:
    """Return a number rounded to some decimals, halves to the even digit (XBRL 2.1, 4.6.7)."""
    unit = quantum(decimals)
    return round(value / unit) * unit


@frozen
class Interval:
    """The set of true values that a number can stand for.

    An end of `None` is unbounded, and open whatever is said.
    """

    low: Fraction | None
    high: Fraction | None
    low_open: bool = False
    high_open: bool = False

    def __attrs_post_init__(self) -> None:
        if self.low is None and not self.low_open:
            object.__setattr__(self, "low_open", True)
        if self.high is None and not self.high_open:
            object.__setattr__(self, "high_open", True)

    @classmethod
    def point(cls, value: Decimal | Fraction | int) -> Interval:
        """Return the interval that holds one value."""
        exact = Fraction(value)
        return cls(exact, exact)

    @classmethod
    def reported(
        cls,
        value: Decimal | Fraction | int,
        decimals: int | None,
        rounding: Rounding = Rounding.NEAREST,
    ) -> Interval:
        """Return what a value printed with `decimals` stands for.

        Nearest: half a unit of the last digit either way, ends included. Truncated: up to a whole
        unit away from zero, that end excluded; zero excludes both. Calculations 1.1, section 4.
        """
        exact = value if isinstance(value, Fraction) else Fraction(value)
        if decimals is None:
            return cls(exact, exact)
        unit = quantum(decimals)
        if rounding is Rounding.NEAREST:
            half = _half(decimals)
            return cls(exact - half, exact + half)
        low = exact if exact > 0 else exact - unit
        high = exact if exact < 0 else exact + unit
        return cls(low, high, low_open=exact <= 0, high_open=exact >= 0)

    @classmethod
    def everything(cls) -> Interval:
        """Return the interval of all numbers."""
        return cls(None, None)

    @property
    def is_empty(self) -> bool:
        """Whether no value is inside."""
        if self.low is None or self.high is None:
            return False
        return self.low > self.high or (self.low == self.high and (self.low_open or self.high_open))

    @property
    def is_point(self) -> bool:
        """Whether exactly one value is inside."""
        return self.low is not None and self.low == self.high and not self.is_empty

    @property
    def width(self) -> Fraction | None:
        """The distance between the ends, or `None` where one is unbounded."""
        return None if self.low is None or self.high is None else self.high - self.low

    def __contains__(self, value: Decimal | Fraction | int) -> bool:
        exact = Fraction(value) if isinstance(value, Decimal) else value
        above = self.low is None or exact > self.low or (exact == self.low and not self.low_open)
        below = (
            self.high is None or exact < self.high or (exact == self.high and not self.high_open)
        )
        return above and below

    def __and__(self, other: Interval) -> Interval:
        low = max(self, other, key=Interval._low_key)
        high = min(self, other, key=Interval._high_key)
        return Interval(low.low, high.high, low.low_open, high.high_open)

    def __or__(self, other: Interval) -> Interval:
        """Return the smallest interval that holds both."""
        if self.is_empty or other.is_empty:
            return other if self.is_empty else self
        low = min(self, other, key=Interval._low_key)
        high = max(self, other, key=Interval._high_key)
        return Interval(low.low, high.high, low.low_open, high.high_open)

    def _low_key(self) -> tuple[Fraction | float, bool]:
        return (-INFINITY if self.low is None else self.low, self.low_open)

    def _high_key(self) -> tuple[Fraction | float, bool]:
        return (INFINITY if self.high is None else self.high, not self.high_open)

    def meets(self, other: Interval) -> bool:
        """Tell whether some value is inside both."""
        return not (self & other).is_empty

    def gap(self, other: Interval) -> Fraction:
        """Return the distance between two intervals; 0 where they meet or only touch."""
        above = Fraction(0) if self.high is None or other.low is None else other.low - self.high
        below = Fraction(0) if self.low is None or other.high is None else self.low - other.high
        return max(above, below, Fraction(0))

    def __neg__(self) -> Interval:
        return Interval(
            None if self.high is None else -self.high,
            None if self.low is None else -self.low,
            self.high_open,
            self.low_open,
        )

    def __add__(self, other: Interval) -> Interval:
        return Interval(
            None if self.low is None or other.low is None else self.low + other.low,
            None if self.high is None or other.high is None else self.high + other.high,
            self.low_open or other.low_open,
            self.high_open or other.high_open,
        )

    def __sub__(self, other: Interval) -> Interval:
        return self + -other

    def scaled(self, factor: Fraction) -> Interval:
        """Return the interval times a number; a negative one swaps the ends and their openness."""
        if factor == 0:
            return Interval.point(0)
        low = None if self.low is None else self.low * factor
        high = None if self.high is None else self.high * factor
        if factor > 0:
            return Interval(low, high, self.low_open, self.high_open)
        return Interval(high, low, self.high_open, self.low_open)

    def __mul__(self, other: Interval) -> Interval:
        if ZERO in (self, other):
            return ZERO
        corners = [
            _product(a, a_open, b, b_open)
            for a, a_open in self._ends()
            for b, b_open in other._ends()
        ]
        low, low_open = min(corners)
        high, closed = max((value, not is_open) for value, is_open in corners)
        return Interval(_finite(low), _finite(high), low_open, not closed)

    def __truediv__(self, other: Interval) -> Interval:
        """Return all quotients; raises `ZeroDivisionError` where zero is inside the divisor."""
        return self * other.reciprocal()

    def reciprocal(self) -> Interval:
        """Return all reciprocals; raises `ZeroDivisionError` where zero is inside."""
        if 0 in self:
            raise ZeroDivisionError("the divisor may be zero")
        # an open end at zero becomes unbounded, an unbounded end becomes zero, which is not reached
        low = None if self.high == 0 else Fraction(0) if self.high is None else 1 / self.high
        high = None if self.low == 0 else Fraction(0) if self.low is None else 1 / self.low
        return Interval(low, high, self.high_open, self.low_open)

    def _ends(self) -> tuple[tuple[Fraction | float, bool], tuple[Fraction | float, bool]]:
        low = -INFINITY if self.low is None else self.low
        high = INFINITY if self.high is None else self.high
        return (low, self.low_open), (high, self.high_open)


ZERO: Final = Interval.point(0)
INFINITY: Final = float("inf")  # only ever compared with exact numbers, which Python does exactly


def _product(
    a: Fraction | float, a_open: bool, b: Fraction | float, b_open: bool
) -> tuple[Fraction | float, bool]:
    """Return a corner of a product and whether it is excluded; a reached zero stays reached."""
    if a == 0 or b == 0:
        reached = (a == 0 and not a_open) or (b == 0 and not b_open)
        return Fraction(0), not reached
    if isinstance(a, float) or isinstance(b, float):
        return (INFINITY if (a > 0) == (b > 0) else -INFINITY), True
    return a * b, a_open or b_open


def _finite(end: Fraction | float) -> Fraction | None:
    return end if isinstance(end, Fraction) else None
