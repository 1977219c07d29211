"""The proof, attacked: correct reports, slips, and small reports judged by elimination."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

import pytest

from bench.proof import correct, main
from bench.score import scores, suspects
from bench.slip import Kind, slipped
from bench.statement import statement
from finmodel.language.form import value
from finmodel.model.fact import Fact
from finmodel.proof.assembly import problem_of
from finmodel.proof.diagnosis import diagnose
from finmodel.proof.prove import Answer, prove
from tests.unit.bench.small import small


def test_true_values_satisfy_every_row() -> None:
    rows = 0
    for seed in range(60):
        made = statement(100, seed)
        problem = problem_of(made.case())
        truths = [made.truth(quantity.concept, quantity.place) for quantity in problem.quantities]
        for row in problem.rows:
            parts = [(factor, truths[quantity]) for quantity, factor in row.terms.items()]
            known = [factor * truth for factor, truth in parts if truth is not None]
            if len(known) == len(parts):
                assert row.allows(sum(known, Fraction(0)))
                rows += 1
    assert rows > 60 * 50


@pytest.mark.parametrize(("size", "count"), [(20, 120), (60, 40), (300, 1)])
def test_no_correct_report_is_called_infeasible(size: int, count: int) -> None:
    tally = correct(range(count), size)
    assert tally.infeasible == []
    assert tally.answers[Answer.FEASIBLE.value] > sum(tally.answers.values()) // 5


@pytest.mark.parametrize("kinds", [(), (Kind.COARSER, Kind.NEIGHBOUR), (Kind.ARBITRARY,)])
def test_what_is_called_feasible_has_true_values(kinds: Sequence[Kind]) -> None:
    checked = 0
    for seed in range(25):
        made = statement(40, seed)
        case = made.case(slipped(made.report, kinds, seed)[0])
        proof = prove(case)
        if proof.answer is not Answer.FEASIBLE:
            continue
        quantities = proof.problem.quantities
        values = {(quantities[i].concept, quantities[i].place): v for i, v in proof.values.items()}
        for fact in case.report.facts:
            found = values.get((fact.concept, fact.dimension_set))
            assert found is None or found in fact.interval
        left_out = {(left.source, left.place) for left in proof.left_out}
        for relation in case.relations.all:
            sets = case.report.columns.dimension_sets
            if relation.left is None or relation.right is None:
                continue
            if (relation.assertion, sets[relation.place]) not in left_out:
                facts = [Fact(case.report, operand.rows[0]) for operand in relation.operands]
                at = [values[fact.concept, fact.dimension_set] for fact in facts]
                assert value(relation.left, at) == value(relation.right, at)
                checked += 1
    assert checked


def test_small_reports_are_judged_as_by_elimination() -> None:
    answers: Counter[tuple[bool, Answer]] = Counter()
    for seed in range(250):
        case = small(seed)
        proof = prove(case.case)
        answers[case.can_be_true, proof.answer] += 1
        if proof.answer is Answer.FEASIBLE:
            # what is left out may be what makes it impossible, and is said to be
            assert case.can_be_true or proof.left_out
        if proof.answer is Answer.INFEASIBLE:
            assert not case.can_be_true
    decided = answers[True, Answer.FEASIBLE] + answers[False, Answer.INFEASIBLE]
    assert decided >= 0.9 * 250
    assert answers[False, Answer.INFEASIBLE] > 50


@pytest.mark.parametrize("kind", [Kind.SIGN, Kind.TENFOLD, Kind.TRANSPOSED])
def test_explanations_of_a_slip_are_those_found_by_trying(kind: Kind) -> None:
    found = 0
    for seed in range(6):
        made = statement(60, seed)
        report, (slip,) = slipped(made.report, [kind], seed)
        proof = prove(made.case(report))
        if proof.answer is Answer.INFEASIBLE:
            tried = suspects(made, report, proof)
            assert slip.row in tried
            (alternatives,) = diagnose(proof).alternatives
            explained = {fact.row for each in alternatives.explanations for fact in each.facts}
            numbers = proof.problem.numbers
            open_ones = {numbers[n].row for undecided in alternatives.undecided for n in undecided}
            assert explained <= tried <= explained | open_ones
            found += 1
    assert found


@pytest.mark.parametrize("count", [1, 2])
def test_slips_of_every_kind_are_scored(count: int) -> None:
    scored = dict(scores(range(2), 40, count))
    assert set(scored) == set(Kind)
    for score in scored.values():
        assert score.injected >= score.detectable + score.undecided
        assert score.injected >= score.detectable >= score.among >= score.alone
    assert sum(score.alone for score in scored.values())


def test_the_tables_can_be_had(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    output = tmp_path / "figures.json"
    sizes = ["--sizes", "60", "--repeats", "1", "--correct", "2", "--correct-size", "20"]
    main([*sizes, "--slips", "1", "--slips-size", "20", "--counts", "1", "--output", str(output)])
    figures = json.loads(output.read_text(encoding="utf-8"))
    assert list(figures["curve"][0]) == ["read", "assemble", "prove"]
    assert sum(figures["correct"]["answers"].values()) == 2
    said = capsys.readouterr().out
    assert "rows and solving" in said
    assert Kind.SIGN.value in said
