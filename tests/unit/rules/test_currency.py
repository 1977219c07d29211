"""Reports in several currencies: each relation is seen in one."""

from __future__ import annotations

from tests.unit.rules.setting import (
    EXACT,
    OPEN,
    case_of,
    lines,
    rows,
    verdicts,
)

CURRENCIES = """
a Profit duration JPY 600 0
b Revenues duration JPY 1000 0
c Costs duration JPY 400 0
d Profit duration USD 6 0
e Revenues duration USD 10 0
f Costs duration USD 4 0
"""


def test_each_currency_is_a_relation_of_its_own() -> None:
    case = case_of(CURRENCIES, formulas=("Profit = Revenues - Costs",))
    assert verdicts(case.relations.all) == [EXACT, EXACT]
    assert rows(case.relations.all, case) == ["abc", "def"]


def test_a_number_in_another_currency_is_not_reported() -> None:
    facts = lines(CURRENCIES, "abcde")
    case = case_of(facts, formulas=("Profit = Revenues - Costs",))
    assert verdicts(case.relations.all) == [EXACT, OPEN]
    assert rows(case.relations.all, case) == ["abc", "de"]


def test_a_ratio_is_checked_in_every_currency() -> None:
    facts = CURRENCIES + "m Margin duration - 0.6 1"
    case = case_of(facts, formulas=("Margin = Profit / Revenues",))
    assert verdicts(case.relations.all) == [EXACT, EXACT]
    assert rows(case.relations.all, case) == ["mab", "mde"]
    case = case_of(lines(facts, "mabe"), formulas=("Margin = Profit / Revenues",))
    assert verdicts(case.relations.all) == [EXACT]
    assert rows(case.relations.all, case) == ["mab"]
    case = case_of(
        lines(facts, "mbde").replace("d P", "x P"), formulas=("Margin = Profit / Costs",)
    )
    assert verdicts(case.relations.all) == [OPEN]


def test_amounts_per_share_go_with_their_currency() -> None:
    facts = """
    a Profit duration JPY 600 0
    b Profit duration USD 6 0
    c Count duration shares 3 0
    d PerShare duration JPY/shares 200 0
    e PerShare duration USD/shares 2 0
    """.replace("USD/shares", "iso4217:USD/xbrli:shares")
    case = case_of(facts, formulas=("Profit = Count * PerShare",))
    assert verdicts(case.relations.all) == [EXACT, EXACT]
    assert rows(case.relations.all, case) == ["acd", "bce"]
