"""A workbook that holds a whole report, as `finmodel convert` writes it → `Report`."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from attrs import evolve, frozen

from finmodel.diagnostic import Diagnostic, Fault
from finmodel.formats.document import Document
from finmodel.formats.oim.jsontext import parse
from finmodel.formats.workbook.fact_text import (
    ABOUT,
    ABOUT_HEADING,
    FACTS,
    LINKS,
    CellError,
    cell_value,
    value_columns,
)
from finmodel.formats.workbook.grid import cell_name
from finmodel.formats.workbook.opening import raw_sheets
from finmodel.formats.xbrl_json.fault import INVALID_JSON
from finmodel.formats.xbrl_json.reader import report_of
from finmodel.model.report import Report
from finmodel.source import Source

INVALID_FACT_ROW: Final = Fault(
    "fm:invalidFactRow",
    "A line of a sheet of facts says nothing that a report can say, and is left out.",
    "Correct the cell, or write the workbook again with `finmodel convert`.",
)

_REQUIRED: Final = ("id", "concept")
_LISTS: Final = ("taxonomy",)

Rows = Sequence[Sequence[object]]


def read_facts(document: Document) -> Report | None:
    """Return the report whose facts a workbook has as a table, `None` where it has none.

    Raises `UnreadableError` for what is no workbook, or no report in spite of its sheets.
    """
    sheets = raw_sheets(document, (ABOUT, FACTS))
    about, facts = sheets.get(ABOUT, ()), sheets.get(FACTS, ())
    if not about or not facts or tuple(map(str, about[0][:3])) != ABOUT_HEADING:
        return None
    heading = [_text(cell) for cell in facts[0]]
    if not set(_REQUIRED) <= set(heading) or not value_columns(heading):
        return None
    return _Table(document, heading, facts[1:], about[1:]).report()


@frozen
class FactLocator:
    """Tells the cell with the value of each fact."""

    document: str
    places: Sequence[int]
    column: int

    def __call__(self, rows: Sequence[int]) -> Mapping[int, Source]:
        """Return the cells of some facts."""
        return {row: self.source(self.places[row]) for row in rows}

    def source(self, line: int) -> Source:
        """Return the cell with the value in a line of the sheet."""
        return Source(self.document, part=cell_name(FACTS, line, self.column + 1))


class _Table:
    """Turns the lines into xBRL-JSON, which is read as always."""

    def __init__(self, document: Document, heading: list[str], facts: Rows, about: Rows) -> None:
        self._document = document
        self._heading = heading
        self._facts = facts
        self._about = about
        self._values = value_columns(heading)
        self._lines: dict[str, int] = {}
        self._said: list[Diagnostic] = []

    def report(self) -> Report:
        info = json.dumps(dict(self._info()))
        facts = ",\n".join(self._members())
        data = f'{{"documentInfo": {info},\n"facts": {{\n{facts}\n}}}}'.encode()
        own = Document(self._document.name, self._document.address, data)
        report = report_of(parse(own, INVALID_JSON))
        places = [self._lines[id] for id in report.columns.id]
        locator = FactLocator(self._document.name, places, self._values[0])
        said = (self._placed(each, locator) for each in report.diagnostics)
        return evolve(report, locator=locator, diagnostics=(*self._said, *said))

    def _placed(self, found: Diagnostic, locator: FactLocator) -> Diagnostic:
        """Return a diagnostic with the cell instead of the place in what the lines became."""
        part = "" if found.source is None else found.source.part
        if not part.startswith("/facts/"):
            return evolve(found, source=Source(self._document.name, part=ABOUT))
        id = part.split("/")[2].replace("~1", "/").replace("~0", "~")
        line = self._lines.get(id)
        source = Source(self._document.name, part=FACTS) if line is None else locator.source(line)
        return evolve(found, source=source)

    def _info(self) -> Iterator[tuple[str, Any]]:
        """Yield the members of the document information."""
        sections: dict[str, list[tuple[str, Any]]] = {section: [] for section in _LISTS}
        for line, row in enumerate(self._about, 2):
            section, name, text = (_text(cell) for cell in (*row, "", "", "")[:3])
            try:
                if section:
                    sections.setdefault(section, []).append((cell_value(name), cell_value(text)))
            except CellError as error:
                self._report(ABOUT, line, 3, error)
        for section, members in sections.items():
            if section in _LISTS:
                yield section, [value for _, value in members]
            elif members[0][0] == "":
                yield section, members[0][1]
            else:
                yield section, dict(members)

    def _members(self) -> Iterator[str]:
        """Yield the facts as members of an object; an id that is used twice is, there too."""
        for line, row in enumerate(self._facts, 2):
            cells = [_text(cell) for cell in row]
            if not any(cells):
                continue
            try:
                id, fact = self._fact(cells)
            except CellError as error:
                self._report(FACTS, line, 1, error)
                continue
            self._lines.setdefault(id, line)
            yield f"{json.dumps(id)}: {json.dumps(fact)}"

    def _fact(self, cells: Sequence[str]) -> tuple[str, dict[str, Any]]:
        named = dict(zip(self._heading, cells, strict=False))
        id = cell_value(named.pop("id", ""))
        if not isinstance(id, str):
            raise CellError("the id of a fact is no text")
        fact: dict[str, Any] = {"value": cell_value("".join(self._pieces(cells)))}
        if decimals := named.pop("decimals", ""):
            try:
                fact["decimals"] = int(decimals)
            except ValueError:
                raise CellError(f"the decimals {decimals[:40]!r} are no whole number") from None
        if links := named.pop(LINKS, ""):
            try:
                fact[LINKS] = json.loads(links)
            except (ValueError, RecursionError):
                raise CellError("the links are no JSON") from None
        values = {self._heading[column] for column in self._values}
        fact["dimensions"] = {
            name: cell_value(text) for name, text in named.items() if text and name not in values
        }
        return id, fact

    def _pieces(self, cells: Sequence[str]) -> Iterator[str]:
        for column in self._values:
            yield cells[column] if column < len(cells) else ""

    def _report(self, sheet: str, line: int, column: int, error: CellError) -> None:
        source = Source(self._document.name, part=cell_name(sheet, line, column))
        message = f"{str(error)[:1].upper()}{str(error)[1:]}."
        self._said.append(INVALID_FACT_ROW(message, source))


def _text(cell: object) -> str:
    """Return a cell as a text; a number that somebody typed is the one that it shows."""
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, int | float):
        return f"{Decimal(repr(cell)):f}".removesuffix(".0")
    return cell if isinstance(cell, str) else str(cell)
