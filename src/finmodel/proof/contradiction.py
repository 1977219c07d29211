"""Contradictions of single relations, and of single quantities, with the numbers about them.

These are what validation finds too: a relation that is false whatever its own numbers stand for.
Ranges tell, no solver is asked, and nothing in such a contradiction can be left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence, Set
from fractions import Fraction
from functools import reduce
from math import inf, isfinite
from typing import Final, TypeAlias

from finmodel.language.form import bounds, minus
from finmodel.numeric import Interval
from finmodel.proof.component import Component
from finmodel.proof.problem import Premise, Problem
from finmodel.proof.system import Refutation, Row
from finmodel.rules.relation.relation import can_hold

_ONE: Final = Fraction(1)
_LOST: Final = 1e-9
"""What part of a sum floating point may lose, at most."""

End: TypeAlias = tuple[Fraction, bool]
"""The end of a limit, times −1 for a high one, and whether it is excluded."""


def contradictions(component: Component) -> Iterator[Refutation]:
    """Yield a refutation for each quantity and each relation that its own numbers refute."""
    found = _Contradictions(component)
    yield from found.of_quantities()
    yield from found.of_relations()


class _Contradictions:
    """The ranges of one component's quantities, and what they refute.

    Where numbers of a quantity contradict each other, its range holds all of them, so that no
    relation is blamed for it.
    """

    def __init__(self, component: Component) -> None:
        self._component = component
        self._system = component.system()
        self._crossing: dict[int, Refutation] = {}
        self._ends: dict[tuple[int, int], tuple[End, int]] = {}
        on: defaultdict[int, list[int]] = defaultdict(list)
        for index, limit in enumerate(self._system.limits):
            on[limit.variable].append(index)
        for variable, limits in on.items():
            self._read(variable, limits)
        self._hints = {key: _float(end[0]) for key, (end, _) in self._ends.items()}

    def _read(self, variable: int, limits: Sequence[int]) -> None:
        """Note the ends of a variable, the tightest unless these contradict each other."""
        lows = [(end, i) for i in limits if (end := self._end(i, 1)) is not None]
        highs = [(end, i) for i in limits if (end := self._end(i, -1)) is not None]
        if not lows or not highs:
            known = ((1, max(lows, default=None)), (-1, max(highs, default=None)))
        else:
            (low, first), (high, last) = max(lows), max(highs)
            gap = low[0] + high[0]
            choose = max
            if gap > 0 or (gap == 0 and (low[1] or high[1])):
                self._crossing[variable] = Refutation(lows={first: _ONE}, highs={last: _ONE})
                choose = min
            known = ((1, choose(lows)), (-1, choose(highs)))
        for sign, found in known:
            if found is not None:
                self._ends[variable, sign] = found

    def _end(self, index: int, sign: int) -> End | None:
        inside = self._system.limits[index].interval
        end = inside.low if sign > 0 else inside.high
        is_open = inside.low_open if sign > 0 else inside.high_open
        return None if end is None else (sign * end, is_open)

    def of_quantities(self) -> Iterator[Refutation]:
        """Yield the two numbers of each quantity that contradict each other most."""
        yield from self._crossing.values()

    def of_relations(self) -> Iterator[Refutation]:
        """Yield a refutation of each relation that is refuted, one with the fewest numbers."""
        found = {
            position: refutation
            for position, row in enumerate(self._system.rows)
            if (refutation := self._refutation(position, row)) is not None
        }
        by_premise: defaultdict[int, list[int]] = defaultdict(list)
        for position in found:
            if self._is_agreed(position, found.keys()):
                origin = self._component.problem.origins[self._component.rows[position]]
                by_premise[origin.premise].append(position)
        for positions in by_premise.values():
            yield found[min(positions, key=self._size)]

    def _refutation(self, position: int, row: Row) -> Refutation | None:
        if self._exceeds(row, 1):
            return self._sum(position, row, 1)
        if row.operator == "=" and self._exceeds(row, -1):
            return self._sum(position, row, -1)
        return None

    def _exceeds(self, row: Row, times: int) -> bool:
        """Tell whether the least that `times · terms` can be is above `times · bound`."""
        hints, about, size = self._hints, -times * _float(row.bound), abs(_float(row.bound))
        for variable, factor in row.terms.items():
            end = hints.get((variable, 1 if (factor > 0) == (times > 0) else -1))
            if end is None:
                return False
            part = _float(abs(factor)) * end
            about += part
            size += abs(part)
        if isfinite(size) and about < -_LOST * size:
            return False
        least, is_open = -times * row.bound, row.is_strict
        for variable, factor in row.terms.items():
            (value, is_excluded), _ = self._ends[variable, 1 if factor * times > 0 else -1]
            least += abs(factor) * value
            is_open |= is_excluded
        return least > 0 or (least == 0 and is_open)

    def _sum(self, position: int, row: Row, times: int) -> Refutation:
        lows: dict[int, Fraction] = {}
        highs: dict[int, Fraction] = {}
        for variable, factor in row.terms.items():
            is_low = factor * times > 0
            _, limit = self._ends[variable, 1 if is_low else -1]
            (lows if is_low else highs)[limit] = abs(factor)
        return Refutation({position: Fraction(times)}, lows, highs)

    def _is_agreed(self, position: int, refuted: Set[int]) -> bool:
        """Tell whether a row is refuted whichever it rests on of numbers that contradict others."""
        component, numbers = self._component, self._resting(position)
        variables = {self._system.limits[component.position[n]].variable for n in numbers}
        if variables.isdisjoint(self._crossing):
            return True
        origins = [component.problem.origins[row] for row in component.rows]
        claim = origins[position].claim
        alike = {at for at, one in enumerate(origins) if one.claim is claim and one.factor}
        return position in alike and refuted >= alike

    def _resting(self, position: int) -> frozenset[int]:
        problem = self._component.problem
        return problem.resting_on(problem.origins[self._component.rows[position]].bounds)

    def _size(self, position: int) -> tuple[int, int]:
        """Return how many numbers and terms refute a row."""
        return len(self._resting(position)), len(self._system.rows[position].terms)


def is_refuted(problem: Problem, premise: Premise) -> bool:
    """Tell whether its own numbers refute a premise, whatever its form: as validation does."""
    numbers = ([problem.numbers[n] for n in problem.numbers_of[q]] for q in premise.quantities)
    box = [_together([number.interval for number in each]) for each in numbers]
    try:
        difference = bounds(minus(premise.left, premise.right), box)
    except ZeroDivisionError:
        return False
    return not can_hold(premise.operator, difference)


def _together(intervals: Sequence[Interval]) -> Interval:
    """Return what intervals have in common, or if that is nothing, what holds them all."""
    common = reduce(Interval.__and__, intervals, Interval.everything())
    return reduce(Interval.__or__, intervals) if common.is_empty else common


def _float(exact: Fraction) -> float:
    try:
        return float(exact)
    except OverflowError:
        return inf if exact > 0 else -inf
