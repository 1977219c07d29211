"""`Report` → xBRL-CSV: metadata, and a table for all facts that have the same properties."""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from finmodel.diagnostic import Diagnostic
from finmodel.formats.oim.binding import Binding, numbered
from finmodel.formats.oim.enumeration import prefixed_values
from finmodel.formats.oim.identifier import require_distinct
from finmodel.formats.oim.info import info_faults, info_members, info_of
from finmodel.formats.oim.linkset import aliases
from finmodel.formats.oim.name import NOTE
from finmodel.formats.output import UnwritableError, write_whole
from finmodel.formats.xbrl_csv.fault import DIALECT, UNENCODABLE
from finmodel.formats.xbrl_csv.layout import Layout, Said, lay_out
from finmodel.formats.xbrl_csv.period import short_text
from finmodel.formats.xbrl_csv.slot import Sheet, sheets
from finmodel.formats.xbrl_csv.template import DECIMALS
from finmodel.formats.xbrl_csv.value import (
    Mark,
    cell_text,
    property_text,
    split_number,
)
from finmodel.model.column import ABSENT, EXACT, NONE
from finmodel.model.report import Report
from finmodel.source import Source
from finmodel.taxonomy.taxonomy import Taxonomy

METADATA_SUFFIX: Final = "-metadata"
"""What the name of a metadata file may end in; its tables are named after what comes before."""

_LONGEST_STEM: Final = 220
"""File systems take names of 255 bytes, and a number and the suffix are still to come."""

_QUOTED: Final = re.compile(r'[",\r\n]|^\s|\s$')


def write_report(report: Report, target: Path, taxonomy: Taxonomy) -> tuple[Diagnostic, ...]:
    """Write xBRL-CSV 1.0: metadata to `target`, tables beside it as `target-table.csv`.

    Each file is written whole or not at all, the metadata last. The taxonomy tells which values
    are enumerations. Returns what is not as it should be in what was written. Raises
    `UnwritableError`, or `OSError`.
    """
    writer = _Writer(report, taxonomy)
    stem = target.stem.removesuffix(METADATA_SUFFIX) or target.stem
    urls = {}
    taken: Counter[str] = Counter()
    for layout in writer.layouts:
        path = target.with_name(f"{numbered(_file_stem(stem, layout.name), taken)}.csv")
        write_whole(path, _encoded(_lines(layout), path))
        urls[layout.name] = quote(path.name)
    members = writer.metadata(target, urls)
    text = json.dumps(members, indent=2, ensure_ascii=False)
    write_whole(target, _encoded([text], target))
    return tuple(info_faults(writer.info, Source(str(target)), DIALECT))


def _file_stem(stem: str, table: str) -> str:
    """Return how the file of a table is called, both names cut where together they are too long."""
    name = f"{stem}-{table}"
    if len(os.fsencode(name)) <= _LONGEST_STEM:
        return name
    half = _LONGEST_STEM // 2
    return "-".join(os.fsencode(part)[:half].decode(errors="ignore") for part in (stem, table))


def _lines(layout: Layout) -> Iterator[str]:
    yield ",".join(layout.columns)
    for row in layout.rows:
        yield ",".join(map(_escaped, row))


def _escaped(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if _QUOTED.search(cell) else cell


def _encoded(lines: Iterable[str], target: Path) -> Iterator[bytes]:
    for number, line in enumerate(lines, 1):
        try:
            yield f"{line}\n".encode()
        except UnicodeEncodeError as error:
            code = f"U+{ord(line[error.start]):04X}"
            message = f"Row {number - 1} of {target.name} would have the character {code}."
            source = Source(str(target), number)
            raise UnwritableError(UNENCODABLE(message, source)) from None


class _Writer:
    def __init__(self, report: Report, taxonomy: Taxonomy) -> None:
        require_distinct(report)
        self._report = report
        self._binding = Binding(report, DIALECT.prefixes)
        self._values = prefixed_values(report, taxonomy, self._binding)
        self._types = aliases(link.type for link in report.links)
        self._groups = aliases(link.group for link in report.links)
        self._core = self._core_cells()
        self._dimensions = self._dimension_cells()
        self._ids = [*report.columns.id, *report.notes]
        planned = sheets(report)
        self.layouts = [self._layout(sheet) for sheet in planned]
        self._new_ids = {
            self._ids[position]: id
            for sheet, layout in zip(planned, self.layouts, strict=True)
            for position, id in zip(sheet.positions, layout.ids, strict=True)
        }
        self._inherited = _lift(self.layouts)
        self.info = info_of(report, self._binding, self._types, self._groups)

    def metadata(self, target: Path, urls: Mapping[str, str]) -> dict[str, Any]:
        """Return the metadata of tables that were written to some addresses."""
        members: dict[str, Any] = {"documentInfo": info_members(self.info, target, DIALECT)}
        members |= _properties(self._inherited)
        members["tableTemplates"] = {layout.name: _template(layout) for layout in self.layouts}
        members["tables"] = {name: {"url": url} for name, url in urls.items()}
        links: dict[str, dict[str, dict[str, list[str]]]] = {}
        for link in self._report.links:
            by_type = links.setdefault(self._types[link.type], {})
            by_group = by_type.setdefault(self._groups[link.group], {})
            targets = [self._new_ids.get(target, target) for target in link.targets]
            by_group.setdefault(self._new_ids.get(link.source, link.source), []).extend(targets)
        if links:
            members["links"] = links
        return members

    def _layout(self, sheet: Sheet) -> Layout:
        properties = {
            name: [cells[position] for position in sheet.positions]
            for name, cells in self._core.items()
        }
        names = {name for p in sheet.positions for name in self._dimensions[p]}
        for name in sorted(names):
            properties[name] = [self._dimensions[p].get(name, "") for p in sheet.positions]
        return lay_out(sheet, [self._value(p) for p in sheet.positions], properties)

    def _core_cells(self) -> dict[str, list[str]]:
        """Return the cells of the core dimensions and decimals, notes after the facts."""
        report, binding = self._report, self._binding
        columns, notes = report.columns, list(report.notes.values())
        concepts = [binding.name(name) for name in columns.concepts]
        entities = [(s.entity and binding.entity(s.entity)) or "" for s in columns.dimension_sets]
        periods = [
            "" if s.period.is_forever else short_text(s.period) for s in columns.dimension_sets
        ]
        units = [*map(binding.unit, columns.units), ""]
        languages = [*columns.languages, ""]
        nothing = [""] * len(notes)
        note = binding.name(NOTE) if notes else ""
        return {
            "concept": [concepts[i] for i in columns.concept] + [note] * len(notes),
            "entity": [entities[i] for i in columns.dimensions] + nothing,
            "period": [periods[i] for i in columns.dimensions] + nothing,
            "unit": [units[i] for i in columns.unit] + nothing,
            "language": [languages[i] for i in columns.language] + [n.language for n in notes],
            DECIMALS: [*map(self._decimals, range(len(columns))), *nothing],
        }

    def _dimension_cells(self) -> list[dict[str, str]]:
        columns, binding = self._report.columns, self._binding
        sets = [
            {binding.name(name): cell_text(binding.member(member)) for name, member in s.members}
            for s in columns.dimension_sets
        ]
        empty: dict[str, str] = {}
        return [sets[i] for i in columns.dimensions] + [empty] * len(self._report.notes)

    def _decimals(self, row: int) -> str:
        """Return the cell of a fact's decimals; a text that reads as a number denies having any."""
        columns = self._report.columns
        decimals, value = columns.decimals[row], self._values[row]
        if decimals not in (EXACT, ABSENT):
            return str(decimals)
        if decimals == EXACT or columns.unit[row] != NONE or value is None:
            return ""
        number = split_number(value)
        return Mark.NONE.value if number and number[1] else ""

    def _value(self, position: int) -> str:
        """Return the cell of a value; an exact number without a unit says that it is one."""
        columns = self._report.columns
        if position >= len(columns):
            return cell_text(self._report.notes[self._ids[position]].value)
        value = self._values[position]
        is_bare = columns.unit[position] == NONE and columns.decimals[position] == EXACT
        if value is not None and is_bare and split_number(value):
            return f"{value.strip()}dINF"
        return cell_text(value)


def _lift(layouts: Sequence[Layout]) -> Said:
    """Take what all tables have in common out of them, and return it."""
    if len(layouts) < 2:
        return {}
    first, *others = (layout.shared for layout in layouts)
    common: Said = {
        name: said
        for name, said in first.items()
        if isinstance(said, str) and all(shared.get(name) == said for shared in others)
    }
    for layout in layouts:
        for name in common:
            del layout.shared[name]
    return common


def _properties(said: Said) -> dict[str, Any]:
    members: dict[str, Any] = {}
    dimensions = {name: property_text(given) for name, given in said.items() if name != DECIMALS}
    if DECIMALS in said:
        text = property_text(said[DECIMALS])
        members[DECIMALS] = int(text) if text.lstrip("-").isdecimal() else text
    if dimensions:
        members["dimensions"] = dimensions
    return members


def _template(layout: Layout) -> dict[str, Any]:
    members: dict[str, Any] = {} if layout.row_id is None else {"rowIdColumn": layout.row_id}
    columns = {
        name: {} if said is None else {"dimensions": {}, **_properties(said)}
        for name, said in layout.columns.items()
    }
    return {**members, "columns": columns, **_properties(layout.shared)}
