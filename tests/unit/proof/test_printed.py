"""Which printed numbers can stand for some value of an interval."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finmodel.numeric import Interval, Rounding, quantum
from finmodel.proof.printed import Printable

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


@pytest.mark.parametrize(
    ("value", "nearest"), [("7/5", 1), ("8/5", 2), ("3/2", 1), ("-3", 0), ("99", 4)]
)
def test_the_nearest(value: str, nearest: int) -> None:
    printable = Printable(Fraction(0), Fraction(4), Fraction(1))
    assert printable.nearest(Fraction(value)) == nearest
