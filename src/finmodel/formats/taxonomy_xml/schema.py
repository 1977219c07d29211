"""Schemas: declarations of concepts, types and roles, and references to other documents."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Final, TypeVar

from attrs import field, frozen
from lxml import etree

from finmodel.diagnostic import Diagnostic, Fault
from finmodel.formats.derivation import Derivation
from finmodel.formats.document import Document
from finmodel.formats.taxonomy_xml import vocabulary as xml
from finmodel.formats.taxonomy_xml.complex_type import (
    ATTRIBUTE,
    ATTRIBUTE_GROUP,
    GROUP,
    ComplexType,
    ModelGroup,
    WrittenAttribute,
    read_attribute,
    read_complex_type,
    read_particle,
)
from finmodel.formats.taxonomy_xml.fault import (
    INVALID_CONCEPT,
    INVALID_LINK,
    INVALID_SCHEMA,
    REDEFINED_SCHEMA,
)
from finmodel.formats.taxonomy_xml.foreign import Foreign, foreign_in
from finmodel.formats.taxonomy_xml.place import Base, Place
from finmodel.formats.taxonomy_xml.restriction import Names, derivation
from finmodel.formats.taxonomy_xml.role_type import read_arcrole, read_role
from finmodel.formats.taxonomy_xml.structure import shape
from finmodel.formats.xml import xlink
from finmodel.qname import QName, is_ncname
from finmodel.source import Source
from finmodel.taxonomy.concept import Balance, PeriodType
from finmodel.taxonomy.network import Arcrole, Role

E = TypeVar("E", bound=Enum)
R = TypeVar("R", Role, Arcrole)

_LINKBASE_ARCROLE: Final = "http://www.w3.org/1999/xlink/properties/linkbase"

_NAMED: Final = frozenset(
    (xml.XS_ELEMENT, xml.XS_SIMPLE_TYPE, xml.XS_COMPLEX_TYPE, GROUP, ATTRIBUTE_GROUP, ATTRIBUTE)
)

ANONYMOUS: Final = "@type"
"""What is put behind the name of an element to name the type that is written inside it."""


@frozen
class ElementDeclaration:
    """A global element: a concept, the head of a substitution group, or a typed domain."""

    name: QName
    source: Source
    data_type: QName | None = None
    substitution_group: QName | None = None
    abstract: bool = False
    nillable: bool = False
    period_type: PeriodType | None = None
    balance: Balance | None = None
    typed_domain: Place | None = None
    formula: str | None = None
    id: str | None = None
    default: str | None = None
    fixed: str | None = None


@frozen
class Schema:
    """What one schema says.

    `anchors` are the elements that references can lead to, by their `id`, and `positions` by their
    number in the document; `declarations` are the roles and arcroles that have an `id`.
    `linkbases` are the references to linkbases with their roles, and `foreign` what is not XBRL's.
    """

    document: Document
    namespace: str
    prefixes: Mapping[str, str]
    elements: list[ElementDeclaration] = field(factory=list)
    types: list[Derivation] = field(factory=list)
    complex_types: list[ComplexType] = field(factory=list)
    groups: dict[QName, ModelGroup] = field(factory=dict)
    attribute_groups: dict[QName, ComplexType] = field(factory=dict)
    attributes: dict[QName, WrittenAttribute] = field(factory=dict)
    roles: list[Role] = field(factory=list)
    arcroles: list[Arcrole] = field(factory=list)
    references: list[Place] = field(factory=list)
    linkbases: list[tuple[str, Place]] = field(factory=list)
    anchors: dict[str, QName] = field(factory=dict)
    declarations: dict[str, Role | Arcrole] = field(factory=dict)
    positions: dict[int, QName] = field(factory=dict)
    documentation: list[str] = field(factory=list)
    foreign: dict[Foreign, int | None] = field(factory=dict)
    diagnostics: list[Diagnostic] = field(factory=list)


def read_schema(root: etree._Element, document: Document, namespace: str) -> Schema:
    """Return what a schema says; `namespace` is what it takes on if it has none."""
    own = root.get("targetNamespace") or namespace
    diagnostics = []
    if root.get("targetNamespace") == "":
        message = f"The targetNamespace of {document.name} is empty."
        diagnostics.append(INVALID_SCHEMA(message, document.source(root.sourceline)))
    prefixes = {prefix: uri for prefix, uri in root.nsmap.items() if prefix}
    schema = Schema(document, own, prefixes, foreign=foreign_in(root), diagnostics=diagnostics)
    return _Reader(root, schema).read()


class _Reader:
    def __init__(self, root: etree._Element, schema: Schema) -> None:
        self._root = root
        self._schema = schema
        self._base = Base(root, schema.document)
        self._names = Names(schema.namespace, schema.document, schema.diagnostics)

    def read(self) -> Schema:
        schema = self._schema
        for position, child in enumerate(self._root, 1):
            if child.tag in _NAMED and not is_ncname(child.get("name", "")):
                self._nameless(child)
            elif child.tag == xml.XS_ELEMENT:
                self._element(child, position)
            elif child.tag in (xml.XS_SIMPLE_TYPE, xml.XS_COMPLEX_TYPE):
                self._type(child, child.get("name", ""))
            elif child.tag in (GROUP, ATTRIBUTE_GROUP, ATTRIBUTE):
                self._part(child, QName(schema.namespace, child.get("name", "")))
            elif child.tag == xml.XS_ANNOTATION:
                self._annotation(child)
            elif child.tag in (xml.XS_IMPORT, xml.XS_INCLUDE, xml.XS_REDEFINE):
                self._document(child)
        return schema

    def _nameless(self, element: etree._Element) -> None:
        """Report what is declared without a name, so that nothing can refer to it."""
        what, name = etree.QName(element).localname, element.get("name")
        says = "has no name" if name is None else f"has the name “{name[:60]}”, which is none"
        self._report(INVALID_SCHEMA, f"A declaration <{what}> {says}.", element)

    def _type(self, element: etree._Element, local_name: str) -> QName:
        """Take a type into account, and return its name."""
        name = QName(self._schema.namespace, local_name)
        self._schema.types.extend(derivation(element, self._names, local_name))
        if element.tag == xml.XS_COMPLEX_TYPE:
            self._schema.complex_types.append(read_complex_type(element, self._names, name))
        return name

    def _part(self, element: etree._Element, name: QName) -> None:
        """Take into account what types refer to: a group, or one or several attributes."""
        if element.tag == ATTRIBUTE_GROUP:
            found = read_complex_type(element, self._names, name)
            self._schema.attribute_groups[name] = found
        elif element.tag == ATTRIBUTE:
            attribute = read_attribute(element, self._names)
            self._schema.attributes[name] = attribute
        else:
            particles = (read_particle(child, self._names) for child in element)
            model = next((found for found in particles if found is not None), None)
            if model is not None:
                self._schema.groups[name] = ModelGroup(model, self._names.source(element))

    def _report(self, fault: Fault, message: str, element: etree._Element) -> None:
        source = self._schema.document.source(element.sourceline)
        self._schema.diagnostics.append(fault(message, source))

    def _document(self, element: etree._Element) -> None:
        location = element.get("schemaLocation")
        if location is None:
            return
        namespace = "" if element.tag == xml.XS_IMPORT else self._schema.namespace
        self._schema.references.append(self._base.place(element, location, namespace))
        if element.tag == xml.XS_REDEFINE:
            self._report(REDEFINED_SCHEMA, f"{location} is redefined.", element)

    def _annotation(self, annotation: etree._Element) -> None:
        for child in annotation:
            if child.tag == xml.XS_DOCUMENTATION:
                self._schema.documentation.append("".join(child.itertext()))
        for declaration in annotation.iterfind(f"{xml.XS_APPINFO}/*"):
            if declaration.tag == xlink.LINKBASE_REF:
                self._linkbase(declaration)
            elif declaration.tag == xml.ROLE_TYPE:
                self._declare(read_role(declaration, self._names), self._schema.roles)
            elif declaration.tag == xml.ARCROLE_TYPE:
                self._declare(read_arcrole(declaration, self._names), self._schema.arcroles)

    def _linkbase(self, element: etree._Element) -> None:
        problems = shape("simple", xlink.LINKBASE_REF, *map(str, element.keys())).problems
        arcrole = element.get(xlink.ARCROLE, _LINKBASE_ARCROLE)
        if arcrole != _LINKBASE_ARCROLE:
            problems += (f"has the arcrole {arcrole!r}, not {_LINKBASE_ARCROLE}",)
        for problem in problems:
            self._report(INVALID_LINK, f"The element <linkbaseRef> {problem}.", element)
        if href := element.get(xlink.HREF):
            place = self._base.place(element, href)
            self._schema.references.append(place)
            self._schema.linkbases.append((element.get(xlink.ROLE, ""), place))

    def _declare(self, declared: R, all_declared: list[R]) -> None:
        all_declared.append(declared)
        if declared.id is not None:
            self._schema.declarations[declared.id] = declared

    def _element(self, element: etree._Element, position: int) -> None:
        name = QName(self._schema.namespace, element.get("name", ""))
        declaration = ElementDeclaration(
            name,
            self._schema.document.source(element.sourceline),
            self._data_type(element, name),
            self._names.of(element, "substitutionGroup"),
            _is_true(element.get("abstract")),
            _is_true(element.get("nillable")),
            self._choice(element, xml.PERIOD_TYPE, PeriodType),
            self._choice(element, xml.BALANCE, Balance),
            self._typed_domain(element),
            element.findtext(f"{xml.XS_ANNOTATION}/{xml.XS_APPINFO}/{xml.FORMULA}"),
            element.get("id"),
            element.get("default"),
            element.get("fixed"),
        )
        self._schema.elements.append(declaration)
        self._schema.positions[position] = name
        if declaration.id is not None:
            self._schema.anchors[declaration.id] = name

    def _data_type(self, element: etree._Element, name: QName) -> QName | None:
        named = self._names.of(element, "type")
        if named is not None:
            return named
        for child in element:
            if child.tag in (xml.XS_SIMPLE_TYPE, xml.XS_COMPLEX_TYPE):
                return self._type(child, name.local_name + ANONYMOUS)
        return None

    def _typed_domain(self, element: etree._Element) -> Place | None:
        reference = element.get(xml.TYPED_DOMAIN_REF)
        return None if reference is None else self._base.place(element, reference)

    def _choice(self, element: etree._Element, key: str, choices: type[E]) -> E | None:
        value = element.get(key)
        try:
            return None if value is None else choices(value)
        except ValueError:
            allowed = " or ".join(choice.value for choice in choices)
            attribute = etree.QName(key).localname
            message = f"The {attribute} of {element.get('name')} is {value!r}, not {allowed}."
            self._report(INVALID_CONCEPT, message, element)
            return None


def _is_true(text: str | None) -> bool:
    return text is not None and text.strip() in ("true", "1")
