"""The search for the smallest corrections, against an oracle that knows all conflicts."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations

from attrs import define, field
from hypothesis import given
from hypothesis import strategies as st

from finmodel.proof.hitting import Conflict
from finmodel.proof.search import OutOfTimeError, UndecidedError, smallest_corrections

families = st.lists(st.frozensets(st.integers(0, 8), min_size=1, max_size=4), max_size=8)


@define
class AllKnown:
    """An oracle that shows one minimal conflict at a time, and is silent or stops when told to."""

    conflicts: list[Conflict]
    silent_on: frozenset[int] | None = None
    patience: int = 10_000
    asked: list[frozenset[int]] = field(factory=list)

    def conflict(self, freed: frozenset[int]) -> Conflict | None:
        self.asked.append(freed)
        if len(self.asked) > self.patience:
            raise OutOfTimeError("no time is left")
        if freed == self.silent_on:
            raise UndecidedError("who knows")
        left = [conflict for conflict in self.conflicts if conflict.isdisjoint(freed)]
        return min(left, key=lambda conflict: (len(conflict), sorted(conflict)), default=None)


def brute_force(conflicts: list[Conflict]) -> set[frozenset[int]]:
    numbers = sorted(frozenset[int]().union(*conflicts))
    for size in range(len(numbers) + 1):
        sets = map(frozenset, combinations(numbers, size))
        found = {chosen for chosen in sets if all(chosen & conflict for conflict in conflicts)}
        if found:
            return found
    return set()


def products(groups: Iterable[tuple[frozenset[int], ...]]) -> set[frozenset[int]]:
    found = {frozenset[int]()}
    for sets in groups:
        found = {one | other for one in found for other in sets}
    return found


@given(families)
def test_all_smallest_corrections_are_found_and_no_others(conflicts: list[Conflict]) -> None:
    result = smallest_corrections(AllKnown(conflicts))
    assert all(group.complete and not group.undecided for group in result.groups)
    assert products(group.sets for group in result.groups) == brute_force(conflicts)


@given(families, st.integers(0, 3))
def test_what_is_known_before_changes_nothing(conflicts: list[Conflict], known: int) -> None:
    fresh = smallest_corrections(AllKnown(conflicts))
    told = smallest_corrections(AllKnown(conflicts), conflicts[:known])
    assert products(g.sets for g in told.groups) == products(g.sets for g in fresh.groups)


def test_independent_conflicts_have_corrections_of_their_own() -> None:
    oracle = AllKnown([frozenset({1, 2, 3}), frozenset({4, 5})])
    first, second = smallest_corrections(oracle).groups
    assert set(first.sets) | set(second.sets) == {frozenset({n}) for n in range(1, 6)}
    assert len(first.sets) + len(second.sets) == 5


def test_nothing_wrong_needs_no_correction() -> None:
    assert smallest_corrections(AllKnown([])).groups == ()


def test_a_conflict_without_numbers_is_a_contradiction_of_rules() -> None:
    result = smallest_corrections(AllKnown([frozenset({1}), frozenset()]))
    assert result.contradiction
    assert result.groups == ()


def test_a_set_that_nobody_can_oracle_is_neither_found_nor_excluded() -> None:
    oracle = AllKnown([frozenset({1, 2})], silent_on=frozenset({2}))
    (group,) = smallest_corrections(oracle).groups
    assert group.sets == (frozenset({1}),)
    assert group.undecided == (frozenset({2}),)
    assert not group.complete


def test_when_time_is_over_what_is_known_is_kept() -> None:
    oracle = AllKnown([frozenset({1, 2, 3})], patience=3)
    (group,) = smallest_corrections(oracle).groups
    assert group.sets == (frozenset({1}),)
    assert group.undecided == (frozenset({2}), frozenset({3}))
    assert not group.complete
    assert len(oracle.asked) == 4
