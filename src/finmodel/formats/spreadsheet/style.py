"""Cell formats: those of sheets that are added, and those that cells have once they are marked."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from enum import Enum
from typing import Final

from attrs import frozen
from lxml import etree

from finmodel.formats.spreadsheet.package import Package, whole_number

_DARK: Final = "FF1F1F1F"
_WHITE_INDEXES: Final = ("1", "9")
_LIGHT: Final = 170
_LISTS: Final = ("fonts", "fills", "borders", "cellXfs")
_SIDES: Final = ("left", "right", "top", "bottom", "diagonal")


class Look(Enum):
    """How a cell of an added sheet looks: font, fill, alignment, whether it is set as text."""

    PLAIN = "plain"
    TITLE = "title"
    NOTE = "note"
    HEAD = "head"
    TEXT = "text"
    LITERAL = "literal"
    LINK = "link"
    NUMBER = "number"
    WHOLE = "whole number"


@frozen
class Tint:
    """A mark on a cell: its fill, and borders that tell it from others without any colour."""

    fill: str
    border: str
    line: str
    is_boxed: bool = False


_FONTS: Final = {
    Look.TITLE: '<font><b/><sz val="14"/><name val="Arial"/></font>',
    Look.NOTE: '<font><sz val="9"/><color rgb="FF595959"/><name val="Arial"/></font>',
    Look.HEAD: '<font><b/><sz val="10"/><color rgb="FFFFFFFF"/><name val="Arial"/></font>',
    Look.LINK: '<font><u/><sz val="10"/><color rgb="FF0B57D0"/><name val="Arial"/></font>',
}
_FONT: Final = '<font><sz val="10"/><name val="Arial"/></font>'
_HEAD_FILL: Final = "FF1F3864"
_WRAPPED: Final = (Look.HEAD, Look.TEXT, Look.LITERAL, Look.LINK)
_NUMBER_FORMATS: Final = {Look.LITERAL: "49", Look.WHOLE: "3"}
"""Those that every program knows: text, and whole numbers with their digits in groups."""
_NOTHING: Final = (
    '<fonts count="1"><font><sz val="10"/><name val="Arial"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
)


class Styles:
    """The part with the formats of cells, to which formats are added and none is changed."""

    def __init__(self, package: Package) -> None:
        self._package = package
        found = list(package.related(package.main, "styles").values())
        self._part = found[0] if found and found[0] in package else _added(package)
        root = package.tree(self._part)
        self._name = etree.QName(root).namespace or ""
        self._lists: dict[str, etree._Element] = {}
        for name in _LISTS:
            listed = root.find(f"{{*}}{name}")
            if listed is None:
                listed = etree.SubElement(root, f"{{{self._name}}}{name}")
            self._lists[name] = listed
        self._known: dict[object, int] = {}

    def look(self, look: Look) -> int:
        """Return the number of the format of an added cell."""
        return self._once(look, lambda: self._add_look(look))

    def marked(self, base: int, tint: Tint) -> int:
        """Return the number of a format that is another one with a mark."""
        return self._once((base, tint), lambda: self._add_marked(base, tint))

    def _once(self, key: object, make: Callable[[], int]) -> int:
        if key not in self._known:
            self._known[key] = make()
            self._package.changed(self._part)
        return self._known[key]

    def _add(self, name: str, element: etree._Element) -> int:
        listed = self._lists[name]
        listed.append(element)
        listed.set("count", str(len(listed)))
        return len(listed) - 1

    def _made(self, name: str, text: str) -> int:
        """Add an element of a list that is written as XML, once."""
        element = etree.fromstring(text.replace(">", f' xmlns="{self._name}">', 1))
        return self._once((name, text), lambda: self._add(name, element))

    def _add_look(self, look: Look) -> int:
        fill = self._fill(_HEAD_FILL) if look is Look.HEAD else 0
        form = etree.Element(f"{{{self._name}}}xf", {"numFmtId": _NUMBER_FORMATS.get(look, "0")})
        form.set("fontId", str(self._made("fonts", _FONTS.get(look, _FONT))))
        form.set("fillId", str(fill))
        form.set("borderId", "0")
        form.set("xfId", "0")
        for name in ("applyNumberFormat", "applyFont", "applyFill", "applyAlignment"):
            form.set(name, "1")
        if look is Look.LITERAL:
            form.set("quotePrefix", "1")
        alignment = etree.SubElement(form, f"{{{self._name}}}alignment", {"vertical": "top"})
        if look in _WRAPPED:
            alignment.set("wrapText", "1")
            alignment.set("horizontal", "left")
            alignment.set("indent", "1")  # else it touches the number on its left
        return self._add("cellXfs", form)

    def _add_marked(self, base: int, tint: Tint) -> int:
        forms = self._lists["cellXfs"]
        form = deepcopy(forms[base if base < len(forms) else 0])
        form.set("fillId", str(self._fill(tint.fill)))
        form.set("borderId", str(self._border(whole_number(form.get("borderId")), tint)))
        form.set("fontId", str(self._font(whole_number(form.get("fontId")))))
        for name in ("applyFill", "applyBorder", "applyFont"):
            form.set(name, "1")
        return self._add("cellXfs", form)

    def _fill(self, colour: str) -> int:
        return self._made(
            "fills",
            f'<fill><patternFill patternType="solid"><fgColor rgb="{colour}"/>'
            '<bgColor indexed="64"/></patternFill></fill>',
        )

    def _border(self, base: int, tint: Tint) -> int:
        return self._once(("border", base, tint), lambda: self._add_border(base, tint))

    def _add_border(self, base: int, tint: Tint) -> int:
        borders = self._lists["borders"]
        border = (
            deepcopy(borders[base])
            if base < len(borders)
            else etree.Element(f"{{{self._name}}}border")
        )
        for name in _SIDES[: 4 if tint.is_boxed else 1]:
            side = self._side(border, name)
            for old in list(side):
                side.remove(old)
            side.set("style", tint.border)
            etree.SubElement(side, f"{{{self._name}}}color", {"rgb": tint.line})
        return self._add("borders", border)

    def _side(self, border: etree._Element, name: str) -> etree._Element:
        """Return a side of a border, which has its sides in a fixed order."""
        other = {"left": "start", "right": "end"}.get(name, name)
        for each in border:
            if etree.QName(each).localname in (name, other):
                return each
        side = etree.Element(f"{{{self._name}}}{name}")
        before = _SIDES[: _SIDES.index(name)]
        names = [etree.QName(each).localname for each in border]
        border.insert(sum(each in (*before, "start", "end") for each in names), side)
        return side

    def _font(self, base: int) -> int:
        """Return a font that can be read on a light fill."""
        fonts = self._lists["fonts"]
        if base >= len(fonts):
            return base
        colour = fonts[base].find("{*}color")
        if colour is None or not _is_light(colour):
            return base
        return self._once(("font", base), lambda: self._add_dark(fonts[base]))

    def _add_dark(self, font: etree._Element) -> int:
        dark = deepcopy(font)
        colour = dark.find("{*}color")
        if colour is not None:
            colour.attrib.clear()
            colour.set("rgb", _DARK)
        return self._add("fonts", dark)


def _is_light(colour: etree._Element) -> bool:
    rgb = colour.get("rgb", "")[-6:]
    try:
        parts = [int(rgb[place : place + 2], 16) for place in (0, 2, 4)]
    except ValueError:
        return colour.get("theme") == "0" or colour.get("indexed") in _WHITE_INDEXES
    return min(parts) > _LIGHT


def _added(package: Package) -> str:
    part = package.new_name("xl/styles{}.xml" if "xl/styles.xml" in package else "xl/styles.xml")
    name = etree.QName(package.tree(package.main)).namespace
    package.put(part, f'<styleSheet xmlns="{name}">{_NOTHING}</styleSheet>'.encode())
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
    package.declare(part, kind)
    package.relate(package.main, "styles", part)
    return part
