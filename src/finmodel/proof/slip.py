"""Slips that people make with numbers, undone: what should have been printed instead.

A slip turns a right number into the printed one. Undoing every slip of every kind gives a bounded
list of candidates; those that the rest of the report allows explain why the number is wrong. They
are explanations, not the truth: something else may have happened.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Context, Decimal
from enum import Enum
from fractions import Fraction
from itertools import pairwise
from typing import Final

from attrs import field, frozen

from finmodel.numeric import MAX_DECIMALS, Interval, Rounding, parse_decimal, quantum

MAX_DIGITS: Final = 18
"""Numbers of more digits than this are not searched for slips of single digits."""


class SlipKind(Enum):
    """What people do to numbers: a name, words for it, and what it costs as an explanation.

    Of mistakes, one in 2 to the power of the cost is of the kind, by our estimate. `CHANGE` is any
    other number whatever: as frequent as some, but each of its many outcomes is rare.
    """

    COPIED = "copied", "the number of {neighbour}", 3
    CHANGE = "change", "another number", 3
    SIGN = "sign", "the sign", 4
    THOUSAND = "thousand", "thousands and millions mixed up", 4
    TENFOLD = "tenfold", "the decimal point one place off", 4
    TRANSPOSED = "transposed", "two neighbouring digits exchanged", 4
    DOUBLED = "doubled", "a digit twice", 4
    COARSER = "coarser", "rounded more than it says", 4
    DROPPED = "dropped", "a digit left out", 4
    MISREAD = "misread", "one digit misread", 4
    MILLION = "million", "units and millions mixed up", 5
    EXCHANGED = "exchanged", "exchanged with {neighbour}", 5
    HUNDREDFOLD = "hundredfold", "the decimal point two places off", 6

    def __new__(cls, name: str, words: str, cost: int) -> SlipKind:
        """Make a kind of which the value is its name in machine-readable output."""
        kind = object.__new__(cls)
        kind._value_ = name
        return kind

    def __init__(self, name: str, words: str, cost: int) -> None:
        self.words = words
        self.cost = cost

    @property
    def share(self) -> Fraction:
        """The share of mistakes that are of this kind."""
        return Fraction(1, 2**self.cost)


@frozen
class Neighbour:
    """What the same line item reports elsewhere: `words` say where, `the prior period`."""

    value: Decimal
    decimals: int | None
    words: str


@frozen
class Slip:
    """One slip undone: `right` should have been printed with `decimals`, and `printed` was.

    `right` is `None` where the slip tells that the number is wrong, not what is right: it was
    copied from a `neighbour`, or rounded to the nearest where others are truncated.
    """

    kind: SlipKind
    printed: Decimal
    right: Decimal | None
    decimals: int | None
    neighbour: Neighbour | None = field(default=None)

    @property
    def outcomes(self) -> int:
        """How many numbers a slip of its kind can make of the right one."""
        if self.right is None:
            return 1
        places = _shown(self.right, self.decimals)
        return _OUTCOMES[self.kind](len(str(int(abs(Fraction(self.right)) / quantum(places)))))

    @property
    def words(self) -> str:
        """What happened, with its neighbour: `the number of the prior period`."""
        return self.kind.words.format(neighbour=self.neighbour.words if self.neighbour else "")

    def interval(self, rounding: Rounding = Rounding.NEAREST) -> Interval:
        """Return what the right number stands for."""
        if self.kind is SlipKind.COARSER and self.right is None:
            return Interval.reported(self.printed, self.decimals)
        if self.right is None:
            return Interval.everything()
        return Interval.reported(self.right, self.decimals, rounding)

    def said(self, write: Callable[[Decimal], str]) -> str:
        """Return the slip in words: `the sign: −811 instead of 811`; `write` writes a number."""
        words = self.words
        if self.kind is SlipKind.COARSER and self.decimals is not None:
            return f"{words}: {write(self.printed)} is right to {write(_step(self.decimals))}"
        if self.right is None:
            return f"{words}: {write(self.printed)}"
        return f"{words}: {write(self.printed)} instead of {write(self.right)}"


def slips(
    value: Decimal | str,
    decimals: int | None,
    allowed: Interval,
    rounding: Rounding = Rounding.NEAREST,
    neighbours: Sequence[Neighbour] = (),
) -> tuple[Slip, ...]:
    """Return the slips that explain a printed number where the rest allows an interval only.

    `value` is in the unit itself (yen, not millions), with `decimals` as reported. The most
    frequent come first, of those the smallest changes. Raises `NumberError` for no number.
    """
    found = corrections(value, decimals, neighbours, rounding)
    return tuple(slip for slip in found if slip.interval(rounding).meets(allowed))


def corrections(
    value: Decimal | str,
    decimals: int | None,
    neighbours: Sequence[Neighbour] = (),
    rounding: Rounding = Rounding.NEAREST,
) -> tuple[Slip, ...]:
    """Return every slip that could have led to a printed number, the most frequent first.

    Of slips that lead to one number only the first is among them. Raises `NumberError`.
    """
    number = value if isinstance(value, Decimal) else parse_decimal(value)
    printed = _Printed(number, decimals, rounding)
    found = sorted(printed.slips(neighbours), key=lambda slip: _rank(slip, number))
    unique: dict[tuple[Decimal | None, int | None], Slip] = {}
    for slip in found:
        unique.setdefault((slip.right, slip.decimals), slip)
    return tuple(unique.values())


def _rank(slip: Slip, printed: Decimal) -> tuple[int, Fraction, bool, int]:
    """Return what orders slips: how rare they are, the size of the change, the finer precision."""
    distance = Fraction(0) if slip.right is None else abs(Fraction(slip.right) - Fraction(printed))
    right_is_less = slip.right is not None and slip.right < printed
    return slip.outcomes << slip.kind.cost, distance, right_is_less, -(slip.decimals or 0)


class _Printed:
    """A number as it stands on the page: its digits down to the last that is given.

    `places` are the digits after the point that it shows: as many as `decimals` says, or more
    where the value has more.
    """

    def __init__(self, value: Decimal, decimals: int | None, rounding: Rounding) -> None:
        self._value = value
        self._decimals = decimals
        self._rounding = rounding
        self._places = _shown(value, decimals)
        scaled = abs(Fraction(value)) / quantum(self._places)
        self._digits = str(scaled.numerator).zfill(self._places + 1)

    def slips(self, neighbours: Sequence[Neighbour]) -> Iterator[Slip]:
        """Yield all slips undone; of one kind in no order."""
        if self._value:
            yield self._slip(SlipKind.SIGN, self._value.copy_negate(), self._decimals)
            yield from self._scaled()
        yield from self._coarser()
        yield from self._neighbours(neighbours)
        if len(self._digits) <= MAX_DIGITS:
            for kind, undo in _UNDONE.items():
                for digits in undo(self._digits):
                    if self._is_written(digits):
                        yield self._slip(kind, self._number(digits), self._decimals)

    def _slip(
        self,
        kind: SlipKind,
        right: Decimal | None,
        decimals: int | None,
        neighbour: Neighbour | None = None,
    ) -> Slip:
        return Slip(kind, self._value, right, decimals, neighbour)

    def _number(self, digits: str) -> Decimal:
        sign = "-" if self._value < 0 and digits.strip("0") else ""
        return Decimal(f"{sign}{digits}E{-self._places}")

    def _is_written(self, digits: str) -> bool:
        """Tell whether people write a number so: no leading zero but before the point."""
        return len(digits) <= max(self._places, 0) + 1 or not digits.startswith("0")

    def _scaled(self) -> Iterator[Slip]:
        """Yield the number with its point moved to either side.

        A number that was printed too small is known to fewer digits than are printed. One that
        was printed too large has the precision of its neighbours, where it can be written so.
        """
        for kind, shift in _SHIFTS:
            larger, smaller = _shifted(self._value, shift), _shifted(self._value, -shift)
            if self._decimals is None:
                yield self._slip(kind, larger, None)
                yield self._slip(kind, smaller, None)
                continue
            yield self._slip(kind, larger, self._places - shift)
            fits = _places(smaller) <= self._decimals
            yield self._slip(kind, smaller, self._decimals if fits else self._places + shift)

    def _coarser(self) -> Iterator[Slip]:
        """Yield the number at every coarser precision that its zeros at the end permit."""
        own = _places(self._value)
        finest = self._places if self._decimals is None else self._decimals - 1
        for decimals in range(finest, max(own, finest - _MOST_ZEROS) - 1, -1):
            yield self._slip(SlipKind.COARSER, self._value, decimals)
            if self._rounding is Rounding.TRUNCATED:
                yield self._slip(SlipKind.COARSER, None, decimals)

    def _neighbours(self, neighbours: Sequence[Neighbour]) -> Iterator[Slip]:
        for other in neighbours:
            if other.value == self._value:
                yield self._slip(SlipKind.COPIED, None, None, other)
            else:
                yield self._slip(SlipKind.EXCHANGED, other.value, other.decimals, other)


def _transposed(digits: str) -> Iterator[str]:
    """Yield the digits with two neighbours exchanged; a zero in front is not printed."""
    whole = f"0{digits}"
    for i, (first, second) in enumerate(pairwise(whole)):
        if first != second:
            swapped = f"{whole[:i]}{second}{first}{whole[i + 2 :]}"
            yield swapped.removeprefix("0")


def _doubled(digits: str) -> Iterator[str]:
    """Yield the digits without one of two equal neighbours."""
    for i, (first, second) in enumerate(pairwise(digits)):
        if first == second:
            yield digits[:i] + digits[i + 1 :]


def _dropped(digits: str) -> Iterator[str]:
    """Yield the digits with one more anywhere; zeros after a first digit are lost with it."""
    digits = digits.lstrip("0")
    for digit in _DIGITS:
        for i in range(len(digits) + 1):
            yield digits[:i] + digit + digits[i:]
        for zeros in _LOST_ZEROS:
            yield digit + zeros + digits


def _misread(digits: str) -> Iterator[str]:
    """Yield the digits with one replaced by another."""
    for i, own in enumerate(digits):
        for digit in _DIGITS.replace(own, ""):
            yield digits[:i] + digit + digits[i + 1 :]


_UNDONE: Final = {
    SlipKind.TRANSPOSED: _transposed,
    SlipKind.DOUBLED: _doubled,
    SlipKind.DROPPED: _dropped,
    SlipKind.MISREAD: _misread,
}
_SHIFTS: Final = (
    (SlipKind.TENFOLD, 1),
    (SlipKind.HUNDREDFOLD, 2),
    (SlipKind.THOUSAND, 3),
    (SlipKind.MILLION, 6),
)
_OUTCOMES: Final[Mapping[SlipKind, Callable[[int], int]]] = {
    SlipKind.SIGN: lambda digits: 1,
    SlipKind.TENFOLD: lambda digits: 2,
    SlipKind.HUNDREDFOLD: lambda digits: 2,
    SlipKind.THOUSAND: lambda digits: 2,
    SlipKind.MILLION: lambda digits: 2,
    SlipKind.COARSER: lambda digits: 3,
    SlipKind.EXCHANGED: lambda digits: 1,
    SlipKind.TRANSPOSED: lambda digits: max(digits - 1, 1),
    SlipKind.DOUBLED: lambda digits: digits,
    SlipKind.DROPPED: lambda digits: digits,
    SlipKind.MISREAD: lambda digits: 9 * digits,
}
"""How many numbers slips can make of one with so many digits; one of three roundings is coarse."""
_DIGITS: Final = "0123456789"
_LOST_ZEROS: Final = ("0", "00", "000")
_MOST_ZEROS: Final = 12
_EXACT: Final = Context(prec=2 * MAX_DECIMALS)


def _shown(value: Decimal, decimals: int | None) -> int:
    """Return the digits after the point that a number shows."""
    return max(_places(value), 0 if decimals is None else decimals)


def _places(value: Decimal) -> int:
    """Return the digits after the point that a value needs; negative for zeros at its end."""
    if not value:
        return -MAX_DECIMALS
    exponent = value.normalize(_EXACT).as_tuple().exponent
    assert isinstance(exponent, int)  # noqa: S101 - neither INF nor NaN becomes a Decimal here
    return -exponent


def _shifted(value: Decimal, places: int) -> Decimal:
    return value.scaleb(places, _EXACT)


def _step(decimals: int) -> Decimal:
    return _shifted(Decimal(1), -decimals)
