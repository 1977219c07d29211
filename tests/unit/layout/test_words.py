"""Periods and units from the words of headings."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finmodel.formats.workbook.mapping import period_of, period_text
from finmodel.formats.workbook.measure import Measure, MeasureError
from finmodel.layout.fiscal import calendar_of
from finmodel.layout.item import camel, name_of, normalised
from finmodel.layout.period import FiscalCalendar, period_in
from finmodel.layout.unit import unit_in
from finmodel.layout.word import plain

JAPAN = FiscalCalendar(4)
AMERICA = FiscalCalendar(10, is_named_after_start=False)


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("FY2008", "2008-04-01..2009-03-31"),
        ("3Q08", "2008-10-01..2008-12-31"),
        ("FY2008/1Q-3Q\n(08/4~08/12)", "2008-04-01..2008-12-31"),
        ("2008年3月期 第3四半期", "2007-10-01..2007-12-31"),
        ("2008年3月期 第3四半期累計", "2007-04-01..2007-12-31"),
        ("Three months ended December 31, 2008", "2008-10-01..2008-12-31"),
        ("1.1.–30.9.2024", "2024-01-01..2024-09-30"),
        ("31. Dezember 2024", "2024-12-31"),
        ("30/06/2024", "2024-06-30"),
        ("12/31/2023", "2023-12-31"),
        ("au 31 décembre 2023", "2023-12-31"),
        ("Nine months ended December 31 2008", "2008-04-01..2008-12-31"),
        ("Year ended March 2008", "2007-04-01..2008-03-31"),
        ("As of March 31, 2008", "2008-03-31"),
        ("31 March 2008", "2008-03-31"),
        ("平成20年3月31日", "2008-03-31"),
        ("平成20年3月期", "2007-04-01..2008-03-31"),
        ("令和元年度 上期", "2019-04-01..2019-09-30"),
        ("Q3 FY2024", "2024-10-01..2024-12-31"),
        ("1H08", "2008-04-01..2008-09-30"),
        ("自 2008年10月1日 至 2008年12月31日", "2008-10-01..2008-12-31"),
        ("Oct-Dec 2008", "2008-10-01..2008-12-31"),
        ("End of October 2008", "2008-10-31"),
        ("2008", "2008-04-01..2009-03-31"),
    ],
)
def test_headings_name_periods(text: str, period: str) -> None:
    found = period_in(text, JAPAN)
    assert found is not None
    assert period_text(found.period) == period


def test_years_may_be_named_after_their_end() -> None:
    found = period_in("FY2024", AMERICA)
    assert found is not None
    assert period_text(found.period) == "2023-10-01..2024-09-30"


@pytest.mark.parametrize("text", ["第3四半期", "YoY", "Total", "", "February 30, 2008", "12,345"])
def test_other_words_name_no_period(text: str) -> None:
    assert period_in(text, JAPAN) is None


@given(st.text(max_size=60))
def test_any_text_can_be_looked_at(text: str) -> None:
    period_in(text, JAPAN)
    unit_in(text, "JPY")
    normalised(text)
    name = name_of(text) or camel(text)
    assert name == "" or (name.isidentifier() and len(name) <= 60)


@given(st.dates(min_value=date(1951, 1, 1), max_value=date(2098, 12, 31)))
def test_days_are_read_however_they_are_written(day: date) -> None:
    for text in (
        f"{day:%B} {day.day}, {day.year}",
        f"{day.year}年{day.month}月{day.day}日",
        day.isoformat(),
    ):
        found = period_in(f"As of {text}", JAPAN)
        assert found is not None
        assert found.period == period_of(day.isoformat())


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("JPY million", "JPY million"),
        ("（単位：百万円）", "JPY million"),
        ("¥ mn", "JPY million"),
        ("in millions of yen", "JPY million"),
        ("(Yen in millions, except per share data)", "JPY million"),
        ("USD thousands", "USD thousand"),
        ("$ in thousands", "USD thousand"),
        ("億円", "JPY hundred million"),
        ("yen per share", "JPY/share"),
        ("%", "%"),
        ("Unit: points", "%"),
        ("Unit: persons", "number"),
        ("in thousands", "EUR thousand"),
        ("単位：円", "JPY"),
        ("(In thousands, except per share amounts)", "EUR thousand"),
        ("US$'000", "USD thousand"),
        ("£m", "GBP million"),
        ("(₹ in crore)", "INR ten million"),
        ("in CHF 1'000", "CHF thousand"),
        ("in TEUR", "EUR thousand"),
        ("Mio. €", "EUR million"),
        ("(en millions d'euros)", "EUR million"),
    ],
)
def test_notes_name_units(text: str, unit: str) -> None:
    found = unit_in(text, "EUR")
    assert found is not None
    assert found.text == unit
    assert Measure.from_text(unit) == found


@pytest.mark.parametrize("text", ["", "yen", "JPY millions", "JPY million/share", "kg"])
def test_other_texts_are_no_units_of_mappings(text: str) -> None:
    with pytest.raises(MeasureError):
        Measure.from_text(text)


@pytest.mark.parametrize(
    ("texts", "month", "is_named_after_start"),
    [
        (["FY08 Target (08/4~09/3)"], 4, True),
        (["3Q08 (08/10~08/12)"], 4, True),
        (["2009年3月期"], 4, True),
        (["fiscal year ended September 30, 2024"], 10, False),
        (["Revenue"], 1, False),
    ],
)
def test_fiscal_years_are_seen(texts: list[str], month: int, is_named_after_start: bool) -> None:
    found = calendar_of(texts, "USD").calendar
    assert found.month == month
    if month > 1 and "Q" not in texts[0] and "年" not in texts[0]:
        assert found.is_named_after_start is is_named_after_start


def test_names_are_readable() -> None:
    assert name_of("SG&A/R&D") == "SGARD"
    assert name_of("売上高") == "Revenues"
    assert (
        name_of("為替差損益", "Foreign exchange gains and losses")
        == "ForeignExchangeGainsAndLosses"
    )
    assert name_of("のれん償却") == ""
    assert plain("平成元年") == "1989年"
