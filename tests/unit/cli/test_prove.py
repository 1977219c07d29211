"""`finmodel prove` and `finmodel verify`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from finmodel.cli.exit import Exit
from tests.unit.cli.conftest import Run


@pytest.fixture(autouse=True)
def no_rules(folder: Path) -> None:
    """Leave only the formulas of the taxonomy."""
    (folder / "acme.rules.toml").unlink()


def test_a_correct_report_is_possible(run: Run) -> None:
    result = run("prove", "clean.json")
    assert (result.exit_code, result.stderr) == (Exit.CLEAN, "")
    assert result.stdout.splitlines()[-1].startswith("POSSIBLE  proved")


def test_a_wrong_report_is_impossible(run: Run) -> None:
    result = run("prove", "wrong.json")
    assert result.exit_code == Exit.FINDINGS
    assert result.stdout.startswith("suspect 1  1 number is likely wrong")
    assert result.stdout.splitlines()[-1].startswith("IMPOSSIBLE  proved")
    assert "with these corrections the rest is proved possible" in result.stdout


def test_what_is_likely_wrong_need_not_be_looked_for(run: Run) -> None:
    result = run("prove", "wrong.json", "--no-explain")
    assert result.exit_code == Exit.FINDINGS
    assert result.stdout.startswith("conflict 1  ")
    assert "suspect" not in result.stdout
    said = json.loads(run("prove", "wrong.json", "--no-explain", "--format", "json").stdout)
    assert said["diagnosis"] is None


def test_a_time_limit_is_a_number(run: Run) -> None:
    result = run("prove", "clean.json", "--time-limit", "nan")
    assert result.exit_code == Exit.USAGE


def test_json_goes_to_a_file(run: Run, folder: Path) -> None:
    result = run("prove", "wrong.json", "--format", "json", "-o", "proof.json")
    assert (result.exit_code, result.stdout) == (Exit.FINDINGS, "")
    content = json.loads((folder / "proof.json").read_text(encoding="utf-8"))
    assert content["verdict"] == "infeasible"
    assert content["document"] == "wrong.json"
    assert content["diagnosis"]["correctedVerdict"] == "feasible"


def test_without_time_nothing_is_decided(run: Run) -> None:
    result = run("prove", "clean.json", "--time-limit", "0")
    assert result.exit_code == Exit.UNDECIDED
    assert result.stdout.splitlines()[-1].startswith("UNDECIDED")


def test_without_a_taxonomy_nothing_is_said_to_be_possible(run: Run) -> None:
    result = run("prove", "lonely.json")
    assert result.exit_code == Exit.UNDECIDED
    assert "fm:taxonomyUnavailable" in result.stderr


def test_the_solver_may_be_missing(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from finmodel.proof.solver import SolverMissingError

    def missing(*_: object, **__: object) -> None:
        raise SolverMissingError("install finmodel[proof]")

    monkeypatch.setattr("finmodel.proof.prove.prove", missing)
    result = run("prove", "clean.json")
    assert (result.exit_code, result.stderr) == (Exit.USAGE, "install finmodel[proof]\n")


@pytest.mark.parametrize("name", ["clean.json", "wrong.json"])
def test_a_certificate_is_verified(run: Run, name: str) -> None:
    proved = run("prove", name, "--certificate", "certificate.json")
    alone = run("verify", "certificate.json")
    together = run("verify", "certificate.json", name)
    assert alone.stdout == together.stdout
    verdict = "feasible" if proved.exit_code == Exit.CLEAN else "infeasible"
    assert alone.stdout.startswith(f"VERIFIED  {verdict}, ")
    assert {alone.exit_code, together.exit_code} == {Exit.CLEAN}


def test_another_report_is_noticed(run: Run) -> None:
    run("prove", "clean.json", "--certificate", "certificate.json")
    result = run("verify", "certificate.json", "wrong.json")
    assert result.exit_code == Exit.FINDINGS
    assert "is not stated by the report" in result.stdout
    assert result.stdout.splitlines()[-1].startswith("REFUTED  ")


def test_a_changed_certificate_is_refuted(run: Run, folder: Path) -> None:
    run("prove", "clean.json", "--certificate", "certificate.json")
    path = folder / "certificate.json"
    content = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**content, "verdict": "infeasible"}), encoding="utf-8")
    result = run("verify", "certificate.json")
    assert result.exit_code == Exit.FINDINGS
    assert result.stdout.splitlines()[-1] == "REFUTED  1 mistake"


def test_what_is_no_certificate_cannot_be_read(run: Run, folder: Path) -> None:
    result = run("verify", "correct.json")
    assert (result.exit_code, result.stdout) == (Exit.UNREADABLE, "")
    assert "no certificate: its documentType is 'https://xbrl.org/2021/xbrl-json'" in result.stderr
    (folder / "text.json").write_text("<a/>", encoding="utf-8")
    assert "no certificate: it is no JSON." in run("verify", "text.json").stderr
    (folder / "text.json").write_text("[]", encoding="utf-8")
    assert "no certificate: its documentType is none, not" in run("verify", "text.json").stderr
    assert run("verify", "gone.json").exit_code == Exit.UNREADABLE
