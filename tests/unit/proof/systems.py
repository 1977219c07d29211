"""Small linear systems for hypothesis, and Fourier–Motzkin elimination, which judges them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import TypeAlias

from hypothesis import strategies as st

from finmodel.numeric import Interval
from finmodel.proof.system import Limit, Row, System

COEFFICIENTS = st.sampled_from(
    [Fraction(text) for text in "1 -1 1 -1 1 -1 2 -3 0.1875 -0.1885 1/3 1000000 -0.000001".split()]
)
BOUNDS = st.one_of(
    st.integers(-4, 4).map(Fraction),
    st.sampled_from([Fraction(text) for text in "0 0.5 -0.5 0.1875 1e15 -1e15 1e-6".split()]),
)


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    low = draw(st.none() | BOUNDS)
    width = draw(st.sampled_from([Fraction(0), Fraction(0), Fraction(1), Fraction(1, 1000)]))
    high = draw(st.none() | BOUNDS) if low is None else low + width
    return Interval(low, high, draw(st.booleans()), draw(st.booleans()))


@st.composite
def systems(draw: st.DrawFn) -> System:
    size = draw(st.integers(1, 4))
    variables = st.integers(0, size - 1)
    limits = draw(st.lists(st.builds(Limit, variables, intervals()), max_size=6))
    rows = st.builds(
        Row,
        st.dictionaries(variables, COEFFICIENTS, max_size=3),
        st.sampled_from(["=", "<=", "<"]),
        st.just(Fraction(0)) | BOUNDS,
    )
    return System(size, tuple(limits), tuple(draw(st.lists(rows, max_size=4))))


Inequality: TypeAlias = tuple[dict[int, Fraction], Fraction, bool]


def inequalities(system: System) -> Iterator[Inequality]:
    """Yield everything as (terms, bound, strict): terms ≤ bound, or below it."""
    one = Fraction(1)
    for limit in system.limits:
        inside = limit.interval
        if inside.low is not None:
            yield {limit.variable: -one}, -inside.low, inside.low_open
        if inside.high is not None:
            yield {limit.variable: one}, inside.high, inside.high_open
    for row in system.rows:
        yield dict(row.terms), row.bound, row.operator == "<"
        if row.operator == "=":
            yield {v: -c for v, c in row.terms.items()}, -row.bound, False


def is_feasible(system: System) -> bool:
    known = list(inequalities(system))
    for variable in range(system.size):
        known = _without(known, variable)
    return all(bound > 0 or (bound == 0 and not strict) for _, bound, strict in known)


def _without(known: list[Inequality], variable: int) -> list[Inequality]:
    above = [each for each in known if each[0].get(variable, 0) > 0]
    below = [each for each in known if each[0].get(variable, 0) < 0]
    found = {
        (tuple(sorted(terms.items())), bound, strict)
        for terms, bound, strict in known
        if not terms.get(variable)
    }
    for up in above:
        for down in below:
            a, b = -down[0][variable], up[0][variable]
            terms = _sum(up[0], a, down[0], b)
            found.add((tuple(sorted(terms.items())), a * up[1] + b * down[1], up[2] or down[2]))
    return [(dict(terms), bound, strict) for terms, bound, strict in sorted(found)]


def _sum(
    one: Mapping[int, Fraction], a: Fraction, other: Mapping[int, Fraction], b: Fraction
) -> dict[int, Fraction]:
    joined = {v: a * one.get(v, 0) + b * other.get(v, 0) for v in {*one, *other}}
    return {v: value for v, value in joined.items() if value}


def projected(system: System, objective: Mapping[int, Fraction]) -> Interval:
    """Return the values of a sum over a feasible system."""
    value = system.size
    row = Row({**objective, value: Fraction(-1)}, "=", Fraction(0))
    known = list(inequalities(System(value + 1, system.limits, (*system.rows, row))))
    for variable in range(system.size):
        known = _without(known, variable)
    found = Interval.everything()
    for terms, bound, strict in known:
        coefficient = terms.get(value, 0)
        if coefficient > 0:
            found &= Interval(None, bound / coefficient, high_open=strict)
        elif coefficient < 0:
            found &= Interval(bound / coefficient, None, low_open=strict)
    return found
