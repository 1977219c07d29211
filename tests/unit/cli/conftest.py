"""A folder with the reports of the golden example, their taxonomy and a rule file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from attrs import evolve
from click.testing import CliRunner, Result

from finmodel.cli import main
from finmodel.formats.document import path_address
from finmodel.formats.report import write
from finmodel.formats.taxonomy import write_taxonomy
from tests.golden.acme import RULES, Acme, clean_report, correct_report, report

Run = Callable[..., Result]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, with reports that differ in what is wrong with them."""
    monkeypatch.chdir(tmp_path)
    write_taxonomy(Acme.taxonomy, tmp_path / "acme.json")
    (tmp_path / "acme.rules.toml").write_text(RULES, encoding="utf-8")
    reports = {
        "wrong.json": (report(), "acme.json"),
        "correct.json": (correct_report(), "acme.json"),
        "clean.json": (clean_report(), "acme.json"),
        "lonely.json": (correct_report(), "gone.json"),
    }
    for name, (made, taxonomy) in reports.items():
        write(evolve(made, taxonomy=(path_address(tmp_path / taxonomy),)), tmp_path / name)
    return tmp_path


@pytest.fixture
def run(folder: Path) -> Run:
    """Run a command line in the folder."""

    def invoke(*arguments: str) -> Result:
        result = CliRunner().invoke(main, list(arguments))
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return invoke
