"""What columns and rows say of others: growth, changes, shares, margins, quarters of a year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

from attrs import frozen

from finmodel.layout.confidence import Confidence
from finmodel.layout.heading import ColumnGuess, Kind
from finmodel.layout.item import normalised
from finmodel.layout.series import Series, Trial, quotient, signed_sum
from finmodel.layout.table import RowGuess, TableGuess
from finmodel.layout.total import Line, Total, totals
from finmodel.layout.word import RATIO, plain
from finmodel.model.period import Period

_QUARTER = 3
_NEAREST = 16
_FIRST = 4
_MOST_WHOLES = 40
_FEWEST_ROWS = 3
_SAMPLE = 9
"""How far the numbers that others are compared with are looked for."""


@frozen
class Comparison:
    """A column that compares two others: its rows are the first over or less the second."""

    column: ColumnGuess
    first: ColumnGuess
    second: ColumnGuess
    kind: Kind
    rows: tuple[RowGuess, ...]
    trial: Trial


@frozen
class Ratio:
    """A row that is one row over another, or a column that is each row over one of them."""

    row: RowGuess | None
    column: ColumnGuess | None
    above: RowGuess | None
    below: RowGuess
    rows: tuple[RowGuess, ...]
    trial: Trial


@frozen
class Addition:
    """A column whose period is made up by those of others."""

    column: ColumnGuess
    parts: tuple[ColumnGuess, ...]
    rows: tuple[RowGuess, ...]
    trial: Trial


def confidence(trial: Trial) -> Confidence:
    """Return how sure a relation is that was tried so often."""
    if trial.is_whole and trial.of > 1:
        return Confidence.HIGH
    return Confidence.HIGH if trial.of > 3 and trial.is_likely else Confidence.MEDIUM


def comparisons(table: TableGuess) -> Iterator[Comparison]:
    """Yield the columns of changes and growth with the columns that they compare."""
    for column in table.columns:
        if column.kind not in (Kind.GROWTH, Kind.CHANGE):
            continue
        tried = [
            found
            for first in _nearest(table.numbers, column.at)
            for second in _nearest(table.numbers, column.at)
            if first is not second and _is_later(first, second)
            for found in _tried(table, column, first, second)
        ]
        for kind in (Kind.GROWTH, Kind.CHANGE):
            likely = [each for each in tried if each.kind is kind and _is_believed(each.trial)]
            if likely:
                yield max(likely, key=_fit)


T = TypeVar("T", RowGuess, ColumnGuess)


def _nearest(places: Sequence[T], at: int) -> list[T]:
    """Return the rows or columns around one; a table may have very many."""
    near = sorted(places, key=lambda place: abs(place.at - at))[:_NEAREST]
    return sorted(near, key=lambda place: place.at)


def _is_later(first: ColumnGuess, second: ColumnGuess) -> bool:
    ends = [c.period.end for c in (first, second) if c.period is not None and c.period.end]
    return len(ends) == 2 and (ends[0] > ends[1] or first.suffix != second.suffix)


def _is_believed(trial: Trial) -> bool:
    return trial.holds > 0 and trial.is_telling and 2 * trial.holds > trial.of


def _fit(found: Comparison) -> tuple[float, int]:
    return found.trial.holds / found.trial.of, found.trial.of


def _tried(
    table: TableGuess, column: ColumnGuess, first: ColumnGuess, second: ColumnGuess
) -> Iterator[Comparison]:
    rows = tuple(row for row in table.rows if table.has_all(row, (column, first, second)))
    for kind in (Kind.GROWTH, Kind.CHANGE):
        is_percent = {row.at: _is_percent(table, row, column) for row in rows}
        own = {row.at: _is_percent(table, row, first) for row in rows}
        wanted = [row for row in rows if is_percent[row.at] and not own[row.at]]
        if kind is Kind.CHANGE:
            wanted = [row for row in rows if is_percent[row.at] == own[row.at]]
        if not wanted or (kind is Kind.GROWTH and column.kind is Kind.CHANGE):
            continue
        columns = (column, first, second)
        trial = _compared(table, columns, wanted[:_SAMPLE], kind)
        if 2 * trial.holds > trial.of:
            trial = _compared(table, columns, wanted, kind)
        yield Comparison(column, first, second, kind, tuple(wanted), trial)


def _compared(
    table: TableGuess, columns: Sequence[ColumnGuess], rows: Sequence[RowGuess], kind: Kind
) -> Trial:
    said, now, then = (_by_row(table, column, rows) for column in columns)
    if kind is Kind.GROWTH:
        return quotient(said, now, then, less=1)
    return signed_sum(said, (now, then), (1, -1))


def _is_percent(table: TableGuess, row: RowGuess, column: ColumnGuess) -> bool:
    measure = table.measure_at(row, column)
    return measure is not None and measure.is_ratio


def _by_row(table: TableGuess, column: ColumnGuess, rows: Sequence[RowGuess]) -> Series:
    found = ((row.at, table.interval(row, column)) for row in rows)
    return {at: interval for at, interval in found if interval is not None}


def shares(table: TableGuess) -> Iterator[Ratio]:
    """Yield the columns that give each row as a part of one of them."""
    for column in table.columns:
        if column.kind is not Kind.SHARE:
            continue
        number = next(
            (n for n in table.numbers if n.period == column.period and not n.suffix), None
        )
        if number is None:
            continue
        rows = tuple(
            row
            for row in table.rows
            if table.has_all(row, (column, number)) and not _is_percent(table, row, number)
        )
        wholes = [row for row in table.rows if table.cell(row, number) is not None][:_MOST_WHOLES]
        tried = [(_share(table, column, number, rows, whole), whole) for whole in wholes]
        likely = [(trial, whole) for trial, whole in tried if _is_believed(trial)]
        if likely:
            words = plain(column.heading)
            trial, whole = max(
                likely,
                key=lambda each: (each[0].holds, normalised(each[1].label) in words, -each[1].at),
            )
            yield Ratio(None, column, None, whole, rows, trial)


def _share(
    table: TableGuess,
    column: ColumnGuess,
    number: ColumnGuess,
    rows: Sequence[RowGuess],
    whole: RowGuess,
) -> Trial:
    divisor = table.interval(whole, number)
    if divisor is None:
        return Trial(0, 0, False)
    below = {row.at: divisor for row in rows}
    return quotient(_by_row(table, column, rows), _by_row(table, number, rows), below)


def margins(table: TableGuess) -> Iterator[Ratio]:
    """Yield the rows of percentages that are one row of amounts over another."""
    amounts = [row for row in table.rows if not _is_ratio(table, row)]
    series = {row.at: table.series(row, table.numbers) for row in table.rows}
    for row in table.rows:
        if not _is_ratio(table, row):
            continue
        tried = [
            Ratio(
                row,
                None,
                above,
                below,
                (),
                quotient(series[row.at], series[above.at], series[below.at]),
            )
            for above in _nearest(amounts, row.at)
            for below in {*_nearest(amounts, row.at), *amounts[:_FIRST]}
            if above is not below
        ]
        likely = [each for each in tried if each.trial.is_likely]
        if likely:
            best = max(likely, key=lambda each: _closeness(row, each))
            if best.trial.of > 1 or RATIO.search(plain(row.label)):
                yield best


def _is_ratio(table: TableGuess, row: RowGuess) -> bool:
    numbers = [c for c in table.numbers if table.cell(row, c) is not None]
    return bool(numbers) and all(_is_percent(table, row, column) for column in numbers)


def _closeness(row: RowGuess, ratio: Ratio) -> tuple[int, int, int, int]:
    """Return how well a ratio goes with a row: its columns, its words, its place."""
    assert ratio.above is not None  # noqa: S101 - margins have one
    words = set(normalised(row.label).split())
    common = len(words & set(normalised(ratio.above.label).split()))
    is_above = ratio.above.at < row.at
    return ratio.trial.holds, common, is_above, -abs(row.at - ratio.above.at) - ratio.below.at


def additions(table: TableGuess) -> Iterator[Addition]:
    """Yield the columns of longer periods that quarters make up."""
    numbers = [c for c in table.numbers if c.period is not None and c.period.is_duration]
    for column in numbers:
        parts = _quarters(column, numbers)
        if len(parts) < 2:
            continue
        rows = tuple(
            row
            for row in table.rows
            if table.has_all(row, (column, *parts))
            and not _is_percent(table, row, column)
            and _is_about(table, row, column, parts)
        )
        series = [_by_row(table, part, rows) for part in parts]
        trial = signed_sum(_by_row(table, column, rows), series, (1,) * len(parts))
        if _is_believed(trial):
            yield Addition(column, tuple(parts), rows, trial)


def _is_about(
    table: TableGuess, row: RowGuess, column: ColumnGuess, parts: Sequence[ColumnGuess]
) -> bool:
    """Tell whether a number is about the sum of others: how many people there are is not."""
    whole, *others = [table.cell(row, each) for each in (column, *parts)]
    numbers = [cell.number.value for cell in others if cell is not None and cell.number]
    if whole is None or whole.number is None:
        return False
    return abs(sum(numbers) - whole.number.value) * 2 <= max(map(abs, numbers))


def column_totals(table: TableGuess) -> Iterator[tuple[Total, Sequence[ColumnGuess]]]:
    """Yield the columns that others of the same period make up, such as segments."""
    found: dict[Period | None, list[ColumnGuess]] = {}
    for column in table.numbers:
        found.setdefault(column.period, []).append(column)
    for columns in found.values():
        lines = [Line(c.heading, _amounts(table, c)) for c in columns[:_MOST_WHOLES]]
        for total in totals(lines) if len(lines) > 2 else ():
            if total.trial.of >= _FEWEST_ROWS and total.trial.is_likely:
                yield total, columns


def _amounts(table: TableGuess, column: ColumnGuess) -> Series:
    rows = [row for row in table.rows if not _is_percent(table, row, column)]
    return _by_row(table, column, rows)


def _quarters(column: ColumnGuess, numbers: Sequence[ColumnGuess]) -> list[ColumnGuess]:
    """Return the quarters that a period divides into, nothing unless all are there."""
    found: list[ColumnGuess] = []
    period = column.period
    start = period.start if period is not None else None
    while period is not None and start is not None and start != period.end:
        following = next((c for c in numbers if _is_quarter(c, start, column)), None)
        if following is None or following.period is None:
            return []
        found.append(following)
        start = following.period.end
    return found


def _is_quarter(column: ColumnGuess, start: object, whole: ColumnGuess) -> bool:
    period: Period | None = column.period
    is_same = column is not whole and column.suffix == whole.suffix
    return period is not None and is_same and period.start == start and period.months == _QUARTER
