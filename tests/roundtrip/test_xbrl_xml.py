"""What is written as an instance is read again as it was."""

from __future__ import annotations

from hypothesis import given

from finmodel.formats.document import Document
from finmodel.formats.xbrl_xml.reader import read_report
from finmodel.formats.xbrl_xml.writer import report_chunks
from finmodel.model.report import Report
from finmodel.taxonomy.taxonomy import EMPTY
from tests.roundtrip.strategies import reports


def written(report: Report) -> bytes:
    return b"".join(report_chunks(report, EMPTY, None))


def read(data: bytes) -> Report:
    return read_report(Document.from_bytes(data))


@given(reports())
def test_a_report_comes_back_equal_with_its_ids_values_and_prefixes(report: Report) -> None:
    again = read(written(report))
    # without their taxonomy nobody knows where roles are defined, which writing says
    assert {found.code for found in again.diagnostics} <= {"fm:missingRoleReference"}
    assert again == report
    assert again.columns.id == report.columns.id
    assert again.columns.value == report.columns.value
    assert again.columns.decimals == report.columns.decimals
    assert again.notes.keys() == report.notes.keys()
    assert report.namespaces.items() <= again.namespaces.items()


@given(reports())
def test_writing_what_was_read_gives_the_same_bytes(report: Report) -> None:
    data = written(report)
    assert written(read(data)) == data
