"""Comparisons of generated reports: with themselves, the other way round, and re-rounded."""

from __future__ import annotations

from array import array

from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from finmodel.comparison.compare import compare_sides
from finmodel.comparison.comparison import Comparison
from finmodel.comparison.judge import Side, fraction
from finmodel.comparison.kind import HARMLESS, Kind
from finmodel.model.column import ABSENT, EXACT
from finmodel.model.report import Report
from finmodel.numeric import rounded
from finmodel.render.json import exact
from finmodel.taxonomy.taxonomy import EMPTY
from tests.roundtrip.strategies import reports

MIRRORED = {
    Kind.ADDED: Kind.REMOVED,
    Kind.REMOVED: Kind.ADDED,
    Kind.NILLED: Kind.FILLED,
    Kind.FILLED: Kind.NILLED,
    Kind.RESTATED: Kind.CHANGED,
}
"""What kinds are the other way round; a report has its own idea of what is past."""


def compared(old: Report, new: Report) -> Comparison:
    return compare_sides(Side(old, EMPTY), Side(new, EMPTY))


def counts(comparison: Comparison, *, mirrored: bool = False) -> dict[Kind, int]:
    found = dict.fromkeys(Kind, 0)
    for kind in Kind:
        seen = MIRRORED.get(kind, kind) if mirrored or kind is Kind.RESTATED else kind
        found[seen] += comparison.count(kind)
    return found


@settings(max_examples=50)
@given(reports())
def test_a_report_is_equal_to_itself(report: Report) -> None:
    comparison = compared(report, report)
    assert comparison.count(Kind.EQUAL) == len(report.facts)
    assert comparison.is_same


@st.composite
def changed(draw: st.DrawFn, report: Report) -> Report:
    """A report with some facts left out, and some values another's."""
    columns = report.columns
    kept = columns.where([draw(st.integers(0, 4)) > 0 for _ in columns.value])
    values = [
        draw(st.sampled_from(columns.value)) if draw(st.booleans()) else v for v in kept.value
    ]
    return evolve(report, columns=evolve(kept, value=values))


@settings(max_examples=50)
@given(st.data(), reports(max_facts=8))
def test_the_other_way_round_is_the_mirror(data: st.DataObject, report: Report) -> None:
    other = data.draw(changed(report))
    there, back = compared(report, other), compared(other, report)
    assert counts(there) == counts(back, mirrored=True)
    assert there.is_same == back.is_same


@settings(max_examples=50)
@given(st.data(), reports(max_facts=8))
def test_every_fact_is_in_a_pair(data: st.DataObject, report: Report) -> None:
    comparison = compared(report, data.draw(changed(report)))
    for side, column in ((0, "before"), (1, "after")):
        rows = [row for kind in Kind for row in getattr(comparison.pairs[kind], column)]
        size = len(comparison.reports[side].columns)
        assert set(rows) - {-1} == set(range(size))


@settings(max_examples=50)
@given(reports(), st.integers(1, 6))
def test_rounding_changes_nothing(report: Report, fewer: int) -> None:
    columns = report.columns
    values, decimals = list(columns.value), array("i", columns.decimals)
    for row, text in enumerate(columns.value):
        number = fraction(text) if columns.is_numeric(row) else None
        if number is not None:
            digits = 10 if decimals[row] in (EXACT, ABSENT) else decimals[row]
            decimals[row] = digits - fewer
            values[row] = exact(rounded(number, digits - fewer))
    comparison = compared(
        report, evolve(report, columns=evolve(columns, value=values, decimals=decimals))
    )
    assert {kind for kind in Kind if comparison.count(kind)} <= HARMLESS
