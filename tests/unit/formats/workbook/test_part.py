"""How the cells of a workbook look, sheet by sheet."""

from __future__ import annotations

import io

from openpyxl import Workbook

from finmodel.formats.document import Document
from finmodel.formats.workbook.opening import open_workbook
from finmodel.formats.workbook.part import looks

ROWS = 6_000


def book() -> Document:
    made = Workbook()
    sheet = made.worksheets[0]
    for row in range(1, ROWS + 1):
        sheet.append([f"Row {row}", row / 8])
        sheet.cell(row, 2).number_format = "0.0"
    made.create_sheet("Other")["A1"] = "=1/0"
    stream = io.BytesIO()
    made.save(stream)
    return Document.from_bytes(stream.getvalue(), "book.xlsx")


def test_every_row_of_a_long_sheet_is_looked_at_once() -> None:
    found = looks(book())
    assert found is not None
    styles = found["Sheet"].styles
    assert [row for row, column in styles if column == 2] == list(range(1, ROWS + 1))
    assert {style.code for place, style in styles.items() if place[1] == 2} == {"0.0"}
    assert found["Other"].uncalculated == {(1, 1)}
    cells = open_workbook(book()).sheets[0].cells
    assert cells[ROWS, 2].text == f"{ROWS / 8:.1f}"


def test_sheets_that_nobody_asks_for_are_not_looked_at() -> None:
    found = looks(book(), {"Other"})
    assert found is not None
    assert list(found) == ["Other"]
