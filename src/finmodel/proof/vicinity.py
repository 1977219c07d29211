"""How far sums and quotients can go in a component, measured near where they are.

A part of the component without the rows that lead out of it allows too much, one around which all
else keeps known values too little. Where both allow the same, that is exact for the whole, however
large the component is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from fractions import Fraction
from functools import cached_property, reduce
from operator import and_, eq
from typing import Final, TypeAlias

from attrs import evolve, frozen

from finmodel.language.form import Affine
from finmodel.numeric import Interval
from finmodel.proof.bound import Bounds
from finmodel.proof.component import Component
from finmodel.proof.deadline import Deadline
from finmodel.proof.exact import Factor
from finmodel.proof.extent import Extent, Reach, extent, extent_of_ratio
from finmodel.proof.problem import Bound, Claim, Origin, negative
from finmodel.proof.range import (
    NO_PINS,
    NO_SIGN,
    NO_TIME,
    NOT_CLOSE,
    Pins,
    Range,
    anything,
    quotient,
)
from finmodel.proof.solve import Inquiry
from finmodel.proof.stated import Part, StatedSystem, Supposition

SIZES: Final = (16, 40, 160, 640, 2_560)
"""How many variables the parts have in which something is measured, one after the other."""

_DEPTH: Final = 2
"""How many rows lie between a first bound and the numbers that it follows from."""

Terms: TypeAlias = Mapping[int, Fraction]
Enough: TypeAlias = Callable[[Interval, Interval | None], bool]
"""Tells whether it is enough to know that all is inside one interval, and may be all of another.

Of the other, nothing may be known yet.
"""

_Measure: TypeAlias = Callable[[Part, bool], Extent]

_ONE: Final = Fraction(1)


class Quotients:
    """The quotients that relations of a component say a quantity is, but for some premises."""

    def __init__(self, component: Component, dropped: Set[int] = frozenset()) -> None:
        self._component = component
        self._dropped = dropped

    def of(self, quantity: int) -> Iterable[tuple[int, Sequence[Claim]]]:
        """Return the claims in which a quantity is all of the factor, by their premise."""
        return self._claims.get(quantity, {}).items()

    @cached_property
    def _claims(self) -> Mapping[int, Mapping[int, Sequence[Claim]]]:
        found: defaultdict[int, defaultdict[int, list[Claim]]]
        found = defaultdict(lambda: defaultdict(list))
        for premise in self._component.premises:
            if premise in self._dropped:
                continue
            for claim in self._component.problem.claims.get(premise, ()):
                whole = claim.moved(claim.factor.constant)
                has_constants = whole.numerator.constant or whole.divisor.constant
                if len(claim.factor.terms) == 1 and not has_constants:
                    (quantity,) = claim.factor.terms
                    found[quantity][premise].append(whole)
        return found


@frozen(eq=False)
class Vicinity:
    """Measures what a stated system allows under a supposition, larger and larger parts of it.

    `values` satisfy it. Parts only grow while what is known is not `enough`, up to the largest of
    the `sizes`. `origin` tells where a row comes from; without it nothing is said of what proves
    an end. Sums are over the variables of the system.
    """

    component: Component
    quotients: Quotients
    stated: StatedSystem
    supposed: Supposition
    values: Sequence[Fraction]
    deadline: Deadline
    origin: Callable[[int], Origin] | None = None
    enough: Enough = eq
    sizes: Sequence[int] = SIZES

    def of_quantity(self, quantity: int) -> Range | None:
        """Return what a quantity can be by rows and quotients; `None` where none is about it."""
        variable = self.component.variable[quantity]
        found = list(self._quotients_of(quantity))
        if next(self._rows_of(variable), None) is not None:
            found.insert(0, self.of_sum({variable: _ONE}))
        return reduce(and_, found) if found else None

    def of_sum(self, terms: Terms) -> Range:
        """Return what a sum can be."""

        def measure(part: Part, meet: bool) -> Extent:
            left = self.deadline.left
            objective = part.objective(terms)
            return extent(Inquiry(part.system), objective, meet=meet, time_limit=left)

        return self._measured(measure, terms, self._first(terms))

    def of_ratio(self, above: Terms, below: Terms) -> Range:
        """Return what a quotient of sums can be."""
        first = self._first(below)
        if 0 in first.interval:
            first = self.of_sum(below)
        if first.interval.high is not None and first.interval.high <= 0:
            above, below = ({v: -c for v, c in terms.items()} for terms in (above, below))
            first = evolve(first, interval=-first.interval, low=first.high, high=first.low)
        divisor = first.interval
        if divisor.low is None or divisor.low < 0 or 0 in divisor:
            return anything(NO_SIGN)

        def measure(part: Part, meet: bool) -> Extent:
            return extent_of_ratio(
                Inquiry(part.system),
                part.objective(above),
                part.objective(below),
                start=tuple(self.values[variable] for variable in part.variables),
                meet=meet,
                time_limit=self.deadline.left,
            )

        rest, times = _divided(above, below)
        outer = quotient(self._first(rest), first, times)
        return self._measured(measure, {**above, **below}, outer)

    def _quotients_of(self, quantity: int) -> Iterator[Range]:
        variable = self.component.variable
        for premise, claims in self.quotients.of(quantity):
            claim = claims[0]
            slope = claim.factor.terms[quantity]
            found = self.of_ratio(
                {
                    variable[index]: -factor / slope
                    for index, factor in claim.numerator.terms.items()
                },
                {variable[index]: factor for index, factor in claim.divisor.terms.items()},
            )
            low, high = self._sides(quantity, claims)
            inside, own = found.interval, Pins((premise,))
            yield evolve(
                found,
                interval=Interval(
                    inside.low if low else None,
                    inside.high if high else None,
                    inside.low_open,
                    inside.high_open,
                ),
                low=found.low + own,
                high=found.high + own,
            )

    def _sides(self, quantity: int, claims: Sequence[Claim]) -> tuple[bool, bool]:
        """Tell whether claims say that a quantity is at least, and at most, their quotient."""
        variable, sides = self.component.variable, set[bool]()
        for claim in claims:
            terms = claim.divisor.terms.items()
            at = sum((k * self.values[variable[i]] for i, k in terms), Fraction(0))
            sides.add((claim.factor.terms[quantity] > 0) == (at > 0))
        return False in sides, True in sides

    # --- few rows

    def _rows_of(self, variable: int) -> Iterator[int]:
        for row in self.stated.rows_of.get(variable, ()):
            if self.stated.holds(row, self.supposed):
                yield row

    def _first(self, terms: Terms) -> Range:
        """Return what few rows, one after the other, say about a sum."""
        stated, freed = self.stated, self.supposed.freed
        limits = stated.system.limits
        bounds = Bounds(
            lambda variable: stated.limits_of.get(variable, ()),
            lambda limit: None if stated.stated[limit] in freed else limits[limit].interval,
            lambda variable: list(self._rows_of(variable)),
            stated.system.rows.__getitem__,
        )
        low = bounds.below(Affine(terms), _DEPTH)
        high = bounds.below(negative(Affine(terms)), _DEPTH)
        return Range(
            Interval(
                None if low is None else low.low,
                None if high is None else -high.low,
                low is not None and low.is_open,
                high is not None and high.is_open,
            ),
            self._pins_of(low),
            self._pins_of(high),
            NOT_CLOSE,
        )

    # --- growing parts

    def _measured(self, measure: _Measure, centre: Terms, found: Range) -> Range:
        """Narrow down a range until it is exact, or known well enough."""
        stated, supposed = self.stated, self.supposed
        for size in self.sizes:
            if self.enough(found.interval, None):
                break
            if self.deadline.is_over:
                return evolve(found, doubt=NO_TIME)
            variables = stated.around(centre, size, supposed)
            is_whole = len(variables) < size
            if is_whole or size > SIZES[0]:
                part = stated.part(variables, supposed)
                # that an end is met is seen inside, where the whole meets it too
                found = _tighter(found, self._range(measure(part, is_whole), part))
            if is_whole:
                return found
            loose = self._loose(variables)
            if loose >= centre.keys():  # else it has the one value that it has now
                around = _independent(stated.part(loose, supposed, self.values))
                inside = measure(around, True)
                if found.interval != inside.interval and _touch(found.interval, inside.interval):
                    # an end that is not met inside may not be met at all
                    part = stated.part(variables, supposed)
                    found = _tighter(found, self._range(measure(part, True), part))
                if self.enough(found.interval, inside.interval):
                    return evolve(found, doubt=inside.undecided)
        return evolve(found, doubt=NOT_CLOSE)

    def _loose(self, variables: Set[int]) -> frozenset[int]:
        """Return those variables that no equation holds where they are if all others are held."""
        rows, loose = self.stated.system.rows, set(variables)
        pending = {row for variable in variables for row in self._equations_of(variable)}
        while pending:
            held = rows[pending.pop()].terms.keys() & loose
            if len(held) == 1:
                loose -= held
                pending.update(*map(self._equations_of, held))
        return frozenset(loose)

    def _equations_of(self, variable: int) -> Iterator[int]:
        rows = self.stated.system.rows
        return (row for row in self._rows_of(variable) if rows[row].operator == "=")

    def _range(self, found: Extent, part: Part) -> Range:
        low, high = self._pins(found.low, part), self._pins(found.high, part)
        return Range(found.interval, low, high, found.undecided)

    # --- what proves an end

    def _pins_of(self, bound: Bound | None) -> Pins:
        if bound is None:
            return NO_PINS
        return self._pinned(bound.rows, (*bound.lows, *bound.highs))

    def _pins(self, reach: Reach, part: Part) -> Pins:
        proof = reach.refutation
        if proof is None:
            return NO_PINS
        # the last row is the one that is refuted
        rows = [part.rows[index] for index in proof.rows if index < len(part.rows)]
        limits = [part.limits[index] for index in (*proof.lows, *proof.highs)]
        return self._pinned(rows, limits)

    def _pinned(self, rows: Iterable[int], limits: Iterable[int]) -> Pins:
        if self.origin is None:
            return NO_PINS
        origins = [self.origin(row) for row in rows]
        bounds = [bound for origin in origins for bound in origin.bounds]
        numbers = {self.component.numbers[limit] for limit in limits}
        return Pins(
            tuple(sorted({origin.premise for origin in origins})),
            tuple(sorted(numbers | self.component.problem.resting_on(bounds))),
        )


def _independent(part: Part) -> Part:
    """Return a part without equations that follow from others, as it has values that satisfy all.

    Held values outside make many of these, and rounding in the solver makes them contradictions.
    """
    rows = part.system.rows
    equations = {index: row.terms for index, row in enumerate(rows) if row.operator == "="}
    pivots = Factor(equations, dict.fromkeys(range(part.system.size), 0.0)).pivots
    kept = [index for index in range(len(rows)) if index in pivots or index not in equations]
    system = evolve(part.system, rows=tuple(rows[index] for index in kept))
    return evolve(part, system=system, rows=[part.rows[index] for index in kept])


def _touch(outer: Interval, inner: Interval) -> bool:
    return (outer.low, outer.high) == (inner.low, inner.high)


def _divided(above: Terms, below: Terms) -> tuple[Terms, Fraction]:
    """Return how many times a dividend holds its divisor, as growth does, and what is left."""
    first = next(iter(below))
    times = above.get(first, Fraction(0)) / below[first]
    if any(above.get(variable) != times * factor for variable, factor in below.items()):
        return above, Fraction(0)
    return {v: factor for v, factor in above.items() if v not in below}, times


def _tighter(known: Range, other: Range) -> Range:
    """Return a range with the tighter ends of two about the same, in doubt as the other is."""
    return evolve(known & other, doubt=other.doubt)
