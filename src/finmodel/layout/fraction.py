"""Ratios that words leave open: whether 0.1 means a tenth or 0.1%, and `%` growth or a share."""

from __future__ import annotations

from typing import Final

from attrs import evolve

from finmodel.formats.workbook.measure import Measure
from finmodel.layout.comparison import comparisons, margins, shares
from finmodel.layout.growth import growth_over_years
from finmodel.layout.heading import ColumnGuess, Kind
from finmodel.layout.table import RowGuess, TableGuess
from finmodel.layout.word import RATIO, plain, says_only_growth

_RATIO: Final = Measure.from_text("ratio")
_PERCENT: Final = Measure.from_text("%")
_BARE: Final = frozenset(("%", "in %", "percent"))
"""Headings that say of a percentage only that it is one."""


def with_fractions(table: TableGuess) -> TableGuess:
    """Return a table in which ratios are fractions where the other numbers show that they are.

    They are taken for percentages otherwise, as their headings and labels say.
    """
    for column in table.columns:
        if column.kind in (Kind.GROWTH, Kind.SHARE) and not _fits_column(table, column):
            columns = [evolve(c, measure=_RATIO) if c is column else c for c in table.columns]
            other = evolve(table, columns=columns)
            table = other if _fits_column(other, columns[table.columns.index(column)]) else table
    for row in table.rows:
        is_ratio = RATIO.search(plain(row.label)) or says_only_growth(row.label)
        if is_ratio and not _fits_row(table, row):
            rows = [evolve(r, measure=_RATIO) if r is row else r for r in table.rows]
            other = evolve(table, rows=rows)
            table = other if _fits_row(other, rows[table.rows.index(row)]) else table
    return table


def with_growth(table: TableGuess) -> TableGuess:
    """Return a table in which a column headed just `%` is one of growth, where its numbers are."""
    for number, column in enumerate(table.columns):
        if column.kind is Kind.NUMBER and plain(column.heading).strip("()") in _BARE:
            suffix = Kind.GROWTH.value
            growth = evolve(column, kind=Kind.GROWTH, suffix=suffix, measure=_PERCENT)
            columns = [*table.columns[:number], growth, *table.columns[number + 1 :]]
            other = evolve(table, columns=columns)
            table = other if _fits_column(other, growth) else table
    return table


def _fits_column(table: TableGuess, column: ColumnGuess) -> bool:
    compared = any(found.column is column for found in comparisons(table))
    return compared or any(found.column is column for found in shares(table))


def _fits_row(table: TableGuess, row: RowGuess) -> bool:
    if says_only_growth(row.label):
        above = [r for r in table.rows if r.at < row.at and not says_only_growth(r.label)]
        trial = growth_over_years(table, [(row, above[-1])])[1] if above else None
        return trial is not None and 2 * trial.holds > trial.of
    return any(found.row is row for found in margins(table))
