"""What an expression becomes once its numbers are known: exact forms over numbered variables.

A form is kept linear as far as it goes, so that a number that occurs twice counts once: the range
of `a / (a + b)` over intervals is then the true one, not a wider guess. The same forms are
evaluated here and compiled to the rows of a linear program.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import reduce
from operator import mul
from typing import Final

from attrs import frozen

from finmodel.numeric import ZERO, Interval


@frozen
class Affine:
    """A constant plus multiples of variables; coefficients are never zero."""

    terms: Mapping[int, Fraction]
    constant: Fraction = Fraction(0)


@frozen
class Quotient:
    """One form over another."""

    numerator: Form
    denominator: Form


@frozen
class Product:
    """Forms multiplied, none of them a product."""

    factors: tuple[Form, ...]


@frozen
class Total:
    """Forms added up that do not combine into one, none of them a total."""

    parts: tuple[Form, ...]


@frozen
class Magnitude:
    """The absolute value (`sign` false) or the sign, −1, 0 or 1, of a form."""

    operand: Form
    sign: bool


@frozen
class Extreme:
    """The largest (`greatest` true) or the smallest of several forms."""

    parts: tuple[Form, ...]
    greatest: bool


Form = Affine | Quotient | Product | Total | Magnitude | Extreme


def constant(value: Fraction) -> Affine:
    """Return the form of a number."""
    return Affine({}, value)


_NOTHING: Final = constant(Fraction(0))


def variable(index: int) -> Affine:
    """Return the form of a variable."""
    return Affine({index: Fraction(1)})


def variables(form: Form) -> frozenset[int]:
    """Return the variables that a form depends on."""
    match form:
        case Affine():
            return frozenset(form.terms)
        case Quotient():
            return variables(form.numerator) | variables(form.denominator)
        case Product():
            return frozenset[int]().union(*map(variables, form.factors))
        case Total() | Extreme():
            return frozenset[int]().union(*map(variables, form.parts))
        case Magnitude():
            return variables(form.operand)


def scaled(form: Form, factor: Fraction) -> Form:
    """Return a form times a number."""
    if factor == 0:
        return constant(factor)
    match form:
        case Affine():
            terms = {index: value * factor for index, value in form.terms.items()}
            return Affine(terms, form.constant * factor)
        case Quotient():
            return Quotient(scaled(form.numerator, factor), form.denominator)
        case Total():
            return Total(tuple(scaled(part, factor) for part in form.parts))
        case _:
            return Product((constant(factor), *_factors(form)))


def plus(left: Form, right: Form) -> Form:
    """Return the sum of two forms, as one linear or linear-fractional form where it is one."""
    parts = list(_parts(left))
    for added in _parts(right):
        for number, part in enumerate(parts):
            joined = _joined(part, added) or _joined(added, part)
            if joined is not None:
                parts[number] = joined
                break
        else:
            parts.append(added)
    kept = [part for part in parts if part != _NOTHING]
    return Total(tuple(kept)) if len(kept) > 1 else kept[0] if kept else _NOTHING


def _joined(left: Form, right: Form) -> Form | None:
    """Return the sum of two forms as one form of the same kind, or `None` where it is none."""
    if isinstance(left, Affine) and isinstance(right, Affine):
        terms = dict(left.terms)
        for index, value in right.terms.items():
            terms[index] = terms.get(index, Fraction(0)) + value
        kept = {index: value for index, value in terms.items() if value}
        return Affine(kept, left.constant + right.constant)
    if isinstance(left, Quotient):
        if isinstance(right, Quotient) and left.denominator == right.denominator:
            return over(plus(left.numerator, right.numerator), left.denominator)
        if isinstance(right, Affine) and not right.terms:
            whole = scaled(left.denominator, right.constant)
            return over(plus(left.numerator, whole), left.denominator)
    return None


def minus(left: Form, right: Form) -> Form:
    """Return the difference of two forms."""
    return plus(left, scaled(right, Fraction(-1)))


def times(left: Form, right: Form) -> Form:
    """Return the product of two forms."""
    for one, other in ((left, right), (right, left)):
        if isinstance(one, Affine) and not one.terms:
            return scaled(other, one.constant)
    return Product((*_factors(left), *_factors(right)))


def over(left: Form, right: Form) -> Form:
    """Return the quotient of two forms; raises `ZeroDivisionError` for a constant zero."""
    if isinstance(right, Affine) and not right.terms:
        return scaled(left, 1 / right.constant)
    if isinstance(left, Quotient):
        return over(left.numerator, times(left.denominator, right))
    if isinstance(right, Quotient):
        return over(times(left, right.denominator), right.numerator)
    if isinstance(left, Product):
        *others, last = left.factors
        return Product((*others, *_factors(over(last, right))))
    return Quotient(left, right)


def renamed(form: Form, names: Sequence[int]) -> Form:
    """Return a form in which variable `i` is `names[i]`; raises `ZeroDivisionError`.

    Variables that get one name become one, which may make the form simpler.
    """

    def inner(part: Form) -> Form:
        return renamed(part, names)

    match form:
        case Affine():
            start: Form = constant(form.constant)
            terms = (scaled(variable(names[i]), factor) for i, factor in form.terms.items())
            return reduce(plus, terms, start)
        case Quotient():
            return over(inner(form.numerator), inner(form.denominator))
        case Product():
            return reduce(times, map(inner, form.factors))
        case Total():
            return reduce(plus, map(inner, form.parts))
        case Magnitude():
            return Magnitude(inner(form.operand), form.sign)
        case Extreme():
            return Extreme(tuple(map(inner, form.parts)), form.greatest)


def _parts(form: Form) -> tuple[Form, ...]:
    return form.parts if isinstance(form, Total) else (form,)


def _factors(form: Form) -> tuple[Form, ...]:
    return form.factors if isinstance(form, Product) else (form,)


def value(form: Form, at: Sequence[Fraction]) -> Fraction:
    """Return the value of a form where the variables have these values.

    Raises `ZeroDivisionError`.
    """
    match form:
        case Affine():
            return _at(form, at)
        case Quotient():
            return value(form.numerator, at) / value(form.denominator, at)
        case Product():
            return reduce(mul, (value(factor, at) for factor in form.factors))
        case Total():
            return sum((value(part, at) for part in form.parts), Fraction(0))
        case Magnitude():
            inner = value(form.operand, at)
            return Fraction((inner > 0) - (inner < 0)) if form.sign else abs(inner)
        case Extreme():
            values = [value(part, at) for part in form.parts]
            return max(values) if form.greatest else min(values)


def bounds(form: Form, box: Sequence[Interval]) -> Interval:
    """Return the values that a form can take while each variable is in its interval.

    Exact for linear and linear-fractional forms over bounded intervals whose divisor keeps away
    from zero, and for sums and products of forms that share no variable; for others an interval
    that holds the true range, so that a verdict of "cannot be" stays right. Raises
    `ZeroDivisionError` where a divisor may be zero.
    """
    match form:
        case Affine():
            return _linear(form, box)
        case Quotient():
            return _ratio(form.numerator, form.denominator, box)
        case Product():
            return reduce(Interval.__mul__, (bounds(factor, box) for factor in form.factors))
        case Total():
            return reduce(Interval.__add__, (bounds(part, box) for part in form.parts), ZERO)
        case Magnitude():
            return _magnitude(bounds(form.operand, box), sign=form.sign)
        case Extreme():
            return _extreme([bounds(part, box) for part in form.parts], greatest=form.greatest)


def _linear(form: Affine, box: Sequence[Interval]) -> Interval:
    """Return the range of a linear form.

    Most factors are 1 or −1. Adding and taking away then is most of what checking a report costs,
    so no interval is made on the way.
    """
    low: Fraction | None = form.constant
    high: Fraction | None = form.constant
    low_open = high_open = False
    for index, factor in form.terms.items():
        part = box[index]
        if factor != 1:
            part = -part if factor == -1 else part.scaled(factor)
        low = None if low is None or part.low is None else low + part.low
        high = None if high is None or part.high is None else high + part.high
        low_open = low_open or part.low_open
        high_open = high_open or part.high_open
    return Interval(low, high, low_open, high_open)


def _ratio(numerator: Form, denominator: Form, box: Sequence[Interval]) -> Interval:
    if (
        isinstance(numerator, Affine)
        and isinstance(denominator, Affine)
        and numerator.terms.keys() & denominator.terms.keys()
    ):
        return _fractional(numerator, denominator, box)
    return bounds(numerator, box) / bounds(denominator, box)


def _magnitude(inner: Interval, *, sign: bool) -> Interval:
    if sign:
        signs = [
            Fraction(at)
            for at, half in (
                (-1, Interval(None, Fraction(0), high_open=True)),
                (0, ZERO),
                (1, Interval(Fraction(0), None, low_open=True)),
            )
            if inner.meets(half)
        ]
        return Interval(min(signs), max(signs))
    mirrored = inner | -inner
    return mirrored & Interval(Fraction(0), None) if 0 in inner else _farther(inner)


def _extreme(ranges: Sequence[Interval], *, greatest: bool) -> Interval:
    """Return the range of the largest or smallest of forms with these ranges.

    The largest is nowhere below the largest of the low ends, and reaches up to the largest of the
    high ends; the smallest likewise.
    """
    if not greatest:
        return -_extreme([-values for values in ranges], greatest=True)
    return reduce(_larger, ranges)


def _larger(one: Interval, other: Interval) -> Interval:
    meet, hull = one & other, one | other
    return Interval(meet.low, hull.high, meet.low_open, hull.high_open)


def _farther(inner: Interval) -> Interval:
    """Return the absolute values of an interval that does not hold zero."""
    return inner if inner.low is not None and inner.low >= 0 else -inner


def _fractional(numerator: Affine, denominator: Affine, box: Sequence[Interval]) -> Interval:
    """Return the range of a quotient of linear forms that share variables.

    Over a box it takes its extremes at corners. Dinkelbach's iteration goes from corner to better
    corner and ends at the best after finitely many, all in exact numbers.
    """
    divisor = bounds(denominator, box)
    if 0 in divisor:
        raise ZeroDivisionError("the divisor may be zero")
    is_endless = any(
        box[i].width is None for i in denominator.terms.keys() | numerator.terms.keys()
    )
    if is_endless or 0 in (divisor.low, divisor.high):
        return bounds(numerator, box) / divisor
    if divisor.high is not None and divisor.high < 0:
        numerator, denominator = _negative(numerator), _negative(denominator)
    low, low_open = _least(numerator, denominator, box)
    high, high_open = _least(_negative(numerator), denominator, box)
    return Interval(low, -high, low_open, high_open)


def _negative(form: Affine) -> Affine:
    return Affine({i: -k for i, k in form.terms.items()}, -form.constant)


def _least(
    numerator: Affine, denominator: Affine, box: Sequence[Interval]
) -> tuple[Fraction, bool]:
    """Return the infimum of a quotient with a positive divisor, and whether it is not reached."""
    indexes = sorted(numerator.terms.keys() | denominator.terms.keys())
    corner = {i: box[i].low or Fraction(0) for i in indexes}
    best = _at(numerator, corner) / _at(denominator, corner)
    while True:
        slopes = {
            i: numerator.terms.get(i, Fraction(0)) - best * denominator.terms.get(i, Fraction(0))
            for i in indexes
        }
        corner = {
            i: (box[i].low if k > 0 else box[i].high) or Fraction(0) for i, k in slopes.items()
        }
        better = _at(numerator, corner) / _at(denominator, corner)
        if better >= best:
            is_open = any(
                box[i].low_open if k > 0 else box[i].high_open for i, k in slopes.items() if k
            )
            return best, is_open
        best = better


def _at(form: Affine, at: Mapping[int, Fraction] | Sequence[Fraction]) -> Fraction:
    total = form.constant
    for index, factor in form.terms.items():
        if factor == 1:
            total += at[index]
        elif factor == -1:
            total -= at[index]
        else:
            total += factor * at[index]
    return total
