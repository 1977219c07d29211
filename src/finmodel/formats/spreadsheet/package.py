"""A workbook's parts: those that are changed or added, and all others copied byte for byte."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path
from posixpath import dirname, join, normpath, relpath
from typing import Final

from lxml import etree

from finmodel.diagnostic import Fault, UnreadableError
from finmodel.formats.document import Document
from finmodel.formats.store.archive import Archive
from finmodel.formats.store.fault import ARCHIVE_LIMIT, INVALID_ARCHIVE
from finmodel.formats.xml.parser import MAX_TREE, parse_document
from finmodel.source import Source

NOT_A_PACKAGE: Final = Fault(
    "fm:notAPackage",
    "A workbook is of a format in which cells cannot be marked.",
    "Save it as .xlsx or .xlsm, without a password.",
    "ECMA-376, part 2",
)

_CONTENT_TYPES: Final = "[Content_Types].xml"
_RELATIONSHIPS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_TRANSITIONAL: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT: Final = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_OFFICE: Final = (_TRANSITIONAL, _STRICT)
_MOST_DIGITS: Final = 10
_STRICT_MAIN: Final = "http://purl.oclc.org/ooxml/spreadsheetml/main"


class Package:
    """The parts of a workbook by name.

    Trees are parsed when they are asked for and written back at the end if they were `changed`.
    """

    def __init__(self, parts: Mapping[str, bytes], name: str = "workbook.xlsx") -> None:
        self._parts = dict(parts)
        self._trees: dict[str, etree._Element] = {}
        self._changed: set[str] = set()
        self._name = name

    @classmethod
    def at(cls, path: Path) -> Package:
        """Open the workbook at a path; raises `UnreadableError` for what is none, or not safe."""
        try:
            Archive.at(path)  # refuses what is not safe to be unpacked
        except UnreadableError as error:
            if path.is_file() and not zipfile.is_zipfile(path):
                raise UnreadableError(
                    NOT_A_PACKAGE(f"{path} is no Office Open XML workbook.", Source(str(path)))
                ) from None
            raise error from None
        with zipfile.ZipFile(path) as archive:
            entries = [each for each in archive.infolist() if not each.is_dir()]
            size = sum(each.file_size for each in entries)
            if size > MAX_TREE:
                message = f"{path} expands to {size:,} bytes, over {MAX_TREE:,}."
                raise UnreadableError(ARCHIVE_LIMIT(message, Source(str(path))))
            try:
                parts = {each.filename: archive.read(each) for each in entries}
            except (zipfile.BadZipFile, zlib.error, EOFError) as error:
                message = f"{path} is damaged ({error})."
                raise UnreadableError(INVALID_ARCHIVE(message, Source(str(path)))) from None
        package = cls(parts, str(path))
        if _CONTENT_TYPES not in parts or not package.main.endswith(".xml"):
            message = f"{path} has no workbook that consists of XML."
            raise UnreadableError(NOT_A_PACKAGE(message, Source(str(path))))
        return package

    def __contains__(self, part: str) -> bool:
        return part in self._parts

    @property
    def main(self) -> str:
        """The name of the part that lists the sheets; empty where there is none."""
        return next(iter(self.related("", "officeDocument").values()), "")

    def read(self, part: str) -> bytes:
        """Return the bytes of a part as it was."""
        return self._parts[part]

    def put(self, part: str, data: bytes) -> None:
        """Add a part, or replace one."""
        self._parts[part] = data

    def tree(self, part: str) -> etree._Element:
        """Return the root element of a part; say `changed` after changing it."""
        if part not in self._trees:
            document = Document.from_bytes(self._parts[part], f"{self._name} {part}")
            self._trees[part] = parse_document(document).getroot()
        return self._trees[part]

    def changed(self, part: str) -> None:
        """Note that the tree of a part is to be written back."""
        self._changed.add(part)

    def new_name(self, pattern: str) -> str:
        """Return a name that no part has; `{}` in it becomes a number."""
        number = 1
        while pattern.format(number) in self._parts:
            number += 1
        return pattern.format(number)

    # --- relationships and content types

    def related(self, part: str, kind: str) -> dict[str, str]:
        """Return the parts to which a part has relationships of a kind, by their identifiers."""
        listing = _listing(part)
        if listing not in self._parts:
            return {}
        types = {f"{base}/{kind}" for base in _OFFICE}
        return {
            each.get("Id", ""): normpath(join("/", dirname(part), each.get("Target", ""))).lstrip(
                "/"
            )
            for each in self.tree(listing)
            if each.get("Type") in types and each.get("TargetMode") != "External"
        }

    def relate(self, part: str, kind: str, target: str) -> str:
        """Add a relationship from a part to another, and return its identifier."""
        listing = _listing(part)
        if listing not in self._parts:
            self.put(listing, f'<Relationships xmlns="{_RELATIONSHIPS}"/>'.encode())
        root = self.tree(listing)
        used = {each.get("Id") for each in root}
        id = next(f"rId{n}" for n in range(1, len(used) + 2) if f"rId{n}" not in used)
        base = _STRICT if self.is_strict else _TRANSITIONAL
        address = relpath("/" + target, "/" + dirname(part))
        name = etree.QName(root).namespace
        attributes = {"Id": id, "Type": f"{base}/{kind}", "Target": address}
        etree.SubElement(root, f"{{{name}}}Relationship", attributes)
        self.changed(listing)
        return id

    @property
    def is_strict(self) -> bool:
        """Whether the workbook uses the names of the strict standard."""
        return _namespace(self.tree(self.main)) == _STRICT_MAIN

    @property
    def relationship_name(self) -> str:
        """The attribute by which elements refer to relationships."""
        return f"{{{_STRICT if self.is_strict else _TRANSITIONAL}}}id"

    def declare(self, part: str, content_type: str) -> None:
        """Say of which type a part is."""
        root = self.tree(_CONTENT_TYPES)
        attributes = {"PartName": f"/{part}", "ContentType": content_type}
        etree.SubElement(root, f"{{{_namespace(root)}}}Override", attributes)
        self.changed(_CONTENT_TYPES)

    def bytes(self) -> bytes:
        """Return the workbook, the parts in their old order and new ones behind."""
        for part in self._changed:
            root = self._trees[part]
            self._parts[part] = etree.tostring(
                root, xml_declaration=True, encoding="UTF-8", standalone=True
            )
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in self._parts.items():
                info = zipfile.ZipInfo(name)  # of 1980: the same workbook gives the same bytes
                info.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(info, data)
        return stream.getvalue()


def _listing(part: str) -> str:
    """Return the name of the part that lists the relationships of a part."""
    folder, _, name = part.rpartition("/")
    return f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels"


def _namespace(root: etree._Element) -> str:
    return etree.QName(root).namespace or ""


def whole_number(text: str | None) -> int:
    """Return the number that an attribute has; 0 for none, or for what is no such number."""
    is_number = text is not None and text.isascii() and text.isdigit() and len(text) < _MOST_DIGITS
    return int(text) if text is not None and is_number else 0
