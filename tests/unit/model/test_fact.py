"""One fact: what it says, what its number stands for, and that it cannot be changed."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from finmodel.model.column import ABSENT, EXACT, ColumnBuilder
from finmodel.model.dimension import DimensionSet
from finmodel.model.entity import Entity
from finmodel.model.fact import Fact
from finmodel.model.link import EXPLANATORY_FACT, FOOTNOTE, STANDARD_GROUP, Link, Note
from finmodel.model.period import Duration
from finmodel.model.report import Report
from finmodel.model.unit import Unit
from finmodel.numeric import Interval, NumberError, Rounding
from finmodel.qname import QName
from finmodel.source import Source

REVENUES, SEGMENT, X = QName("urn:c", "Revenues"), QName("urn:d", "Segment"), QName("urn:m", "X")
IIJ = Entity("urn:s", "IIJ")
YEAR = Duration("2008-04-01", "2009-04-01")
HERE = DimensionSet.of(IIJ, YEAR, {SEGMENT: X})
JPY = Unit.currency("JPY")


def fact(value: str | None, **more: Any) -> Fact:  # noqa: ANN401 - as `ColumnBuilder.add`
    builder = ColumnBuilder()
    builder.add(REVENUES, HERE, value, **more)
    return Report((), builder.columns()).facts[0]


def test_a_fact_says_what_when_who_and_which_part() -> None:
    shown = fact("17500000000", unit=JPY, decimals=-8, id="r")
    assert (shown.id, shown.concept, shown.unit) == ("r", REVENUES, JPY)
    assert (shown.entity, shown.period, shown.dimensions) == (IIJ, YEAR, {SEGMENT: X})
    assert shown.dimension_set == HERE
    assert shown.language is None
    assert repr(shown) == "<Fact r Revenues 2008-04-01 to 2009-03-31 '17500000000'>"


def test_a_number_is_exact_and_stands_for_an_interval() -> None:
    shown = fact(" 17500000000 ", unit=JPY, decimals=-8)
    assert shown.value == shown.number == Decimal(17_500_000_000)
    assert shown.decimals == -8
    assert shown.interval == Interval(Fraction(17_450_000_000), Fraction(17_550_000_000))


def test_an_interval_follows_the_rounding_of_the_statement() -> None:
    builder = ColumnBuilder()
    builder.add(REVENUES, HERE, "5", unit=JPY, decimals=0)
    report = Report((), builder.columns()).with_rounding({REVENUES: Rounding.TRUNCATED})
    assert report.facts[0].interval == Interval(Fraction(5), Fraction(6), high_open=True)


def test_an_exact_number_has_no_decimals_and_stands_for_itself() -> None:
    shown = fact("0.1", decimals=EXACT)
    assert shown.is_numeric
    assert shown.decimals is None
    assert shown.interval == Interval.point(Fraction(1, 10))


def test_nil_is_no_value() -> None:
    shown = fact(None, unit=JPY, decimals=ABSENT)
    assert shown.is_nil
    assert (shown.value, shown.text, shown.decimals) == (None, None, None)
    with pytest.raises(TypeError, match="is not a number"):
        _ = shown.number


def test_text_is_no_number() -> None:
    shown = fact("12", language="en")
    assert (shown.value, shown.language, shown.is_numeric) == ("12", "en", False)
    with pytest.raises(TypeError, match="is not a number"):
        _ = shown.interval


@pytest.mark.parametrize("text", ["", "12 million", "INF", "1e99999"])
def test_a_number_that_is_none_is_an_error_of_its_own(text: str) -> None:
    shown = fact(text, unit=JPY, decimals=0)
    with pytest.raises(NumberError):
        _ = shown.value


def test_quotes_are_the_words_of_the_notes_that_are_footnotes() -> None:
    builder = ColumnBuilder()
    builder.add(REVENUES, HERE, "1", id="r")
    notes = {id: Note(id, "en", f"<p>{id}</p>") for id in ("n1", "n2", "n3")}
    links = (
        Link(FOOTNOTE, STANDARD_GROUP, "r", ("n2", "n1", "missing")),
        Link(EXPLANATORY_FACT, STANDARD_GROUP, "r", ("n3",)),
        Link(FOOTNOTE, STANDARD_GROUP, "other", ("n3",)),
    )
    report = Report((), builder.columns(), notes, links)
    assert report.facts[0].quotes == ("n2", "n1")


def test_the_place_is_looked_up_when_somebody_asks() -> None:
    asked: list[tuple[int, ...]] = []

    def locator(rows: Sequence[int]) -> dict[int, Source]:
        asked.append(tuple(rows))
        return {row: Source("a.xml", row + 1) for row in rows if row != 1}

    builder = ColumnBuilder()
    for value in "123":
        builder.add(REVENUES, HERE, value)
    report = Report((), builder.columns(), locator=locator)
    facts = list(report.facts)
    assert asked == []
    assert [shown.source for shown in facts] == [Source("a.xml", 1), None, Source("a.xml", 3)]
    assert fact("1").source is None


def test_two_views_of_a_fact_are_equal_and_of_two_facts_are_not() -> None:
    builder = ColumnBuilder()
    builder.add(REVENUES, HERE, "1")
    builder.add(REVENUES, HERE, "1")
    report = Report((), builder.columns())
    one, other = report.facts
    assert one == report.facts[0]
    assert hash(one) == hash(report.facts[0])
    assert one != other
    assert one != fact("1")
    assert one != "1"


@pytest.mark.parametrize("name", ["row", "value", "decimals", "period", "note"])
def test_a_fact_cannot_be_changed(name: str) -> None:
    shown = fact("1", unit=JPY, decimals=0)
    with pytest.raises(AttributeError):
        setattr(shown, name, 2)
    shown.dimensions.clear()  # type: ignore[attr-defined]
    assert shown.dimensions == {SEGMENT: X}
    assert shown.number == 1
