"""Which printed numbers can stand for some value of an interval."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finmodel.numeric import Interval, Rounding, quantum
from finmodel.proof.printed import Printable, printed

eighths = st.integers(-100, 100).map(lambda n: Fraction(n, 8))
modes = st.sampled_from(Rounding)


@given(eighths, eighths, st.booleans(), st.booleans(), st.integers(-1, 1), modes)
def test_exactly_those_that_stand_for_a_value_inside(
    one: Fraction, other: Fraction, low_open: bool, high_open: bool, decimals: int, mode: Rounding
) -> None:
    allowed = Interval(min(one, other), max(one, other), low_open, high_open)
    if allowed.is_empty:
        return
    printable = Printable.of(allowed, decimals, mode)
    step = quantum(decimals)
    candidates = [n * step for n in range(int(-20 / step), int(20 / step) + 1)]
    inside = [n for n in candidates if Interval.reported(n, decimals, mode).meets(allowed)]
    assert (printable.lowest, printable.highest) == (inside[0], inside[-1])
    assert printable.count == len(inside)


def test_without_ends() -> None:
    printable = Printable.of(Interval(Fraction(3), None), 0)
    assert printable.lowest == 3
    assert printable.highest is None
    assert printable.count is None


@given(eighths, st.integers(-1, 2), modes)
def test_a_value_is_printed_as_a_number_that_stands_for_it(
    value: Fraction, decimals: int, mode: Rounding
) -> None:
    number = printed(value, decimals, mode)
    assert value in Interval.reported(number, decimals, mode)
    assert Fraction(number) % quantum(decimals) == 0


@given(eighths)
def test_an_exact_value_is_printed_as_it_is(value: Fraction) -> None:
    assert Fraction(printed(value, None, Rounding.NEAREST)) == value


@pytest.mark.parametrize(
    ("value", "decimals", "mode", "text"),
    [
        ("3/2", 0, Rounding.NEAREST, "1"),
        ("-3/2", 0, Rounding.NEAREST, "-1"),
        ("8/5", 0, Rounding.NEAREST, "2"),
        ("8/5", 0, Rounding.TRUNCATED, "1"),
        ("-8/5", 0, Rounding.TRUNCATED, "-1"),
        ("1234", -2, Rounding.NEAREST, "1200"),
    ],
)
def test_how_it_is_printed(value: str, decimals: int, mode: Rounding, text: str) -> None:
    assert f"{printed(Fraction(value), decimals, mode):f}" == text
