"""Exact verdicts on small systems, beside Fourier–Motzkin elimination, and their certificates."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import TypeVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from finmodel.numeric import Interval, Rounding
from finmodel.proof.minimal import minimal
from finmodel.proof.solve import Inquiry, solve
from finmodel.proof.solver import SolverMissingError
from finmodel.proof.system import (
    Feasible,
    Infeasible,
    Limit,
    Operator,
    Refutation,
    Row,
    System,
    Undecided,
    Verdict,
)

from .systems import intervals, is_feasible, systems


def is_proved(system: System, verdict: Verdict) -> bool:
    """Check a verdict's certificate anew, by the definition."""
    if isinstance(verdict, Feasible):
        values = verdict.witness
        return all(values[x.variable] in x.interval for x in system.limits) and all(
            _holds(sum((c * values[v] for v, c in row.terms.items()), Fraction(0)), row)
            for row in system.rows
        )
    return isinstance(verdict, Infeasible) and _contradicts(system, verdict.refutation)


def _holds(value: Fraction, row: Row) -> bool:
    return {
        "=": value == row.bound,
        "<=": value <= row.bound,
        "<": value < row.bound,
    }[row.operator]


def _contradicts(system: System, refutation: Refutation) -> bool:
    left = [Fraction(0)] * system.size
    right, strict = Fraction(0), False
    for terms, bound, is_strict in _parts(system, refutation):
        for variable, coefficient in terms.items():
            left[variable] += coefficient
        right += bound
        strict |= is_strict
    return not any(left) and (right < 0 or (right == 0 and strict))


def _parts(
    system: System, refutation: Refutation
) -> Iterator[tuple[Mapping[int, Fraction], Fraction, bool]]:
    for index, y in refutation.rows.items():
        row = system.rows[index]
        assert y > 0 or row.operator == "="
        yield {v: y * c for v, c in row.terms.items()}, y * row.bound, row.operator == "<"
    for index, y in refutation.lows.items():
        inside = system.limits[index].interval
        assert y > 0
        assert inside.low is not None
        yield {system.limits[index].variable: -y}, -y * inside.low, inside.low_open
    for index, y in refutation.highs.items():
        inside = system.limits[index].interval
        assert y > 0
        assert inside.high is not None
        yield {system.limits[index].variable: y}, y * inside.high, inside.high_open


def printed(*values: str, decimals: int = 0, rounding: Rounding = Rounding.NEAREST) -> list[Limit]:
    return [
        Limit(variable, Interval.reported(Fraction(value), decimals, rounding))
        for variable, value in enumerate(values)
    ]


def row(terms: Mapping[int, str | int], operator: Operator, bound: str = "0") -> Row:
    return Row({v: Fraction(c) for v, c in terms.items()}, operator, Fraction(bound))


def system(limits: list[Limit], *rows: Row, size: int | None = None) -> System:
    variables = [x.variable for x in limits] + [v for each in rows for v in each.terms]
    return System(size or max(variables, default=-1) + 1, tuple(limits), rows)


T = TypeVar("T")

SUM = row({0: 1, 1: 1, 2: -1}, "=")
TRUNCATED = Rounding.TRUNCATED
EVERYTHING = Interval.everything()

FEASIBLE = {
    "nothing at all": System(0, (), ()),
    "variables without limits": system([], SUM),
    "a sum that rounding explains": system(printed("1", "1", "3"), SUM),
    "intervals that only touch": system(
        printed("1", "1", "1", decimals=0), row({0: 1, 1: 1}, "=", "3")
    ),
    "exact numbers": system(
        [Limit(0, Interval.point(1)), Limit(1, Interval.point(2)), Limit(2, Interval.point(3))], SUM
    ),
    "redundant rows": system(printed("1", "2", "3"), SUM, SUM, row({0: -2, 1: -2, 2: 2}, "=")),
    "a share": system(
        printed("188", "1000"), row({0: 1, 1: "-0.1885"}, "<="), row({0: -1, 1: "0.1875"}, "<=")
    ),
    "truncated, just inside": system(printed("1", "1", "3", rounding=TRUNCATED), SUM),
    "strict, as thin as a hair": system(
        [Limit(0, Interval(Fraction(0), Fraction(1, 10**18), True, True))], row({0: -1}, "<")
    ),
    "a millionth beside a thousand trillions": system(
        [
            Limit(0, Interval.reported(Fraction("0.000001"), 6)),
            Limit(1, Interval.reported(Fraction(10**15), 0)),
            Limit(2, Interval.reported(10**15 + Fraction("0.500002"), 6)),
        ],
        SUM,
    ),
    "beyond floating point": system(
        [
            Limit(0, Interval.point(Fraction(10**390))),
            Limit(1, Interval.point(Fraction(1, 10**390))),
        ],
        row({0: 1, 1: 1, 2: -1}, "="),
    ),
    "a rate that pins its base far closer than it is printed": system(
        [
            Limit(0, Interval.reported(1658685, -1)),
            Limit(1, Interval.reported(0, -1, TRUNCATED)),
            Limit(3, Interval.reported(1658682, -1)),
        ],
        row({0: 1, 1: "-554743.7295"}, "<="),
        row({1: "554743.7285", 0: -1}, "<="),
        row({0: 1, 1: -1, 3: -1}, "="),
        row({2: 1, 0: -1, 1: -1}, "="),
    ),
    "a cross table": system(
        printed("1", "2", "3", "4", "3", "7", "4", "6", "10"),
        row({0: 1, 1: 1, 4: -1}, "="),
        row({2: 1, 3: 1, 5: -1}, "="),
        row({0: 1, 2: 1, 6: -1}, "="),
        row({1: 1, 3: 1, 7: -1}, "="),
        row({4: 1, 5: 1, 8: -1}, "="),
        row({6: 1, 7: 1, 8: -1}, "="),
    ),
}

INFEASIBLE = {
    "a sum beyond rounding": system(printed("1", "1", "4"), SUM),
    "two limits that exclude each other": system(
        [*printed("1"), Limit(0, Interval.point(2))], row({0: 1}, "<=", "5")
    ),
    "limits that touch where one is open": system(
        [
            Limit(0, Interval(Fraction(1), None)),
            Limit(0, Interval(None, Fraction(1), high_open=True)),
        ]
    ),
    "truncated, only touching": system(printed("1", "1", "4", rounding=TRUNCATED), SUM),
    "strict rows in a circle": system([], row({0: 1, 1: -1}, "<"), row({1: 1, 0: -1}, "<=")),
    "rows that contradict each other": system(
        [], row({0: 1, 1: 1}, "=", "1"), row({0: 2, 1: 2}, "=", "3")
    ),
    "a row that says something false": system([], row({}, "=", "1")),
    "a strict row that says 0 < 0": system([], row({}, "<")),
    "seven numbers that pass every relation": system(
        printed("1", "1", "1", "1", "3", "3", "7"),
        row({0: 1, 1: 1, 4: -1}, "="),
        row({2: 1, 3: 1, 5: -1}, "="),
        row({4: 1, 5: 1, 6: -1}, "="),
    ),
    "off by a millionth in a thousand trillions": system(
        [
            Limit(0, Interval.point(Fraction("0.000001"))),
            Limit(1, Interval.point(10**15)),
            Limit(2, Interval.point(10**15)),
        ],
        SUM,
    ),
    "off by little beyond floating point": system(
        [
            Limit(0, Interval.point(Fraction(10**390))),
            Limit(1, Interval.point(1)),
            Limit(2, Interval.point(10**390)),
        ],
        SUM,
    ),
}


@pytest.mark.parametrize("name", FEASIBLE)
def test_what_is_possible_has_a_witness(name: str) -> None:
    verdict = solve(FEASIBLE[name])
    assert isinstance(verdict, Feasible)
    assert is_proved(FEASIBLE[name], verdict)


@pytest.mark.parametrize("name", INFEASIBLE)
def test_what_is_impossible_is_refuted(name: str) -> None:
    verdict = solve(INFEASIBLE[name])
    assert isinstance(verdict, Infeasible)
    assert is_proved(INFEASIBLE[name], verdict)


def test_the_seven_numbers_are_all_needed() -> None:
    seven = INFEASIBLE["seven numbers that pass every relation"]
    verdict = solve(seven)
    assert isinstance(verdict, Infeasible)
    found = minimal(seven, verdict.refutation)
    assert {
        abs(y) for y in (*found.rows.values(), *found.highs.values(), *found.lows.values())
    } == {1}
    assert len(found.rows) == 3
    assert {*found.highs, *found.lows} == {0, 1, 2, 3, 6}


@settings(max_examples=150, deadline=None)
@given(systems())
def test_verdicts_are_those_of_elimination(given_system: System) -> None:
    verdict = solve(given_system)
    assert isinstance(verdict, Feasible) == is_feasible(given_system)
    assert is_proved(given_system, verdict)


@settings(max_examples=150, deadline=None)
@given(systems().filter(lambda each: not is_feasible(each)))
def test_nothing_can_be_left_out_of_a_minimal_contradiction(given_system: System) -> None:
    verdict = solve(given_system)
    assert isinstance(verdict, Infeasible)
    found = minimal(given_system, verdict.refutation)
    assert is_proved(given_system, Infeasible(found))
    kept = [
        (row, {**row.terms}) for index, row in enumerate(given_system.rows) if index in found.rows
    ]
    ends = [
        *(_one_end(given_system.limits[i], is_low=True) for i in found.lows),
        *(_one_end(given_system.limits[i], is_low=False) for i in found.highs),
    ]
    rows = [each for each, _ in kept]
    for index in range(len(rows)):
        rest = rows[:index] + rows[index + 1 :]
        assert is_feasible(System(given_system.size, tuple(ends), tuple(rest)))
    for index in range(len(ends)):
        others = ends[:index] + ends[index + 1 :]
        assert is_feasible(System(given_system.size, tuple(others), tuple(rows)))


def _one_end(limit: Limit, *, is_low: bool) -> Limit:
    inside = limit.interval
    if is_low:
        return Limit(limit.variable, Interval(inside.low, None, inside.low_open))
    return Limit(limit.variable, Interval(None, inside.high, high_open=inside.high_open))


@settings(max_examples=60, deadline=None)
@given(systems(), st.data())
def test_an_inquiry_answers_like_a_fresh_solve(given_system: System, data: st.DataObject) -> None:
    inquiry = Inquiry(given_system)
    for _ in range(3):
        replaced = data.draw(_some(len(given_system.limits), intervals() | st.just(EVERYTHING)))
        dropped = set(data.draw(_some(len(given_system.rows), st.none())))
        changed = System(
            given_system.size,
            tuple(
                Limit(x.variable, replaced.get(index, x.interval))
                for index, x in enumerate(given_system.limits)
            ),
            tuple(
                row({}, "=") if index in dropped else each
                for index, each in enumerate(given_system.rows)
            ),
        )
        verdict = inquiry.verdict(replaced, dropped)
        assert isinstance(verdict, Feasible) == is_feasible(changed)
        assert is_proved(changed, verdict)


def _some(count: int, values: st.SearchStrategy[T]) -> st.SearchStrategy[dict[int, T]]:
    return st.dictionaries(st.integers(0, count - 1), values) if count else st.just({})


def test_out_of_time_is_undecided() -> None:
    verdict = solve(FEASIBLE["a cross table"], time_limit=0)
    assert isinstance(verdict, Undecided)
    assert "time" in verdict.reason


def test_a_missing_solver_is_said_to_be_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "highspy", None)
    with pytest.raises(SolverMissingError, match=r"pip install 'finmodel\[proof\]'"):
        solve(FEASIBLE["a cross table"])
