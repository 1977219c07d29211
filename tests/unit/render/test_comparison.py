"""Two reports side by side in words: what a row says of a pair."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from finmodel.comparison.compare import compare_sides
from finmodel.comparison.judge import Side
from finmodel.comparison.kind import Kind
from finmodel.qname import QName
from finmodel.render.comparison import COUNTED, TITLES, Compared, apart, comparison_lines
from finmodel.render.table import Row, Table
from finmodel.taxonomy.concept import Concept
from finmodel.taxonomy.datatype import PURE, item_type
from finmodel.taxonomy.label import Label
from finmodel.taxonomy.taxonomy import EMPTY, Taxonomy
from tests.unit.comparison.statement import EX, PRIOR, Statement, compared


def tables(old: Statement, new: Statement) -> Iterator[Table]:
    return Compared(("old", "new"), compared(old, new), everything=True).tables()


def row(old: Statement, new: Statement) -> Row:
    (table,) = tables(old, new)
    (only,) = table.rows
    return only


def test_every_kind_has_words() -> None:
    assert TITLES.keys() == COUNTED.keys() == set(Kind)


@pytest.mark.parametrize(
    ("old", "new", "share"),
    [("100", "150", "+50.0 %"), ("-100", "-150", "−50.0 %"), ("100", "-7", "−107.0 %")],
)
def test_a_share_is_of_the_old_number(old: str, new: str, share: str) -> None:
    assert row(Statement().number(old, 0), Statement().number(new, 0)).cells[-1] == share


def test_a_small_share_is_not_said_to_be_none() -> None:
    cells = row(Statement().number("1000000", 0), Statement().number("1000001", 0)).cells
    assert cells == ("JPY 1,000,000", "JPY 1,000,001", "+JPY 1", "<0.1 %")


def test_the_same_number_is_told_apart_by_its_precision() -> None:
    cells = row(Statement().number("1200", 0), Statement().number("1200", -2)).cells
    assert cells[:2] == ("JPY 1,200, to the nearest 1", "JPY 1,200, to the nearest 100")


def test_a_power_of_ten_is_a_factor() -> None:
    assert row(Statement().number("602000"), Statement().number("602")).cells[-1] == "÷ 1,000"


def test_a_line_item_under_another_name_has_both() -> None:
    def statement(name: str) -> Statement:
        return Statement().number("120", of=name).number("100", of=name, period=PRIOR)

    (table,) = tables(statement("Sales"), statement("Turnover"))
    labels = [each.label for each in table.rows]
    assert [label.partition(",")[0] for label in labels] == ["Sales → Turnover"] * 2


def test_line_items_of_the_same_words_have_their_names() -> None:
    labels = tuple(Label(QName(EX, name), "Number of issues") for name in ("Held", "Sold"))
    taxonomy = Taxonomy(labels=labels)
    old, new = (
        Side(Statement().number(one, of="Held").number(two, of="Sold").report, taxonomy)
        for one, two in (("1", "2"), ("3", "4"))
    )
    (table,) = Compared(("old", "new"), compare_sides(old, new)).tables()
    assert [each.label.partition(",")[0] for each in table.rows] == [
        "Number of issues (Held)",
        "Number of issues (Sold)",
    ]


def test_old_and_new_numbers_stand_side_by_side_in_a_narrow_window() -> None:
    old, new = Statement(), Statement()
    for name in ("Revenues", "NetAssetsPerShareSummaryOfBusinessResultsOfTheGroup"):
        old.number("322485000000", -6, of=name)
        new.number("320485000000", -6, of=name)
    shown = Compared(("old", "new"), compared(old, new))
    lines = list(comparison_lines(shown, width=80))
    assert any("322,485 million   JPY 320,485 million" in line for line in lines)
    assert max(map(len, lines)) <= 80


def test_what_one_taxonomy_knows_as_a_ratio_is_one_in_both() -> None:
    name = QName(EX, "Margin")
    known = Taxonomy(concepts={name: Concept(name, item_type(PURE))})
    old = Statement().number("0.188", 3, of="Margin", unit=None)
    new = Statement().number("0.191", 3, of="Margin", unit=None)
    comparison = compare_sides(Side(old.report, EMPTY), Side(new.report, known))
    (table,) = Compared(("old", "new"), comparison).tables()
    assert table.rows[0].cells == ("18.8 %", "19.1 %", "+0.3 points", "")


def test_texts_are_cut_to_where_they_differ() -> None:
    same = "The accounts have been prepared in accordance with "
    was, now = apart(f"{same}IFRS, as adopted", f"{same}US GAAP, as amended")
    assert "IFRS" in was
    assert "US GAAP" in now


def test_markup_is_only_shown_where_nothing_else_differs() -> None:
    assert apart("<p>a</p>", "<p>b</p>") == ("“a”", "“b”")
    assert apart("<p>a</p>", "<b>a</b>") == ("“<p>a</p>”", "“<b>a</b>”")
