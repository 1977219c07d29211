from __future__ import annotations

from pathlib import Path

import pytest

from finmodel.cli.exit import Exit
from tests.unit.cli.conftest import Run


def test_a_page_is_written(run: Run, folder: Path) -> None:
    result = run("report", "wrong.json", "-o", "page.html")
    page = (folder / "page.html").read_text(encoding="utf-8")

    assert result.exit_code == Exit.FINDINGS
    assert result.output == ""
    assert page.startswith("<!doctype html>")
    assert page.endswith("</html>\n")
    assert "This report does not add up" in page
    assert "likely wrong" in page


def test_a_clean_report_is_clean(run: Run) -> None:
    result = run("report", "clean.json", "--no-prove")

    assert result.exit_code == Exit.CLEAN
    assert "This report adds up" in result.output
    assert "was not looked for" in result.output


def test_without_its_taxonomy_a_report_is_not_checked(run: Run) -> None:
    result = run("report", "lonely.json", "--no-prove")

    assert result.exit_code == Exit.FINDINGS
    assert "This report was not checked" in result.output


def test_what_cannot_be_read_leaves_no_page(run: Run, folder: Path) -> None:
    result = run("report", "gone.json", "-o", "page.html")

    assert result.exit_code == Exit.UNREADABLE
    assert not (folder / "page.html").exists()


def test_without_a_solver_the_page_says_so(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("finmodel.proof.solver.is_installed", lambda: False)

    result = run("report", "wrong.json")

    assert "was not looked for" in result.output
    assert "finmodel[proof]" in result.output


def test_without_templates_it_says_what_to_install(
    run: Run, monkeypatch: pytest.MonkeyPatch, folder: Path
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "jinja2", None)

    result = run("report", "clean.json", "--no-prove", "-o", "page.html")

    assert result.exit_code == Exit.USAGE
    assert "pip install 'finmodel[html]'" in result.output
    assert not (folder / "page.html").exists()
