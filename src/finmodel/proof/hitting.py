"""Hitting sets: sets of numbers that have at least one in common with every conflict.

If each conflict holds a wrong number, the wrong numbers hit all of them. The smallest such sets
are therefore where a smallest explanation can be, and nowhere else.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice, product
from math import prod
from typing import Final

from attrs import frozen

Conflict = frozenset[int]
"""Numbers of which at least one is wrong."""

MAX_SETS: Final = 1_000
"""How many hitting sets of one size are listed."""

MAX_STEPS: Final = 200_000
"""How many partial sets are looked at before the search is cut off."""


@frozen
class Hitting:
    """All hitting sets of least size, in a stable order.

    Where `complete` is false, there are more of this size or, if `is_least` is false too, perhaps
    some that are smaller: the search was cut off.
    """

    sets: tuple[frozenset[int], ...]
    complete: bool = True
    is_least: bool = True


def separated(conflicts: Iterable[Conflict]) -> list[tuple[Conflict, ...]]:
    """Return the conflicts in groups that share no number, in the order of their first."""
    found: list[tuple[set[int], list[Conflict]]] = []
    for conflict in conflicts:
        joined = [group for group in found if not group[0].isdisjoint(conflict)]
        numbers, members = joined[0] if joined else (set[int](), list[Conflict]())
        for other in joined[1:]:
            numbers |= other[0]
            members += other[1]
            found.remove(other)
        numbers |= conflict
        members.append(conflict)
        if not joined:
            found.append((numbers, members))
    return [tuple(members) for _, members in found]


def minimal_only(conflicts: Collection[Conflict]) -> tuple[Conflict, ...]:
    """Return the conflicts that hold no other conflict, each once."""
    kept: list[Conflict] = []
    for conflict in sorted(set(conflicts), key=len):
        if not any(smaller <= conflict for smaller in kept):
            kept.append(conflict)
    return tuple(kept)


def least_hitting_sets(conflicts: Collection[Conflict], most: int = MAX_SETS) -> Hitting:
    """Return the hitting sets of least size; none where a conflict is empty.

    Numbers that occur in the same conflicts can stand for each other, so the search is among kinds
    of numbers, of which there are few, and writes them out at the end.
    """
    needed = minimal_only(conflicts)
    if frozenset() in needed:
        return Hitting(())
    kinds = _kinds(needed)
    masks = [
        frozenset(kind for kind, members in enumerate(kinds) if members[0] in conflict)
        for conflict in needed
    ]
    branching = _Branching(masks)
    found, is_least = branching.least()
    count = sum(prod(len(kinds[kind]) for kind in chosen) for chosen in found)
    written = (
        frozenset(numbers)
        for chosen in found
        for numbers in product(*(kinds[kind] for kind in sorted(chosen)))
    )
    sets = sorted(islice(written, most), key=sorted)
    return Hitting(tuple(sets), is_least and count <= most, is_least)


def factors(sets: Sequence[frozenset[int]]) -> list[Sequence[frozenset[int]]]:
    """Return families of sets that share no number, the choices from which make up all sets.

    There may be only one, the sets themselves.
    """
    numbers = sorted(frozenset[int]().union(*sets))
    together = {(a, b) for chosen in sets for a in chosen for b in chosen}
    apart = [frozenset({a, b}) for a in numbers for b in numbers if (a, b) not in together]
    alone = [frozenset({number}) for number in numbers]
    blocks = [frozenset[int]().union(*group) for group in separated([*apart, *alone])]
    families = [list(dict.fromkeys(chosen & block for chosen in sets)) for block in blocks]
    is_product = prod(map(len, families)) == len(sets)
    return [*families] if is_product and len(families) > 1 else [sets]


def _kinds(conflicts: Sequence[Conflict]) -> list[list[int]]:
    """Return the numbers by the conflicts in which they occur."""
    occurs: defaultdict[int, list[int]] = defaultdict(list)
    for index, conflict in enumerate(conflicts):
        for number in conflict:
            occurs[number].append(index)
    kinds: defaultdict[tuple[int, ...], list[int]] = defaultdict(list)
    for number in sorted(occurs):
        kinds[tuple(occurs[number])].append(number)
    return list(kinds.values())


class _Branching:
    """Branch and bound, one size after the other."""

    def __init__(self, conflicts: Sequence[frozenset[int]]) -> None:
        self._conflicts = conflicts
        self._steps = 0

    def least(self) -> tuple[list[frozenset[int]], bool]:
        """Return all hitting sets of least size, and whether the search came to its end."""
        size = _packing(self._conflicts)
        while True:
            found = list(self._of(size, frozenset(), self._conflicts))
            if self._steps > MAX_STEPS:
                return found or [_greedy(self._conflicts)], False
            if found:
                return found, True
            size += 1

    def _of(
        self,
        size: int,
        chosen: frozenset[int],
        open_conflicts: Sequence[frozenset[int]],
    ) -> Iterator[frozenset[int]]:
        """Yield the hitting sets of a size that consist of some and of what the open ones hold."""
        self._steps += 1
        if not open_conflicts:
            if len(chosen) == size:
                yield chosen
            return
        left = size - len(chosen)
        if self._steps > MAX_STEPS or _packing(open_conflicts) > left:
            return
        smallest: frozenset[int] = min(open_conflicts, key=len)
        for kind in sorted(smallest):
            rest = [conflict for conflict in open_conflicts if kind not in conflict]
            yield from self._of(size, chosen | {kind}, rest)
            open_conflicts = [conflict - {kind} for conflict in open_conflicts]


def _packing(conflicts: Iterable[frozenset[int]]) -> int:
    """Return how many conflicts that share nothing are found easily: no set can be smaller.

    Where a conflict has nothing left to choose, no number is enough.
    """
    used: set[int] = set()
    count = 0
    for conflict in sorted(conflicts, key=len):
        if not conflict:
            return MAX_STEPS
        if used.isdisjoint(conflict):
            used |= conflict
            count += 1
    return count


def _greedy(conflicts: Sequence[frozenset[int]]) -> frozenset[int]:
    """Return a hitting set that is small, but perhaps not the smallest."""
    chosen: set[int] = set()
    left = list(conflicts)
    while left:
        counts: defaultdict[int, int] = defaultdict(int)
        for conflict in left:
            for kind in conflict:
                counts[kind] += 1
        best = max(sorted(counts), key=counts.__getitem__)
        chosen.add(best)
        left = [conflict for conflict in left if best not in conflict]
    return frozenset(chosen)
