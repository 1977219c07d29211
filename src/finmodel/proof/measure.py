"""How far quantities and quotients of a component can go, measured near where they are.

A part of the component without the rows that lead out of it allows too much, one around which all
else keeps known values too little. Where both allow the same, that is exact for the whole, however
large the component is. Rows that rest on a number go when it is freed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from fractions import Fraction
from functools import cached_property
from operator import eq
from typing import Final, TypeAlias

from attrs import evolve, frozen

from finmodel.language.form import Affine
from finmodel.numeric import Interval
from finmodel.proof.bound import Bounds
from finmodel.proof.component import NO_ROW, Component, View
from finmodel.proof.deadline import Deadline
from finmodel.proof.extent import Extent, Reach, extent, extent_of_ratio
from finmodel.proof.problem import Bound, Claim, Problem, negative
from finmodel.proof.prove import Judged
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
from finmodel.proof.solve import Inquiry, solve
from finmodel.proof.stated import ALWAYS, Part, StatedSystem, Supposition
from finmodel.proof.system import Feasible

SIZES: Final = (16, 40, 160, 640, 2_560)
"""How many variables the parts have in which something is measured, one after the other."""

_DEPTH: Final = 2
"""How many rows lie between a first bound and the numbers that it follows from."""

Terms: TypeAlias = Mapping[int, Fraction]
Enough: TypeAlias = Callable[[Interval, Interval | None], bool]
"""Tells whether it is enough to know that all is inside one interval, and may be all of another.

Of the other, nothing may be known yet.
"""

_Measure: TypeAlias = Callable[[Part], Extent]

_ONE: Final = Fraction(1)


@frozen(eq=False)
class _Held:
    """The rows of a component once a number more is freed, and where they come from."""

    view: View
    stated: StatedSystem
    supposed: Supposition
    enough: Enough
    sizes: Sequence[int]


class Measures:
    """Measures what quantities of a component can be; some numbers and relations do not count.

    `values` satisfy all that does count; without them nothing can be measured.
    """

    def __init__(
        self,
        component: Component,
        values: Mapping[int, Fraction],
        freed: Set[int],
        dropped: Set[int],
        deadline: Deadline,
    ) -> None:
        self.component = component
        self._values = tuple(values[quantity] for quantity in component.quantities)
        self._freed = frozenset(freed)
        self._dropped = frozenset(dropped)
        self._deadline = deadline

    @classmethod
    def of(
        cls, judged: Judged, deadline: Deadline, freed: Set[int] | None = None
    ) -> Measures | None:
        """Return what measures a component without the numbers that are freed.

        Else they are those that its conflicts name. Relations that contradict each other whatever
        is reported do not count. `None` where nothing can be measured, as the rest is not proved
        to be possible.
        """
        component, conflicts = judged.component, judged.conflicts
        named = {number for conflict in conflicts for number in conflict.numbers}
        dropped = {p for c in conflicts if c.is_about_rules for p in c.premises}
        counts_not = named if freed is None else freed
        if judged.values is not None and named <= counts_not:
            return cls(component, judged.values, counts_not, dropped, deadline)
        system = _without(component.view(counts_not), dropped).system
        verdict = solve(system, time_limit=deadline.left)
        if not isinstance(verdict, Feasible):
            return None
        values = dict(zip(component.quantities, verdict.witness, strict=True))
        return cls(component, values, counts_not, dropped, deadline)

    @property
    def _problem(self) -> Problem:
        return self.component.problem

    def of_quantity(
        self,
        quantity: int,
        free: frozenset[int] = frozenset(),
        enough: Enough = eq,
        sizes: Sequence[int] = SIZES,
    ) -> Range:
        """Return what a quantity can be once some of its numbers are freed too.

        Larger parts, of the `sizes` given, are only measured while what is known is not `enough`.
        """
        held = self._held(free, enough, sizes)
        variable = self.component.variable[quantity]
        found = list(self._ratios(quantity, held))
        is_in_rows = any(
            held.stated.holds(row, held.supposed) for row in held.stated.rows_of.get(variable, ())
        )
        if is_in_rows or not found:
            found.insert(0, self._of_sum({variable: _ONE}, held))
        elif not free >= set(self._problem.numbers_of[quantity]) - self._freed:
            found.append(self._own(quantity, free))
        together = found[0]
        for other in found[1:]:
            together &= other
        return together

    def of_sum(self, terms: Terms) -> Range:
        """Return what a sum over quantities can be."""
        return self._of_sum(self._local(terms), self._held())

    def of_ratio(self, above: Terms, below: Terms) -> Range:
        """Return what a quotient of sums over quantities can be."""
        return self._of_ratio(self._local(above), self._local(below), self._held())

    def _local(self, terms: Terms) -> dict[int, Fraction]:
        variable = self.component.variable
        return {variable[quantity]: factor for quantity, factor in terms.items()}

    def _own(self, quantity: int, free: frozenset[int]) -> Range:
        """Return what the numbers of a quantity say that are not freed."""
        found = anything()
        for index in self._problem.numbers_of[quantity]:
            if index not in free and index not in self._freed:
                pins = Pins(numbers=(index,))
                found &= Range(self._problem.numbers[index].interval, pins, pins)
        return found

    # --- the rows that count

    def _held(
        self, free: frozenset[int] = frozenset(), enough: Enough = eq, sizes: Sequence[int] = SIZES
    ) -> _Held:
        supposed = Supposition(free)
        if free.isdisjoint(self._shows_signs):
            return _Held(self._base, self._stated, supposed, enough, sizes)
        view = _without(self.component.view(self._freed | free), self._dropped)
        resting = list(self._stated.resting)
        for row in view.changed:
            resting[row] = self._problem.resting_on(view.origin(row).bounds)
        stated = evolve(self._stated, system=view.system, resting=resting)
        return _Held(view, stated, supposed, enough, sizes)

    @cached_property
    def _base(self) -> View:
        return _without(self.component.view(self._freed), self._dropped)

    @cached_property
    def _stated(self) -> StatedSystem:
        return self._stated_of(self._base)

    def _stated_of(self, view: View) -> StatedSystem:
        count = len(view.system.rows)
        resting = [self._problem.resting_on(view.origin(row).bounds) for row in range(count)]
        return StatedSystem(view.system, self.component.numbers, resting, [ALWAYS] * count)

    @cached_property
    def _shows_signs(self) -> frozenset[int]:
        """The numbers that show the signs of divisors; without one, others may show them."""
        origins = (self._base.origin(row) for row in range(len(self._base.system.rows)))
        bounds = [bound for o in origins if o.sign is not None for bound in o.sign.bounds]
        return self._problem.resting_on(bounds)

    # --- measuring

    def _of_sum(self, terms: Terms, held: _Held) -> Range:
        def measure(part: Part) -> Extent:
            left = self._deadline.left
            return extent(Inquiry(part.system), part.objective(terms), time_limit=left)

        return self._measured(measure, terms, held, self._first(terms, held))

    def _of_ratio(self, above: Terms, below: Terms, held: _Held) -> Range:
        first = self._first(below, held)
        if 0 in first.interval:
            first = self._of_sum(below, held)
        if first.interval.high is not None and first.interval.high <= 0:
            above, below = ({v: -c for v, c in terms.items()} for terms in (above, below))
            first = evolve(first, interval=-first.interval, low=first.high, high=first.low)
        divisor = first.interval
        if divisor.low is None or divisor.low < 0 or 0 in divisor:
            return anything(NO_SIGN)

        def measure(part: Part) -> Extent:
            start = tuple(self._values[variable] for variable in part.variables)
            return extent_of_ratio(
                Inquiry(part.system),
                part.objective(above),
                part.objective(below),
                start=start,
                time_limit=self._deadline.left,
            )

        rest, times = _divided(above, below)
        outer = quotient(self._first(rest, held), first, times)
        return self._measured(measure, {**above, **below}, held, outer)

    def _first(self, terms: Terms, held: _Held) -> Range:
        """Return what few rows, one after the other, say about a sum."""
        stated, supposed = held.stated, held.supposed
        limits = stated.system.limits

        def interval(limit: int) -> Interval | None:
            return None if stated.stated[limit] in supposed.freed else limits[limit].interval

        bounds = Bounds(
            lambda variable: stated.limits_of.get(variable, ()),
            interval,
            lambda variable: [
                row for row in stated.rows_of.get(variable, ()) if stated.holds(row, supposed)
            ],
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
            self._pins_of(low, held),
            self._pins_of(high, held),
            NOT_CLOSE,
        )

    def _pins_of(self, bound: Bound | None, held: _Held) -> Pins:
        if bound is None:
            return NO_PINS
        return self._pinned(bound.rows, (*bound.lows, *bound.highs), held)

    def _measured(self, measure: _Measure, centre: Terms, held: _Held, found: Range) -> Range:
        """Narrow down a range until it is exact, or known well enough."""
        stated, supposed, enough = held.stated, held.supposed, held.enough
        for size in held.sizes:
            if enough(found.interval, None):
                break
            if self._deadline.is_over:
                return evolve(found, doubt=NO_TIME)
            variables = stated.around(centre, size, supposed)
            is_whole = len(variables) < size
            if is_whole or size > SIZES[0]:
                part = stated.part(variables, supposed)
                found = _tighter(found, self._range(measure(part), part, held))
            if is_whole:
                return found
            inside = measure(stated.part(variables, supposed, self._values))
            if enough(found.interval, inside.interval):
                return evolve(found, doubt=inside.undecided)
        return evolve(found, doubt=NOT_CLOSE)

    def _range(self, found: Extent, part: Part, held: _Held) -> Range:
        low, high = self._pins(found.low, part, held), self._pins(found.high, part, held)
        return Range(found.interval, low, high, found.undecided)

    def _pins(self, reach: Reach, part: Part, held: _Held) -> Pins:
        proof = reach.refutation
        if proof is None:
            return NO_PINS
        # the last row is the one that is refuted
        rows = [part.rows[index] for index in proof.rows if index < len(part.rows)]
        limits = [part.limits[index] for index in (*proof.lows, *proof.highs)]
        return self._pinned(rows, limits, held)

    def _pinned(self, rows: Iterable[int], limits: Iterable[int], held: _Held) -> Pins:
        origins = [held.view.origin(row) for row in rows]
        bounds = [bound for origin in origins for bound in origin.bounds]
        numbers = {self.component.numbers[limit] for limit in limits}
        return Pins(
            tuple(sorted({origin.premise for origin in origins})),
            tuple(sorted(numbers | self._problem.resting_on(bounds))),
        )

    # --- ratios

    def _ratios(self, quantity: int, held: _Held) -> Iterator[Range]:
        """Yield what the quotients allow that relations say a quantity is."""
        for premise, claims in self._claims.get(quantity, {}).items():
            if premise in self._dropped:
                continue
            claim = claims[0]
            slope = claim.factor.terms[quantity]
            above = {index: -factor / slope for index, factor in claim.numerator.terms.items()}
            own = Pins((premise,))
            found = self._of_ratio(self._local(above), self._local(claim.divisor.terms), held)
            low, high = self._sides(quantity, claims, held)
            inside = found.interval
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

    def _sides(self, quantity: int, claims: tuple[Claim, ...], held: _Held) -> tuple[bool, bool]:
        """Tell whether claims say that a quantity is at least, and at most, their quotient."""
        sides = set()
        for claim in claims:
            at = sum(
                (
                    k * self._values[self.component.variable[i]]
                    for i, k in claim.divisor.terms.items()
                ),
                Fraction(0),
            )
            sides.add((claim.factor.terms[quantity] > 0) == (at > 0))
        return False in sides, True in sides

    @cached_property
    def _claims(self) -> Mapping[int, Mapping[int, tuple[Claim, ...]]]:
        """The claims in which a quantity is all of the factor, by it and by their premise."""
        found: defaultdict[int, dict[int, tuple[Claim, ...]]] = defaultdict(dict)
        for premise in self.component.premises:
            alone: defaultdict[int, list[Claim]] = defaultdict(list)
            for claim in self._problem.claims.get(premise, ()):
                whole = claim.moved(claim.factor.constant)
                if len(claim.factor.terms) == 1 and not (
                    whole.numerator.constant or whole.divisor.constant
                ):
                    (quantity,) = claim.factor.terms
                    alone[quantity].append(whole)
            for quantity, claims in alone.items():
                found[quantity][premise] = tuple(claims)
        return found


def _without(view: View, dropped: Set[int]) -> View:
    """Return a view in which some premises say nothing."""
    if not dropped:
        return view
    rows = tuple(
        NO_ROW if view.origin(position).premise in dropped else row
        for position, row in enumerate(view.system.rows)
    )
    return evolve(view, system=evolve(view.system, rows=rows))


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
