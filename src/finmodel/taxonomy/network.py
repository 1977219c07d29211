"""Relationships between concepts, in networks of one arcrole and one role."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cached_property
from itertools import accumulate, pairwise
from typing import Final

from attrs import field, frozen

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
DIMENSIONAL: Final = frozenset(
    (ALL, NOT_ALL, HYPERCUBE_DIMENSION, DIMENSION_DOMAIN, DOMAIN_MEMBER, DIMENSION_DEFAULT)
)
"""The arcroles of Dimensions 1.0."""

CYCLES_ALLOWED: Final = {
    PARENT_CHILD: "undirected",
    SUMMATION_ITEM: "any",
    SUMMATION_ITEM_11: "any",
    f"{_ARC}general-special": "undirected",
    f"{_ARC}essence-alias": "undirected",
    f"{_ARC}similar-tuples": "any",
    f"{_ARC}requires-element": "any",
    ALL: "undirected",
    NOT_ALL: "undirected",
    HYPERCUBE_DIMENSION: "none",
    DIMENSION_DOMAIN: "none",
    DOMAIN_MEMBER: "undirected",
    DIMENSION_DEFAULT: "none",
}
"""Which circles the arcroles of the standards allow (XBRL 2.1, section 5.2; Dimensions 1.0)."""

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
    """The relationships of one arcrole in one role, in order.

    Where they were declared for different uses, as for presentation and for calculation,
    `base_sets` says how many in a row belong together (XBRL 2.1, section 3.5.3.9.7.3).
    """

    arcrole: str
    role: str
    relationships: tuple[Relationship, ...]
    base_sets: tuple[int, ...] = field(default=(), eq=False)

    @property
    def parts(self) -> tuple[Network, ...]:
        """The network, or a network for each of its base sets where it has several."""
        if len(self.base_sets) < 2:
            return (self,)
        ends = tuple(accumulate(self.base_sets, initial=0))
        return tuple(
            Network(self.arcrole, self.role, self.relationships[start:end])
            for start, end in pairwise(ends)
        )

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

    def directed_cycle(self) -> tuple[QName, QName] | None:
        """Return a relationship that closes a circle along the arrows, `None` if there is none."""
        done: dict[QName, bool] = {}  # false while what is below a concept is being looked at
        for root in self.sources:
            if root in done:
                continue
            done[root] = False
            path = [(root, iter(self.from_(root)))]
            while path:
                source, below = path[-1]
                relationship = next(below, None)
                if relationship is None:
                    done[source] = True
                    path.pop()
                    continue
                target = relationship.target
                if target not in done:
                    done[target] = False
                    path.append((target, iter(self.from_(target))))
                elif not done[target]:
                    return source, target
        return None

    def undirected_cycle(self) -> tuple[QName, QName] | None:
        """Return a relationship that closes a circle whatever way arrows point, or `None`.

        Several relationships between the same two concepts count as one.
        """
        above: dict[QName, QName] = {}

        def top(name: QName) -> QName:
            while (upper := above.setdefault(name, name)) != name:
                above[name] = above[upper]
                name = upper
            return name

        for pair in dict.fromkeys((r.source, r.target) for r in self.relationships):
            source, target = map(top, pair)
            if source == target:
                return pair
            above[source] = target
        return None

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
