"""The worked example is judged alike in every format."""

from __future__ import annotations

import pytest

import finmodel as fm
from tools.generate import ROOT

FOLDER = ROOT / "instances"


def judged(report: str) -> tuple[set[tuple[str, str]], tuple[int, ...]]:
    """Return what is found in a report, and its coverage."""
    result = fm.validate(FOLDER / report)
    coverage = result.coverage
    counts = (coverage.exact, coverage.explained, coverage.broken, coverage.not_evaluated)
    found = {(finding.code, finding.message) for finding in result.findings}
    return found, (*counts, coverage.numbers, len(coverage.untouched))


@pytest.mark.parametrize("report", ["iij-2008q3.xml", "iij-2008q3.json"])
def test_a_written_report_is_judged_as_its_tables_are(report: str) -> None:
    found, counts = judged("iij-2008q3/metadata.json")
    assert found
    assert judged(report) == (found, counts)
