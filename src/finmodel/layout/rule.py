"""The relations of a table as rules in the rule language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from finmodel.formats.workbook.grid import Area, quoted
from finmodel.layout.comparison import (
    Addition,
    Comparison,
    Ratio,
    additions,
    column_totals,
    comparisons,
    confidence,
    margins,
    shares,
)
from finmodel.layout.growth import GROWTH_ROW, growth_over_years
from finmodel.layout.heading import ColumnGuess, Kind
from finmodel.layout.proposal import NamedTable, RuleGuess
from finmodel.layout.series import Trial
from finmodel.layout.table import RowGuess, TableGuess
from finmodel.layout.total import Total, totals
from finmodel.model.period import Period

_WHEN = {12: "prior_year", 3: "prior_quarter"}


def rules_of(table: NamedTable, prefix: str) -> Iterator[RuleGuess]:
    """Yield the rules of a table: totals, margins, then what its columns say of others."""
    maker = _Maker(table, prefix)
    for rows in maker.groups():
        for total in totals(table.guess.lines(rows)):
            yield from maker.total(total, rows)
    for ratio in margins(table.guess):
        yield from maker.margin(ratio)
    yield from maker.growth()
    for total, columns in column_totals(table.guess):
        yield maker.column_total(total, columns)
    for ratio in shares(table.guess):
        yield maker.share(ratio)
    for comparison in comparisons(table.guess):
        yield maker.comparison(comparison)
    for addition in additions(table.guess):
        yield maker.addition(addition)


def compared_period(table: TableGuess, column: ColumnGuess) -> Period | None:
    """Return the period of a column: a change of balances is over the time between them."""
    if not table.is_instant or column.kind not in (Kind.GROWTH, Kind.CHANGE):
        return column.period
    for found in comparisons(table):
        if found.column is column and found.first.period and found.second.period:
            start, end = found.second.period.closing().end, found.first.period.closing().end
            if start is not None and end is not None and start < end:
                return Period(start, end)
    return column.period.closing() if column.period is not None else None


class _Maker:
    def __init__(self, table: NamedTable, prefix: str) -> None:
        self._table = table
        self._guess = table.guess
        self._prefix = prefix

    def groups(self) -> list[list[RowGuess]]:
        """Return the rows of amounts that can be added up, by their unit."""
        found: dict[str, list[RowGuess]] = {}
        for row in self._guess.rows:
            measures = {
                measure.text if (measure := self._guess.measure_at(row, column)) else ""
                for column in self._guess.numbers
                if self._guess.cell(row, column) is not None
            }
            if len(measures) == 1:
                found.setdefault(measures.pop(), []).append(row)
        return [rows for rows in found.values() if len(rows) > 2]

    def total(self, total: Total, rows: Sequence[RowGuess]) -> Iterator[RuleGuess]:
        row, parts = rows[total.line], [rows[part] for part in total.parts]
        for suffix in dict.fromkeys(column.suffix for column in self._guess.numbers):
            signs = ["+" if sign > 0 else "-" for sign in total.signs]
            words = [
                f"{sign} {self._name(p)}{suffix}" for sign, p in zip(signs, parts, strict=True)
            ]
            text = " ".join(words).removeprefix("+ ")
            columns = [c for c in self._guess.numbers if c.suffix == suffix]
            side = "below" if parts[0].at > row.at else "above"
            is_sum = "-" not in signs
            yield RuleGuess(
                self._code(f"{self._name(row)}{suffix}", "DoesNotAddUp" if is_sum else "Mismatch"),
                (),
                f"{self._name(row)}{suffix} = {text}",
                f"“{row.label[:60]}” {'is the total of' if is_sum else 'is what is left of'} "
                f"the rows {side} it.",
                self._cells([row, *parts], columns),
                total.trial,
                total.confidence,
            )

    def margin(self, ratio: Ratio) -> Iterator[RuleGuess]:
        if ratio.row is None or ratio.above is None:
            return
        name, above, below = map(self._name, (ratio.row, ratio.above, ratio.below))
        yield RuleGuess(
            self._code(name, "Mismatch"),
            (),
            f"{name} = {above} / {below}",
            f"“{ratio.row.label[:60]}” is “{ratio.above.label[:60]}” over "
            f"“{ratio.below.label[:60]}”.",
            self._cells([ratio.row, ratio.above, ratio.below], self._guess.numbers),
            ratio.trial,
            confidence(ratio.trial),
        )

    def growth(self) -> Iterator[RuleGuess]:
        """Yield the rule of the rows that tell how others have grown."""
        rows = {named.concept: named.row for named in self._table.rows}
        pairs = [
            (rows[f"{name}{GROWTH_ROW}"], row)
            for name, row in rows.items()
            if f"{name}{GROWTH_ROW}" in rows
        ]
        grown, trial = growth_over_years(self._guess, pairs)
        if 2 * trial.holds > trial.of:
            yield RuleGuess(
                self._code(self._table.name, f"{GROWTH_ROW}Mismatch"),
                tuple(map(self._name, grown)),
                f"{{item}}{GROWTH_ROW} = growth({{item}} over prior_year)",
                "A row of percentages tells how the row above it has grown over a year.",
                self._cells([*grown, *(growth for growth, _ in pairs)], self._guess.numbers),
                trial,
                confidence(trial),
            )

    def column_total(self, total: Total, columns: Sequence[ColumnGuess]) -> RuleGuess:
        column, parts = columns[total.line], [columns[part] for part in total.parts]
        rows = [row for row in self._guess.rows if self._guess.has_all(row, (column, *parts))]
        signs = ["+" if sign > 0 else "-" for sign in total.signs]
        words = [f"{sign} {{item}}{p.suffix}" for sign, p in zip(signs, parts, strict=True)]
        names = ", ".join(map(self._across, parts))
        return self._each(
            column,
            rows,
            f"{{item}}{column.suffix} = {' '.join(words).removeprefix('+ ')}",
            f"The {self._across(column)} is made up by others: {names}.",
            total.trial,
            "Parts",
        )

    def share(self, ratio: Ratio) -> RuleGuess:
        column = ratio.column
        assert column is not None  # noqa: S101 - shares have one
        whole = self._name(ratio.below)
        return self._each(
            column,
            ratio.rows,
            f"{{item}}{column.suffix} = {{item}} / {whole}",
            f"The {self._across(column)} gives each row as a part of “{ratio.below.label[:60]}”.",
            ratio.trial,
        )

    def comparison(self, found: Comparison) -> RuleGuess:
        column, first, second = found.column, found.first, found.second
        now, then = f"{{item}}{first.suffix}", f"{{item}}{second.suffix}"
        when = _when(found)
        is_growth = found.kind is Kind.GROWTH
        if self._guess.is_instant:
            now, then, when = f"{now} at closing", f"{then} at opening", ""
        elif when and first.suffix == second.suffix and is_growth:
            text = f"{{item}}{column.suffix} = growth({now} over {when})"
            return self._each(column, found.rows, text, self._says(found), found.trial)
        elif when:
            then = f"{then} at {when}"
        text = f"{now} / {then} - 1" if is_growth else f"{now} - {then}"
        return self._each(
            column, found.rows, f"{{item}}{column.suffix} = {text}", self._says(found), found.trial
        )

    def addition(self, found: Addition) -> RuleGuess:
        name = f"{{item}}{found.column.suffix}"
        parts = ", ".join(map(self._across, found.parts))
        return self._each(
            found.column,
            found.rows,
            f"{name} = sum({name} over quarters)",
            f"The {self._across(found.column)} is the sum of its quarters: {parts}.",
            found.trial,
            "Quarters",
        )

    def _each(
        self,
        column: ColumnGuess,
        rows: Sequence[RowGuess],
        text: str,
        why: str,
        trial: Trial,
        what: str = "",
    ) -> RuleGuess:
        names = tuple(dict.fromkeys(self._name(row) for row in rows))
        fault = f"{self._table.name}{self._across(column).rpartition(' ')[2]}{what}"
        return RuleGuess(
            self._code(fault, "Mismatch"),
            names,
            text,
            why,
            self._cells(rows, [column]),
            trial,
            confidence(trial),
        )

    def _says(self, found: Comparison) -> str:
        what = "growth" if found.kind is Kind.GROWTH else "change"
        return (
            f"The {self._across(found.column)} is the {what} from the "
            f"{self._across(found.second)} to the {self._across(found.first)}."
        )

    def _across(self, column: ColumnGuess) -> str:
        return self._guess.block.across(column.at)

    def _name(self, row: RowGuess) -> str:
        return self._table.named(row)

    def _code(self, name: str, fault: str) -> str:
        local_name = name.rpartition(":")[2]
        return f"{self._prefix}:{local_name[:1].lower()}{local_name[1:]}{fault}"

    def _cells(self, rows: Iterable[RowGuess], columns: Sequence[ColumnGuess]) -> str:
        numbers = [row.at for row in rows]
        places = [column.at for column in columns]
        area = Area(min(numbers), min(places), max(numbers), max(places))
        area = area.turned if self._guess.block.is_turned else area
        return f"{quoted(self._guess.block.sheet.name)}!{area}"


def _when(found: Comparison) -> str:
    """Return the words for how much earlier the second period is, nothing for the same one."""
    first, second = found.first.period, found.second.period
    if first is None or second is None or first.end is None or second.end is None:
        return ""
    months = Period(second.end, first.end).months if second.end < first.end else None
    if not months:
        return ""
    return _WHEN.get(months, f"{months} months earlier")
