"""Numbers that are not reported and computed from their formulas."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pytest

from finmodel.language.wording import write_text
from finmodel.model.finding import Verdict
from finmodel.rules.case import Case
from finmodel.rules.relation.evaluation import MAX_DERIVED
from finmodel.rules.relation.scope import MAX_SIZE
from tests.unit.rules.setting import (
    BEFORE,
    BROKEN,
    EXACT,
    OPEN,
    case_of,
    relations_of,
    rows,
    rule,
    verdicts,
)
from tests.unit.rules.sheet import make_report, make_taxonomy


def test_a_number_that_is_not_reported_is_computed_from_its_formula() -> None:
    formulas = ("Profit = Revenues - Costs", "Margin = Profit / Revenues")
    facts = "a Margin duration - 0.6 1\nb Revenues duration JPY 100 0\nc Costs duration JPY 40 0"
    case = case_of(facts, formulas=formulas)
    assert verdicts(case.relations.all) == [EXACT]
    assert rows(case.relations.all, case) == ["abc"]


def test_a_computed_number_counts_once_with_those_it_is_made_of() -> None:
    # 60.0 ± of 100 ± 5: were revenues two numbers, 62 % would pass
    formulas = ("Profit = Revenues - Costs", "Margin = Profit / Revenues")
    facts = (
        "a Margin duration - 0.63 2\nb Revenues duration JPY 100 -1\nc Costs duration JPY 40 INF"
    )
    assert verdicts(relations_of(facts, formulas=formulas)) == [BROKEN]


def test_formulas_are_followed_through_chains() -> None:
    formulas = ("Profit = Revenues - Costs", "Costs = Tax + Change", "Tax = Debt / 2")
    facts = """
    a Profit duration JPY 50 0
    b Revenues duration JPY 100 0
    c Change duration JPY 30 0
    d Debt instant JPY 40 0
    """
    case = case_of(facts, formulas=formulas)
    assert verdicts(case.relations.all) == [EXACT]
    assert rows(case.relations.all, case) == ["abdc"]


def test_formulas_are_followed_to_other_periods_and_members() -> None:
    formulas = ("Profit = Revenues - Costs", "Growth = growth(Profit over prior_year)")
    facts = f"""
    a Growth duration - 1.0 1
    b Revenues duration JPY 100 0
    c Costs duration JPY 40 0
    d Revenues {BEFORE} JPY 50 0
    e Costs {BEFORE} JPY 20 0
    f Revenues duration JPY 70 0 Segment=Home
    g Costs duration JPY 35 0 Segment=Home
    """
    case = case_of(facts, formulas=formulas, rules=rule("Profit[Segment = Home] = 35"))
    assert verdicts(case.relations.all) == [EXACT]
    facts += "h Tax duration JPY 35 0"
    case = case_of(facts, formulas=formulas, rules=rule("Tax = Profit[Segment = Home]"))
    assert verdicts(case.relations.all) == [EXACT, EXACT]
    assert rows(case.relations.all, case) == ["abcde", "hfg"]


def test_filters_of_a_formula_go_before_those_around_it() -> None:
    formulas = ("Profit = Revenues[Segment = Home] - Costs",)
    facts = """
    a Tax duration JPY 6 0
    b Revenues duration JPY 10 0 Segment=Home
    c Costs duration JPY 4 0 Segment=Office
    """
    case = case_of(facts, formulas=formulas, rules=rule("Tax = Profit[Segment = Office]"))
    assert verdicts(case.relations.all) == [EXACT]
    assert rows(case.relations.all, case) == ["abc"]


@pytest.mark.parametrize(
    "formulas",
    [
        ("Revenues = Profit + Costs", "Profit = Revenues - Costs"),
        ("Revenues = Profit + Costs", "Profit = Revenues - Costs", "Costs = Revenues - Profit"),
        ("Revenues = Profit * Margin", "Profit = Revenues / Margin"),
        ("Revenues = Profit / (1 - Margin)", "Profit = Revenues * (1 - Margin)"),
    ],
)
def test_a_number_computed_from_the_claim_itself_says_nothing(formulas: Sequence[str]) -> None:
    facts = "a Revenues duration JPY 10 0\nc Costs duration JPY 4 0\nm Margin duration - 0.5 1"
    assert [r for r in relations_of(facts, formulas=formulas) if r.missing is None] == []


def test_a_circle_of_formulas_is_checked_where_enough_is_reported() -> None:
    formulas = ("Revenues = Profit + Costs", "Profit = Revenues - Costs")
    facts = "a Revenues duration JPY 10 0\nb Profit duration JPY 9 0\nc Costs duration JPY 4 0"
    assert verdicts(relations_of(facts, formulas=formulas)) == [BROKEN, BROKEN]


def test_a_circle_in_which_nothing_is_reported_leaves_its_first_number_missing() -> None:
    formulas = ("Profit = Revenues - Costs", "Costs = Tax + Change", "Tax = Costs - Change")
    facts = """
    a Profit duration JPY 50 0
    b Revenues duration JPY 100 0
    c Change duration JPY 30 0
    """
    (relation,) = relations_of(facts, formulas=formulas)
    assert relation.verdict is Verdict.NOT_EVALUATED
    assert relation.missing is not None
    assert write_text(relation.missing) == "Costs"


def test_a_part_of_a_circle_that_says_something_is_checked() -> None:
    formulas = ("Revenues = Profit + Costs", "Profit = Revenues / 2")
    facts = "a Revenues duration JPY 10 0\nc Costs duration JPY 4 0"
    assert verdicts(relations_of(facts, formulas=formulas)) == [BROKEN]


def test_a_number_without_value_and_formula_leaves_the_relation_open() -> None:
    formulas = ("Profit = Revenues - Costs", "Costs = Tax + Change")
    facts = "a Profit duration JPY 50 0\nb Revenues duration JPY 100 0\nc Tax duration JPY 30 0"
    (relation,) = relations_of(facts, formulas=formulas)
    assert relation.verdict is Verdict.NOT_EVALUATED
    assert relation.missing is not None
    assert write_text(relation.missing) == "Change"
    assert len(relation.rows) == 3


@pytest.mark.parametrize("formula", ["Revenues -", "Nothing * 2", "Revenues + Margin"])
def test_a_formula_that_means_nothing_computes_nothing(formula: str) -> None:
    taxonomy = make_taxonomy(
        "Profit monetary duration\nCosts monetary duration\nRevenues monetary duration\n"
        "Margin pure duration",
        formulas=("Profit = Revenues - Costs", f"Costs = {formula}"),
    )
    report = make_report("a Profit duration JPY 5 0\nb Revenues duration JPY 9 0")
    relations = Case(report, taxonomy).relations
    assert verdicts(relations.all) == [OPEN]
    assert [mistake.code for mistake in relations.mistakes] == ["fm:invalidFormula"]


def chain(length: int, formula: str) -> Case:
    """A line item for each step, each a formula of the next; only the ends are reported."""
    names = [f"N{step}" for step in range(length + 1)]
    taxonomy = make_taxonomy(
        "\n".join(f"{each} pure duration" for each in names),
        formulas=[f"{a} = " + formula.replace("x", b) for a, b in pairwise(names)],
    )
    report = make_report(f"a N0 duration - 5 0\nb N{length} duration - 5 0")
    return Case(report, taxonomy)


@pytest.mark.parametrize(
    ("length", "expected"), [(MAX_DERIVED + 1, EXACT), (MAX_DERIVED + 2, OPEN)]
)
def test_the_numbers_computed_for_one_relation_are_bounded(length: int, expected: str) -> None:
    assert verdicts(chain(length, "x + 0").relations.all) == [expected]


@pytest.mark.parametrize(
    ("length", "formula"),
    [
        (MAX_DERIVED, "x + x - x"),
        (MAX_DERIVED, "x * x * x / x"),
        (3, " + ".join(["x"] * 150)),
        (MAX_DERIVED, "abs(" * 40 + "x" + ")" * 40),
        (MAX_DERIVED, "(" * 55 + "x" + " * x)" * 55),
    ],
)
def test_formulas_that_multiply_each_other_are_given_up_in_time(length: int, formula: str) -> None:
    (relation,) = chain(length, formula).relations.all
    assert relation.verdict is Verdict.NOT_EVALUATED
    assert MAX_SIZE < 2000
