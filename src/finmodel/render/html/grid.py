"""The statements as the page shows them: each number a button with what is known of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from attrs import evolve, frozen

from finmodel.model.column import Columns
from finmodel.model.wording import shortened
from finmodel.render.html.mark import Mark
from finmodel.render.html.trend import Trend, Trends
from finmodel.render.sheet import Sheets
from finmodel.render.table import Heading, Row, Shown

_DEEPEST: Final = 8
_FEW: Final = 2
_WIDE: Final = 6
_HUGE: Final = 13
_LONGEST_LABEL: Final = 300
_LONGEST_HEADING: Final = 100
_LONGEST: Final = 150
"""Lines of one table; what is not in sight is not laid out, and a table is so as a whole."""


@frozen
class Entry:
    """A value in a cell, the facts that state it, and the worst that is known of them."""

    text: str
    facts: tuple[int, ...]
    mark: Mark
    is_number: bool


@frozen
class Line:
    """A line of a statement; one without entries is the heading of others."""

    label: str
    depth: int
    cells: tuple[tuple[Entry, ...], ...]
    trend: Trend | None = None

    @property
    def is_heading(self) -> bool:
        """Whether it has nothing but its label."""
        return not any(self.cells)


@frozen
class Grid:
    """A statement with its lines in parts of a size that is quickly laid out."""

    title: str
    details: str
    headings: tuple[Heading, ...]
    parts: tuple[tuple[Line, ...], ...]
    notes: tuple[str, ...]
    facts: int

    @property
    def width(self) -> str:
        """What is special about its width."""
        columns = len(self.headings)
        if columns <= _FEW:
            return "few"
        return "huge" if columns > _HUGE else "wide" if columns > _WIDE else ""


def grids(
    sheets: Sheets, columns: Columns, trends: Trends, marks: Sequence[Mark]
) -> Iterator[Grid]:
    """Yield all statements that have facts."""

    def entry(shown: Shown) -> Entry:
        is_number = all(map(columns.is_numeric, shown.facts))
        return Entry(shown.text, shown.facts, max(marks[row] for row in shown.facts), is_number)

    def line(row: Row) -> Line:
        cells = tuple(tuple(map(entry, cell)) for cell in row.shown)
        trend = trends.of(list(row.facts)) if cells else None
        return Line(shortened(row.label, _LONGEST_LABEL), min(row.depth, _DEEPEST), cells, trend)

    for statement, table in sheets:
        lines = list(map(line, table.rows))
        yield Grid(
            shortened(statement.title, _LONGEST_LABEL),
            " · ".join(table.details),
            tuple(map(_short, table.headings)),
            tuple(tuple(lines[i : i + _LONGEST]) for i in range(0, len(lines), _LONGEST)),
            table.notes,
            len(set(table.facts)),
        )


def _short(heading: Heading) -> Heading:
    return evolve(heading, above=tuple(shortened(one, _LONGEST_HEADING) for one in heading.above))
