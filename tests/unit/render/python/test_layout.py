"""Pieces of Python, laid out."""

from __future__ import annotations

import pytest

from finmodel.render.python.layout import MAX_WIDTH, assignment, width
from finmodel.render.python.syntax import (
    Call,
    Literal,
    Many,
    Name,
    Negation,
    Operation,
    quoted,
    source,
)

A, B, C = map(Name, "ABC")


@pytest.mark.parametrize(
    ("node", "text"),
    [
        (Operation("-", A, Operation("+", B, C)), "A - (B + C)"),
        (Operation("+", Operation("-", A, B), C), "A - B + C"),
        (Operation("*", Operation("+", A, B), C), "(A + B) * C"),
        (Operation("/", A, Operation("*", B, C)), "A / (B * C)"),
        (Negation(Operation("+", A, B)), "-(A + B)"),
        (Operation("*", Negation(A), B), "-A * B"),
        (Call("at", (B,), of=Operation("+", A, C)), "(A + C).at(B)"),
        (Many((A,), is_tuple=True), "(A,)"),
        (Call("f", (A,), (("key", Many((B, C))),)), "f(A, key=[B, C])"),
    ],
)
def test_parentheses_stand_where_they_are_needed(node: Operation, text: str) -> None:
    assert source(node) == text


@pytest.mark.parametrize(
    ("text", "literal"),
    [
        ("plain", '"plain"'),
        ("it's", '"it\'s"'),
        ('say "no"', "'say \"no\"'"),
        ("""both ' and " here""", '''"both ' and \\" here"'''),
        ("back\\slash", '"back\\\\slash"'),
        ("a\nb\t\x00\u2028", '"a\\nb\\t\\x00\\u2028"'),
        ("売上高", '"売上高"'),
        ("\\'", '"\\\\\'"'),
    ],
)
def test_texts_are_quoted_and_come_back(text: str, literal: str) -> None:
    assert quoted(text) == literal
    assert eval(literal) == text  # noqa: S307 - the test's own text


def test_long_lines_are_broken() -> None:
    long = Call("function", tuple(Literal("word " * 6) for _ in range(5)), (("key", Many((A, B))),))
    laid_out = assignment("Name", long, 4)

    assert all(width(line) <= MAX_WIDTH for line in laid_out)
    assert laid_out[0] == "    Name = function("
    assert laid_out[-2:] == ["        key=[A, B],", "    )"]


def test_a_long_sum_is_broken_at_its_operators() -> None:
    node: Name | Operation = Name("A" * 40)
    for letter in "BC":
        node = Operation("+", node, Name(letter * 40))

    assert assignment("Aggregate", node, 0) == [
        "Aggregate = (",
        f"    {'A' * 40}",
        f"    + {'B' * 40}",
        f"    + {'C' * 40}",
        ")",
    ]


def test_a_long_text_is_broken_at_its_spaces() -> None:
    text = "some words " * 20
    laid_out = assignment("Text", Call("f", (), (("doc", Literal(text)),)), 0)

    assert laid_out[1] == "    doc=("
    assert all(width(line) <= MAX_WIDTH for line in laid_out)
    assert eval("".join(laid_out[2:-2]).strip().replace('"        "', "")) == text  # noqa: S307


def test_wide_letters_take_two_columns() -> None:
    assert width("売上 a") == 6
