"""Findings: the claim first, what was done with the others, and ranges in the claim's unit."""

from __future__ import annotations

from fractions import Fraction

import pytest

from finmodel.diagnostic import Severity
from finmodel.model.finding import Finding
from finmodel.numeric import Interval
from tests.unit.rules.setting import case_of, findings_of, rule

FACTS = """
r Revenues duration JPY 100 0
c Costs duration JPY 10 0
p Profit duration JPY 5 0
t Tax duration JPY 7 0
m Margin duration - 0.5 2
k Cash instant JPY 70 0
o Cash 2008-04-01 JPY 50 0
q Costs duration JPY 10 0
"""


def finding(text: str, **more: str) -> Finding:
    (found,) = findings_of(case_of(FACTS, rules=rule(text, **more)))
    return found


def shown(found: Finding) -> str:
    """Return the terms: what was done, and the fact's id; an asterisk marks the claim."""
    return " ".join(f"{term.operation}{'*' * term.is_claim}:{term.fact.id}" for term in found.terms)


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("Revenues = Costs + Profit - Tax", "printed*:r +:c +:q +:p −:t"),
        ("Margin = Profit / Revenues", "printed*:m +:p ÷:r"),
        ("Profit + Tax = Revenues", "printed*:r +:p +:t"),
        ("Cash at opening + Profit = Cash at closing", "printed*:k +:p +:o"),
        ("Cash at closing = Cash at opening + Profit", "printed*:k +:p +:o"),
        ("Revenues - Tax <= Profit + Costs", "printed*:r −:t +:p +:c +:q"),
        ("Profit / Revenues > 60%", "printed*:p ÷:r"),
        ("Revenues > Profit * abs(Margin * 100)", "printed*:r with:p with:m"),
    ],
)
def test_the_claim_comes_first_and_the_others_say_what_was_done(text: str, terms: str) -> None:
    assert shown(finding(text)) == terms


def test_a_finding_says_what_is_expected_and_what_is_printed() -> None:
    found = finding("Profit = Tax * 2", severity="warning")
    assert found.code == found.rule == "c:rule"
    assert found.severity is Severity.WARNING
    assert found.expected == Interval(Fraction(13), Fraction(15))
    assert found.reported == Interval(Fraction(9, 2), Fraction(11, 2))
    assert found.source is not None
    assert found.remedy


@pytest.mark.parametrize(
    ("text", "has_ranges"),
    [
        ("Revenues - Tax <= Profit + Costs", True),
        ("Margin > 60%", True),
        ("Profit / Revenues > 60%", False),
        ("Profit * Tax < 10", False),
    ],
)
def test_ranges_are_given_where_they_are_in_the_unit_of_the_claim(
    text: str, has_ranges: bool
) -> None:
    found = finding(text)
    assert (found.expected is not None) is (found.reported is not None) is has_ranges


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Margin > 60%", "50 % is printed, but the other numbers allow only more than 60 %."),
        ("Margin = 0.25", "50 % is printed, but the other numbers make 25 %."),
        ("Profit / Revenues > 60%", "makes about 4.47 … 5.53 % and 60% makes 60 %, so"),
        ("sign(Profit - Revenues) = 1", "sign(Profit - Revenues) makes −1 and 1 makes 1, so"),
        ("Profit * Tax < 10", "Profit * Tax makes 29.25 … 41.25 and 10 makes 10, so"),
        (
            "Profit >= 0 + Tax * 10",
            "JPY 5 is printed, but the other numbers allow no less than JPY 65",
        ),
        ("Revenues != 100", None),
    ],
)
def test_numbers_are_told_as_what_they_measure(text: str, message: str | None) -> None:
    if message is None:
        assert findings_of(case_of(FACTS, rules=rule(text))) == []
    else:
        assert message in finding(text).message


def test_the_rules_own_words_are_filled_in_and_nothing_else() -> None:
    message = "{label}|{period}|{reported}|{expected}|{item}|{unknown}|{label!r:>9999999}|{0}|}{"
    found = finding("item = Tax * 2", message=message, **{"for": "item in [Profit]"})
    assert found.message.split("|") == [
        "Profit, 2008-04-01 to 2009-03-31",
        "2008-04-01 to 2009-03-31",
        "JPY 5",
        "JPY 13 … 15",
        "Profit",
        "{unknown}",
        "{label!r:>9999999}",
        "{0}",
        "}{",
    ]
