"""Where assertions mean something, which numbers they find there, and when they hold."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finmodel.language.rulefile import read_rule_file
from finmodel.language.wording import write_text
from finmodel.model.column import ColumnBuilder
from finmodel.model.dimension import DimensionSet, TypedMember
from finmodel.model.finding import Finding, Verdict
from finmodel.model.period import Duration
from finmodel.model.report import Report
from finmodel.model.unit import Unit
from finmodel.rules.case import Case
from tests.unit.rules.setting import (
    BEFORE,
    BROKEN,
    EXACT,
    OPEN,
    QUARTERS,
    case_of,
    findings_of,
    relations_of,
    rows,
    rule,
    verdicts,
)
from tests.unit.rules.sheet import make_taxonomy, name


def test_a_relation_exists_wherever_its_anchor_is_reported() -> None:
    facts = f"""
    a Profit duration JPY 60 0
    b Revenues duration JPY 100 0
    c Costs duration JPY 40 0
    d Profit {BEFORE} JPY 5 0
    e Revenues {BEFORE} JPY 7 0
    f Costs {BEFORE} JPY 3 0
    g Profit duration JPY 30 0 Segment=Home
    h Revenues duration JPY 31 0 Segment=Home
    i Revenues duration JPY 9 0 Segment=Office
    """
    case = case_of(facts, formulas=("Profit = Revenues - Costs",))
    found = case.relations.all
    assert verdicts(found) == [EXACT, "explained by rounding", OPEN]
    assert rows(found, case) == ["abc", "def", "gh"]


def test_nil_is_not_reported() -> None:
    facts = "a Profit duration JPY nil -\nb Revenues duration JPY 1 0\nc Costs duration JPY 2 0"
    assert relations_of(facts, formulas=("Profit = Revenues - Costs",)) == ()
    facts = "a Profit duration JPY 1 0\nb Revenues duration JPY nil -\nc Costs duration JPY 2 0"
    (relation,) = relations_of(facts, formulas=("Profit = Revenues - Costs",))
    assert relation.verdict is Verdict.NOT_EVALUATED
    assert relation.missing is not None
    assert write_text(relation.missing) == "Revenues"


def test_an_instant_is_taken_at_the_end_of_a_duration() -> None:
    facts = """
    a Revenues duration JPY 100 0
    b Debt instant JPY 40 0
    c Debt 2008-04-01 JPY 90 0
    """
    case = case_of(facts, rules=rule("Revenues >= 2 * Debt"))
    assert verdicts(case.relations.all) == [EXACT]
    assert rows(case.relations.all, case) == ["ab"]


@pytest.mark.parametrize(
    ("text", "ids", "expected"),
    [
        ("Change = Cash at closing - Cash at opening", "abc", EXACT),
        ("Change = change(Cash since opening)", "abc", EXACT),
        ("Cash at closing = Cash at opening + Change", "abc", EXACT),
        ("Revenues / 2 = Revenues at prior_year", "de", EXACT),
        ("Growth = growth(Revenues over prior_year)", "fde", EXACT),
        ("Revenues at full_year = Tax", "gd", BROKEN),
        ("Tax = 5 * Cash at 2007-03-31", "gh", EXACT),
        ("Revenues >= Revenues at 2007-04-01..2008-03-31", "de", EXACT),
        ("Change = Cash - Cash at 2 years earlier", "abh", BROKEN),
    ],
)
def test_periods_are_reached(text: str, ids: str, expected: str) -> None:
    facts = f"""
    a Change duration JPY 20 0
    b Cash instant JPY 70 0
    c Cash 2008-04-01 JPY 50 0
    d Revenues duration JPY 200 0
    e Revenues {BEFORE} JPY 100 0
    f Growth duration - 1 2
    g Tax {QUARTERS[3]} JPY 25 0
    h Cash 2007-04-01 JPY 5 0
    """
    calendar = '[calendar]\nfiscal_year_starts = "04-01"\n'
    case = case_of(facts, rules=calendar + rule(text))
    found = [relation for relation in case.relations.all if relation.verdict.value != OPEN]
    assert verdicts(found) == [expected]
    assert sorted(rows(found, case)[0]) == sorted(ids)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Revenues = Revenues at year_to_date", []),
        ("Revenues at year_to_date - Revenues = 0", []),
        ("Cash at closing = Cash + Debt", [BROKEN]),
        ("Cash / (Cash at closing + Debt) = 0.25", [EXACT]),
        ("Cash / (Cash at closing - Cash) = 1", [OPEN]),
    ],
)
def test_two_ways_to_one_number_are_one_number(text: str, expected: list[str]) -> None:
    facts = """
    a Revenues 2008-01-01/2008-10-01 JPY 100 0
    b Cash instant JPY 10 -1
    c Debt instant JPY 30 INF
    """
    assert verdicts(relations_of(facts, rules=rule(text))) == expected


def test_a_frame_is_where_an_assertion_applies_whether_its_anchor_is_reported_or_not() -> None:
    case = case_of(
        "a Cash instant JPY 1 0",
        rules=rule("Assets = Cash + Debt", when="Cash > 0")
        + rule("Assets = Debt", when="reported(Assets)", code="c:other"),
    )
    evaluator = case.relations.evaluator
    first, second = case.relations.assertions
    assert first.anchor is not None
    start = evaluator.start(first, first.anchor, 0)
    assert start == 0
    assert list(evaluator.anchored(first, first.anchor)) == []
    assert evaluator.frame(first, start, 0) is not None
    assert evaluator.frame(second, start, 0) is None


# --- conditions and demands


@pytest.mark.parametrize(
    ("condition", "applies"),
    [
        ("reported(Costs)", True),
        ("reported(Profit)", False),
        ("not reported(Profit)", True),
        ("reported(Costs at prior_year)", False),
        ("reported(Revenues[Segment = Home])", True),
        ("reported(Revenues[Segment = Office])", False),
        ("Revenues > 50", True),
        ("Revenues > 100", False),
        ("Revenues >= 100 and Costs < 50", True),
        ("Revenues > 100 or Costs < 50", True),
        ("Profit > 0", False),
        ("not Profit > 0", True),
        ("Costs / (Revenues - 100) > 0", False),
        ("sum(Revenues over Region) > 0", False),
        ("growth(Revenues over prior_year) > 0", False),
        ("Revenues = Revenues", True),
    ],
)
def test_a_condition_is_judged_by_what_is_printed(condition: str, applies: bool) -> None:
    facts = """
    a Revenues duration JPY 100 0
    b Costs duration JPY 40 0
    c Revenues duration JPY 30 0 Segment=Home
    """
    found = relations_of(facts, rules=rule("Costs <= 50", when=condition))
    assert verdicts(found) == [EXACT] * applies


@pytest.mark.parametrize(
    ("text", "condition", "expected"),
    [
        ("reported(Revenues)", "", [EXACT]),
        ("reported(Revenues[Segment = Home])", "", [EXACT]),
        ("reported(Revenues[Segment = Office])", "", [BROKEN]),
        ("reported(Profit)", "", [BROKEN]),
        ("reported(Profit)", "reported(Revenues)", [BROKEN, BROKEN]),
        ("reported(Costs)", "Revenues > 50", [EXACT]),
        ("not reported(Costs)", "Revenues > 50", [BROKEN]),
        ("reported(Costs) or reported(Tax)", "reported(Revenues)", [EXACT, EXACT]),
        ("reported(Costs) and reported(Tax)", "reported(Revenues)", [BROKEN, EXACT]),
        ("reported(Costs)", "reported(Debt)", []),
        ("reported(Costs at prior_year)", "Revenues > 50", [BROKEN]),
    ],
)
def test_a_demand_is_met_or_not(text: str, condition: str, expected: list[str]) -> None:
    facts = """
    a Revenues duration JPY 100 0
    b Costs duration JPY 40 0
    c Revenues duration JPY 30 0 Segment=Home
    d Tax duration JPY 30 0 Segment=Home
    e Costs duration JPY 30 0 Segment=Home
    """
    more = {"when": condition} if condition else {}
    assert verdicts(relations_of(facts, rules=rule(text, **more))) == expected


# --- laws over whole reports

WHOLE = f"""
a Profit duration JPY 60 0
b Revenues duration JPY 100 0
c Costs duration JPY 45 0
d Profit {BEFORE} JPY 30 0
e Revenues {BEFORE} JPY 80 -1
f Costs {BEFORE} JPY 52 0
g Growth duration - 0.3 1
h Margin duration - 0.7 1
i Revenues duration JPY 61 0 Segment=Home
j Revenues duration JPY 39 0 Segment=Office
k Cash instant JPY 12 0
l Cash 2008-04-01 JPY 10 0
m Change duration JPY 5 0
n Costs duration JPY 47 0
o Revenues duration JPY 97 -1
"""
FORMULAS = (
    "Profit = Revenues - Costs",
    "Growth = growth(Revenues over prior_year)",
    "Margin = Profit / Revenues",
    "Change = change(Cash since opening)",
)
RULES = rule("Revenues = sum(Revenues over Segment)") + rule("Profit < 50").replace("c:rule", "c:b")


def told(facts: Sequence[str]) -> list[tuple[object, ...]]:
    """Return what is found, by everything but the order."""
    case = case_of("\n".join(facts), formulas=FORMULAS, rules=RULES)
    found: list[Finding] = findings_of(case)
    return sorted((f.code, f.message, str(f.expected), str(f.reported)) for f in found)


@given(st.randoms())
def test_the_order_of_facts_changes_nothing(random: Random) -> None:
    facts = WHOLE.strip().splitlines()
    assert len(told(facts)) >= 4
    assert told(random.sample(facts, len(facts))) == told(facts)


@given(st.integers(0, len(WHOLE.strip().splitlines()) - 1))
def test_a_complete_duplicate_changes_nothing(which: int) -> None:
    facts = WHOLE.strip().splitlines()
    again = f"z{facts[which]}"
    assert told([*facts, again]) == told(facts)
    assert told([again, *facts]) == told(facts)


def test_many_facts_and_rules_are_finished() -> None:
    names = [f"N{number}" for number in range(10)]
    builder = ColumnBuilder()
    for contract in range(3000):
        members = {name("Contract"): TypedMember(str(contract))}
        place = DimensionSet.of(None, Duration("2008-01-01", "2009-01-01"), members)
        for number, each in enumerate(names):
            value = str((number + 1) * (contract + 1) * 1000)
            builder.add(name(each), place, value, unit=Unit.currency("JPY"), decimals=-3)
    taxonomy = make_taxonomy("\n".join(f"{each} monetary duration" for each in names))
    rules = "".join(
        rule(f"N{number} = N{number - 1} + N0").replace("c:rule", f"c:rule{number}")
        for number in range(1, 10)
    ) + rule("N9 - N8 < 2 * N0")
    case = Case(Report((), builder.columns()), taxonomy, True, (read_rule_file(rules, "a"),))
    found = case.relations.all
    assert len(found) == 30_000
    assert {relation.verdict for relation in found} == {Verdict.EXACT}
