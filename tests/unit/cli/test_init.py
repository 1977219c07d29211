"""`finmodel init`: a mapping beside a workbook, and reports read by it from then on."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from openpyxl import Workbook

from finmodel.cli.exit import Exit
from tests.unit.cli.conftest import Run
from tests.unit.layout.books import quarterly


@pytest.fixture
def book(folder: Path) -> str:
    return quarterly().save(folder).name


def test_a_workbook_without_a_mapping_says_what_to_do(run: Run, book: str) -> None:
    result = run("validate", book)
    assert result.exit_code == Exit.UNREADABLE
    assert f"finmodel init {book}" in result.stdout + result.stderr


def test_a_mapping_is_proposed_and_read(run: Run, folder: Path, book: str) -> None:
    result = run("init", book)
    assert (result.exit_code, result.stderr) == (Exit.CLEAN, "")
    assert "7 rules proposed, 7 of high confidence" in result.stdout
    assert "look at Segments!B10:F13: OperatingExpenses = " in result.stdout
    assert "holds in 4 of 5" in result.stdout
    tomllib.loads((folder / "initech-fy2024.mapping.toml").read_text(encoding="utf-8"))
    found = run("validate", book)
    assert found.exit_code == Exit.FINDINGS
    assert "Segments!D10" in found.stdout
    for command in (("show", book), ("rules", book), ("convert", book, "made.xml")):
        assert run(*command).exit_code == Exit.CLEAN
    assert run("validate", "made.xml").exit_code == Exit.FINDINGS


def test_a_mapping_that_was_corrected_is_kept(run: Run, folder: Path, book: str) -> None:
    mapping = folder / "initech-fy2024.mapping.toml"
    mapping.write_text("# mine\n", encoding="utf-8")
    refused = run("init", book)
    assert refused.exit_code == Exit.USAGE
    assert "--force" in refused.stderr
    assert mapping.read_text(encoding="utf-8") == "# mine\n"
    assert run("init", book, "--force").exit_code == Exit.CLEAN
    assert "[[table]]" in mapping.read_text(encoding="utf-8")


def test_fiscal_years_can_be_said(run: Run, folder: Path, book: str) -> None:
    assert run("init", book, "--fiscal-year", "7").exit_code == Exit.CLEAN
    written = (folder / "initech-fy2024.mapping.toml").read_text(encoding="utf-8")
    assert 'fiscal_year_starts = "07-01"' in written


def test_what_is_wrong_with_a_mapping_is_said_and_the_rest_read(
    run: Run, folder: Path, book: str
) -> None:
    assert run("init", book).exit_code == Exit.CLEAN
    mapping = folder / "initech-fy2024.mapping.toml"
    text = mapping.read_text(encoding="utf-8")
    mapping.write_text(text.replace('unit = "USD thousand"', 'unit = "USD bushel"', 1), "utf-8")
    result = run("validate", book)
    assert result.exit_code == Exit.FINDINGS
    assert "fm:invalidMapping" in result.stdout
    assert "bushel" in result.stdout
    mapping.write_text("[workbook\n", encoding="utf-8")
    assert run("validate", book).exit_code == Exit.UNREADABLE


def test_errors_and_formulas_without_results_are_said(run: Run, folder: Path) -> None:
    made = quarterly()
    sheet = made.book.worksheets[0]
    sheet["D12"] = "#REF!"
    sheet["D12"].data_type = "e"
    sheet["E12"] = "=1+1"
    name = made.save(folder).name
    assert run("init", name).exit_code == Exit.CLEAN
    result = run("validate", name)
    assert "fm:errorCell" in result.stdout
    assert "Segments!D12" in result.stdout
    assert "fm:notCalculated" in result.stdout


def test_what_is_no_workbook_is_refused(run: Run, folder: Path) -> None:
    (folder / "book.xlsx").write_bytes(b"hello")
    refused = run("init", "book.xlsx")
    assert refused.exit_code == Exit.UNREADABLE
    assert "book.xlsx is no workbook. Name a file .xlsx, .xlsm, .xls or .ods" in refused.stderr
    assert not (folder / "book.mapping.toml").exists()


def test_ratios_as_fractions_and_cents_a_share_are_read_and_checked(run: Run, folder: Path) -> None:
    book = Workbook()
    for row in [
        ["A$m", "FY24", "FY23", "Change"],
        ["Revenue", 1250.4, 1180.2, 70.2],
        ["EBIT", 137.1, 101.3, 35.8],
        ["EBIT margin", 0.11, 0.086, ""],
        ["EPS (cents)", 12.3, 9.8, 2.5],
    ]:
        book.worksheets[0].append(row)
    book.save(folder / "shop.xlsx")
    assert run("init", "shop.xlsx").exit_code == Exit.CLEAN
    found = run("validate", "shop.xlsx")
    assert found.exit_code == Exit.CLEAN
    assert "VALID  no findings · 5 relations: 5 exact" in found.stdout
    assert "EBITMargin = EBIT / Revenue" in run("rules", "shop.xlsx").stdout
    shown = run("show", "shop.xlsx").stdout
    assert "11 %" in shown
    assert "0.123" in shown
