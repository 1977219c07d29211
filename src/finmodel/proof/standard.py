"""A system in whole numbers: one unit for all values, the tightest ends, rows without fractions.

Amounts are kept as multiples of one small unit, in which every end of a limit is whole, so that
trillions beside a hundredth of a yen are exact and additions cost what integers cost.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from fractions import Fraction
from math import gcd, lcm
from typing import Final, TypeAlias

from attrs import evolve, frozen

from finmodel.numeric import Interval
from finmodel.proof.system import Limit, Operator, Refutation, Row, System

Exact: TypeAlias = int | Fraction

STEPS: Final = 10**18
"""How many units lie between the closest ends that two limits can have."""

_MAX_UNIT_BITS: Final = 4096


@frozen
class End:
    """The tightest low or high end of a variable, and the limit that it comes from."""

    value: Exact
    is_open: bool
    limit: int


@frozen
class IntegerRow:
    """A row times the smallest factor that makes its coefficients whole; the bound is in units."""

    terms: Mapping[int, int]
    operator: Operator
    bound: Exact
    factor: int


@frozen
class StandardForm:
    """A system with its values counted in units; see the module."""

    system: System
    unit: int
    rows: Sequence[IntegerRow]
    lows: Sequence[End | None]
    highs: Sequence[End | None]

    @classmethod
    def of(cls, system: System, unit: int = 0) -> StandardForm:
        """Return the form of a system, in the unit that suits it where none is given."""
        unit = unit or STEPS * _common_denominator(system.limits)
        rows = [integer_row(row, unit) for row in system.rows]
        lows: list[End | None] = [None] * system.size
        highs: list[End | None] = [None] * system.size
        for index, limit in enumerate(system.limits):
            variable = limit.variable
            low, high = _ends(limit.interval, index, unit)
            lows[variable] = _tighter(lows[variable], low, 1)
            highs[variable] = _tighter(highs[variable], high, -1)
        return cls(system, unit, rows, lows, highs)

    def changed(
        self, replaced: Mapping[int, Interval], dropped: Collection[int], on: Mapping[int, set[int]]
    ) -> StandardForm:
        """Return the form with some limits replaced and some rows saying nothing.

        `on` gives the limits on each variable.
        """
        limits, given = list(self.system.limits), list(self.system.rows)
        rows, lows, highs = list(self.rows), list(self.lows), list(self.highs)
        for index, interval in replaced.items():
            limits[index] = evolve(limits[index], interval=interval)
        for variable in {limits[index].variable for index in replaced}:
            lows[variable] = highs[variable] = None
            for index in sorted(on[variable]):
                low, high = _ends(limits[index].interval, index, self.unit)
                lows[variable] = _tighter(lows[variable], low, 1)
                highs[variable] = _tighter(highs[variable], high, -1)
        for index in dropped:
            given[index], rows[index] = _SILENT, _SILENT_INTEGERS
        system = evolve(self.system, limits=tuple(limits), rows=tuple(given))
        return StandardForm(system, self.unit, rows, lows, highs)

    def with_row(self, row: Row) -> StandardForm:
        """Return the form of the system with one more row, the last."""
        system = evolve(self.system, rows=(*self.system.rows, row))
        return evolve(self, system=system, rows=[*self.rows, integer_row(row, self.unit)])

    def is_fixed(self, variable: int) -> bool:
        """Tell whether the limits leave a variable one value at most."""
        low, high = self.lows[variable], self.highs[variable]
        return low is not None and high is not None and low.value >= high.value

    def crossing(self) -> Refutation | None:
        """Return the proof that two limits on one variable exclude each other, if two do."""
        for low, high in zip(self.lows, self.highs, strict=True):
            if low is None or high is None or low.value < high.value:
                continue
            if low.value > high.value or low.is_open or high.is_open:
                one = Fraction(1)
                return Refutation(lows={low.limit: one}, highs={high.limit: one})
        return None

    def combined(self, multipliers: Mapping[int, Exact]) -> Mapping[int, Exact]:
        """Return the coefficients of the variables in a combination of rows."""
        left: defaultdict[int, Exact] = defaultdict(int)
        for index, multiplier in multipliers.items():
            for variable, coefficient in self.rows[index].terms.items():
                left[variable] += multiplier * coefficient
        return left

    def refutation(self, multipliers: Mapping[int, Exact]) -> Refutation | None:
        """Return the refutation in which these multipliers of rows, and tightest ends, contradict.

        Multipliers are whole and coprime; `None` where the combination proves nothing.
        """
        if any(y < 0 and self.rows[i].operator != "=" for i, y in multipliers.items()):
            return None
        left = self.combined(multipliers)
        rows: dict[int, Exact] = {i: y * self.rows[i].factor for i, y in multipliers.items() if y}
        lows: dict[int, Exact] = {}
        highs: dict[int, Exact] = {}
        for variable, rest in left.items():
            if not rest:
                continue
            ends, taken = (self.lows, lows) if rest > 0 else (self.highs, highs)
            end = ends[variable]
            if end is None:
                return None
            taken[end.limit] = rest if rest > 0 else -rest
        refutation = coprime(rows, lows, highs)
        return refutation if refutation.refutes(self.system) else None


_SILENT: Final = Row({}, "=", Fraction(0))
_SILENT_INTEGERS: Final = IntegerRow({}, "=", 0, 1)


def _common_denominator(limits: Sequence[Limit]) -> int:
    ends = (e for limit in limits for e in (limit.interval.low, limit.interval.high) if e)
    common = 1
    for denominator in sorted({end.denominator for end in ends}):
        joined = lcm(common, denominator)
        if joined.bit_length() <= _MAX_UNIT_BITS:
            common = joined
    return common


def integer_row(row: Row, unit: int) -> IntegerRow:
    """Return a row in whole coefficients and units."""
    factor = 1
    for coefficient in row.terms.values():
        if coefficient.denominator != 1:
            factor = lcm(factor, coefficient.denominator)
    terms = {v: c.numerator * (factor // c.denominator) for v, c in row.terms.items()}
    bound = whole(row.bound * (factor * unit)) if row.bound else 0
    return IntegerRow(terms, row.operator, bound, factor)


def _ends(interval: Interval, limit: int, unit: int) -> tuple[End | None, End | None]:
    low, high = interval.low, interval.high
    return (
        None if low is None else End(in_units(low, unit), interval.low_open, limit),
        None if high is None else End(in_units(high, unit), interval.high_open, limit),
    )


def _tighter(known: End | None, other: End | None, sign: int) -> End | None:
    if known is None or other is None:
        return known or other
    worse = (sign * other.value, other.is_open) <= (sign * known.value, known.is_open)
    return known if worse else other


def in_units(value: Fraction, unit: int) -> Exact:
    """Return a value counted in units."""
    times, rest = divmod(unit, value.denominator)
    return value.numerator * times if not rest else value * unit


def whole(value: Exact) -> Exact:
    """Return an integer where the value is one: integers are faster."""
    return value.numerator if value.denominator == 1 else value


def coprime(
    rows: Mapping[int, Exact], lows: Mapping[int, Exact], highs: Mapping[int, Exact]
) -> Refutation:
    """Return a refutation with these multipliers times what makes them small whole numbers."""
    values = [*rows.values(), *lows.values(), *highs.values()]
    below = lcm(*(value.denominator for value in values))
    above = gcd(*(value.numerator * (below // value.denominator) for value in values))
    scale = Fraction(below, above or 1)
    return Refutation(
        {index: value * scale for index, value in rows.items()},
        {index: value * scale for index, value in lows.items()},
        {index: value * scale for index, value in highs.items()},
    )
