"""The content of footnotes as XHTML fragments, which is what notes hold (OIM 1.0, note facts)."""

from __future__ import annotations

from html import escape
from typing import Final

from lxml import etree

from finmodel.formats.xbrl_xml.name import XHTML

_START: Final = f"{{{XHTML}}}"
_XML: Final = "{http://www.w3.org/XML/1998/namespace}"
_VOID: Final = frozenset(
    "area base basefont br col frame hr img input isindex link meta param".split()
)
"""Elements that are empty in HTML; any other needs an end tag there, even without content."""


def fragment_of(element: etree._Element) -> str:
    """Return what is inside an element: text escaped, XHTML elements without prefix."""
    parts: list[str] = []
    _append_content(element, parts)
    return "".join(parts)


def _append_content(element: etree._Element, parts: list[str]) -> None:
    parts.append(escape(element.text or "", quote=False))
    for child in element:
        tag = str(child.tag)
        attributes = [(str(name), str(value)) for name, value in child.attrib.items()]
        if not tag.startswith(_START) or any(_is_foreign(name) for name, _ in attributes):
            parts.append(etree.tostring(child, encoding="unicode", with_tail=False))
        else:
            name = tag.removeprefix(_START)
            parts.append(f"<{name}")
            parts += [f' {key.replace(_XML, "xml:")}="{_quoted(text)}"' for key, text in attributes]
            if name in _VOID and not len(child) and not child.text:
                parts.append("/>")
            else:
                parts.append(">")
                _append_content(child, parts)
                parts.append(f"</{name}>")
        parts.append(escape(child.tail or "", quote=False))


def _is_foreign(attribute: str) -> bool:
    return attribute.startswith("{") and not attribute.startswith(_XML)


def _quoted(value: str) -> str:
    """Escape an attribute's value; unescaped, tabs and ends of lines would become spaces."""
    escaped = escape(value, quote=False).replace('"', "&quot;")
    return escaped.replace("\t", "&#9;").replace("\n", "&#10;").replace("\r", "&#13;")
