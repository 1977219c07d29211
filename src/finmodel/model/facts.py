"""Facts of a report, selected by any dimension."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from typing import TYPE_CHECKING, Protocol, TypeVar, overload

from finmodel.display import Displayed
from finmodel.model.column import NONE, Columns
from finmodel.model.dimension import Member
from finmodel.model.entity import Entity
from finmodel.model.fact import Fact
from finmodel.model.period import Period
from finmodel.model.unit import Unit
from finmodel.qname import QName

if TYPE_CHECKING:
    from finmodel.model.report import Report

K = TypeVar("K")


class Named(Protocol):
    """Anything that has a qualified name, as a concept of a taxonomy has."""

    @property
    def name(self) -> QName:
        """The qualified name."""


Name = QName | Named
NO_ROWS: Sequence[int] = ()


class SelectionError(LookupError):
    """One fact was asked for, and there was none or more than one."""


class FactIndex:
    """From every dimension to rows, made once for a report and only when needed.

    Concepts lead to rows; entity, period and members lead to indexes of dimension sets, of which
    `by_dimensions` gives the rows.
    """

    def __init__(self, columns: Columns) -> None:
        self.by_concept = _grouped(columns.concept, columns.concepts)
        self.by_dimensions = _grouped(columns.dimensions, range(len(columns.dimension_sets)))
        self.by_id = dict(zip(columns.id, range(len(columns)), strict=True))
        self.dimension_set = {key: i for i, key in enumerate(columns.dimension_sets)}
        self.by_entity: defaultdict[Entity | None, set[int]] = defaultdict(set)
        self.by_period: defaultdict[Period, set[int]] = defaultdict(set)
        self.by_member: defaultdict[tuple[QName, Member | None], set[int]] = defaultdict(set)
        for i, shared in enumerate(columns.dimension_sets):
            self.by_entity[shared.entity].add(i)
            self.by_period[shared.period].add(i)
            for dimension, member in shared.members:
                self.by_member[dimension, member].add(i)
                self.by_member[dimension, None].add(i)


def _grouped(column: array[int], table: Sequence[K]) -> dict[K, array[int]]:
    groups: defaultdict[int, array[int]] = defaultdict(lambda: array("i"))
    for row, index in enumerate(column):
        groups[index].append(row)
    return {table[index]: rows for index, rows in groups.items()}


class Facts(Sequence[Fact], Displayed):
    """A selection of the facts of a report, in the order in which they were read."""

    __slots__ = ("_report", "rows")

    def __init__(self, report: Report, rows: Sequence[int]) -> None:
        self._report = report
        self.rows = rows

    def where(
        self,
        *,
        concept: Name | None = None,
        entity: Entity | None = None,
        period: Period | str | None = None,
        unit: Unit | None = None,
        language: str | None = None,
        dimensions: Mapping[Name, Member | Named | None] | None = None,
    ) -> Facts:
        """Return the facts that match everything that is given.

        `period` is a `Period` or its text (`2008-10-01/2009-01-01`, `2009-01-01`). In
        `dimensions`, a member of `None` asks for the default, which is not reported.
        """
        columns, index = self._report.columns, self._report.index
        rows: Iterable[int] = self.rows
        if concept is not None:
            rows = _meet(index.by_concept.get(_qname(concept), NO_ROWS), self.rows)
        if entity is not None:
            rows = _within(rows, columns.dimensions, index.by_entity.get(entity, set()))
        if period is not None:
            wanted = Period.from_text(period) if isinstance(period, str) else period
            rows = _within(rows, columns.dimensions, index.by_period.get(wanted, set()))
        for dimension, member in (dimensions or {}).items():
            reported = index.by_member.get((_qname(dimension), _member(member)), set())
            rows = _within(rows, columns.dimensions, reported, inside=member is not None)
        if unit is not None:
            rows = _within(rows, columns.unit, _indexes(columns.units, unit))
        if language is not None:
            rows = _within(rows, columns.language, _indexes(columns.languages, language.lower()))
        return Facts(self._report, rows if isinstance(rows, Sequence) else array("i", rows))

    def one(self) -> Fact:
        """Return the only fact; raises `SelectionError` where there is none or more than one."""
        if len(self.rows) != 1:
            raise SelectionError(f"{len(self.rows)} facts match, where one was asked for")
        return Fact(self._report, self.rows[0])

    def first(self) -> Fact | None:
        """Return the first fact, or `None` where there is none."""
        return Fact(self._report, self.rows[0]) if self.rows else None

    def by_id(self, id: str) -> Fact:
        """Return the fact with an identifier; raises `SelectionError` where there is none."""
        row = self._report.index.by_id.get(id)
        if row is None or row not in self.rows:
            raise SelectionError(f"no fact has the id {id!r}")
        return Fact(self._report, row)

    @overload
    def __getitem__(self, key: int) -> Fact: ...
    @overload
    def __getitem__(self, key: slice) -> Facts: ...
    def __getitem__(self, key: int | slice) -> Fact | Facts:
        """Return the fact at a position, or the selection of a slice."""
        if isinstance(key, slice):
            return Facts(self._report, self.rows[key])
        return Fact(self._report, self.rows[key])

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[Fact]:
        report = self._report
        return (Fact(report, row) for row in self.rows)

    def __repr__(self) -> str:
        return f"<{len(self.rows)} facts>"


def _meet(rows: Sequence[int], others: Sequence[int]) -> Sequence[int]:
    """Return the rows that are among `others` too."""
    among = others if isinstance(others, range) else set(others)
    return array("i", (row for row in rows if row in among))


def _within(
    rows: Iterable[int], column: array[int], wanted: Set[int], *, inside: bool = True
) -> Iterable[int]:
    return (row for row in rows if (column[row] in wanted) is inside)


def _indexes(table: Sequence[K], value: K) -> Set[int]:
    return {table.index(value)} if value in table else {NONE - 1}


def _qname(name: Name) -> QName:
    return name if isinstance(name, QName) else name.name


def _member(member: Member | Named | None) -> Member | None:
    if member is None or isinstance(member, QName) or not hasattr(member, "name"):
        return member
    return member.name
