"""What instances mean by their taxonomies."""

from __future__ import annotations

from pathlib import Path

import pytest
from attrs import evolve

from finmodel.formats.report import read as read_report
from finmodel.formats.report import settled, write
from finmodel.qname import XBRLI, XS, QName
from finmodel.taxonomy.concept import Concept, Kind
from finmodel.taxonomy.content import (
    AttributeUse,
    Content,
    ElementDeclaration,
    Particle,
    ParticleKind,
)
from finmodel.taxonomy.datatype import DECIMAL, MONETARY, PURE, STRING, DataType, item_type
from finmodel.taxonomy.taxonomy import Taxonomy
from tests.unit.formats.xbrl_xml.instance import SCHEMA, codes, context, ex, number, read

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


KNOWN = ex("known")
USE = AttributeUse(KNOWN, item_type(QName(XS, "integer")), required=True)


@pytest.mark.parametrize(
    ("attribute", "message"),
    [
        ('ex:known="1" ex:other="of others"', None),
        ('ex:known="one"', "Revenue: known is “one”, which is not a whole number."),
        ("", "Revenue is reported without its attribute known."),
        (
            'ex:known="1" ex:closed="of others"',
            "Revenue, whose type has it not, has the attribute closed.",
        ),
    ],
)
def test_items_have_the_attributes_that_their_types_ask_for(
    attribute: str, message: str | None
) -> None:
    content = Content(attributes=(USE,), open_attributes="closed" not in attribute)
    concept = evolve(REVENUE[ex("Revenue")], content=content)
    facts = (
        number(attributes=f'decimals="0" {attribute}'),
        "<ex:Policy contextRef='c'>x</ex:Policy>",
    )
    found = settled(read(*facts), Taxonomy(concepts={concept.name: concept})).diagnostics
    assert [one.message for one in found] == ([message] if message else [])


def test_an_attribute_has_the_value_that_is_fixed() -> None:
    fixed = Taxonomy(concepts=REVENUE, attributes={KNOWN: evolve(USE, fixed="7")})
    (found,) = settled(read(number(attributes='decimals="0" ex:known="8"')), fixed).diagnostics
    assert found.message == "Revenue: known is “8”, which is not “7”."
    assert not settled(read(number(attributes='decimals="0" ex:known="07"')), fixed).diagnostics


@pytest.mark.parametrize("is_open", [True, False])
def test_only_a_tuple_that_is_open_has_attributes_of_others(is_open: bool) -> None:
    whole = Concept(
        ex("Whole"),
        DataType(ex("whole")),
        kind=Kind.TUPLE,
        content=Content(open_attributes=is_open),
    )
    taxonomy = Taxonomy(concepts={**REVENUE, ex("Whole"): whole})
    report = settled(read(f'<ex:Whole ex:note="x">{number()}</ex:Whole>'), taxonomy)
    assert ("fm:misplacedAttribute" in codes(report)) is not is_open


INNER = ElementDeclaration(ex("a"), item_type(QName(XS, "integer")))
COMPLEX = ElementDeclaration(
    ex("v"),
    content=Content(
        Particle(ParticleKind.SEQUENCE, children=(Particle(ParticleKind.ELEMENT, name=ex("a")),)),
        (AttributeUse(QName("", "k"), item_type(STRING), required=True),),
    ),
)


@pytest.mark.parametrize("kind", ["typed", "remark"])
@pytest.mark.parametrize(
    ("markup", "problem"),
    [
        ('<ex:v k="1"><ex:a>1</ex:a></ex:v>', None),
        ('<ex:v k="1" xsi:schemaLocation="urn:a a.xsd"><ex:a>1</ex:a></ex:v>', None),
        ("<ex:v><ex:a>1</ex:a></ex:v>", "v has no attribute k"),
        ('<ex:v k="1" m="2"><ex:a>1</ex:a></ex:v>', "v has the attribute m, which it may not have"),
        ('<ex:v k="1"><ex:b>1</ex:b></ex:v>', "v has b where it may not be"),
        ('<ex:v k="1"><ex:a>1</ex:a><ex:a>1</ex:a></ex:v>', "v has a where it may not be"),
        ('<ex:v k="1"><ex:a><ex:b/></ex:a></ex:v>', "a has b where it may not be"),
        ('<ex:v k="1"><ex:a>x</ex:a></ex:v>', "a is “x”, which is not a whole number"),
        ('<ex:v k="1">x<ex:a>1</ex:a></ex:v>', "v has text between its elements"),
    ],
)
def test_markup_in_contexts_is_as_it_is_declared(
    kind: str, markup: str, problem: str | None
) -> None:
    typed = f'<xbrldi:typedMember dimension="ex:D">{markup}</xbrldi:typedMember>'
    dimension = Concept(ex("D"), item_type(STRING), kind=Kind.DIMENSION, typed_domain=ex("v"))
    taxonomy = Taxonomy(
        concepts={**REVENUE, ex("D"): dimension}, elements={ex("v"): COMPLEX, ex("a"): INNER}
    )
    place = context("d", scenario=typed if kind == "typed" else markup)
    report = settled(read(place, number().replace('"c"', '"d"')), taxonomy)
    found = [one.message for one in report.diagnostics if one.code == "fm:badMarkup"]
    assert found == ([f"In a context, {problem}."] if problem else [])


@pytest.mark.parametrize(
    ("unit", "lines"), [("", [3]), ('unitRef="pure"', []), ('unitRef="jpy"', [])]
)
def test_a_number_that_is_nil_names_a_unit_all_the_same(unit: str, lines: list[int]) -> None:
    share = Concept(ex("Share"), item_type(PURE))
    policy = Concept(ex("Policy"), item_type(STRING))
    report = read(
        f'<ex:Share contextRef="c" xsi:nil="true" {unit}/>',
        '<ex:Policy contextRef="c" xsi:nil="true"/>',
    )
    found = settled(report, Taxonomy(concepts={one.name: one for one in (share, policy)}))
    assert [(one.code, one.source and one.source.line) for one in found.diagnostics] == [
        ("fm:missingUnit", line) for line in lines
    ]


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
    taxonomy = Taxonomy(linkbases={address: ()})
    assert "fm:badReference" in codes(settled(report, taxonomy))


@pytest.mark.parametrize(
    ("role", "is_right"),
    [
        ("", True),
        ("http://www.xbrl.org/2003/role/labelLinkbaseRef", True),
        ("http://www.xbrl.org/2003/role/calculationLinkbaseRef", False),
        ("urn:of-others", True),
    ],
)
def test_a_reference_to_a_linkbase_leads_to_links_of_its_role(
    role: str, is_right: bool, tmp_path: Path
) -> None:
    attribute = f'xlink:role="{role}"' if role else ""
    reference = (
        '<link:linkbaseRef xlink:type="simple" xlink:href="l.xml" '
        f'xlink:arcrole="http://www.w3.org/1999/xlink/properties/linkbase" {attribute}/>'
    )
    report = read(number(), head=SCHEMA + reference)
    address = report.taxonomy[1]
    labels = Taxonomy(concepts=REVENUE, linkbases={address: ("label",)})
    assert ("fm:badReference" in codes(settled(report, labels))) is not is_right
    write(report, tmp_path / "again.xml")
    assert list(read_report(tmp_path / "again.xml").linkbases.values()) == [role]


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
