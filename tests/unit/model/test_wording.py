"""Numbers and facts as messages write them."""

from decimal import Decimal
from fractions import Fraction

import pytest

from finmodel.model.column import ColumnBuilder
from finmodel.model.dimension import DimensionSet, Member, TypedMember
from finmodel.model.period import FOREVER, Period
from finmodel.model.report import Report
from finmodel.model.unit import SHARES_MEASURE, Unit
from finmodel.model.wording import (
    Number,
    amount,
    described,
    interval,
    listed,
    percentage,
    scale_of,
    shortened,
)
from finmodel.numeric import Interval, Rounding
from finmodel.qname import ISO4217, QName

YEN = Unit.currency("JPY")
PER_SHARE = Unit((QName(ISO4217, "JPY"),), (SHARES_MEASURE,))


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (1_618_000_000, YEN, "JPY 1,618 million"),
        (-1_618_000_000, YEN, "JPY −1,618 million"),
        (1_617_500_000, YEN, "JPY 1,617.5 million"),
        (1_617_400_000, YEN, "JPY 1,617,400 thousand"),
        (1_617_400_001, YEN, "JPY 1,617,400,001"),
        (1_500, YEN, "JPY 1,500"),
        (0, YEN, "JPY 0"),
        (Decimal("8.05"), PER_SHARE, "JPY 8.05 per share"),
        (2_000_000, Unit((SHARES_MEASURE,)), "2 million shares"),
        (Decimal("0.125"), None, "0.125"),
        (Decimal("5"), Unit((QName("u", "MWh"),), (QName("u", "d"),)), "5 MWh per d"),
        (Fraction(1, 3), None, "about 0.3333"),
        (Fraction(1_000_000_001, 3), YEN, "about JPY 333,333,334"),
        (Fraction(1, 3 * 10**40), None, "about 3.333E-41"),
        (Fraction(-2, 3), None, "about −0.6667"),
    ],
)
def test_amount(value: Number, unit: Unit | None, text: str) -> None:
    assert amount(value, unit) == text


def test_digits_that_were_printed_are_kept() -> None:
    assert amount(Decimal("8.1"), places=2) == "8.10"
    assert amount(Decimal("8.125"), places=2) == "8.125"
    assert amount(8, places=10**6) == "8.000000000000"
    assert percentage(Decimal("0.13"), places=1) == "13.0 %"


def test_an_absurd_number_stays_readable() -> None:
    assert amount(10**399 + 1) == "about 1E+399"


def test_the_numbers_of_a_message_share_a_scale() -> None:
    gap, claim = Fraction(6_500_000), Fraction(1_560_000_000)
    scale = scale_of(gap, claim, None)
    assert amount(gap, YEN, scale=scale) == "JPY 6.5 million"
    assert scale_of(claim, 1) == 1
    assert scale_of() == 1


@pytest.mark.parametrize(
    ("values", "text"),
    [
        (Interval.reported(1_552_000_000, -6), "JPY 1,551.5 … 1,552.5 million"),
        (Interval.reported(3, 0, Rounding.TRUNCATED), "JPY 3 … under 4"),
        (Interval.reported(-3, 0, Rounding.TRUNCATED), "JPY over −4 … −3"),
        (Interval.point(5), "JPY 5"),
        (Interval(Fraction(1), None), "at least JPY 1"),
        (Interval(None, Fraction(1), high_open=True), "less than JPY 1"),
        (Interval.everything(), "any number"),
        (Interval(Fraction(1, 3), Fraction(7)), "about JPY 0.33 … 7"),
        (Interval(Fraction(-1, 3), Fraction(-1, 6)), "about JPY −0.334 … −0.166"),
        (Interval(Fraction(10**9, 3), None), "at least about JPY 333,333,333"),
    ],
)
def test_interval(values: Interval, text: str) -> None:
    assert interval(values, YEN) == text


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ([], ""),
        (["A"], "A"),
        (["A", "B"], "A and B"),
        (["A", "B", "C", "D"], "A, B and 2 more"),
    ],
)
def test_a_list_in_a_sentence(words: list[str], text: str) -> None:
    assert listed(words, most=3) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Decimal("0.188"), "18.8 %"),
        (Decimal(-1), "−100 %"),
        (Decimal(25_000), "2,500,000 %"),
        (Interval.reported(Decimal("0.050"), 3), "4.95 … 5.05 %"),
        (Interval(Fraction(398, 2001), Fraction(402, 1999)), "about 19.89 … 20.111 %"),
    ],
)
def test_a_ratio_is_a_percentage(value: Number | Interval, text: str) -> None:
    assert percentage(value) == text


def test_a_fact_is_described_by_label_members_and_period() -> None:
    builder = ColumnBuilder()
    members: dict[QName, Member] = {
        QName("", "ByContract"): TypedMember("C7"),
        QName("", "ByService"): QName("", "Home"),
    }
    where = DimensionSet.of(None, Period.from_text("2008-04-01/2009-01-01"), members)
    builder.add(QName("", "Revenues"), where, "1", decimals=0)
    (fact,) = Report((), builder.columns()).facts
    labels = {"Revenues": "Total revenues", "Home": "Home use"}

    words = described(fact, lambda name: labels[name.local_name])

    assert words == "Total revenues, C7, Home use, 2008-04-01 to 2008-12-31"


def test_of_many_members_the_first_few_are_named() -> None:
    builder = ColumnBuilder()
    members: dict[QName, Member] = {
        QName("", f"By{number:02}"): QName("", f"Part{number:02}") for number in range(11)
    }
    builder.add(QName("", "Revenues"), DimensionSet.of(None, FOREVER, members), "1", decimals=0)
    (fact,) = Report((), builder.columns()).facts
    asked: list[QName] = []

    def label(name: QName) -> str:
        asked.append(name)
        return name.local_name

    words = described(fact, label)

    assert words == (
        "Revenues, Part00, Part01, Part02, Part03, Part04, Part05, and 5 more members, forever"
    )
    assert len(asked) == 7


def test_names_of_any_length_are_cut_in_descriptions() -> None:
    builder = ColumnBuilder()
    typed = DimensionSet.of(None, FOREVER, {QName("", "By"): TypedMember("x" * 10**6)})
    builder.add(QName("", "Revenues"), typed, "1", decimals=0)
    (fact,) = Report((), builder.columns()).facts

    assert len(described(fact, lambda name: "long " * 10**5)) < 300


def test_a_unit_of_very_many_measures_is_cut() -> None:
    many = Unit((QName(ISO4217, "EUR"),) * 12, (SHARES_MEASURE,) * 10)

    above = " × ".join(["EUR"] * 8) + " × 4 more"
    below = " × ".join(["shares"] * 8) + " × 2 more"
    assert amount(1, many) == f"1 {above} per {below}"
    assert str(many).startswith("EUR*EUR")
    assert len(str(many)) < 150


@pytest.mark.parametrize(
    ("text", "most", "line"),
    [
        ("short", 5, "short"),
        ("too long", 5, "too…"),
        ("  two\n\nlines  ", 20, "two lines"),
        ("x" * 10**6, 4, "xxx…"),
        (" " * 100 + "late", 4, "…"),
        ("", 3, ""),
    ],
)
def test_a_text_is_cut_to_a_line(text: str, most: int, line: str) -> None:
    assert shortened(text, most) == line
