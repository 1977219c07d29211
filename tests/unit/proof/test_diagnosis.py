"""Which numbers may be wrong: all smallest explanations, and the slips that may be behind them."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations, count

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.slip import Kind, slipped
from bench.statement import statement
from finmodel.proof.assembly import problem_of
from finmodel.proof.component import components_of
from finmodel.proof.diagnosis import diagnose
from finmodel.proof.explanation import Alternatives, Diagnosis, Explanation, corrected
from finmodel.proof.prove import Answer, Proof, prove
from finmodel.proof.slip import SlipKind
from finmodel.proof.solve import solve
from finmodel.proof.system import Feasible
from finmodel.rules.case import Case
from tests.unit.proof.known import GROWTH, INFEASIBLE, PROFIT, SUMS, case


def named(explanation: Explanation) -> str:
    """Return the line items of an explanation in words, with the slips."""
    return ", ".join(
        f"{each.fact.concept.local_name}"
        + (f" ({each.slip.kind.value}: {each.value.normalize():f})" if each.slip else "")
        for each in explanation.corrections
    )


def only(diagnosis: Diagnosis) -> Alternatives:
    (alternatives,) = diagnosis.alternatives
    assert alternatives.complete
    return alternatives


def diagnosed(wrong: Case) -> Diagnosis:
    """Return the diagnosis of a case; with what comes first in it corrected the case is true."""
    diagnosis = diagnose(prove(wrong))
    better = evolve(wrong, report=corrected(wrong.report, diagnosis.first))
    assert prove(better).answer is Answer.FEASIBLE
    return diagnosis


HELD = (*SUMS, "Profit = Total - Cost")
"""Every amount stands in two relations."""

RIGHT = {
    "LeftOne": 120413,
    "LeftTwo": 331071,
    "Left": 451484,
    "RightOne": 245133,
    "RightTwo": 111797,
    "Right": 356930,
    "Total": 808414,
    "Cost": 606132,
    "Profit": 202282,
}


def with_wrong(**wrong: str) -> Case:
    """Return the case of the right numbers but for some, each a value and perhaps decimals."""
    texts = {concept: f"{value} 0" for concept, value in RIGHT.items()}
    texts |= {concept: said if " " in said else f"{said} 0" for concept, said in wrong.items()}
    return case([f"{concept} {said}" for concept, said in texts.items()], HELD)


@pytest.mark.parametrize(
    ("wrong", "kind"),
    [
        ("-451484", SlipKind.SIGN),
        ("45484", SlipKind.DROPPED),
        ("4451484", SlipKind.DOUBLED),
        ("415484", SlipKind.TRANSPOSED),
        ("4514840", SlipKind.TENFOLD),
        ("451484000", SlipKind.THOUSAND),
        ("451500", SlipKind.COARSER),
    ],
)
def test_a_number_in_two_conflicts_is_the_only_one_and_its_slip_is_named(
    wrong: str, kind: SlipKind
) -> None:
    alternatives = only(diagnosed(with_wrong(Left=wrong)))
    (explanation,) = alternatives.explanations
    (correction,) = explanation.corrections
    assert correction.fact.concept.local_name == "Left"
    assert 451484 in correction.allowed
    assert kind in {slip.kind for slip in correction.slips}
    if kind is not SlipKind.COARSER:
        assert correction.slip is not None
        assert correction.slip.kind is kind
        assert correction.value == 451484 or kind is SlipKind.THOUSAND


def test_nothing_tells_the_numbers_of_one_conflict_apart() -> None:
    wrong = case(("Left 90007 0", "LeftOne 30001 0", "LeftTwo 51112 0"), SUMS)
    alternatives = only(diagnosed(wrong))
    assert {named(each) for each in alternatives.top} == {"Left", "LeftOne", "LeftTwo"}
    assert len(alternatives.explanations) == 3


def test_two_numbers_that_every_conflict_shares_are_a_tie() -> None:
    numbers = ("Total 81007 0", "Left 30007 0", "Right 52114 0", "LeftOne 51003 0")
    wrong = case((*numbers, "LeftTwo 30001 0"), ("Total = Left + Right", "Right = Total - Left"))
    alternatives = only(diagnosed(wrong))
    assert {named(each) for each in alternatives.top} == {"Total", "Left", "Right"}
    tied = only(diagnosed(case(("Total 5007 0", "Total 8113 0"), SUMS)))
    assert {each.facts[0].text for each in tied.top} == {"5007", "8113"}


def test_the_likelier_slip_is_first_and_the_others_remain() -> None:
    wrong = case(("Left -81113 0", "LeftOne 30001 0", "LeftTwo 51112 0"), SUMS)
    alternatives = only(diagnosed(wrong))
    assert list(map(named, alternatives.top)) == ["Left (sign: 81113)"]
    assert {named(each) for each in alternatives.explanations[1:]} == {"LeftOne", "LeftTwo"}


def test_a_slip_that_fits_by_accident_is_a_tie() -> None:
    wrong = case(("Left 12 0", "LeftOne 7 0", "LeftTwo 14 0"), SUMS)
    alternatives = only(diagnosed(wrong))
    assert named(alternatives.explanations[0]) == "Left (transposed: 21)"
    assert {named(each).split()[0] for each in alternatives.top} == {"Left", "LeftOne", "LeftTwo"}


def test_a_slip_of_many_digits_leads_alone() -> None:
    wrong = case(("Left 1254 0", "LeftOne 1031 0", "LeftTwo 214 0"), SUMS)
    assert list(map(named, only(diagnosed(wrong)).top)) == ["Left (transposed: 1245)"]


def test_a_number_unlike_its_neighbours_is_the_likelier_one() -> None:
    before = ("Left 1300 0 before", "LeftOne 1000 0 before", "LeftTwo 300 0 before")
    now = ("Left 1293 0", "LeftOne 988 0", "LeftTwo 7717 0")
    alternatives = only(diagnosed(case((*now, *before), SUMS)))
    assert list(map(named, alternatives.top)) == ["LeftTwo"]


def test_exchanged_digits_are_not_excluded_by_others_that_are_as_likely() -> None:
    wrong = case(("Left 4518 0", "LeftOne 3306 0", "LeftTwo 2112 0"), SUMS)
    alternatives = only(diagnosed(wrong))
    assert {named(each) for each in alternatives.top} == {
        "Left (transposed: 5418)",
        "LeftTwo (transposed: 1212)",
    }


def test_a_number_in_units_among_millions() -> None:
    numbers = ("Left 1217000000 -6", "LeftOne 615000000 -6", "LeftTwo 602 0")
    alternatives = only(diagnosed(case(numbers, SUMS)))
    assert list(map(named, alternatives.top)) == ["LeftTwo (million: 602000000)"]


def test_independent_conflicts_are_explained_separately() -> None:
    numbers = ("Left 31 0", "LeftOne 12 0", "LeftTwo 13 0", "Right 52 0", "RightOne 12 0")
    wrong = case((*numbers, "RightTwo 11 0", "Total 83 0"), SUMS)
    left, right = diagnosed(wrong).alternatives
    # not Left and Right, which make Total as they are
    assert {named(each) for each in left.explanations} == {"LeftOne", "LeftTwo"}
    assert {named(each) for each in right.explanations} == {"RightOne", "RightTwo"}


@pytest.mark.parametrize(
    ("wrong", "explained"),
    [
        (
            {"LeftOne": "-120413", "Profit": "220282"},
            "LeftOne (sign: 120413)|Profit (transposed: 202282)",
        ),
        ({"Left": "-451484", "Total": "8084140"}, "Left (sign: 451484)|Total (tenfold: 808414)"),
    ],
)
def test_two_slips_in_one_component(wrong: dict[str, str], explained: str) -> None:
    diagnosis = diagnosed(with_wrong(**wrong))
    assert all(each.complete and len(each.top) == 1 for each in diagnosis.alternatives)
    assert "|".join(sorted(map(named, diagnosis.first))) == explained


def test_where_neither_number_is_enough_both_are_one_explanation() -> None:
    wrong = case(
        ("Left 30 0", "LeftOne 12 0", "LeftTwo 12 0", "Right 30 0", "Total 45 0", "Cost 9 0"),
        ("Left = LeftOne + LeftTwo", "Right = LeftOne + LeftTwo", "Total = LeftOne + Cost"),
    )
    alternatives = diagnosed(wrong).alternatives
    assert sum(len(each.explanations[0].corrections) for each in alternatives) == 2


def test_the_interval_of_a_ratio() -> None:
    wrong = case(("Total 1000 0", "Cost 812 0", "Profit 188 0", "Margin 0.881 3"), PROFIT)
    alternatives = only(diagnosed(wrong))
    (margin,) = [
        each.corrections[0]
        for each in alternatives.explanations
        if named(each).startswith("Margin")
    ]
    assert margin.is_exact
    # a profit of 187.5 goes with revenues of 1,000 only, as costs are at most 812.5
    assert (margin.allowed.low, margin.allowed.high) == (Fraction(375, 2000), Fraction(377, 2000))
    assert margin.printable is not None
    assert (margin.printable.lowest, margin.printable.highest) == (
        Fraction(187, 1000),
        Fraction(189, 1000),
    )


def test_a_wrong_sign_of_what_others_are_divided_by() -> None:
    relations = (*PROFIT, "Share = Cost / Total")
    numbers = ("Cost 812 0", "Profit 188 0", "Margin 0.188 3", "Share 0.812 3")
    alternatives = only(diagnosed(case((*numbers, "Total -1000 0"), relations)))
    assert list(map(named, alternatives.top)) == ["Total (sign: 1000)"]


def test_a_growth_rate_with_the_wrong_sign() -> None:
    numbers = ("Total 901 0", "Total 1013 0 before", "Growth 0.111 3")
    alternatives = only(diagnosed(case(numbers, (GROWTH,))))
    assert named(alternatives.top[0]) == "Growth (sign: -0.111)"


def test_a_number_copied_from_the_prior_year() -> None:
    numbers = ("Total 8082 0", "Cost 5033 0", "Profit 2021 0", "Cost 5033 0 before")
    alternatives = only(diagnosed(case(numbers, PROFIT[:1])))
    assert [each.corrections[0].slips[0].kind for each in alternatives.top] == [SlipKind.COPIED]
    assert named(alternatives.top[0]).startswith("Cost")


def test_duplicates_that_contradict_each_other_are_both_named() -> None:
    numbers = [f"{concept} {value} 0" for concept, value in RIGHT.items()]
    alternatives = only(diagnosed(case((*numbers, "Left 415484 0"), HELD)))
    (explanation,) = alternatives.top
    assert explanation.corrections[0].fact.text == "415484"


@pytest.mark.parametrize("name", sorted(INFEASIBLE.keys() - {"rules"}))
def test_every_smallest_explanation_is_one_and_no_other(name: str) -> None:
    assert_all_are_found(INFEASIBLE[name])


@settings(max_examples=12)
@given(
    st.lists(st.sampled_from(sorted(RIGHT)), min_size=1, max_size=2, unique=True),
    st.integers(-3000, 3000),
)
def test_all_smallest_sets_are_found(concepts: list[str], wrong: int) -> None:
    assert_all_are_found(with_wrong(**{concept: str(wrong) for concept in concepts}))


@settings(max_examples=25)
@given(st.sampled_from(sorted(RIGHT)), st.integers(-9999, 9999))
def test_one_wrong_number_is_always_among_the_smallest(concept: str, wrong: int) -> None:
    diagnosis = diagnose(prove(with_wrong(**{concept: str(wrong)})))
    for alternatives in diagnosis.alternatives:
        facts = [fact for each in alternatives.explanations for fact in each.facts]
        assert concept in {fact.concept.local_name for fact in facts}


def assert_all_are_found(wrong: Case) -> None:
    """Check explanations against freeing every set of numbers of a case."""
    diagnosis = diagnose(prove(wrong))
    found = {frozenset[int]()}
    for alternatives in diagnosis.alternatives:
        assert alternatives.complete
        sets = {
            frozenset(correction.number for correction in each.corrections)
            for each in alternatives.explanations
        }
        found = {one | other for one in found for other in sets}
    assert found == smallest_by_trying(wrong)


def smallest_by_trying(wrong: Case) -> set[frozenset[int]]:
    problem = problem_of(wrong)
    components = components_of(problem)
    for size in range(len(problem.numbers) + 1):
        sets = map(frozenset, combinations(range(len(problem.numbers)), size))
        found = {
            chosen
            for chosen in sets
            if all(isinstance(solve(each.system(chosen)), Feasible) for each in components)
        }
        if found:
            return found
    raise AssertionError("numbers that may all be anything are consistent")


def test_time_that_is_over_loses_nothing() -> None:
    proof = prove(with_wrong(Left="45484"))
    diagnosis = diagnose(proof, time_limit=0)
    (alternatives,) = diagnosis.alternatives
    assert not alternatives.complete
    assert alternatives.conflicts


def test_time_may_be_over_at_any_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    made = statement(40, 6)
    wrong, _ = slipped(made.report, [Kind.TENFOLD], 6)
    proof = prove(made.case(wrong))
    found = [diagnosed_in(moments, proof, monkeypatch) for moments in range(0, 110, 11)]
    assert not any(each.complete for each in found[0].alternatives)
    assert all(each.complete for each in found[-1].alternatives)
    assert all(each.conflicts for diagnosis in found for each in diagnosis.alternatives)


def diagnosed_in(moments: int, proof: Proof, monkeypatch: pytest.MonkeyPatch) -> Diagnosis:
    """Return the diagnosis made while a clock that goes on whenever it is read allows it."""
    monkeypatch.setattr("finmodel.proof.deadline.time.monotonic", count().__next__)
    try:
        return diagnose(proof, time_limit=moments)
    finally:
        monkeypatch.undo()


def test_contradictory_rules_explain_nothing() -> None:
    above = '[[rule]]\ncode = "x:above"\nassert = "Left > Right"\nwhy = "x"\n'
    below = '[[rule]]\ncode = "x:below"\nassert = "Left < Right"\nwhy = "x"\n'
    assert diagnose(prove(case(("Left 1 0", "Right 2 0"), (), above + below))).alternatives == ()
