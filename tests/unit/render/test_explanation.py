"""What is likely wrong, as people and programs read it."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

import pytest
from attrs import evolve
from jsonschema import Draft202012Validator

from finmodel.numeric import Interval
from finmodel.proof.diagnosis import diagnose
from finmodel.proof.explanation import Explanation, Rank
from finmodel.proof.mending import mended
from finmodel.proof.prove import prove
from finmodel.proof.rounding import other_roundings
from finmodel.render.explanation import SMALLEST
from finmodel.render.proof import proof_lines
from finmodel.render.proof_json import proof_json
from finmodel.render.proven import Proven
from finmodel.rules.case import Case
from tests.unit.proof.known import INFEASIBLE, PROFIT, SUMS, case
from tests.unit.proof.test_rounding import LINE_ITEMS, ROLE, TRUNCATED, presented

ROOT = Path(__file__).parents[3]
SCHEMA = json.loads((ROOT / "schema/finmodel/proof.schema.json").read_text(encoding="utf-8"))

SIGN = case(("Left -81113 0", "LeftOne 30001 0", "LeftTwo 51112 0"), SUMS)
TIED = case(("Left 90007 0", "LeftOne 30001 0", "LeftTwo 51112 0"), SUMS)
UNITS = case(("Left 1217000000 -6", "LeftOne 615000000 -6", "LeftTwo 602 0"), SUMS)
MARGIN = case(("Total 1000 0", "Cost 812 0", "Profit 188 0", "Margin -0.188 3"), PROFIT)
COPIED = case(
    ("Total 8082 0", "Cost 5033 0", "Profit 2021 0", "Cost 5033 0 before"),
    ("Profit = Total - Cost",),
)
ROUNDED = case(("Left 24000 0", "LeftOne 12113 0", "LeftTwo 12021 0"), SUMS)


def explained(known: Case, time_limit: float | None = None) -> Proven:
    proof = prove(known)
    diagnosis = diagnose(proof, time_limit=time_limit)
    return Proven(
        "known.json",
        proof,
        known.taxonomy,
        diagnosis=diagnosis,
        mended=mended(known, proof, diagnosis),
        roundings=other_roundings(proof, known.taxonomy),
    )


def text(known: Case) -> list[str]:
    return list(proof_lines(explained(known)))


def test_a_number_its_slip_and_what_may_be_printed_come_before_the_arithmetic() -> None:
    lines = text(SIGN)
    assert lines[:2] == ["suspect 1  1 number is likely wrong", ""]
    assert lines[2] == (
        "    likeliest Left, 2008-04-01 to 2009-03-31, is JPY −81,113, should be JPY 81,113"
        " (the sign)"
    )
    assert lines[3:5] == [
        "              by the other numbers JPY 81,112 … 81,114",
        "              fact f0",
    ]
    assert lines[5].startswith("    less so   LeftTwo, ")
    assert lines.index(lines[5]) < lines.index(
        "conflict 1  3 numbers and 1 relation that contradict each other"
    )
    assert lines[-1] == (
        "IMPOSSIBLE  proved: 1 independent conflict · 1 explained by one number · with these "
        "corrections the rest is proved possible · 3 of 3 numbers in them · the rest can be true "
        "together, which is proved too · 1 relation"
    )


def test_that_the_smallest_is_not_the_truth_is_said_once() -> None:
    lines = text(INFEASIBLE["several"])
    assert lines.count(SMALLEST) == 1
    assert [line.split()[1] for line in lines if line.startswith("suspect")] == ["1", "2"]


def test_what_nothing_tells_apart_is_a_tie() -> None:
    lines = text(TIED)
    assert lines[0] == "suspect 1  one of these 3 numbers is likely wrong, nothing tells which"
    words = [line[4:13].strip() for line in lines if ", should be " in line]
    assert words == ["either", "or", "or"]


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (None, None, "may be any number"),
        (5, None, "should be at least JPY 5"),
        (5, 9, "should be within JPY 5 … 9"),
        (5, 5, "should be JPY 5"),
    ],
)
def test_what_is_not_exact_in_words(low: int | None, high: int | None, said: str) -> None:
    proven = explained(TIED)
    assert proven.diagnosis is not None
    (alternatives,) = proven.diagnosis.alternatives
    (correction,) = alternatives.explanations[0].corrections
    start, stop = (None if end is None else Fraction(end) for end in (low, high))
    loose = evolve(correction, allowed=Interval(start, stop), is_exact=False, printable=None)
    only = Explanation((loose,), Rank(1, Fraction(1), Fraction(1)))
    known = evolve(alternatives, explanations=(only,))
    lines = list(
        proof_lines(evolve(proven, diagnosis=evolve(proven.diagnosis, alternatives=(known,))))
    )
    assert lines[2].endswith(f", {said}")
    assert lines[3] == "              perhaps not all of that is possible"


@pytest.mark.parametrize(
    ("known", "said"),
    [
        (UNITS, "is JPY 602, should be JPY 602 million (units and millions mixed up)"),
        (MARGIN, "is −18.8 %, should be 18.8 % (the sign)"),
        (COPIED, "is JPY 5,033 (the number of 2007-04-01 to 2008-03-31)"),
        (
            ROUNDED,
            "is JPY 24,000, should stand for JPY 23,500 … 24,500 (rounded more than it says)",
        ),
    ],
)
def test_slips_in_words(known: Case, said: str) -> None:
    assert any(said in line for line in text(known))


def test_where_time_ran_out_it_is_said() -> None:
    proven = explained(SIGN, time_limit=0)
    lines = list(proof_lines(proven))
    assert lines[0].startswith("suspect 1  not found: time or room did not suffice")
    assert proven.mended is None
    assert "possible" not in lines[-1]


def test_the_rest_is_called_possible_only_if_that_was_proved() -> None:
    proven = explained(SIGN)
    for better in (None, prove(SIGN, time_limit=0)):
        *_, last = proof_lines(evolve(proven, mended=better))
        assert "possible" not in last


def test_unconfirmed_explanations_say_so() -> None:
    proven = explained(TIED)
    assert proven.diagnosis is not None
    (alternatives,) = proven.diagnosis.alternatives
    unsure = evolve(
        alternatives,
        explanations=tuple(evolve(e, is_confirmed=False) for e in alternatives.explanations),
        complete=False,
        undecided=(frozenset({1}),),
    )
    lines = list(
        proof_lines(evolve(proven, diagnosis=evolve(proven.diagnosis, alternatives=(unsure,))))
    )
    assert sum("ratios were not confirmed" in line for line in lines) == 3
    assert any(line.startswith("    not all   there may be others") for line in lines)


def test_rules_that_contradict_each_other_have_no_suspect() -> None:
    lines = text(INFEASIBLE["rules"])
    assert lines[0].startswith("conflict 1  ")
    assert SMALLEST not in lines


@pytest.mark.parametrize("key", INFEASIBLE)
def test_json_has_the_form_that_the_schema_gives(key: str) -> None:
    content = json.loads(proof_json(explained(INFEASIBLE[key])))
    assert [e.message for e in Draft202012Validator(SCHEMA).iter_errors(content)] == []


@pytest.mark.parametrize("known", [SIGN, TIED, UNITS, MARGIN, COPIED, ROUNDED])
def test_json_of_slips_has_the_form_that_the_schema_gives(known: Case) -> None:
    content = json.loads(proof_json(explained(known)))
    assert [e.message for e in Draft202012Validator(SCHEMA).iter_errors(content)] == []


def test_json_names_the_number_and_the_right_one() -> None:
    diagnosis = json.loads(proof_json(explained(SIGN)))["diagnosis"]
    assert (diagnosis["explainedByOne"], diagnosis["correctedVerdict"]) == (1, "feasible")
    (group,) = diagnosis["groups"]
    assert group["conflicts"] == [0]
    assert [each["isTop"] for each in group["explanations"]] == [True, False, False]
    (correction,) = group["explanations"][0]["corrections"]
    assert correction["number"]["id"] == "f0"
    assert correction["slip"]["kind"] == "sign"
    assert correction["correction"] == {"value": "81113", "decimals": 0}
    assert correction["printable"] == {"low": "81112", "high": "81114"}


def test_another_rounding_is_a_finding() -> None:
    proven = explained(presented(case(TRUNCATED, SUMS), *LINE_ITEMS))
    lines = list(proof_lines(proven))
    assert "    see       finmodel explain fm:roundingMode" in lines
    assert any(line.startswith("error fm:roundingMode  Income statement: ") for line in lines)
    (said,) = json.loads(proof_json(proven))["roundings"]
    assert (said["statement"], said["rounding"]) == (ROLE, "truncated")
