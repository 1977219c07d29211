"""What is said of facts that are stated more than once."""

from __future__ import annotations

from finmodel.model.finding import Finding
from finmodel.rules.case import Case
from finmodel.rules.duplicate import inconsistent_duplicate
from finmodel.taxonomy.taxonomy import EMPTY
from tests.unit.comparison.statement import Statement


def test_long_texts_that_begin_alike_are_shown_where_they_differ() -> None:
    same = "The accounts follow the rules of the exchange. " * 1_000
    report = Statement().text(f"{same}Inventories: FIFO").text(f"{same}Inventories: LIFO").report
    found = next(iter(inconsistent_duplicate(Case(report, EMPTY))))
    assert isinstance(found, Finding)
    assert "is stated as “…hange. Inventories: FIFO” and as " in found.message
    assert found.message.endswith("Inventories: LIFO”.")
