"""Sparse linear equations in exact numbers: Gaussian elimination that avoids fill-in.

Sums in statements are nearly trees: a line item stands in one or two of them. Taking first what
stands alone in a row or a column, most of the elimination needs no arithmetic at all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from fractions import Fraction
from functools import partial
from heapq import heapify, heappop, heappush

from attrs import frozen

from finmodel.proof.standard import Exact, whole


@frozen
class _Pivot:
    row: int
    column: int
    upper: Mapping[int, Exact]


@frozen
class _Step:
    target: int
    source: int
    factor: Exact


class Factor:
    """A triangular form of some rows over some columns, for solving either way.

    `pivots` pairs rows with columns. Rows that depend on others are paired with none, columns that
    no row needs likewise; the equations between the paired ones always have one solution.
    `ranks` gives the columns that may be taken, those of small rank rather.
    """

    def __init__(self, rows: Mapping[int, Mapping[int, Exact]], ranks: Mapping[int, float]) -> None:
        self._ranks = ranks
        self._active: dict[int, dict[int, Exact]] = {
            index: {c: value for c, value in terms.items() if c in ranks}
            for index, terms in rows.items()
        }
        self._having: defaultdict[int, set[int]] = defaultdict(set)
        for index, terms in self._active.items():
            for column in terms:
                self._having[column].add(index)
        self._order: list[_Pivot] = []
        self._steps: list[_Step] = []
        self._eliminate()
        self.pivots: dict[int, int] = {pivot.row: pivot.column for pivot in self._order}

    def _eliminate(self) -> None:
        alone = [(self._ranks[c], c) for c, having in self._having.items() if len(having) == 1]
        heapify(alone)
        short = [(len(terms), row) for row, terms in self._active.items()]
        heapify(short)
        while short or alone:
            if alone:
                _, column = heappop(alone)
                row = min(self._having.get(column, ()), default=-1)
                if row >= 0:
                    self._pivot(row, column, alone, short)
                continue
            length, row = heappop(short)
            terms = self._active.get(row)
            if terms and len(terms) == length:
                self._pivot(row, min(terms, key=partial(self._cost, terms)), alone, short)

    def _cost(self, terms: Mapping[int, Exact], column: int) -> tuple[int, bool, float, int]:
        is_one = terms[column] in (1, -1)
        return len(self._having[column]), not is_one, self._ranks[column], column

    def _pivot(
        self, row: int, column: int, alone: list[tuple[float, int]], short: list[tuple[int, int]]
    ) -> None:
        terms = self._active.pop(row)
        for other in terms:
            self._having[other].discard(row)
        for target in sorted(self._having.pop(column)):
            changed = self._active[target]
            factor = quotient(changed[column], terms[column])
            self._steps.append(_Step(target, row, factor))
            self._subtract(target, factor, terms)
            heappush(short, (len(changed), target))
        for other in terms:
            if len(self._having.get(other, ())) == 1:
                heappush(alone, (self._ranks[other], other))
        self._order.append(_Pivot(row, column, terms))

    def _subtract(self, target: int, factor: Exact, terms: Mapping[int, Exact]) -> None:
        changed = self._active[target]
        for column, value in terms.items():
            rest = changed.get(column, 0) - factor * value
            if rest:
                changed[column] = whole(rest)
                if column in self._having:
                    self._having[column].add(target)
            else:
                changed.pop(column, None)
                if column in self._having:
                    self._having[column].discard(target)

    def solved(self, right: Mapping[int, Exact]) -> dict[int, Exact]:
        """Return the columns' values for which the paired rows make these right sides."""
        sides = defaultdict(int, right)
        for step in self._steps:
            if sides[step.source]:
                sides[step.target] -= step.factor * sides[step.source]
        values: dict[int, Exact] = {}
        for pivot in reversed(self._order):
            rest = sides[pivot.row]
            for column, coefficient in pivot.upper.items():
                known = values.get(column)
                if known:
                    rest -= coefficient * known
            values[pivot.column] = quotient(rest, pivot.upper[pivot.column])
        return values

    def combined(self, wanted: Mapping[int, Exact]) -> dict[int, Exact]:
        """Return the multipliers with which the paired rows sum to these in the paired columns."""
        rests = defaultdict(int, wanted)
        multipliers: defaultdict[int, Exact] = defaultdict(int)
        for pivot in self._order:
            rest = rests[pivot.column]
            if not rest:
                continue
            multiplier = quotient(rest, pivot.upper[pivot.column])
            multipliers[pivot.row] = multiplier
            for column, coefficient in pivot.upper.items():
                rests[column] -= multiplier * coefficient
        for step in reversed(self._steps):
            below = multipliers.get(step.target)
            if below:
                multipliers[step.source] -= step.factor * below
        return {row: whole(value) for row, value in multipliers.items() if value}


def quotient(above: Exact, below: Exact) -> Exact:
    """Return an exact quotient, as an integer where it is one."""
    return whole(Fraction(above) / below) if below not in (1, -1) else above * below
