"""The quantities of a report: those that its numbers state, and others that relations ask for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from finmodel.model.column import ABSENT, EXACT, NONE
from finmodel.model.report import Report
from finmodel.numeric import Interval, NumberError, Rounding, parse_decimal
from finmodel.proof.problem import Number, Quantity


class Quantities:
    """Collects quantities; every number of the report is one's, duplicates are one quantity's."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self.all: list[Quantity] = []
        self.numbers: list[Number] = []
        self._unknown: dict[Quantity, int] = {}
        self._of_row: Mapping[int, int] = self._read()

    def _read(self) -> dict[int, int]:
        """Make the numbers of the report and their quantities; return each row's quantity."""
        columns, report = self._report.columns, self._report
        rounding = [report.rounding_of(concept) for concept in columns.concepts]
        known: dict[tuple[int, int, int], int] = {}
        of_row: dict[int, int] = {}
        cells = zip(columns.concept, columns.dimensions, columns.unit, strict=True)
        for row, key in enumerate(cells):
            value = self._value(row)
            if value is None:
                continue
            quantity = known.setdefault(key, len(self.all))
            if quantity == len(self.all):
                concept, place, unit = key
                found = None if unit == NONE else columns.units[unit]
                self.all.append(
                    Quantity(columns.concepts[concept], columns.dimension_sets[place], found)
                )
            of_row[row] = quantity
            self.numbers.append(self._number(row, quantity, value, rounding[key[0]]))
        return of_row

    def _value(self, row: int) -> Decimal | None:
        columns = self._report.columns
        text = columns.value[row]
        if text is None or not columns.is_numeric(row):
            return None
        try:
            return parse_decimal(text.strip())
        except NumberError:
            return None

    def _number(self, row: int, quantity: int, value: Decimal, rounding: Rounding) -> Number:
        given = self._report.columns.decimals[row]
        decimals = None if given in (EXACT, ABSENT) else given
        exact = Fraction(value)
        return Number(row, quantity, exact, decimals, Interval.reported(exact, decimals, rounding))

    def of_rows(self, rows: Sequence[int]) -> int | None:
        """Return the quantity that rows state, `None` if none of them is a number."""
        for row in rows:
            if row in self._of_row:
                return self._of_row[row]
        return None

    def ask(self, quantity: Quantity) -> int:
        """Return the index of a quantity that no number states, making it where it is new."""
        found = self._unknown.setdefault(quantity, len(self.all))
        if found == len(self.all):
            self.all.append(quantity)
        return found

    @property
    def unknown(self) -> Mapping[Quantity, int]:
        """The quantities that no number states."""
        return self._unknown
