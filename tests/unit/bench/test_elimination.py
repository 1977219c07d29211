"""Elimination is right: it agrees with trying all values of a grid, and with common sense."""

from __future__ import annotations

import random
from fractions import Fraction
from itertools import product

from finmodel.numeric import Interval, Rounding
from tests.unit.bench.elimination import Constraint, inside, is_feasible, within
from tests.unit.bench.small import small

ONE = Fraction(1)
NAMES = ("a", "b", "c")


def test_contradictions_are_seen() -> None:
    low = Constraint({"a": -ONE}, -ONE)
    assert is_feasible([low, Constraint({"a": ONE}, ONE)])
    assert not is_feasible([low, Constraint({"a": ONE}, ONE, is_strict=True)])
    three = Constraint({"a": ONE, "b": ONE}, Fraction(3), is_equation=True)
    four = Constraint({"a": ONE, "b": ONE}, Fraction(4), is_equation=True)
    assert is_feasible([low, three])
    assert not is_feasible([low, three, four])
    assert not is_feasible([three, four, Constraint({"b": ONE, "c": ONE}, ONE)])
    assert not is_feasible([low, Constraint({}, Fraction(-1))])
    assert is_feasible([])


def test_sums_agree_with_all_values_of_a_grid() -> None:
    source = random.Random(1)  # noqa: S311 - no secrets
    verdicts = []
    for _ in range(300):
        signs = {name: Fraction(source.choice((-1, 1))) for name in NAMES}
        box = {name: Interval.reported(source.randint(-3, 3), 0) for name in NAMES}
        # the corners of a sum over halves lie on halves
        found = any(
            sum(signs[name] * value for name, value in zip(NAMES, at, strict=True)) == 0
            for at in product(*map(halves, box.values()))
        )
        constraints = [c for name in NAMES for c in inside(name, box[name])]
        constraints.append(Constraint(signs, Fraction(0), is_equation=True))
        assert is_feasible(constraints) is found
        verdicts.append(found)
    assert 0.2 < sum(verdicts) / len(verdicts) < 0.8


def halves(interval: Interval) -> list[Fraction]:
    assert interval.low is not None
    return [interval.low, interval.low + Fraction(1, 2), interval.low + 1]


def test_quotients_agree_with_intervals() -> None:
    source = random.Random(2)  # noqa: S311 - no secrets
    verdicts = []
    for _ in range(300):
        mode = source.choice([*Rounding])
        a = Interval.reported(source.randint(-9, 9), 0, mode)
        b = Interval.reported(source.randint(0, 9), 0, mode) & Interval(Fraction(0), None, True)
        ratio = Interval.reported(Fraction(source.randint(-30, 30), 10), 1, mode)
        positive = Constraint({"b": -ONE}, Fraction(0), is_strict=True)
        known = [*inside("a", a), *inside("b", b), positive]
        found = is_feasible([*known, *within({"a": ONE}, {"b": ONE}, ratio)])
        assert found is (a / b).meets(ratio)
        verdicts.append(found)
    assert 0.1 < sum(verdicts) / len(verdicts) < 0.9


def test_small_reports_can_be_and_cannot_be_true() -> None:
    assert all(small(seed, is_correct=True).can_be_true for seed in range(100))
    share = sum(small(seed).can_be_true for seed in range(100)) / 100
    assert 0.3 < share < 0.8
