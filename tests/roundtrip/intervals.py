"""Intervals of every kind, and the values by which they are judged."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import strategies as st

from finmodel.numeric import Interval

ENDS = [None, *map(Fraction, range(-3, 4))]
GRID = [Fraction(n, 2) for n in range(-7, 8)]
FAR = Fraction(10**9)
NEAR = 1 / FAR


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    """Every combination of open, closed and unbounded ends; never empty."""
    low, high = draw(st.sampled_from(ENDS)), draw(st.sampled_from(ENDS))
    if low is not None and high is not None:
        low, high = min(low, high), max(low, high)
    is_point = low is not None and low == high
    return Interval(
        low,
        high,
        low_open=not is_point and draw(st.booleans()),
        high_open=not is_point and draw(st.booleans()),
    )


def inside(interval: Interval) -> list[Fraction]:
    """Some values of an interval: those of a grid, those next to its ends, and distant ones."""
    near = [
        end + step
        for end in (interval.low, interval.high)
        if end is not None
        for step in (-NEAR, Fraction(0), NEAR)
    ]
    return [value for value in (*GRID, *near, -FAR, FAR) if value in interval]


def is_reached(results: Interval, values: list[Fraction]) -> bool:
    """Tell whether values come as near to both ends as `inside` goes."""
    close, distant = 100 * NEAR, FAR / 100
    low, high = min(values), max(values)
    return (
        low <= -distant
        if results.low is None
        else low - results.low <= (close if results.low_open else 0)
    ) and (
        high >= distant
        if results.high is None
        else results.high - high <= (close if results.high_open else 0)
    )
