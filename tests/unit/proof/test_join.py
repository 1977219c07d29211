"""Nothing is dropped silently: what applies is stated by rows, or said to be left out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.statement import statement
from finmodel.diagnostic import Severity
from finmodel.model.dimension import DimensionSet
from finmodel.proof.assembly import problem_of
from finmodel.proof.join import (
    BY_ZERO,
    CONTRADICTING,
    DEMAND,
    EXCESS,
    NO_CURRENCY,
    NOWHERE,
    TOO_LARGE,
    UNKNOWN_PARTS,
)
from finmodel.proof.problem import Problem, Source
from finmodel.rules.binding import Binder
from finmodel.rules.calculation import occurrences
from finmodel.rules.case import Case
from finmodel.rules.relation import scope
from tests.unit.proof.known import case as known_case
from tests.unit.rules.setting import BEFORE, case_of, rule
from tests.unit.rules.test_part import ALL, area_case

FACTS = {
    "Revenues": "duration JPY",
    "Costs": "duration JPY",
    "Profit": "duration JPY",
    "X": "duration -",
    "Y": "duration -",
    "before": f"{BEFORE} JPY",
}
RULES = (
    "Revenues = Costs + Profit",
    "Revenues - 2 * Costs <= Profit / 3",
    "X = growth(Revenues over prior_year)",
    "X = Profit / Revenues - Costs / Revenues at prior_year",
    "X * Y * Profit <= Revenues",
    "Profit > X * (Revenues + Costs)",
    "Profit != Revenues",
    "Profit >= max(Revenues over quarters)",
    "sign(Profit) = sign(X)",
    "sign(Profit) = 1",
    "abs(Profit) = Costs",
    "Revenues / (Costs - Costs) = X",
    "Revenues = sum(Revenues over quarters)",
    "reported(X)",
)

Stated = tuple[int, DimensionSet]


def applying(case: Case) -> Iterator[tuple[Source, DimensionSet]]:
    """Yield what validation evaluates, or would if everything were reported, and where."""
    evaluator = case.relations.evaluator
    for assertion in case.relations.assertions:
        if assertion.severity >= Severity.ERROR and assertion.anchor is not None:
            for relation in evaluator.relations(assertion):
                yield assertion, evaluator.places(assertion)[relation.place]
    binder = Binder(case.report)
    for summation, total, parts in occurrences(case):
        for place in (*total.places, *total.odd):
            if binder.bind(place, total, parts) is not None:
                yield summation, case.report.columns.dimension_sets[place]


def check(case: Case) -> Problem:
    problem = problem_of(case)
    with_rows = {origin.premise for origin in problem.origins}
    premises = [problem.premises[index] for index in with_rows]
    said = {(premise.source, premise.place) for premise in premises}
    said |= {(left.source, left.place) for left in problem.left_out if left.place is not None}
    everywhere = {left.source for left in problem.left_out if left.place is None}
    for source, place in applying(case):
        assert (source, place) in said or source in everywhere
    return problem


number = st.none() | st.tuples(st.integers(-30, 30), st.integers(-1, 1))
numbers = st.fixed_dictionaries(dict.fromkeys(FACTS, number))


@given(numbers, st.lists(st.sampled_from(RULES), min_size=1, max_size=4, unique=True))
@settings(max_examples=150, deadline=None)
def test_a_relation_that_applies_has_rows_or_is_left_out(
    drawn: Mapping[str, tuple[int, int] | None], texts: Sequence[str]
) -> None:
    lines = [
        f"{key} {concept} {FACTS[key]} {each[0]}e{-each[1]} {each[1]}"
        for key, each in drawn.items()
        if each is not None
        for concept in ("Revenues" if key == "before" else key,)
    ]
    rules = (rule(text, code=f"c:r{index}") for index, text in enumerate(texts))
    check(case_of("\n".join(lines), rules="".join(rules)))


@pytest.mark.parametrize("seed", range(3))
def test_nothing_is_dropped_of_generated_statements(seed: int) -> None:
    assert check(statement(100, seed).case()).rows


def reasons(case: Case) -> list[str]:
    return [left.reason for left in check(case).left_out]


@pytest.mark.parametrize(
    ("facts", "rules", "reason"),
    [
        ("a X duration - 1 0", rule("reported(Y)"), DEMAND),
        ("a Profit forever JPY 1 0", rule("Profit = Profit at prior_year"), NOWHERE),
        (
            "a X duration - 1 0\nb Costs duration JPY 1 0\nc Costs duration USD 1 0",
            rule("X = Profit / Revenues"),
            NO_CURRENCY,
        ),
        (
            "b Cash instant JPY 10 -1\nc Debt instant JPY 30 INF",
            rule("Cash / (Cash at closing - Cash) = 1"),
            BY_ZERO,
        ),
    ],
)
def test_why_a_relation_is_left_out(facts: str, rules: str, reason: str) -> None:
    assert reasons(case_of(facts, rules=rules)) == [reason]


def test_parts_that_are_not_known_are_said() -> None:
    whole = area_case(ALL, rule("Revenues = sum(Revenues over Area)"))
    cut = Case(whole.report, evolve(whole.taxonomy, unread=frozenset({""})), True, whole.rule_files)
    assert reasons(cut) == [UNKNOWN_PARTS] * 2


def test_what_is_too_large_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scope, "MAX_OPERANDS", 1)
    case = case_of("a Cash instant JPY 1 0", rules=rule("Cash = Debt + Assets"))
    assert reasons(case) == [TOO_LARGE]


@pytest.mark.parametrize(
    ("parts", "reason"),
    [
        (("Left 1 0", "Right 1.5 0"), [EXCESS]),
        (("Left 1 0", "Right 1 0", "Right 7 0"), [CONTRADICTING]),
        (("Left 1 0", "Right 1 0"), []),
    ],
)
def test_networks_that_cannot_be_evaluated_are_said(
    parts: Sequence[str], reason: Sequence[str]
) -> None:
    case = known_case(("Total 3 0", *parts), (), networks=["Total = Left + Right"])
    assert reasons(case) == reason
