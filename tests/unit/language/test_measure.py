"""What expressions measure, and what does not go together."""

from __future__ import annotations

import pytest

from finmodel.language.grammar import parse_condition, parse_expression
from finmodel.language.measure import find_mistakes, measure
from finmodel.language.vocabulary import Vocabulary
from tests.unit.rules.sheet import make_taxonomy

CONCEPTS = """
Money      monetary        duration
Other      monetary        instant
Shares     shares          duration
PerShare   perShare        duration
Ratio      pure            duration
Percent    percent         duration
Staff      integer         duration
Rate       decimal         duration
Floor      area            duration
Power      power           duration
Text       string          duration
Heading    monetary        duration abstract
"""
VOCABULARY = Vocabulary(make_taxonomy(CONCEPTS, ("Segment: All* Home", "Contract: typed string")))


@pytest.mark.parametrize(
    ("text", "measured"),
    [
        ("5", None),
        ("5 * 3 + 1", None),
        ("Money", {"money": 1}),
        ("-Money + 5", {"money": 1}),
        ("5 - Money", {"money": 1}),
        ("Money / Other", {}),
        ("Money * Ratio", {"money": 1}),
        ("Money / 2", {"money": 1}),
        ("2 / Shares", {"shares": -1}),
        ("PerShare * Shares", {"money": 1}),
        ("Money / Shares", {"money": 1, "shares": -1}),
        ("Money / PerShare", {"shares": 1}),
        ("Floor * Floor", {"area": 2}),
        ("1 / Floor / Floor", {"area": -2}),
        ("growth(Money over prior_year)", {}),
        ("change(Money since opening)", {"money": 1}),
        ("sum(Money over Segment)", {"money": 1}),
        ("abs(Money)", {"money": 1}),
        ("sign(Money)", {}),
        ("Percent", {}),
        ("Staff", {"number": 1}),
    ],
)
def test_what_an_expression_measures(text: str, measured: dict[str, int] | None) -> None:
    assert measure(parse_expression(text), VOCABULARY) == measured


@pytest.mark.parametrize(
    "text",
    [
        "Money = Other + 5",
        "Money > 0",
        "PerShare * Shares = Money",
        "PerShare = Money / Shares",
        "Ratio = Money / Other",
        "Percent + Ratio < 100%",
        "Ratio = growth(Money over prior_year) + 0.2",
        "growth(Money over prior_year) <= growth(Staff over prior_year)",
        "change(Other since opening) = Money",
        "abs(Money) >= abs(Other)",
        "sign(Money) = sign(Staff)",
        "Staff = Rate * 2",
        "Money / Staff = Other",
        "Money * Rate = Other * Staff",
        "Staff * Ratio < Rate",
        "Floor + Floor = Floor * 2",
        "Money = Other and Staff > 5 or not reported(Floor)",
        "Money = sum(Money over quarters)",
        "Money = sum(Money / Other[Segment = default] over Segment) * Other",
    ],
)
def test_what_goes_together(text: str) -> None:
    assert list(find_mistakes(parse_condition(text), VOCABULARY)) == []


@pytest.mark.parametrize(
    ("text", "said", "at"),
    [
        ("Money = Ratio", "money and a ratio do not go together on both sides of '='", 0),
        ("1 = Money + Percent", "money and a ratio do not go together on both sides of '+'", 4),
        ("Money - Shares > 0", "money and shares do not go together on both sides of '-'", 0),
        ("PerShare = Money", "money per shares and money do not go", 0),
        ("Money < Staff", "money and number", 0),
        ("Money * Other = Money", "money^2 and money", 0),
        ("Staff = Ratio", "number and a ratio", 0),
        ("Floor = Power", "area and power", 0),
        ("Floor = Staff", "area and number", 0),
        ("2 / Shares = Ratio", "one per shares and a ratio", 0),
        ("growth(Money over prior_year) = Money", "a ratio and money", 0),
        ("Money = 1 or Money = Ratio", "on both sides of '='", 13),
        ("Money / 0 = 1", "nothing divides by zero", 8),
        ("Money = sum(Money[Segment = Home] over Segment)", "nothing in it varies", 8),
        ("Ratio <= max(2 over Segment)", "nothing in it varies", 9),
    ],
)
def test_what_does_not(text: str, said: str, at: int) -> None:
    (mistake,) = find_mistakes(parse_condition(text), VOCABULARY)
    assert said in str(mistake)
    assert mistake.at == at


def test_every_clash_is_told() -> None:
    text = "Money + Ratio = Shares - Ratio"
    assert len(list(find_mistakes(parse_condition(text), VOCABULARY))) == 3


@pytest.mark.parametrize(
    ("text", "said", "at"),
    [
        ("Money = Nothing", "no line item Nothing", 8),
        ("Text = 1", "Text is not a line item with numbers", 0),
        ("Segment = 1", "Segment is not a line item with numbers", 0),
        ("Home = 1", "Home is not a line item with numbers", 0),
        ("Heading = 1", "Heading is not a line item with numbers", 0),
        ("Money[Staff = Home] = 1", "Staff is no dimension", 6),
        ("Money[Segment = Nobody] = 1", "no line item Nobody", 6),
        ("Money[Segment = Text] = 1", "Text is no member of Segment", 6),
        ("1 = sum(Money over Staff)", "Staff is no dimension", 4),
        ("1 = sum(Money over Contract)", "Contract has values and no members", 4),
        ("reported(Nothing)", "no line item Nothing", 9),
    ],
)
def test_names_that_mean_nothing(text: str, said: str, at: int) -> None:
    (mistake,) = find_mistakes(parse_condition(text), VOCABULARY)
    assert said in str(mistake)
    assert mistake.at == at


def test_measures_are_judged_only_where_all_names_are_known() -> None:
    (mistake,) = find_mistakes(parse_condition("Money + Nothing = Ratio"), VOCABULARY)
    assert "Nothing" in str(mistake)
