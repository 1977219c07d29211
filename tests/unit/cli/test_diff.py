"""`finmodel diff`."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from finmodel.cli.exit import Exit
from tests.unit.cli.conftest import Run

SCHEMA = Path(__file__).resolve().parents[3] / "schema" / "finmodel" / "comparison.schema.json"


def first_line(run: Run, *arguments: str) -> str:
    return str(run("diff", *arguments).stdout.splitlines()[0])


def test_a_report_is_the_same_as_itself_in_another_format(run: Run) -> None:
    assert run("convert", "clean.json", "clean.xml").exit_code == Exit.CLEAN
    result = run("diff", "clean.json", "clean.xml")
    assert (result.exit_code, result.stderr) == (Exit.CLEAN, "")
    assert result.stdout.startswith("SAME  no changes · 17 equal\n")


def test_what_has_changed(run: Run) -> None:
    result = run("diff", "wrong.json", "correct.json")
    assert result.exit_code == Exit.FINDINGS
    assert result.stdout.startswith("DIFFERENT  2 changed beyond rounding · 15 equal\n")
    assert "USD 1,560 million" in result.stdout


def test_json(run: Run) -> None:
    result = run("diff", "wrong.json", "correct.json", "--format", "json")
    content = json.loads(result.stdout)
    known = json.loads(SCHEMA.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(known).validate(content)
    assert [pair["difference"] for pair in content["pairs"]] == ["-8000000", "-0.01"]


def test_the_name_of_the_output_says_the_format(run: Run, folder: Path) -> None:
    run("diff", "wrong.json", "correct.json", "-o", "out.json")
    run("diff", "wrong.json", "correct.json", "-o", "out.html")
    assert json.loads((folder / "out.json").read_text(encoding="utf-8"))["verdict"] == "different"
    assert (folder / "out.html").read_text(encoding="utf-8").startswith("<!doctype html>")


def test_several_formats_at_once(run: Run, folder: Path) -> None:
    forms = ("--format", "json=out.json", "--format", "html=out.html", "--format", "text")
    result = run("diff", "wrong.json", "correct.json", *forms)
    assert result.stdout.startswith("DIFFERENT")
    assert json.loads((folder / "out.json").read_text(encoding="utf-8"))["verdict"] == "different"
    assert (folder / "out.html").exists()


def test_a_format_that_there_is_not(run: Run) -> None:
    result = run("diff", "wrong.json", "correct.json", "--format", "sarif")
    assert result.exit_code == Exit.USAGE
    assert "text, json, html" in result.stderr


def rounded(folder: Path) -> str:
    """Write the clean report with its revenues rounded to billions, and return its name."""
    content = json.loads((folder / "clean.json").read_text(encoding="utf-8"))
    for fact in content["facts"].values():
        if fact["value"] == "1200000000":
            fact |= {"value": "1000000000", "decimals": -9}
    (folder / "rounded.json").write_text(json.dumps(content), encoding="utf-8")
    return "rounded.json"


@pytest.mark.parametrize(
    ("fail_on", "old", "expected"),
    [
        ("never", "wrong.json", Exit.CLEAN),
        ("number", "wrong.json", Exit.FINDINGS),
        ("change", "wrong.json", Exit.FINDINGS),
        ("number", "clean.json", Exit.CLEAN),
        ("change", "clean.json", Exit.CLEAN),
        ("rounding", "clean.json", Exit.FINDINGS),
    ],
)
def test_what_fails(run: Run, folder: Path, fail_on: str, old: str, expected: Exit) -> None:
    result = run("diff", old, rounded(folder), "--fail-on", fail_on)
    assert result.exit_code == expected


def test_what_is_re_rounded_is_only_listed_if_asked_for(run: Run, folder: Path) -> None:
    name = rounded(folder)
    few, everything = run("diff", "clean.json", name), run("diff", "clean.json", name, "--all")
    assert "Only re-rounded: 1" in everything.stdout
    assert "Only re-rounded: 1" not in few.stdout
    assert "1 only re-rounded" in few.stdout


def test_a_taxonomy_that_is_missing_is_no_difference(run: Run) -> None:
    result = run("diff", "lonely.json", "correct.json")
    assert result.exit_code == Exit.CLEAN
    assert "gone.json" in result.stderr


def test_a_part_of_a_taxonomy_that_is_missing_is_said(run: Run, folder: Path) -> None:
    schema = (
        '<schema xmlns="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:part">'
        '<import namespace="urn:other" schemaLocation="gone.xsd"/></schema>'
    )
    (folder / "part.xsd").write_text(schema, encoding="utf-8")
    result = run("diff", "clean.json", "clean.json", "--taxonomy", "part.xsd")
    assert result.exit_code == Exit.CLEAN
    assert result.stderr.count("fm:documentNotAvailable") == 1


def test_names_that_are_one(run: Run, folder: Path) -> None:
    text = (folder / "clean.json").read_text(encoding="utf-8")
    (folder / "old.json").write_text(text.replace("acme:Costs", "acme:Expenses"), encoding="utf-8")
    assert "removed" in first_line(run, "old.json", "clean.json", "--fail-on", "never")
    mapped = ("old.json", "clean.json", "--map", "acme:Expenses=acme:Costs")
    assert first_line(run, *mapped).startswith("SAME")


@pytest.mark.parametrize(
    ("mapped", "said"),
    [
        ("acme:Costs", "does not say OLD=NEW"),
        ("acme:*=acme:Costs", "on one side only"),
        ("nobody:Costs=acme:Costs", "no namespace is bound"),
        ("acme:Coasts=acme:Costs", "OLD has nothing that is called 'acme:Coasts'"),
        ("Costs=acme:Costs", "OLD has nothing that is called 'Costs'"),
        ("{urn:typo}*={urn:acme}*", "OLD has nothing that is called '{urn:typo}*'"),
    ],
)
def test_names_that_make_no_sense(run: Run, mapped: str, said: str) -> None:
    result = run("diff", "clean.json", "clean.json", "--map", mapped)
    assert result.exit_code == Exit.USAGE
    assert said in result.stderr


def test_a_report_that_cannot_be_read(run: Run) -> None:
    assert run("diff", "clean.json", "nowhere.json").exit_code == Exit.UNREADABLE


@pytest.mark.parametrize("output", ["clean.json", "nowhere/out.html"])
def test_what_is_compared_is_not_written_over(run: Run, folder: Path, output: str) -> None:
    before = (folder / "clean.json").read_bytes()
    result = run("diff", "clean.json", "wrong.json", "-o", output)
    assert (result.exit_code, result.stdout) == (Exit.USAGE, "")
    assert (folder / "clean.json").read_bytes() == before


def test_what_could_not_be_read_is_not_said_to_be_the_same(run: Run, folder: Path) -> None:
    content = json.loads((folder / "clean.json").read_text(encoding="utf-8"))
    broken = next(iter(content["facts"].values()))
    broken["dimensions"]["period"] = "soon"
    (folder / "broken.json").write_text(json.dumps(content), encoding="utf-8")
    result = run("diff", "broken.json", "broken.json")
    assert result.exit_code == Exit.FINDINGS
    assert result.stdout.startswith("INCOMPLETE  no changes in what could be read · ")
    said = result.stderr.splitlines()
    assert len(said) == len(set(said))
    found = run("diff", "broken.json", "broken.json", "--format", "json").stdout
    known = json.loads(SCHEMA.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(known).validate(json.loads(found))
    page = run("diff", "broken.json", "broken.json", "--format", "html").stdout
    assert "Not all of these reports could be read" in page
