"""docs/rule-language.md: everything that it shows means something."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from finmodel.diagnostic import Diagnostic
from finmodel.language.grammar import (
    MAX_DEPTH,
    MAX_OPERATORS,
    parse_condition,
    parse_expression,
    parse_loops,
)
from finmodel.language.measure import find_mistakes
from finmodel.language.rulefile import RuleFile, read_rule_file
from finmodel.language.token import MAX_LENGTH, LanguageError
from finmodel.language.tree import Node
from finmodel.language.vocabulary import Vocabulary
from finmodel.model.column import ColumnBuilder
from finmodel.model.report import Report
from finmodel.rules.relation.relations import Relations
from finmodel.taxonomy.declaration import (
    Declaration,
    change,
    credit,
    debit,
    duration,
    explicit,
    growth,
    instant,
    member,
    monetary,
    opening,
    prior_year,
    statement,
)

MANUAL = (Path(__file__).parents[3] / "docs" / "rule-language.md").read_text(encoding="utf-8")


class Acme(Declaration, prefix="acme", namespace="https://acme.example/2025"):
    """The taxonomy that the manual speaks about."""

    Revenues = monetary(credit, duration)
    Costs = monetary(debit, duration)
    GrossProfit = Revenues - Costs
    GrossMargin = GrossProfit / Revenues
    RevenuesGrowth = growth(Revenues, over=prior_year)
    Cash = monetary(debit, instant)
    Debt = monetary(credit, instant)
    CashChange = change(Cash, since=opening)
    DebtChange = change(Debt, since=opening)
    Inventories = monetary(debit, instant)
    FinishedGoods = monetary(debit, instant)
    RawMaterials = monetary(debit, instant)

    Bikes = member("Bicycles")
    Parts = member("Parts")
    All = member("All", parts=[Bikes, Parts])
    Segment = explicit(total=All)
    Japan = member("Japan")
    World = member("World", parts=[Japan])
    Region = explicit(total=World)

    BalanceSheet = statement("Balance sheet", [Cash, Inventories, Debt])


VOCABULARY = Vocabulary(Acme.taxonomy)
ROWS = re.findall(r"^\| `(.+?)` \|", MANUAL, re.MULTILINE)
BLOCKS = re.findall(r"^```toml\n(.*?)^```", MANUAL, re.DOTALL | re.MULTILINE)
RULES = [block for block in BLOCKS if "[[rule]]" in block]


def parsed(text: str) -> Node | None:
    """Return the tree of an expression or a condition; `None` for loops."""
    parsers: tuple[Callable[[str], Node], ...] = (parse_expression, parse_condition)
    for parse in parsers:
        try:
            return parse(text)
        except LanguageError:
            continue
    assert parse_loops(text)
    return None


def test_the_manual_shows_something() -> None:
    assert len(ROWS) > 35
    assert len(RULES) >= 4


@pytest.mark.parametrize("text", ROWS)
def test_every_row_of_a_table_is_of_the_language(text: str) -> None:
    tree = parsed(text)
    if tree is not None and "us-gaap" not in text:
        assert list(find_mistakes(tree, VOCABULARY)) == []


@pytest.mark.parametrize("text", re.findall(r"`([^`\n]*(?:[=<>+*/]|\w\(| at )[^`\n]*)`", MANUAL))
def test_every_expression_in_a_sentence_is_of_the_language(text: str) -> None:
    if not text.startswith("*") and text not in ("/", "+", "<", ">=", "!=", "=", "<=", ">"):
        parsed(text)


def read(text: str) -> RuleFile:
    return read_rule_file(text, "manual.rules.toml")


@pytest.mark.parametrize("block", BLOCKS)
def test_every_rule_file_is_one(block: str) -> None:
    assert read(block).diagnostics == ()


@pytest.mark.parametrize("block", RULES)
def test_every_rule_means_something(block: str) -> None:
    relations = Relations(Report((), ColumnBuilder().columns()), Acme.taxonomy, (read(block),))
    mistakes: list[Diagnostic] = relations.mistakes
    assert mistakes == []
    assert [assertion for assertion in relations.assertions if assertion.rule is not None]


def test_the_limits_are_those_of_the_grammar() -> None:
    assert (
        f"{MAX_LENGTH:,} characters, {MAX_OPERATORS} operators, and parentheses {MAX_DEPTH} deep"
        in " ".join(MANUAL.split())
    )


def test_the_grammar_names_every_word() -> None:
    grammar = MANUAL[MANUAL.index("## The grammar") :]
    for word in re.findall(r'"(\w+)"', grammar):
        assert word in MANUAL[: MANUAL.index("## The grammar")]
