"""The same workbook with marks: every part that no mark touches is copied byte for byte.

Of a sheet with marks, the formats of the marked cells change, and nothing else; formats and
comments are added, and sheets behind the others. What a library for workbooks does not know, such
as charts, and the results of formulas, is lost when it writes one; here nothing is read but what is
changed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from attrs import frozen
from lxml import etree

from finmodel.formats.spreadsheet.book import add_sheets, sheet_parts
from finmodel.formats.spreadsheet.package import Package, whole_number
from finmodel.formats.spreadsheet.sheet import Sheet
from finmodel.formats.spreadsheet.style import Styles, Tint
from finmodel.formats.workbook.grid import place_of, reference
from finmodel.model.finding import Verdict
from finmodel.render.workbook.comment import comment

TINTS: Final = {
    Verdict.EXACT: Tint("FFE3F4E6", "medium", "FF2E7D32"),
    Verdict.EXPLAINED: Tint("FFFFF1CF", "mediumDashed", "FFB26A00"),
    Verdict.BROKEN: Tint("FFFFCDD2", "double", "FFC62828", is_boxed=True),
}
"""Green with a line on the left, amber with a broken one, red in a double frame."""


@frozen
class Mark:
    """What is shown at a cell: a verdict as its fill and border, and words as a comment."""

    verdict: Verdict
    comment: str = ""


def annotated(
    workbook: Path, marks: Mapping[tuple[str, str], Mark], sheets: Sequence[Sheet] = ()
) -> bytes:
    """Return a workbook with marks, by sheet and cell (`C7`), and with further sheets.

    Marks of sheets or cells that are not there are passed over, and those with the verdict that a
    relation was not evaluated are only comments. Raises `UnreadableError` for what is no `.xlsx`
    or `.xlsm`.
    """
    package = Package.at(workbook)
    styles = Styles(package)
    parts = sheet_parts(package)
    by_sheet: dict[str, dict[str, Mark]] = {}
    for (sheet, cell), mark in marks.items():
        by_sheet.setdefault(sheet, {})[cell] = mark
    for sheet, found in by_sheet.items():
        if sheet in parts:
            _mark(package, parts[sheet], styles, found)
    add_sheets(package, sheets, styles)
    return package.bytes()


def _mark(package: Package, part: str, styles: Styles, marks: Mapping[str, Mark]) -> None:
    """Give cells of a sheet their formats and comments."""
    texts: dict[str, str] = {}
    for name, cell in _cells(package.tree(part)):
        mark = marks.get(name)
        if mark is None:
            continue
        _paint(cell, styles, mark.verdict)
        if mark.comment:
            texts[name] = mark.comment
    package.changed(part)
    comment(package, part, texts)


def _cells(root: etree._Element) -> Iterator[tuple[str, etree._Element]]:
    """Yield the cells of a sheet with their names; one without follows the one before it."""
    row = 0
    for line in root.iterfind("{*}sheetData/{*}row"):
        row = whole_number(line.get("r")) or row + 1
        column = 0
        for cell in line.iterfind("{*}c"):
            name = cell.get("r")
            column += 1
            if name is None:
                name = reference(row, column)
            else:
                column = _column(name) or column
            yield name, cell


def _column(name: str) -> int:
    try:
        return place_of(name)[1]
    except ValueError:
        return 0


def _paint(cell: etree._Element, styles: Styles, verdict: Verdict) -> None:
    tint = TINTS.get(verdict)
    if tint is not None:
        cell.set("s", str(styles.marked(whole_number(cell.get("s")), tint)))
