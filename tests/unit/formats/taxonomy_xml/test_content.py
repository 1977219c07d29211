"""Content models of tuples, attributes of items, and what declarations must not be."""

from __future__ import annotations

from pathlib import Path

import pytest

from finmodel.qname import QName
from finmodel.taxonomy.concept import Concept
from finmodel.taxonomy.content import ParticleKind
from tests.unit.formats.taxonomy_xml import codes, concept, name, read, schema

TUPLE = 'substitutionGroup="xbrli:tuple"'


def tuple_of(model: str, attributes: str = "", *, more: str = "") -> str:
    """Return the declaration of a tuple T."""
    return (
        f'<xs:element name="T" {TUPLE} {attributes}><xs:complexType {more}>{model}'
        "</xs:complexType></xs:element>"
    )


def read_one(folder: Path, *content: str) -> tuple[Concept, list[str]]:
    taxonomy = read(folder, {"main.xsd": schema(concept("A"), concept("B"), *content)})
    return taxonomy.concepts[name("T")], codes(taxonomy)


MODEL = (
    '<xs:sequence><xs:element ref="t:A" minOccurs="0"/>'
    '<xs:choice maxOccurs="unbounded"><xs:element ref="t:B"/><xs:any namespace="##other"/>'
    "</xs:choice></xs:sequence>"
)


def test_the_model_of_a_tuple(tmp_path: Path) -> None:
    found, said = read_one(tmp_path, tuple_of(MODEL + '<xs:attribute name="id" type="xs:ID"/>'))

    assert said == []
    assert found.content is not None
    model = found.content.particle
    assert model is not None
    first, choice = model.children
    assert (first.name, first.min, first.max) == (name("A"), 0, 1)
    assert (choice.kind, choice.max) == (ParticleKind.CHOICE, None)
    assert choice.children[1].namespaces == ("##other", name("T").namespace)
    assert [use.name for use in found.content.attributes] == [QName("", "id")]


def test_groups_and_extensions_are_put_together(tmp_path: Path) -> None:
    group = '<xs:group name="G"><xs:sequence><xs:element ref="t:A"/></xs:sequence></xs:group>'
    base = '<xs:complexType name="base"><xs:group ref="t:G"/></xs:complexType>'
    model = (
        '<xs:complexContent><xs:extension base="t:base">'
        '<xs:sequence><xs:element ref="t:B"/></xs:sequence></xs:extension></xs:complexContent>'
    )
    found, said = read_one(tmp_path, group, base, tuple_of(model))

    assert said == []
    assert found.content is not None
    assert found.content.particle is not None
    assert [part.kind for part in found.content.particle.children] == [ParticleKind.SEQUENCE] * 2


def test_a_group_inside_itself_ends(tmp_path: Path) -> None:
    group = '<xs:group name="G"><xs:sequence><xs:group ref="t:G"/></xs:sequence></xs:group>'
    found, _ = read_one(tmp_path, group, tuple_of('<xs:group ref="t:G"/>'))
    assert found.content is not None


@pytest.mark.parametrize(
    ("declaration", "said"),
    [
        (tuple_of(MODEL, 'xbrli:periodType="instant"'), "no periodType"),
        (tuple_of(MODEL, 'xbrli:balance="debit"'), "no balance"),
        (tuple_of(MODEL, more='mixed="true"'), "no text"),
        (tuple_of(MODEL + '<xs:attribute ref="xbrli:periodType"/>'), "no attribute periodType"),
        (tuple_of('<xs:all><xs:element name="C" type="xs:int"/></xs:all>'), "declares C inside"),
        (tuple_of('<xs:all><xs:element ref="t:D"/></xs:all>'), "neither item nor tuple"),
        (concept("T", 'type="xbrli:stringItemType" xbrli:balance="debit"'), "not monetary"),
        (concept("T", content=f"<xs:complexType>{MODEL}</xs:complexType>"), "has elements"),
    ],
)
def test_faulty_declarations(tmp_path: Path, declaration: str, said: str) -> None:
    other = '<xs:element name="D" type="xs:int"/>'
    taxonomy = read(tmp_path, {"main.xsd": schema(concept("A"), concept("B"), other, declaration)})
    assert codes(taxonomy) == ["fm:invalidConcept"]
    assert said in taxonomy.diagnostics[0].message
    assert name("D") in taxonomy.elements


@pytest.mark.parametrize(
    "faulty",
    [
        '<xs:complexType name="x"><xs:choice><xs:element ref="t:A"/><xs:element ref="t:A"/>'
        "</xs:choice></xs:complexType>",
        r'<xs:simpleType name="x"><xs:restriction base="xs:string"><xs:pattern value="\@"/>'
        "</xs:restriction></xs:simpleType>",
    ],
)
def test_faults_of_xml_schema(tmp_path: Path, faulty: str) -> None:
    taxonomy = read(tmp_path, {"main.xsd": schema(concept("A"), faulty)})
    assert codes(taxonomy) == ["fm:invalidSchema"]
