"""The quantities of a report: those that its numbers state, and others that relations ask for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

from finmodel.model.column import ABSENT, EXACT, NONE, Interner
from finmodel.model.dimension import DimensionSet
from finmodel.model.report import Report
from finmodel.model.unit import Unit
from finmodel.proof.problem import Number, Quantity
from finmodel.qname import QName
from finmodel.rules.operand import Operands

Wanted: TypeAlias = tuple[QName, int, QName | None]
"""What no number states: a concept, the number of a place, and the currency it is seen in."""


class Quantities:
    """Collects quantities; every number of the report is one's, duplicates are one quantity's.

    Numbers in tuples are none's: what they belong to is not said by dimensions, and no relation
    sees them. What is `wanted` and no number states has a number below zero until somebody asks for
    it.
    """

    def __init__(
        self, report: Report, operands: Operands, is_amount: Callable[[QName], bool]
    ) -> None:
        self._report = report
        self._is_amount = is_amount
        self._operands = operands
        self.all: list[Quantity] = []
        self.numbers: list[Number] = []
        self.in_tuples: list[int] = []
        self.unknown: dict[int, int] = {}
        self._wanted: Interner[Wanted] = Interner()
        self._keys: list[Wanted] = []
        self._of_row: Mapping[int, int] = self._read()

    def _read(self) -> dict[int, int]:
        """Make the numbers of the report and their quantities; return each row's quantity."""
        columns, operands = self._report.columns, self._operands
        owner = columns.owner
        known: dict[tuple[int, int, int], int] = {}
        of_row: dict[int, int] = {}
        cells = zip(columns.concept, columns.dimensions, columns.unit, strict=True)
        for row, key in enumerate(cells):
            value = operands.number(row)
            if value is None:
                continue
            if owner is not None and owner[row] != NONE:
                self.in_tuples.append(row)
                continue
            quantity = known.setdefault(key, len(self.all))
            if quantity == len(self.all):
                concept, place, unit = key
                found = None if unit == NONE else columns.units[unit]
                self.all.append(
                    Quantity(columns.concepts[concept], columns.dimension_sets[place], found)
                )
            of_row[row] = quantity
            given = columns.decimals[row]
            decimals = None if given in (EXACT, ABSENT) else given
            interval = operands.interval(row, value)
            self.numbers.append(Number(row, quantity, value, decimals, interval))
        return of_row

    def stated(self, concept: QName, place: int, unit: int) -> int | None:
        """Return the quantity of a concept in a place, as a relation in a unit's currency sees it.

        `None` where no number states it.
        """
        rows = self._operands.rows(concept, place, unit)
        return next((self._of_row[row] for row in rows if row in self._of_row), None)

    def of_row(self, row: int) -> int:
        """Return the quantity that the number in a row states."""
        return self._of_row[row]

    def want(self, concept: QName, place: int, currency: QName | None) -> int:
        """Return the number, below zero, of a quantity that no number states."""
        key = concept, place, currency
        found = self._wanted[key]
        if found == len(self._keys):
            self._keys.append(key)
        return -1 - found

    def key(self, wanted: int) -> Wanted:
        """Return what is wanted under a number below zero."""
        return self._keys[-1 - wanted]

    def ask(self, wanted: int, place_of: Callable[[int], DimensionSet]) -> int:
        """Return the index of a quantity that no number states, making it where it is new."""
        found = self.unknown.setdefault(wanted, len(self.all))
        if found == len(self.all):
            concept, place, currency = self.key(wanted)
            is_amount = self._is_amount(concept)
            unit = Unit((currency,)) if is_amount and currency is not None else None
            seen_in = None if is_amount else currency
            self.all.append(Quantity(concept, place_of(place), unit, seen_in))
        return found
