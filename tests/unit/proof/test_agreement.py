"""One relation alone: its rows and its evaluation must come to the same verdict."""

from __future__ import annotations

from collections.abc import Mapping

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from finmodel.model.finding import Verdict
from finmodel.proof.prove import Answer, prove
from tests.unit.rules.setting import BEFORE, case_of, rule

FACTS = {
    "Revenues": "duration JPY",
    "Costs": "duration JPY",
    "Profit": "duration JPY",
    "X": "duration -",
    "Y": "duration -",
    "before": f"{BEFORE} JPY",
}
LINEAR = (
    "Revenues = Costs + Profit",
    "Revenues - 2 * Costs <= Profit / 3",
    "Revenues < Costs",
    "Costs >= Profit + 4",
    "-Profit > 0.5 * Revenues",
    "X = Y - 1",
    "Profit = Revenues - Revenues at prior_year",
    "abs(Profit) <= Revenues",
)
CURVED = (
    "X = Profit / Revenues",
    "X = growth(Revenues over prior_year)",
    "X = Profit / (Profit + Costs)",
    "X = 100 * Profit / Revenues - 2",
    "X <= Costs / Revenues",
    "X - Y = Costs / Revenues",
    "Profit = X * Revenues",
    "Profit > X * (Revenues + Costs)",
    "growth(Revenues over prior_year) >= 0.25",
)

number = st.tuples(st.integers(-30, 30), st.integers(-1, 1))
numbers = st.fixed_dictionaries(dict.fromkeys(FACTS, number))


def lines(drawn: Mapping[str, tuple[int, int]]) -> str:
    """Return the lines of facts; a number has as many digits as its decimals say."""
    found = []
    for concept, (digits, decimals) in drawn.items():
        value = f"{digits}e{-decimals}"
        name = "Revenues" if concept == "before" else concept
        found.append(f"{concept} {name} {FACTS[concept]} {value} {decimals}")
    return "\n".join(found)


@given(numbers, st.sampled_from(LINEAR + CURVED), st.booleans())
@settings(max_examples=300, deadline=None)
def test_the_verdicts_on_one_relation_agree(
    drawn: Mapping[str, tuple[int, int]], text: str, is_truncated: bool
) -> None:
    truncated = FACTS.keys() - {"before"} if is_truncated else ()
    case = case_of(lines(drawn), rules=rule(text), truncated=truncated)
    verdicts = {relation.verdict for relation in case.relations.all}
    assume(verdicts and Verdict.NOT_EVALUATED not in verdicts)
    proof = prove(case)
    if proof.answer is Answer.UNDECIDED:  # of a product, either factor may be negative or positive
        assert "*" in text
        assert proof.left_out
    else:
        assert (proof.answer is Answer.INFEASIBLE) == (Verdict.BROKEN in verdicts)
