"""Numbers as spreadsheets display them."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finmodel.formats.workbook.display import displayed, has_decimal_commas, is_dash, parse_shown
from finmodel.formats.workbook.grid import Number

TRIANGLE = "#,##0;△#,##0"
BRACKETS = "#,##0_);(#,##0)"


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        ("17499.6", "#,##0", "17,500"),
        ("-1234.5", TRIANGLE, "△1,235"),
        ("-1234", BRACKETS, "(1,234)"),
        ("0.18765", "0.0%", "18.8%"),
        ("-0.05", "0.0%;[Red]▲0.0%", "▲5.0%"),
        ("17500000000", "#,##0,,", "17,500"),
        ("0.30000000000000004", "General", "0.3"),
        ("3.14159265358979", "", "3.141592654"),
        ("12.5", "0.0#", "12.5"),
        ("1234", "[$¥-411]#,##0", "¥1,234"),
        ("-0.2", "#,##0", "0"),
        ("1E+20", "General", "100000000000000000000"),
    ],
)
def test_formats_show_numbers(value: str, code: str, shown: str) -> None:
    assert displayed(Decimal(value), code)[0] == shown


def test_a_zero_that_is_shown_as_a_dash_is_a_zero() -> None:
    text, number = displayed(Decimal(0), '#,##0.0;-#,##0.0;"-"')
    assert (text, number) == ("-", Number(Decimal(0), 1))


@pytest.mark.parametrize(
    ("text", "value", "digits", "is_percentage"),
    [
        ("△1,234", -1234, 0, False),
        ("▲ 5.0%", -5, 1, True),
        ("(1,234)", -1234, 0, False),
        ("$(5)", -5, 0, False),
        ("1,234-", -1234, 0, False),
        ("−5", -5, 0, False),
        ("１２３", 123, 0, False),
        ("+3.1％", "3.1", 1, True),
        ("0", 0, 0, False),
        ("1\u202f234.5", "1234.5", 1, False),
        ("1'234", 1234, 0, False),
    ],
)
def test_texts_show_numbers(text: str, value: object, digits: int, is_percentage: bool) -> None:
    assert parse_shown(text) == Number(Decimal(str(value)), digits, is_percentage)


@pytest.mark.parametrize(
    "text", ["-", "—", "", "1,23", "12 (a)", "FY2008", "(5", "9" * 100, "=1+1"]
)
def test_other_texts_show_none(text: str) -> None:
    assert parse_shown(text) is None


@pytest.mark.parametrize(
    ("texts", "has_commas"),
    [
        (["1.234,5"], True),
        (["12,5 %", "1.234"], True),
        (["1 234,567"], True),
        (["1.234.567"], True),
        (["-3,1", "1,234.5", "2.5"], False),
        (["1.234", "1,234"], False),
        (["31.12.2024", "Note 1,2"], False),
    ],
)
def test_decimal_commas_are_seen_where_they_leave_no_doubt(
    texts: list[str], has_commas: bool
) -> None:
    assert has_decimal_commas(texts) is has_commas


def test_decimal_commas_are_read() -> None:
    assert parse_shown("-1.234,50", has_commas=True) == Number(Decimal("-1234.50"), 2)


def test_dashes_say_that_there_is_no_number() -> None:
    assert all(map(is_dash, ("-", "－", "—", "n/a")))
    assert not is_dash("0")


VALUES = st.decimals(min_value=-(10**12), max_value=10**12, places=4)


@given(VALUES, st.sampled_from(["#,##0", "0.00", TRIANGLE, BRACKETS, "#,##0.0;△#,##0.0", "0.0%"]))
def test_what_is_displayed_reads_as_the_number_that_it_says(value: Decimal, code: str) -> None:
    text, number = displayed(value, code)
    assert parse_shown(text) == number
    places = code.partition(";")[0].partition(".")[2].count("0")
    exact = value * 100 if "%" in code else value
    assert number.value == exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    assert number.digits == places
