"""Confirming values that satisfy the rows of a component: do they satisfy its relations?

Rows keep a quotient in the interval of the number that states it, but do not say that it is the
value that the number has. Where only few values change, only the relations about these are looked
at, and mostly it is enough to give each ratio the value of its quotient.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from fractions import Fraction
from functools import cached_property
from typing import Final

from finmodel.language.form import Affine, value
from finmodel.proof.component import Component
from finmodel.proof.deadline import Deadline
from finmodel.proof.oracle import Settling, Values, Witness
from finmodel.proof.problem import Premise
from finmodel.proof.solve import solve
from finmodel.proof.stated import StatedSystem, Supposition
from finmodel.proof.system import Feasible, Row, System, Verdict, total
from finmodel.proof.truth import Truth
from finmodel.rules.relation.relation import is_claim

_SIZES: Final = (40, 160)
"""How many variables are moved at once where relations fail."""


class Confirmation(Settling):
    """Makes true values of values that satisfy the rows of a component under suppositions."""

    def __init__(self, component: Component, stated: StatedSystem, deadline: Deadline) -> None:
        self._component = component
        self._problem = component.problem
        self._stated = stated
        self._deadline = deadline
        self._truth = Truth(component, deadline)

    def settled(
        self,
        values: Values,
        supposed: Supposition,
        changed: Set[int] | None,
        failing: frozenset[int],
    ) -> Witness:
        """Return values with ratios that have the values of their quotients, where they can."""
        found = self._all_settled(values, supposed, changed, failing)
        if found.failing and changed is not None:
            return self._mended(found, supposed)
        return found

    def _all_settled(
        self,
        values: Values,
        supposed: Supposition,
        changed: Set[int] | None,
        failing: frozenset[int],
    ) -> Witness:
        by_variable = self._curved_of
        touched = sorted(by_variable.keys() if changed is None else changed)
        pending = [index for variable in touched for index in by_variable.get(variable, ())]
        pending += sorted(failing)
        settled = list(values)
        left = set[int]()
        done = set[int]()
        for index in pending:
            if index in left or self._problem.premises[index].holds(self._at(index, settled)):
                continue
            variable = self._settled(index, settled, supposed)
            if variable is None or variable in done:
                left.add(index)
                continue
            done.add(variable)
            pending += self._curved_of[variable]
        still = (i for i in left if not self._problem.premises[i].holds(self._at(i, settled)))
        return Witness(tuple(settled), frozenset(still))

    def _at(self, premise: int, values: Sequence[Fraction]) -> dict[int, Fraction]:
        quantities = self._problem.premises[premise].quantities
        return {quantity: values[self._component.variable[quantity]] for quantity in quantities}

    def _settled(self, premise: int, values: list[Fraction], supposed: Supposition) -> int | None:
        """Give the ratio of a relation the value of its quotient; `None` where it cannot have it.

        Return its variable.
        """
        stated = self._problem.premises[premise]
        ratio = _ratio(stated)
        if ratio is None:
            return None
        at = self._at(premise, values)
        try:
            follows = value(stated.right, [at[quantity] for quantity in stated.quantities])
        except ZeroDivisionError:
            return None
        variable = self._component.variable[ratio]
        before, values[variable] = values[variable], follows
        if self._is_allowed(variable, values, supposed):
            return variable
        values[variable] = before
        return None

    def _mended(self, witness: Witness, supposed: Supposition) -> Witness:
        """Hold the ratios near failing relations, which makes these linear, and solve again."""
        centre = {variable for index in witness.failing for variable in self._variables(index)}
        for size in _SIZES:
            variables = self._stated.around(centre, size, supposed) | centre
            part = self._stated.part(variables, supposed, witness.values)
            rows = self.held(variables, frozenset(), witness.values)
            verdict = self._solve(part.with_rows(rows, witness.values))
            if isinstance(verdict, Feasible):
                filled = part.filled(verdict.witness, witness.values)
                found = self._all_settled(filled, supposed, variables, witness.failing)
                if len(found.failing) < len(witness.failing):
                    return found
        return witness

    def held(self, variables: Set[int], free: Set[int], values: Values) -> Sequence[Row]:
        """Return rows that hold the ratios of the relations about some variables.

        They make these linear: the ratio stays at its value, and the quotient at the same. A
        ratio that stands nowhere else can follow instead.
        """
        near = dict.fromkeys(i for v in sorted(variables) for i in self._curved_of.get(v, ()))
        return [
            row
            for index in near
            if free.isdisjoint(self._variables(index))
            for row in self._held(index, values)
        ]

    def _held(self, premise: int, values: Values) -> Iterator[Row]:
        stated = self._problem.premises[premise]
        ratio = _ratio(stated)
        if ratio is None:
            return
        variable = self._component.variable[ratio]
        is_elsewhere = self._stated.rows_of.get(variable) or len(self._curved_of[variable]) > 1
        claim = self._problem.claims[premise][0]
        if not is_elsewhere or claim.factor.terms.keys() != {ratio}:
            return
        held = values[variable]
        moved = claim.moved(claim.factor.constant + claim.factor.terms[ratio] * held).numerator
        yield Row({variable: Fraction(1)}, "=", held)
        names = self._component.variable
        terms = {names[quantity]: factor for quantity, factor in moved.terms.items()}
        yield Row(terms, "=", -moved.constant)

    def _variables(self, premise: int) -> Iterator[int]:
        for quantity in self._problem.premises[premise].quantities:
            yield self._component.variable[quantity]

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

    def solved(self, values: Values, supposed: Supposition) -> Witness | None:
        """Return values that satisfy all relations, looked for in the whole component."""
        view = self._component.view(supposed.freed)
        found = self._truth.values(view, values, supposed.freed)
        if found is None:
            return None
        return Witness(tuple(found[quantity] for quantity in self._component.quantities))

    def _solve(self, system: System) -> Verdict:
        return solve(system, time_limit=self._deadline.left)


def _ratio(premise: Premise) -> int | None:
    """Return the quantity that a relation equates with everything else, if one stands alone."""
    left = premise.left
    if premise.operator == "=" and isinstance(left, Affine) and is_claim(left):
        (claim,) = left.terms
        return premise.quantities[claim]
    return None
