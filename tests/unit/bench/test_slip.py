"""Slips change what they say they change, and nothing else."""

from __future__ import annotations

from fractions import Fraction

import pytest

from bench.slip import Kind, Slip, slipped
from bench.statement import Statement, changed, statement
from finmodel.model.fact import Fact
from finmodel.model.report import Report

SEEDS = range(40)


@pytest.fixture(scope="module")
def made() -> Statement:
    return statement(400, 3)


def slips_of(made: Statement, kind: Kind) -> list[tuple[Slip, Fact, Fact]]:
    found = []
    for seed in SEEDS:
        report, slips = slipped(made.report, [kind], seed)
        for slip in slips:
            found.append((slip, Fact(made.report, slip.row), Fact(report, slip.row)))
    assert len(found) > len(SEEDS) // 2
    return found


def digits(fact: Fact) -> str:
    return f"{abs(fact.number):f}".replace(".", "").strip("0")


@pytest.mark.parametrize("kind", Kind)
def test_one_number_is_changed(made: Statement, kind: Kind) -> None:
    for seed in SEEDS:
        report, slips = slipped(made.report, [kind], seed)
        for slip in slips:
            assert slip.kind is kind
            assert made.report.columns.value[slip.row] == slip.before
            assert report.columns.value[slip.row] == slip.after
            assert Fraction(slip.before) != Fraction(slip.after)
        before, after = made.report.columns.value, report.columns.value
        rows = [row for row in range(len(before)) if before[row] != after[row]]
        assert rows == [slip.row for slip in slips]


def test_a_sign_is_turned(made: Statement) -> None:
    for _, before, after in slips_of(made, Kind.SIGN):
        assert after.number == -before.number


@pytest.mark.parametrize(("kind", "more"), [(Kind.DROPPED, -1), (Kind.DOUBLED, 1)])
def test_a_digit_goes_or_comes(made: Statement, kind: Kind, more: int) -> None:
    for _, before, after in slips_of(made, kind):
        longer, shorter = (after, before) if more > 0 else (before, after)
        rest = iter(digits(longer))
        assert all(digit in rest for digit in digits(shorter))
        assert after.decimals == before.decimals


def test_two_digits_change_places(made: Statement) -> None:
    for _, before, after in slips_of(made, Kind.TRANSPOSED):
        assert sorted(digits(after).replace("0", "")) == sorted(digits(before).replace("0", ""))
        assert after.decimals == before.decimals


@pytest.mark.parametrize(("kind", "factor"), [(Kind.TENFOLD, 10), (Kind.THOUSANDFOLD, 1000)])
def test_the_point_moves(made: Statement, kind: Kind, factor: int) -> None:
    factors = {after.number / before.number for _, before, after in slips_of(made, kind)}
    assert {Fraction(found) for found in factors} == {Fraction(factor), Fraction(1, factor)}


def test_a_number_is_another_of_the_same_line(made: Statement) -> None:
    for kind in (Kind.PRIOR, Kind.NEIGHBOUR):
        for slip, before, after in slips_of(made, kind):
            same = (fact for fact in made.report.facts if fact.concept == before.concept)
            others = {fact.text: fact for fact in same if fact.row != slip.row}
            assert after.text in others
            if kind is Kind.PRIOR:
                prior = before.dimension_set.with_period(before.period.shifted(-12))
                assert others[after.text].dimension_set == prior


def test_a_coarser_number_claims_the_same_precision(made: Statement) -> None:
    for _, before, after in slips_of(made, Kind.COARSER):
        assert after.decimals == before.decimals
        assert digits(after) != digits(before)


def test_several_slips_are_at_several_numbers(made: Statement) -> None:
    for seed in SEEDS:
        kinds = [*Kind][seed % 5 :][:5]
        report, slips = slipped(made.report, kinds, seed)
        assert len({slip.row for slip in slips}) == len(slips) == 5
        assert [slip.kind for slip in slips] == kinds
        back = changed(report, {s.row: _printed(made.report, s.row) for s in slips})
        assert back == made.report


def _printed(report: Report, row: int) -> tuple[str, int]:
    text = report.columns.value[row]
    assert text is not None
    return text, report.columns.decimals[row]
