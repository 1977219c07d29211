"""What calamine does not tell of an Office Open XML workbook, and whether it is safe to open.

Calamine keeps a sheet as one rectangle, so two cells in opposite corners would need all the memory
that there is. The parts are therefore looked at first: how far apart cells are, how they are
displayed, which formulas failed or were never calculated.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from posixpath import join, normpath
from typing import Final

from attrs import Factory, define, frozen
from lxml import etree

from finmodel.diagnostic import UnreadableError
from finmodel.formats.document import Document
from finmodel.formats.store.archive import Archive
from finmodel.formats.workbook.fault import UNREADABLE_WORKBOOK, WORKBOOK_LIMIT
from finmodel.formats.workbook.grid import Place, place_of
from finmodel.formats.xml.parser import parse_document

MAX_EXPANDED: Final = 1 << 26
"""The bytes that the worksheets, the texts and the styles of a workbook may expand to."""
MAX_AREA: Final = 5_000_000
"""The cells of the rectangle from the first cell of a sheet to the last with a value."""

_BUILTIN: Final = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00",
    37: "#,##0;-#,##0", 38: "#,##0;-#,##0", 39: "#,##0.00;-#,##0.00", 40: "#,##0.00;-#,##0.00",
    41: '#,##0;-#,##0;"-"', 42: '#,##0;-#,##0;"-"', 43: '#,##0.00;-#,##0.00;"-"',
    44: '#,##0.00;-#,##0.00;"-"',
}  # fmt: skip
_RELATION: Final = "{*}Relationship"
_IDS: Final = (
    "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id",
    "{http://purl.oclc.org/ooxml/officeDocument/relationships}id",
)


@frozen
class Style:
    """How cells of one kind are displayed."""

    code: str = ""
    is_bold: bool = False
    indent: int = 0


@define
class Look:
    """How the cells of one sheet look: styles, errors, formulas without results."""

    styles: dict[Place, Style] = Factory(dict)
    errors: dict[Place, str] = Factory(dict)
    uncalculated: set[Place] = Factory(set)


def looks(document: Document) -> Mapping[str, Look] | None:
    """Return how the sheets of a workbook look, by name; raises `UnreadableError`.

    `None` is said of archives that are workbooks of another format, of which only the size is
    looked at.
    """
    if document.data is None and document.path is not None:
        return _Parts(document, Archive.at(document.path)).looks()
    with tempfile.NamedTemporaryFile(suffix=".xlsx") as stream:
        stream.write(document.read())
        stream.flush()
        return _Parts(document, Archive.at(Path(stream.name))).looks()


class _Parts:
    def __init__(self, document: Document, archive: Archive) -> None:
        self._document = document
        self._archive = archive
        self._left = MAX_EXPANDED

    def looks(self) -> Mapping[str, Look] | None:
        book = self._tree("xl/workbook.xml")
        if book is None:
            # those of OpenDocument, and Excel's in binary form
            if any(self._count(name) for name in ("content.xml", "xl/workbook.bin")):
                return None
            message = f"{self._document.name} is a zip archive, but no workbook."
            raise UnreadableError(UNREADABLE_WORKBOOK(message, self._document.source()))
        targets = self._targets()
        styles = self._styles(self._tree("xl/styles.xml"))
        self._count("xl/sharedStrings.xml")
        found: dict[str, Look] = {}
        for sheet in book.iterfind("{*}sheets/{*}sheet"):
            id = next((sheet.get(name) for name in _IDS if sheet.get(name)), None)
            part = self._tree(targets.get(id or "", ""))
            if part is not None:
                found[sheet.get("name", "")] = self._look(part, styles, sheet.get("name", ""))
        return found

    def _count(self, name: str) -> bytes | None:
        data = self._archive.read(name)
        self._left -= len(data or b"")
        if self._left < 0:
            message = f"The sheets of {self._document.name} have over {MAX_EXPANDED:,} bytes."
            raise UnreadableError(WORKBOOK_LIMIT(message, self._document.source()))
        return data

    def _tree(self, name: str) -> etree._Element | None:
        data = self._count(name)
        if data is None:
            return None
        return parse_document(Document.from_bytes(data, f"{self._document.name} {name}")).getroot()

    def _targets(self) -> dict[str, str]:
        relations = self._tree("xl/_rels/workbook.xml.rels")
        if relations is None:
            return {}
        return {
            each.get("Id", ""): normpath(join("/xl", each.get("Target", ""))).lstrip("/")
            for each in relations.iterfind(_RELATION)
        }

    def _styles(self, root: etree._Element | None) -> list[Style]:
        if root is None:
            return []
        codes = dict(_BUILTIN)
        for each in root.iterfind("{*}numFmts/{*}numFmt"):
            codes[_int(each.get("numFmtId"))] = each.get("formatCode", "")
        bold = [_is_bold(font) for font in root.iterfind("{*}fonts/{*}font")]

        def style(form: etree._Element) -> Style:
            font = _int(form.get("fontId"))
            alignment = form.find("{*}alignment")
            indent = 0 if alignment is None else _int(alignment.get("indent"))
            is_bold = 0 <= font < len(bold) and bold[font]
            return Style(codes.get(_int(form.get("numFmtId")), ""), is_bold, indent)

        return [style(form) for form in root.iterfind("{*}cellXfs/{*}xf")]

    def _look(self, root: etree._Element, styles: list[Style], name: str) -> Look:
        look = Look()
        bottom = right = 0
        for (row, column), cell in _cells(root):
            value = cell.find("{*}v")
            if (value is None or not value.text) and cell.find("{*}is") is None:
                # the result of a formula can be an empty text, which is no number that is missing
                if cell.find("{*}f") is not None and cell.get("t") != "str":
                    look.uncalculated.add((row, column))
                continue
            bottom, right = max(bottom, row), max(right, column)
            index = _int(cell.get("s"))
            if 0 <= index < len(styles):
                look.styles[row, column] = styles[index]
            if cell.get("t") == "e" and value is not None:
                look.errors[row, column] = (value.text or "#ERROR")[:20]
        if bottom * right > MAX_AREA:
            spread = f"are spread over {bottom * right:,} cells"
            message = f"The values of the sheet “{name[:40]}” {spread}."
            raise UnreadableError(WORKBOOK_LIMIT(message, self._document.source()))
        return look


def _cells(root: etree._Element) -> Iterator[tuple[Place, etree._Element]]:
    """Yield the cells of a sheet; one without a name follows the one before it."""
    number = 0
    for row in root.iterfind("{*}sheetData/{*}row"):
        number = _int(row.get("r")) or number + 1
        column = 0
        for cell in row.iterfind("{*}c"):
            column += 1
            name = cell.get("r")
            if name is not None:
                try:
                    number, column = place_of(name)
                except ValueError:
                    continue
            yield (number, column), cell


def _is_bold(font: etree._Element) -> bool:
    bold = font.find("{*}b")
    return bold is not None and bold.get("val", "1") not in {"0", "false"}


def _int(text: str | None) -> int:
    return int(text) if text is not None and text.isascii() and text.isdigit() else 0
