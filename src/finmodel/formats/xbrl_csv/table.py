"""The facts of a table, row by row (xBRL-CSV 1.0, processing of tables)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from attrs import define, field

from finmodel.diagnostic import Fault, UnreadableError
from finmodel.formats.document import Document
from finmodel.formats.oim.name import RefusedError
from finmodel.formats.oim.shape import shown
from finmodel.formats.xbrl_csv.aspect import Aspects, Kind, Lost, Scope, Subject, united
from finmodel.formats.xbrl_csv.cell import say
from finmodel.formats.xbrl_csv.fault import (
    ILLEGAL_NONE,
    INVALID_CSV,
    INVALID_HEADER,
    INVALID_ROW_ID,
    MISSING_ROW_ID,
    REPEATED_COLUMN,
    REPEATED_ROW_ID,
    UNKNOWN_COLUMN,
    UNKNOWN_GROUP,
    UNMAPPED_CELL,
)
from finmodel.formats.xbrl_csv.harvest import Harvest, Indexes
from finmodel.formats.xbrl_csv.row import iter_rows
from finmodel.formats.xbrl_csv.template import Column, Properties
from finmodel.formats.xbrl_csv.value import (
    ROW_NUMBER,
    Mark,
    Reference,
    cell_value,
    is_identifier,
    is_row_identifier,
)


@define
class _Plan:
    """Where the aspects of a fact column's cells come from, for one choice of property groups.

    `concept` names the column that has the concept, `cells` are those of all other aspects.
    """

    properties: Properties
    concept: str
    cells: Sequence[int]
    needs_row: bool
    subjects: dict[str, Subject] = field(factory=dict)
    aspects: dict[tuple[object, ...], tuple[Aspects | Lost, Indexes]] = field(factory=dict)


@define
class _Row:
    number: int
    line: int
    cells: list[str]
    id: str = ""


class TableReader:
    """Reads one table into a harvest."""

    def __init__(
        self, name: str, document: Document, scope: Scope, inherited: Properties, harvest: Harvest
    ) -> None:
        self._name = name
        self._document = document
        self._scope = scope
        self._template = scope.template
        self._inherited = inherited
        self._harvest = harvest
        self._header: dict[str, int] = {}
        self._facts: list[tuple[Column, int, int]] = []
        self._others: list[tuple[str, int]] = []
        self._plans: dict[tuple[str, ...], _Plan] = {}
        self._row_ids: set[str] = set()

    def read(self) -> None:
        """Read all rows; what is wrong goes to the journal."""
        try:
            rows = iter_rows(self._document, INVALID_CSV)
            _, header = next(rows, (1, []))
            if not self._read_header(header):
                return
            for number, (line, cells) in enumerate(rows, 1):
                self._read_row(_Row(number, line, cells))
        except UnreadableError as error:
            self._harvest.journal.include(error.diagnostics)

    def _read_header(self, cells: Sequence[str]) -> bool:
        """Take in the header; a table whose header is wrong is not read, for all could be wrong."""
        is_right = True
        for index, name in enumerate(cells):
            if not name:
                continue
            fault = self._header_fault(name)
            if fault is not None:
                is_right = False
                message = f"The header of “{self._name}” has {shown(name)} as column {index + 1}."
                source = self._document.source(1)
                self._harvest.journal.add(fault, f"{message} The table is left out.", source)
            self._header[name] = index
        for name, index in self._header.items() if is_right else ():
            column = self._template.columns[name]
            if column.is_comment:
                continue
            if column.properties is None:
                self._others.append((name, index))
            else:
                place = self._harvest.places.column(self._document.name, name)
                self._facts.append((column, index, place))
        return is_right

    def _header_fault(self, name: str) -> Fault | None:
        if not is_identifier(name):
            return INVALID_HEADER
        if name not in self._template.columns:
            return UNKNOWN_COLUMN
        return REPEATED_COLUMN if name in self._header else None

    def _read_row(self, row: _Row) -> None:
        cells = row.cells
        width = max(self._header.values(), default=-1) + 1
        if len(cells) < width:
            cells += [""] * (width - len(cells))
        used: set[str] = set()
        facts = [(column, i, place) for column, i, place in self._facts if cells[i]]
        if facts and not (self._take_id(row) and self._groups_are_known(row)):
            return
        for column, index, place in facts:
            self._read_cell(column, index, place, row, used)
        if self._others or len(cells) > len(self._header):
            self._check_unmapped(row, used)

    def _read_cell(self, column: Column, index: int, place: int, row: _Row, used: set[str]) -> None:
        id = f"{self._name}.r_{row.id or row.number}.{column.name}"
        plan = self._plan_of(column, row)
        subject = self._subject(plan, row)
        aspects, indexes = self._aspects(plan, subject.kind, row)
        used.update(subject.used, aspects.used, column.properties_from)
        is_lost = subject.concept is None or isinstance(aspects, Lost)
        for complaint in (*subject.complaints, *aspects.complaints):
            self._complain(complaint.fault, complaint.message, id, row, place, is_lost=is_lost)
        if subject.concept is None or isinstance(aspects, Lost):
            return
        try:
            text = cell_value(row.cells[index])
            if text is Mark.NONE:
                message = f"`#none` stands where the value of “{id}” should."
                raise RefusedError(ILLEGAL_NONE, message)
            saying = say(text, subject.kind, aspects)
        except RefusedError as refused:
            self._complain(refused.fault, refused.message, id, row, place, is_lost=True)
            return
        if subject.kind is Kind.NOTE:
            source = self._harvest.places.source(row.line, place)
            self._harvest.add_note(id, saying.value, aspects, source)
        else:
            self._harvest.add(id, subject.concept, indexes, saying, (row.line, place))

    def _subject(self, plan: _Plan, row: _Row) -> Subject:
        """Return what a cell is about, worked out once for all rows that say the same."""
        text = self._cell(row, plan.concept) if plan.concept else ""
        found = plan.subjects.get(text)
        if found is None:
            found = self._scope.subject(plan.properties, partial(self._cell, row), row.number)
            plan.subjects[text] = found
        return found

    def _aspects(self, plan: _Plan, kind: Kind, row: _Row) -> tuple[Aspects | Lost, Indexes]:
        """Return the aspects of a cell, worked out once for all rows that say the same."""
        cells = row.cells
        key = (kind, row.number if plan.needs_row else 0, *[cells[i] for i in plan.cells])
        found = plan.aspects.get(key)
        if found is None:
            aspects = self._scope.aspects(
                plan.properties, kind, partial(self._cell, row), row.number
            )
            found = plan.aspects[key] = aspects, self._harvest.indexes(aspects)
        return found

    def _plan_of(self, column: Column, row: _Row) -> _Plan:
        groups = tuple([self._cell(row, name) for name in column.properties_from])
        plan = self._plans.get((column.name, *groups))
        if plan is None:
            plan = self._plans[column.name, *groups] = self._plan(column, groups)
        return plan

    def _plan(self, column: Column, groups: Sequence[str]) -> _Plan:
        parts: list[Properties] = [column.properties or {}]
        for name, group in zip(column.properties_from, groups, strict=True):
            giver = self._template.columns.get(name)
            parts.append((giver.groups or {}).get(group, {}) if giver else {})
        properties = united([*parts, self._template.properties, self._inherited])
        concept = properties.get("concept")
        names = {
            given.name
            for name, given in properties.items()
            if isinstance(given, Reference) and name != "concept"
        }
        cells = [i for name, i in self._header.items() if name in names]
        subject = concept.name if isinstance(concept, Reference) else ""
        return _Plan(properties, subject, cells, needs_row=ROW_NUMBER in names)

    def _cell(self, row: _Row, name: str) -> str:
        """Return the text of a row's cell, empty where there is no such column."""
        index = self._header.get(name)
        if index is None or self._template.columns[name].is_comment:
            return ""
        return row.cells[index]

    def _take_id(self, row: _Row) -> bool:
        """Take in the row's identifier, and tell whether its facts can be named by it."""
        name = self._template.row_id
        if name is None or name not in self._header:
            return True
        row.id = self._cell(row, name)
        if not row.id:
            fault, what = MISSING_ROW_ID, "has no identifier"
        elif not is_row_identifier(row.id):
            fault, what = INVALID_ROW_ID, f"has the identifier {shown(row.id)}"
        elif row.id in self._row_ids:
            fault, what = REPEATED_ROW_ID, f"has the identifier {shown(row.id)} of another row"
        else:
            self._row_ids.add(row.id)
            return True
        self._complain_of_row(fault, f"{what}; it is left out", row, name)
        return False

    def _groups_are_known(self, row: _Row) -> bool:
        is_known = True
        for name, index in self._others:
            groups, cell = self._template.columns[name].groups, row.cells[index]
            if groups is None or not cell or cell in groups:
                continue
            fault = ILLEGAL_NONE if cell == Mark.NONE.value else UNKNOWN_GROUP
            what = f"names the property group {shown(cell)} in “{name}”; it is left out"
            self._complain_of_row(fault, what, row, name)
            is_known = False
        return is_known

    def _check_unmapped(self, row: _Row, used: set[str]) -> None:
        named = {index for name, index in self._header.items()}
        unused = [
            (name, row.cells[index])
            for name, index in self._others
            if name not in used and name != self._template.row_id
        ]
        unused += [
            (f"{index + 1}", cell) for index, cell in enumerate(row.cells) if index not in named
        ]
        for name, cell in unused:
            if cell and cell != Mark.NONE.value:
                what = f"has {shown(cell)} in column {name}, which belongs to no fact"
                self._complain_of_row(UNMAPPED_CELL, what, row, name)

    def _complain_of_row(self, fault: Fault, what: str, row: _Row, column: str) -> None:
        source = self._document.source(row.line, part=f"column {column}")
        message = f"Row {row.number} of “{self._name}” {what}."
        subject = f"row {row.number}"
        self._harvest.journal.add(
            fault, message, source, cause=(self._name, column), subject=subject
        )

    def _complain(
        self, fault: Fault, message: str, id: str, row: _Row, place: int, *, is_lost: bool
    ) -> None:
        ending = f" The fact “{id}” is left out." if is_lost else ""
        source = self._harvest.places.source(row.line, place)
        cause = (self._name, place, message, is_lost)
        self._harvest.journal.add(fault, message + ending, source, cause=cause, subject=f"“{id}”")
