"""Strategies for syntax trees of the rule language, as its grammar can make them."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from hypothesis import strategies as st

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
)
from finmodel.model.period import Period

names = st.sampled_from(
    [
        "Revenues",
        "us-gaap:Revenues",
        "_x",
        "収益",
        "a.b",
        "{item}Change",
        "acme:{item}",
        "sum",
        "quarters",
    ]
)
dates = st.dates(date(1, 1, 2), date(9999, 12, 30))


@st.composite
def days(draw: st.DrawFn) -> Period:
    """Periods of whole days, in which a rule file gives its fixed dates."""
    first, last = sorted((draw(dates), draw(dates)))
    return Period.days(first, last) if draw(st.booleans()) else Period.close_of(first)


@st.composite
def numbers(draw: st.DrawFn) -> Number:
    """Constants in every form of digits."""
    whole, places = draw(st.integers(0, 10**9)), draw(st.text("0123456789", max_size=3))
    digits = f"{whole:,}" if draw(st.booleans()) else str(whole)
    percent = draw(st.booleans())
    value = Fraction(f"{whole}.{places}" if places else whole)
    text = digits + (f".{places}" if places else "") + ("%" if percent else "")
    return Number(value / 100 if percent else value, text)


whens: st.SearchStrategy[When] = st.one_of(
    st.builds(Shift, st.integers(0, 9999)),
    st.sampled_from(Edge),
    st.sampled_from(Span),
    st.builds(Fixed, days()),
)
filters = st.builds(Filter, names, st.one_of(st.none(), names))
references = st.builds(
    Reference,
    names,
    st.lists(filters, max_size=2).map(tuple),
    st.lists(whens, max_size=2).map(tuple),
)


def _larger(inner: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    return st.one_of(
        st.builds(Negation, inner),
        st.builds(Operation, st.sampled_from("+-*/"), inner, inner),
        st.builds(Growth, inner, whens),
        st.builds(Change, inner, whens),
        st.builds(Aggregate, inner, names, st.sampled_from(["sum", "min", "max"])),
        st.builds(Call, st.sampled_from(["abs", "sign"]), inner),
    )


expressions: st.SearchStrategy[Expression] = st.recursive(
    st.one_of(numbers(), references), _larger, max_leaves=8
)
comparisons = st.builds(
    Comparison, st.sampled_from(["=", "!=", "<", "<=", ">", ">="]), expressions, expressions
)
conditions: st.SearchStrategy[Condition] = st.recursive(
    st.one_of(comparisons, st.builds(Reported, references)),
    lambda inner: st.one_of(
        st.builds(Not, inner), st.builds(Logic, st.sampled_from(["and", "or"]), inner, inner)
    ),
    max_leaves=4,
)
