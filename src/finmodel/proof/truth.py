"""True values: a witness of the rows made one of the relations themselves.

Rows only bound what a quotient or a product says: `x = N / D` keeps N / D in the interval of x,
but not at the value that x has elsewhere. So ratios are set to what their relations say; where
that breaks others, the relations are made linear around these values and all is solved again, as
Newton's method does. Only what is checked relation by relation counts in the end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from enum import Enum
from fractions import Fraction
from functools import cached_property
from typing import Final

from attrs import evolve

from finmodel.language.form import Affine, Form, constant, minus, plus, scaled, value
from finmodel.numeric import Interval
from finmodel.proof.component import Component, View
from finmodel.proof.problem import Claim, Premise, negative
from finmodel.proof.system import Feasible, Operator, Row, System, Verdict
from finmodel.rules.relation import is_claim


class _Held(Enum):
    """What stays at its value while relations are made linear."""

    NOTHING = "tangents only"
    DIVISORS = "divisors that no number keeps in bounds"
    RATIOS = "ratios"


_ROUNDS: Final = (
    (_Held.NOTHING, Fraction(1, 8)),
    (_Held.DIVISORS, Fraction(1, 8)),
    (_Held.DIVISORS, Fraction(1, 32)),
    (_Held.NOTHING, Fraction(1, 32)),
    (_Held.DIVISORS, Fraction(1, 32)),
    (_Held.DIVISORS, Fraction(1, 256)),
    (_Held.NOTHING, Fraction(0)),
    (_Held.DIVISORS, Fraction(0)),
    (_Held.RATIOS, Fraction(1, 32)),
    (_Held.RATIOS, Fraction(0)),
)
"""In turn: what is held, and what part of their intervals numbers keep away from their ends."""

_PASSES: Final = 6
"""How many relations may follow from each other when values are set."""

_DIGITS: Final = 12
"""How many digits the coefficients of tangents have."""

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
        premises = [index for index in self._component.premises if index not in dropped]
        values = self._settled(witness, premises)
        near: set[int] = set()
        for held, margin in _ROUNDS:
            broken = self._broken(values, premises, freed)
            if not broken:
                return values
            near.update(self._behind(broken, premises))
            if not near:
                return None
            inside = self._narrowed(view.system, near, margin)
            found = self._solve(self._near(inside, sorted(near), values, held))
            if isinstance(found, Feasible):
                values = self._settled(found.witness, premises)
        return None

    def _narrowed(self, system: System, near: Iterable[int], margin: Fraction) -> System:
        """Return a system in which what curved relations speak about keeps away from its ends."""
        variable, premises = self._component.variable, self._problem.premises
        factors = {q for i in near for c in self._problem.claims[i] for q in c.factor.terms}
        beside = {
            variable[q]
            for i in self._component.premises
            if not factors.isdisjoint(premises[i].quantities)
            for q in premises[i].quantities
            if q not in self._bases
        }
        limits = tuple(
            evolve(limit, interval=_narrowed(limit.interval, margin))
            if limit.variable in beside
            else limit
            for limit in system.limits
        )
        return evolve(system, limits=limits)

    def _broken(self, values: Values, premises: Sequence[int], freed: Set[int]) -> frozenset[int]:
        """Return the quantities of the relations that values break, or that set what is not so."""
        misprinted: set[int] = set()
        for index in self._component.numbers:
            number = self._problem.numbers[index]
            if index not in freed and values[number.quantity] not in number.interval:
                misprinted.add(number.quantity)
        broken = set(misprinted)
        for premise in (self._problem.premises[index] for index in premises):
            if _subject(premise) in misprinted or not premise.holds(values):
                broken.update(premise.quantities)
        return frozenset(broken)

    def _behind(self, broken: Set[int], premises: Sequence[int]) -> Iterator[int]:
        """Yield the relations that are not linear and speak about what is broken."""
        for index in premises:
            for claim in self._problem.claims.get(index, ()):
                if not broken.isdisjoint(claim.factor.terms):
                    yield index

    def _settled(self, witness: Sequence[Fraction], premises: Sequence[int]) -> Values:
        """Return values in which what a relation says alone about a quantity is what it has.

        Quotients come first; each quantity is set once, and amounts that others are made of stay.
        """
        values = dict(zip(self._component.quantities, witness, strict=True))
        fixed = set(self._bases)
        curved = [index for index in premises if index in self._problem.claims]
        for among in (curved, *([premises] * _PASSES)):
            is_changed = False
            for index in among:
                is_changed |= self._set(self._problem.premises[index], values, fixed)
            if among is not curved and not is_changed:
                break
        return values

    @cached_property
    def _bases(self) -> frozenset[int]:
        """The quantities that are divided, or divided by, or multiplied by ratios."""
        claims = self._problem.claims
        found: set[int] = set()
        for index in self._component.premises:
            for claim in claims.get(index, ()):
                found.update(claim.numerator.terms, claim.divisor.terms)
        return frozenset(found)

    def _set(self, premise: Premise, values: Values, fixed: set[int]) -> bool:
        """Give the quantity that a premise speaks about, or one unknown, the value that follows."""
        if premise.operator != "=" or premise.holds(values):
            return False
        at = [values[quantity] for quantity in premise.quantities]
        subject = _subject(premise)
        try:
            if subject is not None and subject not in fixed:
                values[subject] = value(premise.right, at)
                fixed.add(subject)
                return True
        except ZeroDivisionError:
            return False
        difference = minus(premise.left, premise.right)
        if not isinstance(difference, Affine):
            return False
        for index, factor in difference.terms.items():
            unknown = premise.quantities[index]
            if unknown not in fixed and not self._problem.numbers_of[unknown]:
                values[unknown] -= value(difference, at) / factor
                fixed.add(unknown)
                return True
        return False

    def _near(self, system: System, curved: Sequence[int], values: Values, held: _Held) -> System:
        """Return a system in which relations that are not linear are linear near some values.

        They are their tangents there or, where ratios are held, what they say for these ratios.
        """
        rows: list[Row] = []
        for index in curved:
            for claim in self._problem.claims[index]:
                rows += self._linear(claim, values, held)
        return evolve(system, rows=(*system.rows, *rows))

    def _linear(self, claim: Claim, values: Values, held: _Held) -> Iterator[Row]:
        if _at(claim.divisor, values) < 0:
            claim = claim.turned
        at = _at(claim.divisor, values)
        factor, divisor = _short(_at(claim.factor, values)), _short(at)
        form: Form = claim.moved(factor).numerator
        around = plus(claim.factor, constant(-factor))
        if held is _Held.RATIOS:
            yield self._row(around, "=")
        elif held is _Held.DIVISORS and divisor and not self._is_stated(claim.divisor):
            yield self._row(plus(claim.divisor, constant(-at)), "=")
            form = plus(claim.numerator, scaled(claim.factor, at))
        else:
            form = plus(form, scaled(around, divisor))
        yield self._row(form, "<" if claim.is_strict else "<=")
        yield self._row(negative(claim.divisor), "<" if claim.divides else "<=")

    def _is_stated(self, form: Affine) -> bool:
        """Tell whether numbers keep a form in bounds, so that its tangents are near it."""
        return all(self._problem.numbers_of[quantity] for quantity in form.terms)

    def _row(self, form: Form, operator: Operator) -> Row:
        """Return the row that says how a linear form compares with zero."""
        assert isinstance(form, Affine)  # noqa: S101 - sums of linear forms are linear
        variable = self._component.variable
        terms = {variable[index]: factor for index, factor in form.terms.items()}
        return Row(terms, operator, -form.constant)


def _subject(premise: Premise) -> int | None:
    """Return the quantity that a premise says everything else about, if one stands alone."""
    if isinstance(premise.left, Affine) and is_claim(premise.left):
        (claim,) = premise.left.terms
        return premise.quantities[claim]
    return None


def _at(form: Affine, values: Mapping[int, Fraction]) -> Fraction:
    return form.constant + sum(
        (factor * values[index] for index, factor in form.terms.items()), Fraction(0)
    )


def _narrowed(interval: Interval, margin: Fraction) -> Interval:
    """Return an interval without that part of it at either end."""
    if interval.low is None or interval.high is None:
        return interval
    off = margin * (interval.high - interval.low)
    return evolve(interval, low=interval.low + off, high=interval.high - off)


def _short(exact: Fraction) -> Fraction:
    """Return a number that is near enough, with few digits."""
    whole = len(str(abs(exact.numerator) // exact.denominator))
    unit = Fraction(10) ** (whole - _DIGITS)
    return round(exact / unit) * unit
