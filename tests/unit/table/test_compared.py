"""Comparisons and relations as tables."""

from __future__ import annotations

from decimal import Decimal

import pytest

import finmodel as fm
from finmodel.comparison.kind import Kind
from tests.golden.acme import Acme, correct_report, report

pytest.importorskip("pyarrow", reason="needs the extra arrow")


def test_a_pair_is_a_row() -> None:
    comparison = fm.compare(report(), correct_report(), taxonomy=Acme.taxonomy)
    table = fm.to_arrow(comparison)
    assert table.num_rows == sum(map(comparison.count, Kind)) == 17
    first = table.to_pylist()[0]
    assert first | {"concept": "", "period": ""} == {
        "kind": "changed",
        "concept": "",
        "entity": "ACME",
        "period": "",
        "unit": "USD",
        "members": None,
        "old_id": "f10",
        "new_id": "f10",
        "old_value": "1560000000",
        "new_value": "1552000000",
        "old_number": Decimal(1560000000),
        "new_number": Decimal(1552000000),
        "difference": Decimal(-8000000),
        "power": 0,
    }


def test_members_are_named() -> None:
    table = fm.to_arrow(fm.compare(report(), report(), taxonomy=Acme.taxonomy))
    named = {text for text in table.column("members").to_pylist() if text}
    assert len(named) == 2
    assert all("Product=" in text for text in named)


def test_no_pairs_are_a_table_all_the_same() -> None:
    empty = fm.Report((), fm.ColumnBuilder().columns())
    some = fm.to_arrow(fm.compare(report(), report(), taxonomy=Acme.taxonomy))
    table = fm.to_arrow(fm.compare(empty, empty))
    assert (table.num_rows, table.schema) == (0, some.schema)


def test_a_relation_is_a_row() -> None:
    relations = fm.relations(report(), taxonomy=Acme.taxonomy, rules=())
    table = fm.to_arrow(relations)
    rows = table.to_pylist()
    broken = [row for row in rows if row["verdict"] == "broken"]
    assert len(rows) == len(relations)
    stock = next(row for row in broken if row["claim"] == "f10")
    assert stock["facts"][0] == "f10"
    assert stock["reported_low"] == Decimal(1559500000)
    assert fm.to_arrow(()).schema == table.schema


def test_frames() -> None:
    pytest.importorskip("polars", reason="needs the extra polars")
    pytest.importorskip("pandas", reason="needs the extra pandas")
    comparison = fm.compare(report(), correct_report(), taxonomy=Acme.taxonomy)
    assert fm.to_polars(comparison).height == len(fm.to_pandas(comparison)) == 17
