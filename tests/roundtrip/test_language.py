"""The rule language: a tree is written, read and the same again."""

from __future__ import annotations

from hypothesis import given

from finmodel.language.grammar import parse_condition, parse_expression
from finmodel.language.tree import Condition, Expression
from finmodel.language.wording import write_text
from tests.roundtrip.expressions import conditions, expressions


@given(expressions)
def test_an_expression_is_written_and_read_back(tree: Expression) -> None:
    text = write_text(tree)
    assert parse_expression(text) == tree
    assert write_text(parse_expression(text)) == text


@given(conditions)
def test_a_condition_is_written_and_read_back(tree: Condition) -> None:
    text = write_text(tree)
    assert parse_condition(text) == tree
    assert write_text(parse_condition(text)) == text
