"""Rows that tell how the amounts of the row above them have grown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from finmodel.layout.heading import ColumnGuess
from finmodel.layout.series import Series, Trial, quotient
from finmodel.layout.table import RowGuess, TableGuess
from finmodel.model.period import Period

GROWTH_ROW: Final = "Growth"
"""How the names of such line items end, as those of columns of growth do."""

_YEAR: Final = 12


def growth_over_years(
    table: TableGuess, pairs: Sequence[tuple[RowGuess, RowGuess]]
) -> tuple[list[RowGuess], Trial]:
    """Return how often rows are the growth of others over a year, and of which of them."""
    rows, holds, of, is_telling = [], 0, 0, False
    for growth, amount in pairs:
        now = table.series(amount, table.numbers)
        then = _year_before(table, now)
        trial = quotient(table.series(growth, table.numbers), now, then, less=1)
        if trial.of:
            rows.append(amount)
        holds, of = holds + trial.holds, of + trial.of
        is_telling = is_telling or trial.is_telling
    return rows, Trial(holds, of, is_telling)


def _year_before(table: TableGuess, series: Series) -> Series:
    """Return the numbers of a row by the columns that are a year later."""
    return {
        column.at: series[before.at]
        for column in table.numbers
        for before in _years_before(table, column)
        if before.at in series
    }


def _years_before(table: TableGuess, column: ColumnGuess) -> Iterator[ColumnGuess]:
    for other in table.numbers:
        first, second = other.period, column.period
        if first is None or second is None or other.suffix != column.suffix:
            continue
        if first.end is None or second.end is None or first.end >= second.end:
            continue
        if first.months == second.months and Period(first.end, second.end).months == _YEAR:
            yield other
