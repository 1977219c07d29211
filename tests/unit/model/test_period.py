"""Periods: their texts, their arithmetic, and the form that people read."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finmodel.model.period import FOREVER, Duration, Instant, Period, PeriodError

ZONES = st.one_of(
    st.none(),
    st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes))),
)


@st.composite
def periods(draw: st.DrawFn) -> Period:
    """Instants, durations and forever, with and without time zones and fractions of seconds."""
    if draw(st.integers(0, 9)) == 0:
        return FOREVER
    zone = draw(ZONES)
    start, end = sorted(draw(st.datetimes()) for _ in range(2))
    if draw(st.booleans()):
        start, end = (datetime.combine(day.date(), datetime.min.time()) for day in (start, end))
    if draw(st.booleans()):
        end = start
    return Period(start.replace(tzinfo=zone), end.replace(tzinfo=zone))


def test_midnight_is_the_start_of_the_day_that_it_opens() -> None:
    assert Period.close_of(date(2008, 3, 31)) == Instant("2008-04-01T00:00:00")
    year = Period.days(date(2007, 4, 1), date(2008, 3, 31))
    assert year == Duration("2007-04-01T00:00:00", "2008-04-01T00:00:00")
    assert year.closing() == Instant("2008-04-01")
    assert year.opening() == Instant("2007-04-01")


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("2008-04-01", "2008-04-01T00:00:00"),
        ("2008-04-01T00:00:00", "2008-04-01T00:00:00"),
        ("2008-03-31T24:00:00", "2008-04-01T00:00:00"),
        ("2008-03-31T24:00:00.000", "2008-04-01T00:00:00"),
        ("2008-12-31T24:00:00Z", "2009-01-01T00:00:00Z"),
        ("2008-02-28T24:00:00+09:00", "2008-02-29T00:00:00+09:00"),
        ("2008-04-01T12:30:15", "2008-04-01T12:30:15"),
        ("2008-04-01T12:30:15.5", "2008-04-01T12:30:15.5"),
        ("2008-04-01T12:30:15.250000", "2008-04-01T12:30:15.25"),
        ("2008-04-01T00:00:00Z", "2008-04-01T00:00:00Z"),
        ("2008-04-01T00:00:00-00:00", "2008-04-01T00:00:00Z"),
        ("2008-04-01T00:00:00-05:30", "2008-04-01T00:00:00-05:30"),
        ("2008-04-01T00:00:00+14:00", "2008-04-01T00:00:00+14:00"),
        ("0001-01-01", "0001-01-01T00:00:00"),
        ("2008-04-01/2009-01-01", "2008-04-01T00:00:00/2009-01-01T00:00:00"),
        ("2008-03-31T24:00:00/2009-01-01", "2008-04-01T00:00:00/2009-01-01T00:00:00"),
        ("forever", "forever"),
    ],
)
def test_every_form_of_text_is_read_and_written_in_one(text: str, canonical: str) -> None:
    assert Period.from_text(text).text == canonical


@given(periods())
def test_the_text_of_a_period_is_read_back(period: Period) -> None:
    assert Period.from_text(period.text) == period


@pytest.mark.parametrize(
    "text",
    [
        "",
        "yesterday",
        "2008",
        "2008-13-01",
        "2008-02-30",
        "0000-01-01",
        "10001-01-01",
        "2008-4-1",
        "2008-04-01T",
        "2008-04-01T10:00",
        "2008-04-01T24:00:01",
        "2008-04-01T24:00:00.5",
        "2008-04-01T25:00:00",
        "2008-04-01T12:30:60",
        "2008-04-01 00:00:00",
        "2008-04-01T00:00:00+14:01",
        "2008-04-01T00:00:00+09:60",
        "2008-04-01T24:00:00+99:00",
        "9999-12-31T24:00:00Z",
        "10000-01-01T00:00:01",
        "10000-01-02",
        "٢٠٠٨-04-01",
        "/",
        "2008-04-01/",
        "2008-04-01/forever",
        "2008-04-01/2009-01-01/2010-01-01",
        "Forever",
    ],
)
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(PeriodError, match=r"is not a date|outside the years"):
        Period.from_text(text)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("2009-01-01/2008-01-01", "ends .* before it starts"),
        ("2009-01-01/2009-01-01", "no length"),
        ("2009-01-01T00:00:00Z/2009-01-01T09:00:00+09:00", "no length"),
        ("2008-01-01T00:00:00Z/2009-01-01", "time zone"),
    ],
)
def test_ends_that_do_not_fit_are_refused(text: str, reason: str) -> None:
    with pytest.raises(PeriodError, match=reason):
        Period.from_text(text)


def test_a_period_has_both_ends_or_none() -> None:
    with pytest.raises(PeriodError, match="both ends or none"):
        Period(None, datetime(2008, 1, 1))


@pytest.mark.parametrize(
    ("first", "last"), [("2008-01-02", "2008-01-01"), ("2009-01-01", "2008-01-01")]
)
def test_days_that_run_backwards_are_refused(first: str, last: str) -> None:
    with pytest.raises(PeriodError, match="before it starts"):
        Period.days(date.fromisoformat(first), date.fromisoformat(last))


def test_one_day_is_a_duration() -> None:
    assert Period.days(date(2008, 1, 1), date(2008, 1, 1)) == Duration("2008-01-01", "2008-01-02")


def test_an_instant_and_a_duration_say_what_they_are() -> None:
    instant, duration = Instant("2008-04-01"), Duration("2008-04-01", "2009-04-01")
    assert (instant.is_instant, instant.is_duration, instant.is_forever) == (True, False, False)
    assert (duration.is_instant, duration.is_duration, duration.is_forever) == (False, True, False)
    assert (FOREVER.is_instant, FOREVER.is_duration, FOREVER.is_forever) == (False, True, True)
    for text in ("2008-04-01/2009-04-01", "forever"):
        with pytest.raises(PeriodError, match="is not an instant"):
            Instant(text)


def test_the_same_moment_in_two_time_zones_is_one_instant() -> None:
    one, other = Instant("2008-04-01T00:00:00Z"), Instant("2008-04-01T09:00:00+09:00")
    assert one == other
    assert hash(one) == hash(other)
    assert one != Instant("2008-04-01")


@pytest.mark.parametrize(
    ("text", "months", "shifted"),
    [
        ("2008-04-01/2009-01-01", -12, "2007-04-01/2008-01-01"),
        ("2008-04-01/2009-01-01", 3, "2008-07-01/2009-04-01"),
        ("2008-01-01/2008-03-01", -12, "2007-01-01/2007-03-01"),
        ("2008-03-01", -12, "2007-03-01"),
        ("2008-02-29", -12, "2007-02-28"),
        ("2008-02-29", 48, "2012-02-29"),
        ("2008-01-31", 1, "2008-02-29"),
        ("2008-12-31T12:30:00Z", 2, "2009-02-28T12:30:00Z"),
        ("0001-03-01", -2, "0001-01-01"),
        ("9999-01-31", 11, "9999-12-31"),
        ("forever", 12, "forever"),
    ],
)
def test_a_shift_keeps_the_day_of_the_month_or_takes_its_last(
    text: str, months: int, shifted: str
) -> None:
    assert Period.from_text(text).shifted(months) == Period.from_text(shifted)


@pytest.mark.parametrize(
    ("text", "months"), [("0001-01-01", -1), ("9999-12-31", 1), ("2008-01-01", 10**9)]
)
def test_a_shift_out_of_the_years_that_can_be_told_is_refused(text: str, months: int) -> None:
    with pytest.raises(PeriodError, match="outside the years"):
        Period.from_text(text).shifted(months)


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("2008-04-01/2009-01-01", 9),
        ("2008-01-01/2008-03-01", 2),
        ("2008-01-31/2008-02-29", 1),
        ("2008-01-15/2009-01-15", 12),
        ("2008-01-01/2008-01-31", None),
        ("2008-01-01/2008-02-01T12:00:00", None),
        ("2008-04-01", 0),
        ("forever", None),
    ],
)
def test_the_length_is_told_in_whole_months(text: str, months: int | None) -> None:
    assert Period.from_text(text).months == months


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(1, 60), st.integers(-600, 600))
def test_a_period_from_the_first_of_a_month_keeps_its_length_when_shifted(
    day: date, months: int, shift: int
) -> None:
    start = Period.instant(datetime.combine(day.replace(day=1), datetime.min.time()))
    period = Period(start.start, start.shifted(months).start)
    assert period.months == months
    assert period.shifted(shift).months == months
    assert period.shifted(shift).shifted(-shift) == period


def test_the_ends_of_forever_are_forever() -> None:
    assert FOREVER.opening() == FOREVER.closing() == FOREVER


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("2008-04-01", "2008-03-31"),
        ("2008-04-01/2009-01-01", "2008-04-01 to 2008-12-31"),
        ("2008-04-01T12:00:00", "2008-04-01T12:00:00"),
        ("2008-04-01T00:00:00Z", "2008-04-01T00:00:00Z"),
        ("0001-01-02", "0001-01-01"),
        ("0001-01-01", "0001-01-01T00:00:00"),
        ("forever", "forever"),
    ],
)
def test_people_read_the_days_that_a_period_covers(text: str, read: str) -> None:
    assert str(Period.from_text(text)) == read


@given(periods())
def test_every_period_can_be_read_by_people(period: Period) -> None:
    assert str(period)


def test_the_end_of_the_year_9999_is_told() -> None:
    end = Instant("9999-12-31T24:00:00")
    assert end == Period.close_of(date(9999, 12, 31)) == Instant("10000-01-01")
    assert (end.text, str(end)) == ("10000-01-01T00:00:00", "9999-12-31")
    year = Period.days(date(9999, 1, 1), date(9999, 12, 31))
    assert year.text == "9999-01-01T00:00:00/10000-01-01T00:00:00"
    assert str(year) == "9999-01-01 to 9999-12-31"
    assert (year.months, end.months) == (12, 0)
    before = Period.days(date(9998, 1, 1), date(9998, 12, 31))
    assert (year.shifted(-12), before.shifted(12)) == (before, year)


@pytest.mark.parametrize("text", ["12008-12-31", "-0044-03-15", "12008-12-31T00:00:00"])
def test_dates_that_cannot_be_reckoned_with_are_told_from_what_is_none(text: str) -> None:
    with pytest.raises(PeriodError, match="outside the years 1 to 9999"):
        Period.from_text(text)
    with pytest.raises(PeriodError, match="is not a date"):
        Period.from_text(text.replace("-", "/"))
