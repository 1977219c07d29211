"""Comments on cells: kept where there are any, and added to.

A comment is in two parts: its text, and the drawing that says where it appears. The drawing is VML,
which programs do not always write as well-formed XML, so shapes are put before its end and nothing
else of it is touched.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from lxml import etree

from finmodel.formats.spreadsheet.package import Package, whole_number
from finmodel.formats.spreadsheet.sheet import MAX_TEXT, written
from finmodel.formats.workbook.grid import place_of

AUTHOR: Final = "finmodel"

_COMMENTS: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_VML: Final = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_NAMES: Final = (
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel"'
)
_EMPTY: Final = (
    f'<xml {_NAMES}><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="{{0}}"/>'
    "</o:shapelayout></xml>"
)
_IDS: Final = 1024
"""The numbers of shapes that each drawing of a workbook has for itself."""
_TYPE_ID: Final = "_x0000_t202"
_SHAPE_TYPE: Final = (
    f'<v:shapetype {_NAMES} id="{_TYPE_ID}" coordsize="21600,21600" o:spt="202" '
    'path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/>'
    '<v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_SHAPE: Final = (
    '<v:shape {names} id="_x0000_s{id}" type="#{type}" style="position:absolute;'
    'margin-left:80pt;margin-top:2pt;width:320pt;height:{height}pt;z-index:1;visibility:hidden" '
    'fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/>'
    '<v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
    '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
    '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
    "<x:Anchor>{column}, 15, {top}, 2, {right}, 15, {bottom}, 4</x:Anchor>"
    "<x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{cell}</x:Column>"
    "</x:ClientData></v:shape>"
)
_SHAPE_ID: Final = re.compile(rb"_x0000_s(\d{1,9})")
_AFTER: Final = frozenset(
    "legacyDrawingHF drawingHF picture oleObjects controls AlternateContent webPublishItems "
    "tableParts extLst".split()
)
_WIDTH: Final = 5
_CHARACTERS: Final = 58
_LINE: Final = 12
_MOST_LINES: Final = 30


def comment(package: Package, sheet: str, texts: Mapping[str, str]) -> None:
    """Add texts to the comments on cells of a sheet, by the names of the cells."""
    if not texts:
        return
    part = _comments(package, sheet)
    root = package.tree(part)
    name = etree.QName(root).namespace or ""
    listed, author = _list(root, name), _author(root, name)
    known = {each.get("ref"): each for each in listed}
    added: dict[str, str] = {}
    for cell, text in texts.items():
        if cell in known:
            _append(known[cell], name, text)
            continue
        each = etree.SubElement(listed, f"{{{name}}}comment", {"ref": cell, "authorId": author})
        etree.SubElement(each, f"{{{name}}}text")
        _append(each, name, text)
        added[cell] = text
    package.changed(part)
    if added:
        _draw(package, sheet, added)


def _comments(package: Package, sheet: str) -> str:
    """Return the part with the comments of a sheet, which is made where there is none."""
    for part in package.related(sheet, "comments").values():
        if part in package:
            return part
    part = package.new_name("xl/comments{}.xml")
    name = etree.QName(package.tree(sheet)).namespace
    package.put(part, f'<comments xmlns="{name}"><authors/><commentList/></comments>'.encode())
    package.declare(part, _COMMENTS)
    package.relate(sheet, "comments", part)
    return part


def _list(root: etree._Element, name: str) -> etree._Element:
    found = root.find("{*}commentList")
    return etree.SubElement(root, f"{{{name}}}commentList") if found is None else found


def _author(root: etree._Element, name: str) -> str:
    authors = root.find("{*}authors")
    if authors is None:
        authors = etree.Element(f"{{{name}}}authors")
        root.insert(0, authors)
    for number, each in enumerate(authors):
        if each.text == AUTHOR:
            return str(number)
    etree.SubElement(authors, f"{{{name}}}author").text = AUTHOR
    return str(len(authors) - 1)


def _append(one: etree._Element, name: str, text: str) -> None:
    """Add a text to a comment, as a run behind those that it has."""
    body = one.find("{*}text")
    if body is None:
        body = etree.SubElement(one, f"{{{name}}}text")
    for bare in body.findall("{*}t"):  # a text without runs cannot stand beside one
        run = etree.Element(f"{{{name}}}r")
        body.replace(bare, run)
        run.append(bare)
    runs = body.findall("{*}r")
    run = etree.Element(f"{{{name}}}r")
    properties = etree.SubElement(run, f"{{{name}}}rPr")
    etree.SubElement(properties, f"{{{name}}}sz", {"val": "9"})
    etree.SubElement(properties, f"{{{name}}}rFont", {"val": "Tahoma"})
    content = etree.SubElement(run, f"{{{name}}}t")
    content.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    content.text = ("\n\n" if runs else "") + written(text[: MAX_TEXT // 2])
    body.insert(body.index(runs[-1]) + 1 if runs else 0, run)


def _draw(package: Package, sheet: str, texts: Mapping[str, str]) -> None:
    """Add the shapes in which comments appear."""
    part = _drawing(package, sheet)
    data = package.read(part)
    ids = [int(found) for found in _SHAPE_ID.findall(data)]
    shapes = [] if _TYPE_ID.encode() in data else [_SHAPE_TYPE]
    for id, (cell, text) in enumerate(texts.items(), max(ids, default=_number(part) * _IDS) + 1):
        row, column = place_of(cell)
        lines = sum(1 + len(line) // _CHARACTERS for line in text.splitlines())
        height = min(lines + 1, _MOST_LINES)
        shapes.append(
            _SHAPE.format(
                names=_NAMES, id=id, type=_TYPE_ID, height=height * _LINE, column=column,
                right=column + _WIDTH, top=max(row - 2, 0), bottom=max(row - 2, 0) + height,
                row=row - 1, cell=column - 1,
            )
        )  # fmt: skip
    start, end, rest = data.rpartition(b"</xml>")
    if not end:
        start, end, rest = data.rstrip().removesuffix(b"/>") + b">", b"</xml>", b""
    package.put(part, start + "".join(shapes).encode() + end + rest)


def _number(part: str) -> int:
    """Return the number in the name of a drawing, which tells its shapes from those of others."""
    return whole_number("".join(filter(str.isdigit, part))) or 1


def _drawing(package: Package, sheet: str) -> str:
    """Return the drawing of a sheet's comments, which is made where there is none."""
    root = package.tree(sheet)
    known = package.related(sheet, "vmlDrawing")
    legacy = root.find("{*}legacyDrawing")
    part = "" if legacy is None else known.get(legacy.get(package.relationship_name, ""), "")
    if part in package:
        return part
    part = package.new_name("xl/drawings/vmlDrawing{}.vml")
    package.put(part, _EMPTY.format(_number(part)).encode())
    package.declare(part, _VML)
    id = package.relate(sheet, "vmlDrawing", part)
    legacy = etree.Element(f"{{{etree.QName(root).namespace}}}legacyDrawing")
    legacy.set(package.relationship_name, id)
    names = [etree.QName(each).localname for each in root]
    data = names.index("sheetData") if "sheetData" in names else 0
    place = next((n for n in range(data, len(names)) if names[n] in _AFTER), len(names))
    root.insert(place, legacy)
    package.changed(sheet)
    return part
