"""Schemas written: declarations of concepts, types, roles and arcroles."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from attrs import fields
from lxml import etree

from finmodel.formats.derivation import Derivation
from finmodel.formats.taxonomy_xml import vocabulary as xml
from finmodel.formats.taxonomy_xml.layout import PREFIXES, Layout
from finmodel.formats.taxonomy_xml.restriction import BOUND_FACETS, COUNT_FACETS, LIST_FACETS
from finmodel.formats.xml import xlink
from finmodel.formats.xml.namespace import LINK
from finmodel.qname import XS, QName
from finmodel.taxonomy.concept import Concept
from finmodel.taxonomy.datatype import ANY_TYPE, DataType, Facets, standard_type
from finmodel.taxonomy.network import Arcrole, Role

_PART = QName(LINK, "part")
_FACET_NAMES: Mapping[str, str] = {
    attribute: name
    for names in (LIST_FACETS, COUNT_FACETS, BOUND_FACETS)
    for name, attribute in names.items()
}


class SchemaWriter:
    """Writes the schema of one namespace."""

    def __init__(self, layout: Layout, namespace: str) -> None:
        self._layout = layout
        self._namespace = namespace
        taxonomy = layout.taxonomy
        self._concepts = [c for c in taxonomy.concepts.values() if c.name.namespace == namespace]
        self._domains = {
            name: data_type
            for name, data_type in taxonomy.typed_domains.items()
            if name.namespace == namespace and name not in taxonomy.concepts
        }
        self._parts = [name for name in layout.parts if name.namespace == namespace]
        self._own_types = [
            derivation
            for derivation in layout.types.values()
            if derivation.name.namespace == namespace and not _is_anonymous(derivation.name)
        ]

    def tree(
        self, linkbases: Sequence[str], roles: Iterable[Role], arcroles: Iterable[Arcrole]
    ) -> etree._Element:
        """Return the schema; `linkbases` are the files it refers to."""
        roles, arcroles = list(roles), list(arcroles)
        root = etree.Element(xml.XS_SCHEMA, nsmap=self._bindings(roles, arcroles))
        if self._namespace:
            root.set("targetNamespace", self._namespace)
        root.set("elementFormDefault", "qualified")
        self._add_annotation(root, linkbases, roles, arcroles)
        self._add_imports(root)
        for derivation in self._own_types:
            self._add_type(root, derivation, derivation.name.local_name)
        for concept in self._concepts:
            self._add_concept(root, concept)
        for name, data_type in self._domains.items():
            element = etree.SubElement(root, xml.XS_ELEMENT, name=name.local_name)
            element.set("id", self._layout.id(name))
            # in the OIM any value of a typed dimension may be nil
            element.set("nillable", "true")
            self._set_type(element, data_type)
        for part in self._parts:
            element = etree.SubElement(root, xml.XS_ELEMENT, name=part.local_name)
            element.set("type", "xs:string")
            element.set("substitutionGroup", self._name(_PART))
        return root

    def _used(self) -> dict[str, None]:
        """Return the namespaces of the names that stand in the schema."""
        names = [concept.data_type.name for concept in self._concepts]
        names += [concept.substitution_group for concept in self._concepts]
        names += [data_type.name for data_type in self._domains.values()]
        names += [_PART for _ in self._parts]
        for derivation in self._layout.types.values():
            if derivation.name.namespace == self._namespace:
                names += derivation.parts
        return dict.fromkeys(name.namespace for name in names)

    def _bindings(
        self, roles: Sequence[Role], arcroles: Sequence[Arcrole]
    ) -> Mapping[str | None, str]:
        used_on = [name for role in roles for name in role.used_on]
        used_on += [name for arcrole in arcroles for name in arcrole.used_on]
        spaces = {self._namespace, *self._used(), *(name.namespace for name in used_on)}
        bindings: dict[str | None, str] = {}
        bindings.update(PREFIXES)
        for namespace in sorted(spaces - {"", *PREFIXES.values()}):
            bindings[self._layout.prefixes.prefix(namespace)] = namespace
        return bindings

    def _name(self, name: QName) -> str:
        return self._layout.prefixes.name(name)

    def _add_annotation(
        self,
        root: etree._Element,
        linkbases: Sequence[str],
        roles: Sequence[Role],
        arcroles: Sequence[Arcrole],
    ) -> None:
        documentation = self._layout.taxonomy.documentation
        is_main = self._namespace == self._layout.main
        if not (is_main and (documentation or linkbases or roles or arcroles)):
            return
        annotation = etree.SubElement(root, xml.XS_ANNOTATION)
        if documentation:
            etree.SubElement(annotation, xml.XS_DOCUMENTATION).text = documentation
        information = etree.SubElement(annotation, xml.XS_APPINFO)
        for href in linkbases:
            reference = etree.SubElement(information, xlink.LINKBASE_REF)
            reference.set(xlink.TYPE, "simple")
            reference.set(xlink.HREF, href)
            reference.set(xlink.ARCROLE, "http://www.w3.org/1999/xlink/properties/linkbase")
        for role in roles:
            element = etree.SubElement(information, xml.ROLE_TYPE, roleURI=role.uri)
            self._add_definition(element, role)
        for arcrole in arcroles:
            element = etree.SubElement(information, xml.ARCROLE_TYPE, arcroleURI=arcrole.uri)
            element.set("cyclesAllowed", arcrole.cycles_allowed)
            self._add_definition(element, arcrole)

    def _add_definition(self, element: etree._Element, role: Role | Arcrole) -> None:
        if role.id:
            element.set("id", role.id)
        if role.definition:
            etree.SubElement(element, xml.DEFINITION).text = role.definition
        for name in role.used_on:
            etree.SubElement(element, xml.USED_ON).text = self._name(name)

    def _add_imports(self, root: etree._Element) -> None:
        spaces = self._used()
        if self._namespace == self._layout.main:
            spaces |= self._layout.own_namespaces
        for namespace in spaces:
            if namespace in (self._namespace, XS, ""):
                continue
            element = etree.SubElement(root, xml.XS_IMPORT, namespace=namespace)
            location = self._layout.location(namespace)
            if location:
                element.set("schemaLocation", location)

    def _add_concept(self, root: etree._Element, concept: Concept) -> None:
        element = etree.SubElement(root, xml.XS_ELEMENT, name=concept.name.local_name)
        element.set("id", self._layout.id(concept.name))
        self._set_type(element, concept.data_type)
        element.set("substitutionGroup", self._name(concept.substitution_group))
        if concept.abstract:
            element.set("abstract", "true")
        if concept.nillable:
            element.set("nillable", "true")
        if concept.period_type:
            element.set(xml.PERIOD_TYPE, concept.period_type.value)
        if concept.balance:
            element.set(xml.BALANCE, concept.balance.value)
        if concept.typed_domain:
            element.set(xml.TYPED_DOMAIN_REF, self._layout.href(concept.typed_domain))
        if concept.formula is not None:
            annotation = etree.SubElement(element, xml.XS_ANNOTATION)
            information = etree.SubElement(annotation, xml.XS_APPINFO)
            etree.SubElement(information, xml.FORMULA).text = concept.formula

    def _set_type(self, element: etree._Element, data_type: DataType) -> None:
        name = data_type.name
        if _is_anonymous(name):
            self._add_type(element, self._layout.types[name], None)
        elif name != ANY_TYPE:
            element.set("type", self._name(name))

    def _add_type(
        self, parent: etree._Element, derivation: Derivation, local_name: str | None
    ) -> None:
        simple = self._is_simple(derivation)
        element = etree.SubElement(parent, xml.XS_SIMPLE_TYPE if simple else xml.XS_COMPLEX_TYPE)
        if local_name is not None:
            element.set("name", local_name)
        base = derivation.base
        if base is None and derivation.joined:
            self._add_composition(element, derivation)
            return
        if base is None:
            _add_any_content(element)
            return
        holder = element if simple else etree.SubElement(element, xml.XS_SIMPLE_CONTENT)
        restriction = etree.SubElement(holder, xml.XS_RESTRICTION)
        if _is_anonymous(base):
            self._add_type(restriction, self._layout.types[base], None)
        else:
            restriction.set("base", self._name(base))
        if derivation.joined:
            inner = etree.SubElement(restriction, xml.XS_SIMPLE_TYPE)
            self._add_composition(inner, derivation)
        _add_facets(restriction, derivation.facets)

    def _add_composition(self, parent: etree._Element, derivation: Derivation) -> None:
        """Write what a type is a union or a list of, types without a name inside it."""
        tag, attribute = (
            (xml.XS_UNION, "memberTypes") if derivation.items is None else (xml.XS_LIST, "itemType")
        )
        element = etree.SubElement(parent, tag)
        named = [name for name in derivation.joined if not _is_anonymous(name)]
        if named:
            element.set(attribute, " ".join(map(self._name, named)))
        for name in derivation.joined:
            if _is_anonymous(name):
                self._add_type(element, self._layout.types[name], None)

    def _is_simple(self, derivation: Derivation) -> bool:
        """Tell whether a type restricts one of XML Schema's, and not one of an item."""
        base = derivation.base
        if base is None or base.namespace == XS:
            return base is not None or bool(derivation.joined)
        return standard_type(base) is None and self._is_simple(self._layout.types[base])


def _is_anonymous(name: QName) -> bool:
    """Tell whether a type is written where it is used."""
    return "@" in name.local_name


def _add_facets(restriction: etree._Element, facets: Facets) -> None:
    for attribute in fields(Facets):
        value = getattr(facets, attribute.name)
        for one in value if isinstance(value, tuple) else () if value is None else (value,):
            facet = etree.SubElement(restriction, f"{{{XS}}}{_FACET_NAMES[attribute.name]}")
            facet.set("value", format(one, "f") if isinstance(one, Decimal) else str(one))


def _add_any_content(element: etree._Element) -> None:
    """Allow anything: what tuples contain is not kept."""
    content = etree.SubElement(element, f"{{{XS}}}complexContent")
    restriction = etree.SubElement(content, xml.XS_RESTRICTION, base="xs:anyType")
    sequence = etree.SubElement(restriction, f"{{{XS}}}sequence")
    anything = etree.SubElement(sequence, f"{{{XS}}}any", namespace="##any")
    anything.set("processContents", "lax")
    anything.set("minOccurs", "0")
    anything.set("maxOccurs", "unbounded")
    etree.SubElement(restriction, f"{{{XS}}}attribute", name="id", type="xs:ID")
