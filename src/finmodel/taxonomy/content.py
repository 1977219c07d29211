"""Content models: what may be inside an element, in which order and how often.

Tuples have them, and what segments, scenarios and complex typed dimensions hold.
"""

from __future__ import annotations

from enum import Enum
from typing import Final

from attrs import frozen

from finmodel.qname import QName
from finmodel.taxonomy.datatype import DataType

ANY_NAMESPACE: Final = "##any"
OTHER_NAMESPACE: Final = "##other"


class ParticleKind(Enum):
    """What a particle asks for (XML Schema part 1, sections 3.8 to 3.10)."""

    SEQUENCE = "sequence"
    CHOICE = "choice"
    ALL = "all"
    ELEMENT = "element"
    ANY = "any"


@frozen
class Particle:
    """A part of a content model: what may stand there, `min` to `max` times, `None` for any number.

    Groups have `children`. An element has a `name`, for which whatever can be substituted for it
    may stand; one that is declared on the spot, and nowhere else, has its `declaration`.
    A wildcard has `namespaces`: URIs, `ANY_NAMESPACE`, or `OTHER_NAMESPACE` followed by the one
    that is excluded; an empty URI is that of names without a namespace.
    """

    kind: ParticleKind
    min: int = 1
    max: int | None = 1
    children: tuple[Particle, ...] = ()
    name: QName | None = None
    namespaces: tuple[str, ...] = ()
    declaration: ElementDeclaration | None = None


@frozen
class AttributeUse:
    """An attribute that an element may have, or must have; a local one has no namespace."""

    name: QName
    data_type: DataType
    required: bool = False
    default: str | None = None
    fixed: str | None = None


@frozen
class Content:
    """What may be inside an element: a particle, or nothing, and the attributes that it may have.

    An item has one where its type declares attributes of its own, or gives those of XBRL a default
    or a fixed value. `open_attributes` tells that a wildcard allows attributes of any namespace
    but the schema's own.
    """

    particle: Particle | None = None
    attributes: tuple[AttributeUse, ...] = ()
    mixed: bool = False
    open_attributes: bool = False


@frozen
class ElementDeclaration:
    """An element that is no concept: its simple type, its content model, or both.

    `data_type` is `None` where the element has no simple value, `content` where nothing is known
    of its children and attributes but that it has none.
    """

    name: QName
    data_type: DataType | None = None
    content: Content | None = None
    nillable: bool = False
    abstract: bool = False
    substitution_group: QName | None = None
    default: str | None = None
    fixed: str | None = None
