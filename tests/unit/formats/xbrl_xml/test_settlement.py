"""What instances mean by their taxonomies."""

from __future__ import annotations

import pytest

from finmodel.formats.report import settled
from finmodel.qname import XBRLI, XS, QName
from finmodel.taxonomy.concept import Concept, Kind
from finmodel.taxonomy.content import AttributeUse, ElementDeclaration
from finmodel.taxonomy.datatype import DECIMAL, MONETARY, STRING, DataType, item_type
from finmodel.taxonomy.taxonomy import Taxonomy
from tests.unit.formats.xbrl_xml.instance import codes, context, ex, number, read

REVENUE = {ex("Revenue"): Concept(ex("Revenue"), item_type(MONETARY))}


@pytest.mark.parametrize(
    ("attribute", "code"),
    [
        ('xbrli:periodType="instant"', "fm:misplacedAttribute"),
        ('ex:note="of others"', None),
        ('id="t"', None),
    ],
)
def test_tuples_have_no_attributes_of_xbrl(attribute: str, code: str | None) -> None:
    whole = Concept(ex("Whole"), DataType(ex("whole")), kind=Kind.TUPLE)
    period_type = QName(XBRLI, "periodType")
    taxonomy = Taxonomy(
        concepts={**REVENUE, ex("Whole"): whole},
        attributes={period_type: AttributeUse(period_type, item_type(STRING))},
    )
    report = settled(read(f"<ex:Whole {attribute}>{number()}</ex:Whole>"), taxonomy)
    assert [found for found in codes(report) if found.startswith("fm:")] == ([code] if code else [])


@pytest.mark.parametrize(("kind", "sets"), [(DECIMAL, 2), (STRING, 1)])
def test_a_number_that_is_none_is_not_even_equal_to_itself(kind: QName, sets: int) -> None:
    declared = {ex("v"): ElementDeclaration(ex("v"), item_type(kind))}
    contexts = [context(id, scenario="<ex:v>NaN</ex:v>") for id in "de"]
    facts = [number().replace('"c"', f'"{id}"') for id in "de"]
    report = settled(read(*contexts, *facts), Taxonomy(concepts=REVENUE, elements=declared))
    assert len(report.columns.dimension_sets) == sets


def test_a_reference_to_a_schema_leads_to_a_schema() -> None:
    report = read(number())
    (address,) = report.taxonomy
    assert "fm:badReference" not in codes(settled(report, Taxonomy(concepts=REVENUE)))
    taxonomy = Taxonomy(linkbases=frozenset((address,)))
    assert "fm:badReference" in codes(settled(report, taxonomy))


@pytest.mark.parametrize(
    ("attribute", "text", "lines"),
    [
        ("", "ex:a", []),
        ("", "no:a", [3]),
        ('xmlns:no="urn:no"', "no:a", []),
        ("", "a", []),
    ],
)
def test_names_in_values_have_prefixes_that_are_bound_there(
    attribute: str, text: str, lines: list[int]
) -> None:
    concept = Concept(ex("Name"), item_type(QName(XS, "QName")))
    report = read(f'<ex:Name contextRef="c" {attribute}>{text}</ex:Name>', number())
    found = settled(report, Taxonomy(concepts={concept.name: concept})).diagnostics
    assert [(one.code, one.source and one.source.line) for one in found] == [
        ("fm:unboundPrefix", line) for line in lines
    ]
