"""What is written as xBRL-CSV is read again as it was."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from finmodel.formats.document import Document
from finmodel.formats.report import settled
from finmodel.formats.xbrl_csv.reader import read_report
from finmodel.formats.xbrl_csv.writer import write_report
from finmodel.model.report import Report
from finmodel.taxonomy.concept import Kind
from finmodel.taxonomy.taxonomy import EMPTY, Taxonomy
from tests.roundtrip.known import taxonomy_of
from tests.roundtrip.strategies import reports


@settings(max_examples=50)  # each writes and syncs several files
@given(reports(), st.booleans())
def test_a_report_comes_back_equal_whenever_its_taxonomy_is_known(
    report: Report, is_known: bool
) -> None:
    taxonomy = taxonomy_of(report)
    with TemporaryDirectory() as folder:
        target = Path(folder) / "report-metadata.json"
        assert write_report(report, target, taxonomy) == ()
        again = read_report(Document.of(target), taxonomy if is_known else EMPTY)
        assert again.diagnostics == ()
        assert settled(again, taxonomy) == report


@settings(max_examples=50)
@given(reports())
def test_numbers_are_told_from_texts_without_a_taxonomy(report: Report) -> None:
    concepts = taxonomy_of(report).concepts
    dimensions = {name: one for name, one in concepts.items() if one.kind is Kind.DIMENSION}
    with TemporaryDirectory() as folder:
        target = Path(folder) / "report-metadata.json"
        write_report(report, target, EMPTY)
        again = settled(read_report(Document.of(target)), Taxonomy(concepts=dimensions))
        assert again == report


@settings(max_examples=50)
@given(reports())
def test_ids_and_bytes_are_kept_from_the_second_time_on(report: Report) -> None:
    with TemporaryDirectory() as folder:
        first, second = Path(folder, "a-metadata.json"), Path(folder, "b-metadata.json")
        write_report(report, first, EMPTY)
        again = read_report(Document.of(first))
        write_report(again, second, EMPTY)
        kept = read_report(Document.of(second))
        assert kept.columns.id == again.columns.id
        assert list(kept.notes) == list(again.notes)
        assert second.read_bytes() == first.read_bytes().replace(b'"a-', b'"b-')
        for table in Path(folder).glob("a-*.csv"):
            assert table.with_name(f"b{table.name[1:]}").read_bytes() == table.read_bytes()
