"""The forms of periods in xBRL-CSV."""

from __future__ import annotations

import pytest

from finmodel.formats.oim.name import RefusedError
from finmodel.formats.xbrl_csv.period import parse_period, short_text
from finmodel.model.period import FOREVER, Duration, Instant, Period


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2008", Duration("2008-01-01", "2009-01-01")),
        ("2008-02", Duration("2008-02-01", "2008-03-01")),
        ("2008-12", Duration("2008-12-01", "2009-01-01")),
        ("2008-02-29", Duration("2008-02-29", "2008-03-01")),
        ("2008Q1", Duration("2008-01-01", "2008-04-01")),
        ("2008Q4", Duration("2008-10-01", "2009-01-01")),
        ("2008H1", Duration("2008-01-01", "2008-07-01")),
        ("2008H2", Duration("2008-07-01", "2009-01-01")),
        ("2008W01", Duration("2007-12-31", "2008-01-07")),
        ("2009W53", Duration("2009-12-28", "2010-01-04")),
        ("2008-04-01..2009-03-31", Duration("2008-04-01", "2009-04-01")),
        ("2008-12-31@end", Instant("2009-01-01")),
        ("2008-12-31@start", Instant("2008-12-31")),
        ("2008Q3@start", Instant("2008-07-01")),
        ("2008@end", Instant("2009-01-01")),
        ("2008-04-01T12:00:00", Instant("2008-04-01T12:00:00")),
        ("2008-04-01T00:00:00/2009-04-01T00:00:00", Duration("2008-04-01", "2009-04-01")),
    ],
)
def test_a_period_has_many_forms(text: str, period: Period) -> None:
    assert parse_period(text) == period


@pytest.mark.parametrize(
    "text",
    [
        *("", "forever", "08", "2008-13", "2008-02-30", "2008Q5", "2008H3", "2008W00", "2008W53"),
        *("2008 Q1", "2008-04-01..", "2009-04-01..2008-04-01", "2008@middle", "2008-1-1", "0000"),
        *("2008-04-01..2008-05-01@end", "2008-04-01T00:00:00@end", "9999", "２００８"),
    ],
)
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(RefusedError) as raised:
        parse_period(text)
    assert raised.value.fault.code == "xbrlce:invalidPeriodRepresentation"


@pytest.mark.parametrize(
    ("period", "text"),
    [
        (Duration("2008-04-01", "2009-04-01"), "2008-04-01..2009-03-31"),
        (Duration("2008-04-01", "2008-04-02"), "2008-04-01..2008-04-01"),
        (Instant("2009-01-01"), "2008-12-31@end"),
        (Instant("2009-01-01T08:00:00"), "2009-01-01T08:00:00"),
        (Instant("2009-01-01T00:00:00Z"), "2009-01-01T00:00:00Z"),
        (Instant("0001-01-01"), "0001-01-01T00:00:00"),
        (FOREVER, "forever"),
    ],
)
def test_periods_are_written_by_their_days(period: Period, text: str) -> None:
    assert short_text(period) == text
    if not period.is_forever:
        assert parse_period(text) == period
