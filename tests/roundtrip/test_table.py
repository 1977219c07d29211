"""What becomes a table of facts comes back from it as it was, by whatever library it went."""

from __future__ import annotations

import pytest
from hypothesis import given

import finmodel
from finmodel.model.report import Report
from tests.roundtrip.strategies import reports

pytest.importorskip("pyarrow", reason="needs the extra arrow")


def assert_same(again: Report, report: Report) -> None:
    assert again.diagnostics == ()
    assert again == report
    assert again.columns.id == report.columns.id
    assert again.columns.value == report.columns.value
    assert again.columns.decimals == report.columns.decimals
    assert again.links == report.links
    assert list(again.notes) == list(report.notes)


@given(reports())
def test_a_table_of_arrow_is_enough(report: Report) -> None:
    again = finmodel.from_arrow(finmodel.to_arrow(report))

    assert_same(again, report)
    assert report.namespaces.items() <= again.namespaces.items()


@given(reports())
def test_a_frame_of_polars_comes_back_with_its_report(report: Report) -> None:
    pytest.importorskip("polars", reason="needs the extra polars")

    assert_same(finmodel.from_arrow(finmodel.to_polars(report), like=report), report)


@given(reports())
def test_a_frame_of_pandas_keeps_its_attributes(report: Report) -> None:
    pytest.importorskip("pandas", reason="needs the extra pandas")

    assert_same(finmodel.from_arrow(finmodel.to_pandas(report)), report)


@given(reports(), reports())
def test_every_report_has_columns_of_the_same_types(one: Report, other: Report) -> None:
    first, second = finmodel.to_arrow(one).schema, finmodel.to_arrow(other).schema
    shared = set(first.names) & set(second.names)

    assert {"id", "concept", "period_end", "number"} <= shared
    assert [first.field(name) for name in shared] == [second.field(name) for name in shared]


@given(reports())
def test_numbers_are_those_of_the_facts_or_missing_where_they_are_too_long(report: Report) -> None:
    table = finmodel.to_arrow(report)

    for fact, number in zip(report.facts, table.column("number").to_pylist(), strict=True):
        if not fact.is_numeric or fact.is_nil:
            assert number is None
        elif abs(fact.number) < 10**20:
            assert number == fact.number
        else:
            assert number is None
