"""Columns: every distinct thing once, and the builder that fills them."""

from __future__ import annotations

from finmodel.model.column import ABSENT, EXACT, NONE, ColumnBuilder, Interner
from finmodel.model.dimension import DimensionSet
from finmodel.model.period import Instant
from finmodel.model.unit import Unit
from finmodel.qname import QName

CASH, NAME = QName("urn:c", "Cash"), QName("urn:c", "Name")
HERE = DimensionSet(None, Instant("2009-01-01"))
THERE = DimensionSet(None, Instant("2008-01-01"))
JPY = Unit.currency("JPY")


def test_an_interner_numbers_values_as_they_come() -> None:
    interner: Interner[str] = Interner()
    assert [interner[text] for text in ("b", "a", "b", "c")] == [0, 1, 0, 2]
    assert list(interner) == ["b", "a", "c"]


def test_a_builder_keeps_each_distinct_value_once() -> None:
    builder = ColumnBuilder()
    rows = [
        builder.add(CASH, HERE, "1", unit=JPY, decimals=0),
        builder.add(CASH, THERE, "2", unit=JPY, decimals=EXACT),
        builder.add(NAME, HERE, "IIJ", language="en"),
        builder.add(NAME, HERE, None, id="nil"),
    ]
    assert rows == [0, 1, 2, 3]
    assert len(builder) == 4
    columns = builder.columns()
    assert columns.concepts == [CASH, NAME]
    assert columns.dimension_sets == [HERE, THERE]
    assert (columns.units, columns.languages) == ([JPY], ["en"])
    assert list(columns.concept) == [0, 0, 1, 1]
    assert list(columns.dimensions) == [0, 1, 0, 0]
    assert list(columns.unit) == [0, 0, NONE, NONE]
    assert list(columns.language) == [NONE, NONE, 0, NONE]
    assert list(columns.decimals) == [0, EXACT, ABSENT, ABSENT]
    assert columns.value == ["1", "2", "IIJ", None]
    assert columns.id == ["f1", "f2", "f3", "nil"]


def test_a_unit_or_decimals_show_that_a_fact_is_a_number() -> None:
    builder = ColumnBuilder()
    builder.add(CASH, HERE, "1", unit=JPY)
    builder.add(CASH, HERE, "0.5", decimals=1)
    builder.add(CASH, HERE, "1", decimals=EXACT)
    builder.add(NAME, HERE, "1")
    columns = builder.columns()
    assert [columns.is_numeric(row) for row in range(len(columns))] == [True, True, True, False]
