"""What became of one value: the old and the new statement of it, as intervals."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from fractions import Fraction
from typing import Final, NamedTuple

from attrs import frozen

from finmodel.comparison.kind import Kind
from finmodel.model.column import ABSENT, EXACT, Columns
from finmodel.model.report import Report
from finmodel.numeric import Interval, NumberError, Rounding, parse_decimal
from finmodel.taxonomy.taxonomy import Taxonomy
from finmodel.taxonomy.value import value_form

SCALES: Final = (3, 6, 9, 12, 4, 8)
"""The powers of ten that numbers are off by: of thousands, and of 万 and 億."""

PERCENT: Final = (2,)
"""The same for numbers without a unit, which may be printed as percentages."""

_FARTHEST: Final = 5
"""By what a number is never off by rounding, as long as a digit of it is left."""


class Number(NamedTuple):
    """A number as a report states it; `decimals` of `None` are exact."""

    value: Fraction
    decimals: int | None
    rounding: Rounding = Rounding.NEAREST

    @property
    def interval(self) -> Interval:
        """The true values that it can stand for."""
        return Interval.reported(self.value, self.decimals, self.rounding)

    @property
    def negative(self) -> Number:
        """The same with the other sign."""
        return self._replace(value=-self.value)

    @property
    def has_digits(self) -> bool:
        """Whether it has two digits at least, so that others begin with them hardly by chance."""
        width = self.interval.width
        return width is not None and abs(self.value) >= 10 * width

    def agrees(self, other: Number) -> bool:
        """Tell whether both can be the same true value, differently rounded.

        Those of equal precision must be equal, as for consistent duplicates (OIM 1.0).
        """
        if self.value == other.value:
            return True
        return self.decimals != other.decimals and self.interval.meets(other.interval)

    def is_multiple(self, other: Number, factor: Fraction) -> bool:
        """Tell whether another number, times a factor, can be this one.

        The digits of either decide, whatever decimals the other was left with.
        """
        scaled = other.value * factor
        return (
            self.value == scaled
            or (self.has_digits and scaled in self.interval)
            or (other.has_digits and self.value / factor in other.interval)
        )


class Verdict(NamedTuple):
    """What became of a value; where it was rescaled, by which power of ten it is larger now."""

    kind: Kind
    power: int = 0


@frozen(eq=False)
class Side:
    """One of the two reports, with its taxonomy."""

    report: Report
    taxonomy: Taxonomy

    @property
    def columns(self) -> Columns:
        """The facts."""
        return self.report.columns

    def number(self, row: int) -> Number | None:
        """Return the number at a row, or `None` where there is none that can be read."""
        columns = self.columns
        value = fraction(columns.value[row])
        if value is None:
            return None
        digits = columns.decimals[row]
        decimals = None if digits in (EXACT, ABSENT) else digits
        rounding = self.report.rounding_of(columns.concepts[columns.concept[row]])
        return Number(value, decimals, rounding)

    def form(self, row: int) -> str:
        """Return one form of all texts that state the value at a row."""
        columns = self.columns
        text = columns.value[row] or ""
        concept = self.taxonomy.concepts.get(columns.concepts[columns.concept[row]])
        if concept is None:
            return text
        return value_form(text, concept.data_type, self.report.namespaces)


def fraction(text: str | None) -> Fraction | None:
    """Return the number that a text states, two with a slash between them being a fraction."""
    above, slash, below = (text or "").partition("/")
    try:
        value = Fraction(parse_decimal(above.strip()))
        return value / Fraction(parse_decimal(below.strip())) if slash else value
    except (NumberError, ZeroDivisionError):
        return None


class Judge:
    """Judges the values of two reports, of which the new one is about periods up to `current`."""

    def __init__(self, old: Side, new: Side) -> None:
        self._old = old
        self._new = new
        self.current = latest(new.columns)
        self._is_past = [
            _ended_before(shared.period.end, self.current) for shared in new.columns.dimension_sets
        ]

    def verdict(self, before: int, after: int) -> Verdict:
        """Return what became of the value at a row of the old report, at one of the new."""
        old, new = self._old.columns, self._new.columns
        was, now = old.value[before], new.value[after]
        digits = old.decimals[before], new.decimals[after]
        if was == now and digits[0] == digits[1]:
            return Verdict(Kind.EQUAL)
        if was is None or now is None:
            return Verdict(_of_nil(was, now))
        if old.is_numeric(before) or new.is_numeric(after):
            first, second = self._old.number(before), self._new.number(after)
            if first is not None and second is not None:
                return self._of_numbers(first, second, after)
        is_same = self._old.form(before) == self._new.form(after)
        return Verdict(Kind.EQUAL if is_same else Kind.REWORDED)

    def agree(self, before: int, after: int) -> bool:
        """Tell whether two rows state the same, as far as each of them states it."""
        return self.verdict(before, after).kind in (Kind.EQUAL, Kind.REROUNDED)

    def _of_numbers(self, old: Number, new: Number, row: int) -> Verdict:
        if (old.value, old.decimals) == (new.value, new.decimals):
            return Verdict(Kind.EQUAL)
        if old.agrees(new):
            return Verdict(Kind.REROUNDED)
        if old.value * new.value < 0 and old.agrees(new.negative):
            return Verdict(Kind.SIGN_FLIPPED)
        columns = self._new.columns
        powers = SCALES if columns.unit[row] >= 0 else (*PERCENT, *SCALES)
        power = _power(old, new, powers)
        if power is not None:
            return Verdict(Kind.RESCALED, power)
        is_past = self._is_past[columns.dimensions[row]]
        return Verdict(Kind.RESTATED if is_past else Kind.CHANGED)


def _of_nil(was: str | None, now: str | None) -> Kind:
    if was is now:
        return Kind.EQUAL
    return Kind.FILLED if was is None else Kind.NILLED


def _power(old: Number, new: Number, powers: Iterable[int]) -> int | None:
    """Return the power of ten that the new number is larger by, if it is by one."""
    if not old.value or not new.value:
        return None
    is_larger = abs(new.value) > abs(old.value)
    small, large = (old, new) if is_larger else (new, old)
    ratio = abs(large.value / small.value)
    for power in powers:
        is_near = ratio <= _FARTHEST * 10**power and 10**power <= _FARTHEST * ratio
        if is_near and large.is_multiple(small, Fraction(10**power)):
            return power if is_larger else -power
    return None


def latest(columns: Columns) -> datetime | None:
    """Return the end of the latest period that a report is about.

    That is the latest end of at least half as many numbers as any other: forecasts are fewer.
    """
    counts: dict[datetime, int] = {}
    ends = [_naive(shared.period.end) for shared in columns.dimension_sets]
    for row, index in enumerate(columns.dimensions):
        end = ends[index]
        if end is not None and columns.is_numeric(row):
            counts[end] = counts.get(end, 0) + 1
    most = max(counts.values(), default=0)
    return max((end for end, count in counts.items() if 2 * count >= most), default=None)


def _ended_before(end: datetime | None, current: datetime | None) -> bool:
    moment = _naive(end)
    return moment is not None and current is not None and moment < current


def _naive(moment: datetime | None) -> datetime | None:
    """Return a moment without its zone, which makes no difference of a period."""
    return None if moment is None else moment.replace(tzinfo=None)
