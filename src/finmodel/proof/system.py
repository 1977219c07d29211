"""A linear system over intervals, and the verdicts on it that anybody can check.

A verdict is worth what its certificate is worth: values that satisfy everything, or multipliers
whose combination contradicts itself. Both are checked here in exact numbers, by substitution.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import lcm
from typing import Literal, TypeAlias

from attrs import field, frozen

from finmodel.numeric import Interval

Operator: TypeAlias = Literal["=", "<=", "<"]

NOTHING: Mapping[int, Fraction] = {}


@frozen
class Limit:
    """The statement that a variable is inside an interval."""

    variable: int
    interval: Interval


@frozen
class Row:
    """The statement that a sum of terms equals, or stays below, a bound.

    `terms` gives each variable its coefficient, which is never zero.
    """

    terms: Mapping[int, Fraction]
    operator: Operator
    bound: Fraction

    @property
    def is_strict(self) -> bool:
        """Whether the bound itself is excluded."""
        return self.operator == "<"

    def allows(self, total: Fraction) -> bool:
        """Tell whether the terms may make this total."""
        if self.operator == "=":
            return total == self.bound
        return total < self.bound or (total == self.bound and not self.is_strict)


@frozen
class System:
    """Limits and rows over the variables 0 … size − 1; a variable may have any number of limits."""

    size: int
    limits: tuple[Limit, ...]
    rows: tuple[Row, ...]


@frozen
class Refutation:
    """Multipliers of rows and limits whose sum says that 0 is below a negative number.

    A row says `terms ≤ bound`, a low end `−variable ≤ −low`, a high end `variable ≤ high`. The
    multipliers are never negative, except those of equations. Where something strict takes part,
    the sum may also say `0 < 0`.
    """

    rows: Mapping[int, Fraction] = field(default=NOTHING)
    lows: Mapping[int, Fraction] = field(default=NOTHING)
    highs: Mapping[int, Fraction] = field(default=NOTHING)

    def refutes(self, system: System) -> bool:
        """Tell whether the multipliers prove that nothing satisfies the system."""
        left: defaultdict[int, Fraction] = defaultdict(Fraction)
        right, strict = Fraction(0), False
        for index, multiplier in self.rows.items():
            row = system.rows[index]
            if multiplier < 0 and row.operator != "=":
                return False
            for variable, coefficient in row.terms.items():
                left[variable] += multiplier * coefficient
            right += multiplier * row.bound
            strict |= row.is_strict and multiplier != 0
        for sign, multipliers in ((-1, self.lows), (1, self.highs)):
            for index, multiplier in multipliers.items():
                limit = system.limits[index]
                inside = limit.interval
                end = inside.low if sign < 0 else inside.high
                if multiplier < 0 or end is None:
                    return False
                left[limit.variable] += sign * multiplier
                right += sign * multiplier * end
                is_open = inside.low_open if sign < 0 else inside.high_open
                strict |= is_open and multiplier != 0
        return not any(left.values()) and (right < 0 or (right == 0 and strict))


@frozen
class Feasible:
    """The verdict that all limits and rows hold together, with values for which they do."""

    witness: tuple[Fraction, ...]

    def satisfies(self, system: System) -> bool:
        """Tell whether the witness is inside every limit and satisfies every row."""
        if len(self.witness) != system.size:
            return False
        return all(
            self.witness[limit.variable] in limit.interval for limit in system.limits
        ) and all(row.allows(total(row.terms, self.witness)) for row in system.rows)


def total(terms: Mapping[int, Fraction], values: Sequence[Fraction]) -> Fraction:
    """Return the sum of coefficient times value."""
    # over one denominator, as adding fractions one by one costs a reduction each
    above, below = 0, 1
    for variable, factor in terms.items():
        count, part = factor.as_integer_ratio()
        other, smaller = values[variable].as_integer_ratio()
        part *= smaller
        if below % part:
            joined = lcm(below, part)
            above, below = above * (joined // below), joined
        above += count * other * (below // part)
    return Fraction(above, below)


@frozen
class Infeasible:
    """The verdict that nothing satisfies the system, with the proof."""

    refutation: Refutation


@frozen
class Undecided:
    """No verdict: neither certificate was found, and why not."""

    reason: str


Verdict: TypeAlias = Feasible | Infeasible | Undecided
