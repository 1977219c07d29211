"""Complex types as schemas write them: models, attributes, and what they derive from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from attrs import frozen
from lxml import etree

from finmodel.formats.taxonomy_xml import vocabulary as xml
from finmodel.formats.taxonomy_xml.restriction import Names
from finmodel.qname import XS, QName
from finmodel.source import Source
from finmodel.taxonomy.content import ANY_NAMESPACE, OTHER_NAMESPACE, ParticleKind

_XS: Final = f"{{{XS}}}"
GROUP: Final = f"{_XS}group"
ATTRIBUTE: Final = f"{_XS}attribute"
ATTRIBUTE_GROUP: Final = f"{_XS}attributeGroup"
_ANY_ATTRIBUTE: Final = f"{_XS}anyAttribute"
_ANY: Final = f"{_XS}any"
_MODELS: Final = {
    f"{_XS}sequence": ParticleKind.SEQUENCE,
    f"{_XS}choice": ParticleKind.CHOICE,
    f"{_XS}all": ParticleKind.ALL,
}
_PARTICLES: Final = (*_MODELS, GROUP, xml.XS_ELEMENT, _ANY)
_MAX_COUNT: Final = 9  # digits
MAX_DEPTH: Final = 100
"""Levels of a model that are read, and one more than may be: a model that has it is too deep."""

_TRUE: Final = ("true", "1")


@frozen
class WrittenParticle:
    """A part of a model; `group` refers to one that is declared by itself.

    An element that is declared here has its `type_name`, which is `None` for any.
    """

    kind: ParticleKind
    min: int = 1
    max: int | None = 1
    children: tuple[WrittenParticle, ...] = ()
    name: QName | None = None
    group: QName | None = None
    namespaces: tuple[str, ...] = ()
    is_local: bool = False
    type_name: QName | None = None
    nillable: bool = False


@frozen
class ModelGroup:
    """A model that types refer to."""

    particle: WrittenParticle
    source: Source

    def groups(self) -> Iterator[QName]:
        """Yield the other groups that it refers to."""
        stack = [self.particle]
        while stack:
            particle = stack.pop()
            if particle.group is not None:
                yield particle.group
            stack += reversed(particle.children)


@frozen
class WrittenAttribute:
    """An attribute of a type; one that is declared elsewhere is known by its name alone."""

    name: QName
    is_reference: bool = False
    type_name: QName | None = None
    use: str = "optional"
    default: str | None = None
    fixed: str | None = None


@frozen
class ComplexType:
    """A complex type, or a group of attributes, which has only these."""

    name: QName
    source: Source | None = None
    base: QName | None = None
    extends: bool = False
    has_simple_content: bool = False
    mixed: bool = False
    particle: WrittenParticle | None = None
    attributes: tuple[WrittenAttribute, ...] = ()
    groups: tuple[QName, ...] = ()
    open_attributes: bool = False


def read_complex_type(element: etree._Element, names: Names, name: QName) -> ComplexType:
    """Return what a complex type or a group of attributes says."""
    holder, derived, simple, mixed = element, None, False, _is_true(element, "mixed")
    for content in element:
        if content.tag in (xml.XS_SIMPLE_CONTENT, f"{_XS}complexContent"):
            simple = content.tag == xml.XS_SIMPLE_CONTENT
            mixed = mixed or _is_true(content, "mixed")
            steps = (xml.XS_RESTRICTION, xml.XS_EXTENSION)
            derived = next((child for child in content if child.tag in steps), None)
            holder = element if derived is None else derived
    written = (child for child in holder if child.tag in _PARTICLES) if not simple else iter(())
    found = next(written, None)
    return ComplexType(
        name,
        names.source(element),
        None if derived is None else names.of(derived, "base"),
        derived is not None and derived.tag == xml.XS_EXTENSION,
        simple,
        mixed,
        None if found is None else read_particle(found, names),
        tuple(_attributes(holder, names)),
        tuple(n for g in holder.iterfind(ATTRIBUTE_GROUP) if (n := names.of(g, "ref"))),
        holder.find(_ANY_ATTRIBUTE) is not None,
    )


def _attributes(holder: etree._Element, names: Names) -> Iterator[WrittenAttribute]:
    for element in holder.iterfind(ATTRIBUTE):
        yield read_attribute(element, names)


def read_attribute(element: etree._Element, names: Names) -> WrittenAttribute:
    """Return an attribute as it is declared or referred to."""
    reference = names.of(element, "ref")
    form = element.get("form") or element.getroottree().getroot().get("attributeFormDefault")
    is_global = element.getparent() is element.getroottree().getroot()
    namespace = names.namespace if is_global or form == "qualified" else ""
    name = reference or QName(namespace, element.get("name", ""))
    return WrittenAttribute(
        name,
        reference is not None,
        names.of(element, "type"),
        element.get("use", "optional").strip(),
        element.get("default"),
        element.get("fixed"),
    )


def read_particle(element: etree._Element, names: Names, depth: int = 0) -> WrittenParticle | None:
    """Return a part of a model; `None` beyond the depth that is looked at."""
    if depth > MAX_DEPTH:
        return None
    least, most = _count(element, "minOccurs"), _count(element, "maxOccurs")
    tag = str(element.tag)
    if tag in _MODELS:
        inner = (read_particle(c, names, depth + 1) for c in element if c.tag in _PARTICLES)
        children = tuple(particle for particle in inner if particle is not None)
        return WrittenParticle(_MODELS[tag], least or 0, most, children)
    if tag == GROUP:
        group = names.of(element, "ref")
        return WrittenParticle(ParticleKind.SEQUENCE, least or 0, most, group=group)
    if tag == xml.XS_ELEMENT:
        return _element(element, names, least or 0, most)
    if tag != _ANY:
        return None
    namespaces = tuple(_namespaces(element.get("namespace", ANY_NAMESPACE), names))
    return WrittenParticle(ParticleKind.ANY, least or 0, most, namespaces=namespaces)


def _element(
    element: etree._Element, names: Names, least: int, most: int | None
) -> WrittenParticle:
    reference = names.of(element, "ref")
    form = element.get("form") or element.getroottree().getroot().get("elementFormDefault")
    namespace = names.namespace if form == "qualified" else ""
    return WrittenParticle(
        ParticleKind.ELEMENT,
        least,
        most,
        name=reference or QName(namespace, element.get("name", "")),
        is_local=reference is None,
        type_name=names.of(element, "type"),
        nillable=_is_true(element, "nillable"),
    )


def _namespaces(text: str, names: Names) -> Iterator[str]:
    for word in text.split():
        if word == OTHER_NAMESPACE:
            yield from (OTHER_NAMESPACE, names.namespace)
        elif word == "##targetNamespace":
            yield names.namespace
        else:
            yield "" if word == "##local" else word


def _count(element: etree._Element, name: str) -> int | None:
    text = element.get(name, "1").strip()
    return int(text) if text.isdecimal() and len(text) <= _MAX_COUNT else None


def _is_true(element: etree._Element, name: str) -> bool:
    return element.get(name, "").strip() in _TRUE
