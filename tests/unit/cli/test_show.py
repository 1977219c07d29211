"""`finmodel show`: statements as tables."""

from __future__ import annotations

from pathlib import Path

import pytest

from finmodel.cli.exit import Exit
from tests.unit.cli.conftest import Run


@pytest.fixture(autouse=True)
def width(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")


def test_statements_are_shown_in_a_language(run: Run, folder: Path) -> None:
    result = run("show", "correct.json", "--language", "ja")
    golden = Path(__file__).parents[2] / "golden" / "statements.txt"
    wrong, right = "1,560", "1,552"
    expected = golden.read_text(encoding="utf-8").replace(wrong, right).replace("  21 %", "  20 %")
    assert (result.exit_code, result.stderr) == (Exit.CLEAN, "")
    assert result.stdout == expected


def test_a_language_without_labels_is_told_with_those_that_there_are(run: Run) -> None:
    result = run("show", "correct.json", "--language", "xx-YY")
    assert result.exit_code == Exit.CLEAN
    assert result.stderr == "There are no labels in “xx-yy”, but in en, ja.\n"
    assert result.stdout == run("show", "correct.json").stdout


def test_a_report_without_its_taxonomy_is_shown_by_names(run: Run) -> None:
    result = run("show", "lonely.json")
    assert result.exit_code == Exit.FINDINGS
    assert "fm:taxonomyUnavailable" in result.stderr
    assert result.stdout.startswith("Facts (USD million)")
    assert "GrossProfit" in result.stdout


def test_the_tables_go_to_a_file(run: Run, folder: Path) -> None:
    printed = run("show", "correct.json").stdout
    assert run("show", "correct.json", "-o", "shown.txt").stdout == ""
    assert (folder / "shown.txt").read_text(encoding="utf-8") == printed


def test_statements_are_listed_and_chosen(run: Run) -> None:
    listed = run("show", "correct.json", "--list").stdout.splitlines()
    assert [line.split(maxsplit=1)[1] for line in listed] == [
        "Statement of income",
        "Cash flows",
        "Balance sheet",
        "In no statement",
    ]
    shown = run("show", "correct.json", "--statement", "BALANCE").stdout
    assert shown.startswith("Balance sheet (USD million)")
    assert "Cash flows" not in shown


def test_line_items_are_chosen(run: Run) -> None:
    shown = run("show", "correct.json", "--concept", "Gross profit").stdout
    assert "Gross profit" in shown
    assert "Earnings" not in shown


def test_tables_are_as_wide_as_the_terminal(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "50")
    assert max(map(len, run("show", "correct.json").stdout.splitlines())) <= 50


@pytest.mark.parametrize("more", [(), ("--list",), ("--statement", "Balance")])
def test_a_statement_that_there_is_not_is_a_mistake(run: Run, more: tuple[str, ...]) -> None:
    result = run("show", "correct.json", "--statement", "zzz", *more)
    assert (result.exit_code, result.stdout) == (Exit.USAGE, "")
    assert "No statement has “zzz” in its title or role. There are:" in result.stderr
    assert "  Balance sheet\n" in result.stderr


@pytest.mark.parametrize("more", [(), ("--list",), ("--concept", "Gross profit")])
def test_a_line_item_that_there_is_not_is_a_mistake(run: Run, more: tuple[str, ...]) -> None:
    result = run("show", "correct.json", "--concept", "zzz", *more)
    assert (result.exit_code, result.stdout) == (Exit.USAGE, "")
    assert "No line item of the report has “zzz” in its name or label." in result.stderr


def test_a_statement_without_facts_is_named(run: Run) -> None:
    result = run("show", "correct.json", "--concept", "Gross profit", "--statement", "Balance")
    assert (result.exit_code, result.stdout) == (Exit.USAGE, "")
    assert "“Balance sheet” has no facts in this report. These statements have" in result.stderr
