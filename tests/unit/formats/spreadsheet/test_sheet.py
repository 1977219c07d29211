"""Sheets that are written: texts are texts, numbers are exact, nothing is a formula."""

from __future__ import annotations

import io
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from finmodel.formats.spreadsheet.book import free_name, new_workbook
from finmodel.formats.spreadsheet.sheet import MAX_TEXT, Link, Sheet, is_plain, written

HOSTILE = (
    "=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "'=1",
    "<script>alert(1)</script>", "a & b", "\u202egnirts", 'say "x"', "\ud800 alone", "]]>",
)  # fmt: skip


def opened(*values: object) -> openpyxl.worksheet.worksheet.Worksheet:
    row = list(values)
    sheet = Sheet("Sheet", ["Heading"] * len(row), [row])  # type: ignore[list-item]
    return openpyxl.load_workbook(io.BytesIO(new_workbook([sheet])))["Sheet"]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_is_a_text(text: str) -> None:
    cell = opened(text)["A2"]
    assert cell.data_type in {"s", "inlineStr"}
    assert cell.quotePrefix == text.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "'"))


def test_no_part_has_a_formula() -> None:
    book = new_workbook(
        [Sheet("=1", ["=2"], [[text] for text in HOSTILE], title="=3", notes=["=4"])]
    )
    sheet = openpyxl.load_workbook(io.BytesIO(book)).worksheets[0]
    assert not any(cell.data_type == "f" for row in sheet for cell in row)


@pytest.mark.parametrize(
    ("number", "is_number"),
    [
        (Decimal("0.1"), True),
        (Decimal("-123456789012345"), True),
        (Decimal("50789000000000000000"), True),
        (Decimal("1234567890123456"), False),
        (Decimal("0.1234567890123456"), False),
        (Decimal("1E+400"), False),
        (0, True),
    ],
)
def test_a_number_is_one_where_it_comes_back_exactly(
    number: Decimal | int, is_number: bool
) -> None:
    cell = opened(number)["A2"]
    assert (cell.data_type == "n") == is_number == is_plain(number)
    assert Decimal(str(cell.value)) == number


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**30), max_value=10**30))
def test_what_stands_as_a_number_survives_a_double(number: Decimal) -> None:
    if is_plain(number):
        assert Decimal(repr(float(number))) == number


def test_links_lead_into_the_workbook() -> None:
    cell = opened(Link("here", "'A & b'!C7"))["A2"]
    assert (cell.value, cell.hyperlink.location) == ("here", "'A & b'!C7")


def test_a_long_text_is_cut() -> None:
    value = opened("x" * 100_000)["A2"].value
    assert len(value) == MAX_TEXT
    assert value.endswith("…")


@given(st.text(max_size=40))
def test_every_text_is_well_formed(text: str) -> None:
    root = etree.fromstring(f"<t>{written(text).translate({38: None, 60: None})}</t>".encode())
    assert root.tag == "t"


def test_what_looks_like_an_escape_is_escaped() -> None:
    assert written("_x000A_\0") == "_x005F_x000A__x0000_"


@pytest.mark.parametrize(
    ("wanted", "taken", "name"),
    [
        ("Findings", ["Income"], "Findings"),
        ("Findings", ["FINDINGS"], "Findings (2)"),
        ("a/b:c*d?[e]\\f", [], "a b c d  e  f"),
        ("x" * 40, ["x" * 31], "x" * 27 + " (2)"),
        ("''", [], "Sheet"),
    ],
)
def test_names_of_sheets(wanted: str, taken: list[str], name: str) -> None:
    assert free_name(wanted, taken) == name


def test_the_same_sheets_give_the_same_bytes() -> None:
    sheet = Sheet("a", ["b"], [["c", 1]])
    assert new_workbook([sheet]) == new_workbook([sheet])
