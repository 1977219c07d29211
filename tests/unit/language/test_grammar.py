"""The grammar: what texts mean, and what is said about those that mean nothing."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finmodel.language.grammar import (
    MAX_DEPTH,
    MAX_OPERATORS,
    Loop,
    parse_condition,
    parse_expression,
    parse_loops,
)
from finmodel.language.token import MAX_LENGTH, LanguageError, tokens
from finmodel.language.tree import (
    Aggregate,
    Call,
    Change,
    Comparison,
    Condition,
    Edge,
    Expression,
    Filter,
    Fixed,
    Growth,
    Logic,
    Negation,
    Not,
    Number,
    Operation,
    Reference,
    Reported,
    Shift,
    Span,
    When,
    walk,
)
from finmodel.language.wording import write_text
from finmodel.model.period import Duration, Instant
from finmodel.numeric import MAX_DIGITS

A, B, C = (Reference(name) for name in "ABC")


def number(text: str, value: Fraction | int) -> Number:
    return Number(Fraction(value), text)


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("A", A),
        ("  A\n", A),
        ("us-gaap:Cash", Reference("us-gaap:Cash")),
        ("{item}Change", Reference("{item}Change")),
        ("A-B", Reference("A-B")),
        ("A - B", Operation("-", A, B)),
        ("A -B", Operation("-", A, B)),
        ("A- B", Operation("-", A, B)),
        ("A + B - C", Operation("-", Operation("+", A, B), C)),
        ("A - (B - C)", Operation("-", A, Operation("-", B, C))),
        ("A + B * C", Operation("+", A, Operation("*", B, C))),
        ("(A + B) * C", Operation("*", Operation("+", A, B), C)),
        ("A / B / C", Operation("/", Operation("/", A, B), C)),
        ("-A * B", Operation("*", Negation(A), B)),
        ("A - -B", Operation("-", A, Negation(B))),
        ("A[S = X]", Reference("A", (Filter("S", "X"),))),
        ("A[S = default, R = Y]", Reference("A", (Filter("S", None), Filter("R", "Y")))),
        ("sum(A over S)", Aggregate(A, "S")),
        ("sum(A + B over quarters)", Aggregate(Operation("+", A, B), "quarters")),
        ("growth(A over prior_year)", Growth(A, Shift(12))),
        ("change(A since opening)", Change(A, Edge.OPENING)),
        ("abs(A)", Call("abs", A)),
        ("sign(-A)", Call("sign", Negation(A))),
        ("sum", Reference("sum")),
        ("quarters + opening", Operation("+", Reference("quarters"), Reference("opening"))),
    ],
)
def test_expressions(text: str, tree: Expression) -> None:
    assert parse_expression(text) == tree


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", 0),
        ("1234.50", Fraction(2469, 2)),
        ("1,234,567.8", Fraction(12_345_678, 10)),
        ("18.8%", Fraction(188, 1000)),
        ("1,000%", 10),
        ("007", 7),
    ],
)
def test_numbers_are_exact(text: str, value: Fraction | int) -> None:
    assert parse_expression(text) == number(text, value)


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("prior_year", Shift(12)),
        ("prior_quarter", Shift(3)),
        ("2 years earlier", Shift(24)),
        ("1 quarter earlier", Shift(3)),
        ("18 months earlier", Shift(18)),
        ("opening", Edge.OPENING),
        ("closing", Edge.CLOSING),
        ("year_to_date", Span.YEAR_TO_DATE),
        ("full_year", Span.FULL_YEAR),
        ("2008-12-31", Fixed(Instant("2009-01-01"))),
        ("2008-04-01..2008-12-31", Fixed(Duration("2008-04-01", "2009-01-01"))),
    ],
)
def test_periods(text: str, when: When) -> None:
    assert parse_expression(f"A at {text}") == Reference("A", when=(when,))


def test_steps_through_time_follow_each_other() -> None:
    tree = Reference("A", when=(Shift(12), Edge.CLOSING))
    assert parse_expression("A at prior_year at closing") == tree


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("A = B", Comparison("=", A, B)),
        ("A != B", Comparison("!=", A, B)),
        ("A <= B + C", Comparison("<=", A, Operation("+", B, C))),
        ("reported(A)", Reported(A)),
        ("reported(A at prior_year)", Reported(Reference("A", when=(Shift(12),)))),
        ("(A = B)", Comparison("=", A, B)),
        ("A < B and B < C", Logic("and", Comparison("<", A, B), Comparison("<", B, C))),
        (
            "reported(A) or reported(B) and reported(C)",
            Logic("or", Reported(A), Logic("and", Reported(B), Reported(C))),
        ),
        (
            "not reported(A) and reported(B)",
            Logic("and", Not(Reported(A)), Reported(B)),
        ),
        ("not A = B", Not(Comparison("=", A, B))),
        ("not (A = B or A = C)", Not(Logic("or", Comparison("=", A, B), Comparison("=", A, C)))),
    ],
)
def test_conditions(text: str, tree: Condition) -> None:
    assert parse_condition(text) == tree


@pytest.mark.parametrize(
    ("text", "loops"),
    [
        ("item in [Cash]", (Loop("item", ("Cash",)),)),
        ("item in [Cash, acme:Debt]", (Loop("item", ("Cash", "acme:Debt")),)),
        ("part in Segment", (Loop("part", domain="Segment"),)),
        ("a in [X], b in S", (Loop("a", ("X",)), Loop("b", domain="S", at=10))),
    ],
)
def test_loops(text: str, loops: tuple[Loop, ...]) -> None:
    assert parse_loops(text) == loops


def test_every_node_knows_where_it_starts() -> None:
    text = "growth(A over prior_year) = -sum(B over S) / abs(C[S = X] at closing) + 12"
    starts = {type(node).__name__: text[node.at :] for node in walk(parse_condition(text))}
    assert starts["Growth"].startswith("growth")
    assert starts["Aggregate"].startswith("sum")
    assert starts["Call"].startswith("abs")
    assert starts["Negation"].startswith("-sum")
    assert starts["Number"] == "12"
    (found,) = (n for n in walk(parse_condition(text)) if getattr(n, "name", "") == "C")
    assert text[found.at :].startswith("C[S")
    assert text[found.filters[0].at :].startswith("S = X")  # type: ignore[union-attr]


ERRORS = [
    ("", 0, "a line item, a number or a parenthesis is expected at the end"),
    ("A +", 3, "is expected at the end"),
    ("A + )", 4, "is expected before ')'"),
    ("(A + B", 6, "')' is expected at the end"),
    ("A B", 2, "nothing more is expected before 'B'"),
    ("A = B", 0, "a number is expected, not a comparison"),
    ("A + reported(B)", 4, "a number is expected, not a condition"),
    ("abs(A = B)", 4, "a number is expected, not a comparison"),
    ("A # B", 2, "'#' has no meaning here"),
    ("1,23", 1, "nothing more is expected before ','"),
    ("5.", 1, "'.' has no meaning here"),
    ("١", 0, "'١' has no meaning here"),
    ("A[S]", 3, "'=' is expected before ']'"),
    ("A[S = X", 7, "']' is expected at the end"),
    ("A[]", 2, "a dimension is expected before ']'"),
    ("A[S = 5]", 6, "a member, or `default` is expected before '5'"),
    ("A at", 4, "a period is expected at the end"),
    ("A at noon", 5, "a period is expected before 'noon'"),
    ("A at 2 years", 5, "a period is expected before '2'"),
    ("A at 2.5 years earlier", 5, "a period is expected before '2.5'"),
    ("A at 12345 years earlier", 5, "cannot be told"),
    ("A at 2008-02-30", 5, "2008-02-30 is no period"),
    ("A at 0000-12-31", 5, "0000-12-31 is no period"),
    ("A at 2008-12-31..2008-01-01", 5, "ends (2008-01-01) before it starts (2008-12-31)"),
    ("A at 2008-01-02..2008-01-01", 5, "before it starts"),
    ("sum(A)", 5, "'over' is expected before ')'"),
    ("sum(A over 5)", 11, "a dimension, or `quarters` is expected before '5'"),
    ("growth(A since opening)", 9, "'over' is expected before 'since'"),
    ("change(A over prior_year)", 9, "'since' is expected before 'over'"),
    ("and", 0, "a line item, a number or a parenthesis is expected before 'and'"),
    ("over + A", 0, "is expected before 'over'"),
]


@pytest.mark.parametrize(("text", "at", "message"), ERRORS)
def test_an_error_says_what_is_expected_and_where(text: str, at: int, message: str) -> None:
    with pytest.raises(LanguageError) as caught:
        parse_expression(text)
    assert message in str(caught.value)
    assert caught.value.at == at


@pytest.mark.parametrize(
    ("text", "at", "message"),
    [
        ("A", 0, "a comparison such as `a = b` is expected, not a number"),
        ("A + B", 0, "a comparison such as `a = b` is expected, not a number"),
        ("A = B = C", 0, "a number is expected, not a comparison"),
        ("A = B and C", 10, "a comparison such as `a = b` is expected"),
        ("not A", 4, "a comparison such as `a = b` is expected"),
        ("reported(5)", 9, "a line item, a number or a parenthesis is expected before '5'"),
        ("A B = C", 2, "nothing more is expected before 'B'"),
        ("A == B", 3, "is expected before '='"),
        ("A = B,", 5, "nothing more is expected before ','"),
    ],
)
def test_an_error_in_a_condition(text: str, at: int, message: str) -> None:
    with pytest.raises(LanguageError) as caught:
        parse_condition(text)
    assert message in str(caught.value)
    assert caught.value.at == at


@pytest.mark.parametrize(
    ("text", "at", "message"),
    [
        ("", 0, "a variable is expected at the end"),
        ("item", 4, "'in' is expected at the end"),
        ("item in", 7, "a list, or a name is expected at the end"),
        ("item in []", 9, "a name is expected before ']'"),
        ("item in [A B]", 11, "']' is expected before 'B'"),
        ("item in [A],", 12, "a variable is expected at the end"),
        ("a in [A], a in [B]", 10, "'a' is bound already"),
    ],
)
def test_an_error_in_loops(text: str, at: int, message: str) -> None:
    with pytest.raises(LanguageError) as caught:
        parse_loops(text)
    assert message in str(caught.value)
    assert caught.value.at == at


# --- limits


@pytest.mark.parametrize(
    "nested",
    [
        lambda depth: "(" * depth + "A" + ")" * depth,
        lambda depth: "-" * depth + "A",
        lambda depth: "abs(" * depth + "A" + ")" * depth,
        lambda depth: "growth(" * depth + "A" + " over opening)" * depth,
        lambda depth: "A + (" * depth + "A" + ")" * depth,
    ],
)
def test_nesting_is_bounded(nested: Callable[[int], str]) -> None:
    assert parse_expression(nested(MAX_DEPTH - 1))
    for depth in (MAX_DEPTH, 10 * MAX_DEPTH):
        with pytest.raises(LanguageError, match=f"more than {MAX_DEPTH} deep"):
            parse_expression(nested(depth))


def test_denials_nest_as_other_things_do() -> None:
    with pytest.raises(LanguageError, match="deep"):
        parse_condition("not " * 2000 + "A = B")


@pytest.mark.parametrize("operator", ["+", "-", "*", "/"])
def test_operators_are_bounded(operator: str) -> None:
    def chain(count: int) -> str:
        return f" {operator} ".join(["A"] * (count + 1))

    assert parse_expression(chain(MAX_OPERATORS))
    with pytest.raises(LanguageError, match=f"more than {MAX_OPERATORS} operators") as caught:
        parse_expression(chain(MAX_OPERATORS + 1))
    assert caught.value.at == len(chain(MAX_OPERATORS)) + 1


def test_operators_are_counted_wherever_they_stand() -> None:
    chain = " + ".join(["A"] * 51)
    nested = f"(((({chain}) + {chain}) + {chain}) + {chain}) + {chain}"
    with pytest.raises(LanguageError, match="operators"):
        parse_expression(nested)
    with pytest.raises(LanguageError, match="operators"):
        parse_condition(" and ".join(["A = B"] * (MAX_OPERATORS // 2 + 1)))


def test_the_largest_tree_can_be_walked_written_and_compared() -> None:
    text = (
        "(" * (MAX_DEPTH - 2)
        + "A"
        + " + A)" * (MAX_DEPTH - 2)
        + " + A" * (MAX_OPERATORS - MAX_DEPTH + 2)
    )
    tree = parse_expression(text)
    assert sum(1 for _ in walk(tree)) == 2 * MAX_OPERATORS + 1
    assert parse_expression(write_text(tree)) == tree
    assert hash(tree) == hash(parse_expression(text))


def test_length_is_bounded() -> None:
    assert parse_expression("A" + " " * (MAX_LENGTH - 1)) == A
    with pytest.raises(LanguageError, match=f"over {MAX_LENGTH} characters"):
        parse_expression("A" + " " * MAX_LENGTH)


@pytest.mark.parametrize(
    "digits", ["9" * (MAX_DIGITS + 1), "0." + "0" * MAX_DIGITS, "9,999" + ",999" * 150]
)
def test_digits_are_bounded(digits: str) -> None:
    with pytest.raises(LanguageError, match=f"over {MAX_DIGITS} digits"):
        parse_expression(f"A + {digits}")


# --- anything at all

PARSERS: list[Callable[[str], object]] = [parse_expression, parse_condition, parse_loops]
WORDS = (
    "A B acme:C {item}x 1 12.5% 1,000 2008-01-01 2008-01-01..2008-12-31 + - * / = != < <= ( ) [ ] "
    ", and or not at over since in earlier sum( growth( change( abs( sign( reported( default "
    "quarters prior_year opening closing full_year 2 years"
).split()


def read_or_refused(text: str) -> None:
    for parse in PARSERS:
        try:
            parse(text)
        except LanguageError as error:
            said, at = str(error), error.at
        else:
            continue
        assert said
        assert 0 <= at <= len(text)


@given(st.text(max_size=40))
def test_no_text_does_anything_but_be_read_or_refused(text: str) -> None:
    read_or_refused(text)


@given(st.lists(st.sampled_from(WORDS), max_size=15).map(" ".join))
def test_no_words_do_anything_but_be_read_or_refused(text: str) -> None:
    read_or_refused(text)


@given(
    st.sampled_from(
        [
            "Revenues = sum(Revenues over Segment)",
            "change(item) = item at closing - item at opening",
            "abs(A[S = X, T = default] / B at prior_year) <= 18.8% and not reported(C)",
            "item in [Cash, AccountsReceivable], part in Segment",
        ]
    ),
    st.integers(0, 80),
    st.integers(0, 3),
    st.one_of(st.sampled_from(WORDS), st.text(max_size=3)),
)
def test_no_damage_to_a_rule_does_anything_but_be_read_or_refused(
    text: str, at: int, removed: int, added: str
) -> None:
    read_or_refused(text[:at] + added + text[at + removed :])


@given(st.text(max_size=30))
def test_tokens_are_the_text_without_its_spaces(text: str) -> None:
    try:
        found = tokens(text)
    except LanguageError:
        return
    assert "".join(token.text for token in found) == "".join(text.split())
    assert all(text.startswith(token.text, token.at) for token in found)
    assert found[-1].kind == "end"
