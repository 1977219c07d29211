"""Typed domains: where a typedDomainRef may stand, and what it has to lead to."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.formats.taxonomy_xml import codes, concept, name, read, schema

DIMENSION = 'substitutionGroup="xbrldt:dimensionItem" abstract="true"'
ELEMENTS = (
    '<xs:element name="number" id="number" type="xs:integer"/>'
    '<xs:element name="head" id="head" type="xs:integer" abstract="true"/>'
    '<xs:element name="whole" id="whole"><xs:complexType><xs:sequence>'
    '<xs:element name="part" id="part" type="xs:integer"/></xs:sequence></xs:complexType>'
    "</xs:element>"
    '<xs:simpleType name="code" id="code"><xs:restriction base="xs:string"/></xs:simpleType>'
)


@pytest.mark.parametrize(
    ("sort", "reference", "expected"),
    [
        (DIMENSION, "#number", []),
        (DIMENSION, "a.xsd#whole", []),
        (DIMENSION, "#head", ["xbrldte:TypedDimensionError"]),
        (DIMENSION, "#code", ["xbrldte:TypedDimensionError"]),
        (DIMENSION, "#part", ["xbrldte:TypedDimensionError"]),
        (DIMENSION, "a.xsd", ["xbrldte:TypedDimensionURIError"]),
        (DIMENSION, "other.xsd#number", ["xbrldte:OutOfDTSSchemaError"]),
        ("", "#number", ["xbrldte:TypedDomainRefError"]),
        ('substitutionGroup="xbrldt:hypercubeItem"', "#number", ["xbrldte:TypedDomainRefError"]),
    ],
)
def test_what_a_typed_domain_ref_may_be(
    tmp_path: Path, sort: str, reference: str, expected: list[str]
) -> None:
    declared = concept("A", f'{sort} xbrldt:typedDomainRef="{reference}"')
    files = {"a.xsd": schema(ELEMENTS, declared), "other.xsd": schema(ELEMENTS)}
    assert codes(read(tmp_path, files, "a.xsd")) == expected


def test_an_element_that_is_no_concept_has_no_typed_domain(tmp_path: Path) -> None:
    odd = '<xs:element name="odd" type="xs:string" xbrldt:typedDomainRef="#number"/>'
    taxonomy = read(tmp_path, {"a.xsd": schema(ELEMENTS, odd)}, "a.xsd")
    assert codes(taxonomy) == ["xbrldte:TypedDomainRefError"]
    assert name("odd") not in taxonomy.concepts
