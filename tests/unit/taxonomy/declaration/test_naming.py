"""Names and labels, made from each other."""

from __future__ import annotations

import pytest

from finmodel.taxonomy.declaration.naming import label_from, name_from


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("CostOfRevenues", "Cost of revenues"),
        ("SGAExpenses", "SGA expenses"),
        ("ProfitFY2008", "Profit FY 2008"),
        ("Q3Revenues", "Q 3 revenues"),
        ("EBITDA", "EBITDA"),
        ("net_income", "Net income"),
        ("売上高", "売上高"),
        ("_", "_"),
    ],
)
def test_a_label_reads_as_words(name: str, label: str) -> None:
    assert label_from(name) == label


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("Cash flows from operating activities", "CashFlowsFromOperatingActivities"),
        ("% of revenues (rounded)", "OfRevenuesRounded"),
        ("売上高", "売上高"),
        ("2008 targets", "Targets"),
        ("— – !", ""),
    ],
)
def test_a_name_is_what_a_label_leaves(label: str, name: str) -> None:
    assert name_from(label) == name
