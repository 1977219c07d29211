"""Numbers, and the arithmetic of what they can stand for, against a count of points."""

from __future__ import annotations

import operator
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from finmodel.numeric import (
    MAX_DIGITS,
    ZERO,
    Interval,
    NumberError,
    Rounding,
    parse_decimal,
    quantum,
)
from tests.roundtrip.intervals import GRID, NEAR, inside, intervals, is_reached

# --- texts


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", "0"),
        ("-0", "0"),
        ("+1.50", "1.5"),
        ("1.", "1"),
        (".5", "0.5"),
        ("1e3", "1000"),
        ("-2.5E-3", "-0.0025"),
        ("00012", "12"),
        ("9" * 300, "9" * 300),
    ],
)
def test_a_decimal_or_scientific_literal_is_read_exactly(text: str, value: str) -> None:
    assert parse_decimal(text) == Decimal(value)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " 1",
        "1 ",
        "1,000",
        "INF",
        "-INF",
        "NaN",
        "1e",
        "e3",
        ".",
        "-",
        "0x10",
        "1_000",
        "١",
        "½",
    ],
)
def test_what_is_no_decimal_literal_is_refused(text: str) -> None:
    with pytest.raises(NumberError, match="not a decimal number"):
        parse_decimal(text)


@pytest.mark.parametrize(
    "text", ["9" * (MAX_DIGITS + 1), "1e99999", "1e-99999", "0." + "0" * MAX_DIGITS + "1"]
)
def test_a_number_of_too_many_digits_is_refused_and_not_computed(text: str) -> None:
    with pytest.raises(NumberError, match=str(MAX_DIGITS)) as caught:
        parse_decimal(text)
    assert len(str(caught.value)) < 100


@pytest.mark.parametrize(("decimals", "unit"), [(0, 1), (2, Fraction(1, 100)), (-6, 1_000_000)])
def test_the_quantum_is_the_unit_of_the_last_digit(decimals: int, unit: Fraction | int) -> None:
    assert quantum(decimals) == unit


# --- what a printed number stands for


@pytest.mark.parametrize(
    ("value", "decimals", "rounding", "interval"),
    [
        ("17500", -2, Rounding.NEAREST, Interval(Fraction(17450), Fraction(17550))),
        ("0", 0, Rounding.NEAREST, Interval(Fraction(-1, 2), Fraction(1, 2))),
        ("-3", 0, Rounding.NEAREST, Interval(Fraction(-7, 2), Fraction(-5, 2))),
        ("0.188", 3, Rounding.NEAREST, Interval(Fraction(1875, 10_000), Fraction(1885, 10_000))),
        ("5", 0, Rounding.TRUNCATED, Interval(Fraction(5), Fraction(6), high_open=True)),
        ("-5", 0, Rounding.TRUNCATED, Interval(Fraction(-6), Fraction(-5), low_open=True)),
        ("0", 0, Rounding.TRUNCATED, Interval(Fraction(-1), Fraction(1), True, True)),
        ("500", -2, Rounding.TRUNCATED, Interval(Fraction(500), Fraction(600), high_open=True)),
        ("5", None, Rounding.NEAREST, Interval.point(5)),
        ("5", None, Rounding.TRUNCATED, Interval.point(5)),
    ],
)
def test_a_printed_number_stands_for_what_rounds_to_it(
    value: str, decimals: int | None, rounding: Rounding, interval: Interval
) -> None:
    assert Interval.reported(Decimal(value), decimals, rounding) == interval


@given(
    true=st.fractions(min_value=-50, max_value=50, max_denominator=40),
    decimals=st.integers(-1, 2),
    rounding=st.sampled_from(Rounding),
)
def test_a_true_value_is_inside_what_its_printed_digits_stand_for(
    true: Fraction, decimals: int, rounding: Rounding
) -> None:
    unit = quantum(decimals)
    printed = unit * (round(true / unit) if rounding is Rounding.NEAREST else int(true / unit))
    interval = Interval.reported(printed, decimals, rounding)
    assert true in interval
    if rounding is Rounding.TRUNCATED:
        other = printed + unit if true < 0 else printed - unit
        assert true == 0 or true not in Interval.reported(other, decimals, rounding)


# --- membership and order


def test_an_unbounded_end_is_open() -> None:
    assert Interval(Fraction(2), None) == Interval(Fraction(2), None, high_open=True)
    assert Interval(None, Fraction(2)) == Interval(None, Fraction(2), low_open=True)
    assert Interval(None, None) == Interval.everything()
    assert 0 not in Interval(Fraction(2), None).reciprocal()


@pytest.mark.parametrize(
    ("interval", "empty", "point", "width"),
    [
        (Interval.point(3), False, True, Fraction(0)),
        (Interval(Fraction(1), Fraction(3)), False, False, Fraction(2)),
        (Interval(Fraction(1), Fraction(1), low_open=True), True, False, Fraction(0)),
        (Interval(Fraction(2), Fraction(1)), True, False, Fraction(-1)),
        (Interval(Fraction(1), None, high_open=True), False, False, None),
        (Interval.everything(), False, False, None),
    ],
)
def test_an_interval_knows_its_extent(
    interval: Interval, empty: bool, point: bool, width: Fraction | None
) -> None:
    assert (interval.is_empty, interval.is_point, interval.width) == (empty, point, width)


@given(intervals(), intervals())
def test_the_intersection_holds_what_both_hold(one: Interval, other: Interval) -> None:
    common = one & other
    assert common == other & one
    for value in (*inside(one), *inside(other)):
        assert (value in common) is (value in one and value in other)
    assert one.meets(other) is any(value in other for value in inside(one))
    assert one.meets(other) is not common.is_empty


@given(intervals(), intervals())
def test_the_hull_is_the_smallest_interval_that_holds_both(one: Interval, other: Interval) -> None:
    hull = one | other
    assert hull == other | one
    values = inside(one) + inside(other)
    assert all(value in hull for value in values)
    assert is_reached(hull, values)
    assert one & hull == one
    assert one | one == one & one == one


@given(intervals())
def test_an_empty_interval_adds_nothing_to_a_hull(interval: Interval) -> None:
    nothing = Interval(Fraction(2), Fraction(1))
    assert nothing | interval == interval | nothing == interval


@given(intervals(), intervals())
def test_the_gap_is_the_distance_between_the_nearest_values(one: Interval, other: Interval) -> None:
    gap = one.gap(other)
    assert gap == other.gap(one) >= 0
    nearest = min(abs(a - b) for a in inside(one) for b in inside(other))
    assert 0 <= nearest - gap <= 2 * NEAR
    if one.meets(other):
        assert gap == 0


# --- arithmetic


@pytest.mark.parametrize("operation", [operator.add, operator.sub, operator.mul])
@given(one=intervals(), other=intervals())
def test_sums_differences_and_products_hold_exactly_what_their_operands_make(
    operation: Callable[[Any, Any], Any], one: Interval, other: Interval
) -> None:
    results = operation(one, other)
    values = [operation(a, b) for a in inside(one) for b in inside(other)]
    assert all(value in results for value in values)
    assert is_reached(results, values)


@given(one=intervals(), other=intervals())
def test_quotients_hold_what_their_operands_make(one: Interval, other: Interval) -> None:
    if 0 in other:
        with pytest.raises(ZeroDivisionError):
            one / other
        return
    results = one / other
    values = [a / b for a in inside(one) for b in inside(other)]
    assert all(value in results for value in values)
    assert is_reached(results, values)


@given(intervals())
def test_a_reciprocal_twice_is_the_interval_itself(interval: Interval) -> None:
    assume(0 not in interval)
    assert interval.reciprocal().reciprocal() == interval


@given(intervals(), st.sampled_from([Fraction(-2), Fraction(-1, 3), Fraction(1), Fraction(5, 2)]))
def test_scaling_by_a_negative_number_swaps_the_ends_and_their_openness(
    interval: Interval, factor: Fraction
) -> None:
    scaled = interval.scaled(factor)
    assert [value * factor in scaled for value in GRID] == [value in interval for value in GRID]
    assert scaled == interval * Interval.point(factor)
    assert scaled.scaled(1 / factor) == interval
    ends = (interval.low_open, interval.high_open)
    assert (scaled.low_open, scaled.high_open) == (ends if factor > 0 else ends[::-1])


@given(intervals())
def test_nought_times_anything_is_nought(interval: Interval) -> None:
    assert interval.scaled(Fraction(0)) == interval * ZERO == ZERO * interval == ZERO


@given(intervals(), intervals(), intervals())
def test_arithmetic_keeps_its_laws(a: Interval, b: Interval, c: Interval) -> None:
    assert a + b == b + a
    assert a * b == b * a
    assert (a + b) + c == a + (b + c)
    assert (a * b) * c == a * (b * c)
    assert -(b - a) == a - b
    assert a - b == a + (-b)
