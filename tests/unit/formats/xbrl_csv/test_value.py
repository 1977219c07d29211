"""Special values, references and numbers with decimals."""

from __future__ import annotations

import pytest

from finmodel.formats.xbrl_csv.value import (
    Mark,
    Reference,
    cell_text,
    cell_value,
    is_identifier,
    is_row_identifier,
    property_text,
    property_value,
    split_number,
)


@pytest.mark.parametrize("value", [None, "", "x", "#", "#nil", "##x", "$x", "$$x", " ", "#none"])
def test_every_value_can_be_written(value: str | None) -> None:
    text = cell_text(value)
    assert cell_value(text) == (Mark.NIL if value is None else value)
    assert property_value(property_text(text)) == (Mark.NIL if value is None else value)


def test_references_can_be_written() -> None:
    for reference in (Reference("year"), Reference("year", "end")):
        assert property_value(property_text(reference)) == reference


def test_an_empty_cell_is_no_empty_text() -> None:
    assert cell_value("") is Mark.EMPTY
    assert cell_value("#none") is Mark.NONE


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12.5d-1", ("12.5", "-1")),
        ("12dINF", ("12", "INF")),
        ("-.5d0", ("-.5", "0")),
        ("1E3", ("1E3", None)),
        (" 12 ", (" 12 ", None)),
        ("-INF", ("-INF", None)),
        ("12d", None),
        ("12d-0", None),
        ("12d01", None),
        ("12 d1", None),
        ("1,000", None),
        ("", None),
        ("١٢", None),
    ],
)
def test_a_number_may_have_decimals(text: str, expected: tuple[str, str | None] | None) -> None:
    assert split_number(text) == expected


def test_identifiers_have_no_points() -> None:
    assert is_identifier("_a-1")
    assert not is_identifier("a.b")
    assert not is_identifier("1a")
    assert is_row_identifier("1-a")
    assert not is_row_identifier("a b")
