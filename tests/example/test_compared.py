"""The worked example beside itself in other formats, beside its corrected copy, and rounded."""

from __future__ import annotations

from array import array
from pathlib import Path

import pytest
from attrs import evolve

import finmodel as fm
from finmodel.comparison.judge import fraction
from finmodel.comparison.kind import Kind
from finmodel.numeric import rounded
from finmodel.render.json import exact
from tests.example.test_corrected import CORRECTIONS, correct, tables
from tools.generate import ROOT

EXAMPLE = ROOT / "instances" / "iij-2008q3" / "metadata.json"
MILLIONS, HUNDREDS = -6, -8

__all__ = ["tables"]  # the fixture


@pytest.mark.parametrize("name", ["iij-2008q3.xml", "iij-2008q3.json"])
def test_formats_say_the_same(name: str) -> None:
    comparison = fm.compare(EXAMPLE, ROOT / "instances" / name)
    assert comparison.is_same
    assert comparison.count(Kind.EQUAL) == len(comparison.old.report.facts)


def test_every_correction_is_a_difference_and_nothing_else_is(tables: Path) -> None:
    for correction in CORRECTIONS.values():
        correct(tables, *correction)
    comparison = fm.compare(EXAMPLE, tables / "metadata.json")
    different = {kind: comparison.count(kind) for kind in Kind if kind is not Kind.EQUAL}
    assert {kind: count for kind, count in different.items() if count} == {
        Kind.CHANGED: 5,
        Kind.SIGN_FLIPPED: 4,
        Kind.RESCALED: 1,
        Kind.REWORDED: 1,
    }
    assert sum(different.values()) == len(CORRECTIONS)


def test_a_release_in_hundreds_of_millions_agrees_with_a_statement_in_millions() -> None:
    statement = fm.read(EXAMPLE)
    columns = statement.columns
    values, decimals = list(columns.value), array("i", columns.decimals)
    for row, text in enumerate(columns.value):
        number = fraction(text)
        if number is not None and decimals[row] == MILLIONS:
            values[row], decimals[row] = exact(rounded(number, HUNDREDS)), HUNDREDS
    release = evolve(statement, columns=evolve(columns, value=values, decimals=decimals))
    comparison = fm.compare(release, statement)
    assert comparison.is_same
    assert comparison.count(Kind.REROUNDED) > 50
