"""Where the right value of a number must lie, once it and others may be anything."""

from __future__ import annotations

from functools import reduce
from typing import Final

from attrs import frozen

from finmodel.numeric import Interval
from finmodel.proof.deadline import Deadline
from finmodel.proof.search import UndecidedError
from finmodel.proof.stated import Supposition
from finmodel.proof.suspicion import Suspicion
from finmodel.proof.vicinity import Quotients, Vicinity


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


ANYTHING: Final = Allowance((Interval.everything(),), is_exact=False)


class Allowances:
    """Finds the intervals in which right values lie, in one component."""

    def __init__(self, suspicion: Suspicion, deadline: Deadline) -> None:
        self._suspicion = suspicion
        self._quotients = Quotients(suspicion.component)
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
        component, local = self._suspicion.component, self._suspicion.local
        vicinity = Vicinity(
            component,
            self._quotients,
            local.stated,
            case,
            local.witness(case).values,
            self._deadline,
        )
        found = vicinity.of_quantity(component.problem.numbers[number].quantity)
        if found is None or found.interval.is_empty:
            return ANYTHING
        return Allowance((found.interval,), is_exact=not found.doubt)
