"""`finmodel convert`: reports and taxonomies, told apart by content."""

from __future__ import annotations

from pathlib import Path

import pytest

from finmodel.cli.exit import Exit
from finmodel.formats.report import read
from finmodel.formats.taxonomy import read_taxonomy
from tests.golden.acme import Acme
from tests.unit.cli.conftest import Run


@pytest.mark.parametrize("target", ["made.xml", "made.xbrl", "made-metadata.json", "made.json"])
def test_a_report_is_the_same_in_every_format(run: Run, folder: Path, target: str) -> None:
    result = run("convert", "clean.json", target)
    assert (result.exit_code, result.stdout, result.stderr) == (Exit.CLEAN, "", "")
    assert read(target, taxonomy=Acme.taxonomy) == read("clean.json", taxonomy=Acme.taxonomy)


def test_the_format_can_be_named(run: Run, folder: Path) -> None:
    assert run("convert", "correct.json", "made.txt", "--to", "json").exit_code == Exit.CLEAN
    again = run("convert", "made.txt", "again.json", "--from", "json")
    assert again.exit_code == Exit.CLEAN
    assert (folder / "again.json").read_bytes() == (folder / "made.txt").read_bytes()


def test_a_taxonomy_is_converted_too(run: Run, folder: Path) -> None:
    for source, target in (("acme.json", "made.xsd"), ("made.xsd", "made.json")):
        result = run("convert", source, target)
        assert (result.exit_code, result.stderr) == (Exit.CLEAN, "")
        assert read_taxonomy(target) == Acme.taxonomy


def test_a_missing_taxonomy_is_said_and_stops_nothing(run: Run, folder: Path) -> None:
    result = run("convert", "lonely.json", "made.json")
    assert result.exit_code == Exit.CLEAN
    assert "fm:taxonomyUnavailable" in result.stderr
    assert (folder / "made.json").is_file()


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["correct.json", "made.txt"], Exit.USAGE, "fm:unknownSuffix"),
        (["acme.json", "made.txt"], Exit.USAGE, "made.txt ends neither in .xsd nor in .json"),
        (["gone.json", "made.json"], Exit.UNREADABLE, "fm:cannotOpen"),
        (["words.txt", "made.json"], Exit.UNREADABLE, "fm:notAReport"),
        (["correct.json", "nowhere/made.json"], Exit.USAGE, "nowhere"),
    ],
)
def test_what_cannot_be_done_is_said(
    run: Run, folder: Path, arguments: list[str], code: Exit, says: str
) -> None:
    (folder / "words.txt").write_text("All is well.", encoding="utf-8")
    before = set(folder.iterdir())
    result = run("convert", *arguments)
    assert result.exit_code == code
    assert says in result.stderr
    assert set(folder.iterdir()) == before


def test_what_cannot_be_read_of_a_report_is_said(run: Run, folder: Path) -> None:
    text = (folder / "clean.json").read_text(encoding="utf-8")
    (folder / "faulty.json").write_text(text.replace("iso4217:USD", "iso4217 USD"), "utf-8")

    result = run("convert", "faulty.json", "made.json")

    assert result.exit_code == Exit.FINDINGS
    assert "error oimce:invalidUnitStringRepresentation" in result.stderr
    assert len(read("made.json").facts) < len(read("clean.json").facts)
