"""Content models in which an element could be meant by two parts (XML Schema part 1, 3.8.6)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from attrs import field, frozen

from finmodel.qname import QName
from finmodel.taxonomy.content import Particle, ParticleKind

MAX_LEAVES: Final = 400
"""Models with more elements are not looked at, as this takes the square of their number."""

Leaves = dict[int, Particle]


@frozen
class _Part:
    """Which elements a part of a model can start and end with, by their number."""

    can_be_empty: bool
    first: Leaves
    last: Leaves


def ambiguous_element(model: Particle) -> QName | None:
    """Return an element that two parts of a model may mean at one point; `None` if there is none.

    Elements count by their names, whatever may be substituted for them; wildcards do not count.
    """
    finder = _Finder()
    if _leaves(model, MAX_LEAVES) < 0:
        return None
    part = finder.read(model)
    choices = (part.first, *finder.following.values())
    return next((name for leaves in choices if (name := _twice(leaves.values()))), None)


def _leaves(model: Particle, left: int) -> int:
    """Return how many more elements a model may have; negative if it has too many."""
    if not model.children:
        return left - 1
    for child in model.children:
        left = _leaves(child, left)
        if left < 0:
            break
    return left


def _twice(leaves: Iterable[Particle]) -> QName | None:
    seen: set[QName] = set()
    for leaf in leaves:
        if leaf.name is not None and leaf.name in seen:
            return leaf.name
        if leaf.name is not None:
            seen.add(leaf.name)
    return None


@frozen
class _Finder:
    """Numbers the elements of a model and finds which can follow each."""

    following: dict[int, Leaves] = field(factory=dict)

    def read(self, particle: Particle) -> _Part:
        """Return how a part starts and ends."""
        if particle.kind in (ParticleKind.ELEMENT, ParticleKind.ANY):
            number = len(self.following)
            self.following[number] = {}
            part = _Part(False, {number: particle}, {number: particle})
        elif particle.kind is ParticleKind.SEQUENCE:
            part = self._sequence(particle)
        else:
            parts = [self.read(child) for child in particle.children]
            part = _Part(
                not parts or any(p.can_be_empty for p in parts),
                {n: leaf for p in parts for n, leaf in p.first.items()},
                {n: leaf for p in parts for n, leaf in p.last.items()},
            )
        if particle.max != particle.min and particle.max not in (0, 1):
            self._follow(part.last, part.first)
        return _Part(part.can_be_empty or not particle.min, part.first, part.last)

    def _sequence(self, particle: Particle) -> _Part:
        whole = _Part(True, {}, {})
        for child in particle.children:
            part = self.read(child)
            self._follow(whole.last, part.first)
            whole = _Part(
                whole.can_be_empty and part.can_be_empty,
                whole.first | part.first if whole.can_be_empty else whole.first,
                whole.last | part.last if part.can_be_empty else part.last,
            )
        return whole

    def _follow(self, last: Leaves, first: Leaves) -> None:
        for number in last:
            self.following[number].update(first)
