"""Filling in the variables of loops."""

from __future__ import annotations

import pytest

from finmodel.language.grammar import parse_condition
from finmodel.language.substitution import filled, substituted
from finmodel.language.wording import write_text

BOUND = {"item": "acme:Cash", "part": "Home", "far": "{urn:x}Debt"}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("item", "acme:Cash"),
        ("part", "Home"),
        ("Other", "Other"),
        ("items", "items"),
        ("{item}Change", "acme:CashChange"),
        ("{part}Revenues", "HomeRevenues"),
        ("{item}Of{part}", "acme:CashOfHome"),
        ("{part}Of{item}", "acme:HomeOfCash"),
        ("own:{item}Change", "own:CashChange"),
        ("{far}Change", "{urn:x}DebtChange"),
        ("far", "{urn:x}Debt"),
        ("{unknown}Change", "{unknown}Change"),
    ],
)
def test_a_name_is_filled(name: str, text: str) -> None:
    assert filled(name, BOUND) == text


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("change(item since opening) = {item}Change", None),
        ("Revenues[Segment = part] <= Revenues", "Revenues[Segment = Home] <= Revenues"),
        ("Revenues[Segment = {part}Segment] > 0", "Revenues[Segment = HomeSegment] > 0"),
        ("Revenues = sum(Revenues over part)", "Revenues = sum(Revenues over Home)"),
        ("not reported(item at prior_year)", "not reported(acme:Cash at prior_year)"),
        ("-abs(item) + growth(item over 2 years earlier) * 5 = item / 2", None),
        ("A[part = default] = 1 and (item = 2 or part = 3)", None),
    ],
)
def test_a_tree_is_filled_everywhere(text: str, result: str | None) -> None:
    if result is None:
        result = text.replace("{item}", "acme:Cash").replace("item", "acme:Cash")
        result = result.replace("part", "Home")
    tree = substituted(parse_condition(text), BOUND)
    assert write_text(tree) == write_text(parse_condition(result))


def test_a_filled_tree_keeps_its_places() -> None:
    text = "item = 1 + {item}Change"
    tree = substituted(parse_condition(text), BOUND)
    assert [reference.at for reference in (tree.left, tree.right.right)] == [0, 11]  # type: ignore[union-attr]
