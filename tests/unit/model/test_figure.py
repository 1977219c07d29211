"""The values of facts as people read them."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from finmodel.model.column import ABSENT, EXACT, ColumnBuilder
from finmodel.model.dimension import DimensionSet
from finmodel.model.fact import Fact
from finmodel.model.figure import Figures
from finmodel.model.period import FOREVER
from finmodel.model.report import Report
from finmodel.model.unit import SHARES_MEASURE, Unit
from finmodel.numeric import Interval, Rounding
from finmodel.qname import ISO4217, QName

YEN = Unit.currency("JPY")
PER_SHARE = Unit((QName(ISO4217, "JPY"),), (SHARES_MEASURE,))
RATIO = QName("", "Ratio")


def facts(*values: tuple[str | None, Unit | None, int], concept: str = "Amount") -> list[Fact]:
    builder = ColumnBuilder()
    for value, unit, decimals in values:
        place = DimensionSet.of(None, FOREVER, {})
        builder.add(QName("", concept), place, value, unit=unit, decimals=decimals)
    return list(Report((), builder.columns()).facts)


def figures(made: list[Fact]) -> Figures:
    return Figures(RATIO.__eq__, made)


@pytest.mark.parametrize(
    ("fact", "concept", "shown"),
    [
        (("1618000000", YEN, -6), "Amount", "JPY 1,618 million"),
        (("1618000000.00", YEN, 2), "Amount", "JPY 1,618 million"),
        (("8.1", PER_SHARE, 2), "Amount", "JPY 8.10 per share"),
        (("0.13", None, 3), "Ratio", "13.0 %"),
        (("0.13", None, EXACT), "Ratio", "13 %"),
        (("0.1", None, 0), "Ratio", "10 %"),
        (("0.13", None, 3), "Amount", "0.130"),
        ((None, YEN, ABSENT), "Amount", "nil"),
        (("many", YEN, 0), "Amount", "“many”"),
        (("two\n lines", None, ABSENT), "Amount", "“two lines”"),
    ],
)
def test_value(fact: tuple[str | None, Unit | None, int], concept: str, shown: str) -> None:
    made = facts(fact, concept=concept)
    assert figures(made).value(made[0]) == shown


def test_amounts_in_one_unit_share_a_scale() -> None:
    made = facts(
        ("2030000000", YEN, -6), ("602", YEN, 0), ("8.05", PER_SHARE, 2), ("x", None, ABSENT)
    )
    write = figures(made)
    assert [write.value(fact) for fact in made[:3]] == [
        "JPY 2,030,000,000",
        "JPY 602",
        "JPY 8.05 per share",
    ]


def test_ranges_and_distances_are_in_the_terms_of_a_fact() -> None:
    (amount,) = facts(("2000000", YEN, -6))
    (ratio,) = facts(("0.13", None, 3), concept="Ratio")
    of_amount, of_ratio = figures([amount]), figures([ratio])
    assert of_amount.number(amount, amount.interval) == "JPY 1.5 … 2.5 million"
    assert of_amount.difference(amount, Fraction(500_000)) == "JPY 0.5 million"
    assert of_ratio.number(ratio, Interval.point(Decimal("0.13"))) == "13 %"
    assert of_ratio.difference(ratio, Fraction(1, 1000)) == "0.1 points"


@pytest.mark.parametrize(
    ("decimals", "concept", "rounding", "words"),
    [
        (-6, "Amount", Rounding.NEAREST, "to the nearest 1 million"),
        (-8, "Amount", Rounding.NEAREST, "to the nearest 100 million"),
        (0, "Amount", Rounding.NEAREST, "to the nearest 1"),
        (2, "Amount", Rounding.TRUNCATED, "cut off at 0.01"),
        (3, "Ratio", Rounding.NEAREST, "to the nearest 0.1 %"),
        (EXACT, "Amount", Rounding.NEAREST, "exact"),
    ],
)
def test_precision(decimals: int, concept: str, rounding: Rounding, words: str) -> None:
    (fact,) = facts(("1", None, decimals), concept=concept)
    assert figures([fact]).precision(fact, rounding) == words
