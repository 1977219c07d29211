"""Faults in great number: what is said stays short for people, and whole for programs."""

from __future__ import annotations

import json

import pytest

from finmodel.model.column import ColumnBuilder
from finmodel.model.dimension import DimensionSet
from finmodel.model.period import Instant
from finmodel.model.report import Report
from finmodel.model.unit import Unit
from finmodel.render.json import findings_json
from finmodel.render.text import report_lines
from finmodel.render.validated import Validated
from finmodel.rules.case import Case
from finmodel.taxonomy.taxonomy import Taxonomy
from finmodel.validation import validate_case
from tests.unit.rules.sheet import make_taxonomy, name

EURO = Unit.currency("EUR")
TAXONOMY = make_taxonomy("T monetary instant", ["S: All* Home"])


def validated(report: Report, taxonomy: Taxonomy = TAXONOMY) -> Validated:
    result = validate_case(Case(report, taxonomy))
    return Validated("report.xbrl", result.findings, report, result.coverage, taxonomy)


@pytest.fixture(scope="module")
def of_many_members() -> Validated:
    """Contradicting facts in places of 3,000 members, none of which the taxonomy knows."""
    builder = ColumnBuilder()
    members = {name(f"D{number}"): name(f"M{number}") for number in range(3_000)}
    for value in range(300):
        day = Instant(f"2025-12-{value % 3 + 1:02}")
        builder.add(name("T"), DimensionSet.of(None, day, members), str(value), unit=EURO)
    return validated(Report((), builder.columns()))


def test_facts_of_very_many_members_are_said_in_few_words(of_many_members: Validated) -> None:
    text = "\n".join(report_lines([of_many_members]))

    assert "is no dimension of the taxonomy" in text
    assert "and 2,994 more members" in text
    assert "and the same facts have 2,997 more such faults (300 facts)." in text
    assert len(text) < 20_000


def test_programs_are_told_how_many_members_are_left_out(of_many_members: Validated) -> None:
    text = findings_json([of_many_members])

    for finding in json.loads(text)["findings"]:
        for fact in finding["facts"]:
            assert len(fact["dimensions"]) == 100
            assert fact["dimensionsLeftOut"] == 2_900
    assert len(text) < 1_000_000
