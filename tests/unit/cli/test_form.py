"""Formats of findings: several at once, each in its place, wrong ones told clearly."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from lxml import etree

from finmodel.cli.exit import Exit
from tests.unit.cli.conftest import Run


def test_several_formats_go_to_files_and_one_to_the_screen(run: Run, folder: Path) -> None:
    names = ["sarif", "junit", "jsonl", "json", "github"]
    forms = [option for name in names for option in ("--format", f"{name}=out.{name}")]

    result = run("validate", "wrong.json", "correct.json", *forms, "--format", "text")

    assert result.exit_code == Exit.FINDINGS
    assert result.stdout == run("validate", "wrong.json", "correct.json").stdout
    written = {name: (folder / f"out.{name}").read_text(encoding="utf-8") for name in names}
    alone = {
        name: run("validate", "wrong.json", "correct.json", "--format", name).stdout
        for name in names
    }
    assert written == alone
    (sarif,) = json.loads(written["sarif"])["runs"]
    assert sarif["invocations"] == [{"executionSuccessful": True, "exitCode": 1}]
    findings = json.loads(written["json"])["findings"]
    assert [r["ruleId"] for r in sarif["results"]] == [found["code"] for found in findings]
    root = etree.fromstring(written["junit"].encode())
    assert [suite.get("name") for suite in root] == ["wrong.json", "correct.json"]
    names_of_cases = {case.get("name") for case in root[1]}
    assert {"acme:productsDoNotAddUp", "fm:totalMismatch"} <= names_of_cases


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--format", "srif"], "there is no format 'srif'; 'sarif' may be meant"),
        (["--format", "yaml=x"], "there is no format 'yaml'"),
        (["--format", "sarif="], "names no file"),
        (["--format", "text", "--format", "sarif"], "cannot both go to standard output"),
        (["--format", "json=x", "--format", "text=x"], "cannot both go to x"),
        (["--format", "xlsx"], "xlsx is not for a screen"),
        (["a.json", "--format", "html"], "html is a page about one report"),
        (["--format", "json=x", "-o", "y"], "--output is for one format"),
        (["--format", "json", "--format", "text", "-o", "y"], "--output is for one format"),
        (["--format", "sarif=no/x"], "no/x cannot be written: there is no such folder"),
        (["correct.json", "--format", "json=./correct.json"], "correct.json is read"),
        (["correct.json", "-o", "correct.json"], "correct.json is read"),
    ],
)
def test_wrong_usage_is_told_before_anything_is_read(
    run: Run, folder: Path, arguments: list[str], says: str
) -> None:
    before = sorted(folder.iterdir())
    result = run("validate", "gone.json", *arguments)
    assert result.exit_code == Exit.USAGE
    assert says in " ".join(result.stderr.split())
    assert result.stdout == ""
    assert sorted(folder.iterdir()) == before


def test_a_file_that_cannot_be_written_is_told_and_nothing_is_on_the_screen(
    run: Run, folder: Path
) -> None:
    (folder / "x").mkdir()
    result = run("validate", "wrong.json", "--format", "sarif=x", "--format", "text")
    assert (result.exit_code, result.stdout) == (Exit.USAGE, "")


def test_a_fix_is_looked_for_where_there_is_room_for_it(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []

    def likely(path: Path, case: object, _: object) -> None:
        asked.append(case)

    monkeypatch.setattr("finmodel.cli.detail.likely_wrong", likely)
    run("validate", "wrong.json", "--format", "junit")
    run("validate", "correct.json", "--format", "sarif", "--no-prove")
    assert asked == []
    run("validate", "wrong.json", "--format", "sarif")
    assert len(asked) == 1


def test_a_page_and_a_workbook_go_to_files(run: Run, folder: Path) -> None:
    result = run("validate", "wrong.json", "--format", "html=out.html", "--format", "xlsx=out.xlsx")
    assert (result.exit_code, result.stdout) == (Exit.FINDINGS, "")
    page = (folder / "out.html").read_text(encoding="utf-8")
    assert page.lower().startswith("<!doctype html>")
    assert "fm:growthMismatch" in page
    assert (folder / "out.xlsx").read_bytes().startswith(b"PK")
