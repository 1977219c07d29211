"""How likely it is that a number is wrong, and what should have been printed.

Every explanation of a conflict leaves the other numbers as they are, so explanations of as many
numbers are compared by what they say of their own. That another number than the right one is
printed is as likely as

    P(printed | right) · D(right) / D(printed) · U(right) / U(printed)

for each right number that is allowed.

- P: mistakes are slips of each kind so often (2 to the power of minus its cost), and then each
  outcome of the kind is as likely; or another number whatever, each of either sign up to the
  larger of the two, or to a hundred times the error where that is less.
- D: in its other columns a line item is mostly of the same size and sign. Numbers lie there as
  densely as `1 / max(|number|, largest neighbour)²`; without neighbours we know less, and take
  `1 / max(|number|, |printed|)`. Times the share of its sign, were it one of them and each sign
  there once more.
- U: the unit of the last digit; a number that stands for more values is more likely one of them.

How wide an interval is allowed does not count as such: what a number leaves open, the others pin.
"""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Final

from attrs import frozen

from finmodel.numeric import Interval, Rounding, quantum
from finmodel.proof.allowed import Allowance
from finmodel.proof.printed import Printable
from finmodel.proof.slip import Slip, SlipKind

_NEAR: Final = 100
"""How many times the error other numbers reach at most: small errors are frequent, too."""

_ONE: Final = Fraction(1)


@frozen(eq=False, slots=False)
class Likelihood:
    """Compares what may have happened to a printed number; `beside` are its line item's others."""

    value: Decimal
    decimals: int | None
    rounding: Rounding
    allowed: Allowance
    beside: Collection[Decimal]

    @cached_property
    def is_bounded(self) -> bool:
        """Whether something is known of the right number: it lies above or below another."""
        return self.allowed.interval != Interval.everything()

    @cached_property
    def least(self) -> Fraction:
        """How likely another number is at least: just one, much like the printed one."""
        return SlipKind.CHANGE.share / (2 * abs(Fraction(self.value)) / self._unit + 1)

    @cached_property
    def of_change(self) -> Fraction:
        """How likely another number whatever is; at most, where nothing is known of the right."""
        if not self.is_bounded:
            return SlipKind.CHANGE.share
        right = self._right
        count = self._count(right)
        room = self._room(Interval.everything())
        return SlipKind.CHANGE.share * min(room / count, _ONE) * self._shift(right)

    def of(self, slip: Slip) -> Fraction:
        """Return how likely a slip is that leads from a number that is allowed."""
        share = slip.kind.share / self._outcomes(slip)
        if slip.kind is SlipKind.COARSER:
            return share * self._room(slip.interval(self.rounding))
        if slip.right is None:
            copies = sum(other == self.value for other in self.beside)
            return share * copies * self._shift(self._right)
        unit = _ONE if slip.decimals is None else quantum(slip.decimals) / self._unit
        return share * self._shift(Fraction(slip.right)) * unit

    def _outcomes(self, slip: Slip) -> int:
        is_beside = slip.neighbour is not None
        return len(self.beside) if is_beside else slip.outcomes

    @cached_property
    def _right(self) -> Fraction:
        """What stands for all that is allowed: the middle, or the only end."""
        low, high = self.allowed.interval.low, self.allowed.interval.high
        if low is None:
            return Fraction(self.value) if high is None else high
        return low if high is None else (low + high) / 2

    @cached_property
    def _unit(self) -> Fraction:
        return quantum(_last_place(self.value) if self.decimals is None else self.decimals)

    def _count(self, right: Fraction) -> Fraction:
        """Return how many numbers may have been printed instead of a right one."""
        printed = Fraction(self.value)
        largest = min(max(abs(printed), abs(right)), _NEAR * abs(printed - right))
        return 2 * largest / self._unit + 1

    def _room(self, within: Interval) -> Fraction:
        """Return how many printed numbers are allowed within an interval."""
        parts = (part & within for part in self.allowed.parts)
        return sum((self._printable(part) for part in parts if not part.is_empty), Fraction(0))

    def _printable(self, part: Interval) -> Fraction:
        """Return how many printed numbers there are; half of all where they have no end."""
        width = part.width
        if width is None:
            return self._count(self._right) / 2
        if self.decimals is None:
            return Fraction(width // self._unit + 1)
        return Fraction(Printable.of(part, self.decimals, self.rounding).count or 1)

    def _shift(self, right: Fraction) -> Fraction:
        """Return how much more numbers of the line item lie about the right one."""
        return self._density(right) / self._density(Fraction(self.value))

    def _density(self, number: Fraction) -> Fraction:
        largest = max(map(abs, self.beside or (self.value,)))
        size = max(abs(number), Fraction(largest), self._unit)
        return self._sign_share(number) / (size**2 if self.beside else size)

    def _sign_share(self, number: Fraction) -> Fraction:
        signed = [other for other in self.beside if other]
        same = sum((other > 0) == (number > 0) for other in signed)
        return Fraction(same + 1, len(signed) + 2) if number else Fraction(1, 2)


def _last_place(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    assert isinstance(exponent, int)  # noqa: S101 - neither INF nor NaN becomes a Decimal here
    return -exponent
