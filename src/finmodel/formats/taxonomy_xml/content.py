"""Content models put together from the types, groups and attributes of all schemas."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from finmodel.formats.derivation import Derivations, UndefinedTypeError
from finmodel.formats.taxonomy_xml.complex_type import (
    ComplexType,
    WrittenAttribute,
    WrittenParticle,
)
from finmodel.formats.taxonomy_xml.schema import ElementDeclaration as Declared
from finmodel.formats.taxonomy_xml.schema import Schema
from finmodel.qname import XS, QName
from finmodel.taxonomy.attribution import ambiguous_element
from finmodel.taxonomy.content import (
    ANY_NAMESPACE,
    AttributeUse,
    Content,
    ElementDeclaration,
    Particle,
    ParticleKind,
)
from finmodel.taxonomy.datatype import ANY_TYPE, DataType

_ANY_SIMPLE_TYPE: Final = QName(XS, "anySimpleType")
_MAX_DEPTH: Final = 100
_MAX_PARTICLES: Final = 20_000


class Contents:
    """Finds what types and elements may hold; `groups` are models that types refer to."""

    def __init__(
        self,
        types: Iterable[ComplexType],
        groups: Mapping[QName, WrittenParticle],
        attribute_groups: Mapping[QName, ComplexType],
        attributes: Mapping[QName, WrittenAttribute],
        simple: Derivations,
    ) -> None:
        self._types = {complex_type.name: complex_type for complex_type in types}
        self._groups = groups
        self._attribute_groups = attribute_groups
        self._attributes = attributes
        self._simple = simple
        self._known: dict[QName, Content | None] = {}
        self._left = _MAX_PARTICLES

    def lineage(self, name: QName) -> list[ComplexType]:
        """Return a complex type and those that it derives from, as far as schemas declare them."""
        found: dict[QName, ComplexType] = {}
        step: QName | None = name
        while step is not None and step in self._types and step not in found:
            found[step] = self._types[step]
            step = found[step].base
        return list(found.values())

    def of(self, name: QName) -> Content | None:
        """Return what elements of a type may hold; `None` where nothing is to be said of it."""
        if name not in self._known:
            self._known[name] = None  # a type inside itself is not followed
            self._known[name] = self._content(self.lineage(name))
        return self._known[name]

    def ambiguous(self) -> Iterator[tuple[ComplexType, QName]]:
        """Yield the types that XML Schema refuses because an element may be meant twice."""
        for complex_type in self._types.values():
            content = None if complex_type.particle is None else self.of(complex_type.name)
            if content is not None and content.particle is not None:
                name = ambiguous_element(content.particle)
                if name is not None:
                    yield complex_type, name

    def attributes(self) -> dict[QName, AttributeUse]:
        """Return the attributes that are declared by themselves."""
        return {name: self._use(attribute) for name, attribute in self._attributes.items()}

    def _content(self, lineage: list[ComplexType]) -> Content | None:
        uses: dict[QName, AttributeUse] = {}
        particles: list[Particle] = []
        for complex_type in reversed(lineage):
            for attribute in self._all_attributes(complex_type):
                uses.pop(attribute.name, None)
                if attribute.use != "prohibited":
                    uses[attribute.name] = self._use(attribute)
            if not complex_type.extends:
                particles.clear()
            if complex_type.particle is not None:
                particles.append(self._particle(complex_type.particle))
        if not lineage or (all(t.has_simple_content for t in lineage) and not uses):
            return None
        base = lineage[-1].base
        if base not in (None, ANY_TYPE) and not lineage[-1].has_simple_content:
            return None  # what it adds to is not known
        if _allows_anything(particles) and uses.keys() <= _ID:
            return None
        if len(particles) > 1:
            particles = [Particle(ParticleKind.SEQUENCE, children=tuple(particles))]
        return Content(
            particles[0] if particles else None,
            tuple(uses.values()),
            any(complex_type.mixed for complex_type in lineage[:1]),
            any(complex_type.open_attributes for complex_type in lineage),
        )

    def _all_attributes(self, owner: ComplexType, depth: int = 0) -> Iterator[WrittenAttribute]:
        yield from owner.attributes
        for name in owner.groups if depth < _MAX_DEPTH else ():
            group = self._attribute_groups.get(name)
            if group is not None and group is not owner:
                yield from self._all_attributes(group, depth + 1)

    def _use(self, written: WrittenAttribute) -> AttributeUse:
        declared = self._attributes.get(written.name) if written.is_reference else written
        type_name = (declared.type_name if declared else None) or _ANY_SIMPLE_TYPE
        return AttributeUse(
            written.name,
            self.data_type(type_name) or DataType(type_name),
            written.use == "required",
            written.default or (declared.default if declared else None),
            written.fixed or (declared.fixed if declared else None),
        )

    def data_type(self, name: QName) -> DataType | None:
        """Return a type; `None` where it is not declared or not simple."""
        try:
            return self._simple.data_type(name)
        except UndefinedTypeError:
            return None

    def _particle(self, written: WrittenParticle, depth: int = 0) -> Particle:
        self._left -= 1
        children = written.children
        kind = written.kind
        if written.group is not None:
            group = self._groups.get(written.group)
            children = () if group is None else (group,)
        if depth > _MAX_DEPTH or self._left < 0:
            children = ()  # a group inside itself
        return Particle(
            kind,
            written.min,
            written.max,
            tuple(self._particle(child, depth + 1) for child in children),
            written.name,
            written.namespaces,
            self._declaration(written) if written.is_local and written.name else None,
        )

    def _declaration(self, written: WrittenParticle) -> ElementDeclaration:
        name, type_name = written.name, written.type_name
        assert name is not None  # noqa: S101 - asked for by whoever calls
        data_type = None if type_name is None else self.data_type(type_name)
        simple = data_type if data_type is not None and data_type.is_simple else None
        content = None if type_name is None or simple is not None else self.of(type_name)
        return ElementDeclaration(name, simple, content, written.nillable)


_ID: Final = {QName("", "id")}


def _allows_anything(particles: list[Particle]) -> bool:
    """Tell whether models say nothing of what is inside, as if they were not known."""
    match particles:
        case []:
            return True
        case [
            Particle(children=(Particle(kind=ParticleKind.ANY, min=0, max=None) as any_element,))
        ]:
            return any_element.namespaces == (ANY_NAMESPACE,)
    return False


def contents_of(schemas: Iterable[Schema], simple: Derivations) -> Contents:
    """Return the content models of some schemas; where a name is declared twice, the first."""
    schemas = list(schemas)
    return Contents(
        [complex_type for schema in reversed(schemas) for complex_type in schema.complex_types],
        {name: group for schema in reversed(schemas) for name, group in schema.groups.items()},
        {n: group for schema in reversed(schemas) for n, group in schema.attribute_groups.items()},
        {n: found for schema in reversed(schemas) for n, found in schema.attributes.items()},
        simple,
    )


def declared_content(element: Declared, type_name: QName, contents: Contents) -> ElementDeclaration:
    """Return the declaration of a global element that is no concept."""
    data_type = contents.data_type(type_name)
    return ElementDeclaration(
        element.name,
        data_type if data_type is not None and data_type.is_simple else None,
        contents.of(type_name),
        element.nillable,
        element.abstract,
        element.substitution_group,
        element.default,
        element.fixed,
    )
