"""`finmodel rules`: what is checked, and what became of it."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

from finmodel.cli.exit import Exit
from tests.unit.cli.conftest import Run


def test_every_formula_and_rule_of_a_report_comes_with_its_relations(run: Run) -> None:
    lines = run("rules", "wrong.json").stdout.splitlines()
    of = dict(pairwise(lines))
    total = "fm:totalMismatch  Inventories = FinishedGoods + RawMaterials"
    rule = "acme:productsDoNotAddUp  Revenues = sum(Revenues over Product)"
    assert of[total].strip() == "1 relation: 1 broken"
    assert of[rule].strip() == "2 relations: 1 exact, 1 not evaluated"
    assert lines[lines.index(rule) + 2].strip().startswith("not reported: Revenues[Product = ")


def test_the_sum_is_the_coverage_of_a_validation(run: Run) -> None:
    coverage = run("rules", "wrong.json").stdout.splitlines()[-1]
    assert run("validate", "wrong.json").stdout.splitlines()[-1].endswith(f" · {coverage}")


def test_numbers_that_nothing_checks_are_listed_on_demand(run: Run) -> None:
    listed = run("rules", "wrong.json", "--unchecked").stdout.splitlines()
    missed = [line for line in listed if line.startswith("checked by nothing: ")]
    assert missed == ["checked by nothing: Earnings per share, 2008-01-01 to 2008-12-31: 8.05"]
    assert "checked by nothing: " not in run("rules", "wrong.json").stdout


def test_the_rules_of_a_rule_file(run: Run) -> None:
    result = run("rules", "acme.rules.toml")
    assert result.exit_code == Exit.CLEAN
    assert result.stdout.splitlines()[:2] == [
        "acme:productsDoNotAddUp  Revenues = sum(Revenues over Product)",
        "    Every dollar of revenues comes from one product.",
    ]


def test_what_is_wrong_with_a_rule_file_is_said(run: Run, folder: Path) -> None:
    (folder / "bad.toml").write_text(
        '[[rule]]\ncode = "a:b"\nassert = "A = "\nwhy = "x"\n', "utf-8"
    )
    result = run("rules", "bad.toml")
    assert result.exit_code == Exit.FINDINGS
    assert "bad.toml:3:" in result.stderr


def test_a_file_that_cannot_be_read(run: Run) -> None:
    assert run("rules", "gone.toml").exit_code == Exit.UNREADABLE
    assert run("rules", "gone.json").exit_code == Exit.UNREADABLE
