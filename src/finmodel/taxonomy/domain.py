"""Domains: the members that explicit dimensions may take (Dimensions 1.0, section 2.5.3)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from finmodel.qname import QName
from finmodel.taxonomy.network import DIMENSION_DOMAIN, Relationship
from finmodel.taxonomy.walk import Node, Walk

Domain = frozenset[QName]
"""The usable members."""

_Heads = frozenset[tuple[Node, bool]]


class Domains:
    """The domains of a taxonomy; dimensions with the same heads in the same roles share one."""

    def __init__(self, walk: Walk) -> None:
        self._walk = walk
        self._by_node: dict[Node, Domain] = {}
        self._by_heads: dict[_Heads, Domain] = {}

    def of(self, dimension: Node) -> Domain:
        """Return the members that a dimension may take where a hypercube has it in a role.

        A member that any relationship of the domain makes unusable is not among them, even if
        another makes it usable (section 2.5.3.3).
        """
        domain = self._by_node.get(dimension)
        if domain is None:
            heads = frozenset(
                (self._walk.end(dimension[0], arc), arc.usable)
                for arc in self._walk.from_(DIMENSION_DOMAIN, dimension)
            )
            domain = self._by_heads.get(heads)
            if domain is None:
                domain = self._by_heads[heads] = self._domain(heads)
            self._by_node[dimension] = domain
        return domain

    def _domain(self, heads: _Heads) -> Domain:
        members: dict[bool, set[QName]] = {True: set(), False: set()}
        for (_, name), usable in heads:
            members[usable].add(name)
        for arc in self._walk.below(node for node, _ in heads):
            members[arc.usable].add(arc.target)
        return frozenset(members[True] - members[False])

    def has_cycle(self, dimension: Node) -> bool:
        """Tell whether relationships of a domain, whatever their roles, lead back to a member."""
        starts = [
            self._walk.end(dimension[0], arc)
            for arc in self._walk.from_(DIMENSION_DOMAIN, dimension)
        ]
        return is_cyclic(self._walk.below(starts))


def is_cyclic(arcs: Sequence[Relationship]) -> bool:
    """Tell whether relationships lead from a concept back to it; the time is that of reading."""
    below: defaultdict[QName, list[QName]] = defaultdict(list)
    above: defaultdict[QName, int] = defaultdict(int)
    for arc in arcs:
        below[arc.source].append(arc.target)
        above[arc.target] += 1
    free = [concept for concept in below if not above[concept]]
    passed = 0
    while free:
        for target in below.get(free.pop(), ()):
            passed += 1
            above[target] -= 1
            if not above[target]:
                free.append(target)
    return passed < len(arcs)
