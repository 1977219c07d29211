"""Which facts may be reported with which members (Dimensions 1.0)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from attrs import frozen

from finmodel.qname import QName
from finmodel.taxonomy.concept import Concept, Kind
from finmodel.taxonomy.network import (
    ALL,
    DIMENSION_DEFAULT,
    DIMENSION_DOMAIN,
    DOMAIN_MEMBER,
    HYPERCUBE_DIMENSION,
    NOT_ALL,
    Network,
    Relationship,
)

NetworkKey = tuple[str, str]
"""The arcrole and the role of a network."""

Coordinates = Mapping[QName, QName | None]
"""What a fact has: explicit dimensions with their member, typed ones with `None`."""


@frozen
class Hypercube:
    """One has-hypercube relationship, with the members that each dimension may take.

    `members` of a typed dimension is `None`: any value will do. A hypercube that is not
    `positive` (notAll) excludes what it describes.
    """

    name: QName
    role: str
    positive: bool
    closed: bool
    context_element: str | None
    members: Mapping[QName, frozenset[QName] | None]

    def allows(self, coordinates: Coordinates, defaults: Mapping[QName, QName]) -> bool:
        """Tell whether a fact at these coordinates satisfies it (section 3.1)."""
        return self._holds(coordinates, defaults) is self.positive

    def _holds(self, coordinates: Coordinates, defaults: Mapping[QName, QName]) -> bool:
        if self.closed and not coordinates.keys() <= self.members.keys():
            return False
        for dimension, usable in self.members.items():
            reported = dimension in coordinates
            if usable is None:
                if not reported:
                    return False
            elif (coordinates[dimension] if reported else defaults.get(dimension)) not in usable:
                return False
        return True


class Dimensional:
    """The dimensional relationships of a taxonomy, asked by concept and dimension."""

    def __init__(
        self, concepts: Mapping[QName, Concept], networks: Mapping[NetworkKey, Network]
    ) -> None:
        self._concepts = concepts
        self._networks = networks

    @cached_property
    def defaults(self) -> Mapping[QName, QName]:
        """The default member of each dimension that has one."""
        return {arc.source: arc.target for _, arc in self._arcs(DIMENSION_DEFAULT)}

    @cached_property
    def dimensions(self) -> tuple[QName, ...]:
        """All dimensions, explicit and typed."""
        return tuple(name for name, c in self._concepts.items() if c.kind is Kind.DIMENSION)

    def is_typed(self, dimension: QName) -> bool:
        """Tell whether a dimension takes values and not members."""
        concept = self._concepts.get(dimension)
        return concept is not None and concept.typed_domain is not None

    def members(self, dimension: QName) -> frozenset[QName]:
        """Return every usable member of an explicit dimension, in whatever role."""
        return frozenset(
            member
            for role, arc in self._arcs(DIMENSION_DOMAIN)
            if arc.source == dimension
            for member in self._usable(arc, role)
        )

    def parts(self, dimension: QName, member: QName | None) -> tuple[QName, ...]:
        """Return the members directly below one in a dimension's domain, in order.

        `None` stands for the default member. Where a member below is not usable and only groups
        others, these stand in for it. Empty where the member is not divided further.
        """
        below: defaultdict[QName | None, list[Relationship]] = defaultdict(list)
        for role, arc in self._arcs(DIMENSION_DOMAIN):
            if arc.source == dimension:
                for step in self._below(arc, role):
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

    @cached_property
    def hypercubes(self) -> Mapping[QName, Sequence[Hypercube]]:
        """The hypercubes of every primary item, its own and those that it inherits."""
        found: defaultdict[QName, list[Hypercube]] = defaultdict(list)
        for arcrole in (ALL, NOT_ALL):
            for role, arc in self._arcs(arcrole):
                hypercube = self._hypercube(arc, role, positive=arcrole == ALL)
                for primary in self._heirs(arc.source, role):
                    found[primary].append(hypercube)
        return found

    def allows(self, concept: QName, coordinates: Coordinates) -> bool:
        """Tell whether a concept may be reported at these coordinates.

        In one role all hypercubes must be satisfied, and one role suffices (section 3.1). A
        concept without hypercubes may be reported anywhere.
        """
        by_role: defaultdict[str, list[Hypercube]] = defaultdict(list)
        for hypercube in self.hypercubes.get(concept, ()):
            by_role[hypercube.role].append(hypercube)
        return not by_role or any(
            all(hypercube.allows(coordinates, self.defaults) for hypercube in hypercubes)
            for hypercubes in by_role.values()
        )

    def _arcs(self, arcrole: str) -> Iterator[tuple[str, Relationship]]:
        for (network_arcrole, role), network in self._networks.items():
            if network_arcrole == arcrole:
                for relationship in network.relationships:
                    yield role, relationship

    def _next(
        self, arcrole: str, arc: Relationship, role: str
    ) -> Iterator[tuple[str, Relationship]]:
        """Yield the relationships consecutive to `arc`: from its target, in its target role."""
        next_role = arc.target_role or role
        network = self._networks.get((arcrole, next_role))
        for relationship in network.from_(arc.target) if network else ():
            yield next_role, relationship

    def _below(self, arc: Relationship, role: str) -> Iterator[Relationship]:
        """Yield every domain-member relationship that follows `arc`, each once."""
        stack, seen = [(role, arc)], {(role, arc)}
        while stack:
            here, above = stack.pop()
            for step in self._next(DOMAIN_MEMBER, above, here):
                if step not in seen:
                    seen.add(step)
                    stack.append(step)
                    yield step[1]

    def _usable(self, arc: Relationship, role: str) -> Iterator[QName]:
        return (step.target for step in (arc, *self._below(arc, role)) if step.usable)

    def _hypercube(self, arc: Relationship, role: str, *, positive: bool) -> Hypercube:
        members: dict[QName, frozenset[QName] | None] = {}
        for dimension_role, dimension in self._next(HYPERCUBE_DIMENSION, arc, role):
            if self.is_typed(dimension.target):
                members[dimension.target] = None
                continue
            members[dimension.target] = frozenset(
                member
                for domain_role, domain in self._next(DIMENSION_DOMAIN, dimension, dimension_role)
                for member in self._usable(domain, domain_role)
            )
        return Hypercube(arc.target, role, positive, arc.closed, arc.context_element, members)

    def _heirs(self, primary: QName, role: str) -> set[QName]:
        """Return a primary item and those below it in the domain-member network of the role."""
        heirs, stack = {primary}, [(role, primary)]
        while stack:
            here, concept = stack.pop()
            network = self._networks.get((DOMAIN_MEMBER, here))
            for arc in network.from_(concept) if network else ():
                if arc.target not in heirs:
                    heirs.add(arc.target)
                    stack.append((arc.target_role or here, arc.target))
        return heirs
