"""Names of elements and attributes in instances, in the form `{namespace}local`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lxml import etree

from finmodel.formats.xml.namespace import LINK, XSI
from finmodel.qname import XBRLI

XBRLDI: Final = "http://xbrl.org/2006/xbrldi"

ROOT: Final = f"{{{XBRLI}}}xbrl"
CONTEXT: Final = f"{{{XBRLI}}}context"
ENTITY: Final = f"{{{XBRLI}}}entity"
IDENTIFIER: Final = f"{{{XBRLI}}}identifier"
SEGMENT: Final = f"{{{XBRLI}}}segment"
SCENARIO: Final = f"{{{XBRLI}}}scenario"
PERIOD: Final = f"{{{XBRLI}}}period"
START_DATE: Final = f"{{{XBRLI}}}startDate"
END_DATE: Final = f"{{{XBRLI}}}endDate"
INSTANT: Final = f"{{{XBRLI}}}instant"
FOREVER_ELEMENT: Final = f"{{{XBRLI}}}forever"
UNIT: Final = f"{{{XBRLI}}}unit"
MEASURE: Final = f"{{{XBRLI}}}measure"
DIVIDE: Final = f"{{{XBRLI}}}divide"
NUMERATOR: Final = f"{{{XBRLI}}}unitNumerator"
DENOMINATOR: Final = f"{{{XBRLI}}}unitDenominator"
NUMERATOR_PART: Final = f"{{{XBRLI}}}numerator"
DENOMINATOR_PART: Final = f"{{{XBRLI}}}denominator"
"""The parts of a fraction, which is a fact; those of a unit have other names."""

EXPLICIT_MEMBER: Final = f"{{{XBRLDI}}}explicitMember"
TYPED_MEMBER: Final = f"{{{XBRLDI}}}typedMember"

SCHEMA_REF: Final = f"{{{LINK}}}schemaRef"
FOOTNOTE_LINK: Final = f"{{{LINK}}}footnoteLink"
LOC: Final = f"{{{LINK}}}loc"
FOOTNOTE_ELEMENT: Final = f"{{{LINK}}}footnote"
FOOTNOTE_ARC: Final = f"{{{LINK}}}footnoteArc"
FOOTNOTE_ROLE: Final = "http://www.xbrl.org/2003/role/footnote"

NIL: Final = f"{{{XSI}}}nil"

SPACE: Final = " \t\r\n"
"""White space as XML has it, which is less than Python's."""


def is_true(text: str | None) -> bool:
    """Tell whether the text of an `xs:boolean` says so."""
    return text is not None and text.strip(SPACE) in ("true", "1")


def local_name(element: etree._Element) -> str:
    """Return the name of an element without its namespace."""
    return etree.QName(element).localname


def named(fact: etree._Element) -> str:
    """Return what messages call a fact: by its prefixed name and its id, if it has one."""
    id, local = fact.get("id"), local_name(fact)
    name = f"{fact.prefix}:{local}" if fact.prefix else local
    return f"The fact {name}" if id is None else f"The fact “{id}” ({name})"


def facts_in(element: etree._Element) -> Iterator[etree._Element]:
    """Yield the facts in a tuple, however deep, or what is a fact itself."""
    if element.get("contextRef") is not None:
        yield element
    elif not is_structure(str(element.tag)):
        for child in element:
            yield from facts_in(child)


def is_structure(tag: str) -> bool:
    """Tell whether an element below the root is one of XBRL's own, and no fact."""
    return tag.startswith(_OWN)


_OWN: Final = (f"{{{XBRLI}}}", f"{{{LINK}}}")
