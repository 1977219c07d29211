"""The sheets of a package: finding them, and adding some."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from lxml import etree

from finmodel.formats.spreadsheet.package import Package, whole_number
from finmodel.formats.spreadsheet.sheet import Sheet, SheetWriter
from finmodel.formats.spreadsheet.style import Styles

_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_LONGEST_NAME: Final = 31
_NEW: Final = {
    "[Content_Types].xml": (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/></Types>'
    ),
    "_rels/.rels": (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId1" Target="xl/workbook.xml" Type="http://schemas.openxmlformats.org/'
        'officeDocument/2006/relationships/officeDocument"/></Relationships>'
    ),
    "xl/workbook.xml": f'<workbook xmlns="{_MAIN}"><sheets/></workbook>',
}


def new_package() -> Package:
    """Return a package of a workbook without any sheets."""
    return Package({name: text.encode() for name, text in _NEW.items()})


def new_workbook(sheets: Iterable[Sheet]) -> bytes:
    """Return a workbook of some sheets; the same sheets give the same bytes."""
    package = new_package()
    add_sheets(package, sheets, Styles(package))
    return package.bytes()


def sheet_parts(package: Package) -> Mapping[str, str]:
    """Return the parts of the worksheets, by the names of the sheets."""
    targets = package.related(package.main, "worksheet")
    listed = package.tree(package.main).iterfind("{*}sheets/{*}sheet")
    found = {each.get("name", ""): targets.get(_reference(each)) for each in listed}
    return {name: part for name, part in found.items() if part is not None and part in package}


def _reference(sheet: etree._Element) -> str:
    values = (v for k, v in sheet.attrib.items() if etree.QName(str(k)).localname == "id")
    return str(next(values, ""))


def add_sheets(package: Package, sheets: Iterable[Sheet], styles: Styles) -> None:
    """Add sheets behind those that a workbook has."""
    main = package.tree(package.main)
    name = etree.QName(main).namespace or _MAIN
    listed = main.find("{*}sheets")
    if listed is None:
        listed = etree.SubElement(main, f"{{{name}}}sheets")
    for sheet in sheets:
        part = package.new_name("xl/worksheets/finmodel{}.xml")
        package.put(part, b"".join(SheetWriter(sheet, styles, name).chunks()))
        package.declare(part, f"{_TYPE}.worksheet+xml")
        ids = [whole_number(each.get("sheetId")) for each in listed]
        attributes = {
            "name": free_name(sheet.name, (each.get("name", "") for each in listed)),
            "sheetId": str(max(ids, default=0) + 1),
            package.relationship_name: package.relate(package.main, "worksheet", part),
        }
        etree.SubElement(listed, f"{{{name}}}sheet", attributes)
    package.changed(package.main)


def free_name(wanted: str, taken: Iterable[str]) -> str:
    """Return a name that a sheet can have and none has, the one that is wanted if it is free."""
    plain = "".join(" " if each in "[]:*?/\\" or ord(each) < ord(" ") else each for each in wanted)
    plain = plain.strip(" '")[:_LONGEST_NAME] or "Sheet"
    known, name, number = {each.casefold() for each in taken}, plain, 1
    while name.casefold() in known:
        number += 1
        end = f" ({number})"
        name = plain[: _LONGEST_NAME - len(end)] + end
    return name
