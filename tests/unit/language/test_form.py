"""Forms: what they can be while their variables are in intervals, against values at points."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from finmodel.language.form import (
    Affine,
    Extreme,
    Form,
    Magnitude,
    Quotient,
    bounds,
    constant,
    minus,
    over,
    plus,
    scaled,
    times,
    value,
    variable,
    variables,
)
from finmodel.numeric import ZERO, Interval
from tests.roundtrip.intervals import GRID, inside, intervals, is_reached

COUNT = 3
X, Y, Z = map(variable, range(COUNT))

coefficients = st.integers(-3, 3).map(Fraction)
boxes = st.lists(intervals(), min_size=COUNT, max_size=COUNT)
points = st.lists(st.sampled_from(GRID), min_size=COUNT, max_size=COUNT)


@st.composite
def affines(draw: st.DrawFn, count: int = COUNT) -> Affine:
    form: Form = constant(draw(coefficients))
    for index in range(count):
        form = plus(form, scaled(variable(index), draw(coefficients)))
    assert isinstance(form, Affine)
    return form


def _larger(inner: st.SearchStrategy[Form]) -> st.SearchStrategy[Form]:
    return st.one_of(
        *(st.builds(join, inner, inner) for join in (plus, minus, times, _over)),
        st.builds(scaled, inner, coefficients),
        st.builds(Magnitude, inner, st.booleans()),
        st.builds(Extreme, st.tuples(inner, inner), st.booleans()),
    )


def _over(left: Form, right: Form) -> Form:
    try:
        return over(left, right)
    except ZeroDivisionError:
        return left


forms: st.SearchStrategy[Form] = st.recursive(affines(), _larger, max_leaves=6)


def corners(box: Sequence[Interval]) -> list[tuple[Fraction, ...]]:
    """Values of the variables next to every corner of a box, and some between."""
    return list(product(*map(inside, box)))


def values_of(form: Form, box: Sequence[Interval]) -> list[Fraction]:
    return [value(form, point) for point in corners(box)]


# --- algebra

JOINS: list[tuple[Callable[[Form, Form], Form], Callable[[Fraction, Fraction], Fraction]]] = [
    (plus, lambda a, b: a + b),
    (minus, lambda a, b: a - b),
    (times, lambda a, b: a * b),
    (over, lambda a, b: a / b),
]


@pytest.mark.parametrize(("join", "operation"), JOINS)
@given(left=forms, right=forms, at=points)
def test_joined_forms_have_the_joined_values(
    join: Callable[[Form, Form], Form],
    operation: Callable[[Fraction, Fraction], Fraction],
    left: Form,
    right: Form,
    at: list[Fraction],
) -> None:
    try:
        expected = operation(value(left, at), value(right, at))
        found = value(join(left, right), at)
    except ZeroDivisionError:
        assume(False)
        raise
    assert found == expected
    assert variables(join(left, right)) <= variables(left) | variables(right)


@given(forms, coefficients, points)
def test_a_scaled_form_has_the_scaled_value(
    form: Form, factor: Fraction, at: list[Fraction]
) -> None:
    try:
        assert value(scaled(form, factor), at) == factor * value(form, at)
    except ZeroDivisionError:
        assume(False)


@pytest.mark.parametrize(
    ("form", "same"),
    [
        (minus(X, X), constant(Fraction(0))),
        (minus(plus(X, Y), X), Y),
        (plus(scaled(X, Fraction(2)), scaled(X, Fraction(-1))), X),
        (over(scaled(X, Fraction(3)), constant(Fraction(3))), X),
        (minus(over(X, Y), constant(Fraction(1))), over(minus(X, Y), Y)),
        (plus(constant(Fraction(1)), over(X, Y)), over(plus(X, Y), Y)),
        (plus(over(X, Z), over(Y, Z)), over(plus(X, Y), Z)),
        (minus(plus(over(X, Z), Y), Y), over(X, Z)),
        (minus(plus(Y, over(X, Z)), plus(over(X, Z), Y)), over(constant(Fraction(0)), Z)),
        (over(over(X, Y), Z), over(X, times(Y, Z))),
        (over(X, over(Y, Z)), over(times(X, Z), Y)),
        (times(constant(Fraction(2)), over(X, Y)), over(scaled(X, Fraction(2)), Y)),
    ],
)
def test_what_can_be_one_linear_or_fractional_form_is_one(form: Form, same: Form) -> None:
    assert form == same


def test_a_constant_nought_divides_nothing() -> None:
    with pytest.raises(ZeroDivisionError):
        over(X, minus(Y, Y))


# --- ranges


@given(forms, boxes)
def test_the_range_holds_the_value_at_every_point(form: Form, box: list[Interval]) -> None:
    try:
        found = bounds(form, box)
    except ZeroDivisionError:
        assume(False)
        raise
    for point in corners([interval & Interval(Fraction(-4), Fraction(4)) for interval in box]):
        assert value(form, point) in found


@given(affines(), boxes)
def test_the_range_of_a_linear_form_is_exact(form: Affine, box: list[Interval]) -> None:
    found, values = bounds(form, box), values_of(form, box)
    assert all(value in found for value in values)
    assert is_reached(found, values)


@given(affines(2), affines(2), st.lists(intervals(), min_size=2, max_size=2))
def test_the_range_of_a_linear_fractional_form_is_exact(
    numerator: Affine, denominator: Affine, box: list[Interval]
) -> None:
    divisor = bounds(denominator, box)
    assume(0 not in divisor and denominator.terms)
    form = over(numerator, denominator)
    found, values = bounds(form, box), values_of(form, box)
    assert all(value in found for value in values)
    if 0 not in (divisor.low, divisor.high) and all(i.width is not None for i in box):
        assert is_reached(found, values)


@pytest.mark.parametrize(
    ("form", "box", "found"),
    [
        # a share of a whole that it is part of
        (over(X, plus(X, Y)), [(1, 2), (1, 2)], (Fraction(1, 3), Fraction(2, 3))),
        # growth: the number before stands twice
        (minus(over(X, Y), constant(Fraction(1))), [(5, 6), (4, 5)], (0, Fraction(1, 2))),
        # a difference of numbers that are the same
        (minus(plus(X, Y), X), [(0, 9), (1, 2)], (1, 2)),
        # a negative divisor
        (over(X, minus(X, Y)), [(1, 2), (3, 4)], (-2, Fraction(-1, 3))),
        (times(X, Y), [(-1, 2), (3, 4)], (-4, 8)),
        (over(X, times(Y, Z)), [(1, 2), (1, 2), (2, 4)], (Fraction(1, 8), 1)),
        (times(over(X, plus(X, Y)), Z), [(1, 2), (1, 2), (3, 3)], (1, 2)),
        (plus(over(X, Y), Z), [(1, 2), (1, 2), (1, 1)], (Fraction(3, 2), 3)),
        (Magnitude(X, sign=False), [(-3, 2)], (0, 3)),
        (Magnitude(X, sign=False), [(-3, -2)], (2, 3)),
        (Magnitude(X, sign=True), [(0, 2)], (0, 1)),
        (Magnitude(X, sign=True), [(-3, -2)], (-1, -1)),
        (Extreme((X, Y, Z), greatest=True), [(1, 5), (2, 3), (0, 9)], (2, 9)),
        (Extreme((X, Y, Z), greatest=False), [(1, 5), (2, 3), (0, 9)], (0, 3)),
        (minus(X, Extreme((Y, Z), greatest=True)), [(1, 2), (3, 4), (5, 6)], (-5, -3)),
    ],
)
def test_the_range_counts_a_number_once_however_often_it_stands(
    form: Form, box: list[tuple[int, int]], found: tuple[Fraction | int, Fraction | int]
) -> None:
    intervals = [Interval(Fraction(low), Fraction(high)) for low, high in box]
    low, high = map(Fraction, found)
    assert bounds(form, intervals) == Interval(low, high)


def half_open(low: int, high: int) -> Interval:
    return Interval(Fraction(low), Fraction(high), high_open=True)


@pytest.mark.parametrize(
    ("form", "found"),
    [
        (over(X, plus(X, Y)), Interval(Fraction(2, 5), Fraction(3, 5), True, True)),
        (over(plus(X, Y), Y), Interval(Fraction(5, 3), Fraction(5, 2), True, True)),
        (over(minus(X, Y), plus(X, Z)), Interval(Fraction(-1, 4), Fraction(1, 5), True, True)),
        (plus(X, Y), half_open(4, 6)),
        (Extreme((X, plus(Y, Z)), greatest=True), half_open(4, 6)),
    ],
)
def test_open_ends_stay_open(form: Form, found: Interval) -> None:
    assert bounds(form, [half_open(2, 3)] * COUNT) == found


@given(intervals(), st.booleans())
def test_the_range_of_a_magnitude_is_exact(interval: Interval, sign: bool) -> None:
    form = Magnitude(X, sign=sign)
    found, values = bounds(form, [interval]), values_of(form, [interval])
    assert all(value in found for value in values)
    assert is_reached(found, values)


@pytest.mark.parametrize("form", [over(X, Y), over(X, plus(X, Y)), over(X, times(Y, Z))])
def test_a_divisor_that_may_be_nought_is_said_to_be(form: Form) -> None:
    with pytest.raises(ZeroDivisionError, match="the divisor may be zero"):
        bounds(form, [Interval(Fraction(-1), Fraction(1))] * COUNT)


def test_a_divisor_that_comes_near_nought_leaves_no_bound() -> None:
    box = [half_open(1, 2), half_open(0, 1)]
    positive = Interval(Fraction(0), Fraction(1), True, True)
    assert bounds(over(X, Y), [box[0], positive]) == Interval(Fraction(1), None, low_open=True)
    shared = bounds(over(X, minus(plus(X, Y), X)), [box[0], positive])
    assert shared == Interval(Fraction(1), None, low_open=True)
    assert bounds(over(X, minus(X, Y)), box) == Interval(Fraction(1, 2), None, True)


@given(forms, boxes, st.integers(0, COUNT - 1))
def test_a_wider_interval_never_narrows_the_range(
    form: Form, box: list[Interval], index: int
) -> None:
    wider = [*box]
    wider[index] |= Interval(Fraction(-1), Fraction(2))
    try:
        wide, narrow = bounds(form, wider), bounds(form, box)
    except ZeroDivisionError:
        assume(False)
        raise
    assert narrow | wide == wide


def test_long_chains_do_not_nest() -> None:
    sum_of_products: Form = constant(Fraction(0))
    chain: Form = X
    for _ in range(300):
        sum_of_products = plus(sum_of_products, times(X, Y))
        chain = over(times(chain, Y), Z)
    ones = [Interval.point(1)] * COUNT
    assert bounds(sum_of_products, ones) == Interval.point(300)
    assert bounds(chain, ones) == Interval.point(1)
    assert bounds(minus(chain, chain), ones) == ZERO
    assert value(chain, [Fraction(1)] * COUNT) == 1
    assert isinstance(over(X, Y), Quotient)
