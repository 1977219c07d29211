"""Confirming values that satisfy the rows of a component: do they satisfy its relations?

Rows keep a quotient in the interval of the number that states it, but do not say that it is the
value that the number has. Where only few values change, only the relations about these are looked
at, and mostly it is enough to give each ratio the value of its quotient.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from fractions import Fraction
from functools import cached_property

from finmodel.language.form import Affine, value
from finmodel.proof.component import Component
from finmodel.proof.deadline import Deadline
from finmodel.proof.oracle import Values
from finmodel.proof.problem import Premise
from finmodel.proof.solve import solve
from finmodel.proof.stated import StatedSystem, Supposition
from finmodel.proof.system import System, Verdict, total
from finmodel.proof.truth import Truth
from finmodel.rules.relation import is_claim


class Confirmation:
    """Makes true values of values that satisfy the rows of a component under suppositions."""

    def __init__(self, component: Component, stated: StatedSystem, deadline: Deadline) -> None:
        self._component = component
        self._problem = component.problem
        self._stated = stated
        self._deadline = deadline
        self._truth = Truth(component, self._solve)

    def __call__(
        self, values: Values, supposed: Supposition, changed: Set[int] | None
    ) -> Values | None:
        """Return true values near the given ones, `None` where none are found.

        Only relations about variables that have `changed` are in question; `None` is all.
        """
        by_variable = self._curved_of
        pending = [
            premise
            for variable in sorted(by_variable.keys() if changed is None else changed)
            for premise in by_variable.get(variable, ())
        ]
        settled = self._settled(list(values), pending, supposed)
        return self._solved(values, supposed) if settled is None else settled

    def _settled(
        self, values: list[Fraction], pending: list[int], supposed: Supposition
    ) -> Values | None:
        """Give ratios the values of their quotients; `None` where that is not enough."""
        done = set[int]()
        for index in pending:
            premise = self._problem.premises[index]
            at = [values[self._component.variable[quantity]] for quantity in premise.quantities]
            if premise.holds(dict(zip(premise.quantities, at, strict=True))):
                continue
            ratio = _ratio(premise)
            if ratio is None or ratio in done:
                return None
            done.add(ratio)
            try:
                follows = value(premise.right, at)
            except ZeroDivisionError:
                return None
            variable = self._component.variable[ratio]
            values[variable] = follows
            if not self._is_allowed(variable, values, supposed):
                return None
            pending += self._curved_of[variable]
        return tuple(values)

    def _is_allowed(self, variable: int, values: Sequence[Fraction], supposed: Supposition) -> bool:
        """Tell whether the limits and the rows of a variable hold."""
        stated, system = self._stated, self._stated.system
        return all(
            values[variable] in system.limits[index].interval
            for index in stated.limits_of.get(variable, ())
            if stated.stated[index] not in supposed.freed
        ) and all(
            system.rows[index].allows(total(system.rows[index].terms, values))
            for index in stated.rows_of.get(variable, ())
            if stated.holds(index, supposed)
        )

    @cached_property
    def _curved_of(self) -> Mapping[int, Sequence[int]]:
        """The relations that are not linear, by the variables that they are about."""
        found: defaultdict[int, list[int]] = defaultdict(list)
        for index in self._component.premises:
            if index in self._problem.claims:
                for quantity in self._problem.premises[index].quantities:
                    found[self._component.variable[quantity]].append(index)
        return found

    def _solved(self, values: Values, supposed: Supposition) -> Values | None:
        view = self._component.view(supposed.freed)
        found = self._truth.values(view, values, supposed.freed)
        if found is None:
            return None
        return tuple(found[quantity] for quantity in self._component.quantities)

    def _solve(self, system: System) -> Verdict:
        return solve(system, time_limit=self._deadline.left)


def _ratio(premise: Premise) -> int | None:
    """Return the quantity that a relation equates with everything else, if one stands alone."""
    left = premise.left
    if premise.operator == "=" and isinstance(left, Affine) and is_claim(left):
        (claim,) = left.terms
        return premise.quantities[claim]
    return None
