"""From trees to forms: what is asked of a place, and what is made of the answers."""

from __future__ import annotations

from fractions import Fraction

import pytest
from attrs import field, frozen

from finmodel.language.compile import NotApplicableError, compile_expression
from finmodel.language.form import (
    Form,
    Magnitude,
    constant,
    minus,
    over,
    plus,
    scaled,
    times,
    variable,
)
from finmodel.language.grammar import MAX_OPERATORS, parse_expression
from finmodel.language.tree import Edge, Filter, Reference, Shift, When
from finmodel.language.wording import write_text

QUARTERS = (Shift(3), Shift(0))
PARTS = {None: ("X", "Y"), "X": ("X1", "X2", "X3"), "Y": ()}
ONE = constant(Fraction(1))


@frozen
class RecordingScope:
    """A place in which every reference has a number, that tells which were asked for."""

    asked: list[str] = field(factory=list)

    def operand(self, reference: Reference) -> Form:
        first: dict[str, Filter] = {}
        for filter in reference.filters:
            first.setdefault(filter.dimension, filter)
        text = write_text(Reference(reference.name, tuple(first.values()), reference.when))
        if text not in self.asked:
            self.asked.append(text)
        return variable(self.asked.index(text))

    def parts(self, dimension: str, filters: tuple[Filter, ...]) -> tuple[str, ...]:
        whole = next((f.member for f in filters if f.dimension == dimension), None)
        return PARTS[whole] if dimension == "S" else ()

    def quarters(self, when: tuple[When, ...]) -> tuple[When, ...]:
        return () if Edge.OPENING in when else QUARTERS


A, B, C, D = map(variable, range(4))


@pytest.mark.parametrize(
    ("text", "asked", "form"),
    [
        ("12.5%", [], constant(Fraction(1, 8))),
        ("A", ["A"], A),
        ("-A", ["A"], scaled(A, Fraction(-1))),
        ("A + B", ["A", "B"], plus(A, B)),
        ("A - B", ["A", "B"], minus(A, B)),
        ("A * B", ["A", "B"], times(A, B)),
        ("A / B", ["A", "B"], over(A, B)),
        ("A - A", ["A"], constant(Fraction(0))),
        ("A at prior_year", ["A at prior_year"], A),
        ("abs(A - B)", ["A", "B"], Magnitude(minus(A, B), sign=False)),
        ("sign(A)", ["A"], Magnitude(A, sign=True)),
        ("growth(A over prior_year)", ["A", "A at prior_year"], minus(over(A, B), ONE)),
        ("change(A since opening)", ["A", "A at opening"], minus(A, B)),
        (
            "change(A + B since prior_quarter)",
            ["A", "B", "A at prior_quarter", "B at prior_quarter"],
            minus(plus(A, B), plus(C, D)),
        ),
        (
            "growth(A at closing over prior_year)",
            ["A at closing", "A at prior_year at closing"],
            minus(over(A, B), ONE),
        ),
        ("sum(A over S)", ["A[S = X]", "A[S = Y]"], plus(A, B)),
        ("sum(A - B over S)", ["A[S = X]", "B[S = X]", "A[S = Y]", "B[S = Y]"], None),
        ("sum(A[R = Q] over S)", ["A[R = Q, S = X]", "A[R = Q, S = Y]"], plus(A, B)),
        ("sum(A over quarters)", ["A at prior_quarter", "A at 0 years earlier"], plus(A, B)),
    ],
)
def test_what_an_expression_asks_for_and_becomes(
    text: str, asked: list[str], form: Form | None
) -> None:
    scope = RecordingScope()
    compiled = compile_expression(parse_expression(text), scope)
    assert scope.asked == asked
    if form is not None:
        assert compiled == form


def test_a_filter_of_its_own_goes_before_those_around() -> None:
    scope = RecordingScope()
    compile_expression(parse_expression("sum(A[S = Z] + B over S)"), scope)
    assert scope.asked == ["A[S = Z]", "B[S = X]", "B[S = Y]"]


def test_a_sum_in_a_sum_divides_the_part_it_is_in() -> None:
    scope = RecordingScope()
    around = (Filter("S", "X"),)
    compile_expression(parse_expression("sum(A over S)"), scope, filters=around)
    assert scope.asked == ["A[S = X1]", "A[S = X2]", "A[S = X3]"]


def test_quarters_are_those_of_the_period_reached() -> None:
    with pytest.raises(NotApplicableError):
        compile_expression(
            parse_expression("change(sum(A over quarters) since opening)"), RecordingScope()
        )


@pytest.mark.parametrize(
    "text", ["sum(A over T)", "sum(sum(A over S) over S)", "A + sum(B over T)"]
)
def test_a_sum_without_parts_has_nothing_to_say(text: str) -> None:
    with pytest.raises(NotApplicableError):
        compile_expression(parse_expression(text), RecordingScope())


@pytest.mark.parametrize("text", ["A / 0", "A / (B - B)", "growth(5 over prior_year) / (1 - 1)"])
def test_a_division_by_a_constant_nought_is_refused(text: str) -> None:
    with pytest.raises(ZeroDivisionError):
        compile_expression(parse_expression(text), RecordingScope())


@pytest.mark.parametrize("operator", "+-*/")
def test_the_longest_expression_compiles(operator: str) -> None:
    text = f" {operator} ".join(f"N{number}" for number in range(MAX_OPERATORS + 1))
    scope = RecordingScope()
    compile_expression(parse_expression(text), scope)
    assert len(scope.asked) == MAX_OPERATORS + 1
