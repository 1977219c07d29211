"""Generated statements are correct: what is behind them satisfies what is said of them, exactly."""

from __future__ import annotations

import random
from collections import Counter
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest

import finmodel
from bench.statement import Statement, rounded, statement, text_of, write_statement
from finmodel.diagnostic import Severity
from finmodel.language.form import value
from finmodel.model.column import EXACT, ColumnBuilder
from finmodel.model.dimension import DimensionSet
from finmodel.model.finding import Verdict
from finmodel.model.report import Report
from finmodel.numeric import Rounding
from finmodel.qname import QName
from finmodel.rules.relation.relation import operator_of
from finmodel.validation import case_of, validate_case

SIZES = (40, 300, 1_500)
SEEDS = range(6)


@cache
def generated(size: int, seed: int) -> Statement:
    return statement(size, seed)


def everything(made: Statement) -> Report:
    """Return a report of all that a statement is about; what it prints does not count."""
    columns = ColumnBuilder()
    for concept, place in made.about():
        columns.add(concept, place, "1", decimals=EXACT)
    return Report(made.report.taxonomy, columns.columns())


def truth_of(made: Statement, concept: QName, place: DimensionSet) -> Fraction:
    truth = made.truth(concept, place)
    assert truth is not None
    return truth


@pytest.mark.parametrize("size", SIZES)
def test_true_values_satisfy_all_relations_exactly(size: int) -> None:
    kinds: Counter[str] = Counter()
    for seed in SEEDS:
        made = generated(size, seed)
        report = everything(made)
        truths = [truth_of(made, *about) for about in made.about()]
        for relation in made.case(report).relations.all:
            if relation.left is None or relation.right is None:
                assert relation.verdict is Verdict.NOT_EVALUATED
                continue
            at = [truths[operand.rows[0]] for operand in relation.operands]
            assert operator_of(relation.assertion) == "="
            assert value(relation.left, at) == value(relation.right, at)
            kinds[relation.assertion.code.rstrip("0123456789")] += 1
    formulas = {"fm:totalMismatch", "fm:ratioMismatch", "fm:growthMismatch", "fm:changeMismatch"}
    assert set(kinds) == formulas | {"g:quarters", "g:parts", "g:balance"}
    assert min(kinds.values()) >= len(SEEDS)


@pytest.mark.parametrize("rounding", [None, *Rounding])
@pytest.mark.parametrize("size", SIZES)
def test_a_statement_prints_what_is_true(size: int, rounding: Rounding | None) -> None:
    for seed in SEEDS:
        made = statement(size, seed, rounding)
        report = made.case().report
        assert len(report.facts) == size
        assert not made.rule_file.diagnostics
        for fact in report.facts:
            assert truth_of(made, fact.concept, fact.dimension_set) in fact.interval
        modes = {report.rounding_of(fact.concept) for fact in report.facts}
        assert rounding is None or modes == {rounding}


@pytest.mark.parametrize("size", SIZES)
def test_validation_finds_nothing_wrong(size: int) -> None:
    for seed in SEEDS:
        result = validate_case(generated(size, seed).case())
        assert [found for found in result.findings if found.severity is Severity.ERROR] == []
        assert not result.coverage.broken


def test_statements_are_about_all_kinds_of_numbers() -> None:
    made = generated(1_500, 1)
    facts = made.report.facts
    values = [fact.number for fact in facts]
    assert min(values) < 0 < max(values)
    assert 0 in values
    assert any(fact.period.is_instant for fact in facts)
    assert {fact.period.months for fact in facts} >= {0, 3, 12}
    assert any(fact.dimensions for fact in facts)
    assert any(fact.unit is None for fact in facts)
    reported = {(fact.concept, fact.dimension_set) for fact in facts}
    assert len(reported) == len(facts)
    assert reported < set(made.about())


def test_the_same_seed_makes_the_same_statement() -> None:
    one, again, other = statement(300, 5), statement(300, 5), statement(300, 6)
    assert one.report == again.report
    assert one.taxonomy == again.taxonomy
    assert one.rules == again.rules
    assert [truth_of(one, *key) for key in one.about()] == [
        truth_of(again, *key) for key in again.about()
    ]
    assert one.report != other.report


def test_a_statement_is_the_same_in_xml(tmp_path: Path) -> None:
    made = statement(300, 1)
    path = write_statement(tmp_path, 300)
    case, diagnostics = case_of(finmodel.read(path))
    assert not diagnostics
    facts = [(fact.concept, fact.dimension_set, fact.text) for fact in case.report.facts]
    assert facts == [(fact.concept, fact.dimension_set, fact.text) for fact in made.report.facts]
    assert case.taxonomy.concepts == made.taxonomy.concepts
    assert len(case.relations.all) == len(made.case().relations.all)
    assert case.report.rounding == made.case().report.rounding


def test_ties_are_rounded_either_way() -> None:
    source = random.Random(1)  # noqa: S311 - ties, not secrets
    up_and_down = {rounded(Fraction(-5, 2), Rounding.NEAREST, source) for _ in range(20)}
    assert up_and_down == {-3, -2}
    assert rounded(Fraction(-26, 10), Rounding.NEAREST, source) == -3
    assert rounded(Fraction(-29, 10), Rounding.TRUNCATED, source) == -2


@pytest.mark.parametrize(
    ("number", "decimals", "text"),
    [(1234, -6, "1234000000"), (-188, 3, "-0.188"), (0, -3, "0"), (50, 1, "5.0"), (7, 0, "7")],
)
def test_numbers_are_written_out(number: int, decimals: int, text: str) -> None:
    assert text_of(number, decimals) == text
