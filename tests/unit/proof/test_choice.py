"""Assumptions are chosen as contradictions allow, or shown to be impossible, as by trying all."""

from __future__ import annotations

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from finmodel.proof.choice import choice

WAYS = [(-1, -2), (-3, -4), (-5, -6), (-7, -8)]
NUMBERS = range(1, 6)

CONTRADICTIONS = st.lists(
    st.frozensets(st.sampled_from([*NUMBERS, *(each for way in WAYS for each in way)]), max_size=4),
    max_size=12,
)


def excludes(contradiction: frozenset[int], assumed: frozenset[int]) -> bool:
    return {each for each in contradiction if each < 0} <= assumed


@given(CONTRADICTIONS)
def test_what_is_chosen_is_allowed_and_what_is_excluded_is_excluded(
    contradictions: list[frozenset[int]],
) -> None:
    found, is_excluded = choice(WAYS, contradictions)
    possible = [
        assumed
        for assumed in map(frozenset, product(*WAYS))
        if not any(excludes(each, assumed) for each in contradictions)
    ]
    assert is_excluded == (not possible)
    if is_excluded:
        assert found <= set(NUMBERS)
        assert found <= frozenset().union(*contradictions)
    else:
        assert found in possible


def test_the_numbers_that_exclude_one_way_and_the_other_contradict_each_other() -> None:
    contradictions = [frozenset({-1, 1}), frozenset({-2, -3, 2}), frozenset({-4, 3})]
    assert choice(WAYS, contradictions) == (frozenset({1, 2, 3}), True)


def test_the_first_of_two_is_chosen_where_it_can_be() -> None:
    assert choice(WAYS, [frozenset({-3, 1})]) == (frozenset({-1, -4, -5, -7}), False)
    assert choice([], []) == (frozenset(), False)
