"""Whole reports: what is possible, what is not, and which numbers a conflict names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

import pytest

import finmodel
from finmodel.proof.certificate import certificate_json
from finmodel.proof.linear import BOTH_ZERO
from finmodel.proof.problem import Bound, Lemma, Problem
from finmodel.proof.prove import BROKEN, Answer, Conflict, Proof, prove
from finmodel.proof.verify import verify
from finmodel.taxonomy.declaration import Declaration, credit, duration, monetary
from tests.unit.proof.known import in_tuples
from tests.unit.rules.setting import BEFORE, case_of, rule


class Seven(Declaration, prefix="seven", namespace="https://finmodel.example/seven"):
    """Seven numbers that agree pair by pair and not together."""

    LeftOne = monetary(credit, duration)
    LeftTwo = monetary(credit, duration)
    RightOne = monetary(credit, duration)
    RightTwo = monetary(credit, duration)
    Left = LeftOne + LeftTwo
    Right = RightOne + RightTwo
    Total = Left + Right


def ids(proof: Proof, conflict: Conflict) -> str:
    """Return the ids of the facts that a conflict names, of one letter each."""
    return "".join(sorted(proof.problem.fact(number).id for number in conflict.numbers))


def named(proof: Proof) -> list[str]:
    return [ids(proof, conflict) for conflict in proof.conflicts]


def proved(facts: str, *formulas: str, rules: str = "", truncated: Sequence[str] = ()) -> Proof:
    """Prove a report, and check everything that is proved of it by hand."""
    case = case_of(facts, formulas=formulas, rules=rules, truncated=truncated)
    proof = prove(case)
    check(proof)
    return proof


def check(proof: Proof) -> None:
    problem = proof.problem
    for judged in proof.judged:
        freed = frozenset[int]().union(*(conflict.numbers for conflict in judged.conflicts))
        dropped = {
            premise
            for conflict in judged.conflicts
            if conflict.is_about_rules
            for premise in conflict.premises
        }
        for conflict in judged.conflicts:
            check_conflict(problem, conflict)
        if judged.values is not None:
            check_values(problem, judged.values, freed)
            dropped |= {left.premise for left in proof.left_out if left.premise is not None}
            for premise in judged.component.premises:
                assert premise in dropped or problem.premises[premise].holds(judged.values)


def check_values(problem: Problem, values: Mapping[int, Fraction], freed: frozenset[int]) -> None:
    for index, number in enumerate(problem.numbers):
        if number.quantity in values and index not in freed:
            assert values[number.quantity] in number.interval


def check_conflict(problem: Problem, conflict: Conflict) -> None:
    """Add everything up: nothing may be left but something impossible."""
    left: dict[int, Fraction] = {}
    right, is_strict = Fraction(0), False

    def add(quantity: int, amount: Fraction) -> None:
        left[quantity] = left.get(quantity, Fraction(0)) + amount

    for used in conflict.rows:
        assert used.multiplier > 0 or used.row.operator == "="
        for quantity, factor in used.row.terms.items():
            add(quantity, used.multiplier * factor)
        right += used.multiplier * used.row.bound
        is_strict |= used.row.is_strict
        for bound in used.origin.bounds:
            check_bound(problem, bound)
    for ends, sign in ((conflict.lows, -1), (conflict.highs, 1)):
        for number, times in ends.items():
            inside = problem.numbers[number].interval
            end = inside.low if sign < 0 else inside.high
            assert times > 0
            assert end is not None
            add(problem.numbers[number].quantity, sign * times)
            right += sign * times * end
            is_strict |= inside.low_open if sign < 0 else inside.high_open
    assert not any(left.values())
    assert right < 0 or (right == 0 and is_strict)


def check_bound(problem: Problem, bound: Bound) -> None:
    """Add up what a bound follows from: it must be the form and its low end."""
    left = {quantity: -factor for quantity, factor in bound.form.terms.items()}
    right = bound.form.constant
    for row, times in bound.rows.items():
        assert times > 0 or problem.rows[row].operator == "="
        right -= times * problem.rows[row].bound
        for quantity, factor in problem.rows[row].terms.items():
            left[quantity] = left.get(quantity, Fraction(0)) - times * factor
        for inner in problem.origins[row].bounds:
            check_bound(problem, inner)
    for ends, sign in ((bound.lows, 1), (bound.highs, -1)):
        for number, times in ends.items():
            inside = problem.numbers[number].interval
            end = inside.low if sign > 0 else inside.high
            assert end is not None
            quantity = problem.numbers[number].quantity
            left[quantity] = left.get(quantity, Fraction(0)) + sign * times
            right += sign * times * end
    assert not any(left.values())
    assert right == bound.low


# --- sums


def seven(total: int) -> finmodel.Report:
    builder = finmodel.ColumnBuilder()
    place = finmodel.DimensionSet.of(
        finmodel.Entity("https://finmodel.example", "ACME"),
        finmodel.Period.from_text("2008-04-01/2009-04-01"),
        {},
    )
    numbers = {"LeftOne": 1, "LeftTwo": 1, "RightOne": 1, "RightTwo": 1, "Left": 3, "Right": 3}
    for name, value in {**numbers, "Total": total}.items():
        concept = getattr(Seven, name).name
        unit = finmodel.Unit.currency("JPY")
        builder.add(concept, place, str(value), id=name, unit=unit, decimals=0)
    return finmodel.Report((), builder.columns())


def test_seven_numbers_pass_every_check_and_are_impossible_together() -> None:
    report = seven(7)
    result = finmodel.validate(report, taxonomy=Seven.taxonomy, rules=())
    assert result.ok
    assert result.coverage.explained == 3
    proof = finmodel.prove(report, taxonomy=Seven.taxonomy, rules=())
    check(proof)
    assert proof.answer is Answer.INFEASIBLE
    (conflict,) = proof.conflicts
    assert {proof.problem.fact(number).id for number in conflict.numbers} == {
        "LeftOne", "LeftTwo", "RightOne", "RightTwo", "Total"
    }  # fmt: skip


def test_six_is_possible() -> None:
    proof = finmodel.prove(seven(6), taxonomy=Seven.taxonomy, rules=())
    check(proof)
    assert proof.answer is Answer.FEASIBLE
    assert len(proof.values) == 7


def test_independent_conflicts_are_all_found_and_share_no_number() -> None:
    proof = proved(
        f"""
        a Revenues duration JPY 10 0
        b Costs duration JPY 5 0
        c Profit duration JPY 8 0
        d Revenues {BEFORE} JPY 20 0
        e Costs {BEFORE} JPY 5 0
        f Profit {BEFORE} JPY 18 0
        g Assets instant JPY 5 0
        h Cash instant JPY 4 0
        i Debt instant JPY 1 0
        """,
        "Profit = Revenues - Costs",
        "Assets = Cash + Debt",
    )
    assert named(proof) == ["abc", "def"]
    assert [judged.answer.value for judged in proof.judged] == [
        "infeasible", "infeasible", "feasible"
    ]  # fmt: skip


def test_each_relation_that_its_own_numbers_refute_has_a_conflict() -> None:
    facts = """
    a Revenues duration JPY 10 0
    b Costs duration JPY 5 0
    c Profit duration JPY 8 0
    d Tax duration JPY 1 0
    e Change duration JPY 4 0
    """
    proof = proved(facts, "Profit = Revenues - Costs", "Change = Profit - Tax")
    assert named(proof) == ["abc", "cde"]
    assert [len(conflict.rows) for conflict in proof.conflicts] == [1, 1]
    assert [conflict.freed for conflict in proof.conflicts] == [frozenset(), frozenset()]


def test_deeper_conflicts_come_after_simple_ones_and_share_no_number_with_them() -> None:
    proof = proved(
        f"""
        a Revenues duration JPY 100 0
        b Costs duration JPY 60 0
        c Tax duration JPY 10 0
        d Change duration JPY 45 0
        e Revenues {BEFORE} JPY 10 0
        f Costs {BEFORE} JPY 5 0
        g Profit {BEFORE} JPY 8 0
        """,
        "Change = Profit - Tax",
        "Profit = Revenues - Costs",
        rules=rule("Costs >= Costs at prior_year"),
    )
    assert named(proof) == ["efg", "abcd"]
    simple, deep = proof.conflicts
    assert (simple.freed, deep.freed) == (frozenset(), simple.numbers)


@pytest.mark.parametrize(("third", "found"), [("7", ["ab"]), ("9", ["ab", "bc"])])
def test_a_relation_is_not_blamed_for_numbers_that_contradict_each_other(
    third: str, found: list[str]
) -> None:
    facts = f"a Cash instant JPY 5 0\nb Cash instant JPY 7 0\nc Assets instant JPY {third} 0"
    assert named(proved(facts, "Assets = Cash")) == found


@pytest.mark.parametrize(("third", "found"), [("40", [2]), ("50", [2, 3])])
def test_a_ratio_is_not_blamed_for_numbers_that_contradict_each_other(
    third: str, found: list[int]
) -> None:
    facts = f"""
    a Revenues duration JPY 100 INF
    b Profit duration JPY {third} INF
    c Margin duration - 0.3 1
    d Margin duration - 0.4 2
    """
    assert [len(each) for each in named(proved(facts, MARGIN))] == found


def test_what_is_not_reported_takes_part() -> None:
    proof = proved(
        """
        a Revenues duration JPY 100 0
        b Costs duration JPY 60 0
        c Tax duration JPY 10 0
        d Change duration JPY 45 0
        """,
        "Change = Profit - Tax",
        "Profit = Revenues - Costs",
    )
    assert named(proof) == ["abcd"]


def test_numbers_that_contradict_each_other_are_both_named() -> None:
    proof = proved("a Cash instant JPY 5 0\nb Cash instant JPY 7 0\nc Debt instant JPY 1 0")
    assert named(proof) == ["ab"]
    assert proof.conflicts[0].premises == ()


def test_a_number_that_disagrees_with_one_of_two_duplicates() -> None:
    facts = "a Cash instant JPY 5 0\nb Cash instant JPY 7 0\nc Assets instant JPY 7 0"
    assert named(proved(facts, "Assets = Cash")) == ["ab"]


def test_rules_that_contradict_each_other_are_told_apart() -> None:
    rules = rule("Cash > Debt") + rule("Cash < Debt", code="c:other")
    proof = proved("a Cash instant JPY 5 0\nb Debt instant JPY 5 0", rules=rules)
    assert proof.answer is Answer.INFEASIBLE
    assert [conflict.is_about_rules for conflict in proof.conflicts] == [True]


def test_conflicts_of_numbers_are_found_beside_rules_that_contradict() -> None:
    rules = rule("Cash > Debt") + rule("Cash < Debt", code="c:other")
    facts = "a Cash instant JPY 5 0\nb Debt instant JPY 5 0\nc Assets instant JPY 9 0"
    proof = proved(facts, "Assets = Cash", rules=rules)
    assert sorted(named(proof)) == ["", "ac"]


@pytest.mark.parametrize(
    ("cash", "answer"), [("5", Answer.FEASIBLE), ("6", Answer.INFEASIBLE), ("4", Answer.INFEASIBLE)]
)
def test_exact_numbers(cash: str, answer: Answer) -> None:
    facts = f"a Cash instant JPY {cash} INF\nb Debt instant JPY 2 INF\nc Assets instant JPY 7 INF"
    assert proved(facts, "Assets = Cash + Debt").answer is answer


@pytest.mark.parametrize(
    ("total", "answer"), [("3", Answer.INFEASIBLE), ("4", Answer.FEASIBLE), ("7", Answer.FEASIBLE)]
)
def test_truncated_numbers_do_not_reach_their_open_ends(total: str, answer: Answer) -> None:
    facts = f"a Cash instant JPY 2 0\nb Debt instant JPY 2 0\nc Assets instant JPY {total} 0"
    truncated = ("Cash", "Debt", "Assets")
    formula = "Assets = Cash + Debt" if total != "7" else "Assets = Cash + Debt + 3"
    assert proved(facts, formula, truncated=truncated).answer is answer


def test_open_ends_that_only_touch_are_a_conflict() -> None:
    facts = "a Cash instant JPY 2 0\nb Debt instant JPY 2 0\nc Assets instant JPY 6 0"
    truncated = ("Cash", "Debt", "Assets")
    assert proved(facts, "Assets = Cash + Debt", truncated=truncated).answer is Answer.INFEASIBLE


def test_trillions_beside_yen_per_share() -> None:
    facts = """
    a Profit duration JPY 2450000000000 -8
    b Count duration shares 16314987460 0
    c PerShare duration JPY/shares 150.1685 {decimals}
    """
    formula = "PerShare = Profit / Count"
    assert proved(facts.format(decimals=4), formula).answer is Answer.FEASIBLE
    wrong = facts.replace("150.1685", "150.1785")
    assert named(proved(wrong.format(decimals=4), formula)) == ["abc"]


def test_nothing_reported_is_possible() -> None:
    proof = proved("", "Assets = Cash + Debt")
    assert proof.answer is Answer.FEASIBLE
    assert proof.judged == ()


def test_networks_count_what_is_reported_only() -> None:
    from tests.unit.proof.known import INFEASIBLE, case

    assert prove(INFEASIBLE["network"]).answer is Answer.INFEASIBLE
    part = case(("Total 9 0", "Left 9 0"), (), networks=["Total = Left + Right"])
    assert prove(part).answer is Answer.FEASIBLE


# --- ratios


MARGIN = "Margin = Profit / Revenues"
GROWTH = "Growth = growth(Revenues over prior_year)"


def test_a_ratio_and_a_sum_that_agree_each_and_not_together() -> None:
    facts = """
    a Revenues duration JPY 1000 0
    b Costs duration JPY 800 -2
    c Profit duration JPY 200 -2
    d Margin duration - 0.25 2
    e Tax duration JPY 240 0
    """
    rules = rule("Profit <= Tax")
    assert named(proved(facts, MARGIN, "Profit = Revenues - Costs", rules=rules)) == ["ade"]


def test_last_year_is_known_through_growth_only() -> None:
    facts = f"""
    a Revenues duration JPY 110 0
    b Growth duration - 0.1 2
    c Profit {BEFORE} JPY 50 0
    d Margin {BEFORE} - 0.4 2
    """
    proof = proved(facts, MARGIN, GROWTH)
    assert named(proof) == ["abcd"]
    signs = [used.origin.sign for used in proof.conflicts[0].rows]
    assert any(sign is not None and isinstance(sign.reason, Lemma) for sign in signs)
    assert proved(facts.replace("0.4 2", "0.5 2"), MARGIN, GROWTH).answer is Answer.FEASIBLE


def test_what_is_divided_by_may_be_negative() -> None:
    facts = """
    a Revenues duration JPY -100 0
    b Profit duration JPY 25 0
    c Margin duration - {} 2
    """
    assert proved(facts.format("-0.25"), MARGIN).answer is Answer.FEASIBLE
    assert named(proved(facts.format("0.25"), MARGIN)) == ["abc"]


def test_a_ratio_that_other_relations_use_has_one_value() -> None:
    facts = f"""
    a Revenues duration JPY 1000 0
    b Profit duration JPY 100 0
    c Revenues {BEFORE} JPY 1000 0
    d Profit {BEFORE} JPY 80 0
    e X duration - {{}} 3
    """
    formulas = (MARGIN, "X = change(Margin since prior_year)")
    assert proved(facts.format("0.020"), *formulas).answer is Answer.FEASIBLE
    assert proved(facts.format("0.021"), *formulas).answer is Answer.FEASIBLE
    assert proved(facts.format("0.025"), *formulas).answer is not Answer.FEASIBLE


def test_a_product_of_a_ratio_and_an_amount() -> None:
    facts = "a Tax duration JPY {} 0\nb X duration - 0.3 1\nc Profit duration JPY 100 0"
    assert proved(facts.format(33), "Tax = X * Profit").answer is Answer.FEASIBLE
    assert named(proved(facts.format(40), "Tax = X * Profit")) == ["abc"]


def test_what_is_not_linear_is_said_to_be_left_out() -> None:
    rules = rule("X != Y") + rule("sign(X) = sign(Y)", code="c:sign")
    proof = proved("a X duration - 0 0\nb Y duration - 0 0", rules=rules)
    assert len(proof.problem.left_out) == 2
    assert all(left.reason for left in proof.problem.left_out)


@pytest.mark.parametrize(
    ("severity", "answer"), [("error", Answer.INFEASIBLE), ("warning", Answer.FEASIBLE)]
)
def test_what_is_only_warned_of_need_not_hold(severity: str, answer: Answer) -> None:
    facts = "a Cash instant JPY 5 0\nb Debt instant JPY 9 0"
    rules = rule("Debt <= Cash", severity=severity)
    proof = proved(facts, rules=rules)
    assert proof.answer is answer
    assert proof.left_out == ()


SIGNS = rule("sign(Profit) = sign(Revenues - Costs)")
SAME = "c Profit duration JPY 8 0\na Revenues duration JPY 9 0\nb Costs duration JPY 5 0"


@pytest.mark.parametrize(
    ("profit", "costs", "found"),
    [("8", "5", []), ("-8", "5", ["abc"]), ("8", "50", ["abc"]), ("-8", "50", []), ("0", "5", [])],
)
def test_signs_that_must_be_the_same(profit: str, costs: str, found: list[str]) -> None:
    facts = SAME.replace(" 8 ", f" {profit} ").replace(" 5 ", f" {costs} ")
    proof = proved(facts, rules=SIGNS)
    assert named(proof) == found
    assert verify(certificate_json(proof).encode()) == []


@pytest.mark.parametrize(("side", "found"), [("", []), ("-", ["abcd"])])
def test_the_sign_of_what_is_not_reported(side: str, found: list[str]) -> None:
    rules = rule(f"sign(Change) = {side}sign(Profit)")
    facts = SAME.replace("c Profit", "c Tax") + "\nd Change duration JPY -1 0"
    proof = proved(facts, "Profit = Revenues - Costs - 3 * Tax", rules=rules)
    assert named(proof) == found
    assert verify(certificate_json(proof).encode()) == []


def test_a_sign_that_nothing_tells_is_left_out() -> None:
    proof = proved("a X duration - 0 0\nb Y duration - 0 0", rules=rule("sign(X) = sign(Y)"))
    assert proof.answer is Answer.FEASIBLE
    proof = proved("a X duration - 1 INF\nb Y duration - 0 INF", rules=rule("sign(X) = sign(Y)"))
    assert [left.reason for left in proof.left_out] == [f"{BOTH_ZERO}; {BROKEN}"]


@pytest.mark.parametrize(("x", "broken"), [("5", False), ("2", True)])
def test_what_is_left_out_and_broken_by_itself_is_said_to_be(x: str, broken: bool) -> None:
    facts = f"a X duration - {x} INF\nb Y duration - 2 INF\nc Z duration - 3 INF"
    proof = proved(facts, rules=rule("X != Y") + rule("X * Y * Z >= 20", code="c:product"))
    assert [left.reason.endswith(BROKEN) for left in proof.left_out] == [broken] * 2


def test_a_relation_of_a_conflict_is_not_said_to_be_left_out() -> None:
    proof = proved(SAME.replace(" 8 ", " -8 "), rules=SIGNS)
    assert proof.left_out == ()


def test_a_demand_is_left_out() -> None:
    proof = proved("a X duration - 1 0", rules=rule("reported(Y)"))
    assert [left.place for left in proof.left_out] == [None]


# --- what is not one quantity


CURRENCIES = (
    "a Profit duration JPY 1000 0\nb Profit duration USD 10 0\nc Count duration shares 100 0"
)


@pytest.mark.parametrize("formulas", [(), ("PerShare = Profit / Count",)])
def test_an_unreported_ratio_is_another_one_in_each_currency(formulas: Sequence[str]) -> None:
    proof = proved(CURRENCIES, *formulas, rules=rule("Profit = PerShare * Count"))
    assert proof.answer is Answer.FEASIBLE
    seen_in = [q.seen_in.local_name for q in proof.problem.quantities if q.seen_in is not None]
    assert seen_in == ["JPY", "USD"]
    assert verify(certificate_json(proof).encode()) == []


def test_an_unreported_growth_is_another_one_in_each_currency() -> None:
    facts = (
        f"a Revenues duration JPY 1100 INF\nb Revenues {BEFORE} JPY 1000 INF\n"
        f"c Revenues duration USD 12 INF\nd Revenues {BEFORE} USD 10 INF"
    )
    rules = rule("Revenues = (1 + Growth) * (Revenues at prior_year)")
    assert proved(facts, rules=rules).answer is Answer.FEASIBLE


def test_an_unreported_ratio_is_one_where_there_is_one_currency() -> None:
    rules = rule("Profit = PerShare * Count") + rule("Revenues = PerShare * Count", code="c:two")
    facts = CURRENCIES.replace("b Profit duration USD", "b Revenues duration JPY")
    proof = proved(facts, rules=rules)
    assert proof.answer is Answer.INFEASIBLE
    assert all(quantity.seen_in is None for quantity in proof.problem.quantities)


def test_numbers_in_tuples_are_no_duplicates() -> None:
    proof = prove(in_tuples())
    assert proof.answer is Answer.FEASIBLE
    assert [proof.problem.fact(number).id for number in range(len(proof.problem.numbers))] == ["f0"]
    assert proof.problem.in_tuples == (1, 2)
    assert verify(certificate_json(proof).encode()) == []


# --- what ends early


def test_time_that_runs_out_loses_nothing() -> None:
    proof = prove(case_of("a Cash instant JPY 5 0\nb Cash instant JPY 5 0"), time_limit=0)
    assert proof.answer is Answer.UNDECIDED
    assert [judged.undecided for judged in proof.undecided] == ["time ran out"]


def test_progress_ends_with_everything() -> None:
    told: list[tuple[int, int]] = []
    case = case_of(
        "a Cash instant JPY 5 0\nb Assets instant JPY 5 0\nc X duration - 1 0\nd X duration - 1 0",
        formulas=["Assets = Cash"],
    )
    prove(case, progress=lambda done, total: told.append((done, total)))
    assert told == [(2, 3), (3, 3)]
