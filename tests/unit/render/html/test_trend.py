from __future__ import annotations

from finmodel.model.column import ColumnBuilder
from finmodel.model.dimension import DimensionSet
from finmodel.model.period import Period
from finmodel.model.report import Report
from finmodel.model.unit import Unit
from finmodel.qname import QName
from finmodel.render.html.trend import Trend, Trends
from finmodel.taxonomy.taxonomy import EMPTY

SALES = QName("https://finmodel.example", "Sales")
YEARS = {year: f"{year}-01-01/{year + 1}-01-01" for year in range(2005, 2010)}


def trend(*facts: tuple[str, str, str]) -> Trend | None:
    """Return the trend of the first fact; each has a period, a value and a currency."""
    columns = ColumnBuilder()
    for period, value, currency in facts:
        place = DimensionSet(None, Period.from_text(period))
        columns.add(SALES, place, value, unit=Unit.currency(currency), decimals=0)
    return Trends(Report((), columns.columns()), EMPTY).of([0])


def test_three_like_periods_make_a_trend() -> None:
    found = trend(
        (YEARS[2006], "100", "EUR"), (YEARS[2005], "150", "EUR"), (YEARS[2007], "200", "EUR")
    )

    assert found is not None
    assert found.points == "2,12 50,22 98,2"
    assert found.last == (98, 2)
    assert found.words == (
        "3 periods: EUR 150 in 2005-01-01 to 2005-12-31, EUR 200 in 2007-01-01 to 2007-12-31"
    )


def test_two_do_not() -> None:
    assert trend((YEARS[2005], "1", "EUR"), (YEARS[2006], "2", "EUR")) is None


def test_the_same_period_twice_counts_once() -> None:
    again = [(YEARS[2005], "1", "EUR")] * 3

    assert trend(*again) is None


def test_other_units_and_other_lengths_are_not_compared() -> None:
    facts = [(YEARS[2005], "1", "EUR"), (YEARS[2006], "2", "EUR")]

    assert trend(*facts, (YEARS[2007], "3", "USD")) is None
    assert trend(*facts, ("2007-01-01/2007-04-01", "3", "EUR")) is None
    assert trend(*facts, ("2007-01-01", "3", "EUR")) is None


def test_a_year_of_53_weeks_is_a_year() -> None:
    facts = [(YEARS[2005], "1", "EUR"), (YEARS[2006], "2", "EUR")]

    assert trend(*facts, ("2007-01-01/2008-01-07", "3", "EUR")) is not None


def test_numbers_that_stay_the_same_are_a_flat_line() -> None:
    found = trend(*((YEARS[year], "7", "EUR") for year in (2005, 2006, 2007)))

    assert found is not None
    assert {point.partition(",")[2] for point in found.points.split()} == {"12"}
