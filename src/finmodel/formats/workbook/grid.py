"""Workbooks as grids of cells, each as it is displayed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from functools import cached_property
from typing import Final

from attrs import Factory, frozen

MAX_COLUMN: Final = 16_384
MAX_ROW: Final = 1_048_576

_PLAIN_NAME: Final = re.compile(r"[^\W\d]\w*")
_LIKE_A_CELL: Final = re.compile(r"[A-Za-z]{1,3}\d+|[rR]\d*[cC]\d*")
_REFERENCE: Final = re.compile(r"\$?([A-Z]{1,3})\$?([1-9]\d{0,6})")

Place = tuple[int, int]
"""A row and a column, both counted from 1."""


@frozen
class Number:
    """A number as it is displayed; `digits` are those after the point, before any `%`."""

    value: Decimal
    digits: int
    is_percentage: bool = False


@frozen
class Cell:
    """What one cell shows; `number` is there where that is a number.

    `is_general` tells that no format says how many digits it has. `error` is what went wrong with
    its formula.
    """

    text: str
    number: Number | None = None
    is_bold: bool = False
    indent: int = 0
    is_general: bool = False
    is_date: bool = False
    error: str = ""


@frozen
class Area:
    """A rectangle of cells, all four ends included."""

    top: int
    left: int
    bottom: int
    right: int

    @classmethod
    def from_text(cls, text: str) -> Area:
        """Read `B3:F20`, or one cell; raises `ValueError`."""
        first, _, last = text.partition(":")
        (top, left), (bottom, right) = place_of(first), place_of(last or first)
        if bottom < top or right < left:
            raise ValueError(f"{text[:40]!r} does not go from the upper left to the lower right")
        return cls(top, left, bottom, right)

    @property
    def rows(self) -> range:
        """The numbers of its rows."""
        return range(self.top, self.bottom + 1)

    @property
    def columns(self) -> range:
        """The numbers of its columns."""
        return range(self.left, self.right + 1)

    @property
    def turned(self) -> Area:
        """The rectangle with rows for columns."""
        return Area(self.left, self.top, self.right, self.bottom)

    def __str__(self) -> str:
        first, last = reference(self.top, self.left), reference(self.bottom, self.right)
        return f"{first}:{last}"


@frozen(slots=False)
class Sheet:
    """One worksheet: the cells that show something, by row and column."""

    name: str
    cells: Mapping[Place, Cell] = Factory(dict)
    merged: Sequence[Area] = ()

    def text(self, row: int, column: int) -> str:
        """Return what a cell shows, nothing for one that is empty."""
        cell = self.cells.get((row, column))
        return cell.text if cell is not None else ""

    @cached_property
    def spans(self) -> Mapping[Place, Place]:
        """The first cell of the merged area that each other cell of it is in."""
        return {
            (row, column): (area.top, area.left)
            for area in self.merged
            for row in area.rows
            for column in area.columns
        }

    @cached_property
    def first_column(self) -> int:
        """The first column in which anything is shown; 0 where nothing is."""
        return min((column for _, column in self.cells), default=0)

    @cached_property
    def rows(self) -> Mapping[int, Sequence[int]]:
        """The columns of the cells that show something, by row, both in order."""
        rows: dict[int, list[int]] = {}
        for row, column in sorted(self.cells):
            rows.setdefault(row, []).append(column)
        return rows


@frozen
class Workbook:
    """The worksheets that people see, in order."""

    sheets: Sequence[Sheet]

    def sheet(self, name: str) -> Sheet | None:
        """Return the sheet of a name, `None` where there is none."""
        return next((sheet for sheet in self.sheets if sheet.name == name), None)


def column_name(number: int) -> str:
    """Return the letters of a column: `A` is 1, `AA` is 27."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """Return the number of a column's letters; raises `ValueError`."""
    return place_of(f"{letters}1")[1]


def reference(row: int, column: int) -> str:
    """Return the name of a cell, such as `C7`."""
    return f"{column_name(column)}{row}"


def place_of(text: str) -> Place:
    """Return the row and column that the name of a cell means; raises `ValueError`."""
    match = _REFERENCE.fullmatch(text)
    if match is None:
        raise ValueError(f"{text[:40]!r} is not the name of a cell, such as C7")
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    row = int(match[2])
    if column > MAX_COLUMN or row > MAX_ROW:
        raise ValueError(f"{text[:40]} lies beyond the last cell of any sheet")
    return row, column


def cell_name(sheet: str, row: int, column: int) -> str:
    """Return a cell with its sheet as formulas name it, such as `'Balance sheet'!C7`."""
    return f"{quoted(sheet)}!{reference(row, column)}"


def quoted(sheet: str) -> str:
    """Return the name of a sheet, in quotes where a formula needs them."""
    if _PLAIN_NAME.fullmatch(sheet) and not _LIKE_A_CELL.fullmatch(sheet):
        return sheet
    return "'" + sheet.replace("'", "''") + "'"


def cells_of(sheet: Sheet, places: Iterable[Place]) -> list[Cell]:
    """Return the cells at some places that show something."""
    return [cell for place in places if (cell := sheet.cells.get(place)) is not None]
