"""Linkbases written: networks, labels and references."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from lxml import etree

from finmodel.formats.taxonomy_xml import vocabulary as xml
from finmodel.formats.taxonomy_xml.layout import Layout
from finmodel.formats.taxonomy_xml.standard import ARCROLES, is_built_in
from finmodel.formats.xml import xlink
from finmodel.formats.xml.namespace import LANGUAGE, LINK, XLINK, XSI
from finmodel.qname import QName
from finmodel.taxonomy.concept import XBRLDT
from finmodel.taxonomy.label import Label, Reference
from finmodel.taxonomy.network import STANDARD_ROLE, Network, Relationship

Declared = Mapping[str, str]
"""Where roles and arcroles are declared, by URI."""


class LinkbaseWriter:
    """Builds the tree of one linkbase."""

    def __init__(self, layout: Layout, declared: Declared) -> None:
        self._layout = layout
        self._declared = declared

    def networks(self, networks: Sequence[Network], link: QName, arc: QName) -> etree._Element:
        """Return a linkbase of networks, an extended link for each."""
        root = _root({})
        roles = [
            uri for n in networks for uri in (n.role, *map(_preferred, n.relationships)) if uri
        ]
        roles += [r.target_role for n in networks for r in n.relationships if r.target_role]
        self._add_references(root, roles, [network.arcrole for network in networks])
        for network in networks:
            element = _link(root, link, network.role)
            locators = _Locators(element, self._layout)
            relationships = [
                r
                for r in network.relationships
                if self._layout.has(r.source) and self._layout.has(r.target)
            ]
            ends = [locators.pair(r.source, r.target) for r in relationships]
            for relationship, (origin, destination) in zip(relationships, ends, strict=True):
                _add_arc(element, arc, network.arcrole, origin, destination, relationship)
        return root

    def labels(self, labels: Iterable[Label]) -> etree._Element:
        """Return a linkbase of labels."""
        by_concept: defaultdict[QName, list[Label]] = defaultdict(list)
        for label in labels:
            by_concept[label.concept].append(label)
        root = _root({})
        self._add_references(
            root, [label.role for found in by_concept.values() for label in found], []
        )
        link = _link(root, xml.LABEL_LINK, STANDARD_ROLE)
        locators = _Locators(link, self._layout)
        for concept, found in by_concept.items():
            locator = locators.one(concept)
            for label in found:
                resource = _resource(link, "label", f"{locator}_label", label.role)
                resource.set(LANGUAGE, label.language)
                resource.text = label.text
            _add_plain_arc(link, "labelArc", xml.CONCEPT_LABEL, locator, f"{locator}_label")
        return root

    def references(self, references: Iterable[Reference]) -> etree._Element:
        """Return a linkbase of references."""
        by_concept: defaultdict[QName, list[Reference]] = defaultdict(list)
        for reference in references:
            by_concept[reference.concept].append(reference)
        found = [reference for many in by_concept.values() for reference in many]
        spaces = dict.fromkeys(name.namespace for r in found for name, _ in r.parts)
        root = _root({self._layout.prefixes.prefix(space): space for space in spaces if space})
        locations = {space: self._layout.location(space) for space in spaces if space}
        pairs = [f"{space} {location}" for space, location in locations.items() if location]
        if pairs:
            root.set(f"{{{XSI}}}schemaLocation", " ".join(pairs))
        self._add_references(root, [reference.role for reference in found], [])
        link = _link(root, xml.REFERENCE_LINK, STANDARD_ROLE)
        locators = _Locators(link, self._layout)
        for concept, many in by_concept.items():
            locator = locators.one(concept)
            for reference in many:
                resource = _resource(link, "reference", f"{locator}_reference", reference.role)
                for name, text in reference.parts:
                    etree.SubElement(resource, name.clark).text = text
            arcrole = xml.CONCEPT_REFERENCE
            _add_plain_arc(link, "referenceArc", arcrole, locator, f"{locator}_reference")
        return root

    def _add_references(
        self, root: etree._Element, roles: Iterable[str], arcroles: Iterable[str]
    ) -> None:
        """Refer to where the roles and arcroles that are used are declared."""
        for uri in dict.fromkeys(roles):
            if not is_built_in(uri) and uri in self._declared:
                _refer(root, xlink.ROLE_REF, "roleURI", uri, self._declared[uri])
        for uri in dict.fromkeys(arcroles):
            location = ARCROLES.get(uri) or self._declared.get(uri)
            if location and not is_built_in(uri):
                _refer(root, xlink.ARCROLE_REF, "arcroleURI", uri, location)


class _Locators:
    """The locators of an extended link, each made when it is first asked for."""

    def __init__(self, link: etree._Element, layout: Layout) -> None:
        self._link = link
        self._layout = layout
        self._labels: dict[tuple[QName, int], str] = {}
        self._joined: set[tuple[str, str]] = set()

    def one(self, name: QName, number: int = 1) -> str:
        """Return the label of a concept's locator, or of its `number`-th."""
        label = self._labels.get((name, number))
        if label is None:
            label = self._layout.prefixes.name(name).replace(":", "_")
            label += f"_{number}" if number > 1 else ""
            while label in self._labels.values():
                label += "_"
            self._labels[name, number] = label
            element = etree.SubElement(self._link, f"{{{LINK}}}loc")
            element.set(xlink.TYPE, "locator")
            element.set(xlink.HREF, self._layout.href(name))
            element.set(xlink.LABEL, label)
        return label

    def pair(self, source: QName, target: QName) -> tuple[str, str]:
        """Return labels that no arc joins yet, as XLink demands of every pair."""
        number = 1
        while (ends := (self.one(source), self.one(target, number))) in self._joined:
            number += 1
        self._joined.add(ends)
        return ends


def _preferred(relationship: Relationship) -> str:
    return relationship.preferred_label or ""


def _root(namespaces: Mapping[str, str]) -> etree._Element:
    own = {"link": LINK, "xlink": XLINK, "xbrldt": XBRLDT}
    return etree.Element(xml.LINKBASE, nsmap={**own, **namespaces})


def _refer(root: etree._Element, tag: str, attribute: str, uri: str, location: str) -> None:
    element = etree.SubElement(root, tag)
    element.set(attribute, uri)
    element.set(xlink.TYPE, "simple")
    element.set(xlink.HREF, location)


def _link(root: etree._Element, name: QName, role: str) -> etree._Element:
    element = etree.SubElement(root, name.clark)
    element.set(xlink.TYPE, "extended")
    element.set(xlink.ROLE, role)
    return element


def _resource(link: etree._Element, local_name: str, label: str, role: str) -> etree._Element:
    element = etree.SubElement(link, f"{{{LINK}}}{local_name}")
    element.set(xlink.TYPE, "resource")
    element.set(xlink.LABEL, label)
    element.set(xlink.ROLE, role)
    return element


def _add_plain_arc(
    link: etree._Element, local_name: str, arcrole: str, origin: str, destination: str
) -> etree._Element:
    element = etree.SubElement(link, f"{{{LINK}}}{local_name}")
    element.set(xlink.TYPE, "arc")
    element.set(xlink.ARCROLE, arcrole)
    element.set(xlink.FROM, origin)
    element.set(xlink.TO, destination)
    return element


def _add_arc(
    link: etree._Element,
    name: QName,
    arcrole: str,
    origin: str,
    destination: str,
    relationship: Relationship,
) -> None:
    element = _add_plain_arc(link, name.local_name, arcrole, origin, destination)
    element.set("order", format(relationship.order, "f"))
    if relationship.weight is not None:
        element.set("weight", format(relationship.weight, "f"))
    if relationship.preferred_label is not None:
        element.set("preferredLabel", relationship.preferred_label)
    if relationship.context_element is not None:
        element.set(xml.CONTEXT_ELEMENT, relationship.context_element)
    if relationship.closed:
        element.set(xml.CLOSED, "true")
    if not relationship.usable:
        element.set(xml.USABLE, "false")
    if relationship.target_role is not None:
        element.set(xml.TARGET_ROLE, relationship.target_role)
