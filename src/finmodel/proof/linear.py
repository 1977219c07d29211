"""From forms to linear pieces: the same forms that are evaluated relation by relation.

What is not linear is taken apart as far as that says nothing false: a divided or multiplied form
becomes a claim, the largest of several forms stays below something where each of them does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from functools import reduce
from operator import mul
from typing import Final, TypeAlias

from attrs import frozen

from finmodel.language.form import (
    Affine,
    Extreme,
    Form,
    Magnitude,
    Product,
    Quotient,
    Total,
    constant,
    plus,
    scaled,
)
from finmodel.proof.problem import Claim
from finmodel.proof.system import Operator, Row


@frozen
class Line:
    """A linear relation: `form` OPERATOR 0."""

    form: Affine
    operator: Operator

    @property
    def row(self) -> Row:
        """The relation as a row."""
        return Row(self.form.terms, self.operator, -self.form.constant)


Piece: TypeAlias = Line | Claim


@frozen
class Pieces:
    """What a relation becomes. Where `missing` says why, the pieces are not all that it says."""

    all: tuple[Piece, ...]
    missing: str = ""


class _NotLinearError(ValueError):
    """Something that no rows say."""


ZERO: Final = constant(Fraction(0))

DIFFERENT: Final = "it says that two sides differ, which is no range"
SEVERAL: Final = "it adds up several quotients or products"
MANY_FACTORS: Final = "it multiplies or divides more than two quantities"
NOT_CONVEX: Final = "it says that something is as large as the largest, or as small as the smallest"
ONLY_SIGN: Final = "it is about a sign"
BOTH_ZERO: Final = "it says that one side is zero just where the other is, which is no range"


def pieces(difference: Form, operator: str) -> Pieces:
    """Return what says that a form compares with zero."""
    if operator == "!=":
        return Pieces((), DIFFERENT)
    if isinstance(difference, Affine) and operator == "=":
        return Pieces((Line(difference, "="),))
    signs = _compared_signs(difference) if operator == "=" else None
    if signs is not None:
        return Pieces((signs,), BOTH_ZERO)
    opposite = scaled(difference, Fraction(-1))
    halves = {"=": (difference, opposite), "<": (difference,), ">": (opposite,)}
    found: list[Piece] = []
    missing = ""
    for half in halves[operator[0]]:
        try:
            found += _below_zero(half, is_strict=operator in ("<", ">"))
        except _NotLinearError as error:
            missing = str(error)
    return Pieces(tuple(found), missing)


def _below_zero(form: Form, *, is_strict: bool) -> Iterator[Piece]:
    """Yield what says that a form is at most zero."""
    parts = form.parts if isinstance(form, Total) else (form,)
    linear = next((part for part in parts if isinstance(part, Affine)), ZERO)
    others = [part for part in parts if not isinstance(part, Affine)]
    if not others:
        yield Line(linear, "<" if is_strict else "<=")
        return
    if len(others) > 1:
        raise _NotLinearError(SEVERAL)
    factor, rest = _factored(others[0])
    match rest:
        case Quotient(numerator=Affine() as above, denominator=Affine() as below):
            above, whole = _remainder(_times(above, factor), below)
            yield Claim(above, _plus(linear, whole), below, is_strict, divides=True)
        case Product(factors=(Affine() as first, Affine() as second)):
            yield Claim(linear, _times(first, factor), second, is_strict, divides=False)
        case Extreme() | Magnitude(sign=False):
            for part in _convex(rest, factor):
                yield from _below_zero(plus(linear, scaled(part, factor)), is_strict=is_strict)
        case Magnitude():
            raise _NotLinearError(ONLY_SIGN)
        case _:
            raise _NotLinearError(MANY_FACTORS)


def _compared_signs(difference: Form) -> Claim | None:
    """Return what `sign(a) = sign(b)`, or `= -sign(b)`, says of the product of `a` and `b`."""
    parts = difference.parts if isinstance(difference, Total) else ()
    match [_factored(part) for part in parts]:
        case [
            (one, Magnitude(operand=Affine() as first, sign=True)),
            (other, Magnitude(operand=Affine() as second, sign=True)),
        ] if abs(one) == abs(other) and first.terms and second.terms:
            way = Fraction(1 if (one > 0) == (other > 0) else -1)
            return Claim(ZERO, _times(first, way), second, divides=False)
        case _:
            return None


def _convex(form: Extreme | Magnitude, factor: Fraction) -> Sequence[Form]:
    """Return the forms that the largest, the smallest or the absolute value is one of."""
    greatest = form.greatest if isinstance(form, Extreme) else True
    if greatest != (factor > 0):
        raise _NotLinearError(NOT_CONVEX)
    if isinstance(form, Extreme):
        return form.parts
    return form.operand, scaled(form.operand, Fraction(-1))


def _factored(form: Form) -> tuple[Fraction, Form]:
    """Return a form as a number times a form whose factors are no numbers."""
    if not isinstance(form, Product):
        return Fraction(1), form
    numbers = [f.constant for f in form.factors if isinstance(f, Affine) and not f.terms]
    others = tuple(f for f in form.factors if not isinstance(f, Affine) or f.terms)
    rest = others[0] if len(others) == 1 else Product(others)
    return reduce(mul, numbers, Fraction(1)), rest


def _remainder(above: Affine, below: Affine) -> tuple[Affine, Fraction]:
    """Return what is left of a numerator without a multiple of the divisor, and the multiple.

    Growth is `(now − then) / then`, which is `now / then − 1`: a divisor that is not in the
    numerator tells its sign by that of the numerator.
    """
    first = next(iter(below.terms))
    whole = above.terms.get(first, Fraction(0)) / below.terms[first]
    if not whole or any(above.terms.get(i) != whole * k for i, k in below.terms.items()):
        return above, Fraction(0)
    terms = {i: k for i, k in above.terms.items() if i not in below.terms}
    return Affine(terms, above.constant - whole * below.constant), whole


def _plus(form: Affine, added: Fraction) -> Affine:
    return Affine(form.terms, form.constant + added)


def _times(form: Affine, factor: Fraction) -> Affine:
    return Affine({i: k * factor for i, k in form.terms.items()}, form.constant * factor)


def over(form: Affine, names: Sequence[int] | Mapping[int, int]) -> Affine:
    """Return a linear form in which variable `i` is `names[i]`, each name once."""
    return Affine({names[i]: k for i, k in form.terms.items()}, form.constant)


def placed(piece: Piece, names: Sequence[int]) -> Piece:
    """Return a piece over other variables, each name once."""
    if isinstance(piece, Line):
        return Line(over(piece.form, names), piece.operator)
    return Claim(
        over(piece.numerator, names),
        over(piece.factor, names),
        over(piece.divisor, names),
        piece.is_strict,
        piece.divides,
    )
