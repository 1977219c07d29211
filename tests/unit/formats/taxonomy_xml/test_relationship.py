"""Which relationships, labels and references are in force."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from finmodel.taxonomy.label import DOCUMENTATION, REF_PART, Label
from finmodel.taxonomy.network import ALL, SUMMATION_ITEM
from finmodel.taxonomy.taxonomy import Taxonomy
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
    role_type,
    schema,
)

LOCATORS = "".join(loc(x.lower(), f"main.xsd#t_{x}") for x in "ABC")
CONCEPT_LABEL = "http://www.xbrl.org/2003/arcrole/concept-label"
CONCEPT_REFERENCE = "http://www.xbrl.org/2003/arcrole/concept-reference"


def of_linkbases(folder: Path, *linkbases: str) -> Taxonomy:
    """Return the taxonomy of three concepts and some linkbases."""
    files = {f"{number}.xml": text for number, text in enumerate(linkbases)}
    main = schema(*map(concept, "ABC"), linkbases=tuple(files))
    return read(folder, {"main.xsd": main, **files})


def of_arcs(folder: Path, *arcs: str) -> Taxonomy:
    """Return the taxonomy of three concepts and arcs, each in a linkbase of its own."""
    return of_linkbases(folder, *(linkbase(link(LOCATORS, text)) for text in arcs))


@pytest.mark.parametrize(
    ("arcs", "left"),
    [
        # equal arcs are one
        ((arc("a", "b"), arc("a", "b")), 1),
        ((arc("a", "b", 'order="1"'), arc("a", "b", 'order="1.0"')), 1),
        # what tells them apart makes two
        ((arc("a", "b", 'order="1"'), arc("a", "b", 'order="2"')), 2),
        ((arc("a", "b"), arc("a", "b", 'preferredLabel="https://l.example"')), 2),
        (
            (
                arc("a", "b", 'xmlns:x="https://x.example" x:y="z"'),
                arc("a", "b", 'use="prohibited"'),
            ),
            1,
        ),
        # prohibition
        ((arc("a", "b"), arc("a", "b", 'use="prohibited"')), 0),
        ((arc("a", "b", 'use="prohibited"'), arc("a", "b")), 0),
        ((arc("a", "b", 'priority="1"'), arc("a", "b", 'use="prohibited"')), 1),
        ((arc("a", "b"), arc("a", "b", 'use="prohibited" priority="2"')), 0),
        (
            (
                arc("a", "b", 'priority="3"'),
                arc("a", "b", 'use="prohibited" priority="2"'),
                arc("a", "b"),
            ),
            1,
        ),
        ((arc("a", "b", 'order="1"'), arc("a", "b", 'order="2" use="prohibited"')), 1),
        ((arc("a", "b"), arc("a", "c", 'use="prohibited"')), 1),
        # titles and the like do not count
        ((arc("a", "b", 'xlink:title="x"'), arc("a", "b", 'use="prohibited"')), 0),
    ],
)
def test_the_highest_priority_of_equivalent_arcs_counts(
    tmp_path: Path, arcs: tuple[str, ...], left: int
) -> None:
    taxonomy = of_arcs(tmp_path, *arcs)

    assert pairs(taxonomy) == [("A", "B")] * left
    assert taxonomy.diagnostics == ()


@pytest.mark.parametrize(
    ("kind", "value", "other", "left"),
    [
        ("decimal", "1.5", "+1.50", 0),
        ("double", "15E-1", "1.5", 0),
        ("double", "NaN", "NaN", 1),
        ("boolean", "1", "true", 0),
        ("boolean", "0", "true", 1),
        ("token", " a  b ", "a b", 0),
        ("string", "a", "a ", 1),
    ],
)
def test_attributes_of_arcs_are_compared_by_what_they_mean(
    tmp_path: Path, kind: str, value: str, other: str, left: int
) -> None:
    declared = f'<xs:attribute name="note" type="xs:{kind}"/>'
    main = schema(*map(concept, "ABC"), declared, linkbases=("0.xml", "1.xml"))
    given = arc("a", "b", f't:note="{value}"'), arc("a", "b", f't:note="{other}" use="prohibited"')
    files = {f"{number}.xml": linkbase(link(LOCATORS, text)) for number, text in enumerate(given)}
    assert len(pairs(read(tmp_path, {"main.xsd": main, **files}))) == left


def test_arcs_of_other_networks_are_not_equivalent(tmp_path: Path) -> None:
    other = arc("a", "b", 'use="prohibited"', arcrole="https://arcrole.example")
    assert pairs(of_arcs(tmp_path, arc("a", "b"), other)) == [("A", "B")]


def test_attributes_of_arcs(tmp_path: Path) -> None:
    taxonomy = of_linkbases(
        tmp_path,
        linkbase(
            link(
                LOCATORS,
                arc(
                    "a",
                    "b",
                    'xbrldt:contextElement="scenario" xbrldt:closed="1" xbrldt:usable="false" '
                    'xbrldt:targetRole="https://r.example" order="2.50"',
                    kind="definition",
                    arcrole=ALL,
                ),
                kind="definition",
            ),
            link(
                LOCATORS,
                arc("a", "c", 'weight="-1.0"', kind="calculation", arcrole=SUMMATION_ITEM),
                kind="calculation",
            ),
        ),
    )

    (has_hypercube,) = taxonomy.networks_of(ALL)[0].relationships
    (addend,) = taxonomy.networks_of(SUMMATION_ITEM)[0].relationships

    assert has_hypercube.context_element == "scenario"
    assert (has_hypercube.closed, has_hypercube.usable) == (True, False)
    assert has_hypercube.target_role == "https://r.example"
    assert has_hypercube.order == Decimal("2.5")
    assert addend.weight == -1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (arc("a", "x"), "labelled 'x'"),
        (arc("a", "b", 'order="first"'), "The order 'first' of an arc is no number"),
        (arc("a", "b", 'priority="high"'), "has the priority 'high', not an integer"),
        (arc("a", "b", f'priority="{"9" * 5000}"'), "not an integer"),
        (arc("a", "b").replace("xlink:to", "xlink:title"), "has no attribute to"),
        (
            arc("a", "b", 'xmlns:x="https://x.example" x:weight="1"', arcrole=SUMMATION_ITEM),
            "weight",
        ),
    ],
)
def test_a_faulty_arc_is_left_out(tmp_path: Path, text: str, said: str) -> None:
    taxonomy = of_arcs(tmp_path, text, arc("b", "c"))

    assert "fm:invalidArc" in codes(taxonomy)
    assert any(said in found.message for found in taxonomy.diagnostics)
    assert pairs(taxonomy) == [("B", "C")]


def test_a_locator_that_leads_nowhere_is_said_once(tmp_path: Path) -> None:
    lost = loc("x", "main.xsd#lost")
    taxonomy = of_linkbases(
        tmp_path,
        linkbase(link(LOCATORS, lost, arc("a", "x"), arc("x", "b"), arc("b", "c"))),
        linkbase(link(LOCATORS, lost, arc("a", "x"))),
    )

    assert codes(taxonomy) == ["fm:unresolvedReference"]
    assert pairs(taxonomy) == [("B", "C")]


def label(text: str, attributes: str = 'xml:lang="en"') -> str:
    return f'<link:label xlink:type="resource" xlink:label="l" {attributes}>{text}</link:label>'


def to_label(attributes: str = "", origin: str = "a") -> str:
    return arc(origin, "l", attributes, kind="label", arcrole=CONCEPT_LABEL)


def test_labels(tmp_path: Path) -> None:
    taxonomy = of_linkbases(
        tmp_path,
        linkbase(
            link(
                LOCATORS,
                label(" Sales &amp;\n\tmore ", 'xml:lang="en-GB"'),
                label("<b>All</b> of it", f'xml:lang="ja" xlink:role="{DOCUMENTATION}"'),
                to_label(),
                to_label(origin="b"),
                kind="label",
            )
        ),
    )

    assert set(taxonomy.labels) == {
        Label(name(concept), *words)
        for concept in "AB"
        for words in ((" Sales &\n\tmore ", "en-GB"), ("All of it", "ja", DOCUMENTATION))
    }


def test_a_label_of_another_linkbase_can_be_prohibited(tmp_path: Path) -> None:
    base = linkbase(
        link(LOCATORS, label("old", 'xml:lang="en" id="old"'), to_label(), kind="label")
    )
    extension = linkbase(
        link(
            LOCATORS,
            loc("l", "0.xml#old"),
            to_label('use="prohibited" priority="1"'),
            kind="label",
        ),
        link(LOCATORS, label("new"), to_label(), kind="label"),
    )

    assert [found.text for found in of_linkbases(tmp_path, base, extension).labels] == ["new"]


def test_generic_labels_are_labels(tmp_path: Path) -> None:
    generic = (
        '<gen:link xmlns:gen="http://xbrl.org/2008/generic" xlink:type="extended" '
        f'xlink:role="http://www.xbrl.org/2003/role/link">{LOCATORS}'
        '<label:label xmlns:label="http://xbrl.org/2008/label" xlink:type="resource" '
        'xlink:label="l" xlink:role="http://www.xbrl.org/2008/role/documentation" xml:lang="en">'
        'What it is.</label:label><gen:arc xlink:type="arc" xlink:from="a" xlink:to="l" '
        'xlink:arcrole="http://xbrl.org/arcrole/2008/element-label"/></gen:link>'
    )
    taxonomy = of_linkbases(tmp_path, linkbase(generic))

    assert taxonomy.labels == (Label(name("A"), "What it is.", "en", DOCUMENTATION),)


def test_references(tmp_path: Path) -> None:
    reference = (
        '<link:reference xlink:type="resource" xlink:label="l" xmlns:ref="http://www.xbrl.org/2006/ref">'
        "<ref:Name>IFRS</ref:Name><ref:Number>15</ref:Number></link:reference>"
    )
    to_reference = arc("a", "l", kind="reference", arcrole=CONCEPT_REFERENCE)
    taxonomy = of_linkbases(
        tmp_path, linkbase(link(LOCATORS, reference, to_reference, kind="reference"))
    )

    (found,) = taxonomy.references

    assert found.concept == name("A")
    assert [(part.local_name, text) for part, text in found.parts] == [
        ("Name", "IFRS"),
        ("Number", "15"),
    ]
    assert {part.namespace for part, _ in found.parts} == {REF_PART}


def test_links_to_roles_and_other_things_are_passed_over(tmp_path: Path) -> None:
    role = role_type("https://r.example/x", "r")
    lines = linkbase(link(LOCATORS, loc("r", "main.xsd#r"), arc("a", "r"), arc("a", "b")))
    main = schema(*map(concept, "ABC"), linkbases=(role, "0.xml"))

    taxonomy = read(tmp_path, {"main.xsd": main, "0.xml": lines})

    assert pairs(taxonomy) == [("A", "B")]
    assert codes(taxonomy) == ["fm:invalidLocator"]
