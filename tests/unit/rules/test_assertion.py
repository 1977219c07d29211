"""Formulas and rules as assertions: loops written out, anchors found, mistakes told."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import pytest
from attrs import evolve

from finmodel.diagnostic import Diagnostic, Severity
from finmodel.language.rulefile import read_rule_file
from finmodel.language.wording import write_text
from finmodel.model.report import Report
from finmodel.rules.relation.assertion import MAX_MISTAKES, MAX_TURNS, Assertion
from finmodel.rules.relation.relations import Relations
from finmodel.taxonomy.network import PARENT_CHILD, Network, Relationship
from finmodel.taxonomy.taxonomy import Taxonomy
from tests.unit.rules.setting import CONCEPTS, DIMENSIONS, rule
from tests.unit.rules.sheet import make_report, make_taxonomy, name

NOTHING: Report = make_report("")
STATEMENT = "urn:example:role/Balance"
MORE = """
CashChange    monetary  duration
DebtChange    monetary  duration
Auditor       string    duration
"""


def taxonomy(formulas: tuple[str, ...] = ()) -> Taxonomy:
    made = make_taxonomy(CONCEPTS + MORE, DIMENSIONS, formulas=formulas)
    shown = ("Cash", "Debt", "Auditor", "Assets")
    arcs = tuple(
        Relationship(name("Balance"), name(concept), Decimal(order))
        for order, concept in enumerate(shown)
    )
    networks = {**made.networks, (PARENT_CHILD, STATEMENT): Network(PARENT_CHILD, STATEMENT, arcs)}
    return evolve(made, networks=networks)


def relations(rules: str = "", formulas: tuple[str, ...] = ()) -> Relations:
    files = (read_rule_file(rules, "a.rules.toml"),) if rules else ()
    return Relations(NOTHING, taxonomy(formulas), files)


def texts(assertions: list[Assertion]) -> list[str]:
    return [write_text(assertion.asserted) for assertion in assertions]


def messages(mistakes: list[Diagnostic]) -> list[str]:
    return [f"{mistake.code}: {mistake.message}" for mistake in mistakes]


# --- formulas


def test_a_formula_is_an_assertion_about_its_line_item() -> None:
    found = relations(formulas=("Profit = Revenues - Costs", "Margin = Profit / Revenues"))
    assert texts(found.assertions) == ["Profit = Revenues - Costs", "Margin = Profit / Revenues"]
    assert [write_text(a.anchor) for a in found.assertions if a.anchor] == ["Profit", "Margin"]
    assert found.mistakes == []


@pytest.mark.parametrize(
    ("formula", "code"),
    [
        ("Profit = Revenues - Costs", "fm:totalMismatch"),
        ("Profit = -Costs", "fm:totalMismatch"),
        ("Profit = sum(Profit over Segment)", "fm:totalMismatch"),
        ("Margin = Profit / Revenues", "fm:ratioMismatch"),
        ("Growth = growth(Revenues over prior_year)", "fm:growthMismatch"),
        ("Change = change(Cash since opening)", "fm:changeMismatch"),
        ("Profit = Count * PerShare", "fm:formulaMismatch"),
        ("Profit = Revenues", "fm:formulaMismatch"),
        ("Profit = abs(Revenues)", "fm:formulaMismatch"),
    ],
)
def test_the_shape_of_a_formula_decides_its_code(formula: str, code: str) -> None:
    assert [assertion.code for assertion in relations(formulas=(formula,)).assertions] == [code]


@pytest.mark.parametrize(
    ("formula", "message"),
    [
        ("Profit = Revenues -", "is expected at the end"),
        ("Profit = Revenues = Costs", "not a comparison"),
        ("Profit = Revenus - Costs", "no line item Revenus; Revenues may be meant"),
        ("Profit = Revenues + Margin", "money and a ratio do not go together"),
        ("Profit = Margin", "money and a ratio do not go together on both sides of '='"),
        ("Profit = sum(Revenues over Sector)", "no line item Sector"),
        ("Profit = Revenues / 0", "nothing divides by zero"),
    ],
)
def test_a_formula_that_means_nothing_is_told_and_the_others_stay(
    formula: str, message: str
) -> None:
    found = relations(formulas=(formula, "Tax = Revenues - Costs"))
    assert texts(found.assertions) == ["Tax = Revenues - Costs"]
    (mistake,) = messages(found.mistakes)
    assert mistake.startswith("fm:invalidFormula: The formula of Profit")
    assert message in mistake


def test_everything_that_is_wrong_with_a_formula_is_told() -> None:
    found = relations(formulas=("Profit = Revenus - Cots",))
    assert len(found.mistakes) == 2


# --- rules


def test_a_rule_keeps_what_it_says_about_itself() -> None:
    rules = '[calendar]\nfiscal_year_starts = "04-01"\n' + rule(
        "Revenues >= Profit", severity="warning", when="reported(Profit)"
    )
    (assertion,) = relations(rules).assertions
    assert assertion.code == "c:rule"
    assert assertion.severity.name == "WARNING"
    assert assertion.fiscal_year == (4, 1)
    assert assertion.condition is not None
    assert write_text(assertion.condition) == "reported(Profit)"
    assert assertion.rule is not None


LOOPS: Mapping[str, tuple[dict[str, str], list[str]]] = {
    "a list": (
        {"assert": "item >= 0", "for": "item in [Cash, Debt]"},
        ["Cash >= 0", "Debt >= 0"],
    ),
    "templates": (
        {"assert": "{item}Change = change(item since opening)", "for": "item in [Cash, Debt]"},
        [
            "CashChange = change(Cash since opening)",
            "DebtChange = change(Debt since opening)",
        ],
    ),
    "a statement, where templates lead nowhere for some": (
        {"assert": "{item}Change = change(item since opening)", "for": "item in Balance"},
        [
            "CashChange = change(Cash since opening)",
            "DebtChange = change(Debt since opening)",
        ],
    ),
    "a statement's numbers": (
        {"assert": "item >= 0", "for": "item in Balance"},
        ["Cash >= 0", "Debt >= 0", "Assets >= 0"],
    ),
    "a dimension's members but the default": (
        {"assert": "Revenues[Segment = part] <= Revenues", "for": "part in Segment"},
        ["Revenues[Segment = Home] <= Revenues", "Revenues[Segment = Office] <= Revenues"],
    ),
    "two loops": (
        {
            "assert": "Revenues[Segment = part] <= item",
            "for": "item in [Costs, Tax], part in Segment",
        },
        [
            f"Revenues[Segment = {part}] <= {item}"
            for item in ("Costs", "Tax")
            for part in ("Home", "Office")
        ],
    ),
}


@pytest.mark.parametrize("case", LOOPS)
def test_loops_are_written_out(case: str) -> None:
    keys, expected = LOOPS[case]
    more = {key: value for key, value in keys.items() if key != "assert"}
    found = relations(rule(keys["assert"], **more))
    assert texts(found.assertions) == expected
    assert found.mistakes == []
    assert all(assertion.bindings for assertion in found.assertions)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Revenues - Costs = Profit", "Profit = Revenues - Costs"),
        ("0 <= Revenues", "Revenues >= 0"),
        ("sum(Costs over Segment) < Revenues", "Revenues > sum(Costs over Segment)"),
        ("Revenues + 1 != Profit at prior_year", "Profit at prior_year != Revenues + 1"),
        ("Revenues <= Costs", "Revenues <= Costs"),
        ("Revenues - Costs >= Profit - Tax", "Revenues - Costs >= Profit - Tax"),
    ],
)
def test_a_number_that_stands_alone_becomes_the_claim(text: str, written: str) -> None:
    assert texts(relations(rule(text)).assertions) == [written]


@pytest.mark.parametrize(
    ("text", "anchor"),
    [
        ("Revenues = sum(Revenues over Segment)", "Revenues"),
        ("sum(Costs over Segment) = Revenues", "Revenues"),
        ("sum(Costs over Segment) <= Revenues - Tax", "Revenues"),
        ("Cash at closing = Cash at opening + Change", "Change"),
        ("growth(Revenues over prior_year) = Growth", "Growth"),
        ("Revenues[Segment = Home] <= Revenues", "Revenues[Segment = Home]"),
        ("abs(change(Cash since opening)) > Tax", "Tax"),
        ("growth(Revenues over prior_year) < 50%", "Revenues"),
    ],
)
def test_the_anchor_is_the_first_number_at_the_rules_own_place(text: str, anchor: str) -> None:
    (assertion,) = relations(rule(text)).assertions
    assert assertion.anchor is not None
    assert write_text(assertion.anchor) == anchor


MISTAKES = {
    "an unknown name": ({"assert": "Revenus = Costs"}, ["no line item Revenus"]),
    "an unknown name in the condition": (
        {"assert": "Revenues = Costs", "when": "Profits > 0"},
        ["no line item Profits"],
    ),
    "every unknown name": ({"assert": "A = B + C"}, ["item A", "item B", "item C"]),
    "an unknown name in a loop, once": (
        {"assert": "item = Nothing", "for": "item in [Cash, Debt, Assets]"},
        ["no line item Nothing"],
    ),
    "a name of a list that is unknown": (
        {"assert": "{item}Change = change(item since opening)", "for": "item in [Cash, Assets]"},
        ["no line item AssetsChange"],
    ),
    "an unknown domain": (
        {"assert": "item > 0", "for": "item in Sector"},
        ["no line item Sector", "nor a statement"],
    ),
    "a line item as a domain": (
        {"assert": "item > 0", "for": "item in Cash"},
        ["Cash is no dimension, nor a statement"],
    ),
    "a text": ({"assert": "Auditor = 1"}, ["Auditor is not a line item with numbers"]),
    "an unknown dimension": ({"assert": "Revenues[Sector = X] > 0"}, ["no line item Sector"]),
    "an unknown member": (
        {"assert": "Revenues[Segment = Garden] > 0"},
        ["no line item Garden"],
    ),
    "a member of another dimension": (
        {"assert": "Revenues[Segment = Asia] > 0"},
        ["Asia is no member of Segment"],
    ),
    "measures that clash": (
        {"assert": "Profit = Revenues + Margin"},
        ["money and a ratio do not go together on both sides of '+'"],
    ),
    "no number at the place": (
        {"assert": "Cash at closing = Cash at opening"},
        ["one name must stand at the rule's own period"],
    ),
    "only sums": (
        {"assert": "sum(Revenues over Segment) = sum(Costs over Segment)"},
        ["one name must stand at the rule's own period"],
    ),
    "comparisons joined": (
        {"assert": "Revenues = 1 or Costs = 2", "when": "reported(Tax)"},
        ["one comparison"],
    ),
    "a demand for nothing in particular": (
        {"assert": "reported(Revenues) or reported(Costs)"},
        ["only reported(…) can be demanded"],
    ),
    "a division by nought": ({"assert": "Revenues / 0 = 1"}, ["nothing divides by zero"]),
}


@pytest.mark.parametrize("case", MISTAKES)
def test_a_rule_that_means_nothing_is_told_and_left_out(case: str) -> None:
    keys, words = MISTAKES[case]
    more = {key: value for key, value in keys.items() if key != "assert"}
    other = rule("Tax >= 0").replace("c:rule", "c:other")
    found = relations(rule(keys["assert"], **more) + "\n" + other)
    said = "\n".join(messages(found.mistakes))
    for word in words:
        assert word in said
    assert all(mistake.code == "fm:invalidRule" for mistake in found.mistakes)
    assert all("c:rule: " in mistake.message for mistake in found.mistakes)
    left = [text for text in texts(found.assertions) if text != "Tax >= 0"]
    assert left in ([], ["CashChange = change(Cash since opening)"])
    assert len(set(map(str, found.mistakes))) == len(found.mistakes)


def test_a_mistake_names_its_place() -> None:
    rules = "\n" + rule("Revenues =\n  Costs + Nothing")
    (mistake,) = relations(rules).mistakes
    assert str(mistake.source) == "a.rules.toml:5:11"


def test_the_turns_of_loops_are_bounded() -> None:
    names = ", ".join(["Cash"] * 30)
    loops = ", ".join(f"v{number} in [{names}]" for number in range(8))
    found = relations(rule("v0 > 0", **{"for": loops}))
    assert found.assertions == []
    (mistake,) = messages(found.mistakes)
    assert f"more than {MAX_TURNS:,}" in mistake


def test_loops_end_where_mistakes_only_repeat() -> None:
    names = ", ".join(f"N{number}" for number in range(500))
    found = relations(rule("item > 0", **{"for": f"item in [{names}]"}))
    assert len(found.mistakes) == MAX_MISTAKES


def test_rules_of_several_files_follow_the_formulas() -> None:
    files = tuple(
        read_rule_file(rule(text), f"{number}.rules.toml")
        for number, text in enumerate(("Revenues > 0", "Costs > 0"))
    )
    found = Relations(NOTHING, taxonomy(("Profit = Revenues - Costs",)), files)
    assert texts(found.assertions) == ["Profit = Revenues - Costs", "Revenues > 0", "Costs > 0"]


@pytest.mark.parametrize("unread", [frozenset[str](), frozenset(("",))])
def test_what_is_missing_of_a_taxonomy_makes_mistakes_warnings(unread: frozenset[str]) -> None:
    cut = evolve(taxonomy(("Change = Nothing + Tax",)), unread=unread)
    mistakes = Relations(NOTHING, cut, (read_rule_file(rule("Tax = Other"), "a"),)).mistakes
    assert [mistake.code for mistake in mistakes] == ["fm:invalidFormula", "fm:invalidRule"]
    expected = Severity.WARNING if unread else Severity.ERROR
    assert {mistake.severity for mistake in mistakes} == {expected}
