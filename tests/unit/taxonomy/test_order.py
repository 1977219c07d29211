"""The order of values of data types."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finmodel.taxonomy.order import compare, has_order


@pytest.mark.parametrize(
    ("builtin", "less", "more"),
    [
        ("decimal", "-1.5", "0.001"),
        ("integer", "9", "10"),
        ("double", "9.9E-3", "1e2"),
        ("double", "-INF", "-1e300"),
        ("double", "1e300", "INF"),
        ("gYear", "1999", "2000"),
        ("gYear", "-0002", "-0001"),
        ("gYear", "-0001", "0001"),
        ("gYear", "9999", "10000"),
        ("gYearMonth", "2009-03", "2009-04"),
        ("gMonthDay", "--02-29", "--03-01"),
        ("gMonth", "--03", "--10"),
        ("gMonth", "--03--", "--10"),
        ("gDay", "---03", "---31"),
        ("date", "2008-02-29", "2008-03-01"),
        ("date", "2009-01-01Z", "2009-01-02Z"),
        ("date", "2009-01-01", "2009-01-03Z"),
        ("date", "2009-01-01+05:00", "2009-01-01Z"),
        ("dateTime", "2009-01-01T23:59:59.9", "2009-01-02T00:00:00"),
        ("dateTime", "2009-01-01T12:00:00-05:30", "2009-01-01T17:31:00Z"),
        ("time", "12:00:00", "12:00:01"),
        ("duration", "P1M", "P32D"),
        ("duration", "-P1Y", "PT0S"),
        ("duration", "P1Y", "P12M1D"),
        ("duration", "PT59.5S", "PT1M"),
    ],
)
def test_one_value_is_less_than_another(builtin: str, less: str, more: str) -> None:
    assert compare(builtin, less, more) == -1
    assert compare(builtin, more, less) == 1
    assert compare(builtin, less, less) == 0
    assert has_order(less)


@pytest.mark.parametrize(
    ("builtin", "one", "other"),
    [
        ("decimal", "1.0", "+01"),
        ("double", "1e2", "100"),
        ("dateTime", "2008-12-31T24:00:00", "2009-01-01T00:00:00"),
        ("dateTime", "2009-01-01T00:00:00Z", "2009-01-01T01:00:00+01:00"),
        ("duration", "P1Y", "P12M"),
        ("duration", "PT90M", "PT1H30M"),
    ],
)
def test_values_may_be_written_in_several_ways(builtin: str, one: str, other: str) -> None:
    assert compare(builtin, one, other) == 0


@pytest.mark.parametrize(
    ("builtin", "one", "other"),
    [
        ("date", "2009-01-01", "2009-01-01Z"),
        ("time", "12:00:00", "12:30:00Z"),
        ("duration", "P1M", "P30D"),
        ("duration", "P1Y", "P365D"),
        ("double", "NaN", "1"),
        ("decimal", "x", "1"),
        ("date", "x", "2009-01-01"),
        ("duration", "P", "P1Y"),
    ],
)
def test_some_have_no_order(builtin: str, one: str, other: str) -> None:
    assert compare(builtin, one, other) is None
    assert compare(builtin, other, one) is None


@pytest.mark.parametrize("text", ["", "x", "P", "-", "Z", "NaN", "é"])
def test_what_is_no_value_has_no_order(text: str) -> None:
    assert not has_order(text)


@given(st.dates(), st.dates())
def test_dates_are_in_the_order_of_the_calendar(one: date, other: date) -> None:
    sign = (one > other) - (one < other)
    assert compare("date", one.isoformat(), other.isoformat()) == sign
    assert compare("duration", f"P{one.toordinal()}D", f"P{other.toordinal()}D") == sign
