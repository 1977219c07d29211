"""Which facts may be reported with which members (Dimensions 1.0)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property

from attrs import Factory, field, frozen

from finmodel.qname import QName
from finmodel.taxonomy.concept import Concept, Kind
from finmodel.taxonomy.domain import Domain, Domains
from finmodel.taxonomy.network import (
    ALL,
    DIMENSION_DEFAULT,
    DIMENSION_DOMAIN,
    HYPERCUBE_DIMENSION,
    NOT_ALL,
    Network,
    NetworkKey,
    Relationship,
)
from finmodel.taxonomy.walk import Node, Walk

__all__ = ["Coordinates", "Dimensional", "Hypercube", "Hypercubes", "NetworkKey"]


@frozen
class Coordinates:
    """What hypercubes look at of a fact: explicit dimensions with their member, typed with `None`.

    Reports in XML tell in which part of a context, `segment` or `scenario`, each dimension stands;
    `parts` has these, and `remarked` the parts with content that is no dimension.
    """

    members: Mapping[QName, QName | None] = Factory(dict)
    parts: Mapping[QName, str] = Factory(dict)
    remarked: frozenset[str] = frozenset()

    def within(self, part: str | None, dimension: QName) -> bool:
        """Tell whether a dimension stands in a part, or where that is not known, may do so."""
        return part is None or self.parts.get(dimension, part) == part


@frozen(eq=False, slots=False)
class Hypercube:
    """One has-hypercube relationship, with the members that each dimension may take.

    A hypercube that is not `positive` (notAll) excludes what it describes. It looks at one part of
    a context only, its `context_element`; a dimension in the other one is at its default to it.
    """

    name: QName
    role: str
    positive: bool
    closed: bool
    context_element: str | None
    _find_members: Callable[[], Mapping[QName, Domain | None]] = field(repr=False)

    @cached_property
    def members(self) -> Mapping[QName, Domain | None]:
        """Its dimensions, each with its domain; that of a typed one is `None`: any value will do.

        Hypercubes with the same dimensions in the same role have the same object.
        """
        return self._find_members()

    def allows(self, coordinates: Coordinates, defaults: Mapping[QName, QName]) -> bool:
        """Tell whether a fact at these coordinates satisfies it (section 3.1)."""
        return self._holds(coordinates, defaults) is self.positive

    def strange(self, coordinates: Coordinates) -> Iterator[QName]:
        """Yield the dimensions in its part of the context that it has not."""
        part, members = self.context_element, self.members
        for dimension in coordinates.members:
            if dimension not in members and coordinates.within(part, dimension):
                yield dimension

    def _holds(self, coordinates: Coordinates, defaults: Mapping[QName, QName]) -> bool:
        part, members = self.context_element, self.members
        if self.closed and (part in coordinates.remarked or any(self.strange(coordinates))):
            return False
        given = coordinates.members
        for dimension, domain in members.items():
            is_given = dimension in given and coordinates.within(part, dimension)
            member = given[dimension] if is_given else defaults.get(dimension)
            if not is_given if domain is None else member not in domain:
                return False
        return True


Hypercubes = tuple[tuple[Hypercube, ...], ...]
"""Those of a concept, together those of a role."""


class Dimensional:
    """The dimensional relationships of a taxonomy, asked by concept and dimension."""

    def __init__(
        self, concepts: Mapping[QName, Concept], networks: Mapping[NetworkKey, Network]
    ) -> None:
        self._concepts = concepts
        self._walk = Walk(networks)
        self._domains = Domains(self._walk)
        self._members: dict[Node, Mapping[QName, Domain | None]] = {}
        self._hypercubes: dict[tuple[int, ...], Hypercubes] = {}

    @property
    def is_exhausted(self) -> bool:
        """Whether relationships lead to more places than are looked at, so that some are missed."""
        return self._walk.is_exhausted

    def arcs(self, *arcroles: str) -> Iterator[tuple[str, Relationship]]:
        """Yield all relationships of some arcroles with their roles."""
        return self._walk.arcs(*arcroles)

    @cached_property
    def defaults(self) -> Mapping[QName, QName]:
        """The default member of each dimension that has one."""
        return {arc.source: arc.target for _, arc in self.arcs(DIMENSION_DEFAULT)}

    @cached_property
    def dimensions(self) -> tuple[QName, ...]:
        """All dimensions, explicit and typed."""
        return tuple(name for name, c in self._concepts.items() if c.kind is Kind.DIMENSION)

    def is_typed(self, dimension: QName) -> bool:
        """Tell whether a dimension takes values and not members."""
        concept = self._concepts.get(dimension)
        return concept is not None and concept.typed_domain is not None

    @cached_property
    def _roles(self) -> Mapping[QName, Sequence[str]]:
        """The roles in which each dimension has a domain."""
        roles: defaultdict[QName, dict[str, None]] = defaultdict(dict)
        for role, arc in self.arcs(DIMENSION_DOMAIN):
            roles[arc.source][role] = None
        return {dimension: tuple(found) for dimension, found in roles.items()}

    def members(self, dimension: QName) -> frozenset[QName]:
        """Return every usable member of an explicit dimension, in whatever role."""
        domains = (self._domains.of((role, dimension)) for role in self._roles.get(dimension, ()))
        return frozenset().union(*domains)

    def parts(self, dimension: QName, member: QName | None) -> tuple[QName, ...]:
        """Return the members directly below one in a dimension's domain, in order.

        `None` stands for the default member. Where a member below is not usable and only groups
        others, these stand in for it. Empty where the member is not divided further.
        """
        below: defaultdict[QName | None, list[Relationship]] = defaultdict(list)
        for role in self._roles.get(dimension, ()):
            for head in self._walk.from_(DIMENSION_DOMAIN, (role, dimension)):
                for step in self._walk.below([self._walk.end(role, head)]):
                    below[step.source].append(step)
        whole = self.defaults.get(dimension) if member is None else member
        parts: dict[QName, None] = {}
        stack, opened = below[whole][::-1], {whole}
        while stack:
            step = stack.pop()
            if step.usable:
                parts[step.target] = None
            elif step.target not in opened:
                opened.add(step.target)
                stack += reversed(below[step.target])
        return tuple(parts)

    def cyclic_domains(self) -> Iterator[Node]:
        """Yield the dimensions of hypercubes of which the domain leads back into itself."""
        nodes = dict.fromkeys(self._walk.end(role, arc) for role, arc in self.arcs(ALL, NOT_ALL))
        dimensions = dict.fromkeys(
            self._walk.end(node[0], arc)
            for node in nodes
            for arc in self._walk.from_(HYPERCUBE_DIMENSION, node)
        )
        yield from (dimension for dimension in dimensions if self._domains.has_cycle(dimension))

    @cached_property
    def primary_items(self) -> Sequence[tuple[tuple[Hypercube, ...], Mapping[QName, None]]]:
        """Hypercubes with their primary items: the one that has them, and those that inherit them.

        They do so down the domain-member relationships of the same role (section 2.6.1). The keys
        are the primary items, in order.
        """
        found: defaultdict[Node, list[Hypercube]] = defaultdict(list)
        for arcrole in (ALL, NOT_ALL):
            for role, arc in self.arcs(arcrole):
                hypercube = self._hypercube(role, arc, positive=arcrole == ALL)
                found[role, arc.source].append(hypercube)
        return [(tuple(hypercubes), self._heirs(node)) for node, hypercubes in found.items()]

    @cached_property
    def _places(self) -> Mapping[QName, Sequence[int]]:
        """Where among `primary_items` each concept is."""
        places: defaultdict[QName, list[int]] = defaultdict(list)
        for place, (_, primary_items) in enumerate(self.primary_items):
            for primary in primary_items:
                places[primary].append(place)
        return places

    def hypercubes_of(self, concept: QName) -> Hypercubes:
        """Return the hypercubes of a primary item, its own and those that it inherits, by role.

        Concepts that have the same ones have the same object.
        """
        key = tuple(self._places.get(concept, ()))
        found = self._hypercubes.get(key)
        if found is None:
            by_role: defaultdict[str, list[Hypercube]] = defaultdict(list)
            for place in key:
                for hypercube in self.primary_items[place][0]:
                    by_role[hypercube.role].append(hypercube)
            found = self._hypercubes[key] = tuple(map(tuple, by_role.values()))
        return found

    def allows(self, concept: QName, coordinates: Coordinates) -> bool:
        """Tell whether a concept may be reported at these coordinates.

        In one role all hypercubes must be satisfied, and one role suffices (section 3.1). A
        concept without hypercubes may be reported anywhere.
        """
        by_role = self.hypercubes_of(concept)
        return not by_role or any(
            all(hypercube.allows(coordinates, self.defaults) for hypercube in hypercubes)
            for hypercubes in by_role
        )

    def _hypercube(self, role: str, arc: Relationship, *, positive: bool) -> Hypercube:
        node = self._walk.end(role, arc)
        return Hypercube(
            arc.target,
            role,
            positive,
            arc.closed,
            arc.context_element,
            lambda: self._members_at(node),
        )

    def _members_at(self, hypercube: Node) -> Mapping[QName, Domain | None]:
        members = self._members.get(hypercube)
        if members is None:
            members = self._members[hypercube] = {
                arc.target: None
                if self.is_typed(arc.target)
                else self._domains.of(self._walk.end(hypercube[0], arc))
                for arc in self._walk.from_(HYPERCUBE_DIMENSION, hypercube)
            }
        return members

    def _heirs(self, primary: Node) -> Mapping[QName, None]:
        steps = self._walk.below([primary])
        return dict.fromkeys((primary[1], *(arc.target for arc in steps)))
