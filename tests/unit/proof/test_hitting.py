"""The smallest sets that hit every conflict: all of them, and no others."""

from __future__ import annotations

from itertools import combinations, product

from hypothesis import given
from hypothesis import strategies as st

from finmodel.proof.hitting import Conflict, factors, least_hitting_sets, separated

conflicts_of_few = st.lists(st.frozensets(st.integers(0, 7), min_size=1, max_size=4), max_size=7)


def brute_force(conflicts: list[Conflict]) -> set[Conflict]:
    numbers = sorted(frozenset[int]().union(*conflicts))
    for size in range(len(numbers) + 1):
        sets = {frozenset(chosen) for chosen in combinations(numbers, size)}
        found = {chosen for chosen in sets if all(chosen & conflict for conflict in conflicts)}
        if found:
            return found
    return set()


@given(conflicts_of_few)
def test_all_least_hitting_sets_are_found_and_no_others(conflicts: list[Conflict]) -> None:
    hitting = least_hitting_sets(conflicts)
    assert set(hitting.sets) == brute_force(conflicts)
    assert len(set(hitting.sets)) == len(hitting.sets)
    assert hitting.complete
    assert hitting.is_least


def test_nothing_to_hit_needs_nothing() -> None:
    assert least_hitting_sets([]).sets == (frozenset(),)


def test_an_empty_conflict_cannot_be_hit() -> None:
    assert least_hitting_sets([frozenset({1}), frozenset()]).sets == ()


def test_what_is_cut_off_is_said_to_be() -> None:
    hitting = least_hitting_sets([frozenset(range(5)), frozenset(range(5, 10))], most=7)
    assert len(hitting.sets) == 7
    assert not hitting.complete
    assert hitting.is_least


@given(conflicts_of_few)
def test_separated_conflicts_share_no_number(conflicts: list[Conflict]) -> None:
    groups = separated(conflicts)
    assert sorted(map(sorted, conflicts)) == sorted(sorted(c) for group in groups for c in group)
    for one, other in combinations(groups, 2):
        assert frozenset().union(*one).isdisjoint(frozenset().union(*other))


def test_conflicts_joined_by_a_third_are_one_group() -> None:
    assert len(separated([frozenset({1, 2}), frozenset({3, 4}), frozenset({2, 3})])) == 1
    assert len(separated([frozenset({1, 2}), frozenset({3, 4}), frozenset({2, 5})])) == 2


@given(st.lists(st.lists(st.integers(1, 3), min_size=1, max_size=3, unique=True), max_size=3))
def test_choices_are_told_apart(counts: list[list[int]]) -> None:
    families = [[frozenset({10 * i + n}) for n in ns] for i, ns in enumerate(counts, start=1)]
    sets = [frozenset[int]().union(*chosen) for chosen in product(*families)]
    found = {frozenset(family) for family in factors(sets)}
    assert found == {frozenset(family) for family in families or [sets]}


def test_choices_that_depend_on_each_other_stay_together() -> None:
    sets = [frozenset({1, 3}), frozenset({2, 3}), frozenset({1, 4})]
    assert factors(sets) == [sets]
