"""Each mistake that is found in the worked example is one: without all of them nothing is found."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import finmodel as fm
from finmodel.proof.certificate import certificate_json
from finmodel.proof.prove import Answer
from finmodel.proof.verify import verify
from tools.generate import ROOT

# What each mistake is taken to be: a table, a line, and what would contradict nothing there. Which
# of the numbers that disagree is wrong, and what was meant, the presentation does not say.
CORRECTIONS = {
    "iij:investingDirectionContradicts": ("s21_cash_flows.csv", "investing", "892", "-892"),
    "iij:operatingIncomeOfQuarterBefore": ("s13_income.csv", "operating_qoq", "-0.412", "0.291"),
    "iij:twoYearDirectionContradicts": (
        "s09_si_revenues.csv",
        "construction_backlog_3q06",
        "0.278",
        "-0.278",
    ),
    "the financing cash flow": ("s21_cash_flows.csv", "financing", "811", "-811"),
    "SG&A/R&D": ("s23_quarter.csv", "sga", "2600", "2500"),
    "net income": ("s13_income.csv", "equity_method", "-44", "48"),
    "other investments": (
        "s20_balance_notes.csv",
        "other_investments_others",
        "0,602",
        "-6,602000000",
    ),
    "intangible assets": ("s20_balance_notes.csv", "amortized", "321", "330"),
    "the loss of the new subsidiaries": ("s03_summary.csv", "new_loss", "-820", "-823"),
    "the growth of systems operation": ("s09_si_revenues.csv", "operation_qoq", "0.023", "-0.023"),
    "the baseline": ("s15_cost_control.csv", "personnel_baseline", "2008-12-31", "2008-09-30"),
}


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    """A copy of the example that may be corrected."""
    shutil.copytree(ROOT / "instances" / "iij-2008q3", tmp_path / "instances" / "iij-2008q3")
    (tmp_path / "schema").symlink_to(ROOT / "schema")
    return tmp_path / "instances" / "iij-2008q3"


def correct(tables: Path, table: str, line: str, wrong: str, right: str) -> None:
    path = tables / table
    rows = path.read_text(encoding="utf-8").splitlines(keepends=True)
    (at,) = (at for at, row in enumerate(rows) if row.startswith(f"{line},"))
    assert f",{wrong}" in rows[at]
    rows[at] = rows[at].replace(f",{wrong}", f",{right}", 1)
    path.write_text("".join(rows), encoding="utf-8")


def findings(tables: Path) -> list[str]:
    return [finding.message for finding in fm.validate(tables / "metadata.json").findings]


def test_nothing_is_wrong_with_the_example_when_its_mistakes_are_corrected(tables: Path) -> None:
    for correction in CORRECTIONS.values():
        correct(tables, *correction)
    assert findings(tables) == []


def test_the_rest_is_proved_possible_once_they_are_corrected(tables: Path) -> None:
    for correction in CORRECTIONS.values():
        correct(tables, *correction)
    proof = fm.prove(tables / "metadata.json")
    assert proof.answer is Answer.FEASIBLE
    assert verify(certificate_json(proof).encode()) == []


@pytest.mark.parametrize("mistake", CORRECTIONS)
def test_a_mistake_that_is_corrected_is_found_no_more(tables: Path, mistake: str) -> None:
    before = len(findings(tables))
    correct(tables, *CORRECTIONS[mistake])
    assert len(findings(tables)) == before - 1
