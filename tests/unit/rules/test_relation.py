"""Verdicts: refuted only if no true values satisfy the relation."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from finmodel.model.finding import Verdict
from finmodel.numeric import Interval, Rounding
from tests.unit.rules.setting import relations_of, rule, verdict

EXACT, EXPLAINED, BROKEN = Verdict.EXACT, Verdict.EXPLAINED, Verdict.BROKEN
PARTS = ("X", "Y", "Z")
STEPS = 8

# A rule, and what it says about true values of the amounts, given in the order of `PARTS`.
RULES: dict[str, Callable[[Fraction, Fraction, Fraction], bool]] = {
    "X = Y + Z": lambda x, y, z: x == y + z,
    "X - Y = Z": lambda x, y, z: x - y == z,
    "X = Y * Z / 2": lambda x, y, z: x == y * z / 2,
    "X / Y = Z": lambda x, y, z: x / y == z,
    "X / (X + Y) = Z / 10": lambda x, y, z: x / (x + y) == z / 10,
    "X + Y <= Z": lambda x, y, z: x + y <= z,
    "X < Y - Z": lambda x, y, z: x < y - z,
    "X - Y >= Z": lambda x, y, z: x - y >= z,
    "abs(X - Y) > Z": lambda x, y, z: abs(x - y) > z,
    "sign(X - Y) = sign(Z)": lambda x, y, z: (x > y) - (x < y) == (z > 0) - (z < 0),
    "X != Y + Z": lambda x, y, z: x != y + z,
    "2 * X = Y + 3 * Z": lambda x, y, z: 2 * x == y + 3 * z,
}


def points(interval: Interval) -> list[Fraction]:
    """True values of a printed number: its ends where they are reached, and some between."""
    assert interval.low is not None
    assert interval.high is not None
    width = interval.high - interval.low
    steps = range(STEPS + 1) if width else (0,)
    values = (interval.low + width * step / STEPS for step in steps)
    return [value for value in values if value in interval]


def facts_of(values: Sequence[int], decimals: Sequence[int]) -> str:
    return "\n".join(
        f"{concept.lower()} {concept} duration - {value} {digits}"
        for concept, value, digits in zip(PARTS, values, decimals, strict=True)
    )


@pytest.mark.parametrize("text", RULES)
@given(
    values=st.tuples(*[st.integers(-4, 4)] * 3),
    decimals=st.tuples(*[st.sampled_from([0, 0, 1])] * 3),
    rounding=st.sampled_from(Rounding),
)
def test_a_relation_that_some_true_values_satisfy_is_never_refuted(
    text: str, values: tuple[int, ...], decimals: tuple[int, ...], rounding: Rounding
) -> None:
    truncated = PARTS if rounding is Rounding.TRUNCATED else ()
    (relation,) = relations_of(facts_of(values, decimals), rules=rule(text), truncated=truncated)
    assume(not relation.divides_by_zero)
    true_values = [
        points(Interval.reported(value, digits, rounding))
        for value, digits in zip(values, decimals, strict=True)
    ]
    satisfied = any(RULES[text](*chosen) for chosen in product(*true_values))
    if satisfied:
        assert relation.verdict is not BROKEN
    printed = [Fraction(value) for value in values]
    if relation.verdict is BROKEN:
        assert not RULES[text](*printed)


@pytest.mark.parametrize("text", ["X = Y + Z", "X - Y >= Z"])
@given(
    values=st.tuples(*[st.integers(-3, 3)] * 3),
    rounding=st.sampled_from(Rounding),
)
def test_a_linear_relation_is_refuted_where_no_true_values_satisfy_it(
    text: str, values: tuple[int, ...], rounding: Rounding
) -> None:
    truncated = PARTS if rounding is Rounding.TRUNCATED else ()
    found = verdict(facts_of(values, (0, 0, 0)), text, truncated=truncated)
    true_values = [points(Interval.reported(value, 0, rounding)) for value in values]
    satisfied = any(RULES[text](*chosen) for chosen in product(*true_values))
    assert (found is BROKEN) is not satisfied


@pytest.mark.parametrize(
    ("revenues", "costs", "tax", "expected"),
    [
        ("100 0", "60 0", "40 0", EXACT),
        ("101 0", "60 0", "40 0", EXPLAINED),
        ("102 0", "60 0", "40 0", BROKEN),
        ("101.5 1", "60 0", "40 0", BROKEN),
        ("101 1", "60 0", "40 0", EXPLAINED),
        ("101.05 2", "60 0", "40 0", BROKEN),
        ("101 INF", "60 0", "40 0", EXPLAINED),
        ("102 INF", "60 0", "40 0", BROKEN),
        ("100 INF", "60 INF", "40 INF", EXACT),
        ("100.000001 INF", "60 INF", "40 INF", BROKEN),
        ("100 -1", "60 0", "40 0", EXACT),
        ("100 -1", "62 0", "41 0", EXACT),
        ("100 -1", "63 0", "43 0", EXPLAINED),
        ("100 -1", "64 0", "43 0", BROKEN),
        ("1e2 0", "6.0e1 0", "40 0", EXACT),
    ],
)
def test_a_total_is_exact_explained_by_rounding_or_broken(
    revenues: str, costs: str, tax: str, expected: Verdict
) -> None:
    facts = f"""
    r Revenues duration JPY {revenues}
    c Costs duration JPY {costs}
    t Tax duration JPY {tax}
    """
    assert verdict(facts, "Revenues = Costs + Tax") is expected


@pytest.mark.parametrize(
    ("revenues", "costs", "expected"),
    [
        ("5 0", "5 0", EXACT),
        ("5 0", "6 0", BROKEN),
        ("0 0", "-0 0", EXACT),
        ("0 0", "1 0", BROKEN),
        ("0.5 1", "0 0", EXPLAINED),
        ("-1 0", "0 0", BROKEN),
        ("5 0", "5.9 1", EXACT),
        ("6 1", "5.9 1", BROKEN),
    ],
)
def test_a_truncated_number_does_not_reach_the_next_one(
    revenues: str, costs: str, expected: Verdict
) -> None:
    facts = f"r Revenues duration JPY {revenues}\nc Costs duration JPY {costs}"
    truncated = ("Revenues", "Costs")
    found = verdict(facts, "Revenues = Costs", truncated=truncated)
    assert found is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Revenues = 100", EXACT),
        ("Revenues = 100.5", EXACT),
        ("Revenues = 101", BROKEN),
        ("Revenues != 101", EXACT),
        ("Revenues != 100", EXPLAINED),
        ("Revenues < 100", EXPLAINED),
        ("Revenues < 99.5", BROKEN),
        ("Revenues <= 99.5", EXPLAINED),
        ("Revenues > 100.5", BROKEN),
        ("Revenues >= 100.5", EXPLAINED),
        ("Revenues > 99", EXACT),
        ("0 <= Revenues", EXACT),
        ("sign(Revenues) = 1", EXACT),
        ("sign(Revenues) = -1", BROKEN),
        ("abs(-Revenues) = 100", EXACT),
    ],
)
def test_comparisons_of_one_number(text: str, expected: Verdict) -> None:
    assert verdict("r Revenues duration JPY 100 0", text) is expected


def test_two_exact_numbers_can_break_a_rule_that_they_differ() -> None:
    facts = "r Revenues duration JPY 100 INF\nc Costs duration JPY 100 INF"
    assert verdict(facts, "Revenues != Costs") is BROKEN


@pytest.mark.parametrize(
    ("margin", "profit", "revenues", "expected"),
    [
        # 9.5 of 50.8: 18.6 … 18.8 percent
        ("0.187 3", "9.5e9 -8", "50.8e9 -8", EXACT),
        ("0.188 3", "9.5e9 -8", "50.8e9 -8", EXPLAINED),
        ("0.186 3", "9.5e9 -8", "50.8e9 -8", EXPLAINED),
        ("0.189 3", "9.5e9 -8", "50.8e9 -8", BROKEN),
        ("0.185 3", "9.5e9 -8", "50.8e9 -8", BROKEN),
        ("-0.5 1", "-5 0", "10 0", EXACT),
    ],
)
def test_a_ratio_is_what_its_numbers_can_make(
    margin: str, profit: str, revenues: str, expected: Verdict
) -> None:
    facts = f"""
    m Margin duration - {margin}
    p Profit duration JPY {profit}
    r Revenues duration JPY {revenues}
    """
    assert verdict(facts, "Margin = Profit / Revenues") is expected


@pytest.mark.parametrize("revenues", ["0 0", "0.5 0", "-4 -1", "0 INF"])
def test_a_divisor_that_may_be_nought_leaves_the_relation_open(revenues: str) -> None:
    facts = f"""
    m Margin duration - 0.5 1
    p Profit duration JPY 5 0
    r Revenues duration JPY {revenues}
    """
    (relation,) = relations_of(facts, rules=rule("Margin = Profit / Revenues"))
    assert relation.verdict is Verdict.NOT_EVALUATED
    assert relation.divides_by_zero


# --- laws

amounts = st.integers(-999, 999)
precisions = st.sampled_from([-2, -1, 0, 1])
reports = st.tuples(*[st.tuples(amounts, precisions)] * 3)
LAWFUL = [
    "X = Y + Z",
    "X - Z <= Y",
    "X / (X + Y) > Z / Y",
    "X / Y = Y / Z",
    "abs(X) = abs(Y - Z)",
]


@pytest.mark.parametrize("text", LAWFUL)
@given(facts=reports, power=st.integers(-6, 6), rounding=st.sampled_from(Rounding))
def test_another_scale_keeps_every_verdict(
    text: str, facts: tuple[tuple[int, int], ...], power: int, rounding: Rounding
) -> None:
    def at_scale(shift: int) -> Verdict:
        lines = "\n".join(
            f"{concept[0]} {concept} duration - {Decimal(value).scaleb(shift):f} {digits - shift}"
            for concept, (value, digits) in zip(PARTS, facts, strict=True)
        )
        return verdict(lines, text, truncated=PARTS if rounding is Rounding.TRUNCATED else ())

    assert at_scale(power) is at_scale(0)


@pytest.mark.parametrize("text", LAWFUL)
@given(facts=reports, which=st.integers(0, 2), coarser=st.integers(1, 3))
def test_less_precision_never_breaks_a_relation(
    text: str, facts: tuple[tuple[int, int], ...], which: int, coarser: int
) -> None:
    values = [value for value, _ in facts]
    fine = [digits for _, digits in facts]
    coarse = [digits - coarser * (number == which) for number, digits in enumerate(fine)]
    if verdict(facts_of(values, coarse), text) is BROKEN:
        assert verdict(facts_of(values, fine), text) in (BROKEN, Verdict.NOT_EVALUATED)
