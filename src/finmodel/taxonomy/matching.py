"""Whether what is inside an element fits its content model (XML Schema part 1, section 3.9)."""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set
from typing import Final

from attrs import define

from finmodel.qname import QName
from finmodel.taxonomy.content import ANY_NAMESPACE, OTHER_NAMESPACE, Particle, ParticleKind

_MOST_STEPS: Final = 2_000_000

Substitutes = Callable[[QName, QName], bool]
"""Tells whether an element of the first name may stand where one of the second is asked for."""


class TooLongError(Exception):
    """There is so much to compare that what is inside is not judged."""


def find_misfit(
    particle: Particle | None, names: Sequence[QName], substitutes: Substitutes
) -> int | None:
    """Return the number of the first element that does not fit, `None` where all do.

    The number of elements itself is returned where something is missing at the end. Raises
    `TooLongError`.
    """
    if particle is None:
        return 0 if names else None
    matcher = _Matcher(names, substitutes)
    ends = matcher.ends(particle, frozenset((0,)))
    return None if len(names) in ends else matcher.furthest


def misfit_words(
    particle: Particle | None,
    names: Sequence[QName],
    substitutes: Substitutes,
    shown: Callable[[QName], str],
) -> str | None:
    """Return what does not fit, in words that go on from the name of what holds it.

    `None` stands for nothing, and for more than can be compared in a short time.
    """
    try:
        place = find_misfit(particle, names, substitutes)
    except TooLongError:
        return None
    if place is None:
        return None
    if place < len(names):
        return f"has {shown(names[place])} where it may not be"
    return "lacks something at its end" if names else "is empty, and may not be"


@define
class _Matcher:
    """Finds, for positions at which a particle may start, all those at which it may end."""

    names: Sequence[QName]
    substitutes: Substitutes
    furthest: int = 0
    steps: int = 0

    def ends(self, particle: Particle, starts: frozenset[int]) -> frozenset[int]:
        """Return where a particle may end, taken as often as it has to be and can be."""
        current = starts
        for _ in range(particle.min):
            following = self._once(particle, current)
            if following == current or not following:
                current = following
                break
            current = following
        reached, new = set(current), current
        count = particle.min
        while new and (particle.max is None or count < particle.max):
            new = self._once(particle, new) - reached
            reached |= new
            count += 1
        return frozenset(reached)

    def _once(self, particle: Particle, starts: frozenset[int]) -> frozenset[int]:
        self.steps += len(starts)
        if self.steps > _MOST_STEPS:
            raise TooLongError
        if particle.kind is ParticleKind.SEQUENCE:
            for child in particle.children:
                starts = self.ends(child, starts)
            return starts
        if particle.kind is ParticleKind.CHOICE:
            return frozenset().union(*(self.ends(child, starts) for child in particle.children))
        if particle.kind is ParticleKind.ALL:
            return frozenset().union(*(self._all(particle, start) for start in starts))
        found = {
            start + 1
            for start in starts
            if start < len(self.names) and self._fits(particle, self.names[start])
        }
        self.furthest = max(self.furthest, *found, 0)
        return frozenset(found)

    def _all(self, particle: Particle, start: int) -> Set[int]:
        """Return where a group may end whose children come in any order, each once at most."""
        left = list(particle.children)
        while start < len(self.names):
            self.steps += len(left)
            fitting = next((each for each in left if self._fits(each, self.names[start])), None)
            if fitting is None:
                break
            left.remove(fitting)
            start += 1
        self.furthest = max(self.furthest, start)
        return {start} if all(each.min == 0 for each in left) else set()

    def _fits(self, particle: Particle, name: QName) -> bool:
        if particle.kind is ParticleKind.ELEMENT:
            wanted = particle.name
            return wanted is not None and (name == wanted or self.substitutes(name, wanted))
        if ANY_NAMESPACE in particle.namespaces:
            return True
        if OTHER_NAMESPACE in particle.namespaces:
            return name.namespace not in ("", *particle.namespaces)
        return name.namespace in particle.namespaces
