"""What references lead to: the elements of schemas and the resources of linkbases."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import cast

from finmodel.diagnostic import Diagnostic
from finmodel.formats.taxonomy_xml.discovery import DocumentSet
from finmodel.formats.taxonomy_xml.fault import UNRESOLVED_REFERENCE
from finmodel.formats.taxonomy_xml.linkbase import ExtendedLink, Linkbase, Resource
from finmodel.formats.taxonomy_xml.place import Place
from finmodel.formats.xml.parser import parse_document
from finmodel.formats.xml.pointer import Path, Pointer, is_legal, pointers
from finmodel.qname import QName
from finmodel.taxonomy.network import Arcrole, Role

Target = QName | Resource
"""An element, by its name, or a resource."""


class Anchors:
    """Finds targets in a set of documents; what leads to nothing is in the diagnostics."""

    def __init__(self, documents: DocumentSet) -> None:
        self._documents = documents
        self._schemas = documents.schemas
        self._linkbases: defaultdict[str, list[Linkbase]] = defaultdict(list)
        for linkbase in documents.linkbases:
            self._linkbases[linkbase.document.address].append(linkbase)
        self._ids: dict[str, tuple[frozenset[str], frozenset[Path]]] = {}
        self._known: dict[tuple[str, str], Target | None] = {}
        self.diagnostics: list[Diagnostic] = []

    @property
    def is_incomplete(self) -> bool:
        """Whether documents are missing, so that not all that is there can be known."""
        return bool(self._documents.unread)

    def find(self, place: Place) -> Target | None:
        """Return what a place is; `None` where nothing is there, or no element or resource."""
        key = (place.address, place.fragment)
        try:
            return self._known[key]
        except KeyError:
            found = self._known[key] = self._find(place)
            return found

    def declaration(self, place: Place) -> Role | Arcrole | None:
        """Return the role or arcrole that is declared at a place, if there is one."""
        schema = self._schemas.get(place.address)
        return None if schema is None else schema.declarations.get(place.fragment)

    def links(self, place: Place) -> Iterator[ExtendedLink]:
        """Yield the links of the linkbase at a place, or of all there where it names none."""
        for linkbase in self._linkbases.get(place.address, ()):
            if place.fragment in ("", linkbase.id):
                yield from linkbase.links

    def is_other(self, place: Place) -> bool:
        """Tell whether a place is in a document that was read, but is no element or resource.

        It may be the document as a whole, a type, or the declaration of a role.
        """
        if not self.is_read(place.address) or self.find(place) is not None:
            return False
        return not place.fragment or self._has_any(place)

    def is_read(self, address: str) -> bool:
        """Tell whether a document was read as a schema or a linkbase."""
        return address in self._schemas or address in self._linkbases

    def _find(self, place: Place) -> Target | None:
        if not place.fragment or not self.is_read(place.address):
            return None
        for pointer in pointers(place.fragment):
            target = self._at(place.address, pointer)
            if target is not None:
                return target
        if is_legal(place.fragment) and not self._has_any(place):
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
                found = linkbase.at(pointer.path)
            if found is not None:
                return found
        return None

    def _has_any(self, place: Place) -> bool:
        """Tell whether there is an element of another sort, such as a type or a role.

        This is rarely asked, so the document is read again for it.
        """
        address = place.address
        if address not in self._ids:
            schema = self._schemas.get(address)
            document = schema.document if schema else self._linkbases[address][0].document
            tree = parse_document(document)
            ids = cast(list[str], tree.xpath("//@id", smart_strings=False))
            self._ids[address] = frozenset(map(str, ids)), frozenset(((1,),))
        ids_there, paths = self._ids[address]
        return any(
            pointer.path in paths if not pointer.id else pointer.id in ids_there
            for pointer in pointers(place.fragment)
        )


_SCHEMA_DEPTH = 2
