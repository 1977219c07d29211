"""Content models of tuples, attributes of items, and what declarations must not be."""

from __future__ import annotations

from pathlib import Path

import pytest

from finmodel.formats.taxonomy_xml import content as content_module
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


def group_of(name: str, *references: str) -> str:
    """Return the declaration of a group of other groups."""
    inside = "".join(f'<xs:group ref="t:{reference}"/>' for reference in references)
    return f'<xs:group name="{name}"><xs:sequence>{inside}</xs:sequence></xs:group>'


DEEP = 120
DEEP_MODEL = "<xs:sequence>" * DEEP + '<xs:element ref="t:A"/>' + "</xs:sequence>" * DEEP


@pytest.mark.parametrize(
    "content",
    [
        "".join(group_of(f"G{i}", *[f"G{i + 1}"] * 10) for i in range(6))
        + group_of("G6")
        + tuple_of('<xs:group ref="t:G0"/>'),
        tuple_of(DEEP_MODEL),
    ],
)
def test_what_is_too_large_to_look_at_is_not_known_and_that_is_said(
    tmp_path: Path, content: str
) -> None:
    found, said = read_one(tmp_path, content)
    assert found.content is None
    assert said == ["fm:uncheckedModel"]


@pytest.mark.parametrize(
    "groups",
    [group_of("G", "G"), group_of("G", "H", "H") + group_of("H", "G", "G")],
)
def test_of_a_type_with_a_group_of_itself_nothing_is_known(tmp_path: Path, groups: str) -> None:
    found, said = read_one(tmp_path, groups, tuple_of('<xs:group ref="t:G"/>'))
    assert found.content is None
    assert said == ["fm:circularDefinition"]


def test_types_too_large_are_told_of_together_and_spoil_no_other(tmp_path: Path) -> None:
    model = f"<xs:sequence>{DEEP_MODEL}</xs:sequence>"
    types = "".join(f'<xs:complexType name="x{i}">{model}</xs:complexType>' for i in range(3))
    taxonomy = read(
        tmp_path,
        {"main.xsd": schema(concept("A"), concept("B"), types, tuple_of(MODEL))},
    )
    content = taxonomy.concepts[name("T")].content

    assert content is not None
    assert content.particle is not None
    assert [diagnostic.message for diagnostic in taxonomy.diagnostics] == [
        "The model of x0 and those of 2 more types are not checked."
    ]


def test_a_long_chain_of_types_inside_each_other_comes_to_an_end(tmp_path: Path) -> None:
    types = "".join(
        f'<xs:complexType name="x{i}"><xs:sequence>'
        f'<xs:element name="inner" type="t:x{i + 1}"/></xs:sequence></xs:complexType>'
        for i in range(2000)
    )
    taxonomy = read(tmp_path, {"main.xsd": schema(concept("A"), types)})
    assert codes(taxonomy) == ["fm:uncheckedModel"]


def test_the_limit_is_of_each_type_and_not_of_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(content_module, "MAX_PARTICLES", 5)
    tuples = (tuple_of(MODEL).replace('"T"', f'"T{i}"') for i in range(10))
    taxonomy = read(tmp_path, {"main.xsd": schema(concept("A"), concept("B"), *tuples)})

    assert taxonomy.diagnostics == ()
    models = [taxonomy.concepts[name(f"T{i}")].content for i in range(10)]
    assert models == [models[0]] * 10
    assert models[0] is not None


def test_groups_of_attributes_are_read_once_each(tmp_path: Path) -> None:
    def group(of: str, *references: str) -> str:
        inside = "".join(f'<xs:attributeGroup ref="t:{each}"/>' for each in references)
        own = f'<xs:attribute name="{of}" type="xs:int"/>'
        return f'<xs:attributeGroup name="{of}">{own}{inside}</xs:attributeGroup>'

    groups = group("a", "b", "b") + group("b", "a", "c", "a") + group("c", "a", "b")
    found, said = read_one(tmp_path, groups, tuple_of(MODEL + '<xs:attributeGroup ref="t:a"/>'))

    assert said == ["fm:circularDefinition"]
    assert found.content is not None
    assert sorted(use.name.local_name for use in found.content.attributes) == ["a", "b", "c"]


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
