"""The search for all smallest corrections: hitting sets of conflicts, each tried.

A set of numbers is a correction if the rest can be true once the set may be anything. Whoever can
judge one set can be asked for the smallest: a set that misses a known conflict is no correction,
so only hitting sets of least size are tried. One that fails yields a conflict that it misses, and
the search goes on with what is known now (implicit hitting sets).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, product
from math import prod
from typing import Final, Protocol

from attrs import evolve, frozen

from finmodel.proof.hitting import (
    MAX_SETS,
    Conflict,
    Hitting,
    factors,
    least_hitting_sets,
    minimal_only,
    separated,
)

MAX_CONFLICTS: Final = 2_000
"""How many conflicts are collected before the search ends with what it has."""

MAX_COMBINATIONS: Final = 64
"""How many combinations of the groups' corrections are tried before only some are."""


class UndecidedError(Exception):
    """A set of numbers about which nothing could be proved, or not in time."""


class OutOfTimeError(UndecidedError):
    """No time is left to prove anything."""


class Oracle(Protocol):
    """Who can say whether the rest is consistent once some numbers may be anything."""

    def conflict(self, freed: frozenset[int]) -> Conflict | None:
        """Return numbers that contradict each other, none of them freed; `None` if there are none.

        Raises `UndecidedError`. An empty conflict means that no number is to blame.
        """


@frozen
class Corrections:
    """The smallest corrections of a group of conflicts; each group is corrected for itself.

    Each of `sets` was confirmed together with one correction of every other group, and if there
    are few then with each. Where `complete` is true, there are no others of their size or below
    it. `whole` gives for each of `sets` the correction of all groups that it is a part of.
    `undecided` are sets of that size about which nothing could be proved.
    """

    conflicts: tuple[Conflict, ...]
    sets: tuple[frozenset[int], ...]
    whole: tuple[frozenset[int], ...]
    complete: bool
    undecided: tuple[frozenset[int], ...] = ()


@frozen
class Smallest:
    """What the search found, group by group; `contradiction` where no number is to blame."""

    groups: tuple[Corrections, ...]
    contradiction: bool = False


def smallest_corrections(
    oracle: Oracle, conflicts: Iterable[Conflict] = (), most: int = MAX_SETS
) -> Smallest:
    """Return all smallest corrections; `conflicts` are those that are known already."""
    return _Search(oracle, conflicts, most).run()


class _Search:
    def __init__(self, oracle: Oracle, conflicts: Iterable[Conflict], most: int) -> None:
        self._oracle = oracle
        self._conflicts = minimal_only(tuple(conflicts))
        self._most = most
        self._hittings: dict[tuple[Conflict, ...], Hitting] = {}
        self._confirmed: list[frozenset[int]] = []
        self._undecided: set[frozenset[int]] = set()
        self._ended = False

    def run(self) -> Smallest:
        if not self._conflicts:
            self._learns(frozenset())
        while not self._ended and frozenset() not in self._conflicts:
            groups = self._groups()
            candidates = chain(self._candidates(groups), self._combinations(groups))
            if not any(map(self._learns, candidates)):
                break
        return self._result()

    def _groups(self) -> list[_Group]:
        groups = []
        known = self._hittings
        self._hittings = {}
        for conflicts in separated(self._conflicts):
            hitting = known.get(conflicts) or least_hitting_sets(conflicts, self._most)
            self._hittings[conflicts] = hitting
            groups.append(_Group(conflicts, frozenset[int]().union(*conflicts), hitting))
        return groups

    def _candidates(self, groups: Sequence[_Group]) -> Iterator[frozenset[int]]:
        """Yield each set that is not confirmed, completed by one of every other group."""
        size = _least_size(groups)
        for group in groups:
            for chosen in group.hitting.sets:
                if self._ended:
                    return
                if not self._is_confirmed(chosen, group, size):
                    candidate = self._completed(chosen, group, groups, size)
                    if candidate not in self._undecided:
                        yield candidate

    def _combinations(self, groups: Sequence[_Group]) -> Iterator[frozenset[int]]:
        """Yield choices of one confirmed set from every group, which need not go together.

        Where they are too many for all to be tried, each set is still tried beside others.
        """
        size = _least_size(groups)
        choices = [
            [chosen for chosen in group.hitting.sets if self._is_confirmed(chosen, group, size)]
            for group in groups
        ]
        if len(groups) < 2 or not all(choices):
            return
        combined: Iterable[tuple[frozenset[int], ...]] = product(*choices)
        if prod(map(len, choices)) > MAX_COMBINATIONS:
            turns = range(max(map(len, choices)))
            combined = (tuple(sets[turn % len(sets)] for sets in choices) for turn in turns)
        for parts in combined:
            candidate = frozenset[int]().union(*parts)
            known = candidate in self._confirmed or candidate in self._undecided
            if not known and not self._ended:
                yield candidate

    def _is_confirmed(self, chosen: frozenset[int], group: _Group, size: int) -> bool:
        return self._confirmation(chosen, group, size) is not None

    def _confirmation(
        self, chosen: frozenset[int], group: _Group, size: int
    ) -> frozenset[int] | None:
        """Return a correction, of the size that is the smallest now, which a set is a part of.

        Such a correction hits every group as sparingly as can be, so its part in each is one of
        the smallest there.
        """
        for full in self._confirmed:
            if len(full) == size and full & group.numbers == chosen:
                return full
        return None

    def _completed(
        self, chosen: frozenset[int], group: _Group, groups: Sequence[_Group], size: int
    ) -> frozenset[int]:
        for full in self._confirmed:
            if len(full) == size:
                return chosen | (full - group.numbers)
        return chosen.union(*(other.hitting.sets[0] for other in groups if other is not group))

    def _learns(self, freed: frozenset[int]) -> bool:
        """Judge a set; where it fails, collect conflicts that share nothing until none is left."""
        tried = freed
        while (conflict := self._judged(tried)) is not None:
            # it avoids a hitting set, so none of the known conflicts is a part of it
            kept = (other for other in self._conflicts if not conflict <= other)
            self._conflicts = (*kept, conflict)
            self._ended |= len(self._conflicts) >= MAX_CONFLICTS
            tried |= conflict
            if self._ended or not conflict:
                break
        return tried != freed or frozenset() in self._conflicts

    def _judged(self, freed: frozenset[int]) -> Conflict | None:
        """Return the conflict that is left; none where there is none or nothing is proved."""
        try:
            conflict = self._oracle.conflict(freed)
        except UndecidedError as error:
            self._undecided.add(freed)
            self._ended |= isinstance(error, OutOfTimeError)
            return None
        if conflict is None:
            self._confirmed.append(freed)
        return conflict

    def _result(self) -> Smallest:
        if frozenset() in self._conflicts:
            return Smallest((), contradiction=True)
        groups = self._groups()
        size = _least_size(groups)
        found = (self._corrections(group, size) for group in groups)
        return Smallest(tuple(part for corrections in found for part in _taken_apart(corrections)))

    def _corrections(self, group: _Group, size: int) -> Corrections:
        whole = {
            chosen: full
            for chosen in group.hitting.sets
            if (full := self._confirmation(chosen, group, size)) is not None
        }
        rest = tuple(chosen for chosen in group.hitting.sets if chosen not in whole)
        complete = group.hitting.complete and not rest and not self._ended
        return Corrections(group.conflicts, tuple(whole), tuple(whole.values()), complete, rest)


@frozen
class _Group:
    """Conflicts that share numbers with each other only, and what hits them all."""

    conflicts: tuple[Conflict, ...]
    numbers: frozenset[int]
    hitting: Hitting


def _taken_apart(corrections: Corrections) -> Iterator[Corrections]:
    """Yield corrections in parts of which each is chosen for itself, where they are such.

    Conflicts may share numbers that are in no smallest correction.
    """
    families = factors(corrections.sets) if corrections.complete else [corrections.sets]
    for family in families:
        numbers = frozenset[int]().union(*family)
        whole = [
            next(full for one, full in zip(corrections.sets, corrections.whole, strict=True)
                 if chosen <= one)
            for chosen in family
        ]  # fmt: skip
        conflicts = tuple(c for c in corrections.conflicts if c & numbers) if numbers else ()
        yield evolve(
            corrections,
            conflicts=conflicts or corrections.conflicts,
            sets=tuple(family),
            whole=tuple(whole),
        )


def _least_size(groups: Iterable[_Group]) -> int:
    return sum(len(group.hitting.sets[0]) for group in groups)
