"""Content models put together from the types, groups and attributes of all schemas."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import chain
from typing import Final

from finmodel.formats.derivation import Derivations, UndefinedTypeError
from finmodel.formats.taxonomy_xml.complex_type import (
    MAX_DEPTH,
    ComplexType,
    ModelGroup,
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
MAX_PARTICLES: Final = 20_000
"""Parts of one type's model, with its groups written out; a larger one counts as not known."""

_MAX_PARTICLES_OF_ALL: Final = 100 * MAX_PARTICLES


class _UnknownError(Exception):
    """A model of which nothing can be said."""


class _TooLargeError(_UnknownError):
    """A model with more parts, or deeper, than is looked at."""


class Contents:
    """Finds what types and elements may hold; `groups` are models that types refer to.

    Of types with a group that is `circular`, one of itself, nothing is said.
    `too_large` are the types whose models are so large that they count as not known.
    """

    def __init__(
        self,
        types: Iterable[ComplexType],
        groups: Mapping[QName, ModelGroup],
        attribute_groups: Mapping[QName, ComplexType],
        attributes: Mapping[QName, WrittenAttribute],
        simple: Derivations,
        circular: Collection[QName] = (),
    ) -> None:
        self._types = {complex_type.name: complex_type for complex_type in types}
        self._groups = groups
        self._attribute_groups = attribute_groups
        self._attributes = attributes
        self._simple = simple
        self._circular = circular
        self._known: dict[QName, Content | None] = {}
        self._left = MAX_PARTICLES
        self._left_of_all = _MAX_PARTICLES_OF_ALL
        self.too_large: list[ComplexType] = []

    def lineage(self, name: QName) -> list[ComplexType]:
        """Return a complex type and those that it derives from, as far as schemas declare them."""
        found: dict[QName, ComplexType] = {}
        step: QName | None = name
        while step is not None and step in self._types and step not in found:
            found[step] = self._types[step]
            step = found[step].base
        return list(found.values())

    def of(self, name: QName, depth: int = 0) -> Content | None:
        """Return what elements of a type may hold; `None` where nothing is to be said of it.

        `depth` is that of the element inside another type that asks.
        """
        if name not in self._known:
            self._known[name] = None  # a type inside itself is not followed
            self._known[name] = self._bounded_content(self.lineage(name), depth)
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

    def _bounded_content(self, lineage: list[ComplexType], depth: int) -> Content | None:
        """Return what a type may hold; nothing is said of it where that is too large."""
        left, self._left = self._left, MAX_PARTICLES  # a type inside another counts by itself
        try:
            return self._content(lineage, depth)
        except _TooLargeError:
            self.too_large.append(lineage[0])
            return None
        except _UnknownError:
            return None
        finally:
            self._left = left

    def _content(self, lineage: list[ComplexType], depth: int) -> Content | None:
        uses: dict[QName, AttributeUse] = {}
        particles: list[Particle] = []
        for complex_type in reversed(lineage):
            owners = self._with_groups(complex_type)
            for attribute in chain.from_iterable(owner.attributes for owner in owners):
                uses.pop(attribute.name, None)
                if attribute.use != "prohibited":
                    uses[attribute.name] = self._use(attribute)
            if not complex_type.extends:
                particles.clear()
            if complex_type.particle is not None:
                particles.append(self._particle(complex_type.particle, depth))
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
            any(
                owner.open_attributes
                for complex_type in lineage
                for owner in self._with_groups(complex_type)
            ),
        )

    def _with_groups(self, owner: ComplexType) -> Iterator[ComplexType]:
        """Yield a type and its groups of attributes, each once; an unknown one allows all."""
        seen: set[QName] = set()
        stack = [owner]
        while stack:
            owner = stack.pop()
            yield owner
            names = [name for name in dict.fromkeys(owner.groups) if name not in seen]
            seen.update(names)
            stack += [
                self._attribute_groups.get(name) or ComplexType(name, open_attributes=True)
                for name in reversed(names)
            ]

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

    def _particle(self, written: WrittenParticle, depth: int) -> Particle:
        self._left -= 1
        self._left_of_all -= 1
        if depth >= MAX_DEPTH or min(self._left, self._left_of_all) < 0:
            raise _TooLargeError
        children = written.children
        kind = written.kind
        if written.group is not None:
            if written.group in self._circular:
                raise _UnknownError
            group = self._groups.get(written.group)
            children = () if group is None else (group.particle,)
        return Particle(
            kind,
            written.min,
            written.max,
            tuple(self._particle(child, depth + 1) for child in children),
            written.name,
            written.namespaces,
            self._declaration(written, depth) if written.is_local and written.name else None,
        )

    def _declaration(self, written: WrittenParticle, depth: int) -> ElementDeclaration:
        name, type_name = written.name, written.type_name
        assert name is not None  # noqa: S101 - asked for by whoever calls
        data_type = None if type_name is None else self.data_type(type_name)
        simple = data_type if data_type is not None and data_type.is_simple else None
        content = None if type_name is None or simple is not None else self.of(type_name, depth)
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


def contents_of(
    schemas: Iterable[Schema], simple: Derivations, circular: Collection[QName]
) -> Contents:
    """Return the content models of some schemas; where a name is declared twice, the first."""
    schemas = list(schemas)
    return Contents(
        [complex_type for schema in reversed(schemas) for complex_type in schema.complex_types],
        {name: group for schema in reversed(schemas) for name, group in schema.groups.items()},
        {n: group for schema in reversed(schemas) for n, group in schema.attribute_groups.items()},
        {n: found for schema in reversed(schemas) for n, found in schema.attributes.items()},
        simple,
        circular,
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
