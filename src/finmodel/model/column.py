"""The columns that hold the facts of a report, and the builder that fills them."""

from __future__ import annotations

from array import array
from typing import Final, Generic, TypeVar

from attrs import define, field

from finmodel.model.dimension import DimensionSet
from finmodel.model.unit import Unit
from finmodel.qname import QName

T = TypeVar("T")

NONE: Final = -1
"""In a column of indexes: the fact has no unit, or no language."""

EXACT: Final = 2**31 - 1
"""In the column of decimals: infinite precision."""

ABSENT: Final = -(2**31)
"""In the column of decimals: none given, because the fact is nil or is not a number."""


class Interner(dict[T, int], Generic[T]):
    """Value to index, giving each new value the next one; `interner[value]` never fails."""

    __slots__ = ()

    def __missing__(self, value: T) -> int:
        index = self[value] = len(self)
        return index


def _indexes() -> array[int]:
    return array("i")


@define(eq=False)
class Columns:
    """The facts of a report by column; entry `i` of every column belongs to fact `i`.

    `concept`, `dimensions`, `unit` and `language` index the tables of distinct values beside them.
    `value` is the lexical value, `None` for nil. `decimals` is the number given, or `EXACT`, or
    `ABSENT`. Columns are filled once, by a reader or a builder, and not changed after that.
    """

    concepts: list[QName] = field(factory=list)
    dimension_sets: list[DimensionSet] = field(factory=list)
    units: list[Unit] = field(factory=list)
    languages: list[str] = field(factory=list)

    concept: array[int] = field(factory=_indexes)
    dimensions: array[int] = field(factory=_indexes)
    unit: array[int] = field(factory=_indexes)
    language: array[int] = field(factory=_indexes)
    decimals: array[int] = field(factory=_indexes)
    value: list[str | None] = field(factory=list)
    id: list[str] = field(factory=list)

    def __len__(self) -> int:
        return len(self.value)

    def is_numeric(self, row: int) -> bool:
        """Tell whether a fact is known to be a number, which its unit or its decimals show."""
        return self.unit[row] != NONE or self.decimals[row] != ABSENT


class ColumnBuilder:
    """Adds facts one by one, for readers and programs that have no columns to begin with."""

    def __init__(self) -> None:
        self._concepts: Interner[QName] = Interner()
        self._dimension_sets: Interner[DimensionSet] = Interner()
        self._units: Interner[Unit] = Interner()
        self._languages: Interner[str] = Interner()
        self._columns = Columns()

    def __len__(self) -> int:
        return len(self._columns)

    def add(
        self,
        concept: QName,
        dimensions: DimensionSet,
        value: str | None,
        *,
        id: str = "",
        unit: Unit | None = None,
        language: str | None = None,
        decimals: int = ABSENT,
    ) -> int:
        """Add a fact and return its row; an empty id becomes `f` and the row's number from 1."""
        columns = self._columns
        row = len(columns)
        columns.concept.append(self._concepts[concept])
        columns.dimensions.append(self._dimension_sets[dimensions])
        columns.unit.append(NONE if unit is None else self._units[unit])
        columns.language.append(NONE if language is None else self._languages[language])
        columns.decimals.append(decimals)
        columns.value.append(value)
        columns.id.append(id or f"f{row + 1}")
        return row

    def columns(self) -> Columns:
        """Return the columns; nothing may be added afterwards."""
        columns = self._columns
        columns.concepts = list(self._concepts)
        columns.dimension_sets = list(self._dimension_sets)
        columns.units = list(self._units)
        columns.languages = list(self._languages)
        return columns
