"""Real filings: nothing is lost from XML to JSON and back, nor differs from what others read."""

from __future__ import annotations

from array import array
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Final

import pytest
from attrs import evolve
from rich.cells import cell_len

from finmodel.diagnostic import Severity
from finmodel.formats.reduction import reduced
from finmodel.formats.report import read, settled, write
from finmodel.formats.store.mirror import Mirror
from finmodel.formats.taxonomy import read_taxonomy
from finmodel.formats.taxonomy_xml.resolver import first_of, local_file
from finmodel.formats.xbrl_json.fault import DIALECT
from finmodel.model.column import ABSENT, EXACT, NONE
from finmodel.model.report import Report
from finmodel.render.sheet import Sheets
from finmodel.render.table import table_lines
from finmodel.taxonomy.taxonomy import Taxonomy

OPEN: Final = "filings/open"

LEFT_OUT: Final = {
    "dk-andco-2017/and co 2017.xml": {},
    "eiopa-qrs-240-instance": {"xbrlxe:unsupportedTuple": 14},
    "es-pgc-memoria-caso02": {
        "xbrlxe:unsupportedTuple": 43,
        # the identifier is “TESTING XBRL ESPAÑA, S.A.”, with spaces
        "oimce:invalidSQName": 817,
    },
    "ferc-anr-pipeline-company-form2-2021-2948": {},
    "ferc-dcp-sand-hills-interstate-pipeline-llc-form6-2022-6866": {},
    "ferc-duke-energy-business-services-llc-form60-2022-2408": {},
    "jp-edinet-sample-01-s001xxxx": {},
    "jp-edinet-sample-02-s002xxxx": {},
    "jp-edinet-sample-03-s003xxxx": {},
    "sec-aapl-10k-2010/aapl-20100925.xml": {},
}
"""How many facts each filing has that JSON has not, by the code of the error that says so."""

IN_JSON: Final = {
    "dk-andco-2017/and co 2017.xml": "",
    "ferc-anr-pipeline-company-form2-2021-2948": "notes without the white space around them",
    "ferc-duke-energy-business-services-llc-form60-2022-2408": (
        "notes without the white space around them"
    ),
    "jp-edinet-sample-01-s001xxxx": "the address of the taxonomy is relative to another folder",
    "jp-edinet-sample-02-s002xxxx": "the address of the taxonomy is relative to another folder",
    "jp-edinet-sample-03-s003xxxx": "the address of the taxonomy is relative to another folder",
    "sec-aapl-10k-2010/aapl-20100925.xml": (
        "the address of the taxonomy is relative to another folder"
    ),
}
"""In what the JSON that another processor made of a filing differs from ours, facts never."""


def path_of(shared: Path, filing: str) -> Path:
    folder, _, name = filing.partition("/")
    (path,) = (shared / OPEN / folder).glob(name or "*.xbrl")
    return path


def without_taxonomy(report: Report) -> Report:
    """Return a report in which an exact number without a unit is as JSON writes it, like a text."""
    columns = report.columns
    pairs = zip(columns.decimals, columns.unit, strict=True)
    decimals = [ABSENT if (d, unit) == (EXACT, NONE) else d for d, unit in pairs]
    return evolve(report, columns=evolve(columns, decimals=array("i", decimals)))


@pytest.mark.parametrize("filing", LEFT_OUT)
def test_a_filing_becomes_json_and_xml_again(shared: Path, tmp_path: Path, filing: str) -> None:
    report = read(path_of(shared, filing))
    kept, errors = reduced(report, DIALECT)
    written = write(report, tmp_path / "report.json")
    assert [d.code for d in written if d.severity is Severity.ERROR] == list(LEFT_OUT[filing])
    assert list(written) == errors
    for said in written:
        assert f"{LEFT_OUT[filing][said.code]:,} facts are left out" in said.message
    assert len(kept.columns) == len(report.columns) - sum(LEFT_OUT[filing].values())

    as_json = read(tmp_path / "report.json")
    assert as_json.diagnostics == ()
    assert as_json == without_taxonomy(kept)

    write(as_json, tmp_path / "report.xml")
    again = read(tmp_path / "report.xml")
    assert without_taxonomy(again) == as_json


@pytest.mark.parametrize("filing", IN_JSON)
def test_the_facts_are_those_that_another_processor_finds(shared: Path, filing: str) -> None:
    report, taxonomy = with_taxonomy(shared, filing)
    ours, _ = reduced(report, DIALECT)
    theirs = settled(read(path_of(shared, filing).parent / "expected" / "oim.json"), taxonomy)
    assert stated(ours) == stated(theirs)
    assert linked(ours) == linked(theirs)
    assert (ours == theirs) == (not IN_JSON[filing])


@pytest.mark.parametrize("filing", LEFT_OUT)
@pytest.mark.parametrize("language", ["en", "ja"])
def test_every_fact_stands_in_a_statement(shared: Path, filing: str, language: str) -> None:
    report, taxonomy = with_taxonomy(shared, filing)
    tables = [table for _, table in Sheets(report, taxonomy, language)]
    shown = {fact for table in tables for fact in table.facts}
    assert shown == set(range(len(report.columns)))
    lines = [line for table in tables for line in table_lines(table, 80)]
    assert max(map(cell_len, lines)) <= 80
    assert all(map(str.isprintable, (line.replace("\u3000", " ") for line in lines)))


@cache
def with_taxonomy(shared: Path, filing: str) -> tuple[Report, Taxonomy]:
    report = read(path_of(shared, filing))
    resolver = first_of(local_file, Mirror.at(shared / "filings" / "taxonomies.zip"))
    taxonomy = read_taxonomy(report.entry_points, resolver=resolver)
    return settled(report, taxonomy), taxonomy


def stated(report: Report) -> Counter[tuple[object, ...]]:
    """Return everything that facts say, numbers by value, however often each is said."""
    return Counter(
        (
            fact.concept,
            fact.dimension_set,
            fact.unit,
            fact.language,
            report.columns.decimals[fact.row],
            fact.value,
        )
        for fact in report.facts
    )


def linked(report: Report) -> Counter[tuple[object, ...]]:
    """Return which facts have which notes, without the white space around them."""
    return Counter(
        (link.type, fact.concept, fact.dimension_set, report.notes[target].value.strip())
        for fact in report.facts
        for link in report.links_from(fact.id)
        for target in link.targets
        if target in report.notes
    )
