"""`finmodel coverage`."""

from __future__ import annotations

import json

from finmodel.cli.exit import Exit
from tests.unit.cli.conftest import Run


def test_the_shares_are_the_last_line(run: Run) -> None:
    result = run("coverage", "clean.json")
    assert (result.exit_code, result.stderr) == (Exit.CLEAN, "")
    assert result.stdout.splitlines()[-1].startswith("COVERED  15 numbers: ")


def test_tight_numbers_are_listed_if_asked_for(run: Run) -> None:
    some, everything = run("coverage", "clean.json"), run("coverage", "clean.json", "--all")
    assert len(everything.stdout.splitlines()) > len(some.stdout.splitlines())


def test_json(run: Run) -> None:
    content = json.loads(run("coverage", "clean.json", "--format", "json").stdout)
    numbers = [number for each in content["statements"] for number in each["numbers"]]
    assert len(numbers) == content["summary"]["numbers"] == 15


def test_without_time_nothing_is_measured(run: Run) -> None:
    result = run("coverage", "clean.json", "--time-limit", "0")
    assert result.exit_code == Exit.UNDECIDED
    assert "not measured" in result.stdout
