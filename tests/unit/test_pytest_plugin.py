"""The pytest plugin, in a run of its own: what is asserted, what is collected, what is said."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from finmodel.diagnostic import Severity
from finmodel.model.waiver import Waiver
from finmodel.pytest_plugin import assert_valid
from tests.golden.acme import RULES
from tests.unit.cli.conftest import folder

__all__ = ["folder"]

CONFIGURATION = """
reports = ["wrong.json", "correct.json"]
rules = ["acme.rules.toml"]
"""


def run(folder: Path, *arguments: str) -> tuple[int, str]:
    """Run pytest in a folder with the plugin and without what else is installed."""
    plugin = ["-p", "finmodel.pytest_plugin", "-p", "no:cacheprovider"]
    command = [sys.executable, "-m", "pytest", "-q", "--color=no", *plugin, *arguments]
    environment = {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTHONPATH": ":".join(sys.path)}
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout + done.stderr


def test_files_that_the_configuration_names_are_tests(folder: Path) -> None:
    (folder / "finmodel.toml").write_text(CONFIGURATION, encoding="utf-8")
    code, said = run(folder)
    assert code == 1
    assert "1 failed, 2 passed" in said
    assert "error fm:growthMismatch  Revenues growth" in said
    assert "INVALID  2 errors" in said
    assert "Traceback" not in said


def test_a_mistake_in_a_rule_file_fails_its_test(folder: Path) -> None:
    (folder / "finmodel.toml").write_text(CONFIGURATION, encoding="utf-8")
    (folder / "acme.rules.toml").write_text(RULES.replace("why", "wy"), encoding="utf-8")
    code, said = run(folder, "acme.rules.toml")
    assert code == 1
    assert "'why' may be meant" in said


def test_without_a_configuration_nothing_is_collected(folder: Path) -> None:
    code, said = run(folder)
    assert code == pytest.ExitCode.NO_TESTS_COLLECTED, said


def test_a_faulty_configuration_is_told_once(folder: Path) -> None:
    (folder / "finmodel.toml").write_text("report = []", encoding="utf-8")
    code, said = run(folder)
    assert code == pytest.ExitCode.USAGE_ERROR
    assert "'reports' may be meant" in said
    assert "Traceback" not in said


def test_an_assertion_says_what_is_wrong(folder: Path) -> None:
    with pytest.raises(AssertionError) as failed:
        assert_valid(folder / "wrong.json")
    said = str(failed.value)
    assert "fm:growthMismatch" in said
    assert said.splitlines()[-1].startswith("INVALID  2 errors")


def test_an_assertion_holds_as_strictly_as_it_is_meant(folder: Path) -> None:
    assert assert_valid(folder / "correct.json").count(Severity.WARNING) == 1
    with pytest.raises(AssertionError, match="stockExceedsCosts"):
        assert_valid(folder / "correct.json", fail_on=Severity.WARNING)
    with pytest.raises(AssertionError, match="NOT CHECKED"):
        assert_valid(folder / "lonely.json")


def test_an_assertion_knows_waivers(folder: Path) -> None:
    codes = ("fm:growthMismatch", "fm:totalMismatch")
    waivers = [Waiver(code, "o", "r", date(2009, 6, 30)) for code in codes]
    result = assert_valid(folder / "wrong.json", waivers=waivers, today=date(2009, 6, 30))
    assert len(result.waived) == 2
    with pytest.raises(AssertionError):
        assert_valid(folder / "wrong.json", waivers=waivers, today=date(2009, 7, 1))
