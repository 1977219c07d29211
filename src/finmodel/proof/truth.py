"""True values: a witness of the rows made one of the relations themselves.

Rows only bound what a quotient or a product says: `x = N / D` keeps N / D in the interval of x,
but not at the value that x has elsewhere. Where a witness does not satisfy a relation, ratios are
set to what their relations say or, where they stand in others too, held at one value, which makes
their relations linear; the rest is solved again. Whatever comes out is checked relation by
relation.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence, Set
from fractions import Fraction
from functools import cached_property
from typing import Final

from attrs import evolve

from finmodel.language.form import Affine, value
from finmodel.proof.component import Component, View
from finmodel.proof.problem import Claim, Premise
from finmodel.proof.system import Feasible, Row, System, Verdict
from finmodel.rules.relation import is_claim

MAX_ROUNDS: Final = 8
"""How often ratios are held at other values before giving up."""

Values = dict[int, Fraction]
Solve = Callable[[System], Verdict]


class Truth:
    """Finds true values of one component from witnesses of its rows."""

    def __init__(self, component: Component, solve: Solve) -> None:
        self._component = component
        self._problem = component.problem
        self._solve = solve

    def values(
        self,
        view: View,
        witness: Sequence[Fraction],
        freed: Set[int],
        dropped: Set[int] = frozenset(),
    ) -> Values | None:
        """Return values that satisfy every number that is not freed, and every relation.

        The premises in `dropped` need not hold. `None` where none are found.
        """
        values = self._settled(witness, freed)
        held: Values = {}
        for turn in range(MAX_ROUNDS):
            failing = [index for index in self._failing(values) if index not in dropped]
            if not failing:
                return values if self._are_printed(values, freed) else None
            guesses = self._guesses(failing, values, is_quotient=turn % 2 == 1)
            guesses = {ratio: at for ratio, at in guesses.items() if turn or ratio not in held}
            if not guesses:
                return None
            held |= guesses
            found = self._solve(self._restricted(view.system, failing, held, values))
            if isinstance(found, Feasible):
                values = self._settled(found.witness, freed, held)
        return None

    @cached_property
    def _curved(self) -> tuple[int, ...]:
        """The premises that are not linear."""
        claims = self._problem.claims
        return tuple(index for index in self._component.premises if index in claims)

    @cached_property
    def _elsewhere(self) -> frozenset[int]:
        """The quantities that stand in more than the left side of one claim."""
        rows, origins = self._problem.rows, self._problem.origins
        found: set[int] = set()
        for row in self._component.rows:
            if origins[row].claim is None:
                found.update(rows[row].terms)
        for index in self._curved:
            for claim in self._problem.claims[index]:
                found.update(claim.numerator.terms, claim.divisor.terms)
        return frozenset(found)

    def _settled(
        self,
        witness: Sequence[Fraction],
        freed: Set[int],
        held: Mapping[int, Fraction] | None = None,
    ) -> Values:
        """Return values of quantities, with ratios that stand nowhere else as they follow."""
        values = dict(zip(self._component.quantities, witness, strict=True))
        for index in self._curved:
            premise = self._problem.premises[index]
            ratio = _ratio(premise)
            if ratio is None or ratio in self._elsewhere or (held and ratio in held):
                continue
            if premise.operator != "=" or premise.holds(values):
                continue
            at = [values[quantity] for quantity in premise.quantities]
            try:
                follows = value(premise.right, at)
            except ZeroDivisionError:
                continue
            if self._is_printed(ratio, follows, freed):
                values[ratio] = follows
        return values

    def _is_printed(self, quantity: int, at: Fraction, freed: Set[int]) -> bool:
        """Tell whether the numbers of a quantity can stand for a value."""
        return all(
            at in self._problem.numbers[number].interval
            for number in self._problem.numbers_of[quantity]
            if number not in freed
        )

    def _are_printed(self, values: Values, freed: Set[int]) -> bool:
        return all(self._is_printed(quantity, at, freed) for quantity, at in values.items())

    def _failing(self, values: Values) -> list[int]:
        premises = self._problem.premises
        return [index for index in self._component.premises if not premises[index].holds(values)]

    def _guesses(self, failing: Sequence[int], values: Values, *, is_quotient: bool) -> Values:
        """Return where to hold the ratios of relations: at their values, or as they follow."""
        guesses: Values = {}
        for index in failing:
            premise = self._problem.premises[index]
            for claim in self._problem.claims.get(index, ()):
                for quantity in claim.factor.terms:
                    guesses[quantity] = values[quantity]
            ratio = _ratio(premise)
            if is_quotient and ratio is not None and ratio in guesses:
                at = [values[quantity] for quantity in premise.quantities]
                try:
                    follows = value(premise.right, at)
                except ZeroDivisionError:
                    continue
                if self._is_printed(ratio, follows, frozenset()):
                    guesses[ratio] = follows
        return guesses

    def _restricted(
        self, system: System, failing: Sequence[int], held: Values, values: Values
    ) -> System:
        """Return a system with ratios held at values, in which failing relations are linear."""
        variable = self._component.variable
        rows = [Row({variable[ratio]: Fraction(1)}, "=", at) for ratio, at in held.items()]
        for index in self._curved:
            claims = self._problem.claims[index]
            if index in failing or any(held.keys() & claim.factor.terms.keys() for claim in claims):
                rows += [row for claim in claims for row in self._held(claim, held, values)]
        return evolve(system, rows=(*system.rows, *rows))

    def _held(self, claim: Claim, held: Values, values: Values) -> list[Row]:
        """Return the rows of a claim whose factor is held, with the sign that its divisor has."""
        if not claim.factor.terms.keys() <= held.keys():
            return []
        divisor = _at(claim.divisor, values)
        if divisor < 0:
            claim = claim.turned
        factor = _at(claim.factor, held)
        terms = dict(claim.numerator.terms)
        for index, coefficient in claim.divisor.terms.items():
            terms[index] = terms.get(index, Fraction(0)) + factor * coefficient
        bound = -claim.numerator.constant - factor * claim.divisor.constant
        positive = {index: -k for index, k in claim.divisor.terms.items()}
        return [
            self._row(terms, bound, is_strict=claim.is_strict),
            self._row(positive, claim.divisor.constant, is_strict=claim.divides),
        ]

    def _row(self, terms: Mapping[int, Fraction], bound: Fraction, *, is_strict: bool) -> Row:
        variable = self._component.variable
        kept = {variable[index]: factor for index, factor in terms.items() if factor}
        return Row(kept, "<" if is_strict else "<=", bound)


def _ratio(premise: Premise) -> int | None:
    """Return the quantity that a premise says everything else about, if one stands alone."""
    if isinstance(premise.left, Affine) and is_claim(premise.left):
        (claim,) = premise.left.terms
        return premise.quantities[claim]
    return None


def _at(form: Affine, values: Mapping[int, Fraction]) -> Fraction:
    return form.constant + sum(
        (factor * values[index] for index, factor in form.terms.items()), Fraction(0)
    )
