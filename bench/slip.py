"""Slips put into reports: what people do to numbers when they copy them.

A slip changes what is printed: its digits in the unit of the last one, or the number of decimals.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Collection, Sequence
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from math import floor
from typing import Final

from attrs import frozen

from bench.statement import changed, text_of
from finmodel.model.column import EXACT, NONE
from finmodel.model.dimension import DimensionSet
from finmodel.model.report import Report

_ATTEMPTS: Final = 100


class Kind(Enum):
    """What was done to a number."""

    SIGN = "sign"
    DROPPED = "digit dropped"
    DOUBLED = "digit doubled"
    TRANSPOSED = "digits transposed"
    TENFOLD = "×10"
    THOUSANDFOLD = "×1,000"
    NEIGHBOUR = "neighbouring column"
    PRIOR = "prior period"
    COARSER = "coarser precision"
    ARBITRARY = "arbitrary"


@frozen
class Slip:
    """A number of a report that was changed, and how it was and is printed."""

    row: int
    kind: Kind
    before: str
    after: str


@frozen
class _Printed:
    """What a row prints: so many units of the last digit, exact where `decimals` is `EXACT`."""

    report: Report
    row: int

    @property
    def decimals(self) -> int:
        return self.report.columns.decimals[self.row]

    @property
    def precision(self) -> int:
        """The decimals that its digits end with."""
        exponent = Decimal(self.text).as_tuple().exponent
        assert isinstance(exponent, int)  # noqa: S101 - numbers are finite
        return -exponent if self.decimals == EXACT else self.decimals

    @property
    def text(self) -> str:
        text = self.report.columns.value[self.row]
        assert text is not None  # noqa: S101 - statements have no nil numbers
        return text

    @property
    def number(self) -> int:
        return int(Fraction(self.text) * Fraction(10) ** self.precision)

    def with_number(self, number: int) -> tuple[str, int]:
        return text_of(number, self.precision), self.decimals

    def with_digits(self, digits: str) -> tuple[str, int] | None:
        """Return the number with other digits and its own sign; nothing where there are none."""
        if not digits:
            return None
        return self.with_number(int(digits) * (-1 if self.number < 0 else 1))


Change = Callable[[_Printed, random.Random], "tuple[str, int] | None"]


def _negated(printed: _Printed, source: random.Random) -> tuple[str, int]:
    return printed.with_number(-printed.number)


def _dropped(printed: _Printed, source: random.Random) -> tuple[str, int] | None:
    digits = str(abs(printed.number))
    at = source.randrange(len(digits))
    return printed.with_digits(digits[:at] + digits[at + 1 :])


def _doubled(printed: _Printed, source: random.Random) -> tuple[str, int] | None:
    digits = str(abs(printed.number))
    at = source.randrange(len(digits))
    return printed.with_digits(digits[: at + 1] + digits[at:])


def _transposed(printed: _Printed, source: random.Random) -> tuple[str, int] | None:
    digits = str(abs(printed.number))
    if len(digits) < 2:
        return None
    at = source.randrange(len(digits) - 1)
    return printed.with_digits(digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :])


def _tenfold(printed: _Printed, source: random.Random) -> tuple[str, int] | None:
    number = printed.number
    if source.random() < 0.5:
        return printed.with_number(10 * number)
    return None if number % 10 else printed.with_number(number // 10)


def _thousandfold(printed: _Printed, source: random.Random) -> tuple[str, int] | None:
    """Take the same digits for thousands instead of millions, or the other way round."""
    if printed.report.columns.unit[printed.row] == NONE:
        return None
    shift = source.choice((-3, 3))
    decimals = printed.decimals if printed.decimals == EXACT else printed.decimals + shift
    return text_of(printed.number, printed.precision + shift), decimals


def _coarser(printed: _Printed, source: random.Random) -> tuple[str, int]:
    coarse = int(10 ** source.randint(1, 3))
    return printed.with_number(floor(Fraction(printed.number, coarse) + Fraction(1, 2)) * coarse)


def _arbitrary(printed: _Printed, source: random.Random) -> tuple[str, int]:
    reach = 10 ** (len(str(abs(printed.number))) + 1)
    return printed.with_number(source.randrange(-reach // 10, reach))


def _prior(printed: _Printed, source: random.Random) -> tuple[str, int] | None:
    here = _place(printed.report, printed.row)
    before = here.with_period(here.period.shifted(-12))
    return _copied(printed, source, lambda place: place == before)


def _neighbour(printed: _Printed, source: random.Random) -> tuple[str, int] | None:
    """Take the number of the same line one quarter on, or of another part."""
    here = _place(printed.report, printed.row)
    beside = [here.period.shifted(months) for months in (-3, 3)]

    def is_beside(place: DimensionSet) -> bool:
        if place.period == here.period:
            return place.members != here.members
        return place.members == here.members and place.period in beside

    return _copied(printed, source, is_beside)


def _copied(
    printed: _Printed, source: random.Random, wanted: Callable[[DimensionSet], bool]
) -> tuple[str, int] | None:
    """Return what another row of the same line prints, somewhere that is wanted."""
    report, columns = printed.report, printed.report.columns
    concept = columns.concepts[columns.concept[printed.row]]
    rows = [row for row in report.index.by_concept[concept] if wanted(_place(report, row))]
    if not rows:
        return None
    found = _Printed(report, source.choice(rows))
    return found.text, found.decimals


def _place(report: Report, row: int) -> DimensionSet:
    return report.columns.dimension_sets[report.columns.dimensions[row]]


_CHANGES: Final[dict[Kind, Change]] = {
    Kind.SIGN: _negated,
    Kind.DROPPED: _dropped,
    Kind.DOUBLED: _doubled,
    Kind.TRANSPOSED: _transposed,
    Kind.TENFOLD: _tenfold,
    Kind.THOUSANDFOLD: _thousandfold,
    Kind.NEIGHBOUR: _neighbour,
    Kind.PRIOR: _prior,
    Kind.COARSER: _coarser,
    Kind.ARBITRARY: _arbitrary,
}


def slipped(report: Report, kinds: Sequence[Kind], seed: int) -> tuple[Report, tuple[Slip, ...]]:
    """Put one slip of each kind into a report of numbers, each at a random one of its own.

    Where no number is found that a slip of a kind changes, there is one less.
    """
    source = random.Random(seed)  # noqa: S311 - no secrets
    slips: list[Slip] = []
    values: dict[int, tuple[str, int]] = {}
    for kind in kinds:
        slip = _slip(report, kind, source, values)
        if slip is not None:
            row, text, decimals = slip
            values[row] = text, decimals
            slips.append(Slip(row, kind, _Printed(report, row).text, text))
    return changed(report, values), tuple(slips)


def _slip(
    report: Report, kind: Kind, source: random.Random, taken: Collection[int]
) -> tuple[int, str, int] | None:
    for _ in range(_ATTEMPTS):
        row = source.randrange(len(report.columns))
        printed = _Printed(report, row)
        found = None if row in taken else _CHANGES[kind](printed, source)
        if found is not None and Fraction(found[0]) != Fraction(printed.text):
            return row, *found
    return None
