"""Writing xBRL-JSON."""

from __future__ import annotations

import json
from pathlib import Path

from attrs import evolve

from finmodel.formats.document import Document, path_address
from finmodel.formats.xbrl_json.reader import read_report
from finmodel.formats.xbrl_json.writer import write_report
from finmodel.model.column import EXACT, ColumnBuilder, Columns
from finmodel.model.dimension import DimensionSet, Member, TypedMember
from finmodel.model.entity import Entity
from finmodel.model.link import EXPLANATORY_FACT, FOOTNOTE, STANDARD_GROUP, Link, Note
from finmodel.model.period import FOREVER, Duration, Instant
from finmodel.model.report import Report
from finmodel.model.unit import Unit
from finmodel.qname import Namespaces, QName
from finmodel.taxonomy.taxonomy import EMPTY
from tests.unit.formats.oim.example import NAMESPACES, REPORT, read

EX = NAMESPACES["ex"]
YEAR = DimensionSet(Entity(NAMESPACES["lei"], "1"), Duration("2008-04-01", "2009-04-01"))


def report_of(builder: ColumnBuilder) -> Report:
    return Report(("http://example.com/taxonomy.xsd",), builder.columns())


def written(report: Report, folder: Path) -> str:
    target = folder / "report.json"
    assert write_report(report, target, EMPTY) == ()
    return target.read_text("utf-8")


def test_what_is_written_is_what_was_read(tmp_path: Path) -> None:
    text = written(read(REPORT), tmp_path)
    members = json.loads(text)
    taxonomy = members["documentInfo"].pop("taxonomy")
    assert path_address((tmp_path / taxonomy[0]).resolve()) == "file:///reports/taxonomy.xsd"
    expected = {**REPORT, "documentInfo": {**REPORT["documentInfo"]}}
    del expected["documentInfo"]["taxonomy"]
    assert members == expected


def test_a_fact_is_a_line_in_a_fixed_order(tmp_path: Path) -> None:
    builder = ColumnBuilder()
    members: dict[QName, Member] = {
        QName(EX, "Z"): TypedMember(None),
        QName(EX, "A"): QName(EX, "a"),
    }
    builder.add(
        QName(EX, "Revenues"),
        DimensionSet.of(YEAR.entity, YEAR.period, members),
        "1",
        unit=Unit.currency("JPY"),
        decimals=EXACT,
    )
    builder.add(QName(EX, "Reason"), DimensionSet(None, FOREVER), 'a "b"\n\u2028é', language="en")
    builder.add(QName(EX, "Cash"), DimensionSet(None, Instant("2009-04-01")), None, id="c")
    report = evolve(
        report_of(builder),
        notes={"n": Note("n", "ja", "注")},
        links=(
            Link(FOOTNOTE, STANDARD_GROUP, "c", ("n",)),
            Link(EXPLANATORY_FACT, "http://example.com/role/Income", "c", ("f1", "f2")),
            Link(FOOTNOTE, STANDARD_GROUP, "c", ("n",)),
        ),
        namespaces=Namespaces({"ex": EX}),
    )
    text = written(report, tmp_path)
    assert text[text.index('  "facts"') :] == (
        '  "facts": {\n'
        '    "f1": {"value": "1", "dimensions": {"concept": "ex:Revenues", "entity": "lei:1", '
        '"period": "2008-04-01T00:00:00/2009-04-01T00:00:00", "unit": "iso4217:JPY", '
        '"ex:A": "ex:a", "ex:Z": null}},\n'
        '    "f2": {"value": "a \\"b\\"\\n\u2028é", '
        '"dimensions": {"concept": "ex:Reason", "language": "en"}},\n'
        '    "c": {"value": null, "dimensions": {"concept": "ex:Cash", '
        '"period": "2009-04-01T00:00:00"}, "links": {"footnote": {"_": ["n", "n"]}, '
        '"explanatoryFact": {"Income": ["f1", "f2"]}}},\n'
        '    "n": {"value": "注", '
        '"dimensions": {"concept": "xbrl:note", "language": "ja", "noteId": "n"}}\n'
        "  }\n"
        "}\n"
    )
    assert read_report(Document.of(tmp_path / "report.json")) == report


def test_the_prefix_of_features_is_bound(tmp_path: Path) -> None:
    features = {"xbrl:allowedDuplicates": "none"}
    report = Report(("http://example.com/a.xsd",), Columns(), features=features)
    written(report, tmp_path)
    again = read_report(Document.of(tmp_path / "report.json"))
    assert (again.features, again.diagnostics) == (features, ())


def test_a_report_without_facts_is_one(tmp_path: Path) -> None:
    report = Report(("http://example.com/a.xsd",), Columns())
    assert json.loads(written(report, tmp_path))["facts"] == {}


def test_a_lone_surrogate_survives(tmp_path: Path) -> None:
    builder = ColumnBuilder()
    builder.add(QName(EX, "Reason"), YEAR, "\ud800")
    written(report_of(builder), tmp_path)
    assert read_report(Document.of(tmp_path / "report.json")).columns.value == ["\ud800"]


def test_many_facts_are_written_in_several_pieces(tmp_path: Path) -> None:
    builder = ColumnBuilder()
    for number in range(10_000):
        builder.add(QName(EX, "Cash"), YEAR, str(number), decimals=0)
    assert len(json.loads(written(report_of(builder), tmp_path))["facts"]) == 10_000


def test_what_the_format_does_not_allow_is_told(tmp_path: Path) -> None:
    builder = ColumnBuilder()
    builder.add(QName(EX, "Cash"), DimensionSet(Entity("SEC", "1"), FOREVER), "1", decimals=0)
    target = tmp_path / "report.json"
    (one,) = write_report(report_of(builder), target, EMPTY)
    assert one.code == "oimce:invalidURI"
    assert "SEC" in one.message
    again = read_report(Document.of(target))
    assert again.facts[0].entity == Entity("SEC", "1")


def test_the_same_report_gives_the_same_bytes(tmp_path: Path) -> None:
    first, second = (written(read(REPORT), tmp_path) for _ in range(2))
    assert first == second
