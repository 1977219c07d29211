"""A report stays the same through every format."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from finmodel.formats.report import read, write
from finmodel.model.column import ColumnBuilder
from finmodel.model.dimension import DimensionSet
from finmodel.model.link import FOOTNOTE, STANDARD_GROUP, Link, Note
from finmodel.model.period import FOREVER
from finmodel.model.report import Report
from finmodel.qname import QName
from tests.roundtrip.known import taxonomy_of
from tests.roundtrip.strategies import reports, written_fragments

NAMES = ("a.xml", "b.json", "c.xbrl", "d-metadata.json", "e.json")


@settings(max_examples=30)  # each writes and syncs a dozen files
@given(reports())
def test_a_report_is_equal_after_every_step(report: Report) -> None:
    taxonomy = taxonomy_of(report)
    with TemporaryDirectory() as folder:
        current = report
        for name in NAMES:
            target = Path(folder) / name
            write(current, target, taxonomy=taxonomy)
            current = read(target, taxonomy=taxonomy)
            assert current == report, name


@settings(max_examples=30)
@given(reports(), st.permutations(NAMES))
def test_the_way_does_not_matter(report: Report, names: list[str]) -> None:
    taxonomy = taxonomy_of(report)
    with TemporaryDirectory() as folder:
        current = report
        for name in names:
            write(current, Path(folder) / name, taxonomy=taxonomy)
            current = read(Path(folder) / name, taxonomy=taxonomy)
        assert current == report


@settings(max_examples=60)
@given(written_fragments())
def test_notes_stay_the_same_however_they_were_written(value: str) -> None:
    builder = ColumnBuilder()
    builder.add(QName("urn:a", "A"), DimensionSet(None, FOREVER), "x", id="a", language="en")
    note = Note("n", "en", value)
    links = (Link(FOOTNOTE, STANDARD_GROUP, "a", ("n",)),)
    report = Report(("http://a.example/t.xsd",), builder.columns(), {"n": note}, links)
    with TemporaryDirectory() as folder:
        first: Report | None = None
        for name in NAMES[1:]:
            target = Path(folder) / name
            write(report, target)
            report = read(target)
            assert report.diagnostics == ()
            first = report if first is None else first
            assert report == first, name
