"""Taxonomies read from their entry points."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from typing import Final

from finmodel.bulk import uncollected
from finmodel.diagnostic import Diagnostic, Fault, UnreadableError
from finmodel.formats.derivation import UNKNOWN_DATA_TYPE, Derivations, UndefinedTypeError
from finmodel.formats.document import Document
from finmodel.formats.taxonomy_xml.anchor import Anchors
from finmodel.formats.taxonomy_xml.circle import Circles
from finmodel.formats.taxonomy_xml.content import contents_of, declared_content
from finmodel.formats.taxonomy_xml.declaration import item_problems, tuple_problems
from finmodel.formats.taxonomy_xml.discovery import DocumentSet
from finmodel.formats.taxonomy_xml.fault import INVALID_CONCEPT, INVALID_SCHEMA, UNCHECKED_MODEL
from finmodel.formats.taxonomy_xml.foreign import foreign_problems
from finmodel.formats.taxonomy_xml.relationship import Relationships
from finmodel.formats.taxonomy_xml.resolver import Resolver, local_file
from finmodel.formats.taxonomy_xml.role import RoleUses, kind_of
from finmodel.formats.taxonomy_xml.role_type import Declared
from finmodel.formats.taxonomy_xml.schema import ElementDeclaration
from finmodel.formats.taxonomy_xml.typed_domain import find_typed_domain, typed_domain_fault
from finmodel.qname import XBRLI, Namespaces, QName
from finmodel.taxonomy.concept import KINDS, TUPLE, Concept, Kind
from finmodel.taxonomy.content import AttributeUse, Content
from finmodel.taxonomy.content import ElementDeclaration as ContentDeclaration
from finmodel.taxonomy.datatype import ANY_TYPE, DataType
from finmodel.taxonomy.network import Arcrole, Role
from finmodel.taxonomy.taxonomy import Taxonomy


def read_taxonomy(entry_points: Sequence[Document], *, resolver: Resolver = local_file) -> Taxonomy:
    """Return the taxonomy that some schemas and linkbases lead to.

    `resolver` finds the document at an absolute address; by default that is the local file there,
    and never the network. What is missing or wrong is in the taxonomy's diagnostics. Raises
    `UnreadableError` where no entry point can be read.
    """
    with uncollected():
        documents = DocumentSet.discover(entry_points, resolver)
        if not documents.read.intersection(document.address for document in entry_points):
            raise UnreadableError(*documents.diagnostics)
        return _Assembly(documents).taxonomy(entry_points)


class _Assembly:
    """Puts what the documents say together."""

    def __init__(self, documents: DocumentSet) -> None:
        self._schemas = list(documents.schemas.values())
        self._documents = documents
        self._anchors = Anchors(documents)
        self._elements: dict[QName, ElementDeclaration] = {}
        for schema in self._schemas:
            for element in schema.elements:
                self._elements.setdefault(element.name, element)
        circles = Circles.among(self._schemas, self._elements)
        self._types = Derivations(
            {derivation.name: derivation for s in self._schemas for derivation in s.types}
        )
        self._contents = contents_of(self._schemas, self._types, circles.groups)
        self._kinds: dict[QName, Kind | None] = dict(KINDS)
        self._unread = set(documents.unread)
        self.diagnostics: list[Diagnostic] = [*self._types.diagnostics, *circles.diagnostics]

    def taxonomy(self, entry_points: Sequence[Document]) -> Taxonomy:
        typed_domains: dict[QName, DataType] = {}
        concepts = {concept.name: concept for concept in self._concepts(typed_domains)}
        attributes = self._contents.attributes()
        relationships = Relationships(self._anchors, concepts, typed_domains, attributes)
        roles: Declared[Role] = Declared()
        arcroles: Declared[Arcrole] = Declared()
        uses = RoleUses(self._anchors)
        for schema in self._schemas:
            roles.add(schema.roles, schema.document)
            arcroles.add(schema.arcroles, schema.document)
            uses.check_references(schema.linkbases)
        for linkbase in self._documents.linkbases:
            relationships.add(linkbase.links)
            uses.check(linkbase)
        first = self._documents.schemas.get(entry_points[0].address)
        elements = self._other_elements()
        return Taxonomy(
            tuple(document.address for document in entry_points),
            first.namespace if first else "",
            self._namespaces(first.prefixes if first else {}),
            concepts,
            roles,
            arcroles,
            relationships.networks,
            relationships.labels,
            relationships.references,
            typed_domains,
            elements=elements,
            attributes=attributes,
            documentation="\n\n".join(first.documentation) if first else "",
            diagnostics=(
                *self._documents.diagnostics,
                *self.diagnostics,
                *self._ambiguities(),
                *self._unchecked_models(),
                *self._bad_facets(),
                *self._misfits(attributes, elements),
                *self._anchors.diagnostics,
                *roles.diagnostics,
                *arcroles.diagnostics,
                *uses.diagnostics,
                *relationships.diagnostics,
            ),
            unread=frozenset(self._unread),
            linkbases=self._linkbases({document.address for document in entry_points}),
        )

    def _linkbases(self, entry_points: Set[str]) -> dict[str, tuple[str, ...]]:
        """Return the entry points that are linkbases, with the kinds of the standard's links."""
        kinds: dict[str, dict[str, None]] = {}
        for linkbase in self._documents.linkbases:
            address = linkbase.document.address
            if address in entry_points - self._documents.schemas.keys():
                found = (kind_of(link.tag) for link in linkbase.links if link.is_standard)
                kinds.setdefault(address, {}).update(dict.fromkeys(found))
        return {address: tuple(found) for address, found in kinds.items()}

    def _namespaces(self, prefixes: Mapping[str, str]) -> Namespaces:
        """Return the prefixes of the entry point, and of the other schemas for their own names."""
        found = Namespaces(prefixes)
        for schema in self._schemas:
            for prefix, uri in schema.prefixes.items():
                if uri == schema.namespace and prefix not in found and uri not in found.values():
                    found[prefix] = uri
        return found

    def _report(self, fault: Fault, message: str, element: ElementDeclaration) -> None:
        self.diagnostics.append(fault(message, element.source))

    def _concepts(self, typed_domains: dict[QName, DataType]) -> list[Concept]:
        concepts: list[Concept] = []
        for element in self._elements.values():
            kind = self._kind(element.name)
            if self._is_cut_off(element, kind):
                self._unread.add(element.name.namespace)
                continue
            fault = typed_domain_fault(element, kind, self._anchors, self._elements)
            if fault is not None:
                self.diagnostics.append(fault)
            if kind is not None:
                domain = find_typed_domain(element, kind, self._anchors)
                if domain is not None:
                    typed_domains[domain] = self._data_type(self._elements[domain])
                concepts.append(self._concept(element, kind, domain))
        return concepts

    def _is_cut_off(self, element: ElementDeclaration, kind: Kind | None) -> bool:
        """Tell whether what makes an element a concept may be in a document that is missing."""
        if not self._documents.unread:
            return False
        if kind is None:
            return element.substitution_group is not None
        if kind is Kind.DIMENSION and element.typed_domain is not None:
            return find_typed_domain(element, kind, self._anchors) is None
        try:
            self._types.data_type(self._type_name(element))
        except UndefinedTypeError as error:
            return error.name.namespace not in {schema.namespace for schema in self._schemas}
        return False

    def _concept(
        self, element: ElementDeclaration, kind: Kind, typed_domain: QName | None
    ) -> Concept:
        data_type = self._data_type(element)
        content = self._contents.of(data_type.name)
        for problem in self._problems(element, kind, data_type, content):
            self._report(INVALID_CONCEPT, problem, element)
        return Concept(
            element.name,
            data_type,
            element.period_type,
            element.balance,
            kind,
            element.abstract,
            element.nillable,
            element.substitution_group or TUPLE,
            typed_domain,
            formula=element.formula,
            content=content if kind is Kind.TUPLE or (content and content.attributes) else None,
            default=element.default,
            fixed=element.fixed,
            id=element.id,
        )

    def _problems(
        self, element: ElementDeclaration, kind: Kind, data_type: DataType, content: Content | None
    ) -> Iterator[str]:
        if kind is not Kind.TUPLE:
            return item_problems(element, data_type, self._contents.lineage(data_type.name))
        return tuple_problems(element, content, self._may_be_concept)

    def _may_be_concept(self, name: QName) -> bool:
        return self._kind(name) is not None or bool(self._documents.unread)

    def _ambiguities(self) -> Iterator[Diagnostic]:
        for complex_type, name in self._contents.ambiguous():
            owner = complex_type.name.local_name.partition("@")[0]
            message = (
                f"The content model of {owner} has two places for {name.local_name}, and nothing "
            )
            message += "tells which of them is meant."
            yield INVALID_SCHEMA(message, complex_type.source)

    def _unchecked_models(self) -> Iterator[Diagnostic]:
        """Yield one diagnostic for all types whose models are too large to look at."""
        found = self._contents.too_large
        if found:
            first = found[0].name.local_name.partition("@")[0]
            others = f" and those of {len(found) - 1} more types are" if found[1:] else " is"
            message = f"The model of {first}{others} not checked."
            yield UNCHECKED_MODEL(message, found[0].source)

    def _bad_facets(self) -> Iterator[Diagnostic]:
        for derivation, problem in self._types.misfits():
            name = derivation.name.local_name.partition("@")[0]
            yield INVALID_SCHEMA(f"The type {name} {problem}.", derivation.source)

    def _misfits(
        self,
        attributes: Mapping[QName, AttributeUse],
        elements: Mapping[QName, ContentDeclaration],
    ) -> Iterator[Diagnostic]:
        for schema in self._schemas:
            for message, line in foreign_problems(schema.foreign, attributes, elements):
                yield INVALID_SCHEMA(message, schema.document.source(line))

    def _other_elements(self) -> dict[QName, ContentDeclaration]:
        """Return the global elements that are no concepts."""
        return {
            name: declared_content(element, self._type_name(element), self._contents)
            for name, element in self._elements.items()
            if self._kind(name) is None
        }

    def _kind(self, name: QName) -> Kind | None:
        """Return what the substitution groups above an element make of it, if a concept."""
        chain: dict[QName, None] = {}
        step: QName | None = name
        while step is not None and step not in self._kinds and step not in chain:
            chain[step] = None
            element = self._elements.get(step)
            step = element.substitution_group if element else None
        kind = self._kinds.get(step) if step is not None else None
        for passed in chain:
            self._kinds[passed] = kind
        return kind

    def _type_name(self, element: ElementDeclaration) -> QName:
        """Return the type of an element; without one it is of its substitution group's."""
        step: ElementDeclaration | None = element
        seen: set[QName] = set()
        while step is not None and step.data_type is None and step.name not in seen:
            seen.add(step.name)
            step = self._elements.get(step.substitution_group or step.name)
        return (step.data_type if step is not None else None) or ANY_TYPE

    def _data_type(self, element: ElementDeclaration) -> DataType:
        name = self._type_name(element)
        try:
            return self._types.data_type(name)
        except UndefinedTypeError as error:
            if error.name in _STRUCTURES:
                return DataType(name)
            message = f"The type {error.name.local_name} of {element.name.local_name} is unknown."
            self._report(UNKNOWN_DATA_TYPE, message, element)
            return DataType(name)


# complex types of XBRL's own schema, of which a tuple may be
_STRUCTURES: Final = frozenset(
    QName(XBRLI, f"context{part}Type") for part in ("Entity", "Period", "Scenario")
)
