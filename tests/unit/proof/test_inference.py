"""What a report does not say: exact intervals, what pins them, and no true value outside."""

from __future__ import annotations

from fractions import Fraction

import pytest

from bench.statement import statement
from finmodel.numeric import Interval
from finmodel.proof.inference import NOTHING_ELSE, Inference, Inferred, infer
from finmodel.proof.prove import prove
from finmodel.rules.case import Case
from tests.unit.proof.known import GROWTH, PARTS, PROFIT, SUMS, case
from tests.unit.rules.sheet import name

End = int | str | Fraction
NOT_NEGATIVE = '[[rule]]\ncode = "x:positive"\nassert = "RightTwo >= 0"\nwhy = "x"\n'


def inferred(given: Case, *concepts: str) -> Inference:
    return infer(given, prove(given), [name(concept) for concept in concepts])


def only(given: Case, concept: str) -> Inferred:
    (found,) = inferred(given, concept).all
    return found


def between(low: End, high: End, *, is_open: bool = False) -> Interval:
    return Interval(Fraction(low), Fraction(high), is_open, is_open)


@pytest.mark.parametrize(
    ("given", "concept", "expected"),
    [
        pytest.param(
            case(("Total 10 0", "Left 3 0"), SUMS), "Right", between("6", "8"), id="the other part"
        ),
        pytest.param(
            case((*PARTS, "Cost 5 0"), (*SUMS, "Profit = Total - Cost")),
            "Total",
            between(2, 6),
            id="a hidden subtotal",
        ),
        pytest.param(
            case(("Total 1100 0", "Growth 0.1 1"), (GROWTH,)),
            "Total",
            between(Fraction("1099.5") / Fraction("1.15"), Fraction("1100.5") / Fraction("1.05")),
            id="what growth grew from",
        ),
        pytest.param(
            case(("Total 10 0", "Left 3 0"), SUMS, truncated=["Total", "Left"]),
            "Right",
            between(6, 8, is_open=True),
            id="open ends",
        ),
    ],
)
def test_what_is_not_reported(given: Case, concept: str, expected: Interval) -> None:
    (found,) = (each for each in inferred(given, concept).all if each.printed is None)

    assert found.implied.interval == expected
    assert not found.implied.doubt
    assert found.is_determined or concept == "Total"


def test_a_fourth_quarter() -> None:
    # Left is a year, LeftOne its first nine months
    found = only(case(("Left 400 0", "LeftOne 290 0"), SUMS), "LeftTwo")

    assert found.implied.interval == between(109, 111)
    assert len(found.implied.premises) == 1
    assert found.implied.numbers == (0, 1)


def test_a_ratio_that_is_not_reported_is_made_of_its_parts() -> None:
    found = only(case(("Total 1000 0", "Cost 800 0"), PROFIT), "Margin")

    low, high = found.implied.interval.low, found.implied.interval.high
    assert low == 1 - Fraction("800.5") / Fraction("999.5")
    assert high == 1 - Fraction("799.5") / Fraction("1000.5")


def test_a_ratio_of_parts_that_nothing_connects() -> None:
    given = case(("Left 1 0", "Total 4 0"), ("Share = Left / Total",))

    found = only(given, "Share")

    assert found.implied.interval == between(
        Fraction("0.5") / Fraction("4.5"), Fraction("1.5") / Fraction("3.5")
    )


def test_a_number_that_is_pinned_tighter_than_it_is_printed() -> None:
    given = case(("Total 10 0", "Left 5 0", "Right 4 0"), ("Total = Left + Right",))

    found = only(given, "Total")

    assert found.printed == between("9.5", "10.5")
    assert found.implied.interval == between(8, 10)
    assert found.interval == between("9.5", 10)
    assert found.is_tighter


def test_what_nothing_limits() -> None:
    found = only(
        case(("RightOne 4 0",), ("Right = RightOne + RightTwo",), NOT_NEGATIVE), "RightOne"
    )
    assert found.implied.interval == Interval.everything()
    assert found.undecided == NOTHING_ELSE


def test_one_end_only() -> None:
    given = case(
        ("Right 9 0", "RightOne 4 0", "Left 1 0"),
        ("Right = RightOne + RightTwo", "Total = RightTwo + Left"),
        NOT_NEGATIVE,
    )
    assert only(given, "RightTwo").implied.interval == between(4, 6)


def test_a_conflict_is_explained_first() -> None:
    # 70 was printed for 60, as the share shows as well
    given = case(
        ("Left 20 0", "Right 40 0", "Total 70 0", "Share 0.333 3", "Cost 50 0"),
        ("Total = Left + Right", "Share = Left / Total", "Profit = Total - Cost"),
    )

    profit = only(given, "Profit")

    assert profit.freed == (2,)
    assert Fraction(10) in profit.implied.interval
    assert Fraction(20) not in profit.implied.interval


def test_without_concepts_only_news() -> None:
    given = case(("Total 10 0", "Left 5 0", "Right 4 0", "LeftOne 2 0"), SUMS)

    found = {each.quantity.concept.local_name for each in inferred(given).all}

    assert found == {"Total", "Left", "Right", "LeftTwo"}


def test_no_time_is_said() -> None:
    given = case(("Total 10 0", "Left 3 0"), SUMS)

    found = infer(given, prove(given), time_limit=0)

    assert found.all
    assert all(each.undecided for each in found.all)


@pytest.mark.parametrize("seed", range(4))
def test_true_values_are_inside(seed: int) -> None:
    made = statement(60, seed)
    given = made.case()
    proof = prove(given)
    known = [each.concept for each in proof.problem.quantities]

    found = infer(given, proof, set(known))

    checked = 0
    for each in found.decided:
        truth = made.truth(each.quantity.concept, each.quantity.place)
        if truth is not None:
            checked += 1
            assert truth in each.implied.interval
            assert truth in each.interval
    assert checked > len(proof.problem.numbers) // 2
