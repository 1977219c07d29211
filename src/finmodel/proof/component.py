"""Components: quantities that relations connect, with the systems of rows over them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from fractions import Fraction
from functools import cached_property
from typing import Final

from attrs import frozen

from finmodel.numeric import Interval
from finmodel.proof.assembly import Divisor, claim_row, divisor_key, positive_row
from finmodel.proof.bound import Bounds
from finmodel.proof.problem import Bound, Claim, Origin, Problem, Sign
from finmodel.proof.sign import sign_row
from finmodel.proof.system import NOTHING, Limit, Row, System

EVERYTHING: Final = Interval.everything()
UNCHANGED: Final[Mapping[int, Interval]] = {}
NO_ROW: Final = Row(NOTHING, "<=", Fraction(0))
"""Stands where a row has gone, so that the others keep their indexes."""

_DEPTH: Final = 2
"""How many rows lie between a bound that is found again and the numbers it follows from."""


@frozen(eq=False, slots=False)
class Component:
    """Quantities of a problem that its rows connect, and nothing outside of them.

    Variable, limit and row `i` of its systems are `quantities[i]`, `numbers[i]` and `rows[i]` of
    the problem, whatever is freed. `premises` are those that are only about its quantities.
    """

    problem: Problem
    quantities: tuple[int, ...]
    numbers: tuple[int, ...]
    rows: tuple[int, ...]
    premises: tuple[int, ...]

    @cached_property
    def variable(self) -> Mapping[int, int]:
        """From quantities of the problem to variables of the systems."""
        return {quantity: index for index, quantity in enumerate(self.quantities)}

    @cached_property
    def _base(self) -> System:
        problem, variable = self.problem, self.variable
        numbers = (problem.numbers[index] for index in self.numbers)
        limits = tuple(Limit(variable[n.quantity], n.interval) for n in numbers)
        rows = tuple(self._local(problem.rows[index]) for index in self.rows)
        return System(len(self.quantities), limits, rows)

    def _local(self, row: Row) -> Row:
        variable = self.variable
        terms = {variable[quantity]: factor for quantity, factor in row.terms.items()}
        return Row(terms, row.operator, row.bound)

    @cached_property
    def position(self) -> Mapping[int, int]:
        """From numbers of the problem to limits of the systems."""
        return {number: index for index, number in enumerate(self.numbers)}

    @cached_property
    def _resting(self) -> Mapping[int, tuple[int, ...]]:
        """The positions of the rows that rest on each number."""
        found: defaultdict[int, list[int]] = defaultdict(list)
        for position, row in enumerate(self.rows):
            if self.problem.origins[row].claim is not None:
                for number in self.problem.resting_on(self.problem.origins[row].bounds):
                    found[number].append(position)
        return {number: tuple(positions) for number, positions in found.items()}

    def system(
        self, freed: Set[int] = frozenset(), replaced: Mapping[int, Interval] = UNCHANGED
    ) -> System:
        """Return what the problem says of these quantities, as `view` does."""
        return self.view(freed, replaced).system

    def view(
        self, freed: Set[int] = frozenset(), replaced: Mapping[int, Interval] = UNCHANGED
    ) -> View:
        """Return what the problem says of these quantities, and where the rows come from.

        Numbers that are `freed` say nothing, others are `replaced`. Rows that rest on them change
        with them; where the sign of a divisor or a bound then follows from something else, the row
        is made from that, and where it does not, it says nothing.
        """
        changed = [number for number in (*freed, *replaced) if number in self.position]
        if not changed:
            return View(self, self._base, {})
        limits, rows = list(self._base.limits), list(self._base.rows)
        for number in changed:
            position = self.position[number]
            inside = EVERYTHING if number in freed else replaced[number]
            limits[position] = Limit(limits[position].variable, inside)
        origins: dict[int, Origin] = {}
        touched = {position for number in changed for position in self._resting.get(number, ())}
        if touched:
            again = _Again(self, freed, replaced)
            for position in sorted(touched):
                made = again.row(self.problem.origins[self.rows[position]])
                rows[position] = NO_ROW if made is None else self._local(made[0])
                if made is not None:
                    origins[position] = made[1]
        return View(self, System(len(self.quantities), tuple(limits), tuple(rows)), origins)

    @cached_property
    def linear_rows_of(self) -> Mapping[int, tuple[int, ...]]:
        """The rows of linear premises by quantity, by the problem's indexes."""
        found: defaultdict[int, list[int]] = defaultdict(list)
        for row in self.rows:
            if self.problem.origins[row].claim is None:
                for quantity in self.problem.rows[row].terms:
                    found[quantity].append(row)
        return {quantity: tuple(rows) for quantity, rows in found.items()}

    @cached_property
    def claims_by_divisor(self) -> Mapping[Divisor, tuple[Claim, ...]]:
        """The claims that share a divisor, or its negative."""
        found: defaultdict[Divisor, dict[int, Claim]] = defaultdict(dict)
        for row in self.rows:
            claim = self.problem.origins[row].claim
            if claim is not None:
                found[divisor_key(claim.divisor)][id(claim)] = claim
        return {key: tuple(claims.values()) for key, claims in found.items()}


@frozen(eq=False)
class View:
    """A component after some numbers were freed or replaced: its system, and whence its rows.

    `changed` are the origins of the rows that rest on other numbers than before.
    """

    component: Component
    system: System
    changed: Mapping[int, Origin]

    def origin(self, position: int) -> Origin:
        """Return where a row of the system comes from."""
        component = self.component
        known = self.changed.get(position)
        return component.problem.origins[component.rows[position]] if known is None else known


class _Again:
    """Makes rows of claims again after numbers have changed."""

    def __init__(
        self, component: Component, freed: Set[int], replaced: Mapping[int, Interval]
    ) -> None:
        self._component = component
        self._changed = {*freed, *replaced}
        numbers = component.problem.numbers

        def interval(number: int) -> Interval | None:
            if number in freed:
                return None
            return replaced[number] if number in replaced else numbers[number].interval

        self._bounds = Bounds(
            component.problem.numbers_of.__getitem__,
            interval,
            lambda quantity: component.linear_rows_of.get(quantity, ()),
            component.problem.rows.__getitem__,
        )
        self._interval = interval
        self._signs: dict[Divisor, Sign | None] = {}

    def row(self, origin: Origin) -> tuple[Row, Origin] | None:
        """Return the row of an origin as it is now; `None` where nothing follows any more."""
        assert origin.claim is not None  # noqa: S101 - rows of linear premises rest on no numbers
        assert origin.sign is not None  # noqa: S101 - every row of a claim has one
        if origin.is_about_sign:
            return sign_row(origin.premise, origin.claim, lambda f: self._bounds.below(f, _DEPTH))
        sign = self._sign(origin.sign)
        if sign is None:
            return None
        claim = origin.claim if sign.divisor == origin.claim.divisor else origin.claim.turned
        if origin.factor is None:
            return positive_row(claim.divisor), Origin(origin.premise, claim, None, sign)
        factor = self._factor(claim, origin.factor)
        if factor is None:
            return None
        return claim_row(claim, factor), Origin(origin.premise, claim, factor, sign)

    def _sign(self, sign: Sign) -> Sign | None:
        """Return the sign of a divisor, found again if it rests on something that has changed."""
        if self._changed.isdisjoint(self._component.problem.resting_on(sign.bounds)):
            return sign
        key = divisor_key(sign.divisor)
        if key not in self._signs:
            self._signs[key] = self._found(key)
        return self._signs[key]

    def _found(self, key: Divisor) -> Sign | None:
        for claim in self._component.claims_by_divisor[key]:
            sign = self._bounds.sign((claim,), _DEPTH)
            if sign is not None:
                return sign
        return None

    def _factor(self, claim: Claim, known: Bound) -> Bound | None:
        """Return a bound on a factor: the known one, with the ends that its numbers have now."""
        problem = self._component.problem
        again = None
        if claim.factor == known.form and all(problem.origins[r].claim is None for r in known.rows):
            again = problem.again(known, self._interval)
        return self._bounds.below(claim.factor, _DEPTH) if again is None else again


def components_of(problem: Problem) -> tuple[Component, ...]:
    """Return the components of a problem in the order of their first quantities.

    A quantity that no row is about is one by itself if several numbers state it, and else none.
    """
    groups = _Groups(len(problem.quantities))
    has_rows = {origin.premise for origin in problem.origins} | problem.claims.keys()
    for index in has_rows:
        groups.join(problem.premises[index].quantities)
    members: defaultdict[int, list[int]] = defaultdict(list)
    for quantity in range(len(problem.quantities)):
        members[groups.root(quantity)].append(quantity)
    rows: defaultdict[int, list[int]] = defaultdict(list)
    for row, origin in enumerate(problem.origins):
        rows[groups.root(problem.premises[origin.premise].quantities[0])].append(row)
    premises: defaultdict[int, list[int]] = defaultdict(list)
    for index in sorted(has_rows):
        premises[groups.root(problem.premises[index].quantities[0])].append(index)
    return tuple(_components(problem, members, rows, premises))


def _components(
    problem: Problem,
    members: Mapping[int, list[int]],
    rows: Mapping[int, list[int]],
    premises: Mapping[int, list[int]],
) -> Iterator[Component]:
    for root, quantities in members.items():
        numbers = [number for quantity in quantities for number in problem.numbers_of[quantity]]
        if root in premises or len(numbers) > 1:
            yield Component(
                problem,
                tuple(quantities),
                tuple(numbers),
                tuple(rows.get(root, ())),
                tuple(premises.get(root, ())),
            )


class _Groups:
    """Disjoint sets of quantities."""

    def __init__(self, size: int) -> None:
        self._above = list(range(size))

    def root(self, member: int) -> int:
        above = self._above
        while above[member] != member:
            above[member] = above[above[member]]
            member = above[member]
        return member

    def join(self, members: Iterable[int]) -> None:
        first, *others = map(self.root, members)
        for other in others:
            root = self.root(other)
            first = self.root(first)
            # the least is the root, which keeps the order of components
            low, high = min(first, root), max(first, root)
            self._above[high] = low
