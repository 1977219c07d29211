"""Which documents a taxonomy consists of (XBRL 2.1, section 3.2)."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence

from attrs import field, frozen
from lxml import etree

from finmodel.diagnostic import Diagnostic, UnreadableError
from finmodel.formats.document import Document
from finmodel.formats.taxonomy_xml.fault import NOT_A_TAXONOMY
from finmodel.formats.taxonomy_xml.linkbase import Linkbase, linkbase_elements, read_linkbases
from finmodel.formats.taxonomy_xml.missing import Missing
from finmodel.formats.taxonomy_xml.place import Place
from finmodel.formats.taxonomy_xml.resolver import Resolver
from finmodel.formats.taxonomy_xml.schema import Schema, read_schema
from finmodel.formats.taxonomy_xml.standard import is_never_read, is_not_missed
from finmodel.formats.taxonomy_xml.vocabulary import XS_SCHEMA
from finmodel.formats.xml.parser import parse_document
from finmodel.qname import XBRLI


@frozen
class DocumentSet:
    """The schemas and linkbases that some entry points lead to, each read once.

    `unread` has an entry for each document that cannot be: the namespace that it is about where
    it would be included, else an empty one.
    """

    schemas: dict[str, Schema] = field(factory=dict)
    linkbases: list[Linkbase] = field(factory=list)
    read: set[str] = field(factory=set)
    unread: set[str] = field(factory=set)
    missing: Missing = field(factory=Missing)
    diagnostics: list[Diagnostic] = field(factory=list)

    @classmethod
    def discover(cls, entry_points: Sequence[Document], resolver: Resolver) -> DocumentSet:
        """Follow every reference; what cannot be read is in the diagnostics."""
        found = cls()
        pending: deque[Document | Place] = deque(entry_points)
        queued = {document.address for document in entry_points}
        while pending:
            given = pending.popleft()
            place = given if isinstance(given, Place) else None
            document = found._open(given, resolver) if isinstance(given, Place) else given
            for reference in found._read(document, place) if document else ():
                if reference.address not in queued and not is_never_read(reference.address):
                    queued.add(reference.address)
                    pending.append(reference)
        found.diagnostics.extend(found.missing.diagnostics())
        return found

    def _open(self, reference: Place, resolver: Resolver) -> Document | None:
        document = self.missing.open(reference, resolver)
        if document is None and not is_not_missed(reference.address):
            self.missing.references.append(reference)
            self.unread.add(reference.namespace)
        return document

    def _read(self, document: Document, place: Place | None) -> Iterator[Place]:
        """Read a document, to which a place has led, and yield the places that it refers to."""
        namespace = place.namespace if place else ""
        try:
            root = parse_document(document).getroot()
        except UnreadableError as error:
            self.diagnostics.extend(error.diagnostics)
            self.unread.add(namespace)
            return
        if root.tag == XS_SCHEMA:
            schema = read_schema(root, document, namespace)
            self.schemas[document.address] = schema
            self.diagnostics.extend(schema.diagnostics)
            yield from schema.references
        elements = linkbase_elements(root, nested=place is not None and bool(place.fragment))
        if root.tag != XS_SCHEMA and not elements:
            message = f"{document.name} is neither a schema nor a linkbase, but {_name(root)}."
            self.diagnostics.append(NOT_A_TAXONOMY(message, document.source(root.sourceline)))
            self.unread.add(namespace)
            return
        self.read.add(document.address)
        for linkbase in read_linkbases(root, elements, document):
            self.linkbases.append(linkbase)
            self.diagnostics.extend(linkbase.diagnostics)
            yield from linkbase.references.values()


def _name(root: etree._Element) -> str:
    if root.tag == f"{{{XBRLI}}}xbrl":
        return "a report"
    return f"an element {etree.QName(root).localname}"
