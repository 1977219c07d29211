"""What calamine does not tell of an Office Open XML workbook, and whether it is safe to open.

Calamine keeps a sheet as one rectangle, so two cells in opposite corners would need all the memory
that there is. The parts are therefore looked at first: how far apart cells are, how they are
displayed, which formulas failed or were never calculated.
"""

from __future__ import annotations

import tempfile
from collections.abc import Collection, Iterator, Mapping
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
from finmodel.formats.xml.parser import XmlStream, parse_document

MAX_EXPANDED: Final = 1 << 27
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


def looks(document: Document, names: Collection[str] | None = None) -> Mapping[str, Look] | None:
    """Return how the sheets of a workbook look, by name; raises `UnreadableError`.

    With `names` only those sheets are looked at, and only they may be opened. `None` is said of
    archives that are workbooks of another format, of which only the size is looked at.
    """
    if document.data is None and document.path is not None:
        return _Parts(document, Archive.at(document.path)).looks(names)
    with tempfile.NamedTemporaryFile(suffix=".xlsx") as stream:
        stream.write(document.read())
        stream.flush()
        return _Parts(document, Archive.at(Path(stream.name))).looks(names)


class _Parts:
    def __init__(self, document: Document, archive: Archive) -> None:
        self._document = document
        self._archive = archive
        self._left = MAX_EXPANDED

    def looks(self, names: Collection[str] | None) -> Mapping[str, Look] | None:
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
            if names is not None and sheet.get("name") not in names:
                continue
            id = next((sheet.get(name) for name in _IDS if sheet.get(name)), None)
            data = self._count(targets.get(id or "", ""))
            if data is not None:
                name = sheet.get("name", "")
                stream = XmlStream(Document.from_bytes(data, f"{self._document.name} {name}"))
                found[name] = self._look(stream, styles, name)
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

    def _look(self, stream: XmlStream, styles: list[Style], name: str) -> Look:
        look = Look()
        bottom = right = 0
        space = f"{{{stream.name.namespace}}}" if stream.name.namespace else ""
        for (row, column), cell in _cells(stream, space):
            parts = {str(part.tag).removeprefix(space): part for part in cell}
            value = parts.get("v")
            if (value is None or not value.text) and "is" not in parts:
                # the result of a formula can be an empty text, which is no number that is missing
                if "f" in parts and cell.get("t") != "str":
                    look.uncalculated.add((row, column))
                continue
            bottom, right = max(bottom, row), max(right, column)
            if bottom * right > MAX_AREA:
                spread = f"are spread over {bottom * right:,} cells or more"
                message = f"The values of the sheet “{name[:40]}” {spread}."
                raise UnreadableError(WORKBOOK_LIMIT(message, self._document.source()))
            index = _int(cell.get("s"))
            if 0 <= index < len(styles):
                look.styles[row, column] = styles[index]
            if cell.get("t") == "e" and value is not None:
                look.errors[row, column] = (value.text or "#ERROR")[:20]
        return look


def _rows(stream: XmlStream, space: str) -> Iterator[etree._Element]:
    """Yield the rows of a sheet, each gone once the next ones are asked for."""
    data = f"{space}sheetData"
    for batch in stream:
        for child in batch:
            if child.tag == data:
                yield from child
                del child[:]
        last = stream.root[-1] if len(stream.root) else None
        if last is not None and last.tag == data:  # its last row may still be unfinished
            yield from last[:-1]
            del last[:-1]


def _cells(stream: XmlStream, space: str) -> Iterator[tuple[Place, etree._Element]]:
    """Yield the cells of a sheet; one without a name follows the one before it."""
    number = 0
    for row in _rows(stream, space):
        number = _int(row.get("r")) or number + 1
        column = 0
        for cell in row.iterchildren(f"{space}c"):
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
