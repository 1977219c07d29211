"""Taxonomies made to break programs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from finmodel.diagnostic import UnreadableError
from finmodel.formats.document import Document
from finmodel.formats.taxonomy import read_taxonomy
from finmodel.formats.taxonomy_xml import relationship
from finmodel.render.python import module_source
from finmodel.taxonomy.network import PARENT_CHILD
from tests.unit.formats.taxonomy_xml import (
    arc,
    codes,
    concept,
    link,
    linkbase,
    loc,
    name,
    pairs,
    read,
    schema,
)

MANY = 3000


def restriction(local_name: str, base: str) -> str:
    return (
        f'<xs:complexType name="{local_name}"><xs:simpleContent><xs:restriction base="{base}"/>'
        "</xs:simpleContent></xs:complexType>"
    )


def test_a_long_chain_of_types(tmp_path: Path) -> None:
    chain = [restriction(f"t{i}", f"t:t{i + 1}") for i in range(MANY)]
    last = restriction(f"t{MANY}", "xbrli:stringItemType")
    text = schema(concept("A", 'type="t:t0"'), *chain, last)

    taxonomy = read(tmp_path, {"main.xsd": text})

    assert taxonomy.diagnostics == ()
    assert len(taxonomy.concepts[name("A")].data_type.ancestors) == MANY + 2


def test_a_circle_of_types(tmp_path: Path) -> None:
    circle = [restriction(f"t{i}", f"t:t{(i + 1) % MANY}") for i in range(MANY)]
    taxonomy = read(tmp_path, {"main.xsd": schema(concept("A", 'type="t:t0"'), *circle)})

    assert codes(taxonomy) == ["fm:circularDefinition"]


def test_a_circle_of_substitution_groups(tmp_path: Path) -> None:
    circle = [concept(f"C{i}", f'substitutionGroup="t:C{(i + 1) % MANY}"') for i in range(MANY)]
    assert not read(tmp_path, {"main.xsd": schema(*circle)}).concepts


def test_documents_that_refer_to_each_other_for_ever(tmp_path: Path) -> None:
    include = '<xs:include schemaLocation="{}"/>'
    files = {
        "main.xsd": schema(
            include.format("main.xsd"), include.format("./x/../b.xsd"), concept("A")
        ),
        "b.xsd": schema(include.format("main.xsd"), include.format("b.xsd#x"), concept("B")),
    }
    taxonomy = read(tmp_path, files)

    assert [concept.local_name for concept in taxonomy.concepts] == ["A", "B"]
    assert taxonomy.diagnostics == ()


def test_arcs_that_join_more_than_there_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(relationship, "MAX_PAIRS", 1000)
    locators = "".join(loc("x", f"main.xsd#t_C{i}") for i in range(100))
    ends = loc("a", "main.xsd#t_C0"), loc("y", "main.xsd#t_C0")
    lines = link(locators, *ends, arc("a", "a"), arc("x", "x"), arc("x", "y"))
    text = schema(*(concept(f"C{i}") for i in range(100)), linkbases=(linkbase(lines),))

    taxonomy = read(tmp_path, {"main.xsd": text})

    assert codes(taxonomy) == ["fm:xmlLimit"]
    assert pairs(taxonomy) == [("C0", "C0")]


def test_circles_of_relationships_end(tmp_path: Path) -> None:
    locators = loc("a", "main.xsd#t_A") + loc("b", "main.xsd#t_B") + loc("c", "main.xsd#t_C")
    lines = link(locators, arc("a", "b"), arc("b", "c"), arc("c", "b"), arc("a", "a"))
    text = schema(*map(concept, "ABC"), linkbases=(linkbase(lines),))

    taxonomy = read(tmp_path, {"main.xsd": text})

    assert len(taxonomy.networks_of(PARENT_CHILD)[0].relationships) == 4
    assert "class T(Declaration" in module_source(taxonomy)


@pytest.mark.parametrize(
    "text",
    [
        '<!DOCTYPE s [<!ENTITY e SYSTEM "file:///etc/passwd">]><s>&e;</s>',
        '<?xml version="1.0" encoding="utf-7"?><s/>',
        "<a>" * 100_000,
        "\x00",
    ],
)
def test_documents_that_the_parser_refuses(tmp_path: Path, text: str) -> None:
    with pytest.raises(UnreadableError):
        read(tmp_path, {"main.xsd": text})


def test_addresses_that_are_none(tmp_path: Path) -> None:
    hrefs = (
        "",
        "#",
        "//",
        "http://[",
        "file:///\x7f",
        "a:b:c",
        "x" * 5000,
        "%00",
        "%",
        "?x#y",
        "main.xsd#element(/0)",
    )
    locators = "".join(loc(f"l{i}", href) for i, href in enumerate(hrefs))
    text = schema(concept("A"), linkbases=(linkbase(link(locators)),))

    assert name("A") in read(tmp_path, {"main.xsd": text}).concepts


def test_json_of_other_shapes() -> None:
    info = {"documentType": "https://finmodel.example/2026/taxonomy", "namespaces": {"": 5}}
    shapes: list[object] = [None, 5, "x", [], [[]], [None], {"a": {}}, [{"name": []}], [{"uri": 7}]]
    for shape in shapes:
        sections = ("concepts", "networks", "labels", "roles", "references", "dataTypes", "other")
        for section in sections:
            data = json.dumps({"documentInfo": info, section: shape}).encode()
            taxonomy = read_taxonomy(Document.from_bytes(data, "t.json"))
            assert taxonomy.diagnostics


GROUP = '<xs:group name="{}"><xs:sequence><xs:group ref="t:{}"/></xs:sequence></xs:group>'
ATTRIBUTES = '<xs:attributeGroup name="{}"><xs:attributeGroup ref="t:{}"/></xs:attributeGroup>'
UNION = '<xs:simpleType name="{}"><xs:union memberTypes="xs:date t:{}"/></xs:simpleType>'
LIST = '<xs:simpleType name="{}"><xs:list itemType="t:{}"/></xs:simpleType>'
EXTENSION = (
    '<xs:complexType name="{}"><xs:complexContent><xs:extension base="t:{}"/></xs:complexContent>'
    "</xs:complexType>"
)
RESTRICTION = '<xs:simpleType name="{}"><xs:restriction base="t:{}"/></xs:simpleType>'


@pytest.mark.parametrize(
    ("form", "what"),
    [
        (GROUP, "group"),
        (ATTRIBUTES, "group of attributes"),
        (UNION, "type"),
        (LIST, "type"),
        (EXTENSION, "type"),
        (RESTRICTION, "type"),
        ('<xs:element name="{}" substitutionGroup="t:{}"/>', "substitution group of"),
    ],
)
def test_definitions_in_a_circle(tmp_path: Path, form: str, what: str) -> None:
    circle = [form.format(f"x{i}", f"x{(i + 1) % MANY}") for i in range(MANY)]
    alone = form.format("own", "own")
    users = (
        '<xs:element name="T" substitutionGroup="xbrli:tuple"><xs:complexType><xs:sequence>'
        '<xs:group ref="t:x0"/></xs:sequence><xs:attributeGroup ref="t:x0"/></xs:complexType>'
        "</xs:element>",
        *(concept(f"A{i}", f'type="t:x{i}"') for i in range(3 if what == "type" else 0)),
    )
    taxonomy = read(tmp_path, {"main.xsd": schema(*circle, alone, *users)})

    one, other = taxonomy.diagnostics
    assert {one.code, other.code} == {"fm:circularDefinition"}
    assert other.message == f"The {what} own is defined by itself."
    assert one.message == (
        f"The {what} x0 is defined by itself, by way of x1, x2, x3 and 2,996 more."
    )
    assert one.remedy
    assert other.source is not None
    assert other.source.line == 1


def test_types_of_json_in_a_circle() -> None:
    data = {
        "documentInfo": {
            "documentType": "https://finmodel.example/2026/taxonomy",
            "namespaces": {"t": "https://t.example"},
        },
        "dataTypes": [
            {"name": "t:a", "baseType": "t:b"},
            {"name": "t:b", "baseType": "t:a"},
        ],
        "concepts": [{"name": "t:C", "dataType": "t:a", "periodType": "instant"}],
    }
    taxonomy = read_taxonomy(Document.from_bytes(json.dumps(data).encode(), "t.json"))

    assert [one.message for one in taxonomy.diagnostics] == [
        "The type a is defined by itself, by way of b."
    ]


def test_many_circles_of_one_definition_end(tmp_path: Path) -> None:
    refs = "".join(f'<xs:attributeGroup ref="t:x{i}"/>' for i in range(200))
    text = schema(
        *(f'<xs:attributeGroup name="x{i}">{refs}</xs:attributeGroup>' for i in range(200))
    )
    found = codes(read(tmp_path, {"main.xsd": text}))

    assert set(found) == {"fm:circularDefinition"}
    assert len(found) <= 200


def test_a_chain_of_a_thousand_imports(tmp_path: Path) -> None:
    files = {
        f"x{i}.xsd": schema(
            f'<xs:import namespace="https://t.example/{i + 1}" schemaLocation="x{i + 1}.xsd"/>',
            concept("A"),
            target=f"https://t.example/{i}",
        )
        for i in range(1000)
    }
    taxonomy = read(tmp_path, files)

    assert len(taxonomy.concepts) == 1000
    assert codes(taxonomy) == ["fm:documentNotAvailable"]
    (diagnostic,) = taxonomy.diagnostics
    assert diagnostic.source is not None
    assert diagnostic.source.document.endswith("x999.xsd")


def test_arcs_and_references_to_nowhere(tmp_path: Path) -> None:
    lines = link(
        loc("a", "main.xsd#t_A"),
        loc("gone", "main.xsd#t_Gone"),
        loc("far", "far.xsd#t_Far"),
        arc("a", "gone"),
        arc("a", "far"),
        arc("a", "nobody"),
        arc("nobody", "a"),
    )
    text = schema(concept("A"), linkbases=(linkbase(lines), "far.xml"))
    taxonomy = read(tmp_path, {"main.xsd": text})

    assert pairs(taxonomy) == []
    assert sorted(codes(taxonomy)) == [
        "fm:documentNotAvailable",  # one for both documents
        "fm:invalidArc",
        "fm:invalidArc",
        "fm:unresolvedReference",
    ]
