"""`finmodel infer`."""

from __future__ import annotations

import json
from pathlib import Path

from finmodel.cli.exit import Exit
from tests.unit.cli.conftest import Run


def test_a_line_item_is_inferred(run: Run) -> None:
    result = run("infer", "clean.json", "GrossProfit")
    assert (result.exit_code, result.stderr) == (Exit.CLEAN, "")
    assert "Revenues - Costs" in result.stdout
    assert result.stdout.splitlines()[-1].startswith("INFERRED  ")


def test_a_name_that_is_unknown_is_refused(run: Run) -> None:
    result = run("infer", "clean.json", "GrosProfit")
    assert result.exit_code == Exit.USAGE
    assert "GrossProfit may be meant" in result.stderr


def test_json_goes_to_a_file(run: Run, folder: Path) -> None:
    result = run("infer", "clean.json", "acme:Costs", "--format", "json", "-o", "inferred.json")
    assert (result.exit_code, result.stdout) == (Exit.CLEAN, "")
    content = json.loads((folder / "inferred.json").read_text(encoding="utf-8"))
    assert {found["concept"] for found in content["inferred"]} == {"acme:Costs"}


def test_without_time_nothing_is_decided(run: Run) -> None:
    result = run("infer", "clean.json", "--time-limit", "0")
    assert result.exit_code == Exit.UNDECIDED
    assert "undecided  " in result.stdout
