"""Summands: which facts of a series are plain, and which need a closer look."""

from __future__ import annotations

import pytest

from finmodel.rules.series import series_of
from finmodel.rules.summand import Summand
from tests.unit.rules.sheet import make_report


@pytest.mark.parametrize(
    ("stated", "odd"),
    [
        ("JPY 100 0; JPY 250 0", ""),
        ("JPY 100 -2; JPY 250 -2", "b"),
        ("JPY 100 -2; JPY 250 0", ""),
        ("JPY 100.0 0; JPY 250 0", ""),
        ("JPY 100.5 0; JPY 250.5 1", "a"),
        ("JPY 100.5 INF; JPY 250 0", ""),
        ("JPY 100 INF; JPY 250 -2", "b"),
        ("JPY 100 0; JPY nil -", "b"),
        ("JPY 1,000 0; JPY 250 -1", "a"),
        ("JPY 1,000 0; JPY 255 -1", "ab"),
    ],
)
def test_facts_without_a_number_or_with_too_many_digits_are_odd(stated: str, odd: str) -> None:
    periods = ("2007-04-01/2008-04-01", "2008-04-01/2009-04-01")
    facts = zip("ab", periods, stated.split("; "), strict=True)
    columns = make_report("\n".join(f"{id} Revenues {when} {s}" for id, when, s in facts)).columns
    (series,) = series_of(columns)
    summand = Summand.of(series)
    odd_rows = [row for rows in summand.odd.values() for row in rows]
    assert "".join(columns.id[row] for row in sorted(odd_rows)) == odd
