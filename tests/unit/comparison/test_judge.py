"""What became of one number: the same, rounded, turned, rescaled, restated or another."""

from __future__ import annotations

from fractions import Fraction

import pytest

from finmodel.comparison.kind import Kind
from finmodel.model.column import EXACT, UNKNOWN
from finmodel.model.report import Report
from finmodel.numeric import Rounding
from finmodel.qname import QName
from tests.unit.comparison.statement import EX, PRIOR, YEAR, Statement, compared, kinds

Printed = tuple[str | None, int]


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        (("1234", 0), ("1234", 0), Kind.EQUAL),
        (("1234.50", 2), ("1234.5", 2), Kind.EQUAL),
        ((None, 0), (None, 0), Kind.EQUAL),
        (("17500000000", -8), ("17512000000", -6), Kind.REROUNDED),
        (("1234", 0), ("1234", 2), Kind.REROUNDED),
        (("1200", EXACT), ("1200", -2), Kind.REROUNDED),
        (("1250", EXACT), ("1200", -2), Kind.REROUNDED),
        (("77", UNKNOWN), ("-3", 0), Kind.REROUNDED),
        (("1251", EXACT), ("1200", -2), Kind.CHANGED),
        (("12", 0), ("13", 0), Kind.CHANGED),
        (("12", 0), ("13", 1), Kind.CHANGED),
        (("0", 0), ("5", 0), Kind.CHANGED),
        (("892", 0), ("-892", 0), Kind.SIGN_FLIPPED),
        (("1200", -2), ("-1234", 0), Kind.SIGN_FLIPPED),
        (("892", 0), ("-893", 0), Kind.CHANGED),
        (("602", 0), ("602000000", -6), Kind.RESCALED),
        (("602", -6), ("602000000", -6), Kind.RESCALED),
        (("602400000", -5), ("602", 0), Kind.RESCALED),
        (("602400000", -5), ("603", 0), Kind.CHANGED),
        (("5", 0), ("50", 0), Kind.CHANGED),
        (("2", 0), ("2000", 0), Kind.RESCALED),
        (("2", 0), ("2104", 0), Kind.CHANGED),
        (("21", 0), ("21040", 0), Kind.RESCALED),
        (("120", 0), (None, 0), Kind.NILLED),
        ((None, 0), ("120", 0), Kind.FILLED),
    ],
)
def test_a_number(old: Printed, new: Printed, kind: Kind) -> None:
    assert kinds(compared(Statement().number(*old), Statement().number(*new))) == {kind: 1}


def test_a_rescaled_number_says_by_what() -> None:
    comparison = compared(Statement().number("602000"), Statement().number("602"))
    assert comparison.pairs[Kind.RESCALED][0].power == -3


def test_percent_signs_are_lost_where_there_is_no_unit() -> None:
    old, new = Statement().number("0.188", 3, unit=None), Statement().number("18.8", 1, unit=None)
    assert compared(old, new).pairs[Kind.RESCALED][0].power == 2
    assert kinds(compared(Statement().number("0.188", 3), Statement().number("18.8", 1))) == {
        Kind.CHANGED: 1
    }


def test_a_changed_number_says_by_how_much() -> None:
    comparison = compared(Statement().number("-200", -1), Statement().number("-250", -1))
    pair = comparison.pairs[Kind.CHANGED][0]
    found = [pair.difference, pair.relative, pair.gap]
    assert found == [Fraction(-50), Fraction(-1, 4), Fraction(40)]


def test_a_change_of_zero_has_no_share() -> None:
    pair = compared(Statement().number("0"), Statement().number("5")).pairs[Kind.CHANGED][0]
    assert [pair.difference, pair.relative] == [Fraction(5), None]


def test_truncated_numbers_stand_for_other_ranges() -> None:
    def rounding(statement: Statement) -> Report:
        return statement.report.with_rounding({QName(EX, "Revenues"): Rounding.TRUNCATED})

    from finmodel.comparison.compare import compare_sides
    from finmodel.comparison.judge import Side
    from finmodel.taxonomy.taxonomy import EMPTY

    old, new = Statement().number("1999", 0), Statement().number("1000", -3)
    assert kinds(compared(old, new)) == {Kind.CHANGED: 1}
    old, new = Statement().number("1999", 0), Statement().number("1000", -3)
    sides = Side(rounding(old), EMPTY), Side(rounding(new), EMPTY)
    assert kinds(compare_sides(*sides)) == {Kind.REROUNDED: 1}


def test_a_number_of_an_earlier_period_is_restated() -> None:
    old = Statement().number("100", 0, period=PRIOR).number("200", 0)
    new = Statement().number("110", 0, period=PRIOR).number("210", 0)
    comparison = compared(old, new)
    assert kinds(comparison) == {Kind.CHANGED: 1, Kind.RESTATED: 1}
    assert comparison.pairs[Kind.RESTATED][0].fact.text == "110"


def test_forecasts_are_not_what_a_report_is_about() -> None:
    def statement(value: str) -> Statement:
        made = Statement().number("7", 0, of="Forecast", period="2026-01-01/2027-01-01")
        for name in "abc":
            made.number("5", 0, of=name)
        return made.number(value, 0)

    assert kinds(compared(statement("1"), statement("2"))) == {Kind.CHANGED: 1, Kind.EQUAL: 4}


def test_texts_are_compared_as_they_are() -> None:
    old, new = Statement().text("first in, first out"), Statement().text("weighted average")
    assert kinds(compared(old, new)) == {Kind.REWORDED: 1}
    assert kinds(compared(old, old)) == {Kind.EQUAL: 1}


def test_another_language_is_another_fact() -> None:
    old, new = Statement().text("cost", language="en"), Statement().text("cost", language="ja")
    assert kinds(compared(old, new)) == {Kind.REMOVED: 1, Kind.ADDED: 1}


def test_what_is_no_number_is_held_by_its_text() -> None:
    old, new = Statement().number("INF"), Statement().number("5")
    assert kinds(compared(old, new)) == {Kind.REWORDED: 1}


def test_periods_of_one_report_only() -> None:
    comparison = compared(
        Statement().number("1", period=PRIOR), Statement().number("1", period=YEAR)
    )
    assert kinds(comparison) == {Kind.REMOVED: 1, Kind.ADDED: 1}
    assert (comparison.news(Kind.REMOVED), comparison.news(Kind.ADDED)) == (1, 1)
