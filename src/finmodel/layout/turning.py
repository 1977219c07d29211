"""Tables with periods down their rows, turned so that they can be read as all others."""

from __future__ import annotations

from finmodel.formats.workbook.grid import Cell, Place, Sheet
from finmodel.layout.block import Block, label_text
from finmodel.layout.heading import heading_texts
from finmodel.layout.period import FiscalCalendar, is_partial, period_in


def upright(block: Block, calendar: FiscalCalendar) -> Block:
    """Return a table whose columns are periods: it as it is, or turned where its rows are."""
    return _turned(block) if _has_periods_down(block, calendar) else block


def _has_periods_down(block: Block, calendar: FiscalCalendar) -> bool:
    """Tell whether the labels of a table are periods, and its headings are not."""
    headings = [" ".join(heading_texts(block, at)) for at in block.value_columns]
    if not any(headings) or any(period_in(text, calendar) for text in headings):
        return False
    labels = [label_text(block, row) for row in block.data]
    return all(period_in(text, calendar) or is_partial(text) for text in labels)


def _turned(block: Block) -> Block:
    """Return a table with rows for columns; only its own cells go with it."""
    cells: dict[Place, Cell] = {}
    for row in (*block.headings, *block.data):
        for column in (*block.label_columns, *block.value_columns):
            cell = block.sheet.cells.get((row, column))
            if cell is None and row in block.headings:
                cell = block.sheet.cells.get(block.sheet.spans.get((row, column), (row, column)))
            if cell is not None:
                cells[column, row] = cell
    return Block(
        Sheet(block.sheet.name, cells),
        (),
        block.label_columns,
        block.value_columns,
        (),
        block.headings,
        block.data,
        caption=block.title,
        is_turned=True,
        cut=block.cut,
    )
