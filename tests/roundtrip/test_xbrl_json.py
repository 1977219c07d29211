"""What is written as xBRL-JSON is read again as it was."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given

from finmodel.formats.document import Document
from finmodel.formats.report import settled
from finmodel.formats.xbrl_json.reader import read_report
from finmodel.formats.xbrl_json.writer import write_report
from finmodel.model.report import Report
from finmodel.taxonomy.taxonomy import EMPTY
from tests.roundtrip.known import taxonomy_of
from tests.roundtrip.strategies import reports


def written(report: Report) -> bytes:
    with TemporaryDirectory() as folder:
        target = Path(folder) / "report.json"
        assert write_report(report, target, EMPTY) == ()
        return target.read_bytes()


def read(data: bytes) -> Report:
    return read_report(Document.from_bytes(data))


@given(reports())
def test_a_report_comes_back_equal_with_its_ids_values_and_prefixes(report: Report) -> None:
    again = settled(read(written(report)), taxonomy_of(report))
    assert again.diagnostics == ()
    assert again == report
    assert again.columns.id == report.columns.id
    assert again.columns.value == report.columns.value
    assert again.columns.decimals == report.columns.decimals
    assert list(again.notes) == list(report.notes)
    assert report.namespaces.items() <= again.namespaces.items()


@given(reports())
def test_writing_what_was_read_gives_the_same_bytes(report: Report) -> None:
    data = written(report)
    assert written(read(data)) == data
