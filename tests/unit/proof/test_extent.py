"""How far sums and quotients can go, beside Fourier–Motzkin elimination."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from finmodel.numeric import Interval
from finmodel.proof.extent import Extent, Reach, beyond, extent, extent_of_ratio
from finmodel.proof.solve import Inquiry
from finmodel.proof.system import Feasible, Limit, Row, System, total

from .systems import COEFFICIENTS, is_feasible, projected, systems

ONE = Fraction(1)
OBJECTIVES = st.dictionaries(st.integers(0, 3), COEFFICIENTS, max_size=3)
SUM = Row({0: ONE, 1: ONE, 2: -ONE}, "=", Fraction(0))


def closed(system: System) -> System:
    return System(
        system.size,
        tuple(Limit(x.variable, Interval(x.interval.low, x.interval.high)) for x in system.limits),
        tuple(Row(x.terms, "=" if x.operator == "=" else "<=", x.bound) for x in system.rows),
    )


def is_proved(system: System, objective: Mapping[int, Fraction], found: Extent) -> bool:
    return _reach_is_proved(system, objective, found.low, beyond(objective, found.low, 1)) and (
        _reach_is_proved(system, objective, found.high, beyond(objective, found.high, -1))
    )


def _reach_is_proved(
    system: System, objective: Mapping[int, Fraction], reach: Reach, row: Row
) -> bool:
    assert reach.point is not None
    if reach.bound is None:
        return abs(total(objective, reach.point)) == 1
    assert reach.refutation is not None
    with_row = System(system.size, system.limits, (*system.rows, row))
    at = Feasible(reach.point)
    return (
        reach.refutation.refutes(with_row)
        and total(objective, reach.point) == reach.bound
        and at.satisfies(closed(system) if reach.is_open else system)
    )


@settings(max_examples=100, deadline=None)
@given(systems(), OBJECTIVES)
def test_extents_are_those_of_elimination(system: System, objective: dict[int, Fraction]) -> None:
    assume(is_feasible(system))
    sought = {v: c for v, c in objective.items() if v < system.size}
    found = extent(Inquiry(system), sought)
    assert not found.undecided
    assert found.interval == projected(system, sought)
    assert is_proved(system, sought, found)


def test_what_is_not_reported_is_pinned_by_the_rest() -> None:
    reported = (
        Limit(0, Interval.reported(100, 0)),
        Limit(2, Interval(Fraction(150), Fraction(151), high_open=True)),
    )
    found = extent(Inquiry(System(3, reported, (SUM,))), {1: ONE})
    assert found.interval == Interval(Fraction("49.5"), Fraction("51.5"), high_open=True)


def test_the_slack_of_a_number_is_its_extent_without_it() -> None:
    reported = tuple(Limit(v, Interval.reported(n, 0)) for v, n in enumerate((1, 1, 2)))
    inquiry = Inquiry(System(3, reported, (SUM,)))
    freed = inquiry.question({2: Interval.everything()})
    assert extent(inquiry, {2: ONE}, freed).interval == Interval(ONE, Fraction(3))
    assert extent(inquiry, {2: ONE}).interval == Interval(Fraction("1.5"), Fraction("2.5"))
    unrelated = inquiry.question({2: Interval.everything()}, {0})
    assert extent(inquiry, {2: ONE}, unrelated).interval == Interval.everything()


@pytest.mark.parametrize("digits", [6, 30])
def test_ends_are_exact_whatever_the_magnitude(digits: int) -> None:
    much, little = Fraction(10**15), Fraction(1, 10**digits)
    reported = (
        Limit(0, Interval(much, much + little, high_open=True)),
        Limit(1, Interval.point(little)),
    )
    found = extent(Inquiry(System(3, reported, (SUM,))), {2: ONE})
    assert found.interval == Interval(much + little, much + 2 * little, high_open=True)


@settings(max_examples=60, deadline=None)
@given(systems(), OBJECTIVES, st.integers(0, 3))
def test_extents_of_quotients(system: System, above: dict[int, Fraction], divisor: int) -> None:
    positive = Limit(divisor, Interval(Fraction(0), None, low_open=True))
    size = max(system.size, divisor + 1)
    system = System(size, (*system.limits, positive), system.rows)
    assume(is_feasible(system))
    sought = {v: c for v, c in above.items() if v < size}
    found = extent_of_ratio(Inquiry(system), sought, {divisor: ONE})
    assert not found.undecided
    turned = {v: -c for v, c in sought.items()}
    _check_low_quotient(system, sought, divisor, found.low.bound, is_open=found.low.is_open)
    high = None if found.high.bound is None else -found.high.bound
    _check_low_quotient(system, turned, divisor, high, is_open=found.high.is_open)


def _check_low_quotient(
    system: System,
    above: Mapping[int, Fraction],
    divisor: int,
    bound: Fraction | None,
    *,
    is_open: bool,
) -> None:
    def is_possible(operator: str, quotient: Fraction) -> bool:
        terms = dict(above)
        terms[divisor] = terms.get(divisor, Fraction(0)) - quotient
        row = Row({v: c for v, c in terms.items() if c}, operator, Fraction(0))  # type: ignore[arg-type]
        return is_feasible(System(system.size, system.limits, (*system.rows, row)))

    if bound is None:
        assert is_possible("<", Fraction(-(10**40)))
    else:
        assert not is_possible("<", bound)
        assert is_possible("=", bound) != is_open
        assert is_possible("<", bound + Fraction(1, 10**40))
