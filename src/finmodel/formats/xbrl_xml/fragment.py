"""The content of footnotes as XHTML fragments, which is what notes hold (OIM 1.0, note facts)."""

from __future__ import annotations

import re
from typing import Final

from lxml import etree

from finmodel.diagnostic import UnreadableError
from finmodel.formats.document import Document
from finmodel.formats.xbrl_xml.name import XHTML
from finmodel.formats.xml.parser import parse_document
from finmodel.formats.xml.text import escaped, quoted

_START: Final = f"{{{XHTML}}}"
_XML: Final = "{http://www.w3.org/XML/1998/namespace}"
_MARKUP: Final = re.compile("[&<>]")
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
    parts.append(escaped(element.text or ""))
    for child in element:
        tag = str(child.tag)
        attributes = [(str(name), str(value)) for name, value in child.attrib.items()]
        if not tag.startswith(_START) or any(_is_foreign(name) for name, _ in attributes):
            parts.append(etree.tostring(child, encoding="unicode", with_tail=False))
        else:
            name = tag.removeprefix(_START)
            parts.append(f"<{name}")
            parts += [f" {key.replace(_XML, 'xml:')}={quoted(text)}" for key, text in attributes]
            if name in _VOID and not len(child) and not child.text:
                parts.append("/>")
            else:
                parts.append(">")
                _append_content(child, parts)
                parts.append(f"</{name}>")
        parts.append(escaped(child.tail or ""))


def is_fragment(value: str) -> bool:
    """Tell whether a text can stand in a footnote as it is, markup and all."""
    if value.isprintable() and not _MARKUP.search(value):
        return True
    # as deep as in an instance; what closes the footnote and opens another has more than one child
    document = f'<a><b><c xmlns="{XHTML}">{value}</c></b></a>'
    try:
        root = parse_document(Document.from_bytes(document.encode())).getroot()
    except (UnreadableError, UnicodeEncodeError):
        return False
    return len(root) == 1 and len(root[0]) == 1


def _is_foreign(attribute: str) -> bool:
    return attribute.startswith("{") and not attribute.startswith(_XML)
