"""Sums over the parts of a whole, and rules that name a part."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from attrs import evolve

from finmodel.language.compile import UnknownPartsError
from finmodel.language.rulefile import read_rule_file
from finmodel.language.wording import write_text
from finmodel.model.finding import Verdict
from finmodel.rules.case import Case
from finmodel.taxonomy.network import DOMAIN_MEMBER, Network, Relationship
from tests.unit.rules.setting import (
    BROKEN,
    EXACT,
    OPEN,
    QUARTERS,
    case_of,
    lines,
    relations_of,
    rows,
    rule,
    verdicts,
)
from tests.unit.rules.sheet import ROLE, make_report, make_taxonomy, name

REGIONS = ("Area: All* North South", "Segment: Whole* Home Office")


def area_case(facts: str, rules: str = "", formulas: Sequence[str] = ()) -> Case:
    """Revenues by area, where the north divides further."""
    taxonomy = make_taxonomy(
        "Revenues monetary duration\nCosts monetary duration\nProfit monetary duration\n"
        "Oslo domain duration abstract\nBergen domain duration abstract\n"
        "Group domain duration abstract",
        REGIONS,
        formulas=formulas,
    )
    key = (DOMAIN_MEMBER, ROLE)
    below = (
        Relationship(name("North"), name("Group"), usable=False),
        Relationship(name("Group"), name("Oslo")),
        Relationship(name("Group"), name("Bergen")),
    )
    network = Network(*key, (*taxonomy.networks[key].relationships, *below))
    taxonomy = evolve(taxonomy, networks={**taxonomy.networks, key: network})
    files = (read_rule_file(rules, "a.rules.toml"),) if rules else ()
    case = Case(make_report(facts), taxonomy, True, files)
    assert case.relations.mistakes == []
    return case


ALL = """
a Revenues duration JPY 100 0
n Revenues duration JPY 60 0 Area=North
s Revenues duration JPY 40 0 Area=South
o Revenues duration JPY 45 0 Area=Oslo
b Revenues duration JPY 15 0 Area=Bergen
"""


@pytest.mark.parametrize(
    ("ids", "expected"),
    [
        ("ansob", ["ans exact", "nob exact"]),
        ("anso", ["ans exact", "no not evaluated"]),
        ("ans", ["ans exact", "n not evaluated"]),
        ("an", ["an not evaluated", "n not evaluated"]),
    ],
)
def test_a_sum_over_a_dimension_is_checked_at_every_level(ids: str, expected: list[str]) -> None:
    case = area_case(lines(ALL, ids), rule("Revenues = sum(Revenues over Area)"))
    found = case.relations.all
    assert [
        f"{named} {verdict}"
        for named, verdict in zip(rows(found, case), verdicts(found), strict=True)
    ] == expected


@pytest.mark.parametrize("formulas", [(), ("Revenues = sum(Revenues over Area)",)])
def test_a_sum_is_not_evaluated_where_members_may_be_missing(formulas: Sequence[str]) -> None:
    facts = ALL.replace(" 100 ", " 130 ")
    rules = "" if formulas else rule("Revenues = sum(Revenues over Area)")
    whole = area_case(facts, rules, formulas)
    assert verdicts(whole.relations.all) == [BROKEN, EXACT]

    cut = Case(whole.report, evolve(whole.taxonomy, unread=frozenset({""})), True, whole.rule_files)
    assert verdicts(cut.relations.all) == [OPEN, OPEN]
    (assertion,) = cut.relations.assertions
    with pytest.raises(UnknownPartsError):
        cut.relations.evaluator.frame(assertion, 0, 0)


def test_what_sums_over_no_dimension_is_evaluated_though_a_part_is_missing() -> None:
    whole = area_case(ALL, rule("Revenues >= Revenues[Area = North]"))
    cut = Case(whole.report, evolve(whole.taxonomy, unread=frozenset({""})), True, whole.rule_files)
    assert verdicts(cut.relations.all) == [EXACT]


def test_a_number_that_its_formula_cannot_make_here_is_missing() -> None:
    facts = """
    p Profit duration JPY 5 0 Area=South
    r Revenues duration JPY 9 0 Area=South
    """
    case = area_case(facts, formulas=("Profit = Revenues - Costs", "Costs = sum(Costs over Area)"))
    (relation,) = case.relations.all
    assert relation.verdict is Verdict.NOT_EVALUATED
    assert relation.missing is not None
    assert write_text(relation.missing) == "Costs"


def test_a_level_that_is_not_reported_is_computed_from_the_next() -> None:
    case = area_case(lines(ALL, "asob"), formulas=("Revenues = sum(Revenues over Area)",))
    assert verdicts(case.relations.all) == [EXACT]
    assert rows(case.relations.all, case) == ["aobs"]


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("Revenues >= Revenues[Area = North]", ["an"]),
        ("Revenues[Area = North] <= Revenues", ["na"]),
        ("Revenues = Revenues[Area = North] + Revenues[Area = South]", ["ans"]),
        ("Revenues[Area = North] >= Revenues[Area = South]", ["ns"]),
        ("Revenues <= Revenues[Area = default]", ["na", "sa", "oa", "ba"]),
        ("Revenues <= Revenues[Area = All]", ["na", "sa", "oa", "ba"]),
    ],
)
def test_a_rule_that_names_a_part_is_not_about_other_parts(text: str, ids: list[str]) -> None:
    case = area_case(ALL, rule(text))
    assert rows(case.relations.all, case) == ids


def test_without_a_default_a_member_may_be_the_whole() -> None:
    facts = """
    w Revenues duration JPY 100 0 Zone=World
    a Revenues duration JPY 60 0 Zone=Asia
    s Growth duration - 0.6 1 Zone=Asia
    t Growth duration - 1 1 Zone=World
    u Growth duration - 0.6 1 Zone=Moon
    """
    taxonomy = make_taxonomy(
        "Revenues monetary duration\nGrowth pure duration\nMoon domain duration abstract",
        ("Zone: World Asia",),
    )
    rules = read_rule_file(rule("Growth = Revenues / Revenues[Zone = World]"), "a.rules.toml")
    case = Case(make_report(facts), taxonomy, True, (rules,))
    assert rows(case.relations.all, case) == ["saw"]


def test_a_condition_that_names_a_part_is_not_about_other_parts() -> None:
    case = area_case(ALL, rule("Revenues > 0", when="reported(Revenues[Area = South])"))
    assert rows(case.relations.all, case) == ["a"]


def test_a_sum_keeps_the_other_dimensions() -> None:
    facts = """
    a Revenues duration JPY 9 0 Segment=Home
    n Revenues duration JPY 5 0 Segment=Home Area=North
    s Revenues duration JPY 4 0 Segment=Home Area=South
    x Revenues duration JPY 7 0 Area=South
    """
    case = area_case(facts, rule("Revenues = sum(Revenues over Area)"))
    assert verdicts(case.relations.all) == [EXACT, OPEN]
    assert rows(case.relations.all, case)[0] == "ans"


def test_a_sum_of_other_line_items_than_the_anchor() -> None:
    facts = lines(ALL, "ns") + "\nc Costs duration JPY 100 0"
    assert verdicts(area_case(facts, rule("sum(Revenues over Area) = Costs")).relations.all) == [
        EXACT
    ]


def test_a_sum_over_quarters() -> None:
    facts = "a Revenues duration JPY 100 0\n" + "\n".join(
        f"q{n} Revenues {quarter} JPY {n}0 0" for n, quarter in enumerate(QUARTERS, start=1)
    )
    case = case_of(facts, rules=rule("Revenues = sum(Revenues over quarters)"))
    assert verdicts(case.relations.all) == [EXACT]
    assert rows(case.relations.all, case) == ["aq1q2q3q4"]
    nine_months = facts + "\nm Revenues 2008-04-01/2009-01-01 JPY 61 0"
    case = case_of(nine_months, rules=rule("Revenues = sum(Revenues over quarters)"))
    assert verdicts(case.relations.all) == [EXACT, "explained by rounding"]


def test_the_quarters_of_a_year_before_are_those_of_that_year() -> None:
    before = [quarter.replace("2009", "2010").replace("2008", "2009") for quarter in QUARTERS]
    later = "\n".join(f"r{n} Revenues {q} JPY {n}1 0" for n, q in enumerate(before, start=1))
    earlier = "\n".join(f"q{n} Revenues {q} JPY {n}0 0" for n, q in enumerate(QUARTERS, start=1))
    text = "Growth = growth(sum(Revenues over quarters) over prior_year)"
    facts = f"g Growth 2009-04-01/2010-04-01 - 0.04 2\n{earlier}\n{later}"
    case = case_of(facts, rules=rule(text))
    assert verdicts(case.relations.all) == [EXACT]
    assert len(case.relations.all[0].rows) == 9
    assert verdicts(relations_of(facts.replace("0.04", "0.10"), rules=rule(text))) == [BROKEN]


def test_quarters_are_computed_per_place_in_formulas_too() -> None:
    formulas = ("Revenues = sum(Revenues over quarters)", "Tax = Revenues / 10")
    facts = ""
    for year in (2008, 2010, 2012):
        facts += f"y{year} Tax {year}-04-01/{year + 1}-04-01 JPY {year - 2000} 0\n"
        for number, quarter in enumerate(QUARTERS):
            period = quarter.replace("2009", str(year + 1)).replace("2008", str(year))
            amount = 10 * (year - 2000) if number == 0 else 0
            facts += f"q{year}{number} Revenues {period} JPY {amount} 0\n"
    assert verdicts(relations_of(facts, formulas=formulas)) == [EXACT] * 3
