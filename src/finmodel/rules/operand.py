"""The numbers of a report as relations use them: exact, as intervals, found by place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import cached_property, reduce

from attrs import frozen

from finmodel.model.column import ABSENT, EXACT, NONE
from finmodel.model.report import Report
from finmodel.model.unit import Unit
from finmodel.numeric import Interval, NumberError, parse_decimal
from finmodel.qname import ISO4217, QName


@frozen
class Operand:
    """One number of a relation: the rows that state it, what they print and what it can be.

    Several rows are duplicates of each other. Their intervals are intersected; where they
    contradict each other, which is a finding of its own, the smallest interval that holds all of
    them stands in, so that no other relation is blamed for it. `printed` is the most precise.
    """

    rows: tuple[int, ...]
    printed: Fraction
    interval: Interval


def _currency(unit: Unit) -> QName | None:
    measures = {*unit.numerators, *unit.denominators}
    found = [measure for measure in measures if measure.namespace == ISO4217]
    return found[0] if len(found) == 1 else None


class Operands:
    """Finds the operand for a concept, a dimension set and a unit of a report."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._rows: dict[QName, Mapping[int, tuple[int, ...]]] = {}
        self._stated: dict[QName, Mapping[int, Sequence[int]]] = {}
        self._operands: dict[tuple[int, ...], Operand | None] = {}
        self._numbers: dict[int, Fraction | None] = {}

    def places(self, concept: QName) -> Mapping[int, tuple[int, ...]]:
        """Return the rows of a concept by the index of their dimension set.

        Facts in tuples are not among them: what they belong to is not said by dimensions alone.
        """
        if concept not in self._rows:
            dimensions = self._report.columns.dimensions
            rows: defaultdict[int, list[int]] = defaultdict(list)
            owner = self._report.columns.owner
            for row in self._report.index.by_concept.get(concept, ()):
                if owner is None or owner[row] == NONE:
                    rows[dimensions[row]].append(row)
            self._rows[concept] = {place: tuple(found) for place, found in rows.items()}
        return self._rows[concept]

    def stated(self, concept: QName) -> Mapping[int, Sequence[int]]:
        """Return the units in which a concept has numbers, by the index of the dimension set."""
        if concept not in self._stated:
            units = self._report.columns.unit
            found = {
                place: sorted({units[row] for row in rows if self.number(row) is not None})
                for place, rows in self.places(concept).items()
            }
            self._stated[concept] = {place: each for place, each in found.items() if each}
        return self._stated[concept]

    def find(self, concept: QName, dimensions: int | None, unit: int) -> Operand | None:
        """Return the number of a concept in a place, as a relation in a unit's currency sees it."""
        rows = self.rows(concept, dimensions, unit)
        return self.of_rows(rows) if rows else None

    def rows(self, concept: QName, dimensions: int | None, unit: int) -> tuple[int, ...]:
        """Return the rows of a concept in a place, as a relation in a unit's currency sees them.

        Numbers of another currency are not seen; where several units remain, the unit itself
        decides, and without it none is meant.
        """
        rows = () if dimensions is None else self.places(concept).get(dimensions, ())
        units = self._report.columns.unit
        if rows and [units[row] for row in rows] != [unit] * len(rows):
            rows = tuple(row for row in rows if self._fits(units[row], unit))
            if len({units[row] for row in rows}) > 1:
                rows = tuple(row for row in rows if units[row] == unit)
        return rows

    def _fits(self, unit: int, wanted: int) -> bool:
        currency, other = self._currencies[wanted], self._currencies[unit]
        return currency is None or other is None or currency == other

    def currencies_for(self, unit: int) -> Sequence[int]:
        """Return a unit of each currency in which a relation of a unit without one can be seen.

        None where the report has only one currency, which then is meant.
        """
        if self.has_currencies and self._currencies[unit] is None:
            return self._currency_units
        return ()

    @property
    def has_currencies(self) -> bool:
        """Whether the units of the report are of several currencies."""
        return len(self._currency_units) > 1

    def currency(self, unit: int) -> QName | None:
        """Return the currency that relations of a unit are in: its own, or else the only one."""
        own = self._currencies[unit]
        if own is None and len(self._currency_units) == 1:
            (unit,) = self._currency_units
            own = self._currencies[unit]
        return own

    @cached_property
    def _currencies(self) -> Mapping[int, QName | None]:
        """The one currency in each unit, by the unit's index."""
        units = enumerate(self._report.columns.units)
        return {NONE: None} | {index: _currency(unit) for index, unit in units}

    @cached_property
    def _currency_units(self) -> Sequence[int]:
        first: dict[QName, int] = {}
        for index, currency in self._currencies.items():
            if currency is not None:
                first.setdefault(currency, index)
        return tuple(first.values())

    def of_rows(self, rows: tuple[int, ...]) -> Operand | None:
        """Return the operand that rows state together; `None` if none of them is a number."""
        if rows not in self._operands:
            self._operands[rows] = self._combined(rows)
        return self._operands[rows]

    def _combined(self, rows: tuple[int, ...]) -> Operand | None:
        stated = {row: number for row in rows if (number := self.number(row)) is not None}
        if not stated:
            return None
        intervals = [self.interval(row, number) for row, number in stated.items()]
        if len(stated) == 1:
            return Operand(tuple(stated), next(iter(stated.values())), intervals[0])
        common = reduce(Interval.__and__, intervals)
        digits = {(self._decimals(row), number) for row, number in stated.items()}
        if common.is_empty or len({given for given, _ in digits}) < len(digits):
            common = reduce(Interval.__or__, intervals)
        return Operand(tuple(stated), max(digits)[1], common)

    def number(self, row: int) -> Fraction | None:
        """Return the number in a row, `None` if there is none."""
        if row not in self._numbers:
            self._numbers[row] = self._read(row)
        return self._numbers[row]

    def _read(self, row: int) -> Fraction | None:
        columns = self._report.columns
        text = columns.value[row]
        if text is None or not columns.is_numeric(row):
            return None
        try:
            return Fraction(parse_decimal(text.strip()))
        except NumberError:
            return None

    def _decimals(self, row: int) -> int:
        decimals = self._report.columns.decimals[row]
        return EXACT if decimals == ABSENT else decimals

    def interval(self, row: int, number: Fraction) -> Interval:
        """Return what the number in a row stands for."""
        columns = self._report.columns
        decimals = self._decimals(row)
        rounding = self._report.rounding_of(columns.concepts[columns.concept[row]])
        return Interval.reported(number, None if decimals == EXACT else decimals, rounding)
