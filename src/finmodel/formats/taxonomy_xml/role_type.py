"""Declarations of roles and arcroles in schemas (XBRL 2.1, sections 5.1.3 and 5.1.4)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final, TypeVar

from lxml import etree

from finmodel.diagnostic import Diagnostic
from finmodel.formats.document import Document
from finmodel.formats.taxonomy_xml import vocabulary as xml
from finmodel.formats.taxonomy_xml.fault import CONFLICTING_ROLE, INVALID_ROLE
from finmodel.formats.taxonomy_xml.restriction import Names
from finmodel.qname import QName, is_ncname
from finmodel.taxonomy.network import Arcrole, Role

R = TypeVar("R", Role, Arcrole)

CYCLES: Final = ("any", "undirected", "none")
_URI: Final = re.compile(r"[^#\s]*(#[^#\s]*)?")


def read_role(element: etree._Element, names: Names) -> Role:
    """Return the role that an element declares; what is wrong with it is reported."""
    uri = _uri(element, names, "roleURI")
    return Role(uri, _definition(element), tuple(_used_on(element, names)), element.get("id"))


def read_arcrole(element: etree._Element, names: Names) -> Arcrole:
    """Return the arcrole that an element declares; what is wrong with it is reported."""
    uri = _uri(element, names, "arcroleURI")
    cycles = element.get("cyclesAllowed", "").strip()
    if cycles not in CYCLES:
        message = f"The cyclesAllowed of {uri} is {cycles!r}, none of {', '.join(CYCLES)}."
        names.report(INVALID_ROLE, message, element)
        cycles = "any"
    used_on = tuple(_used_on(element, names))
    return Arcrole(uri, _definition(element), cycles, used_on, element.get("id"))


def _uri(element: etree._Element, names: Names, attribute: str) -> str:
    uri = element.get(attribute, "").strip()
    if not uri or not _URI.fullmatch(uri):
        names.report(INVALID_ROLE, f"The {attribute} is {uri!r}, which is no address.", element)
    id = element.get("id")
    if id is not None and not is_ncname(id.strip()):
        names.report(INVALID_ROLE, f"The id {id!r} is no name without a colon.", element)
    return uri


def _definition(element: etree._Element) -> str:
    return (element.findtext(xml.DEFINITION) or "").strip()


def _used_on(element: etree._Element, names: Names) -> Iterator[QName]:
    found: set[QName] = set()
    for used_on in element.iterfind(xml.USED_ON):
        name = names.resolve(used_on, (used_on.text or "").strip())
        if name in found:
            names.report(INVALID_ROLE, f"Two usedOn name {name.local_name}.", used_on)
        elif name is not None:
            found.add(name)
            yield name


class Declared(dict[str, R]):
    """Roles or arcroles by URI; a second declaration must be in another schema, and the same."""

    def __init__(self) -> None:
        super().__init__()
        self.diagnostics: list[Diagnostic] = []

    def add(self, declarations: Iterable[R], document: Document) -> None:
        """Add what a schema declares."""
        here: set[str] = set()
        for declared in declarations:
            first = self.setdefault(declared.uri, declared)
            if declared.uri in here:
                message = f"{declared.uri} is declared twice in {document.name}."
                self.diagnostics.append(CONFLICTING_ROLE(message, document.source()))
            elif _terms(first) != _terms(declared):
                message = f"{declared.uri} is declared otherwise in another schema of the taxonomy."
                self.diagnostics.append(CONFLICTING_ROLE(message, document.source()))
            here.add(declared.uri)


def _terms(declared: Role | Arcrole) -> tuple[frozenset[QName], str]:
    cycles = declared.cycles_allowed if isinstance(declared, Arcrole) else ""
    return frozenset(declared.used_on), cycles
