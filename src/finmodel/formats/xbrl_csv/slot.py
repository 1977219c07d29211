"""Which table, row and column each fact goes to."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set
from typing import Final

from attrs import define, field, frozen

from finmodel.formats.oim.binding import numbered
from finmodel.formats.xbrl_csv.value import is_identifier, is_row_identifier
from finmodel.model.column import ABSENT, NONE, Columns
from finmodel.model.report import Report

VALUE: Final = "value"
"""The fact column of tables that have only one."""

_ID: Final = re.compile(r"([^.\s]+)\.r_([^.\s]+)\.([^.\s]+)")
_SPARSE: Final = 4
_LONGEST_NAME: Final = 60


@frozen
class Slot:
    """The place of a fact: the row's identifier is empty where it has none of its own."""

    row: str
    column: str


@define
class Sheet:
    """The facts of one table to be written, by their positions, notes after the facts."""

    name: str
    positions: list[int] = field(factory=list)
    slots: list[Slot] = field(factory=list)

    def add(self, position: int, slot: Slot) -> None:
        """Add a fact."""
        self.positions.append(position)
        self.slots.append(slot)

    @property
    def is_sparse(self) -> bool:
        """Whether most of its cells would be empty."""
        rows = len({slot.row for slot in self.slots})
        columns = len({slot.column for slot in self.slots})
        return rows * columns > _SPARSE * len(self.slots) + _SPARSE


def sheets(report: Report) -> list[Sheet]:
    """Return the tables that a report is written to.

    Ids of the form `table.r_row.column`, which reading xBRL-CSV gives, say where their facts
    belong. Other facts share a table with those that have the same properties, a row each.
    """
    ids = [*report.columns.id, *report.notes]
    named: dict[str, Sheet] = {}
    for position, id in enumerate(ids):
        match = _ID.fullmatch(id)
        if match and is_identifier(match[1]) and is_row_identifier(match[2]):
            sheet = named.setdefault(match[1].lower(), Sheet(match[1]))
            if sheet.name == match[1] and is_identifier(match[3]):
                sheet.add(position, Slot(match[2], match[3]))
    kept = {name: sheet for name, sheet in named.items() if not sheet.is_sparse}
    placed = {position for sheet in kept.values() for position in sheet.positions}
    rest = [position for position in range(len(ids)) if position not in placed]
    return [*kept.values(), *_general(report, rest, ids, kept.keys())]


def _general(
    report: Report, positions: Sequence[int], ids: Sequence[str], taken: Set[str]
) -> Iterator[Sheet]:
    groups: defaultdict[tuple[str, tuple[str, ...]], list[int]] = defaultdict(list)
    for position in positions:
        groups[_signature(report, position)].append(position)
    names = Counter(taken)
    for (kind, dimensions), members in groups.items():
        sheet = Sheet(numbered(_name(kind, dimensions), names))
        has_ids = all(is_row_identifier(ids[position]) for position in members)
        for position in members:
            sheet.add(position, Slot(ids[position] if has_ids else "", VALUE))
        yield sheet


def _signature(report: Report, position: int) -> tuple[str, tuple[str, ...]]:
    """Return what tells the table of a fact: kind of value, and which dimensions it has."""
    columns = report.columns
    if position >= len(columns):
        return "notes", ()
    members = columns.dimension_sets[columns.dimensions[position]].members
    return _kind(columns, position), tuple(name.local_name for name, _ in members)


def _kind(columns: Columns, row: int) -> str:
    if columns.unit[row] != NONE:
        return "amounts"
    return "texts" if columns.decimals[row] == ABSENT else "numbers"


def _name(kind: str, dimensions: Iterable[str]) -> str:
    name = "_by_".join((kind, *(dimension.replace(".", "_") for dimension in dimensions)))
    return name if len(name) <= _LONGEST_NAME else kind
