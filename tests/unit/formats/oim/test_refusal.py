"""What could not be read again from JSON or CSV is left out of them, and said."""

from __future__ import annotations

from pathlib import Path

import pytest

from finmodel.diagnostic import Severity
from finmodel.formats.report import read, write
from finmodel.model.report import Report
from finmodel.qname import QName
from finmodel.taxonomy.concept import Concept
from finmodel.taxonomy.datatype import PURE, item_type
from finmodel.taxonomy.taxonomy import Taxonomy

INSTANCE = """<xbrli:xbrl xmlns:xbrli="http://www.xbrl.org/2003/instance"
    xmlns:link="http://www.xbrl.org/2003/linkbase" xmlns:xlink="http://www.w3.org/1999/xlink"
    xmlns:c="urn:c" xmlns:iso4217="http://www.xbrl.org/2003/iso4217">
  <link:schemaRef xlink:type="simple" xlink:href="https://c.example/c.xsd"/>
  <xbrli:context id="c1">
    <xbrli:entity><xbrli:identifier scheme="urn:s">Acme</xbrli:identifier></xbrli:entity>
    <xbrli:period><xbrli:instant>2020-01-01</xbrli:instant></xbrli:period>
  </xbrli:context>
  <xbrli:context id="c2">
    <xbrli:entity><xbrli:identifier scheme="urn:s">{identifier}</xbrli:identifier></xbrli:entity>
    <xbrli:period><xbrli:instant>{instant}</xbrli:instant></xbrli:period>
  </xbrli:context>
  <xbrli:unit id="u1"><xbrli:measure>iso4217:EUR</xbrli:measure></xbrli:unit>
  <xbrli:unit id="u2"><xbrli:measure>{measure}</xbrli:measure></xbrli:unit>
  <c:Kept contextRef="c1" unitRef="u1" decimals="0">1</c:Kept>
  <c:Amount contextRef="c2" unitRef="u2" decimals="0">1</c:Amount>
  <c:Words contextRef="c2" xml:lang="{language}">one</c:Words>
</xbrli:xbrl>"""

FINE = {
    "identifier": "A,B.—Ñ:1",
    "instant": "2020-01-01",
    "measure": "iso4217:JPY",
    "language": "en-us",
}


def report(**changed: str) -> Report:
    return read(INSTANCE.format(**FINE | changed).encode())


@pytest.mark.parametrize("suffix", [".json", "-metadata.json"])
@pytest.mark.parametrize(
    ("changed", "code", "left_out"),
    [
        ({"identifier": "ESPAÑA, S.A."}, "oimce:invalidSQName", {"Amount", "Words"}),
        ({"identifier": "A\u00a0B"}, "oimce:invalidSQName", {"Amount", "Words"}),
        ({"measure": "bare"}, "oimce:invalidUnitStringRepresentation", {"Amount"}),
        ({"language": "en_US"}, None, {"Words"}),
        (
            {"instant": "0001-01-01T00:00:00+05:00"},
            "oimce:invalidPeriodRepresentation",
            {"Amount", "Words"},
        ),
    ],
)
def test_what_could_not_be_read_again_is_left_out_and_named(
    tmp_path: Path, changed: dict[str, str], code: str | None, left_out: set[str], suffix: str
) -> None:
    written = write(report(**changed), tmp_path / f"out{suffix}")
    errors = [d for d in written if d.severity is Severity.ERROR and "left out" in d.message]
    assert len(errors) == 1
    assert code is None or errors[0].code == code
    assert all(name in errors[0].message for name in left_out)
    again = read(tmp_path / f"out{suffix}")
    lost = {"Kept", "Amount", "Words"} - {fact.concept.local_name for fact in again.facts}
    assert lost == left_out
    assert not any("left out" in found.message for found in again.diagnostics)


@pytest.mark.parametrize("suffix", [".json", "-metadata.json"])
def test_whatever_else_an_identifier_has_is_kept(tmp_path: Path, suffix: str) -> None:
    assert write(report(), tmp_path / f"out{suffix}") == ()
    assert read(tmp_path / f"out{suffix}") == report()


def test_each_reason_is_an_error_of_its_own(tmp_path: Path) -> None:
    found = write(report(identifier="A B", language="en_US"), tmp_path / "out.json")
    assert [d.code for d in found] == ["xbrlje:invalidJSONStructure", "oimce:invalidSQName"]
    assert "1 fact is left out (Words)" in found[0].message
    assert "2 facts are left out (Amount and Words)" in found[1].message


def test_texts_with_one_fault_are_one_error(tmp_path: Path) -> None:
    second = '<c:Words contextRef="c1" xml:lang="de_DE">zwei</c:Words></xbrli:xbrl>'
    text = INSTANCE.format(**FINE | {"language": "en_US"}).replace("</xbrli:xbrl>", second)
    (error,) = write(read(text.encode()), tmp_path / "out.json")
    assert "The same holds for 1 more. In this format 2 facts are left out" in error.message


@pytest.mark.parametrize("suffix", [".json", "-metadata.json"])
def test_a_number_that_does_not_say_how_precise_it_is_does_not_become_exact(
    tmp_path: Path, suffix: str
) -> None:
    text = INSTANCE.format(**FINE).replace('"u2" decimals="0">1', '"u2">1')
    (error,) = write(read(text.encode()), tmp_path / f"out{suffix}")
    assert (error.code, error.severity) == ("fm:unstatedDecimals", Severity.ERROR)
    assert "1 fact is left out (Amount)" in error.message
    again = read(tmp_path / f"out{suffix}")
    assert {fact.concept.local_name for fact in again.facts} == {"Kept", "Words"}


def test_a_nil_number_says_nothing_of_its_precision(tmp_path: Path) -> None:
    nil = 'xmlns:i="http://www.w3.org/2001/XMLSchema-instance" i:nil="true"/>'
    text = INSTANCE.format(**FINE).replace('decimals="0">1</c:Amount>', nil)
    assert write(read(text.encode()), tmp_path / "out.json") == ()


def test_the_taxonomy_knows_numbers_that_have_no_unit(tmp_path: Path) -> None:
    pure = FINE | {"measure": "xbrli:pure"}
    text = INSTANCE.format(**pure).replace('"u2" decimals="0">1', '"u2">1')
    concept = Concept(QName("urn:c", "Amount"), item_type(PURE))
    taxonomy = Taxonomy(concepts={concept.name: concept})
    (error,) = write(read(text.encode()), tmp_path / "out.json", taxonomy=taxonomy)
    assert error.code == "fm:unstatedDecimals"


@pytest.mark.parametrize("suffix", [".json", "-metadata.json"])
def test_attributes_of_others_are_one_warning(tmp_path: Path, suffix: str) -> None:
    text = INSTANCE.format(**FINE)
    for name in ("Kept", "Amount"):
        text = text.replace(f"<c:{name} ", f'<c:{name} c:note="x" ')
    (warning,) = write(read(text.encode()), tmp_path / f"out{suffix}")
    assert (warning.code, warning.severity) == ("fm:droppedAttribute", Severity.WARNING)
    assert "2 facts have attributes (note)" in warning.message
    assert len(read(tmp_path / f"out{suffix}").facts) == 3
