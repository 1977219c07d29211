"""What references lead to: the elements of schemas and the resources of linkbases."""

from __future__ import annotations

from collections import defaultdict

from finmodel.diagnostic import Diagnostic
from finmodel.formats.taxonomy_xml.discovery import DocumentSet
from finmodel.formats.taxonomy_xml.fault import UNRESOLVED_REFERENCE
from finmodel.formats.taxonomy_xml.linkbase import Linkbase, Resource
from finmodel.formats.taxonomy_xml.place import Place
from finmodel.formats.taxonomy_xml.pointer import Pointer, pointers
from finmodel.formats.xml.parser import parse_document
from finmodel.qname import QName

Target = QName | Resource
"""An element, by its name, or a resource."""


class Anchors:
    """Finds targets in a set of documents; what leads to nothing is in the diagnostics."""

    def __init__(self, documents: DocumentSet) -> None:
        self._schemas = documents.schemas
        self._linkbases: defaultdict[str, list[Linkbase]] = defaultdict(list)
        for linkbase in documents.linkbases:
            self._linkbases[linkbase.document.address].append(linkbase)
        self._ids: dict[str, frozenset[str]] = {}
        self._known: dict[tuple[str, str], Target | None] = {}
        self.diagnostics: list[Diagnostic] = []

    def find(self, place: Place) -> Target | None:
        """Return what a place is; `None` where nothing is there, or no element or resource."""
        key = (place.address, place.fragment)
        if key not in self._known:
            self._known[key] = self._find(place)
        return self._known[key]

    def _find(self, place: Place) -> Target | None:
        address, fragment = place.address, place.fragment
        if address not in self._schemas and address not in self._linkbases:
            return None
        for pointer in pointers(fragment):
            target = self._at(address, pointer)
            if target is not None:
                return target
        if not any(self._has(address, pointer) for pointer in pointers(fragment)):
            message = f"{place} leads to nothing: the document has no such element."
            self.diagnostics.append(UNRESOLVED_REFERENCE(message, place.source))
        return None

    def _at(self, address: str, pointer: Pointer) -> Target | None:
        schema = self._schemas.get(address)
        if schema is not None:
            if pointer.id in schema.anchors and not pointer.path:
                return schema.anchors[pointer.id]
            if not pointer.id and len(pointer.path) == _SCHEMA_DEPTH:
                return schema.positions.get(pointer.path[1])
        for linkbase in self._linkbases.get(address, ()):
            if pointer.id:
                found = None if pointer.path else linkbase.anchors.get(pointer.id)
            else:
                found = linkbase.positions.get(pointer.path)
            if found is not None:
                return found
        return None

    def _has(self, address: str, pointer: Pointer) -> bool:
        """Tell whether there is an element of another sort, such as a type or a role.

        This is rarely asked, so the document is read again for it.
        """
        if address not in self._ids:
            schema = self._schemas.get(address)
            document = schema.document if schema else self._linkbases[address][0].document
            found = parse_document(document).xpath("//@id", smart_strings=False)
            self._ids[address] = frozenset(map(str, found if isinstance(found, list) else ()))
        return pointer.id in self._ids[address]


_SCHEMA_DEPTH = 2
