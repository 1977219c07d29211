"""The numbers of a report as relations use them: exact, as intervals, found by place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import reduce

from attrs import frozen

from finmodel.model.column import ABSENT, EXACT
from finmodel.model.report import Report
from finmodel.numeric import Interval, NumberError, parse_decimal
from finmodel.qname import QName


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


class Operands:
    """Finds the operand for a concept, a dimension set and a unit of a report."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._rows: dict[QName, Mapping[int, Sequence[int]]] = {}
        self._operands: dict[tuple[int, ...], Operand | None] = {}

    def places(self, concept: QName) -> Mapping[int, Sequence[int]]:
        """Return the rows of a concept by the index of their dimension set."""
        if concept not in self._rows:
            dimensions = self._report.columns.dimensions
            rows: defaultdict[int, list[int]] = defaultdict(list)
            for row in self._report.index.by_concept.get(concept, ()):
                rows[dimensions[row]].append(row)
            self._rows[concept] = rows
        return self._rows[concept]

    def find(self, concept: QName, dimensions: int, unit: int) -> Operand | None:
        """Return the number of a concept in a place, in a unit if it is there in several."""
        rows = self.places(concept).get(dimensions, ())
        units = self._report.columns.unit
        if len(rows) > 1 and any(units[row] != units[rows[0]] for row in rows):
            rows = [row for row in rows if units[row] == unit]
        return self.of_rows(tuple(rows))

    def of_rows(self, rows: tuple[int, ...]) -> Operand | None:
        """Return the operand that rows state together; `None` if none of them is a number."""
        if rows not in self._operands:
            self._operands[rows] = self._combined(rows)
        return self._operands[rows]

    def _combined(self, rows: tuple[int, ...]) -> Operand | None:
        columns = self._report.columns
        stated: list[tuple[int, int, Fraction, Interval]] = []
        for row in rows:
            number = self._number(row)
            if number is not None:
                stated.append((columns.decimals[row], -row, number, self._interval(row, number)))
        if not stated:
            return None
        intervals = [interval for *_, interval in stated]
        common = reduce(Interval.__and__, intervals)
        if common.is_empty:
            common = reduce(Interval.__or__, intervals)
        kept = tuple(sorted(-row for _, row, *_ in stated))
        return Operand(kept, max(stated)[2], common)

    def _number(self, row: int) -> Fraction | None:
        columns = self._report.columns
        text = columns.value[row]
        if text is None or not columns.is_numeric(row):
            return None
        try:
            return Fraction(parse_decimal(text.strip()))
        except NumberError:
            return None

    def _interval(self, row: int, number: Fraction) -> Interval:
        columns = self._report.columns
        decimals = columns.decimals[row]
        rounding = self._report.rounding_of(columns.concepts[columns.concept[row]])
        return Interval.reported(
            number, None if decimals in (EXACT, ABSENT) else decimals, rounding
        )
