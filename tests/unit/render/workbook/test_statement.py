"""The statements of a report as sheets."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl

from finmodel import read, read_taxonomy
from finmodel.formats.spreadsheet.book import new_workbook
from finmodel.render.workbook.statement import statement_sheets

ROOT = Path(__file__).parents[4]


def test_statements_have_their_numbers_as_numbers() -> None:
    taxonomy = read_taxonomy(ROOT / "schema" / "iij" / "iij.xsd")
    report = read(ROOT / "instances" / "iij-2008q3.json", taxonomy=taxonomy)
    book = openpyxl.load_workbook(io.BytesIO(new_workbook(statement_sheets(report, taxonomy))))
    sheet = next(each for each in book if each["A1"].value.startswith("Consolidated balance"))
    lines = {row[0]: row[1:] for row in sheet.iter_rows(values_only=True)}
    cash = next(line for name, line in lines.items() if name and name.strip().startswith("Cash"))
    assert {8955, 11471} <= set(cash)
    assert any("JPY million" in str(name) for name in lines)
