"""How well numbers are held: a change within the slack stays possible, one beyond it does not."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

import pytest

from bench.statement import changed, statement, text_of
from finmodel.model.report import Report
from finmodel.proof.coverage import Assurance, Held, Hold, coverage
from finmodel.proof.prove import Answer, prove
from finmodel.rules.case import Case
from tests.unit.proof.known import GROWTH, PARTS, PROFIT, SUMS, case, in_tuples

ABOVE = '[[rule]]\ncode = "x:above"\nassert = "Left >= Right"\nwhy = "x"\n'


def covered(given: Case) -> Assurance:
    return coverage(prove(given), exact=True)


def by_concept(assurance: Assurance) -> dict[str, Held]:
    return {held.fact.concept.local_name: held for held in assurance.numbers}


def printable(held: Held) -> list[Fraction | None]:
    return [held.lowest, held.highest]


def test_the_slack_of_a_sum() -> None:
    total = by_concept(covered(case((*PARTS, "Left 3 0", "Right 3 0", "Total 6 0"), SUMS)))["Total"]

    assert total.hold is Hold.TIGHT
    assert printable(total) == [5, 6]
    assert [total.down, total.up] == [1, 0]
    assert not total.doubt


def test_a_number_that_nothing_is_about() -> None:
    held = by_concept(covered(case(("Cost 5 0", "Total 7 0"), PROFIT)))

    assert held["Cost"].hold is Hold.NONE
    assert held["Cost"].slack is None


def test_an_inequality_holds_loosely() -> None:
    held = by_concept(covered(case(("Left 5 0", "Right 3 0"), (), ABOVE)))

    assert held["Left"].hold is Hold.LOOSE
    assert printable(held["Left"]) == [2, None]
    assert held["Left"].relations


def test_a_coarse_ratio_holds_an_amount_loosely() -> None:
    held = by_concept(covered(case(("Total 1000 0", "Profit 100 0", "Margin 0.1 2"), PROFIT)))

    assert held["Total"].hold is Hold.LOOSE
    assert held["Profit"].hold is Hold.TIGHT
    assert held["Margin"].hold is Hold.TIGHT
    assert held["Margin"].slack == 0


def test_duplicates_hold_each_other() -> None:
    first, second = covered(case(("Cost 5 0", "Cost 5.2 1"), ())).numbers

    assert printable(first) == [5, 5]
    assert printable(second) == [Fraction("4.5"), Fraction("5.5")]


@pytest.mark.parametrize(("distance", "hold"), [(9, Hold.TIGHT), (10, Hold.LOOSE)])
def test_tight_is_less_than_ten_units_of_the_last_digit(distance: int, hold: Hold) -> None:
    near = f'[[rule]]\ncode = "x:near"\nassert = "Left <= Right + {distance}"\nwhy = "x"\n'
    far = '[[rule]]\ncode = "x:far"\nassert = "Left >= Right - 1"\nwhy = "x"\n'
    held = by_concept(covered(case(("Left 50 INF", "Right 50 INF"), (), near + far)))

    assert held["Left"].hold is hold
    assert held["Left"].up == distance


def test_numbers_in_tuples_are_held_by_nothing() -> None:
    numbers = covered(in_tuples()).numbers
    assert [(held.fact.id, held.hold) for held in numbers] == [
        ("f0", Hold.NONE),
        ("f1", Hold.NONE),
        ("f2", Hold.NONE),
    ]


def test_numbers_in_conflict_are_a_class_of_their_own() -> None:
    given = case((*PARTS, "Left 3 0", "Right 3 0", "Total 7 0", "Cost 4 0", "Cost 4 0"), SUMS)

    found = covered(given)

    assert found.counts[Hold.CONFLICT] == 5
    assert {h.hold for h in found.numbers if h.fact.concept.local_name == "Cost"} == {Hold.TIGHT}
    assert found.share(Hold.CONFLICT) == Fraction(5, 9)


def test_what_is_not_measured_in_time_is_said() -> None:
    found = coverage(prove(case((*PARTS, "Total 4 0"), SUMS)), time_limit=0)

    assert not found.is_complete
    assert {held.hold for held in found.numbers} == {Hold.UNKNOWN}
    assert all(held.doubt for held in found.numbers)


def test_progress_ends_with_everything() -> None:
    told: list[tuple[int, int]] = []

    coverage(prove(case((*PARTS, "Total 4 0"), SUMS)), progress=lambda *done: told.append(done))

    assert told[-1] == (5, 5)


@pytest.mark.parametrize(
    "given",
    [
        case((*PARTS, "Left 3 0", "Right 2 0", "Total 5 0"), SUMS),
        case(("Total 100 0", "Cost 81 0", "Profit 19 0", "Margin 0.19 2"), PROFIT),
        case(("Total 110 0", "Total 100 0 before", "Growth 0.1 2"), (GROWTH,)),
        case((*PARTS, "Total 5 0"), SUMS, truncated=["Total", "LeftOne"]),
    ],
    ids=["sums", "margin", "growth", "truncated"],
)
def test_every_printed_value_is_tried(given: Case) -> None:
    for held in covered(given).numbers:
        assert held.number is not None
        number = prove(given).problem.numbers[held.number]
        units = int(number.value / held.step)
        for other in range(units - 12, units + 13):
            report = reprinted(given.report, held, other)
            answer = prove(Case(report, given.taxonomy, rule_files=given.rule_files)).answer
            is_within = within(held, other * held.step)
            assert (answer is not Answer.INFEASIBLE) == is_within, (held.fact.concept, other)


def within(held: Held, value: Fraction) -> bool:
    is_above = held.lowest is None or value >= held.lowest
    return is_above and (held.highest is None or value <= held.highest)


def reprinted(report: Report, held: Held, units: int) -> Report:
    decimals = held.fact.decimals or 0
    return changed(report, {held.fact.row: (text_of(units, decimals), decimals)})


@pytest.mark.parametrize("seed", range(3))
def test_only_changes_beyond_the_slack_are_noticed(seed: int) -> None:
    made = statement(40, seed)
    found = covered(made.case())
    for held in sample(found.numbers, 8):
        if held.fact.decimals is None:
            continue
        for end, beyond in ((held.lowest, -1), (held.highest, 1)):
            if end is not None:
                units = int(end / held.step)
                inside = prove(made.case(reprinted(made.report, held, units)))
                outside = prove(made.case(reprinted(made.report, held, units + beyond)))
                assert outside.answer is Answer.INFEASIBLE
                assert held.doubt or inside.answer is not Answer.INFEASIBLE


def sample(numbers: Iterable[Held], every: int) -> list[Held]:
    return [held for held in numbers if held.fact.row % every == 0]


@pytest.mark.parametrize("seed", range(3))
def test_the_quick_measure_never_says_tighter(seed: int) -> None:
    proof = prove(statement(50, seed).case())
    for quick, exact in zip(
        coverage(proof).numbers, coverage(proof, exact=True).numbers, strict=True
    ):
        assert quick.hold is exact.hold or quick.doubt
        if exact.slack is not None and quick.slack is not None:
            assert quick.slack >= exact.slack
