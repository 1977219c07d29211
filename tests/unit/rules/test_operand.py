"""The numbers of relations: found by place and currency, duplicates together."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import pytest

from finmodel.model.column import NONE
from finmodel.numeric import Interval, Rounding
from finmodel.rules.operand import Operand, Operands
from tests.unit.rules.sheet import make_report, name

CASH = name("Cash")


def operands(*lines: str, truncated: bool = False) -> Operands:
    report = make_report("\n".join(f"f{n} Cash instant {line}" for n, line in enumerate(lines)))
    return Operands(report.with_rounding({CASH: Rounding.TRUNCATED} if truncated else {}))


def found(*lines: str, truncated: bool = False) -> Operand | None:
    return operands(*lines, truncated=truncated).find(CASH, 0, NONE)


def interval(low: str, high: str) -> Interval:
    return Interval(Fraction(low), Fraction(high))


def test_a_number_is_what_is_printed_and_what_that_stands_for() -> None:
    assert found("JPY 100 0") == Operand((0,), Fraction(100), interval("99.5", "100.5"))
    assert found("JPY 100 INF") == Operand((0,), Fraction(100), Interval.point(100))
    assert found("JPY 100 -") == Operand((0,), Fraction(100), Interval.point(100))
    half_open = Interval(Fraction(100), Fraction(101), high_open=True)
    assert found("JPY 100 0", truncated=True) == Operand((0,), Fraction(100), half_open)


@pytest.mark.parametrize("lines", [["JPY nil -"], ["JPY twelve 0"], ["JPY 1e999 0"], ["- x -"]])
def test_what_is_no_number_is_none(lines: Sequence[str]) -> None:
    assert found(*lines) is None


def test_nothing_is_found_elsewhere() -> None:
    here = operands("JPY 100 0")
    assert here.find(CASH, None, 0) is None
    assert here.find(CASH, 1, 0) is None
    assert here.find(name("Debt"), 0, 0) is None


@pytest.mark.parametrize(
    ("lines", "rows", "printed", "stands_for"),
    [
        (["JPY 100 0", "JPY 100 0"], (0, 1), "100", ("99.5", "100.5")),
        (["JPY 100 -2", "JPY 120 -1"], (0, 1), "120", ("115", "125")),
        (["JPY 120 -1", "JPY 100 -2"], (0, 1), "120", ("115", "125")),
        (["JPY 100 -1", "JPY 104 0"], (0, 1), "104", ("103.5", "104.5")),
        (["JPY 100 -1", "JPY 105 0"], (0, 1), "105", ("104.5", "105")),
        (["JPY 100 -1", "JPY 103 INF"], (0, 1), "103", ("103", "103")),
        (["JPY 100 -1", "JPY nil -"], (0,), "100", ("95", "105")),
        (["JPY nil -", "JPY 100 -1", "JPY 101 0"], (1, 2), "101", ("100.5", "101.5")),
    ],
)
def test_duplicates_that_agree_are_one_number_as_precise_as_all_of_them(
    lines: Sequence[str], rows: tuple[int, ...], printed: str, stands_for: tuple[str, str]
) -> None:
    assert found(*lines) == Operand(rows, Fraction(printed), interval(*stands_for))


@pytest.mark.parametrize(
    ("lines", "printed", "stands_for"),
    [
        (["JPY 100 0", "JPY 900 0"], "900", ("99.5", "900.5")),
        (["JPY 900 0", "JPY 100 0"], "900", ("99.5", "900.5")),
        # adjacent: the intervals touch, but two texts of one precision cannot both be right
        (["JPY 100 0", "JPY 101 0"], "101", ("99.5", "101.5")),
        (["JPY 100 -1", "JPY 200 0"], "200", ("95", "200.5")),
        (["JPY 100 INF", "JPY 101 -"], "101", ("100", "101")),
    ],
)
def test_duplicates_that_contradict_each_other_may_be_any_of_them(
    lines: Sequence[str], printed: str, stands_for: tuple[str, str]
) -> None:
    assert found(*lines) == Operand((0, 1), Fraction(printed), interval(*stands_for))


# --- units: JPY is 0 where it comes first

UNITS = ["JPY 1 0", "USD 2 0", "JPY/shares 3 0", "shares 4 0", "- 5 0"]


@pytest.mark.parametrize(
    ("lines", "wanted", "value"),
    [
        (["JPY 1 0"], "JPY", "1"),
        (["JPY 1 0"], "USD", None),
        (["JPY 1 0"], "JPY/shares", "1"),
        (["JPY 1 0"], "shares", "1"),
        (["JPY 1 0"], "-", "1"),
        (["shares 4 0"], "JPY", "4"),
        (["- 5 0"], "USD", "5"),
        (["JPY 1 0", "USD 2 0"], "USD", "2"),
        (["JPY 1 0", "USD 2 0"], "JPY/shares", "1"),
        (["JPY 1 0", "USD 2 0"], "-", None),
        (["JPY 1 0", "USD 2 0", "JPY 1 0"], "JPY", "1"),
        (["shares 4 0", "- 5 0"], "JPY", None),
        (["shares 4 0", "- 5 0"], "shares", "4"),
        (["JPY/USD 110 0"], "JPY", "110"),
        (["JPY/USD 110 0"], "USD", "110"),
    ],
)
def test_a_relation_sees_the_numbers_of_its_currency(
    lines: Sequence[str], wanted: str, value: str | None
) -> None:
    others = [f"g{n} Debt instant {line}" for n, line in enumerate([*UNITS, "JPY/USD 6 0"])]
    facts = [f"f{n} Cash instant {line}" for n, line in enumerate(lines)]
    report = make_report("\n".join([*others, *facts]))
    index = dict(zip(["JPY", "USD", "JPY/shares", "shares", "-"], [0, 1, 2, 3, -1], strict=True))
    operand = Operands(report).find(CASH, 0, index[wanted])
    assert (operand and operand.printed) == (value and Fraction(value))


def test_a_relation_without_a_currency_can_be_seen_in_each() -> None:
    both = operands("JPY 1 0", "USD 2 0", "JPY/shares 3 0", "shares 4 0", "- 5 0")
    assert list(both.currencies_for(3)) == list(both.currencies_for(-1)) == [0, 1]
    assert list(both.currencies_for(0)) == list(both.currencies_for(2)) == []
    assert list(operands("JPY 1 0", "shares 4 0").currencies_for(1)) == []


@pytest.mark.parametrize(
    ("lines", "unit", "currency"),
    [
        (["JPY 1 0", "USD 2 0"], 1, "USD"),
        (["JPY 1 0", "JPY/shares 2 0", "shares 3 0"], 1, "JPY"),
        (["JPY 1 0", "shares 3 0"], 1, "JPY"),
        (["JPY 1 0", "- 3 0"], NONE, "JPY"),
        (["JPY 1 0", "USD 2 0", "shares 3 0"], 2, None),
        (["shares 3 0"], 0, None),
        (["JPY 1 0", "JPY/USD 2 0"], 1, "JPY"),
    ],
)
def test_the_currency_of_relations(lines: Sequence[str], unit: int, currency: str | None) -> None:
    found = operands(*lines).currency(unit)
    assert (found and found.local_name) == currency
