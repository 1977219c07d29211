"""The mapping of a workbook: what its cells mean, in a TOML file beside it that people correct.

It is a rule file and a taxonomy as well: `[namespaces]`, `[calendar]`, `[rounding]` and `[[rule]]`
are those of rule files, and `[[concept]]` and the rows of its tables say what is reported.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from attrs import Factory, frozen

from finmodel.diagnostic import Diagnostic, UnreadableError
from finmodel.formats.document import Document
from finmodel.formats.workbook.fault import INVALID_MAPPING
from finmodel.formats.workbook.file import MAPPING_SUFFIX
from finmodel.formats.workbook.grid import Area, Place, column_number
from finmodel.formats.workbook.measure import Measure
from finmodel.model.period import Period
from finmodel.source import Source

PREFIX: Final = "book"
"""The prefix of line items that mappings name, where reports need one."""
MAX_SIZE: Final = 4_000_000
MAX_DOTS: Final = 100
OWN: Final = ("workbook", "table", "concept")
"""The sections that rule files do not have."""

_DEFAULT_NAMESPACE: Final = "https://finmodel.example/workbook"
_LONGEST: Final = 160


@frozen
class Column:
    """A column of numbers: their period, and what they say of the line item (`suffix`)."""

    at: int
    heading: str = ""
    period: Period | None = None
    suffix: str = ""
    measure: Measure | None = None
    digits: int | None = None


@frozen
class Row:
    """A row of numbers: the line item that they are of."""

    at: int
    concept: str
    label: str = ""
    measure: Measure | None = None
    digits: int | None = None


@frozen
class Table:
    """A table of a sheet; `measure` is that of its numbers where column and row say nothing.

    In one that `is_turned`, `columns` are rows of the sheet and `rows` are columns of it.
    """

    name: str
    sheet: str
    area: Area
    measure: Measure | None = None
    columns: Sequence[Column] = ()
    rows: Sequence[Row] = ()
    title: str = ""
    is_turned: bool = False

    def place(self, row: Row, column: Column) -> Place:
        """Return the row and the column of the sheet where a number is."""
        return (column.at, row.at) if self.is_turned else (row.at, column.at)


@frozen
class LineItem:
    """A concept that a mapping names anew."""

    name: str
    is_instant: bool
    labels: Mapping[str, str]
    formula: str | None = None
    balance: str | None = None


@frozen
class WorkbookMapping:
    """What the cells of a workbook mean; what is wrong with the file is in its diagnostics."""

    document: Document
    namespaces: Mapping[str, str] = Factory(dict)
    namespace: str = _DEFAULT_NAMESPACE
    entity: str = ""
    scheme: str = _DEFAULT_NAMESPACE
    taxonomy: Sequence[str] = ()
    tables: Sequence[Table] = ()
    concepts: Sequence[LineItem] = ()
    diagnostics: Sequence[Diagnostic] = ()


def mapping_path(workbook: Path) -> Path:
    """Return where the mapping of a workbook is: `BOOK.mapping.toml` beside `BOOK.xlsx`."""
    return workbook.with_name(workbook.stem + MAPPING_SUFFIX)


def read_mapping(document: Document) -> WorkbookMapping:
    """Read a mapping; raises `UnreadableError` where it is no TOML."""
    data = _toml(document)
    reader = _Reader(document, data)
    reader.check_structure()
    return reader.mapping()


def _toml(document: Document) -> dict[str, Any]:
    content = document.read()
    try:
        if len(content) > MAX_SIZE:
            raise ValueError(f"it has over {MAX_SIZE:,} bytes")
        text = content.decode("utf-8-sig")
        # the time that Python takes for a key is quadratic in its dotted parts
        if any(line.partition("=")[0].count(".") > MAX_DOTS for line in text.split("\n")):
            raise ValueError(f"a key has over {MAX_DOTS} dots")
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        place = re.search(r" \(at line (\d+), column (\d+)\)$", str(error))
        source = document.source(*(int(number) for number in place.groups()) if place else ())
        message = f"{document.name} is no mapping: {str(error)[:_LONGEST]}."
        raise UnreadableError(INVALID_MAPPING(message, source)) from None


class _Reader:
    """Turns TOML into a mapping; what is not as it should be is said and left out."""

    def __init__(self, document: Document, data: Mapping[str, Any]) -> None:
        self._document = document
        self._data = data
        self._faulty: set[tuple[str | int, ...]] = set()
        self._diagnostics: list[Diagnostic] = []

    def check_structure(self) -> None:
        from jsonschema import Draft202012Validator

        schema = json.loads(files(__package__).joinpath("mapping.schema.json").read_text("utf-8"))
        own = {key: value for key, value in self._data.items() if key in OWN}
        shape = {**schema["$defs"]["own"], "$defs": schema["$defs"]}
        for error in Draft202012Validator(shape).iter_errors(own):
            path = tuple(error.path)
            self._faulty |= {path[:length] for length in (2, 4) if len(path) >= length}
            self._faulty.add(path)
            self._report(error.message, *path)

    def mapping(self) -> WorkbookMapping:
        about = self._table("workbook")
        namespaces = self._table("namespaces")
        namespace = str(namespaces.get("default") or _DEFAULT_NAMESPACE)
        taxonomy = about.get("taxonomy", [])
        return WorkbookMapping(
            self._document,
            {prefix: str(uri) for prefix, uri in namespaces.items() if prefix != "default"},
            namespace,
            str(about.get("entity", "")),
            str(about.get("scheme", "")) or namespace,
            tuple(map(str, taxonomy)) if isinstance(taxonomy, list) else (),
            tuple(self._tables()),
            tuple(self._concepts()),
            tuple(self._diagnostics),
        )

    def _report(self, message: str, *path: str | int) -> None:
        place = ".".join(f"{step + 1}" if isinstance(step, int) else step for step in path)
        said = message if len(message) <= _LONGEST else f"{message[:_LONGEST]}…"
        source = Source(self._document.name, part=place)
        self._diagnostics.append(INVALID_MAPPING(f"{said[:1].upper()}{said[1:]}.", source))

    def _table(self, key: str) -> Mapping[str, Any]:
        found = self._data.get(key)
        return found if isinstance(found, dict) else {}

    def _each(
        self, data: Mapping[str, Any], *path: str | int
    ) -> Iterator[tuple[Mapping[str, Any], tuple[str | int, ...]]]:
        found = data.get(str(path[-1]))
        for index, table in enumerate(found if isinstance(found, list) else ()):
            if (*path, index) not in self._faulty and isinstance(table, dict):
                yield table, (*path, index)

    def _tables(self) -> Iterator[Table]:
        for data, path in self._each(self._data, "table"):
            try:
                is_turned = any("concept" in c for c, _ in self._each(data, *path, "columns"))
                across, down = ("rows", "columns") if is_turned else ("columns", "rows")
                yield Table(
                    data["name"],
                    data["sheet"],
                    Area.from_text(data["range"]),
                    _measure(data),
                    tuple(self._columns(data, *path, across)),
                    tuple(self._rows(data, *path, down)),
                    data.get("title", ""),
                    is_turned,
                )
            except ValueError as error:
                self._report(str(error), *path)

    def _columns(self, data: Mapping[str, Any], *path: str | int) -> Iterator[Column]:
        for column, place in self._each(data, *path):
            try:
                yield Column(
                    _line(column),
                    column.get("heading", ""),
                    period_of(column["period"]),
                    column.get("suffix", ""),
                    _measure(column),
                    column.get("digits"),
                )
            except ValueError as error:
                self._report(str(error), *place)

    def _rows(self, data: Mapping[str, Any], *path: str | int) -> Iterator[Row]:
        for row, place in self._each(data, *path):
            try:
                yield Row(
                    _line(row),
                    row["concept"],
                    row.get("label", ""),
                    _measure(row),
                    row.get("digits"),
                )
            except ValueError as error:
                self._report(str(error), *place)

    def _concepts(self) -> Iterator[LineItem]:
        for data, _ in self._each(self._data, "concept"):
            yield LineItem(
                data["name"],
                data.get("period", "duration") == "instant",
                data.get("labels", {}),
                data.get("formula"),
                data.get("balance"),
            )


def _line(data: Mapping[str, Any]) -> int:
    """Return the number of a row, or of a column that is told by its letters."""
    at = data["at"]
    return at if isinstance(at, int) else column_number(at)


def _measure(data: Mapping[str, Any]) -> Measure | None:
    return Measure.from_text(data["unit"]) if "unit" in data else None


def period_of(text: str) -> Period:
    """Read `2008-12-31`, the end of that day, or `2008-04-01..2008-12-31`; raises `ValueError`.

    Both days are included, as in the rule language.
    """
    first, dots, last = text.partition("..")
    start = date.fromisoformat(first)
    return Period.days(start, date.fromisoformat(last)) if dots else Period.close_of(start)


def period_text(period: Period) -> str:
    """Return a period as mappings write it."""
    return str(period).replace(" to ", "..")
