"""`finmodel validate --annotate`: the workbook that was checked, with marks."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from click.testing import CliRunner

from finmodel.cli import main

EXAMPLE = Path(__file__).parents[3] / "instances" / "iij-2008q3.json"
MAPPING = """
[workbook]
entity = "Acme"

[[table]]
name = "income"
sheet = "Income & loss"
range = "A1:C5"
unit = "JPY million"
columns = [
    { at = "B", heading = "2008", period = "2008-01-01..2008-12-31" },
    { at = "C", heading = "2007", period = "2007-01-01..2007-12-31" },
]
rows = [
    { at = 2, concept = "Sales", label = "Sales" },
    { at = 3, concept = "Costs", label = "Costs" },
    { at = 4, concept = "Profit", label = "Profit" },
    { at = 5, concept = "Staff", label = "Staff" },
]

[[concept]]
name = "Sales"
labels = { en = "Sales" }

[[concept]]
name = "Costs"
labels = { en = "Costs" }

[[concept]]
name = "Profit"
labels = { en = "Profit" }

[[concept]]
name = "Staff"
labels = { en = "Staff" }

[[rule]]
code = "book:profit"
assert = "Profit = Sales - Costs"
why = "What is left of the sales."
"""


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A workbook with a mapping beside it; the profit of 2007 should be 20."""
    path = tmp_path / "book.xlsx"
    writer = xlsxwriter.Workbook(path)
    sheet = writer.add_worksheet("Income & loss")
    look = writer.add_format({"num_format": "#,##0"})
    rows = [("Sales", 100, 90), ("Costs", 60, 70), ("Profit", 40, 30), ("Staff", 5, 6)]
    sheet.write_row(0, 0, ["Income", "2008", "2007"])
    for number, row in enumerate(rows, 1):
        sheet.write_row(number, 0, row, look)
    writer.close()
    path.with_name("book.mapping.toml").write_text(MAPPING, encoding="utf-8")
    return path


def run(*arguments: str | Path) -> tuple[int, str]:
    result = CliRunner().invoke(main, ["validate", *map(str, arguments)])
    return result.exit_code, result.output


def test_numbers_are_marked_by_what_was_found(book: Path, tmp_path: Path) -> None:
    target = tmp_path / "marked.xlsx"
    code, output = run(book, "--annotate", target)
    assert (code, "book:profit" in output) == (1, True)
    marked = openpyxl.load_workbook(target)
    assert marked.sheetnames == ["Income & loss", "Findings", "Checked by nothing"]
    sheet = marked["Income & loss"]
    frames = {cell: sheet[cell].border.left.style for cell in ("B2", "B4", "C4", "B5", "A1")}
    assert frames == {"B2": "medium", "B4": "medium", "C4": "double", "B5": None, "A1": None}
    assert "The others allow JPY 19 … 21 million" in sheet["C4"].comment.text
    untouched = [row[5].value for row in marked["Checked by nothing"].iter_rows(min_row=5)]
    findings = list(marked["Findings"].iter_rows(min_row=6, values_only=True))
    assert ["should be" in str(row[6]) for row in findings] == [True]
    assert untouched == ["'Income & loss'!B5", "'Income & loss'!C5"]


def test_what_is_no_workbook_cannot_be_marked(tmp_path: Path) -> None:
    code, output = run(EXAMPLE, "--annotate", tmp_path / "marked.xlsx")
    assert (code, "fm:notAPackage" in output) == (3, True)
    assert not (tmp_path / "marked.xlsx").exists()


def test_the_workbook_is_not_written_over_itself(book: Path) -> None:
    before = book.read_bytes()
    code, output = run(book, "--annotate", book)
    assert (code, "another name" in output) == (2, True)
    assert book.read_bytes() == before


def test_marks_are_made_in_one_workbook(book: Path, tmp_path: Path) -> None:
    code, output = run(book, book, "--annotate", tmp_path / "marked.xlsx")
    assert (code, "one workbook" in output) == (2, True)
