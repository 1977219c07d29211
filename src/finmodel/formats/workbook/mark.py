"""Numbers whose signs stand in cells of their own, as in filings: `$`, `(1,234`, `)`, `%`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from attrs import evolve

from finmodel.formats.workbook.display import is_dash, parse_shown
from finmodel.formats.workbook.grid import Cell, Number, Place

_BEFORE: Final = frozenset("$ US$ ¥ € £ △ ▲".split())
_AFTER: Final = frozenset(") % )% %)".split())
_MINUS: Final = frozenset("△▲")


def joined(cells: Mapping[Place, Cell], *, has_commas: bool) -> dict[Place, Cell]:
    """Return the cells of a sheet with such signs in the cell of the number beside them.

    `has_commas` tells that texts write `1.234,5`.
    """
    found = dict(cells)
    marks = [(place, cell.text) for place, cell in cells.items() if cell.text in _AFTER]
    marks += [(place, cell.text) for place, cell in cells.items() if cell.text in _BEFORE]
    for (row, column), mark in marks:
        beside = (row, column + (1 if mark in _BEFORE else -1))
        number = found.get(beside)
        if number is not None and (is_dash(number.text) or not _is_year(number)):
            whole = _with_mark(number, mark, has_commas=has_commas)
            if whole is not None:
                found[beside] = whole
                del found[row, column]
    return found


def _is_year(cell: Cell) -> bool:
    return len(cell.text) == 4 and cell.text.isdigit()


def _with_mark(cell: Cell, mark: str, *, has_commas: bool) -> Cell | None:
    """Return a number with a sign, a dash as it is; `None` for any other cell."""
    if is_dash(cell.text):
        return cell
    text = f"{mark}{cell.text}" if mark in _BEFORE else f"{cell.text}{mark}"
    number = cell.number or parse_shown(text, has_commas=has_commas)
    if number is None:
        return None
    value = -abs(number.value) if mark in _MINUS else number.value
    is_percentage = number.is_percentage or "%" in mark
    return evolve(cell, text=text, number=Number(value, number.digits, is_percentage))
