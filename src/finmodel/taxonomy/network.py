"""Relationships between concepts, in networks of one arcrole and one role."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cached_property
from typing import Final

from attrs import frozen

from finmodel.qname import QName

_ARC: Final = "http://www.xbrl.org/2003/arcrole/"
PARENT_CHILD: Final = f"{_ARC}parent-child"
SUMMATION_ITEM: Final = f"{_ARC}summation-item"
SUMMATION_ITEM_11: Final = "https://xbrl.org/2023/arcrole/summation-item"
_DIMENSIONAL: Final = "http://xbrl.org/int/dim/arcrole/"
ALL: Final = f"{_DIMENSIONAL}all"
NOT_ALL: Final = f"{_DIMENSIONAL}notAll"
HYPERCUBE_DIMENSION: Final = f"{_DIMENSIONAL}hypercube-dimension"
DIMENSION_DOMAIN: Final = f"{_DIMENSIONAL}dimension-domain"
DOMAIN_MEMBER: Final = f"{_DIMENSIONAL}domain-member"
DIMENSION_DEFAULT: Final = f"{_DIMENSIONAL}dimension-default"

STANDARD_ROLE: Final = "http://www.xbrl.org/2003/role/link"

NetworkKey = tuple[str, str]
"""The arcrole and the role of a network."""


@frozen
class Role:
    """An extended link role: one statement, note or table of a taxonomy."""

    uri: str
    definition: str = ""
    used_on: tuple[QName, ...] = ()
    id: str | None = None


@frozen
class Arcrole:
    """A kind of relationship that a taxonomy declares."""

    uri: str
    definition: str = ""
    cycles_allowed: str = "any"
    used_on: tuple[QName, ...] = ()
    id: str | None = None


@frozen
class Relationship:
    """An effective relationship, after prohibition: what its arc says about source and target.

    `weight` belongs to summations; `context_element`, `closed`, `usable` and `target_role` to
    dimensional relationships (Dimensions 1.0, section 2).
    """

    source: QName
    target: QName
    order: Decimal = Decimal(1)
    weight: Decimal | None = None
    preferred_label: str | None = None
    context_element: str | None = None
    closed: bool = False
    usable: bool = True
    target_role: str | None = None


@frozen(slots=False)
class Network:
    """The relationships of one arcrole in one role, in order."""

    arcrole: str
    role: str
    relationships: tuple[Relationship, ...]

    @cached_property
    def _outgoing(self) -> Mapping[QName, Sequence[Relationship]]:
        outgoing: defaultdict[QName, list[Relationship]] = defaultdict(list)
        for relationship in sorted(self.relationships, key=lambda r: r.order):
            outgoing[relationship.source].append(relationship)
        return outgoing

    @cached_property
    def _incoming(self) -> Mapping[QName, Sequence[Relationship]]:
        incoming: defaultdict[QName, list[Relationship]] = defaultdict(list)
        for relationship in self.relationships:
            incoming[relationship.target].append(relationship)
        return incoming

    def from_(self, source: QName) -> Sequence[Relationship]:
        """Return the relationships that start at a concept, in order."""
        return self._outgoing.get(source, ())

    def to(self, target: QName) -> Sequence[Relationship]:
        """Return the relationships that end at a concept."""
        return self._incoming.get(target, ())

    @property
    def sources(self) -> tuple[QName, ...]:
        """The concepts at which a relationship starts, in the order of their first."""
        return tuple(dict.fromkeys(r.source for r in self.relationships))

    @property
    def roots(self) -> tuple[QName, ...]:
        """The concepts at which relationships start and none ends."""
        return tuple(source for source in self.sources if source not in self._incoming)

    def walk(self, root: QName) -> Iterator[tuple[int, QName, Relationship | None]]:
        """Yield depth, concept and the relationship to it, from a root down; cycles end."""
        stack: list[tuple[int, QName, Relationship | None, frozenset[QName]]] = [
            (0, root, None, frozenset())
        ]
        while stack:
            depth, concept, relationship, above = stack.pop()
            yield depth, concept, relationship
            if concept not in above:
                below = above | {concept}
                stack += [(depth + 1, r.target, r, below) for r in reversed(self.from_(concept))]
