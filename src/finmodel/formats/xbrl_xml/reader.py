"""Instances of XBRL 2.1 → reports (xBRL-XML 1.0)."""

from __future__ import annotations

from lxml import etree

from finmodel.bulk import uncollected
from finmodel.diagnostic import UnreadableError
from finmodel.formats.document import Document
from finmodel.formats.oim.fault import NO_TAXONOMY
from finmodel.formats.xbrl_xml.context import Contexts
from finmodel.formats.xbrl_xml.fact import Facts
from finmodel.formats.xbrl_xml.fault import (
    LINKBASE_REFERENCE,
    MISSING_ADDRESS,
    NOT_AN_INSTANCE,
    XML_BASE,
)
from finmodel.formats.xbrl_xml.footnote import Footnotes
from finmodel.formats.xbrl_xml.locator import InstanceLocator
from finmodel.formats.xbrl_xml.name import CONTEXT, FOOTNOTE_LINK, ROOT, SCHEMA_REF, SPACE, UNIT
from finmodel.formats.xbrl_xml.reading import Reading
from finmodel.formats.xbrl_xml.resolution import resolve
from finmodel.formats.xbrl_xml.unit import Units
from finmodel.formats.xml.namespace import BASE
from finmodel.formats.xml.xlink import ARCROLE_REF, HREF, LINKBASE_REF, ROLE_REF
from finmodel.model.report import Report
from finmodel.qname import Namespaces


def read_report(document: Document) -> Report:
    """Return what an instance reports; raises `UnreadableError` where nothing can be read.

    What is wrong with it is in the report's diagnostics. A fact whose context or unit is missing,
    and one that reports of the OIM cannot hold, is left out and named there.
    """
    with uncollected():
        return _Instance(document).read()


class _Instance:
    """The parts of an instance, and how they become a report."""

    def __init__(self, document: Document) -> None:
        reading = Reading(document)
        root = reading.stream.root
        if root.tag != ROOT:
            message = f"{document.name} has the root element {root.tag!s}."
            raise UnreadableError(NOT_AN_INSTANCE(message, document.source(root.sourceline)))
        self._document = document
        self._reading = reading
        self._contexts = Contexts(reading)
        self._units = Units(reading)
        self._footnotes = Footnotes(reading)
        self._facts = Facts(reading)
        self._taxonomy: dict[str, None] = {}

    def read(self) -> Report:
        """Read all of it."""
        self._check_base(self._reading.stream.root)
        self._facts.read(
            {
                CONTEXT: self._contexts.read,
                UNIT: self._units.read,
                FOOTNOTE_LINK: self._footnotes.read,
                SCHEMA_REF: self._read_schema_ref,
                LINKBASE_REF: self._read_linkbase_ref,
                ROLE_REF: self._check_base,
                ARCROLE_REF: self._check_base,
            }
        )
        if not self._taxonomy:
            source = self._document.source()
            self._reading.journal.add(NO_TAXONOMY, "The instance has no schemaRef.", source)
        columns = resolve(self._reading, self._facts, self._contexts, self._units)
        notes, links = self._footnotes.resolve(columns.id, self._facts.left_out_ids)
        return Report(
            tuple(self._taxonomy),
            columns,
            notes,
            links,
            namespaces=self._namespaces(),
            document=self._document.name,
            diagnostics=self._reading.journal.diagnostics,
            locator=InstanceLocator(self._document, tuple(self._facts.left_out)),
        )

    def _namespaces(self) -> Namespaces:
        """Return the root's prefixes; names in values cannot rely on the default namespace."""
        bound = self._reading.stream.root.nsmap
        return Namespaces({prefix: uri for prefix, uri in bound.items() if prefix})

    def _read_schema_ref(self, element: etree._Element) -> None:
        self._check_base(element)
        href = element.get(HREF, "").strip(SPACE)
        if href:
            self._taxonomy[self._document.resolve(href)] = None
        else:
            self._reading.complain(MISSING_ADDRESS, "A schemaRef has no address.", element)

    def _read_linkbase_ref(self, element: etree._Element) -> None:
        self._check_base(element)
        message = f"The instance refers to the linkbase “{element.get(HREF, '')}”."
        self._reading.complain(LINKBASE_REFERENCE, message, element)

    def _check_base(self, element: etree._Element) -> None:
        base = element.get(BASE)
        if base is not None:
            self._reading.complain(XML_BASE, f"The base “{base}” is not regarded.", element)
