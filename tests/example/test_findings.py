"""What is found in the worked example, word for word, what it does not say, and what is checked."""

from __future__ import annotations

import os
import subprocess
import sys

from tests.golden.conftest import Golden, golden
from tools.generate import ROOT

REPORT = "instances/iij-2008q3/metadata.json"

__all__ = ["golden"]


def printed(*arguments: str) -> str:
    command = [sys.executable, "-m", "finmodel", *arguments]
    environment = os.environ | {"COLUMNS": "80"}
    finished = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert finished.stderr == ""
    return finished.stdout


def test_its_findings(golden: Golden) -> None:
    golden("iij_findings.txt", printed("validate", REPORT))


def test_its_rules(golden: Golden) -> None:
    golden("iij_rules.txt", printed("rules", "--unchecked", REPORT))


def test_its_statements(golden: Golden) -> None:
    golden("iij_statements.txt", printed("show", REPORT))


def test_how_well_it_is_checked(golden: Golden) -> None:
    golden("iij_coverage.txt", printed("coverage", REPORT))


def test_what_it_does_not_say(golden: Golden) -> None:
    golden("iij_inference.txt", printed("infer", REPORT, "OtherInvestments"))
