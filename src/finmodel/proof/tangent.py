"""Relations that are not linear made linear near some values: tangents, or what is held put in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from enum import Enum
from fractions import Fraction
from typing import Final

from attrs import evolve

from finmodel.language.form import Affine, Form, constant, plus, scaled
from finmodel.numeric import Interval
from finmodel.proof.assembly import divisor_key
from finmodel.proof.component import View
from finmodel.proof.problem import Claim, negative
from finmodel.proof.structure import Structure
from finmodel.proof.system import Limit, Operator, Row, System
from finmodel.proof.trial import Values, form_at, short

_DIGITS: Final = 5
"""How many digits the points have at which tangents touch."""


class Held(Enum):
    """What stays at its value while relations are made linear."""

    NOTHING = "tangents only"
    DIVISORS = "all divisors"
    UNSTATED = "divisors that no number keeps in bounds"
    RATIOS = "ratios"


class Tangents:
    """The rows and relations about the quantities in a scope, with all others as they are."""

    def __init__(
        self, structure: Structure, view: View, scope: Set[int], curved: Sequence[int]
    ) -> None:
        self._structure = structure
        self._problem = structure.problem
        self._system = view.system
        self._curved = curved
        factors = frozenset[int]().union(*(structure.factors[index] for index in curved))
        scope = {*scope, *factors}
        self._quantities = [q for q in structure.component.quantities if q in scope]
        self._variable = {quantity: index for index, quantity in enumerate(self._quantities)}
        self._rows = sorted({row for q in self._quantities for row in structure.rows_of[q]})
        self._stated = {
            view.origin(row).premise for row in self._rows if self._system.rows[row].terms
        }
        keys = (divisor_key(structure.problem.claims[i][0].divisor) for i in curved)
        unsigned = zip(curved, keys, strict=True)
        self._unsigned = list(dict.fromkeys(key for i, key in unsigned if i not in self._stated))
        premises = structure.problem.premises
        self._narrow = {
            quantity
            for index in {index for q in factors for index in structure.premises_of[q]}
            if not factors.isdisjoint(premises[index].quantities)
            for quantity in premises[index].quantities
            if quantity not in structure.bases
        }

    def values(self, witness: Sequence[Fraction]) -> Values:
        """Return the values of the quantities in the scope that a witness has."""
        return dict(zip(self._quantities, witness, strict=True))

    def has_turn(self, turn: int) -> bool:
        """Tell whether there are so many ways to choose the signs that are not known."""
        return turn >> len(self._unsigned) == 0

    def near(self, values: Values, held: Held, margin: Fraction, turn: int) -> System:
        """Return a system in which relations that are not linear are linear near some values."""
        quantities = self._structure.component.quantities
        rows: list[Row] = []
        for position in self._rows:
            row = self._system.rows[position]
            terms = {quantities[variable]: factor for variable, factor in row.terms.items()}
            rows.append(self._row(Affine(terms, -row.bound), row.operator, values))
        for index in self._curved:
            for claim in self._problem.claims[index]:
                at = form_at(claim.divisor, values)
                if index not in self._stated:
                    bit = self._unsigned.index(divisor_key(claim.divisor))
                    at = _guessed(claim, at, values)
                    at = -at if turn >> bit & 1 else at
                rows += self._linear(claim, at, values, held)
        return System(len(self._quantities), tuple(self._limits(margin)), tuple(rows))

    def _limits(self, margin: Fraction) -> Iterator[Limit]:
        base, component = self._system.limits, self._structure.component
        for quantity in self._quantities:
            for number in self._problem.numbers_of[quantity]:
                interval = base[component.position[number]].interval
                if quantity in self._narrow:
                    interval = _narrowed(interval, margin)
                yield Limit(self._variable[quantity], interval)

    def _linear(self, claim: Claim, at: Fraction, values: Values, held: Held) -> Iterator[Row]:
        """Yield the rows of a claim near some values: its tangent, or what is held put in.

        The divisor keeps the sign of the value that it is taken to be `at`.
        """
        if at < 0:
            claim, at = claim.turned, -at
        factor = short(form_at(claim.factor, values), _DIGITS)
        divisor = short(at, _DIGITS)
        around = plus(claim.factor, constant(-factor))
        form: Form = claim.moved(factor).numerator
        if held is Held.RATIOS:
            yield self._row(around, "=", values)
        elif at and self._is_held(claim.divisor, held):
            yield self._row(plus(claim.divisor, constant(-at)), "=", values)
            form = plus(claim.numerator, scaled(claim.factor, at))
        else:
            form = plus(form, scaled(around, divisor))
        yield self._row(form, "<" if claim.is_strict else "<=", values)
        yield self._row(negative(claim.divisor), "<" if claim.divides else "<=", values)

    def _is_held(self, divisor: Affine, held: Held) -> bool:
        """Tell whether a divisor stays where it is; its tangents are near it if it is stated."""
        if held is Held.UNSTATED:
            return not all(self._problem.numbers_of[quantity] for quantity in divisor.terms)
        return held is Held.DIVISORS

    def _row(self, form: Form, operator: Operator, values: Values) -> Row:
        """Return the row that says how a linear form compares with zero."""
        assert isinstance(form, Affine)  # noqa: S101 - sums of linear forms are linear
        terms: dict[int, Fraction] = {}
        bound = -form.constant
        for quantity, factor in form.terms.items():
            variable = self._variable.get(quantity)
            if variable is None:
                bound -= factor * values[quantity]
            else:
                terms[variable] = factor
        return Row(terms, operator, bound)


def _narrowed(interval: Interval, margin: Fraction) -> Interval:
    """Return an interval without that part of it at either end."""
    if interval.low is None or interval.high is None:
        return interval
    off = margin * (interval.high - interval.low)
    return evolve(interval, low=interval.low + off, high=interval.high - off)


def _guessed(claim: Claim, at: Fraction, values: Values) -> Fraction:
    """Return where to take a divisor to be whose sign is not known.

    That is where the rest of its relation says or, where this says nothing, above zero.
    """
    factor, numerator = form_at(claim.factor, values), form_at(claim.numerator, values)
    return -numerator / factor if factor and numerator else abs(at)
