"""The example as a workbook: what was printed is in it, mistakes included."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from openpyxl import Workbook as Book

from finmodel.model.finding import Verdict
from finmodel.render.workbook.annotate import Mark, annotated

INSTANCES = Path(__file__).parents[2] / "instances"
BOOK = INSTANCES / "iij-2008q3.xlsx"
SCALES = (0, 2, -6, -9)
NOWHERE = {"s03_summary": [Decimal(4)], "s17_new_subsidiaries": [Decimal(4)]}
"""How many subsidiaries are new, which only sentences say."""


@pytest.fixture(scope="module")
def formulas() -> Book:
    return openpyxl.load_workbook(BOOK)


@pytest.fixture(scope="module")
def values() -> Book:
    return openpyxl.load_workbook(BOOK, data_only=True)


def printed(path: Path) -> Iterator[Decimal]:
    """Yield the numbers of a table of the example."""
    with path.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            for column, text in row.items():
                if column in {"decimals", "line", "words", "release"} or not text:
                    continue
                bare = text.partition("d")[0]
                if bare.lstrip("-").replace(".", "", 1).isdigit():
                    yield Decimal(bare)


@pytest.mark.parametrize(
    "path", sorted((INSTANCES / "iij-2008q3").glob("*.csv")), ids=lambda path: path.stem
)
def test_the_numbers_of_the_tables_are_in_the_workbook(path: Path, values: Book) -> None:
    cells = {
        Decimal(repr(cell.value)).normalize()
        for sheet in values
        for row in sheet
        for cell in row
        if isinstance(cell.value, int | float)
    }
    missing = [
        number
        for number in printed(path)
        if all(number.scaleb(scale).normalize() not in cells for scale in SCALES)
    ]
    assert missing == NOWHERE.get(path.stem, [])


def test_formulas_give_what_was_printed(formulas: Book, values: Book) -> None:
    found = [
        (sheet.title, cell.coordinate, cell.value, values[sheet.title][cell.coordinate].value)
        for sheet in formulas
        for row in sheet
        for cell in row
        if cell.data_type == "f"
    ]
    assert len(found) > 20
    assert all(isinstance(value, int | float) for *_, value in found)
    assert ("Revenues", "B29", "=SUM(B25:B28)", 0.788) in found


@pytest.mark.parametrize(
    ("sheet", "cell", "number", "as_formula"),
    [
        ("Balance sheet", "D9", -300, -301),
        ("Balance sheet", "D18", -3144, -3145),
        ("Results", "E8", 9.7, 9.6),
    ],
)
def test_a_sum_that_is_not_what_was_printed_is_typed(
    formulas: Book, sheet: str, cell: str, number: float, as_formula: float
) -> None:
    assert formulas[sheet][cell].value == number != as_formula


def test_a_missing_million_is_as_it_was_printed(formulas: Book) -> None:
    cell = formulas["Balance sheet"]["B24"]
    assert (cell.value, "million" in cell.number_format) == (602, False)


def test_marks_on_every_number_change_no_value_and_no_number_format(
    formulas: Book, values: Book
) -> None:
    marks = {
        (sheet.title, cell.coordinate): Mark(verdict, "looked at")
        for sheet in values
        for row in sheet
        for cell, verdict in zip(row, [*Verdict, *Verdict, *Verdict], strict=False)
        if isinstance(cell.value, int | float)
    }
    assert len(marks) > 250
    data = annotated(BOOK, marks)
    for before, is_cached in ((formulas, False), (values, True)):
        after = openpyxl.load_workbook(io.BytesIO(data), data_only=is_cached)
        assert _cells(after) == _cells(before)
        assert after.sheetnames == before.sheetnames
        assert after.defined_names.keys() == before.defined_names.keys()


def _cells(book: Book) -> dict[tuple[str, str], tuple[object, str, str]]:
    return {
        (sheet.title, cell.coordinate): (cell.value, cell.number_format, str(cell.alignment.indent))
        for sheet in book
        for row in sheet
        for cell in row
    }
