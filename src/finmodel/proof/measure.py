"""How far quantities and quotients of a component can go, without some of its numbers.

Rows that rest on a number go when it is freed, or are made again from what else shows the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from fractions import Fraction
from functools import cached_property
from operator import eq

from attrs import evolve

from finmodel.proof.centre import centre
from finmodel.proof.component import NO_ROW, Component, View
from finmodel.proof.deadline import Deadline
from finmodel.proof.prove import Judged
from finmodel.proof.range import Pins, Range, anything
from finmodel.proof.solve import solve
from finmodel.proof.stated import ALWAYS, StatedSystem, Supposition
from finmodel.proof.system import Feasible, Verdict
from finmodel.proof.vicinity import SIZES, Enough, Quotients, Terms, Vicinity


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
        self._quotients = Quotients(component, self._dropped)

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
        # the more room there is around values, the fewer of them need to move to measure one
        system = _without(component.view(counts_not), dropped).system
        found: Verdict | None = centre(system, deadline)
        if found is None and judged.values is not None and named <= counts_not:
            return cls(component, judged.values, counts_not, dropped, deadline)
        found = found or solve(system, time_limit=deadline.left)
        if not isinstance(found, Feasible):
            return None
        values = dict(zip(component.quantities, found.witness, strict=True))
        return cls(component, values, counts_not, dropped, deadline)

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
        vicinity = evolve(self._without(free), enough=enough, sizes=sizes)
        found = vicinity.of_quantity(quantity)
        own = self._own(quantity, free)
        return own if found is None else found & own

    def of_sum(self, terms: Terms) -> Range:
        """Return what a sum over quantities can be."""
        return self._without().of_sum(self._local(terms))

    def of_ratio(self, above: Terms, below: Terms) -> Range:
        """Return what a quotient of sums over quantities can be."""
        return self._without().of_ratio(self._local(above), self._local(below))

    def _local(self, terms: Terms) -> dict[int, Fraction]:
        variable = self.component.variable
        return {variable[quantity]: factor for quantity, factor in terms.items()}

    def _own(self, quantity: int, free: frozenset[int]) -> Range:
        """Return what the numbers of a quantity say that are not freed."""
        problem, found = self.component.problem, anything()
        for index in problem.numbers_of[quantity]:
            if index not in free and index not in self._freed:
                pins = Pins(numbers=(index,))
                found &= Range(problem.numbers[index].interval, pins, pins)
        return found

    # --- the rows that count

    def _without(self, free: frozenset[int] = frozenset()) -> Vicinity:
        """Return what measures once some numbers are freed too."""
        view, stated = self._base, self._stated
        if not free.isdisjoint(self._shows_signs):
            view = _without(self.component.view(self._freed | free), self._dropped)
            resting = list(stated.resting)
            for row in view.changed:
                resting[row] = self.component.problem.resting_on(view.origin(row).bounds)
            stated = evolve(stated, system=view.system, resting=resting)
        return Vicinity(
            self.component,
            self._quotients,
            stated,
            Supposition(free),
            self._values,
            self._deadline,
            view.origin,
        )

    @cached_property
    def _base(self) -> View:
        return _without(self.component.view(self._freed), self._dropped)

    @cached_property
    def _stated(self) -> StatedSystem:
        view, problem = self._base, self.component.problem
        count = len(view.system.rows)
        resting = [problem.resting_on(view.origin(row).bounds) for row in range(count)]
        return StatedSystem(view.system, self.component.numbers, resting, [ALWAYS] * count)

    @cached_property
    def _shows_signs(self) -> frozenset[int]:
        """The numbers that show the signs of divisors; without one, others may show them."""
        origins = (self._base.origin(row) for row in range(len(self._base.system.rows)))
        bounds = [bound for o in origins if o.sign is not None for bound in o.sign.bounds]
        return self.component.problem.resting_on(bounds)


def _without(view: View, dropped: Set[int]) -> View:
    """Return a view in which some premises say nothing."""
    if not dropped:
        return view
    rows = tuple(
        NO_ROW if view.origin(position).premise in dropped else row
        for position, row in enumerate(view.system.rows)
    )
    return evolve(view, system=evolve(view.system, rows=rows))
