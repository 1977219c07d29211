"""Newton's method: relations that are not linear, made so near a point, again and again.

The tangents of all of them go to the floating-point solver together with the rows. Near where it
finds a point they are off by what the point has moved, squared, so that after a few moves the
relations themselves all but hold. Nothing here is exact or proved.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from fractions import Fraction
from typing import Final

from attrs import evolve, frozen

from finmodel.language.form import Affine, Form, constant, plus, scaled
from finmodel.proof.assembly import Divisor, divisor_key
from finmodel.proof.component import NO_ROW, View
from finmodel.proof.problem import Claim, negative
from finmodel.proof.scale import Scale
from finmodel.proof.scale import scaled as scale_of
from finmodel.proof.solver import Hint, Margin, Model
from finmodel.proof.standard import StandardForm, integer_row
from finmodel.proof.system import Feasible, Operator, Row
from finmodel.proof.trial import Values, form_at, short
from finmodel.proof.witness import equations, on_basis, rounded, witness

_AWAY: Final = Fraction(1, 1024)
"""What part of where it is taken to be a divisor without a known sign keeps from zero."""

_DIGITS: Final = 12
"""How many digits the points have at which tangents touch."""

_SHARE: Final = 1 / 64
"""What part of its value is the span of a quantity that nothing bounds."""


@frozen
class _Curve:
    """A claim of a premise; with `=` its negative holds too."""

    premise: int
    claim: Claim
    operator: Operator


class Newton:
    """The rows of a view and the tangents of some premises, in the solver.

    The tangents touch at some values of the quantities to begin with. What is `signed` has a
    divisor whose sign the rows say; divisors in `optional` premises keep away from zero. Where the
    values are well inside all rows, they tell how large what nothing bounds is.
    """

    def __init__(
        self,
        view: View,
        premises: Iterable[int],
        signed: Set[int],
        optional: Set[int],
        values: Values,
        *,
        is_inside: bool,
    ) -> None:
        self._component = view.component
        self._problem = view.component.problem
        self._signed = signed
        self._optional = frozenset(optional)
        self._curves = [curve for index in premises for curve in self._curves_of(index)]
        self._dropped = set[int]()
        self._turned = set[Divisor]()
        self._tried = set[Divisor]()
        self._hint = Hint(None)
        self._base = StandardForm.of(view.system)
        tangents = [integer_row(row, self._base.unit) for row in self._rows(values)]
        # rows of the base's system are for its exact witness, which tangents do not bind
        self._form = evolve(self._base, rows=[*self._base.rows, *tangents])
        self._scale = self._seen_from(values) if is_inside else scale_of(self._form)
        self._model = Model(self._form, self._scale)
        self._equations = equations(self._base, self._scale)

    def _seen_from(self, values: Values) -> Scale:
        """Return the scale of the form, with what nothing bounds measured from some values."""
        form, scale = self._form, scale_of(self._form)
        origins, spans = list(scale.origins), list(scale.spans)
        for variable, quantity in enumerate(self._component.quantities):
            if form.lows[variable] is None or form.highs[variable] is None:
                value = values[quantity] * form.unit
                origins[variable] = round(value)
                spans[variable] = max(spans[variable], abs(float(value)) * _SHARE)
        return Scale(origins, spans)

    def solve(self, margin: Margin, time_limit: float | None) -> bool:
        """Look for a point so far inside all ends; tell whether there is one."""
        self._model.change(self._form, (), (), margin)
        self._hint = self._model.feasibility(time_limit)
        return bool(self._hint.is_feasible)

    @property
    def excluded(self) -> frozenset[int]:
        """The premises whose tangents the solver names where it has found no point."""
        first = len(self._base.rows)
        named = ((row - first) // 2 for row in self._hint.ray if row >= first)
        return frozenset(self._curves[index].premise for index in named)

    def witnesses(self) -> Iterator[Feasible]:
        """Yield exact values that satisfy the rows: those rounded, and those of the tangents."""
        hint = self._hint
        near = witness(self._base, self._scale, hint.point, self._equations)
        if near is not None:
            yield near
        exact = on_basis(self._form, self._scale, hint.point, hint.basic)
        if exact is not None:
            yield exact

    def move(self) -> None:
        """Let the tangents touch where the point is."""
        unit = self._base.unit
        point = rounded(self._base, self._scale, self._hint.point)
        values = zip(self._component.quantities, point, strict=True)
        self.touch({quantity: Fraction(value, unit) for quantity, value in values})

    def touch(self, values: Values) -> None:
        """Let the tangents touch at some values of the quantities."""
        rows = enumerate(self._rows(values), len(self._base.rows))
        changed = {index: integer_row(row, self._base.unit) for index, row in rows}
        self._form = self._model.replace(changed)

    def turn(self, premises: Set[int]) -> bool:
        """Take divisors to have the other sign where it is not known; tell if that is new."""
        curves = (curve for curve in self._curves if curve.premise in premises - self._signed)
        new = {divisor_key(curve.claim.divisor) for curve in curves} - self._tried
        self._tried |= new
        self._turned |= new
        return bool(new)

    def drop(self, premises: Set[int]) -> None:
        """Leave some premises out, and turn all divisors back."""
        self._dropped |= premises
        self._turned.clear()

    def _curves_of(self, premise: int) -> Iterator[_Curve]:
        one, *others = self._problem.claims[premise]
        if [(claim.numerator, claim.divisor) for claim in others] == [
            (negative(one.numerator), one.divisor)
        ]:
            yield _Curve(premise, one, "=")
            return
        for claim in (one, *others):
            yield _Curve(premise, claim, "<" if claim.is_strict else "<=")

    def _rows(self, values: Values) -> Iterator[Row]:
        """Yield two rows for each curve: its tangent, and what keeps its divisor from zero."""
        for curve in self._curves:
            if curve.premise in self._dropped:
                yield from (NO_ROW, NO_ROW)
            else:
                yield from self._tangent(curve, values)

    def _tangent(self, curve: _Curve, values: Values) -> Iterator[Row]:
        claim, is_signed = curve.claim, curve.premise in self._signed
        divisor = form_at(claim.divisor, values)
        touched = divisor if is_signed else self._guessed(claim, divisor, values)
        if touched < 0:
            claim, touched = claim.turned, -touched
        factor = form_at(claim.factor, values)
        if divisor and not self._is_printed(claim.factor):
            factor = -form_at(claim.numerator, values) / form_at(claim.divisor, values)
        factor = short(factor, _DIGITS)
        around = scaled(plus(claim.factor, constant(-factor)), short(touched, _DIGITS))
        yield self._row(plus(claim.moved(factor).numerator, around), curve.operator)
        if is_signed or (divisor and curve.premise not in self._optional):
            yield NO_ROW
        else:
            yield self._row(plus(negative(claim.divisor), constant(touched * _AWAY)), "<=")

    def _guessed(self, claim: Claim, divisor: Fraction, values: Values) -> Fraction:
        """Return where to take a divisor to be whose sign is not known; nowhere at zero.

        Where nothing prints it, that is where the rest of its relation says.
        """
        if self._is_printed(claim.factor) and not self._is_printed(claim.divisor):
            factor, numerator = form_at(claim.factor, values), form_at(claim.numerator, values)
            divisor = -numerator / factor if factor and numerator else abs(divisor)
        if not divisor:
            widths = (abs(k) * self._width(q) for q, k in claim.divisor.terms.items())
            divisor = sum(widths, Fraction(0))
        return -divisor if divisor_key(claim.divisor) in self._turned else divisor

    def _width(self, quantity: int) -> Fraction:
        """Return a part of the interval that is printed, or of nothing in particular."""
        numbers = (self._problem.numbers[n] for n in self._problem.numbers_of[quantity])
        widths = (number.interval.width for number in numbers)
        return min((width for width in widths if width), default=Fraction(1)) / 4

    def _is_printed(self, form: Affine) -> bool:
        return all(self._problem.numbers_of[quantity] for quantity in form.terms)

    def _row(self, form: Form, operator: Operator) -> Row:
        """Return the row that says how a linear form compares with zero."""
        assert isinstance(form, Affine)  # noqa: S101 - sums of linear forms are linear
        variable = self._component.variable
        terms = {variable[quantity]: factor for quantity, factor in form.terms.items()}
        return Row(terms, operator, -form.constant)
