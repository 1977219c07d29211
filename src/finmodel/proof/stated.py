"""A linear system whose limits and rows rest on numbers, any of which may be taken back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from functools import cached_property
from typing import Final

from attrs import evolve, frozen

from finmodel.proof.system import Limit, Refutation, Row, System

ALWAYS: Final = 0
"""In place of an assumption: none is needed."""


@frozen
class Supposition:
    """Numbers that may be anything, and assumptions that are made instead of what they showed."""

    freed: frozenset[int]
    assumed: frozenset[int] = frozenset()


@frozen(eq=False, slots=False)
class StatedSystem:
    """A system in which limit `i` is what number `stated[i]` says, and row `j` rests on some.

    When a number is freed, its limit and the rows that rest on it go. Row `j` only holds where
    `assuming[j]` is assumed, if that is not `ALWAYS`; an assumption is a negative number.
    """

    system: System
    stated: Sequence[int]
    resting: Sequence[frozenset[int]]
    assuming: Sequence[int]

    def holds(self, row: int, supposed: Supposition) -> bool:
        """Tell whether a row is part of the system under a supposition."""
        assumption = self.assuming[row]
        return (assumption == ALWAYS or assumption in supposed.assumed) and self.resting[
            row
        ].isdisjoint(supposed.freed)

    @cached_property
    def rows_of(self) -> Mapping[int, Sequence[int]]:
        """The rows in which each variable stands."""
        found: defaultdict[int, list[int]] = defaultdict(list)
        for index, row in enumerate(self.system.rows):
            for variable in row.terms:
                found[variable].append(index)
        return found

    @cached_property
    def limits_of(self) -> Mapping[int, Sequence[int]]:
        """The limits of each variable."""
        found: defaultdict[int, list[int]] = defaultdict(list)
        for index, limit in enumerate(self.system.limits):
            found[limit.variable].append(index)
        return found

    @cached_property
    def limits_by(self) -> Mapping[int, Sequence[int]]:
        """The limits that each number states."""
        found: defaultdict[int, list[int]] = defaultdict(list)
        for index, number in enumerate(self.stated):
            found[number].append(index)
        return found

    @cached_property
    def rows_by(self) -> Mapping[int, Sequence[int]]:
        """The rows that rest on each number."""
        found: defaultdict[int, list[int]] = defaultdict(list)
        for index, numbers in enumerate(self.resting):
            for number in numbers:
                found[number].append(index)
        return found

    @cached_property
    def rows_assuming(self) -> Mapping[int, Sequence[int]]:
        """The rows that hold under each assumption."""
        found: defaultdict[int, list[int]] = defaultdict(list)
        for index, assumption in enumerate(self.assuming):
            if assumption != ALWAYS:
                found[assumption].append(index)
        return found

    def grounds(self, refutation: Refutation) -> frozenset[int]:
        """Return the numbers, and the assumptions, that a refutation uses."""
        limits = {self.stated[index] for index in (*refutation.lows, *refutation.highs)}
        assumed = {self.assuming[index] for index in refutation.rows} - {ALWAYS}
        return frozenset(limits | assumed).union(
            *(self.resting[index] for index in refutation.rows)
        )

    def around(self, centre: Iterable[int], most: int, supposed: Supposition) -> frozenset[int]:
        """Return variables near others: those that rows lead to first, up to some number."""
        reached = dict.fromkeys(sorted(centre))
        queue = list(reached)
        for variable in queue:
            for index in self.rows_of.get(variable, ()):
                if len(reached) >= most:
                    return frozenset(reached)
                if self.holds(index, supposed):
                    new = [other for other in self.system.rows[index].terms if other not in reached]
                    reached.update(dict.fromkeys(new))
                    queue += new
        return frozenset(reached)

    def part(
        self,
        variables: frozenset[int],
        supposed: Supposition,
        outside: Sequence[Fraction] | None = None,
    ) -> Part:
        """Return the system over some of the variables, under a supposition.

        Rows that lead out of it are dropped, so that what refutes the part refutes the whole; or
        the variables outside keep the values given, so that what satisfies the part satisfies the
        whole with them, if they do.
        """
        own = sorted(variables)
        places = {variable: place for place, variable in enumerate(own)}
        limits = [
            index
            for variable in own
            for index in self.limits_of.get(variable, ())
            if self.stated[index] not in supposed.freed
        ]
        touched = sorted({index for variable in own for index in self.rows_of.get(variable, ())})
        rows: list[int] = []
        written: list[Row] = []
        for index in touched:
            row = self.system.rows[index]
            is_inside = row.terms.keys() <= variables
            if (is_inside or outside is not None) and self.holds(index, supposed):
                rows.append(index)
                written.append(_rewritten(row, places, () if outside is None else outside))
        limited = tuple(
            Limit(places[self.system.limits[index].variable], self.system.limits[index].interval)
            for index in limits
        )
        return Part(System(len(own), limited, tuple(written)), own, limits, rows)


def _rewritten(row: Row, places: Mapping[int, int], outside: Sequence[Fraction]) -> Row:
    bound = row.bound
    terms: dict[int, Fraction] = {}
    for variable, factor in row.terms.items():
        if variable in places:
            terms[places[variable]] = factor
        else:
            bound -= factor * outside[variable]
    return Row(terms, row.operator, bound)


@frozen(eq=False)
class Part:
    """A system over some variables of another, with the indexes that its own stand for."""

    system: System
    variables: Sequence[int]
    limits: Sequence[int]
    rows: Sequence[int]

    def refutation(self, own: Refutation) -> Refutation:
        """Return a refutation of the part as one of the whole."""
        return Refutation(
            {self.rows[index]: multiplier for index, multiplier in own.rows.items()},
            {self.limits[index]: multiplier for index, multiplier in own.lows.items()},
            {self.limits[index]: multiplier for index, multiplier in own.highs.items()},
        )

    def filled(self, own: Sequence[Fraction], outside: Sequence[Fraction]) -> tuple[Fraction, ...]:
        """Return the values of all variables: those of the part, and the others as they were."""
        values = list(outside)
        for variable, value in zip(self.variables, own, strict=True):
            values[variable] = value
        return tuple(values)

    def with_rows(self, rows: Iterable[Row], outside: Sequence[Fraction]) -> System:
        """Return the system with more rows, in which other variables keep the values given."""
        places = {variable: place for place, variable in enumerate(self.variables)}
        more = (_rewritten(row, places, outside) for row in rows)
        return evolve(self.system, rows=(*self.system.rows, *more))

    def objective(self, terms: Mapping[int, Fraction]) -> dict[int, Fraction]:
        """Return a sum of terms over the variables of the whole as one over those of the part."""
        places = {variable: place for place, variable in enumerate(self.variables)}
        return {places[variable]: factor for variable, factor in terms.items()}
