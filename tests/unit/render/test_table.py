"""Tables laid out as lines."""

from __future__ import annotations

from finmodel.render.table import Row, Table, table_lines

TABLE = Table(
    "Assets",
    (("2007",), ("at the end", "of 2008")),
    (Row("Cash", ("1,000", "20")), Row("現金", ("5", "")), Row("Part", ("", "1"), depth=1)),
)


def test_cells_stand_under_their_columns_whatever_the_script() -> None:
    assert list(table_lines(TABLE)) == [
        "Assets",
        "",
        "          2007   at the end",
        "                    of 2008",
        "Cash     1,000           20",
        "現金         5",
        "  Part                    1",
    ]


def test_columns_that_do_not_fit_follow_below() -> None:
    assert list(table_lines(TABLE, width=20)) == [
        "Assets",
        "",
        "          2007",
        "Cash     1,000",
        "現金         5",
        "",
        "         at the end",
        "            of 2008",
        "Cash             20",
        "現金",
        "  Part            1",
    ]


def test_columns_below_that_have_nothing_are_left_out() -> None:
    table = Table("Changes", (("old",), ("relative",)), (Row("Margin", ("18.8 %", "")),))
    assert list(table_lines(table, width=20)) == [
        "Changes",
        "",
        "            old",
        "Margin   18.8 %",
    ]


def test_numbers_are_whole_however_narrow_the_width() -> None:
    assert "Cash     1,000" in table_lines(TABLE, width=1)


def test_a_long_label_is_cut_and_nothing_acts() -> None:
    table = Table("T\x1b[31m", (("\x07",),), (Row("long " * 50, ("\x1b[2J",)),))
    lines = list(table_lines(table))
    assert max(map(len, lines)) < 80
    assert not any(c in "".join(lines) for c in "\x1b\x07")


def test_a_deep_label_makes_no_wide_table() -> None:
    rows = tuple(Row(f"Part {depth}", ("1",), depth) for depth in range(5_000))
    lines = list(table_lines(Table("T", (("2025",),), rows)))
    assert lines[3].startswith("Part 0 ")
    assert lines[5].startswith("    Part 2 ")
    assert max(map(len, lines)) < 80


def test_a_label_goes_on_in_a_second_line_and_signs_of_east_asia_count_twice() -> None:
    rows = (Row("Provision for income taxes and more", ("1,000",)), Row("営業活動" * 6, ("2",)))
    table = Table("T", (("2025-12-31",),), rows)
    assert list(table_lines(table, width=41))[3:] == [
        "Provision for income taxes",
        f"{'  and more':<28}   {'1,000':>10}",
        "営業活動営業活動営業活動営",
        f"  業活動営業活動営業活動{'':<4}   {'2':>10}",
    ]


def test_long_texts_stand_below() -> None:
    table = Table("T", (("2025",),), (Row("A", ("long…",), below=("long\ntext\x1b " * 3,)),))
    assert list(table_lines(table, width=30))[3:] == [
        "A   long…",
        "    long text␛ long text␛ long",
        "    text␛",
    ]
