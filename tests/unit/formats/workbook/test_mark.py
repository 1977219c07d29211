"""Signs that stand in cells of their own."""

from __future__ import annotations

from decimal import Decimal

from finmodel.formats.workbook.display import parse_shown
from finmodel.formats.workbook.grid import Cell, Number
from finmodel.formats.workbook.mark import joined


def row(*texts: str) -> dict[tuple[int, int], Cell]:
    return {(1, at): Cell(text, parse_shown(text)) for at, text in enumerate(texts, 1) if text}


def test_signs_go_to_the_number_beside_them() -> None:
    found = joined(row("Loss", "$", "(1,234", ")", "5.0", "%", "△", "7"), has_commas=False)
    assert {place[1]: cell.number for place, cell in found.items()} == {
        1: None,
        3: Number(Decimal(-1234), 0),
        5: Number(Decimal("5.0"), 1, True),
        8: Number(Decimal(-7), 0),
    }


def test_signs_beside_a_dash_say_nothing() -> None:
    assert [cell.text for cell in joined(row("Loss", "$", "—"), has_commas=False).values()] == [
        "Loss",
        "—",
    ]


def test_headings_and_units_stay() -> None:
    cells = row("2024", "%", "Sales", "$", "", "1")
    assert joined(cells, has_commas=False) == cells
