"""`finmodel validate`: exit codes, verdicts, what is shown and where."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from finmodel.cli.exit import Exit
from finmodel.formats.document import Document
from finmodel.formats.taxonomy_json.reader import read_taxonomy
from finmodel.taxonomy.taxonomy import Taxonomy
from tests.unit.cli.conftest import Run


@pytest.mark.parametrize(
    ("arguments", "code", "verdict"),
    [
        (["correct.json"], Exit.CLEAN, "VALID"),
        (["wrong.json"], Exit.FINDINGS, "INVALID"),
        (["wrong.json", "--fail-on", "never"], Exit.CLEAN, "INVALID"),
        (["correct.json", "--fail-on", "warning"], Exit.FINDINGS, "VALID"),
        (["correct.json", "--fail-on", "warning", "--ignore", "acme:"], Exit.CLEAN, "VALID"),
        (["wrong.json", "--select", "acme:"], Exit.CLEAN, "VALID"),
        (["lonely.json"], Exit.FINDINGS, "NOT CHECKED"),
        (["lonely.json", "--ignore", "fm:"], Exit.CLEAN, "NOT CHECKED"),
        (["lonely.json", "--taxonomy", "acme.json"], Exit.CLEAN, "VALID"),
        (["gone.json"], Exit.UNREADABLE, "UNREADABLE"),
        (["gone.json", "--fail-on", "never"], Exit.UNREADABLE, "UNREADABLE"),
        (["correct.json", "wrong.json"], Exit.FINDINGS, "INVALID"),
        (["gone.json", "wrong.json"], Exit.UNREADABLE, "UNREADABLE"),
        (["wrong.json", "gone.json", "correct.json"], Exit.UNREADABLE, "UNREADABLE"),
    ],
)
def test_the_exit_code_and_the_last_line(
    run: Run, arguments: list[str], code: Exit, verdict: str
) -> None:
    result = run("validate", *arguments)
    assert result.exit_code == code
    assert result.stdout.splitlines()[-1].startswith(f"{verdict}  ")
    assert result.stderr == ""


@pytest.mark.parametrize("prefix", ["xx", "fm:totalMismtch", "acme:Stock"])
def test_a_code_that_there_is_not_cannot_be_selected(run: Run, prefix: str) -> None:
    result = run("validate", "wrong.json", "--select", "fm:total", "--select", prefix)
    assert result.exit_code == Exit.USAGE
    assert result.stdout == ""
    assert f"no code starts with {prefix!r}" in result.stderr


def test_what_is_left_out_is_counted(run: Run) -> None:
    last = run("validate", "wrong.json", "--ignore", "fm:total").stdout.splitlines()[-1]
    assert last.startswith("INVALID  1 error, 1 warning · ")
    assert last.endswith(" · 1 error left out")


def test_a_taxonomy_that_several_files_share_is_read_once(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    reads: list[Document] = []

    def counting(document: Document) -> Taxonomy:
        reads.append(document)
        return read_taxonomy(document)

    monkeypatch.setattr("finmodel.formats.taxonomy_json.reader.read_taxonomy", counting)
    run("validate", "correct.json", "wrong.json", "clean.json")
    assert len(reads) == 1


def test_several_files_are_each_named_and_judged(run: Run) -> None:
    lines = run("validate", "correct.json", "gone.json", "wrong.json").stdout.splitlines()

    starts = [line.split("  ")[0] for line in lines]

    assert [s for s in starts if s in ("correct.json", "gone.json", "wrong.json")] == [
        "correct.json",
        "gone.json",
        "wrong.json",
    ]
    assert [s for s in starts if s.isupper()] == ["VALID", "UNREADABLE", "INVALID", "UNREADABLE"]
    assert lines[-1] == "UNREADABLE  3 files: 1 unreadable, 1 invalid, 1 valid"


def test_json_has_the_same_verdicts(run: Run) -> None:
    result = run("validate", "--format", "json", "correct.json", "wrong.json", "gone.json")

    content = json.loads(result.stdout)

    assert result.exit_code == Exit.UNREADABLE
    assert content["summary"]["verdict"] == "unreadable"
    verdicts = {each["document"]: each["summary"]["verdict"] for each in content["reports"]}
    assert verdicts == {"correct.json": "valid", "wrong.json": "invalid", "gone.json": "unreadable"}
    assert content["summary"]["errors"] == sum(
        finding["severity"] == "error" for finding in content["findings"]
    )


def test_a_taxonomy_or_rule_file_that_cannot_be_read_stops_everything(run: Run) -> None:
    for option in ("--taxonomy", "--rules"):
        result = run("validate", "correct.json", option, "gone.toml")
        assert result.exit_code == Exit.UNREADABLE
        assert result.stdout == ""
        assert "gone.toml cannot be opened" in result.stderr


def test_rules_that_are_given_replace_those_that_are_found(run: Run, folder: Path) -> None:
    (folder / "none.toml").write_text("", encoding="utf-8")
    result = run("validate", "correct.json", "--rules", "none.toml", "--fail-on", "warning")
    assert result.exit_code == Exit.CLEAN


def test_output_goes_to_a_file_whole(run: Run, folder: Path) -> None:
    printed = run("validate", "wrong.json", "--format", "json").stdout

    result = run("validate", "wrong.json", "--format", "json", "--output", "findings.json")

    assert (result.stdout, result.exit_code) == ("", Exit.FINDINGS)
    assert (folder / "findings.json").read_text(encoding="utf-8") == printed


def test_an_output_that_cannot_be_written_is_wrong_usage(run: Run, folder: Path) -> None:
    result = run("validate", "correct.json", "--output", "nowhere/findings.json")
    assert result.exit_code == Exit.USAGE
    assert "nowhere" in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize("arguments", [[], ["a.json", "--fail-on", "often"], ["--frobnicate"]])
def test_wrong_usage(run: Run, arguments: list[str]) -> None:
    assert run("validate", *arguments).exit_code == Exit.USAGE


@pytest.mark.parametrize(
    ("options", "code", "says"),
    [
        ([], Exit.CLEAN, ""),
        (["--duplicates", "complete"], Exit.CLEAN, ""),
        (["--duplicates", "none"], Exit.FINDINGS, "oime:disallowedDuplicateFacts"),
        (["--calculations", "2.1"], Exit.CLEAN, ""),
        (["--calculations", "1.1-truncation"], Exit.FINDINGS, "each number cut off"),
        (["--calculations", "1.2"], Exit.USAGE, ""),
    ],
)
def test_the_rules_for_totals_and_the_allowed_duplicates_are_chosen(
    run: Run, folder: Path, options: list[str], code: Exit, says: str
) -> None:
    content = json.loads((folder / "clean.json").read_text("utf-8"))
    content["facts"]["again"] = content["facts"]["f1"]
    (folder / "twice.json").write_text(json.dumps(content), "utf-8")
    result = run("validate", "twice.json", *options)
    assert result.exit_code == code
    assert says in result.stdout
