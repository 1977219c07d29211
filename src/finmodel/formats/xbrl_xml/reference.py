"""References of an instance to the documents of its taxonomy (XBRL 2.1, sections 4.2 to 4.5)."""

from __future__ import annotations

from collections.abc import Set
from typing import Final

from lxml import etree

from finmodel.formats.document import absolute_address
from finmodel.formats.xbrl_xml.attribute import attribute_problems
from finmodel.formats.xbrl_xml.fault import (
    BAD_REFERENCE,
    LINKBASE_REFERENCE,
    MISPLACED_ELEMENT,
    MISSING_ADDRESS,
    REPEATED_ROLE_REFERENCE,
    XML_BASE,
)
from finmodel.formats.xbrl_xml.name import SCHEMA_REF, SPACE, local_name
from finmodel.formats.xbrl_xml.reading import Reading
from finmodel.formats.xml.namespace import BASE, XSI
from finmodel.formats.xml.xlink import (
    ARCROLE,
    ARCROLE_REF,
    HREF,
    LINKBASE_REF,
    ROLE,
    ROLE_REF,
    TYPE,
)

_ORDER: Final = (SCHEMA_REF, LINKBASE_REF, ROLE_REF, ARCROLE_REF)
_LINKBASE: Final = "http://www.w3.org/1999/xlink/properties/linkbase"
_URI: Final = {ROLE_REF: "roleURI", ARCROLE_REF: "arcroleURI"}
_SCHEMA_LOCATION: Final = f"{{{XSI}}}schemaLocation"


class References:
    """The documents that an instance refers to, by absolute address.

    `taxonomy` are schemas and linkbases, of which `linkbases` are the latter, with the roles of the
    references; `discovered` are where roles are defined, each at one of the `definitions`. `uris`
    are the roles and arcroles that there are references for.
    """

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._base = self._based(reading.stream.root, reading.document.address)
        self._last = 0
        self.taxonomy: dict[str, None] = {}
        self.linkbases: dict[str, str] = {}
        self.discovered: dict[str, None] = {}
        self.uris: dict[str, set[str]] = {ROLE_REF: set(), ARCROLE_REF: set()}
        self.definitions: dict[str, str] = {}
        self.has_begun = False

    def read(self, element: etree._Element) -> None:
        """Take in a reference; what is wrong with it goes into the journal."""
        tag = str(element.tag)
        place = _ORDER.index(tag)
        if place < self._last or self.has_begun:
            message = f"A {local_name(element)} comes after what it should come before."
            self._reading.complain(MISPLACED_ELEMENT, message, element)
        self._last = max(self._last, place)
        href = element.get(HREF, "").strip(SPACE)
        if not href:
            message = f"A {local_name(element)} has no address."
            self._reading.complain(MISSING_ADDRESS, message, element)
        problems = list(attribute_problems(element, "simple")) if href else []
        if href and element.get(TYPE, "simple") != "simple":
            problems.append("is not of the XLink type “simple”")
        if len(element) or (element.text or "").strip(SPACE):
            problems.append("has something in it")
        for problem in problems:
            message = f"The {local_name(element)} to “{href}” {problem}."
            self._reading.complain(BAD_REFERENCE, message, element)
        address = absolute_address(self._based(element, self._base), href) if href else ""
        if tag in _URI:
            self._read_role(element, address)
        elif href:
            self.taxonomy[address] = None
            if tag == LINKBASE_REF:
                self._read_linkbase(element, address)

    def _read_linkbase(self, element: etree._Element, address: str) -> None:
        self.linkbases[address] = element.get(ROLE, "")
        href = element.get(HREF, "")
        message = f"The instance refers to the linkbase “{href}”."
        self._reading.complain(LINKBASE_REFERENCE, message, element)
        if element.get(ARCROLE, _LINKBASE) != _LINKBASE:
            message = f"The linkbaseRef to “{href}” has not the arcrole of linkbases."
            self._reading.complain(BAD_REFERENCE, message, element)

    def _read_role(self, element: etree._Element, address: str) -> None:
        tag = str(element.tag)
        uri = element.get(_URI[tag], "").strip(SPACE)
        if "#" not in address or (not uri and _URI[tag] in element.attrib):
            message = f"A {local_name(element)} has no {_URI[tag]}, or leads to no definition."
            self._reading.complain(BAD_REFERENCE, message, element)
        if uri in self.uris[tag]:
            message = f"The instance has two {local_name(element)} for {uri}."
            self._reading.complain(REPEATED_ROLE_REFERENCE, message, element)
        self.uris[tag].add(uri)
        document = address.partition("#")[0]
        if document:
            self.discovered[document] = None
            self.definitions[uri] = address

    def locate(self, namespaces: Set[str]) -> None:
        """Add the schemas that the instance names for some namespaces, which are hints only."""
        texts = self._reading.stream.root.get(_SCHEMA_LOCATION, "").split()
        for namespace, location in zip(texts[::2], texts[1::2], strict=False):
            if namespace in namespaces:
                self.discovered[absolute_address(self._base, location)] = None

    def _based(self, element: etree._Element, base: str) -> str:
        """Return what addresses in an element are relative to."""
        given = element.get(BASE)
        if given is None:
            return base
        message = f"The base “{given}” is part of the addresses below it."
        self._reading.complain(XML_BASE, message, element)
        return absolute_address(base, given)

    def missing(self, tag: str, uris: Set[str]) -> list[str]:
        """Return the roles or arcroles among some that there is no reference for."""
        return sorted(uris - self.uris[tag])
