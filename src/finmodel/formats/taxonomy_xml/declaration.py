"""What XBRL 2.1 asks of the declarations of items and tuples (sections 4.9, 5.1.1)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from finmodel.formats.taxonomy_xml.complex_type import ComplexType
from finmodel.formats.taxonomy_xml.schema import ElementDeclaration
from finmodel.formats.xml.namespace import RESERVED
from finmodel.qname import QName
from finmodel.taxonomy.content import Content, Particle, ParticleKind
from finmodel.taxonomy.datatype import FRACTION, DataType

IsConcept = Callable[[QName], bool]


def item_problems(
    element: ElementDeclaration, data_type: DataType, lineage: Sequence[ComplexType]
) -> Iterator[str]:
    """Yield what is wrong with the declaration of an item."""
    name = element.name.local_name
    if element.period_type is None:
        yield f"{name} has no periodType."
    if element.balance is not None and not data_type.is_monetary and data_type.is_simple:
        yield f"{name} has a balance, but its type {data_type.name.local_name} is not monetary."
    if data_type.derives_from(FRACTION) or data_type.is_simple:
        return
    if any(complex_type.particle is not None for complex_type in lineage):
        yield f"{name} is an item, but its type {data_type.name.local_name} has elements."


def tuple_problems(
    element: ElementDeclaration,
    content: Content | None,
    is_concept: IsConcept,
) -> Iterator[str]:
    """Yield what is wrong with the declaration of a tuple; `is_concept` may be unsure."""
    name = element.name.local_name
    if element.period_type is not None:
        yield f"{name} is a tuple, which has no periodType."
    if element.balance is not None:
        yield f"{name} is a tuple, which has no balance."
    if content is None:
        return
    if content.mixed:
        yield f"{name} is a tuple, which has no text between its elements."
    for attribute in content.attributes:
        if attribute.name.namespace in RESERVED:
            yield f"{name} is a tuple, which has no attribute {attribute.name.local_name} of XBRL."
    for particle in _elements(content.particle):
        if particle.declaration is not None:
            yield f"{name} is a tuple, but declares {_local(particle)} inside itself."
        elif particle.name is not None and not is_concept(particle.name):
            yield f"{name} is a tuple, but {_local(particle)} in it is neither item nor tuple."


def _elements(particle: Particle | None) -> Iterator[Particle]:
    stack = [] if particle is None else [particle]
    while stack:
        particle = stack.pop()
        if particle.kind is ParticleKind.ELEMENT:
            yield particle
        stack.extend(particle.children)


def _local(particle: Particle) -> str:
    return "" if particle.name is None else particle.name.local_name
