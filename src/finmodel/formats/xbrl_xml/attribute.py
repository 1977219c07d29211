"""Attributes of the elements of an instance that XLink and XBRL 2.1 define."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lxml import etree

from finmodel.formats.taxonomy_xml.structure import is_number, shape, value_problem
from finmodel.formats.xml.namespace import XSI
from finmodel.formats.xml.xlink import FROM, LABEL, TO
from finmodel.qname import is_ncname

_NAMES: Final = (LABEL, FROM, TO)
_ANYWHERE: Final = frozenset(
    f"{{{XSI}}}{name}" for name in ("type", "schemaLocation", "noNamespaceSchemaLocation")
)
"""What XML Schema allows on every element; `nil` only where a declaration says so."""


def strange_attributes(element: etree._Element, *known: str) -> list[str]:
    """Return the names of the attributes that an element has beside those it may have, in order."""
    return sorted(map(str, set(element.attrib).difference(known, _ANYWHERE)))


def attribute_problems(element: etree._Element, kind: str) -> Iterator[str]:
    """Yield what is wrong with the attributes of an element of a type of XLink.

    What is yielded goes on from the name of the element (sections 3.5 and 4.11).
    """
    given = {str(name): str(text) for name, text in element.attrib.items()}
    yield from shape(kind, str(element.tag), *given).problems
    for name, text in given.items():
        if name in _NAMES and not is_ncname(text.strip()):
            yield f"has the {name.rpartition('}')[2]} {text[:60]!r}, not a name without a colon"
        elif name == "order" and not is_number(text):
            yield f"has the order {text[:60]!r}, not a number"
        elif (problem := value_problem(name, text)) is not None:
            yield problem
