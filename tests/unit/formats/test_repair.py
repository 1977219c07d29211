"""Mistakes that a format of the OIM would hide are told of where a report is converted."""

from __future__ import annotations

from pathlib import Path

import pytest
from attrs import evolve

from finmodel.diagnostic import Severity
from finmodel.formats.report import Format, read, settled, write
from finmodel.qname import XS, QName
from finmodel.taxonomy.concept import DIMENSION_ITEM, Concept, Kind
from finmodel.taxonomy.datatype import FRACTION, MONETARY, STRING, DataType, item_type
from finmodel.taxonomy.network import ALL, Network, Relationship
from finmodel.taxonomy.taxonomy import Taxonomy
from tests.unit.formats.xbrl_xml.instance import (
    arc,
    context,
    ex,
    footnote,
    instance,
    link,
    loc,
    number,
)

TYPED, BARE, EXPLICIT = ex("Contract"), ex("Whole"), ex("Region")
ROLE = "urn:role"


def dimension(name: QName, domain: QName | None = None) -> Concept:
    return Concept(
        name,
        item_type(STRING),
        kind=Kind.DIMENSION,
        abstract=True,
        substitution_group=DIMENSION_ITEM,
        typed_domain=domain,
    )


CONCEPTS = (
    dimension(TYPED, ex("number")),
    dimension(BARE, ex("whole")),
    dimension(EXPLICIT),
    Concept(ex("Revenue"), item_type(MONETARY)),
    Concept(ex("Policy"), item_type(STRING)),
    Concept(ex("Half"), item_type(FRACTION)),
    Concept(ex("Asia"), item_type(STRING)),
    Concept(ex("Cube"), item_type(STRING), kind=Kind.HYPERCUBE, abstract=True),
)
CUBE = Relationship(ex("Revenue"), ex("Cube"), context_element="scenario")
TAXONOMY = Taxonomy(
    concepts={concept.name: concept for concept in CONCEPTS},
    typed_domains={
        ex("number"): item_type(QName(XS, "integer")),
        ex("whole"): DataType(ex("complex")),
    },
    networks={(ALL, ROLE): Network(ALL, ROLE, (CUBE,))},
)


def explicit(name: str) -> str:
    return f'<xbrldi:explicitMember dimension="ex:{name}">ex:Asia</xbrldi:explicitMember>'


def typed(name: str, element: str = "number") -> str:
    content = f"<ex:{element}>1</ex:{element}>"
    return f'<xbrldi:typedMember dimension="ex:{name}">{content}</xbrldi:typedMember>'


def said(folder: Path, *body: str, format: Format = Format.JSON) -> list[str]:
    """Return what converting an instance says of mistakes, in messages that are errors."""
    report = settled(read(instance(*body).encode()), TAXONOMY)
    found = write(report, folder / "report.json", format=format, taxonomy=TAXONOMY)
    assert all(one.severity is Severity.ERROR for one in found)
    return [one.message for one in found if one.code == "fm:repairedMistake"]


AT = number().replace('"c"', '"d"')


@pytest.mark.parametrize(
    ("scenario", "message"),
    [
        (explicit("Region") + typed("Contract"), None),
        (
            explicit("Contract"),
            "The dimension Contract takes values, and has the member Asia, which reads as a value.",
        ),
        (typed("Region"), "The dimension Region takes members, and has the value “1”."),
        (
            typed("Contract", "other"),
            "The dimension Contract has its value in other and not in number.",
        ),
        (typed("Whole", "whole"), "The dimension Whole takes elements, and has a simple value."),
        (explicit("Unknown"), None),
    ],
)
@pytest.mark.parametrize("format", [Format.JSON, Format.CSV])
def test_what_a_dimension_must_not_take_is_told(
    tmp_path: Path, format: Format, scenario: str, message: str | None
) -> None:
    found = said(tmp_path, context("d", scenario=scenario), AT, format=format)
    assert found == ([message] if message else [])


def test_what_stands_in_another_part_of_contexts_is_told(tmp_path: Path) -> None:
    moved = context("d", segment=explicit("Region"))
    assert said(tmp_path, moved, AT) == [
        "Dimensions are in the segment, and belong in the scenario."
    ]
    both = context("e", scenario=explicit("Region"))
    assert said(tmp_path, moved, both, AT, AT.replace('"d"', '"e"')) == [
        "Dimensions are in segments as well as in scenarios (Region)."
    ]


def test_only_csv_has_no_place_for_the_unit_of_a_text(tmp_path: Path) -> None:
    text = '<ex:Policy contextRef="c" unitRef="jpy">x</ex:Policy>'
    left_out = ["Units of facts that are no numbers are left out (Policy)."]
    assert said(tmp_path, text, format=Format.CSV) == left_out
    assert said(tmp_path, text, format=Format.JSON) == []
    (fact,) = read(tmp_path / "report.json", taxonomy=TAXONOMY, format=Format.JSON).facts
    assert fact.unit is not None
    assert fact.is_numeric


def test_a_fraction_that_is_nil_is_left_out_and_keeps_its_unit_in_xml(tmp_path: Path) -> None:
    half = '<ex:Half contextRef="c" unitRef="pure" xsi:nil="true"/>'
    report = settled(read(instance(half).encode()), TAXONOMY)
    (error,) = write(report, tmp_path / "report.json", taxonomy=TAXONOMY)
    assert (error.code, error.severity) == ("xbrlxe:unsupportedFraction", Severity.ERROR)
    assert not read(tmp_path / "report.json").facts
    assert not write(report, tmp_path / "report.xml", taxonomy=TAXONOMY)
    assert not settled(read(tmp_path / "report.xml"), TAXONOMY).diagnostics


def test_mistakes_stay_where_the_instance_is_no_longer_at_hand() -> None:
    unsaid = '<ex:Revenue contextRef="d">1</ex:Revenue>'
    report = read(instance(context("d", scenario=explicit("Contract")), unsaid).encode())
    again = settled(evolve(report, locator=lambda _: {}), TAXONOMY)
    assert again.columns.decimals == report.columns.decimals
    assert again.columns.dimension_sets == report.columns.dimension_sets


@pytest.mark.parametrize("format", [Format.JSON, Format.CSV])
def test_notes_without_facts_are_left_out_and_said_so(tmp_path: Path, format: Format) -> None:
    notes = link(loc("#a", "f"), footnote("kept", "n"), footnote("lost", "m"), arc("f", "n"))
    report = read(instance(number(attributes='decimals="0" id="a"'), notes).encode())
    (error,) = write(report, tmp_path / "report.json", format=format)
    assert (error.code, error.severity) == ("xbrlxe:unlinkedFootnoteResource", Severity.ERROR)
    assert "“lost”" in error.message
    again = read(tmp_path / "report.json", format=format)
    assert [note.value for note in again.notes.values()] == ["kept"]
    assert not again.diagnostics
