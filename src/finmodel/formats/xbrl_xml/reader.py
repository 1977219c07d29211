"""Instances of XBRL 2.1 → reports (xBRL-XML 1.0)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from lxml import etree

from finmodel.bulk import uncollected
from finmodel.diagnostic import UnreadableError
from finmodel.formats.document import Document
from finmodel.formats.oim.fault import NO_TAXONOMY
from finmodel.formats.xbrl_xml.attribute import strange_attributes
from finmodel.formats.xbrl_xml.context import Contexts
from finmodel.formats.xbrl_xml.fact import Facts
from finmodel.formats.xbrl_xml.fault import MISPLACED_ATTRIBUTE, NOT_AN_INSTANCE
from finmodel.formats.xbrl_xml.footnote import Footnotes
from finmodel.formats.xbrl_xml.locator import InstanceLocator
from finmodel.formats.xbrl_xml.name import CONTEXT, FOOTNOTE_LINK, ROOT, SCHEMA_REF, UNIT
from finmodel.formats.xbrl_xml.reading import Reading
from finmodel.formats.xbrl_xml.reference import References
from finmodel.formats.xbrl_xml.resolution import resolve
from finmodel.formats.xbrl_xml.unit import Units
from finmodel.formats.xml.namespace import XML
from finmodel.formats.xml.xlink import ARCROLE_REF, LINKBASE_REF, ROLE_REF
from finmodel.model.column import Columns
from finmodel.model.dimension import DimensionSet
from finmodel.model.report import Report
from finmodel.qname import Namespaces, QName

_OF_XML: Final = f"{{{XML}}}"
"""How the names of attributes start that the root may have beside its id (section 4.1)."""


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
        for name in strange_attributes(root, "id"):
            if not name.startswith(_OF_XML):
                message = f"The root of the instance has the attribute {name}."
                reading.complain(MISPLACED_ATTRIBUTE, message, root)
        self._document = document
        self._reading = reading
        self._contexts = Contexts(reading)
        self._units = Units(reading)
        self._references = References(reading)
        self._footnotes = Footnotes(reading)
        self._facts = Facts(reading)

    def read(self) -> Report:
        """Read all of it."""
        references = self._references
        self._facts.read(
            {
                CONTEXT: self._contexts.read,
                UNIT: self._units.read,
                FOOTNOTE_LINK: self._footnotes.read,
                SCHEMA_REF: self._refer,
                LINKBASE_REF: self._refer,
                ROLE_REF: self._refer,
                ARCROLE_REF: self._refer,
            }
        )
        if references.taxonomy.keys() <= references.linkbases.keys():
            source = self._document.source()
            self._reading.journal.add(NO_TAXONOMY, "The instance has no schemaRef.", source)
        self._footnotes.check_roles(references)
        columns = resolve(self._reading, self._facts, self._contexts, self._units)
        facts = self._facts
        notes, links = self._footnotes.resolve(columns.id, facts.left_out_ids, facts.left_out)
        unused = self._contexts.beside(self._facts.context_refs)
        references.locate(_namespaces_beside(columns, unused))
        return Report(
            tuple(references.taxonomy),
            columns,
            notes,
            links,
            namespaces=self._namespaces(),
            document=self._document.name,
            diagnostics=self._reading.journal.diagnostics,
            locator=InstanceLocator(
                self._document, tuple(self._facts.left_out), self._facts.nil_without_unit
            ),
            linkbases=references.linkbases,
            discovered=tuple(references.discovered),
            definitions=references.definitions,
            is_oim=False,
            container=self._contexts.container,
            unused=unused,
        )

    def _refer(self, element: etree._Element) -> None:
        references, facts = self._references, self._facts
        references.has_begun = references.has_begun or bool(
            facts.value
            or facts.tuples
            or self._contexts.ids
            or self._units.ids
            or self._footnotes.has_any
        )
        references.read(element)

    def _namespaces(self) -> Namespaces:
        """Return the root's prefixes; names in values cannot rely on the default namespace."""
        bound = self._reading.stream.root.nsmap
        return Namespaces({prefix: uri for prefix, uri in bound.items() if prefix})


def _namespaces_beside(columns: Columns, unused: Sequence[DimensionSet]) -> set[str]:
    """Return the namespaces of what XBRL leaves to others: remarks, and attributes of facts."""
    found = {name.namespace for given in columns.attributes.values() for name, _ in given}
    sets = (*columns.dimension_sets, *unused)
    remarks = {remark for shared in sets for remark in shared.remarks}
    return found | {QName.from_clark(remark.content[1:]).namespace for remark in remarks}
