"""The steps of the GitHub Action, run as GitHub would; and the hooks of pre-commit."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from tests.unit.cli.conftest import folder
from tools.generate import ROOT

__all__ = ["folder"]

yaml: Any = import_module("yaml")
ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
STEPS = {step["id"]: step for step in ACTION["runs"]["steps"] if "run" in step}


def run(
    step: str, folder: Path, expressions: Mapping[str, str]
) -> subprocess.CompletedProcess[str]:
    """Run a step in bash, as a composite action does, with expressions filled in."""
    defaults = {f"inputs.{name}": each["default"] for name, each in ACTION["inputs"].items()}
    known = {**defaults, **expressions}

    def fill(text: str) -> str:
        return re.sub(r"\$\{\{ (.*?) \}\}", lambda found: known[found[1]], text)

    found = STEPS[step]
    assert "${{" not in found["run"]  # what users give is data and never part of the script
    files = {name: str(folder / name.lower()) for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")}
    environment = {
        **os.environ,
        **files,
        "RUNNER_TEMP": str(folder),
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        **{name: fill(text) for name, text in found.get("env", {}).items()},
    }
    command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", found["run"]]
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize(
    ("files", "arguments", "code"),
    [
        ("wrong.json\ncorrect.json", "", "1"),
        ("correct.json", "", "0"),
        ("correct.json", "--fail-on=warning", "1"),
        ("", "", "1"),
        ("a b.json", "", "0"),
        ("$(touch evil); `touch evil`\n-h", "", "3"),
    ],
)
def test_reports_are_validated(folder: Path, files: str, arguments: str, code: str) -> None:
    (folder / "finmodel.toml").write_text('reports = ["wrong.json"]', encoding="utf-8")
    (folder / "a b.json").write_bytes((folder / "correct.json").read_bytes())

    given = {"inputs.files": files, "inputs.arguments": f"--no-prove\n{arguments}"}
    done = run("validate", folder, given)

    assert done.returncode == 0, done.stderr
    assert (folder / "github_output").read_text() == f"exit-code={code}\n"
    (sarif,) = json.loads((folder / "finmodel.sarif").read_text("utf-8"))["runs"]
    assert sarif["invocations"][0]["exitCode"] == int(code)
    summary = (folder / "github_step_summary").read_text("utf-8")
    assert summary.startswith("~~~~")
    assert not (folder / "evil").exists()
    verdict = run("verdict", folder, {"steps.validate.outputs.exit-code": code})
    assert str(verdict.returncode) == code


def test_findings_are_annotations(folder: Path) -> None:
    done = run("validate", folder, {"inputs.files": "wrong.json"})
    assert "::error file=wrong.json,line=" in done.stdout


def test_wrong_usage_ends_the_job(folder: Path) -> None:
    done = run("validate", folder, {"inputs.files": "correct.json", "inputs.arguments": "--no"})
    assert done.returncode == 0
    assert (folder / "github_output").read_text() == "exit-code=2\n"


def test_hooks_run_commands_that_there_are() -> None:
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    assert [hook["id"] for hook in hooks] == ["finmodel", "finmodel-files"]
    for hook in hooks:
        command = [sys.executable, "-m", *hook["entry"].split(), "--help"]
        assert subprocess.run(command, capture_output=True, check=False).returncode == 0
