"""Dimensional relationships followed from one to the next, in whatever role that leads to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from finmodel.qname import QName
from finmodel.taxonomy.network import DOMAIN_MEMBER, Network, NetworkKey, Relationship

Node = tuple[str, QName]
"""A concept in a role: what consecutive relationships start at (Dimensions 1.0, section 2.4)."""

MAX_STEPS: Final = 3_000_000
"""How many relationships are followed; those of published filings need some 5,000."""


class Walk:
    """Follows the relationships of a taxonomy, as many as `limit`, and after that no more.

    Few relationships can lead to very many places each, so what is written by a stranger may need
    more time than there is. `is_exhausted` tells that not all of it was followed.
    """

    def __init__(self, networks: Mapping[NetworkKey, Network], limit: int = MAX_STEPS) -> None:
        self._networks = networks
        self._by_arcrole: dict[str, dict[str, Network]] = {}
        self._left = limit

    def _of(self, arcrole: str) -> dict[str, Network]:
        """Return the networks of an arcrole by role; those of others are not looked into."""
        found = self._by_arcrole.get(arcrole)
        if found is None:
            keys = [key for key in self._networks if key[0] == arcrole]
            found = self._by_arcrole[arcrole] = {key[1]: self._networks[key] for key in keys}
        return found

    @property
    def is_exhausted(self) -> bool:
        """Whether something was not followed, so that what was found may not be all."""
        return self._left < 0

    def arcs(self, *arcroles: str) -> Iterator[tuple[str, Relationship]]:
        """Yield all relationships of some arcroles with their roles."""
        for arcrole in arcroles:
            for role, network in self._of(arcrole).items():
                for arc in network.relationships:
                    yield role, arc

    def end(self, role: str, arc: Relationship) -> Node:
        """Return where relationships consecutive to one start: its target, in its target role."""
        return arc.target_role or role, arc.target

    def from_(self, arcrole: str, node: Node) -> Sequence[Relationship]:
        """Return the relationships of an arcrole that start at a concept in a role."""
        network = self._of(arcrole).get(node[0])
        found = network.from_(node[1]) if network is not None else ()
        self._left -= len(found)
        return found if self._left >= 0 else ()

    def below(self, starts: Iterable[Node]) -> list[Relationship]:
        """Return all domain-member relationships that follow, each once."""
        networks = self._of(DOMAIN_MEMBER)
        seen = dict.fromkeys(starts)
        stack = list(reversed(seen))
        found: list[Relationship] = []
        while stack and self._left >= 0:
            role, concept = stack.pop()
            network = networks.get(role)
            arcs = network.from_(concept) if network is not None else ()
            self._left -= len(arcs)
            found += arcs
            for arc in arcs:
                end = (arc.target_role or role, arc.target)
                if end not in seen:
                    seen[end] = None
                    stack.append(end)
        return found
