"""Reading and writing reports in whatever format they are."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from attrs import evolve

from finmodel.diagnostic import UnreadableError
from finmodel.formats.document import Document
from finmodel.formats.output import UnwritableError
from finmodel.formats.report import Format, read, settled, write
from finmodel.model.column import ABSENT, EXACT, ColumnBuilder
from finmodel.model.dimension import DimensionSet, TypedMember
from finmodel.model.period import FOREVER
from finmodel.model.report import Report
from finmodel.model.unit import Unit
from finmodel.qname import Namespaces, QName
from finmodel.taxonomy.concept import Concept, Kind
from finmodel.taxonomy.datatype import MONETARY, PURE, STRING, DataType, item_type
from finmodel.taxonomy.taxonomy import EMPTY, Taxonomy
from tests.unit.formats.oim.example import NAMESPACES, REPORT
from tests.unit.formats.xbrl_csv.example import FACTS, put

EX = NAMESPACES["ex"]
ENUM2 = "http://xbrl.org/2020/extensible-enumerations-2.0"
INSTANCE = b"""<?xml version="1.0" encoding="UTF-8"?>
<!-- a comment --><xbrli:xbrl xmlns:xbrli="http://www.xbrl.org/2003/instance"
  xmlns:link="http://www.xbrl.org/2003/linkbase" xmlns:xlink="http://www.w3.org/1999/xlink">
  <link:schemaRef xlink:type="simple" xlink:href="taxonomy.xsd"/>
</xbrli:xbrl>
"""


def taxonomy() -> Taxonomy:
    """Return a taxonomy with a concept of every type that settling asks for."""
    types = {"Revenues": MONETARY, "Margin": PURE, "Reason": STRING}
    concepts = [Concept(QName(EX, name), item_type(of)) for name, of in types.items()]
    enumeration = DataType(QName(ENUM2, "enumerationSetItemType"), "string")
    concepts.append(Concept(QName(EX, "Kind"), enumeration))
    domain = QName(EX, "contract")
    concepts += [
        Concept(QName(EX, "Contract"), item_type(STRING), kind=Kind.DIMENSION, typed_domain=domain),
        Concept(QName(EX, "Segment"), item_type(STRING), kind=Kind.DIMENSION),
    ]
    return Taxonomy(concepts={concept.name: concept for concept in concepts})


@pytest.mark.parametrize("start", [b"", b"\xef\xbb\xbf", b"\n \t"])
def test_the_content_shows_the_format(start: bytes, tmp_path: Path) -> None:
    assert len(read(start + json.dumps(REPORT).encode()).facts) == 2
    path = put(tmp_path)
    path.write_bytes(start + path.read_bytes())
    assert set(read(str(path)).columns.id) == FACTS
    assert read(path).document == str(path)


@pytest.mark.parametrize(
    "data", [INSTANCE, INSTANCE.decode().replace("UTF-8", "UTF-16").encode("utf-16")]
)
def test_xml_is_an_instance(data: bytes) -> None:
    assert read(data).taxonomy[0].endswith("taxonomy.xsd")


def test_a_document_can_be_read() -> None:
    assert read(Document.from_bytes(INSTANCE, "x.xml")).document == "x.xml"


@pytest.mark.parametrize(
    ("data", "code", "words"),
    [
        (b"", "fm:notAReport", "empty"),
        (b" \n", "fm:notAReport", "empty"),
        (b"a,b\n1,2\n", "fm:notAReport", "neither XML nor JSON"),
        (b"PK\x03\x04abc", "fm:unsupportedFormat", "zip"),
        (b"%PDF-1.7", "fm:unsupportedFormat", "PDF"),
        (
            b"<html xmlns:ix='http://www.xbrl.org/2013/inlineXBRL'/>",
            "fm:unsupportedFormat",
            "Inline",
        ),
        (
            b"<html xmlns:ix='http://www.xbrl.org/2008/inlineXBRL'/>",
            "fm:unsupportedFormat",
            "Inline",
        ),
        (b"<html xmlns='http://www.w3.org/1999/xhtml'/>", "fm:notAReport", "without Inline XBRL"),
        (
            b"<?xml version='1.0'?>\n<!-- x -->\n<!DOCTYPE html>\n<html/>",
            "fm:notAReport",
            "HTML",
        ),
        (b"<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema'/>", "fm:notAReport", "taxonomy"),
        (b"<a>x</a>", "fm:notAnInstance", ""),
        (b"<a", "fm:truncatedXml", ""),
        (b"[1]", "fm:notAReport", "says nothing"),
        (b'{"documentInfo": {}}', "fm:notAReport", "says nothing"),
        (b'{"documentInfo": {"documentType": "x"}}', "oimce:unsupportedDocumentType", "x"),
        (
            b'{"documentInfo": {"documentType": "https://finmodel.example/2026/taxonomy"}}',
            "fm:notAReport",
            "taxonomy",
        ),
        (b'{"a": ', "xbrlje:invalidJSON", ""),
    ],
)
def test_what_is_no_report_is_told_to_be_so(data: bytes, code: str, words: str) -> None:
    with pytest.raises(UnreadableError) as raised:
        read(data)
    (one,) = raised.value.diagnostics
    assert one.code == code
    assert words in one.message
    assert one.remedy


def test_a_table_is_told_from_its_metadata(tmp_path: Path) -> None:
    put(tmp_path)
    with pytest.raises(UnreadableError) as raised:
        read(tmp_path / "income.csv")
    assert "metadata" in raised.value.diagnostics[0].remedy


def test_a_missing_file_cannot_be_opened(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="fm:cannotOpen"):
        read(tmp_path / "none.json")


@pytest.mark.parametrize(
    ("format", "data", "code"),
    [
        (Format.JSON, INSTANCE, "xbrlje:invalidJSON"),
        (Format.CSV, b"{", "xbrlce:invalidJSON"),
        (Format.CSV, json.dumps(REPORT).encode(), "oimce:unsupportedDocumentType"),
        (Format.XML, b"{}", "fm:notXml"),
    ],
)
def test_a_format_that_is_given_is_believed(format: Format, data: bytes, code: str) -> None:
    with pytest.raises(UnreadableError) as raised:
        read(data, format=format)
    assert raised.value.diagnostics[0].code == code


def report_of(*facts: tuple[str, str | None, Unit | None, int]) -> Report:
    builder = ColumnBuilder()
    for concept, value, unit, decimals in facts:
        shared = DimensionSet(None, FOREVER)
        builder.add(QName(EX, concept), shared, value, unit=unit, decimals=decimals)
    return Report(
        ("http://example.com/a.xsd",), builder.columns(), namespaces=Namespaces({"ex": EX})
    )


def test_a_number_without_unit_and_decimals_is_exact() -> None:
    report = report_of(
        ("Margin", "0.5", None, ABSENT),
        ("Margin", None, None, ABSENT),
        ("Margin", "0.5", None, 1),
        ("Reason", "0.5", None, ABSENT),
        ("Unknown", "0.5", None, ABSENT),
    )
    found = settled(report, taxonomy())
    assert list(found.columns.decimals) == [EXACT, ABSENT, 1, ABSENT, ABSENT]
    assert list(report.columns.decimals) == [ABSENT, ABSENT, 1, ABSENT, ABSENT]


def test_what_is_settled_is_left_alone() -> None:
    report = report_of(("Revenues", "1", Unit.currency("JPY"), -6))
    assert settled(report, taxonomy()) is report
    assert settled(report, EMPTY) is report


def test_values_of_typed_dimensions_are_no_members() -> None:
    builder = ColumnBuilder()
    members = {QName(EX, name): QName(EX, "a") for name in ("Contract", "Segment", "Other")}
    builder.add(QName(EX, "Reason"), DimensionSet.of(None, FOREVER, members), "x")
    report = Report(
        ("http://example.com/a.xsd",), builder.columns(), namespaces=Namespaces({"ex": EX})
    )
    (fact,) = settled(report, taxonomy()).facts
    assert fact.dimensions == {
        QName(EX, "Contract"): TypedMember("ex:a"),
        QName(EX, "Segment"): QName(EX, "a"),
        QName(EX, "Other"): QName(EX, "a"),
    }


def test_members_of_enumerations_have_prefixes_in_json_only(tmp_path: Path) -> None:
    report = report_of(
        ("Kind", f"{EX}#a {EX}#b", None, ABSENT), ("Reason", f"{EX}#a", None, ABSENT)
    )
    for name in ("r.json", "r-metadata.json"):
        target = tmp_path / name
        write(report, target, taxonomy=taxonomy())
        assert read(target).columns.value == ["ex:a ex:b", f"{EX}#a"]
        assert read(target, taxonomy=taxonomy()).columns.value == report.columns.value
    unknown = report_of(("Kind", "no:a", None, ABSENT))
    assert settled(unknown, taxonomy()).columns.value == ["no:a"]


def test_csv_is_read_again_once_its_taxonomy_is_known(tmp_path: Path) -> None:
    rows = "item,concept,now\na,ex:Reason,2008\nb,ex:Revenues,1\n"
    path = put(
        tmp_path, [(("dimensions", "language"), "en"), (("links",), {})], {"income.csv": rows}
    )
    first = read(path)
    assert [fact.is_numeric for fact in first.facts] == [True, True]
    found = settled(first, taxonomy())
    assert [fact.is_numeric for fact in found.facts] == [False, True]
    assert [fact.language for fact in found.facts] == ["en", None]
    assert found == read(path, taxonomy=taxonomy())
    changed = evolve(first, columns=evolve(first.columns))
    assert settled(changed, taxonomy()).columns.unit == first.columns.unit
    path.unlink()
    assert settled(first, taxonomy()).columns.unit == first.columns.unit


@pytest.mark.parametrize(
    ("name", "start"),
    [
        (
            "r.json",
            b'{\n  "documentInfo": {\n    "documentType": "https://xbrl.org/2021/xbrl-json"',
        ),
        (
            "R.JSON",
            b'{\n  "documentInfo": {\n    "documentType": "https://xbrl.org/2021/xbrl-json"',
        ),
        (
            "r-metadata.json",
            b'{\n  "documentInfo": {\n    "documentType": "https://xbrl.org/2021/xbrl-csv"',
        ),
        ("r.xml", b"<?xml"),
        ("r.xbrl", b"<?xml"),
    ],
)
def test_the_name_shows_the_format_to_write(tmp_path: Path, name: str, start: bytes) -> None:
    target = tmp_path / name
    write(report_of(("Reason", "x", None, ABSENT)), str(target))
    assert target.read_bytes().startswith(start)


def test_a_format_that_is_given_is_written(tmp_path: Path) -> None:
    report = report_of(("Reason", "x", None, ABSENT))
    write(report, tmp_path / "r.json", format=Format.CSV)
    assert (tmp_path / "r-texts.csv").exists()
    write(report, tmp_path / "r.txt", format=Format.JSON)
    assert read(tmp_path / "r.txt") == report


@pytest.mark.parametrize("name", ["r.json", "r-metadata.json"])
def test_facts_that_share_an_id_are_not_lost_in_silence(tmp_path: Path, name: str) -> None:
    report = report_of(*(("Reason", "x", None, ABSENT) for _ in range(2)))
    report.columns.id[:] = ["a", "a"]
    with pytest.raises(UnwritableError, match="fm:duplicateId"):
        write(report, tmp_path / name)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("name", ["r", "r.csv", "r.txt"])
def test_a_name_that_shows_nothing_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(UnwritableError, match="fm:unknownSuffix"):
        write(report_of(), tmp_path / name)
    assert not list(tmp_path.iterdir())
