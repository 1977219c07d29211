"""Rows of CSV files, those with very long cells included."""

from __future__ import annotations

import csv

import pytest

from finmodel.diagnostic import UnreadableError
from finmodel.formats.document import Document
from finmodel.formats.xbrl_csv import row
from finmodel.formats.xbrl_csv.fault import INVALID_CSV
from finmodel.formats.xbrl_csv.row import iter_rows

LONG = "x" * (csv.field_size_limit() + 1)


def rows(text: str) -> list[tuple[int, list[str]]]:
    return list(iter_rows(Document("t.csv", "file:///t.csv", text.encode()), INVALID_CSV))


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_rows_know_their_lines(end: str) -> None:
    text = end.join(("a,b", f'"x{end}y",', "", "1,2"))
    assert rows(text) == [(1, ["a", "b"]), (2, [f"x{end}y", ""]), (4, []), (5, ["1", "2"])]


def test_a_byte_order_mark_is_no_part_of_the_header() -> None:
    assert rows("\ufeffa\n") == [(1, ["a"])]


def test_long_cells_are_read_as_short_ones_are() -> None:
    limit = csv.field_size_limit()
    text = f'a,b\r\n1,"{LONG}""\n"\r\n,\n"{LONG}",2\n3,\n'
    assert rows(text) == [
        (1, ["a", "b"]),
        (2, ["1", f'{LONG}"\n']),
        (4, ["", ""]),
        (5, [LONG, "2"]),
        (6, ["3", ""]),
    ]
    assert csv.field_size_limit() == limit


@pytest.mark.parametrize("text", [f'a\n"{LONG}', f'a\n"{LONG}"x"",1\n'])
def test_broken_long_cells_are_refused(text: str) -> None:
    with pytest.raises(UnreadableError, match="xbrlce:invalidCSVFileFormat"):
        rows(text)


@pytest.mark.parametrize("text", ["a\n" + "x" * 200, f'a\n"{LONG}\n' + "x\n" * 99 + '"'])
def test_absurd_sizes_are_refused(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(row, "MAX_LINE", 100 if LONG not in text else len(LONG) + 100)
    monkeypatch.setattr(row, "MAX_ROW", len(LONG) + 100)
    with pytest.raises(UnreadableError, match="fm:documentTooLarge"):
        rows(text)
