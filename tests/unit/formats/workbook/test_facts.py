"""A workbook with all facts as a table: what people do to it, and what cannot be in it."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from finmodel.diagnostic import UnreadableError
from finmodel.formats.output import UnwritableError
from finmodel.formats.report import read, write
from finmodel.formats.spreadsheet.sheet import Sheet
from finmodel.formats.workbook import fact_writer
from finmodel.model.report import Report
from finmodel.taxonomy.taxonomy import EMPTY

EXAMPLE = Path(__file__).parents[4] / "instances" / "iij-2008q3.json"


@pytest.fixture(scope="module")
def report() -> Report:
    return read(EXAMPLE)


@pytest.fixture
def book(report: Report, tmp_path: Path) -> Path:
    """The example as a workbook, with a sheet for people in front."""
    path = tmp_path / "example.xlsx"
    people = Sheet("Facts", ["Item", "Amount"], [["Sales", Decimal(7)]], title="Ours")
    assert write(report, path, sheets=[people]) == ()
    return path


def test_the_name_decides(book: Path, report: Report) -> None:
    assert read(book) == report


def test_sheets_for_people_stand_first_and_take_no_name_that_is_needed(book: Path) -> None:
    assert openpyxl.load_workbook(book).sheetnames == ["Facts (2)", "Report", "Facts"]


def test_it_is_read_after_a_spreadsheet_program_has_saved_it(book: Path, report: Report) -> None:
    opened = openpyxl.load_workbook(book)
    column = [cell.value for cell in opened["Facts"][1]].index("value") + 1
    for row in range(2, opened["Facts"].max_row + 1):
        cell = opened["Facts"].cell(row, column)
        if str(cell.value).isdigit():
            cell.value = int(str(cell.value))  # as somebody would type it
    opened.save(book)
    assert read(book) == report


def test_a_faulty_line_is_left_out_and_told_by_its_cell(book: Path, report: Report) -> None:
    opened = openpyxl.load_workbook(book)
    sheet = opened["Facts"]
    columns = {cell.value: cell.column for cell in sheet[1]}
    sheet.cell(5, columns["decimals"]).value = "many"
    sheet.cell(6, columns["value"]).value = "#json {"
    sheet.cell(7, columns["concept"]).value = "nobody:Knows"
    opened.save(book)
    again = read(book)
    assert len(again.columns) == len(report.columns) - 3
    places = {(said.code, said.source.part) for said in again.diagnostics if said.source}
    assert ("fm:invalidFactRow", "Facts!A5") in places
    assert ("fm:invalidFactRow", "Facts!A6") in places
    assert "Facts!H7" in {part for _, part in places}


def test_a_line_that_is_there_twice_is_told(book: Path, report: Report) -> None:
    opened = openpyxl.load_workbook(book)
    sheet = opened["Facts"]
    sheet.append([cell.value for cell in sheet[2]])
    opened.save(book)
    again = read(book)
    assert len(again.columns) == len(report.columns)
    assert {said.code for said in again.diagnostics} == {"xbrlje:invalidJSON"}


def test_a_workbook_without_such_a_table_needs_a_mapping(book: Path) -> None:
    opened = openpyxl.load_workbook(book)
    del opened["Report"]
    opened.save(book)
    with pytest.raises(UnreadableError) as refused:
        read(book)
    assert [said.code for said in refused.value.diagnostics] == ["fm:noMapping"]


def test_too_many_facts_for_a_sheet_are_refused(
    report: Report, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fact_writer, "MAX_ROWS", 100)
    with pytest.raises(UnwritableError, match="fm:tooManyRows"):
        fact_writer.write_report(report, tmp_path / "big.xlsx", EMPTY)
    assert not (tmp_path / "big.xlsx").exists()
