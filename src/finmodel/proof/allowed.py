"""Where the right value of a number must lie, once it and others may be anything."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from functools import cached_property, reduce
from typing import Final, TypeAlias

from attrs import frozen

from finmodel.numeric import Interval
from finmodel.proof.deadline import Deadline
from finmodel.proof.extent import Extent, extent, extent_of_ratio
from finmodel.proof.problem import Claim
from finmodel.proof.search import OutOfTimeError, UndecidedError
from finmodel.proof.solve import Inquiry
from finmodel.proof.stated import Part, Supposition
from finmodel.proof.suspicion import Suspicion

_SIZES: Final = (40, 160)
"""How many variables the parts of a system have in which an interval is looked for."""


@frozen
class Allowance:
    """Intervals of which one holds the right value; none is larger than need be if `is_exact`."""

    parts: tuple[Interval, ...]
    is_exact: bool = True

    @property
    def interval(self) -> Interval:
        """The interval that holds all parts."""
        return reduce(Interval.__or__, self.parts)

    def meets(self, values: Interval) -> bool:
        """Tell whether some of the values are allowed."""
        return any(values.meets(part) for part in self.parts)

    def __or__(self, other: Allowance) -> Allowance:
        parts = dict.fromkeys((*self.parts, *other.parts))
        return Allowance(tuple(parts), self.is_exact and other.is_exact)

    def __and__(self, other: Allowance) -> Allowance:
        """Return where both hold; values there need not satisfy both at once."""
        met = (one & another for one in self.parts for another in other.parts)
        return Allowance(tuple(part for part in met if not part.is_empty), is_exact=False)


ANYTHING: Final = Allowance((Interval.everything(),), is_exact=False)

Measure: TypeAlias = Callable[[Part], Extent]


@frozen
class _Quotient:
    """What claims compare a number with: `above / below`, over quantities; `sides` say how."""

    above: Mapping[int, Fraction]
    below: Mapping[int, Fraction]
    sides: frozenset[str]

    def allows(self, values: Interval) -> Interval:
        """Return what the number can be where the quotient has these values."""
        low, high = values, values
        if "at least" not in self.sides:
            low = Interval.everything()
        if "at most" not in self.sides:
            high = Interval.everything()
        return Interval(low.low, high.high, low.low_open, high.high_open)


class Allowances:
    """Finds the intervals in which right values lie, in one component."""

    def __init__(self, suspicion: Suspicion, deadline: Deadline) -> None:
        self._suspicion = suspicion
        self._component = suspicion.component
        self._stated = suspicion.local.stated
        self._deadline = deadline

    def of(self, number: int, freed: frozenset[int]) -> Allowance:
        """Return where the right value of a number lies when a correction is freed.

        The signs that the correction leaves open are told apart, and all that are possible count.
        """
        cases = self._suspicion.cases(freed)
        found: Allowance | None = None
        for case in cases.all:
            try:
                if self._suspicion.local.grounds(case) is None:
                    allowance = self._in_case(number, case)
                    found = allowance if found is None else found | allowance
            except UndecidedError:
                return ANYTHING
        if found is None:
            return ANYTHING
        return found if cases.told_apart else Allowance(found.parts, is_exact=False)

    def _in_case(self, number: int, case: Supposition) -> Allowance:
        quantity = self._component.problem.numbers[number].quantity
        variable = self._component.variable[quantity]
        found: list[Allowance] = []
        if any(self._stated.holds(row, case) for row in self._stated.rows_of.get(variable, ())):
            found.append(self._sum_of({variable: Fraction(1)}, case))
        for quotient in self._quotients(quantity, self._suspicion.local.witness(case).values):
            found.append(self._quotient(quotient, case))
        together = reduce(Allowance.__and__, found) if found else ANYTHING
        return together if together.parts else ANYTHING

    def _sum_of(self, terms: Mapping[int, Fraction], case: Supposition) -> Allowance:
        def measure(part: Part) -> Extent:
            left = self._deadline.left
            return extent(Inquiry(part.system), part.objective(terms), time_limit=left)

        return self._measured(measure, terms, case)

    def _quotient(self, quotient: _Quotient, case: Supposition) -> Allowance:
        variable = self._component.variable
        above = {variable[quantity]: factor for quantity, factor in quotient.above.items()}
        below = {variable[quantity]: factor for quantity, factor in quotient.below.items()}

        def measure(part: Part) -> Extent:
            inquiry, left = Inquiry(part.system), self._deadline.left
            return extent_of_ratio(
                inquiry, part.objective(above), part.objective(below), time_limit=left
            )

        found = self._measured(measure, {**above, **below}, case)
        return Allowance((quotient.allows(found.interval),), found.is_exact)

    def _measured(
        self, measure: Measure, centre: Mapping[int, Fraction], case: Supposition
    ) -> Allowance:
        """Measure growing parts, until values outside make no difference.

        A part without the rows that lead out of it allows too much, one with values outside that
        are kept too little; what both allow is right.
        """
        values = self._suspicion.local.witness(case).values
        outer = Interval.everything()
        for size in _SIZES:
            if self._deadline.is_over:
                raise OutOfTimeError("no time is left")
            variables = self._stated.around(centre, size, case)
            wide = measure(self._stated.part(variables, case))
            outer = wide.interval
            if len(variables) < size:
                return Allowance((outer,), is_exact=not wide.undecided)
            narrow = measure(self._stated.part(variables, case, values))
            if narrow.interval == outer and not (narrow.undecided or wide.undecided):
                return Allowance((outer,))
        return Allowance((outer,), is_exact=False)

    def _quotients(self, quantity: int, values: Sequence[Fraction]) -> list[_Quotient]:
        """Return the quotients that a number is compared with, over divisors above zero."""
        variable = self._component.variable
        sides: defaultdict[_Key, set[str]] = defaultdict(set)
        for claim in self._claims.get(quantity, ()):
            divisor = sum(k * values[variable[i]] for i, k in claim.divisor.terms.items())
            turned = claim if divisor > 0 else claim.turned
            side, key = _compared(turned, quantity)
            sides[key].add(side)
        return [
            _Quotient(dict(above), dict(below), frozenset(said))
            for (above, below), said in sides.items()
        ]

    @cached_property
    def _claims(self) -> Mapping[int, Sequence[Claim]]:
        """The claims with rows in which a quantity is all of the factor, by the quantity."""
        problem = self._component.problem
        found: defaultdict[int, list[Claim]] = defaultdict(list)
        for premise in dict.fromkeys(problem.origins[row].premise for row in self._component.rows):
            for claim in problem.claims.get(premise, ()):
                whole = claim.moved(claim.factor.constant)
                has_constants = whole.numerator.constant or whole.divisor.constant
                if len(claim.factor.terms) == 1 and not has_constants:
                    (quantity,) = claim.factor.terms
                    found[quantity].append(whole)
        return found


_Terms: TypeAlias = tuple[tuple[int, Fraction], ...]
_Key: TypeAlias = tuple[_Terms, _Terms]


def _compared(claim: Claim, quantity: int) -> tuple[str, _Key]:
    """Return on which side of a quotient a claim puts the one quantity in its factor.

    `numerator + k · quantity · divisor ≤ 0` divided by `k · divisor`.
    """
    slope = claim.factor.terms[quantity]
    above = {index: -factor / slope for index, factor in claim.numerator.terms.items()}
    key = tuple(sorted(above.items())), tuple(sorted(claim.divisor.terms.items()))
    return "at most" if slope > 0 else "at least", key
