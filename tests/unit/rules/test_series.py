"""Series: the facts of one concept in one unit and language, and which of them are numbers."""

from __future__ import annotations

from decimal import Decimal

from finmodel.model.column import ABSENT, EXACT
from finmodel.rules.series import series_of
from tests.unit.rules.sheet import make_report

COLUMNS = make_report("""
    a Revenues duration   JPY 100   0
    b Auditor  duration   -   x     - lang=en
    c Revenues 2007-04-01/2008-04-01 JPY 1.5 1
    d Revenues duration   USD nil   -
    e Staff    instant    -   12    INF
    f Staff    2008-04-01 -   nil   -
    g Auditor  duration   -   x     - lang=ja
    h Revenues duration   USD 1,000 0
    i Revenues duration   JPY 100   0
""").columns


def _ids(rows: object) -> str:
    return "".join(COLUMNS.id[row] for row in rows)  # type: ignore[attr-defined]


def test_series_come_in_the_order_of_their_first_facts() -> None:
    assert [_ids(series.rows) for series in series_of(COLUMNS)] == ["aci", "b", "dh", "ef", "g"]


def test_columns_are_in_the_order_of_the_rows() -> None:
    first, _, _, staff, _ = series_of(COLUMNS)
    assert first.texts == ("100", "1.5", "100")
    assert first.decimals == (0, 1, 0)
    assert first.has_duplicates
    assert staff.decimals == (EXACT, ABSENT)
    assert set(first.precisions) == {0, 1}
    assert set(staff.precisions) == {EXACT, ABSENT}
    assert not staff.has_duplicates


def test_numbers() -> None:
    yen, text, dollars, staff, _ = series_of(COLUMNS)
    assert yen.exact_numbers == yen.numbers == [100, Decimal("1.5"), 100]
    assert dollars.exact_numbers is None
    assert dollars.numbers == [None, None]
    assert staff.numbers == [12, None]
    assert text.numbers == [None]
    assert [series.has_nil for series in (yen, dollars, staff)] == [False, True, True]


def test_a_fact_is_a_number_by_its_unit_or_its_decimals() -> None:
    assert [_ids(series.number_rows) for series in series_of(COLUMNS)] == ["aci", "", "h", "e", ""]


def test_a_report_without_facts_has_no_series() -> None:
    assert series_of(make_report("").columns) == []
