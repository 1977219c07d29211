"""Writes the example's tables as the results workbook that an investor-relations office would have.

The numbers come from the tables beside the workbook, as they were printed. A cell is a formula only
where the formula gives exactly what was printed; where a printed sum is wrong, or was rounded on
its own, it is typed. Parts are stored without compression, since compressed bytes depend on the
machine.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Final

from attrs import frozen
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from tools.workbook.layout import NEGATIVE, Block, Row, Sheet
from tools.workbook.sheets import CHARTS, NAMES, SHEETS

_CREATED: Final = datetime(2009, 2, 12)
_ONE_LINE: Final = 16
_REFERENCE: Final = re.compile(r"\{(-?\d+),(-?\d+)\}")
_SCALES: Final = {"million": 6, "billion": 9, "billion2": 9, "percent": 0, "points": -2}
_SHOWN: Final = {
    "million": "#,##0",
    "billion": "#,##0.0",
    "billion2": "#,##0.00",
    "percent": "0.0%",
    "whole percent": "0%",
    "points": "0.0",
    "count": "#,##0",
    "one decimal": "#,##0.0",
    "yen": '"JPY"#,##0',
    "date": "yyyy/m/d",
}


@frozen
class Tables:
    """The example's tables: what stands in a line and a column."""

    rows: Mapping[str, Mapping[str, Mapping[str, str]]]

    @classmethod
    def read(cls, folder: Path) -> Tables:
        """Read every table in a folder."""
        rows = {}
        for path in sorted(folder.glob("*.csv")):
            with path.open(encoding="utf-8", newline="") as stream:
                rows[path.stem] = {row["line"]: row for row in csv.DictReader(stream)}
        return cls(rows)

    def text(self, place: str) -> str:
        """Return what stands at `table:line.column`; the column `value` need not be named."""
        table, _, cell = place.partition(":")
        line, _, column = cell.partition(".")
        return self.rows[table][line][column or "value"]

    def number(self, place: str, kind: str) -> Decimal:
        """Return a number in the unit in which a workbook has it."""
        printed = Decimal(self.text(place).partition("d")[0])
        return printed.scaleb(-_SCALES.get(kind, 0)).normalize()


class Book:
    """The workbook while it is written."""

    def __init__(self, stream: io.BytesIO, tables: Tables) -> None:
        self.tables = tables
        self.book = Workbook(stream, {"in_memory": True, "strings_to_formulas": False})
        self.book.set_properties(
            {
                "title": "3rd Quarter FY2008 Consolidated Financial Results",
                "company": "Internet Initiative Japan Inc.",
                "created": _CREATED,
            }
        )
        self.formats: dict[tuple[tuple[str, object], ...], Format] = {}
        self.printed: dict[tuple[int, int], Decimal] = {}
        self.sheet: Worksheet

    def format(self, **properties: object) -> Format:
        """Return a format; cells that look alike share one."""
        key = tuple(sorted(properties.items()))
        if key not in self.formats:
            font = {"font_name": "Arial", "font_size": 10, "valign": "vcenter"}
            self.formats[key] = self.book.add_format(font | properties)
        return self.formats[key]

    def add(self, sheet: Sheet) -> None:
        """Add a sheet with its title and its blocks."""
        self.sheet = self.book.add_worksheet(sheet.name)
        self.printed = {}
        self.sheet.hide_gridlines(2)
        self.sheet.set_landscape()
        self.sheet.fit_to_pages(1, 0)
        self.sheet.set_column(0, 0, sheet.label_width)
        self.sheet.set_column(1, max(len(b.headings) for b in sheet.blocks), sheet.width)
        for column, width in sheet.widths.items():
            self.sheet.set_column(column, column, width)
        self.sheet.write_string(0, 0, sheet.title, self.format(bold=True, font_size=14))
        row = 2
        for block in sheet.blocks:
            row = self.block(row, block, sheet) + 1
        for place, text in sheet.comments.items():
            self.sheet.write_comment(place, text, {"author": "Investor Relations"})
        if sheet.freeze:
            self.sheet.freeze_panes(*sheet.freeze)

    def block(self, row: int, block: Block, sheet: Sheet) -> int:
        """Write a block from a row on; return the row after it."""
        if block.title:
            self.sheet.write_string(row, 0, block.title, self.format(bold=True, font_size=11))
        if block.unit:
            last = len(block.headings)
            note = self.format(italic=True, align="right", font_color="#595959")
            self.sheet.write_string(row, last, block.unit, note)
        row += bool(block.title or block.unit)
        row = self.headings(row, block)
        for line in block.rows:
            self.line(row, line, block, sheet)
            row += 1
        for text in block.notes:
            self.sheet.write_string(row, 0, text, self.format(font_color="#595959", font_size=9))
            row += 1
        return row

    def headings(self, row: int, block: Block) -> int:
        """Write one or two rows of headings; those above span the columns that they head."""
        look = {"bold": True, "bg_color": "#1F3864", "font_color": "#FFFFFF", "border": 1}
        centred = self.format(**look, align="center", text_wrap=True)
        if block.spans:
            column = 1
            for text, count in block.spans:
                if count > 1:
                    self.sheet.merge_range(row, column, row, column + count - 1, text, centred)
                else:
                    self.sheet.write_string(row, column, text, centred)
                column += count
            self.sheet.write_string(row, 0, "", centred)
            self.sheet.set_row(row, 28)
            row += 1
        if block.headings:
            self.sheet.write_string(row, 0, block.corner, self.format(**look))
            for column, text in enumerate(block.headings, 1):
                self.sheet.write_string(row, column, text, centred)
            if any(len(text) > _ONE_LINE or "\n" in text for text in block.headings):
                self.sheet.set_row(row, 28)
            row += 1
        return row

    def line(self, row: int, line: Row, block: Block, sheet: Sheet) -> None:
        """Write a label and its cells."""
        look: dict[str, object] = {"bottom": 4, "bottom_color": "#BFBFBF"}
        if line.is_total:
            look = {"bold": True, "top": 1, "bottom": 1, "bg_color": "#DDEBF7"}
        label = self.format(**look, indent=line.indent)
        self.sheet.write_string(row, 0, line.label, label)
        for column, (cell, kind) in enumerate(_kinds(line, block), 1):
            self.cell(row, column, cell, kind, {**look, "negative": sheet.negative})

    def cell(self, row: int, column: int, cell: str, kind: str, look: dict[str, object]) -> None:
        """Write one cell: a number, a text, a date, or nothing."""
        negative = look.pop("negative")
        if not cell:
            self.sheet.write_blank(row, column, None, self.format(**look))
        elif kind == "text":
            text = cell.removeprefix("'") if cell[0] == "'" else self.tables.text(cell)
            self.sheet.write_string(row, column, text, self.format(**look, text_wrap=True))
        elif kind == "date":
            day = date.fromisoformat(self.tables.text(cell))
            shown_day = self.format(**look, num_format=_SHOWN[kind], align="left")
            self.sheet.write_datetime(row, column, day, shown_day)
        else:
            self.number(
                row, column, cell, kind, self.format(**look, num_format=_shown(kind, str(negative)))
            )

    def number(self, row: int, column: int, cell: str, kind: str, look: Format) -> None:
        """Write a number as printed, as a formula where there is one that gives exactly it."""
        place, _, formula = cell.partition("=")
        printed = self.tables.number(place, kind)
        self.printed[row, column] = printed
        if formula:
            value, text = self.evaluated(formula, row, column)
            if value == printed:
                self.sheet.write_formula(row, column, text, look, float(printed))
                return
        self.sheet.write_number(row, column, float(printed), look)

    def evaluated(self, formula: str, row: int, column: int) -> tuple[Decimal, str]:
        """Return what a formula of sums and differences gives, and its text for a cell."""
        value, text = Decimal(0), "="
        for sign, above, aside in re.findall(r"([+-]?)\{(-?\d+),(-?\d+)\}", formula):
            at = (row + int(above), column + int(aside))
            value += -self.printed[at] if sign == "-" else self.printed[at]
            text += sign + xl_rowcol_to_cell(*at)
        added = [(row + int(a), column + int(b)) for a, b in _REFERENCE.findall(formula)]
        if "-" not in re.sub(r"\{.*?\}", "", formula) and len(added) > 2:
            text = f"=SUM({xl_rowcol_to_cell(*added[0])}:{xl_rowcol_to_cell(*added[-1])})"
        return value, text

    def finish(self) -> None:
        """Add names and charts, and write everything."""
        for name, place in NAMES.items():
            self.book.define_name(name, f"={place}")
        for chart in CHARTS:
            drawn = self.book.add_chart({"type": "line"})
            drawn.add_series(
                {
                    "name": chart.title,
                    "categories": chart.categories,
                    "values": chart.values,
                    "marker": {"type": "circle"},
                }
            )
            drawn.set_title({"name": chart.title, "name_font": {"size": 11}})
            drawn.set_legend({"none": True})
            drawn.set_size({"width": 460, "height": 240})
            sheet = self.book.get_worksheet_by_name(chart.sheet)
            sheet.insert_chart(chart.place, drawn)
        self.book.close()


def _kinds(line: Row, block: Block) -> Iterator[tuple[str, str]]:
    kinds: Sequence[str] = line.kinds or block.kinds
    yield from zip(line.cells, kinds, strict=True)


def _shown(kind: str, negative: str) -> str:
    """Return the number format of a kind, with negatives as its sheet has them."""
    plain = _SHOWN[kind]
    return NEGATIVE[negative].format(plain)


def workbook(folder: Path) -> bytes:
    """Return the workbook of the tables in a folder."""
    stream = io.BytesIO()
    book = Book(stream, Tables.read(folder))
    for sheet in SHEETS:
        book.add(sheet)
    book.finish()
    return _stored(stream.getvalue())


def _stored(data: bytes) -> bytes:
    stored = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as packed, zipfile.ZipFile(stored, "w") as plain:
        for info in packed.infolist():
            plain.writestr(zipfile.ZipInfo(info.filename), packed.read(info))
    return stored.getvalue()
