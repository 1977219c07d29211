"""Filings as xBRL-JSON and xBRL-CSV, as others made them."""

from __future__ import annotations

import json
from pathlib import Path
from zipfile import ZipFile

import pytest

from finmodel.formats.document import Document
from finmodel.formats.xbrl_csv.reader import read_report as read_csv
from finmodel.formats.xbrl_csv.writer import write_report as write_csv
from finmodel.formats.xbrl_json.reader import read_report as read_json
from finmodel.formats.xbrl_json.writer import write_report as write_json
from finmodel.taxonomy.taxonomy import EMPTY

OPEN = "filings/open"
FILINGS = [
    "acfr-103-tallgrassmetro-2022-12-31",
    "dk-andco-2017",
    "ferc-anr-pipeline-company-form2-2021-2948",
    "ferc-duke-energy-business-services-llc-form60-2022-2408",
    "jp-edinet-sample-01-s001xxxx",
    "jp-edinet-sample-02-s002xxxx",
    "jp-edinet-sample-03-s003xxxx",
    "jp-tdnet-85660-fy2024",
    "sec-aapl-10k-2010",
]


@pytest.mark.parametrize("filing", FILINGS)
def test_a_filing_is_rewritten_without_loss(shared: Path, tmp_path: Path, filing: str) -> None:
    source = shared / OPEN / filing / "expected" / "oim.json"
    report = read_json(Document.of(source))
    assert report.diagnostics == ()
    target = tmp_path / "report.json"
    assert write_json(report, target, EMPTY) == ()
    before, after = (json.loads(path.read_bytes())["facts"] for path in (source, target))
    for facts in (before, after):
        for fact in facts.values():  # groups of links have other aliases
            for type_, groups in fact.get("links", {}).items():
                fact["links"][type_] = list(groups.values())
    assert after == before
    assert read_json(Document.of(target)) == report


@pytest.mark.parametrize("filing", FILINGS)
def test_a_filing_survives_as_tables(shared: Path, tmp_path: Path, filing: str) -> None:
    report = read_json(Document.of(shared / OPEN / filing / "expected" / "oim.json"))
    target = tmp_path / "report-metadata.json"
    assert write_csv(report, target, EMPTY) == ()
    again = read_csv(Document.of(target))
    assert again.diagnostics == ()
    assert again == report


def test_an_early_report_in_json_is_read(shared: Path) -> None:
    (source,) = (shared / OPEN).glob("esef-json-*/*.json")
    report = read_json(Document.of(source))
    assert len(report.facts) == len(json.loads(source.read_bytes())["facts"])
    assert report.taxonomy[0].startswith("http://www.tauron.pl/")


def test_tables_whose_metadata_is_elsewhere_are_named(shared: Path, tmp_path: Path) -> None:
    (source,) = (shared / OPEN).glob("eba-csv-*/*.zip")
    with ZipFile(source) as archive:
        archive.extractall(tmp_path)
    (metadata,) = tmp_path.glob("*/reports/report.json")
    report = read_csv(Document.of(metadata))
    assert [one.code for one in report.diagnostics] == [
        "xbrlce:unresolvableBaseMetadataFile",
    ]
    assert "http://www.eba.europa.eu/" in report.diagnostics[0].message
    assert len(report.facts) == 0


def test_tables_of_a_regulator_are_read_with_metadata_of_their_own(
    shared: Path, tmp_path: Path
) -> None:
    (source,) = (shared / OPEN).glob("eba-csv-*/*.zip")
    with ZipFile(source) as archive:
        archive.extractall(tmp_path)
    (metadata,) = tmp_path.glob("*/reports/report.json")
    columns: dict[str, object] = {name: {} for name in ("c0010", "c0020")}
    fact = {"dimensions": {"concept": "eba_met:ei1", "eba_dim:KEY": "$c0010"}}
    members = {
        "documentInfo": {
            "documentType": "https://xbrl.org/2021/xbrl-csv",
            "taxonomy": ["https://example.org/dora.xsd"],
            "namespaces": {
                "eba_met": "http://www.eba.europa.eu/xbrl/crr/dict/met",
                "eba_dim": "http://www.eba.europa.eu/xbrl/crr/dict/dim",
                "rs": "http://standards.iso.org/iso/17442",
            },
        },
        "dimensions": {"entity": "$entityID", "period": "$refPeriod@end"},
        "parameterURL": "parameters.csv",
        "tableTemplates": {"b_03.02": {"columns": {**columns, "c0030": fact}}},
        "tables": {"b_03.02": {"url": "b_03.02.csv"}},
    }
    metadata.write_text(json.dumps(members), "utf-8")
    report = read_csv(Document.of(metadata))
    rows = (metadata.parent / "b_03.02.csv").read_text("utf-8").splitlines()[1:]
    assert len(report.facts) == len(rows) > 1
    assert str(report.facts[0].period) == "2024-12-31"
    assert {one.code for one in report.diagnostics} == {
        "xbrlce:invalidIdentifier",
        "xbrlce:unmappedCellValue",
        "xbrlce:unreferencedParameter",
    }
