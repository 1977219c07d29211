"""How the example's results workbook is laid out: its sheets, their tables, and which number where.

A cell is `table:line.column` of the example's tables (the column `value` need not be named), a
text after an apostrophe, or nothing. After `=` stands a formula, of cells as (rows down, columns to
the right), which is used where it gives what was printed.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from attrs import frozen

NEGATIVE: Final = {
    "brackets": "{0}_);({0})",
    "triangle": '{0};"△"{0}',
    "minus": "{0};-{0}",
}


@frozen
class Row:
    """A line: its label and what stands in its cells; kinds where they are not the block's."""

    label: str
    cells: tuple[str, ...]
    indent: int = 0
    is_total: bool = False
    kinds: tuple[str, ...] = ()


@frozen
class Block:
    """A table on a sheet, with its headings; `spans` are the headings above the headings."""

    headings: tuple[str, ...]
    kinds: tuple[str, ...]
    rows: tuple[Row, ...]
    title: str = ""
    unit: str = ""
    corner: str = ""
    spans: tuple[tuple[str, int], ...] = ()
    notes: tuple[str, ...] = ()


@frozen
class Sheet:
    """A sheet: its title, its tables one below the other, and how it shows negative numbers."""

    name: str
    title: str
    blocks: tuple[Block, ...]
    negative: str = "brackets"
    label_width: int = 38
    width: int = 16
    widths: Mapping[int, int] = {}
    comments: Mapping[str, str] = {}
    freeze: tuple[int, int] | None = (1, 1)


@frozen
class Chart:
    """A line through some cells."""

    sheet: str
    place: str
    title: str
    categories: str
    values: str
