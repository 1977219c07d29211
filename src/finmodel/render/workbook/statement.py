"""The statements of a report as sheets for people, as `finmodel show` has them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from finmodel.formats.spreadsheet.sheet import Sheet, Value
from finmodel.model.report import Report
from finmodel.render.sheet import Sheets
from finmodel.render.table import Row, Table
from finmodel.taxonomy.taxonomy import Taxonomy

_NUMBER: Final = re.compile(r"−?\d{1,3}(,\d{3})*(\.\d+)?")
_CODED: Final = re.compile(r"(\w{1,12}) - \w+ - (.+)")
_INDENT: Final = "    "
_LABEL_WIDTH: Final = 56
_WIDTH: Final = 20


def statement_sheets(report: Report, taxonomy: Taxonomy, language: str = "en") -> Iterator[Sheet]:
    """Yield a sheet for each statement with facts; their numbers are in the scale of the title."""
    for statement, table in Sheets(report, taxonomy, language, full=True):
        size = max((len(row.cells) for row in table.rows), default=0)
        heading = ["", *_heading(table, size)]
        widths = (_LABEL_WIDTH, *(_WIDTH,) * size)
        rows = (_cells(row) for row in table.rows)
        yield Sheet(_name(statement.title), heading, rows, widths, table.title, table.notes)


def _name(title: str) -> str:
    """Return what the tab says, which has little room: of `104 - Statement - Cash` what matters."""
    match = _CODED.fullmatch(title)
    return title if match is None else f"{match[1]} {match[2]}"


def _heading(table: Table, size: int) -> Iterator[str]:
    for heading in table.headings:
        yield " ".join((*heading.above, *heading.period))
    yield from [""] * (size - len(table.headings))


def _cells(row: Row) -> Sequence[Value]:
    texts = (*row.cells, *row.below)
    return [_INDENT * row.depth + row.label, *(_value(text) for text in texts)]


def _value(text: str) -> Value:
    """Return what stands in a cell: a number where it is one and nothing else."""
    if not _NUMBER.fullmatch(text):
        return text or None
    return Decimal(text.replace("−", "-").replace(",", ""))
