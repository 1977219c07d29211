"""The worked example says the same, and is judged alike, in every format; others can read it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from importlib.util import find_spec
from pathlib import Path

import pytest

import finmodel as fm
from tools.generate import ROOT

FOLDER = ROOT / "instances"
TABLES = FOLDER / "iij-2008q3" / "metadata.json"
DERIVED = [FOLDER / "iij-2008q3.xml", FOLDER / "iij-2008q3.json"]
TAXONOMY = fm.read_taxonomy(ROOT / "schema" / "iij" / "iij.xsd")


def judged(report: Path) -> tuple[set[tuple[str, str]], tuple[int, ...]]:
    """Return what is found in a report, and its coverage."""
    result = fm.validate(report)
    coverage = result.coverage
    counts = (coverage.exact, coverage.explained, coverage.broken, coverage.not_evaluated)
    found = {(finding.code, finding.message) for finding in result.findings}
    return found, (*counts, coverage.numbers, len(coverage.untouched))


@pytest.mark.parametrize("report", DERIVED, ids=lambda path: path.suffix)
def test_a_written_report_says_what_its_tables_say(report: Path) -> None:
    tables = fm.read(TABLES, taxonomy=TAXONOMY)
    again = fm.read(report, taxonomy=TAXONOMY)
    assert tables.diagnostics == again.diagnostics == ()
    assert again == tables
    assert [fact.id for fact in again.facts] == [fact.id for fact in tables.facts]


@pytest.mark.parametrize("report", DERIVED, ids=lambda path: path.suffix)
def test_a_written_report_is_judged_as_its_tables_are(report: Path) -> None:
    found, counts = judged(TABLES)
    assert found
    assert judged(report) == (found, counts)


def test_a_journey_through_all_formats_changes_nothing(tmp_path: Path) -> None:
    first = report = fm.read(DERIVED[0], taxonomy=TAXONOMY)
    for name in ("a.json", "b.xml", "c-metadata.json", "d.json"):
        assert fm.write(report, tmp_path / name, taxonomy=TAXONOMY) == ()
        report = fm.read(tmp_path / name, taxonomy=TAXONOMY)
        assert report.diagnostics == ()
        assert report == first


@pytest.mark.skipif(find_spec("arelle") is None, reason="arelle is not installed")
@pytest.mark.parametrize("report", [TABLES, *DERIVED], ids=["csv", "xml", "json"])
def test_another_processor_loads_it_without_an_error(report: Path, tmp_path: Path) -> None:
    facts = tmp_path / "facts.json"
    command = ["-m", "arelle.CntlrCmdLine", "--internetConnectivity", "offline", "--validate"]
    home = {"HOME": str(tmp_path / "home"), "XDG_CONFIG_HOME": str(tmp_path / "home")}
    finished = subprocess.run(
        [sys.executable, *command, f"--file={report}", f"--facts={facts}"],
        env={**os.environ, **home},
        capture_output=True,
        text=True,
        check=True,
    )
    said = [line for line in finished.stdout.splitlines() if not line.startswith("[info]")]
    assert "\n".join(said) == ""
    loaded = [fact[1]["name"] for fact in json.loads(facts.read_text("utf-8"))["factList"]]
    ours = fm.read(report, taxonomy=TAXONOMY).facts
    assert len(loaded) == len(ours)
    assert Counter(loaded) == Counter(f"iij:{fact.concept.local_name}" for fact in ours)
