"""Filings as companies made them, against what another processor reads in them."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from finmodel.formats.document import Document
from finmodel.formats.xbrl_json.reader import read_report as read_json
from finmodel.formats.xbrl_xml.reader import read_report
from finmodel.formats.xbrl_xml.writer import report_chunks
from finmodel.model.report import Report
from finmodel.numeric import NumberError, parse_decimal
from finmodel.taxonomy.taxonomy import EMPTY

FILINGS = "filings/open"
INSTANCES = {
    "sec-aapl-10k-2010": ("aapl-20100925.xml", set[str]()),
    "dk-andco-2017": ("and co 2017.xml", set[str]()),
    "ferc-anr-pipeline-company-form2-2021-2948": ("*.xbrl", set[str]()),
    "ferc-duke-energy-business-services-llc-form60-2022-2408": ("*.xbrl", set[str]()),
    "ferc-dcp-sand-hills-interstate-pipeline-llc-form6-2022-6866": ("*.xbrl", set[str]()),
    "jp-edinet-sample-01-s001xxxx": ("*.xbrl", {"xbrlxe:nonStandardFootnoteResourceRole"}),
    "jp-edinet-sample-02-s002xxxx": ("*.xbrl", {"xbrlxe:nonStandardFootnoteResourceRole"}),
    "jp-edinet-sample-03-s003xxxx": ("*.xbrl", {"xbrlxe:nonStandardFootnoteResourceRole"}),
    "eiopa-qrs-240-instance": ("*.xbrl", {"xbrlxe:unsupportedTuple"}),
    "es-pgc-memoria-caso02": ("*.xbrl", {"xbrlxe:unsupportedTuple"}),
}
"""The instance of each filing, and what is wrong with it."""

Statement = tuple[object, ...]


def statements(report: Report) -> Counter[Statement]:
    """What facts say, without the language, which only texts have, as the taxonomy knows."""
    return Counter(
        (
            fact.concept,
            fact.dimension_set,
            fact.unit,
            as_number(fact.text),
            tuple(sorted(note_texts(report, fact.id))),
        )
        for fact in report.facts
    )


def as_number(text: str | None) -> Decimal | str | None:
    try:
        return text if text is None else parse_decimal(text.strip())
    except NumberError:
        return text


def note_texts(report: Report, id: str) -> list[str]:
    targets = (target for link in report.links_from(id) for target in link.targets)
    return [report.notes[target].value.strip() for target in targets if target in report.notes]


@pytest.mark.parametrize("filing", INSTANCES)
def test_a_filing_says_what_others_read_in_it(shared: Path, filing: str) -> None:
    pattern, codes = INSTANCES[filing]
    folder = shared / FILINGS / filing
    (instance,) = folder.glob(pattern)
    report = read_report(Document.of(instance))
    assert {diagnostic.code for diagnostic in report.diagnostics} == codes
    assert len(report.facts) > 200
    expected = folder / "expected" / "oim.json"
    if expected.exists():
        other = read_json(Document.of(expected))
        assert len(report.facts) + len(report.notes) == len(other.facts) + len(other.notes)
        assert statements(report) == statements(other)


@pytest.mark.parametrize("filing", INSTANCES)
def test_a_filing_comes_back_equal_from_being_written(shared: Path, filing: str) -> None:
    (instance,) = (shared / FILINGS / filing).glob(INSTANCES[filing][0])
    report = read_report(Document.of(instance))
    data = b"".join(report_chunks(report, EMPTY, None))
    again = read_report(Document.from_bytes(data))
    assert again == report
    assert again.columns.id == report.columns.id
    assert b"".join(report_chunks(again, EMPTY, None)) == data


def test_facts_of_a_filing_are_found_in_their_lines(shared: Path) -> None:
    (instance,) = (shared / FILINGS / "dk-andco-2017").glob("*.xml")
    report = read_report(Document.of(instance))
    text = instance.read_text("utf-8").splitlines()
    rows = range(0, len(report.facts), 20)
    sources = report.locate(rows)
    assert sources.keys() == set(rows)
    for row, source in sources.items():
        assert "contextRef=" in text[(source.line or 0) - 1]
        assert report.facts[row].concept.local_name in text[(source.line or 0) - 1]
