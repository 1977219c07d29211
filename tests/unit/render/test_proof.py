"""Proofs as people and programs read them."""

from __future__ import annotations

import json
import re
from fractions import Fraction
from pathlib import Path

import pytest
from attrs import evolve
from jsonschema import Draft202012Validator

from finmodel.proof.certificate import certificate_json
from finmodel.proof.prove import prove
from finmodel.proof.verify import verify
from finmodel.render.proof import proof_lines
from finmodel.render.proof_json import proof_json
from finmodel.render.proven import Proven
from finmodel.rules.case import Case
from tests.unit.proof.known import FEASIBLE, INFEASIBLE, case, in_tuples
from tests.unit.rules.setting import case_of

ROOT = Path(__file__).parents[3]
SCHEMA = json.loads((ROOT / "schema/finmodel/proof.schema.json").read_text(encoding="utf-8"))
CASES = {**{f"feasible {key}": known for key, known in FEASIBLE.items()}, **INFEASIBLE}


def proven(known: Case, time_limit: float | None = None) -> Proven:
    return Proven("known.json", prove(known, time_limit=time_limit), known.taxonomy)


def text(known: Case) -> list[str]:
    return list(proof_lines(proven(known)))


def starting(lines: list[str], role: str) -> list[str]:
    """Return the lines of a role, without it."""
    return [line.split(role, 1)[1].strip() for line in lines if line.startswith(f"    {role} ")]


def test_the_seven_numbers_are_added_up() -> None:
    lines = text(INFEASIBLE["seven"])
    assert lines[0] == "conflict 1  5 numbers and 3 relations that contradict each other"
    assert starting(lines, "together") == ["A = B + C + D + E   [(1) + (2) + (3)]"]
    assert starting(lines, "so") == ["6.5 ≤ 1.5 + 1.5 + 1.5 + 1.5 = 6"]
    assert starting(lines, "that is") == ["0 ≥ JPY 0.5, which is false"]
    assert lines[-1].startswith("IMPOSSIBLE  proved: 1 independent conflict · 5 of 7 numbers")


@pytest.mark.parametrize("key", sorted(INFEASIBLE.keys() - {"rules"}))
def test_the_last_comparison_is_computed_right_and_false(key: str) -> None:
    """The line an auditor can check with a calculator, checked with one."""
    lines = text(INFEASIBLE[key])
    for said in starting(lines, "so"):
        left, sign, right = re.split(r" ([≤<]) ", said)
        totals = []
        for side in (left, right):
            exact = re.sub(r"about \S+ \((\S+)\)", r"\1", side)
            values = [_computed(part) for part in exact.split(" = ")]
            assert len(set(values)) == 1, side
            totals.append(values[0])
        assert totals[0] >= totals[1] if sign == "<" else totals[0] > totals[1]


def _computed(side: str) -> Fraction:
    """Return the value of a sum of products as it is printed."""
    total = Fraction(0)
    side = side.replace(",", "")
    for part in re.sub(r" ([+−]) ", r"|\1", side).split("|"):
        sign = -1 if part.startswith("−") else 1
        product = Fraction(sign)
        for factor in part.lstrip("+−").split(" × "):
            product *= Fraction(factor)
        total += product
    return total


def test_a_ratio_says_what_it_rests_on() -> None:
    lines = text(INFEASIBLE["margin"])
    assert starting(lines, "(1)") == ["0.1985 × A ≤ B"]
    assert "              because Margin = Profit / Total" in lines
    assert "              and C is at least 0.1985" in lines
    assert "              and A is above 0: A is at least 999.5" in lines


def test_a_hidden_divisor_is_shown_to_be_positive() -> None:
    said = " ".join(" ".join(text(INFEASIBLE["hidden"])).split())
    assert "E is above 0: below 0 that could not be, as B is at least 1,099.5" in said
    assert "Total, 2007-04-01 to 2008-03-31 · whatever it is" in said


def test_open_ends_are_said_to_be_open() -> None:
    lines = text(INFEASIBLE["open"])
    assert any("less than 2 · fact f0" in line for line in lines)
    assert starting(lines, "that is") == ["0 > JPY 0, which is false"]


def test_amounts_of_one_conflict_have_one_scale() -> None:
    known = case(
        ("Total 9000000 -6", "Left 1000000 -6", "Right 1500000 -5"), ("Total = Left + Right",)
    )
    lines = text(known)
    assert starting(lines, "so") == ["8,500 ≤ 1,500 + 1,550 = 3,050"]
    assert starting(lines, "that is") == ["0 ≥ JPY 5,450 thousand, which is false"]
    assert any("JPY 9,000 thousand   Total" in line for line in lines)


def test_a_sum_whose_digits_do_not_end_is_rounded_and_has_its_quotient_behind_it() -> None:
    rule = '[[rule]]\ncode = "x:third"\nassert = "Left <= Cost / 7 + Right / 3"\nwhy = "x"\n'
    (said,) = starting(text(case(("Left 500 0", "Cost 990 0", "Right 1 INF"), (), rule)), "so")
    assert said == "7 × 499.5 = 3,496.5 ≤ 990.5 + 7/3 × 1 = about 992.8 (5,957/6)"


def test_the_sum_is_in_the_unit_of_what_counts_once() -> None:
    facts = (
        "a Count duration shares 97913 0\nb Profit duration JPY 1000 0\n"
        "c PerShare duration JPY/shares 0.02 2"
    )
    lines = text(case_of(facts, formulas=["PerShare = Profit / Count"]))
    (said,) = starting(lines, "that is")
    assert re.fullmatch(r"0 ≥ (about )?JPY [0-9,./ ()]+, which is false", said)


def test_contradictory_rules_are_told_apart() -> None:
    lines = text(INFEASIBLE["rules"])
    assert lines[0].endswith("2 relations that contradict each other, whatever is reported")
    assert starting(lines, "together") == ["0 < 0   [(1) + (2)]"]


def test_what_is_left_out_is_said() -> None:
    rule = '[[rule]]\ncode = "x:missing"\nassert = "reported(Left)"\nwhy = "x"\n'
    lines = text(case(("Left 5 0",), (), rule))
    assert lines[0] == "left out  reported(Left)"
    assert "    because   it demands that something is reported, whatever its value" in lines
    assert lines[-1] == (
        "POSSIBLE  proved: there are true values behind 1 number with which every relation but"
        " 1 left out holds · 0 relations"
    )


@pytest.mark.parametrize("verdict", ["undecided", "feasible"])
def test_what_is_left_out_and_broken_is_never_possible(verdict: str) -> None:
    cost = 7 if verdict == "undecided" else 8
    rule = '[[rule]]\ncode = "x:apart"\nassert = "abs(Left - Cost) = 3"\nwhy = "x"\n'
    known = proven(case(("Left 5 INF", f"Cost {cost} INF"), (), rule))
    *lines, last = proof_lines(known)
    content = json.loads(proof_json(known))
    assert content["verdict"] == json.loads(certificate_json(known.proof))["verdict"] == verdict
    assert verify(certificate_json(known.proof).encode()) == []
    assert content["summary"]["brokenByThemselves"] == (verdict == "undecided")
    if verdict == "undecided":
        assert lines[0] == "broken  abs(Left - Cost) = 3"
        assert last.startswith("UNDECIDED  1 relation broken, as finmodel validate shows: x:apart")
        assert content["leftOut"][0]["isBroken"]
    else:
        assert last.startswith("POSSIBLE  ")


def test_a_report_without_numbers() -> None:
    (line,) = text(FEASIBLE["nothing"])
    assert line == "POSSIBLE  there are no numbers to prove anything of · 0 relations"


def test_numbers_in_tuples_are_said_not_to_be_read() -> None:
    (line,) = text(in_tuples())
    assert "behind 1 number with" in line
    assert line.endswith(" · 2 numbers in tuples not read, which no relation sees")
    assert json.loads(proof_json(proven(in_tuples())))["summary"]["numbersInTuples"] == 2


def test_a_verdict_that_is_proved() -> None:
    (line,) = text(FEASIBLE["sums"])
    assert line == (
        "POSSIBLE  proved: there are true values behind 7 numbers with which every relation holds"
        " · 3 relations"
    )


def test_no_verdict_without_time() -> None:
    known = proven(INFEASIBLE["seven"], time_limit=0)
    lines = list(proof_lines(known))
    assert lines[0] == "undecided  7 numbers and 3 relations between them: time ran out"
    assert lines[-1].startswith("UNDECIDED  no conflict was found")
    assert json.loads(proof_json(known))["verdict"] == "undecided"


def test_nothing_is_possible_without_a_taxonomy() -> None:
    lonely = proven(evolve(FEASIBLE["sums"], has_taxonomy=False))
    *_, last = proof_lines(lonely)
    assert last.startswith("UNDECIDED  no conflict was found: there are true values")
    assert json.loads(proof_json(lonely))["verdict"] == "undecided"
    certificate = certificate_json(lonely.proof)
    assert json.loads(certificate)["verdict"] == "undecided"
    assert verify(certificate.encode()) == []


@pytest.mark.parametrize("key", CASES)
def test_json_has_the_form_that_the_schema_gives(key: str) -> None:
    Draft202012Validator.check_schema(SCHEMA)
    content = json.loads(proof_json(proven(CASES[key])))
    assert [e.message for e in Draft202012Validator(SCHEMA).iter_errors(content)] == []
    assert content["verdict"] == ("infeasible" if key in INFEASIBLE else "feasible")


def test_json_names_numbers_and_their_ends() -> None:
    (conflict,) = json.loads(proof_json(proven(INFEASIBLE["two"])))["conflicts"]
    ends = [(n["id"], n["atLeast"], n["atMost"]) for n in conflict["numbers"]]
    assert ends == [("f0", None, "5.5"), ("f1", "7.5", None)]
    assert (conflict["excess"], conflict["isStrict"]) == ("2", False)
