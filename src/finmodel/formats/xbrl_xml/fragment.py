"""The content of footnotes as XHTML fragments, which is what notes hold (OIM 1.0, note facts)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from lxml import etree

from finmodel.diagnostic import UnreadableError
from finmodel.formats.document import Document
from finmodel.formats.xml.namespace import XHTML, XML
from finmodel.formats.xml.parser import parse_document
from finmodel.formats.xml.text import escaped, quoted
from finmodel.qname import QName

_MARKUP: Final = re.compile("[&<>]")
_VOID: Final = frozenset(
    "area base basefont br col frame hr img input isindex link meta param".split()
)
"""Elements that are empty in HTML; any other needs an end tag there, even without content."""


def fragment_of(element: etree._Element) -> str:
    """Return what is inside an element: text escaped, elements without prefix.

    XHTML is the default namespace; elements of another declare it.
    """
    parts: list[str] = []
    _append_content(element, XHTML, parts)
    return "".join(parts)


def _append_content(element: etree._Element, default: str, parts: list[str]) -> None:
    parts.append(escaped(element.text or ""))
    for child in element:
        namespace, name = QName.from_clark(str(child.tag))
        declaration = "" if namespace == default else f" xmlns={quoted(namespace)}"
        parts += (f"<{name}{declaration}", *_attributes(child))
        if namespace == XHTML and name in _VOID and not len(child) and not child.text:
            parts.append("/>")
        else:
            parts.append(">")
            _append_content(child, namespace, parts)
            parts.append(f"</{name}>")
        parts.append(escaped(child.tail or ""))


def _attributes(element: etree._Element) -> Iterator[str]:
    prefixes = {uri: prefix for prefix, uri in element.nsmap.items() if prefix} | {XML: "xml"}
    declared = {"", XML}
    for key, value in element.attrib.items():
        namespace, name = QName.from_clark(str(key))
        if namespace not in declared:
            declared.add(namespace)
            yield f" xmlns:{prefixes[namespace]}={quoted(namespace)}"
        qualified = f"{prefixes[namespace]}:{name}" if namespace else name
        yield f" {qualified}={quoted(str(value))}"


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
