"""The columns that hold the facts of a report, and the builder that fills them."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import compress
from typing import Final, Generic, TypeVar

from attrs import define, evolve, field

from finmodel.model.dimension import DimensionSet
from finmodel.model.tuple import Attributes, Tuple
from finmodel.model.unit import Unit
from finmodel.numeric import MAX_DECIMALS
from finmodel.qname import QName

T = TypeVar("T")

NONE: Final = -1
"""In a column of indexes: the fact has no unit, or no language, or is in no tuple."""

EXACT: Final = 2**31 - 1
"""In the column of decimals: infinite precision."""

ABSENT: Final = -(2**31)
"""In the column of decimals: none given, because the fact is nil or is not a number."""

UNKNOWN: Final = -MAX_DECIMALS - 1
"""In the column of decimals: precision 0, which tells nothing of the number.

A number with so few digits can be any that finmodel computes with, so nothing need treat it apart.
"""


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
    `value` is the lexical value, `None` for nil; that of a fraction is two numbers and a slash
    between them. `decimals` is the number given, or `EXACT`, `ABSENT` or `UNKNOWN`. `owner` is the
    innermost tuple that each fact is in, and `None` where there are no tuples. `attributes` are
    what a few facts say beyond what XBRL defines, by row. Columns are filled once, by a reader or a
    builder, and not changed after that.
    """

    concepts: list[QName] = field(factory=list)
    dimension_sets: list[DimensionSet] = field(factory=list)
    units: list[Unit] = field(factory=list)
    languages: list[str] = field(factory=list)
    tuples: Sequence[Tuple] = ()

    concept: array[int] = field(factory=_indexes)
    dimensions: array[int] = field(factory=_indexes)
    unit: array[int] = field(factory=_indexes)
    language: array[int] = field(factory=_indexes)
    decimals: array[int] = field(factory=_indexes)
    value: list[str | None] = field(factory=list)
    id: list[str] = field(factory=list)
    owner: array[int] | None = None
    attributes: Mapping[int, Attributes] = field(factory=dict)

    def __len__(self) -> int:
        return len(self.value)

    def where(self, keep: Sequence[bool]) -> Columns:
        """Return the columns of the facts at which a flag is set, with the same tables."""
        if all(keep):
            return self
        kept = [row for row, flag in enumerate(keep) if flag]
        return evolve(
            self,
            tuples=[
                evolve(one, start=bisect_left(kept, one.start), stop=bisect_left(kept, one.stop))
                for one in self.tuples
            ],
            concept=_kept(self.concept, keep),
            dimensions=_kept(self.dimensions, keep),
            unit=_kept(self.unit, keep),
            language=_kept(self.language, keep),
            decimals=_kept(self.decimals, keep),
            value=list(compress(self.value, keep)),
            id=list(compress(self.id, keep)),
            owner=None if self.owner is None else _kept(self.owner, keep),
            attributes={
                bisect_left(kept, row): found for row, found in self.attributes.items() if keep[row]
            },
        )

    def at_top(self) -> Columns:
        """Return the columns of the facts that are in no tuple, without any tuples."""
        if self.owner is None:
            return self
        facts = self.where([owner == NONE for owner in self.owner])
        return evolve(facts, tuples=(), owner=None)

    def children(self, index: int) -> Iterator[int]:
        """Yield what is in a tuple, in order: the rows of facts, and `~number` for tuples."""
        row = self.tuples[index].start
        for number in range(index + 1, len(self.tuples)):
            one = self.tuples[number]
            if one.owner < index:  # tuples stand in the order in which they begin
                break
            if one.owner == index:
                yield from range(row, one.start)
                yield ~number
                row = one.stop
        yield from range(row, self.tuples[index].stop)

    def is_numeric(self, row: int) -> bool:
        """Tell whether a fact is known to be a number, which its unit or its decimals show."""
        return self.unit[row] != NONE or self.decimals[row] != ABSENT


def _kept(column: array[int], keep: Iterable[bool]) -> array[int]:
    return array("i", list(compress(column, keep)))


def owners(tuples: Sequence[Tuple], size: int) -> array[int] | None:
    """Return the column that tells the tuple of each of so many facts, `None` without tuples."""
    if not tuples:
        return None
    column = array("i", [NONE]) * size
    for index, one in enumerate(tuples):
        column[one.start : one.stop] = array("i", [index]) * (one.stop - one.start)
    return column


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
