"""The oracle of one system: the same verdicts from parts as from the whole."""

from __future__ import annotations

from collections.abc import Set
from fractions import Fraction
from itertools import combinations
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finmodel.numeric import Interval
from finmodel.proof import oracle as module
from finmodel.proof.deadline import Deadline
from finmodel.proof.oracle import LocalOracle, Settling, Values, Witness
from finmodel.proof.search import OutOfTimeError, smallest_corrections
from finmodel.proof.solve import solve
from finmodel.proof.stated import ALWAYS, StatedSystem, Supposition
from finmodel.proof.system import Feasible, Limit, Row, System


def total(variable: int, *parts: int) -> Row:
    """Return the row that says that a variable is the sum of others."""
    terms = {variable: Fraction(-1)} | {part: Fraction(1) for part in parts}
    return Row(terms, "=", Fraction(0))


def stated(
    values: list[int], rows: list[Row], ratios: dict[int, int] | None = None
) -> StatedSystem:
    """Return a system in which each variable is stated as a whole number, by one number.

    `ratios` gives rows that rest on a further number.
    """
    limits = tuple(Limit(v, Interval.reported(value, 0)) for v, value in enumerate(values))
    resting = [frozenset({ratios[i]} if ratios and i in ratios else ()) for i in range(len(rows))]
    return StatedSystem(
        System(len(values), limits, tuple(rows)), range(len(values)), resting, [ALWAYS] * len(rows)
    )


def is_consistent(system: StatedSystem, freed: frozenset[int]) -> bool:
    everything = frozenset(range(system.system.size))
    return isinstance(solve(system.part(everything, Supposition(freed)).system), Feasible)


@st.composite
def trees(draw: st.DrawFn) -> StatedSystem:
    """Return totals of totals with a few values that are wrong."""
    leaves = [draw(st.integers(-3, 9)) for _ in range(draw(st.integers(3, 5)))]
    cut = draw(st.integers(1, len(leaves) - 1))
    count = len(leaves)
    values = [*leaves, sum(leaves[:cut]), sum(leaves[cut:]), sum(leaves)]
    rows = [
        total(count, *range(cut)),
        total(count + 1, *range(cut, count)),
        total(count + 2, count, count + 1),
    ]
    for at in draw(st.lists(st.integers(0, count + 2), max_size=2)):
        values[at] += draw(st.integers(-9, 9))
    ratio = count + 3
    if draw(st.booleans()):
        # the first is at most half the second, as a number says that is no quantity here
        rows.append(Row({0: Fraction(2), 1: Fraction(-1)}, "<=", Fraction(0)))
    return stated(values, rows, {3: ratio})


@given(trees())
def test_all_smallest_corrections_against_every_subset(system: StatedSystem) -> None:
    found = smallest_corrections(LocalOracle(system))
    numbers = sorted({*system.stated}.union(*system.resting))
    expected: set[frozenset[int]] = set()
    for size in range(len(numbers) + 1):
        sets = (frozenset(chosen) for chosen in combinations(numbers, size))
        expected = {chosen for chosen in sets if is_consistent(system, chosen)}
        if expected:
            break
    products = {frozenset[int]()}
    for group in found.groups:
        assert group.complete
        products = {one | other for one in products for other in group.sets}
    assert products == expected


def long_chain(length: int, wrong: int) -> StatedSystem:
    """Return sums of two that go on from each other, and one value that is wrong."""
    values = [1] * (2 * length + 1)
    rows = []
    for step in range(length):
        parts = (2 * step, 2 * step + 1)
        values[2 * step + 2] = values[parts[0]] + values[parts[1]]
        rows.append(total(2 * step + 2, *parts))
    values[wrong] += 5
    return stated(values, rows)


def test_a_conflict_in_a_large_system_is_found_and_explained_near_it() -> None:
    system = long_chain(200, 201)
    sizes: list[int] = []

    def counted(part: System, time_limit: float | None = None) -> object:
        sizes.append(part.size)
        return solve(part, time_limit=time_limit)

    with patch.object(module, "solve", counted):
        (group,) = smallest_corrections(LocalOracle(system)).groups
    assert frozenset({201}) in group.sets
    assert sizes.count(system.system.size) <= 2
    for chosen in group.sets:
        assert is_consistent(system, chosen)


def test_conflicts_are_minimal_and_avoid_what_is_freed() -> None:
    system = long_chain(10, 7)
    conflict = LocalOracle(system).conflict(frozenset())
    assert conflict is not None
    everything = frozenset(system.stated)
    assert not is_consistent(system, everything - conflict)
    for number in conflict:
        assert is_consistent(system, everything - conflict | {number})


def test_no_time_is_said() -> None:
    oracle = LocalOracle(long_chain(3, 2), Deadline(0, 0))
    with pytest.raises(OutOfTimeError):
        oracle.conflict(frozenset())


def test_what_values_of_a_part_fail_is_kept() -> None:
    system = long_chain(200, 201)
    asked: list[object] = []

    class Failing(Settling):
        def settled(
            self,
            values: Values,
            supposed: Supposition,
            changed: Set[int] | None,
            failing: frozenset[int],
        ) -> Witness:
            asked.append(changed)
            return Witness(values, failing | {len(asked)})

    oracle = LocalOracle(system, settling=Failing())
    everything = frozenset(system.stated)
    assert oracle.witness(Supposition(everything)).failing == {1}
    assert oracle.witness(Supposition(everything - {5})).failing >= {1}
    assert asked[0] is None
