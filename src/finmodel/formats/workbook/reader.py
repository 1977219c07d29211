"""Reports from workbooks: the cells that a mapping names become facts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Final

from attrs import Factory, define, frozen

from finmodel.diagnostic import Diagnostic, UnreadableError
from finmodel.formats.document import Document, is_regular_file
from finmodel.formats.oim.note import UNDETERMINED
from finmodel.formats.workbook.display import is_dash
from finmodel.formats.workbook.fact_reader import read_facts
from finmodel.formats.workbook.fault import (
    ERROR_CELL,
    INVALID_MAPPING,
    NO_MAPPING,
    NOT_A_NUMBER,
    NOT_CALCULATED,
)
from finmodel.formats.workbook.grid import (
    Cell,
    Number,
    Sheet,
    Workbook,
    cell_name,
    quoted,
    reference,
)
from finmodel.formats.workbook.mapping import (
    PREFIX,
    Column,
    Row,
    Table,
    WorkbookMapping,
    mapping_path,
    read_mapping,
)
from finmodel.formats.workbook.measure import Measure
from finmodel.formats.workbook.opening import UNCALCULATED, open_workbook
from finmodel.model.column import ColumnBuilder
from finmodel.model.dimension import DimensionSet
from finmodel.model.entity import Entity
from finmodel.model.link import FOOTNOTE, STANDARD_GROUP, Link, Note
from finmodel.model.period import Period
from finmodel.model.report import Report
from finmodel.numeric import MAX_DIGITS
from finmodel.qname import Namespaces, QName, UnboundPrefixError
from finmodel.source import Source

_PERCENT_POWER: Final = -2
_LONGEST_LABEL: Final = 200


def read_report(document: Document) -> Report:
    """Return the report in a workbook, by the mapping beside it; raises `UnreadableError`.

    Without one it is read where it has a sheet with all facts, as those have that are converted.
    """
    path = document.path if document.data is None else None
    beside = None if path is None else mapping_path(path)
    if beside is None or not is_regular_file(beside):
        whole = read_facts(document)
        if whole is not None:
            return whole
        message = f"{document.name} is a workbook, and nothing says what its cells mean."
        remedy = f"Run `finmodel init {document.name}` first." if path else None
        raise UnreadableError(NO_MAPPING(message, document.source(), remedy=remedy))
    name = str(mapping_path(Path(document.name)))
    mapping = read_mapping(Document(name, Document.of(beside).address))
    return report_of(open_workbook(document), mapping, document.name)


def report_of(workbook: Workbook, mapping: WorkbookMapping, name: str) -> Report:
    """Return what a mapping makes of a workbook called `name`."""
    return _Harvest(workbook, mapping, name).report()


@frozen
class WorkbookLocator:
    """Tells the cell that each fact was read from."""

    document: str
    cells: Sequence[str]

    def __call__(self, rows: Sequence[int]) -> Mapping[int, Source]:
        """Return the cells of some facts."""
        return {row: Source(self.document, part=self.cells[row]) for row in rows}


@define
class _Harvest:
    workbook: Workbook
    mapping: WorkbookMapping
    name: str
    _builder: ColumnBuilder = Factory(ColumnBuilder)
    _cells: list[str] = Factory(list)
    _notes: dict[str, Note] = Factory(dict)
    _links: list[Link] = Factory(list)
    _ids: set[str] = Factory(set)
    _said: list[Diagnostic] = Factory(list)
    _names: dict[str, QName | None] = Factory(dict)

    def report(self) -> Report:
        for table in self.mapping.tables:
            sheet = self.workbook.sheet(table.sheet)
            if sheet is None:
                said = f"The workbook has no sheet “{table.sheet}” for the table {table.name}."
                self._said.append(INVALID_MAPPING(said, self.mapping.document.source()))
            else:
                self._table(table, sheet)
        namespaces = Namespaces({PREFIX: self.mapping.namespace, **self.mapping.namespaces})
        return Report(
            (self.mapping.document.address,),
            self._builder.columns(),
            self._notes,
            tuple(self._links),
            namespaces,
            self.name,
            (*self.mapping.diagnostics, *self._said),
            locator=WorkbookLocator(self.name, self._cells),
        )

    def _table(self, table: Table, sheet: Sheet) -> None:
        instants = {one.name for one in self.mapping.concepts if one.is_instant}
        for row in table.rows:
            for column in table.columns:
                cell = sheet.cells.get(table.place(row, column))
                number = None if cell is None else self._number(table, row, column, cell)
                period = column.period
                if cell is None or number is None or period is None:
                    continue
                if row.concept in instants and not column.suffix:
                    period = period.closing()
                concept = self._concept(row.concept, column.suffix)
                if concept is not None:
                    self._add(table, row, column, cell, (concept, number, period))

    def _number(self, table: Table, row: Row, column: Column, cell: Cell) -> Number | None:
        """Return the number in a cell; a dash and a blank are none, and are no mistake."""
        if cell.number is not None or is_dash(cell.text):
            return cell.number
        place = cell_name(table.sheet, *table.place(row, column))
        source = Source(self.name, part=place)
        if cell.error == UNCALCULATED:
            self._said.append(NOT_CALCULATED(f"The formula in {place} has no result.", source))
        elif cell.error:
            self._said.append(ERROR_CELL(f"The cell {place} shows {cell.error}.", source))
        else:
            said = f"The cell {place} shows “{cell.text[:40]}”, which is no number."
            self._said.append(NOT_A_NUMBER(said, source))
        return None

    def _concept(self, name: str, suffix: str) -> QName | None:
        text = name + suffix
        if text not in self._names:
            try:
                prefixed = QName.from_prefixed(text, self.mapping.namespaces)
                is_own = ":" not in text
                self._names[text] = QName(self.mapping.namespace, text) if is_own else prefixed
            except UnboundPrefixError as error:
                said = f"{str(error)[:1].upper()}{str(error)[1:]}."
                self._said.append(INVALID_MAPPING(said, self.mapping.document.source()))
                self._names[text] = None
        return self._names[text]

    def _add(
        self,
        table: Table,
        row: Row,
        column: Column,
        cell: Cell,
        found: tuple[QName, Number, Period],
    ) -> None:
        concept, number, period = found
        measure = measure_of(table, row, column)
        if number.is_percentage and not (measure and measure.is_percentage):
            measure = Measure.from_text("%")
        power = measure.power if measure else 0
        digits = _digits(cell, number, column.digits if row.digits is None else row.digits)
        value = number.value.scaleb(power)
        if len(f"{value:f}") > MAX_DIGITS:
            return
        entity = Entity(self.mapping.scheme, self.mapping.entity or Path(self.name).stem)
        place = reference(*table.place(row, column))
        id = f"{table.name}.{place}"
        id = "" if id in self._ids else id
        self._ids.add(id)
        number_of = self._builder.add(
            concept,
            DimensionSet(entity, period),
            f"{value:f}",
            id=id,
            unit=measure.unit if measure else None,
            decimals=digits - power,
        )
        self._cells.append(f"{quoted(table.sheet)}!{place}")
        self._quote(id or f"f{number_of + 1}", row.label, cell.text)

    def _quote(self, id: str, label: str, shown: str) -> None:
        words = "".join(_printable(f"{label[:_LONGEST_LABEL]} {shown}".strip()))
        note = Note(f"{id}.words", UNDETERMINED, escape(words, quote=False))
        self._notes[note.id] = note
        self._links.append(Link(FOOTNOTE, STANDARD_GROUP, id, (note.id,)))


def measure_of(table: Table, row: Row, column: Column) -> Measure | None:
    """Return what the numbers of a cell count: what the nearest of its headings says."""
    if column.suffix and column.measure is not None:
        return column.measure
    return row.measure or column.measure or table.measure


def _digits(cell: Cell, number: Number, given: int | None) -> int:
    """Return the digits after the point; those that a mapping gives where no format says it."""
    if given is None or not (cell.is_general or given < 0):
        return number.digits
    shifted = number.value.scaleb(given)
    return given if shifted == shifted.to_integral_value() else number.digits


def _printable(text: str) -> Iterator[str]:
    for character in text:
        if character.isprintable() or character == " ":
            yield character
        elif character.isspace():
            yield " "
