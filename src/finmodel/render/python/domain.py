"""The domains of explicit dimensions, put together from whatever roles they are spread over."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from finmodel.qname import QName
from finmodel.taxonomy.network import DIMENSION_DOMAIN, DOMAIN_MEMBER, Relationship
from finmodel.taxonomy.taxonomy import Taxonomy


class Domains:
    """The members of each dimension, and what each member is made of."""

    def __init__(self, taxonomy: Taxonomy) -> None:
        self._taxonomy = taxonomy
        self.roots: defaultdict[QName, dict[QName, None]] = defaultdict(dict)
        self.parts: defaultdict[QName, dict[QName, None]] = defaultdict(dict)
        self.usable: set[QName] = set()
        members: defaultdict[QName, set[QName]] = defaultdict(set)
        for network in taxonomy.networks_of(DIMENSION_DOMAIN):
            for source in network.sources:
                for arc in network.from_(source):
                    self.roots[source][arc.target] = None
                    self._walk(arc, network.role, members[source])
        self.members: Mapping[QName, frozenset[QName]] = {
            dimension: frozenset(found) for dimension, found in members.items()
        }

    @property
    def all_members(self) -> frozenset[QName]:
        """The members of all dimensions."""
        return frozenset().union(*self.members.values())

    def _walk(self, top: Relationship, role: str, members: set[QName]) -> None:
        """Follow the relationships consecutive to one that leads to a member."""
        stack, seen = [(role, top)], {(role, top)}
        while stack:
            here, arc = stack.pop()
            members.add(arc.target)
            if arc.usable:
                self.usable.add(arc.target)
            below = arc.target_role or here
            network = self._taxonomy.networks.get((DOMAIN_MEMBER, below))
            for step in network.from_(arc.target) if network else ():
                self.parts[arc.target][step.target] = None
                if (below, step) not in seen:
                    seen.add((below, step))
                    stack.append((below, step))
