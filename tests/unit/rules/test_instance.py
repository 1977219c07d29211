"""Rules of Dimensions that count for instances, where the OIM has others or none."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from attrs import evolve

from finmodel.model.dimension import DimensionSet, Member, Remark, TypedMember
from finmodel.model.entity import Entity
from finmodel.model.finding import Finding
from finmodel.model.report import Report
from finmodel.qname import QName
from finmodel.rules.case import Case
from finmodel.rules.catalogue import checks
from finmodel.rules.member import find_fault
from finmodel.taxonomy.content import (
    AttributeUse,
    Content,
    ElementDeclaration,
    Particle,
    ParticleKind,
)
from finmodel.taxonomy.datatype import STRING, DataType, item_type
from tests.unit.rules.sheet import PERIODS, make_report, make_taxonomy, name

TAXONOMY = make_taxonomy(
    "Revenues monetary duration\nSold monetary duration\nSigned monetary duration",
    ["Service: All* Home Office", "Region: World* Asia", "Contract: typed date", "Way: Web Shop"],
    ["Income: Revenues | Service", "Sales: Sold | Way", "Contracts: Signed | Contract"],
)


def findings_of(report: Report) -> list[tuple[str, str]]:
    """Return code and message of all findings about dimensions in an instance."""
    elements = {name("Thing"): ElementDeclaration(name("Thing"))}
    case = Case(evolve(report, is_oim=False), evolve(TAXONOMY, elements=elements))
    found = [outcome for check in checks() for outcome in check.function(case)]
    return [(o.code, o.message) for o in found if isinstance(o, Finding) and "ie:" in o.code]


def instance(
    members: str,
    *,
    concept: str = "Revenues",
    container: str = "segment",
    displaced: frozenset[QName] = frozenset(),
    remarks: tuple[Remark, ...] = (),
) -> Report:
    """Return an instance with a fact, and what is said beside its dimensions."""
    report = make_report(f"a {concept} duration JPY 1 0 {members}")
    (shared,) = report.columns.dimension_sets
    sets = [shared._replace(displaced=displaced, remarks=remarks)]
    return evolve(report, columns=evolve(report.columns, dimension_sets=sets), container=container)


@pytest.mark.parametrize(
    ("members", "code"),
    [
        ("Servise=Home", "xbrldie:ExplicitMemberNotExplicitDimensionError"),
        ("Revenues=Home", "xbrldie:ExplicitMemberNotExplicitDimensionError"),
        ("Contract=Home", "xbrldie:ExplicitMemberNotExplicitDimensionError"),
        ("\"Servise='7'\"", "xbrldie:TypedMemberNotTypedDimensionError"),
        ("\"Service='7'\"", "xbrldie:TypedMemberNotTypedDimensionError"),
        ("Service=Nothing", "xbrldie:ExplicitMemberUndefinedQNameError"),
        ("Service=All", "xbrldie:DefaultValueUsedInInstanceError"),
        ("Service=Thing", "xbrldie:PrimaryItemDimensionallyInvalidError"),
        ("Service=Region", "xbrldie:PrimaryItemDimensionallyInvalidError"),
        ("Region=Asia", "xbrldie:PrimaryItemDimensionallyInvalidError"),
    ],
)
def test_codes_are_those_of_dimensions(members: str, code: str) -> None:
    assert [found for found, _ in findings_of(instance(members))] == [code]


@pytest.mark.parametrize("members", ["", "Service=Home"])
def test_what_a_hypercube_allows(members: str) -> None:
    assert findings_of(instance(members)) == []


@pytest.mark.parametrize(
    ("concept", "members", "says"),
    [
        ("Sold", "Way=Web", "Sold has Way outside the segment."),
        ("Signed", "\"Contract='2010-01-01'\"", "Signed has Contract outside the segment."),
    ],
)
def test_a_dimension_outside_the_part_that_the_hypercube_is_about(
    concept: str, members: str, says: str
) -> None:
    assert findings_of(instance(members, concept=concept)) == []
    elsewhere = instance(members, concept=concept, container="scenario")
    assert findings_of(elsewhere) == [("xbrldie:PrimaryItemDimensionallyInvalidError", says)]


def test_a_dimension_outside_the_part_is_at_its_default_within() -> None:
    assert findings_of(instance("Service=Home", container="scenario")) == []


def test_dimensions_that_a_hypercube_has_not_may_stand_in_the_other_part() -> None:
    apart = frozenset((name("Region"),))
    assert findings_of(instance("Service=Home Region=Asia", displaced=apart)) == []
    assert len(findings_of(instance("Service=Home Region=Asia"))) == 1


@pytest.mark.parametrize(("part", "count"), [("segment", 1), ("scenario", 0)])
def test_a_closed_hypercube_refuses_what_is_no_dimension(part: str, count: int) -> None:
    remarks = (Remark(part, "{urn:x}a", "<a/>"),)
    found = findings_of(instance("Service=Home", remarks=remarks))
    assert [says for _, says in found] == ["Revenues has what is no dimension in the segment."][
        :count
    ]


@pytest.mark.parametrize(
    ("members", "code"),
    [
        ({}, None),
        ({"Region": name("Asia")}, None),
        ({"Service": name("All")}, "xbrldie:DefaultValueUsedInInstanceError"),
        ({"Contract": TypedMember("soon")}, "xbrldie:IllegalTypedDimensionContentError"),
        ({"Servise": name("Home")}, "xbrldie:ExplicitMemberNotExplicitDimensionError"),
    ],
)
def test_contexts_that_no_fact_uses(members: Mapping[str, Member], code: str | None) -> None:
    pairs = {name(dimension): member for dimension, member in members.items()}
    unused = DimensionSet.of(Entity("urn:example", "ACME"), PERIODS["duration"], pairs)
    found = findings_of(evolve(instance(""), unused=(unused, unused)))
    assert [each for each, _ in found] == ([] if code is None else [code])
    assert all(says.endswith("where no fact refers to it.") for _, says in found)


@pytest.mark.parametrize("nillable", [False, True])
def test_a_value_is_nil_only_where_its_element_may_be(nillable: bool) -> None:
    domain = TAXONOMY.concepts[name("Contract")].typed_domain
    assert domain is not None
    elements = {domain: ElementDeclaration(domain, nillable=nillable)}
    taxonomy = evolve(TAXONOMY, elements=elements)
    fault = find_fault(taxonomy, name("Contract"), TypedMember(None, domain), is_oim=False)
    assert (fault is None) == nillable
    assert fault is None or fault.code == "xbrldie:IllegalTypedDimensionContentError"
    assert find_fault(TAXONOMY, name("Contract"), TypedMember(None)) is None  # nobody knows


def test_very_many_faults_in_contexts_that_no_fact_uses_are_one_finding() -> None:
    entity, period = Entity("urn:example", "ACME"), PERIODS["duration"]
    unused = tuple(
        DimensionSet.of(entity, period, {name(f"Odd{number}"): name("Home")})
        for number in range(500)
    )
    ((code, says),) = findings_of(evolve(instance(""), unused=unused))
    assert code == "xbrldie:ExplicitMemberNotExplicitDimensionError"
    assert "497 more such faults" in says


@pytest.mark.parametrize(
    ("content", "value", "problem"),
    [
        (Content(mixed=True), "x", None),
        (Content(), "", None),
        (Content(), "x", "is “x”, where elements are to be"),
        (
            Content(attributes=(AttributeUse(QName("", "k"), item_type(STRING), required=True),)),
            "",
            "has no attribute k",
        ),
        (Content(Particle(ParticleKind.ELEMENT, name=name("a"))), "", "is empty, and may not be"),
    ],
)
def test_a_value_without_elements_is_held_against_the_content_of_its_element(
    content: Content, value: str, problem: str | None
) -> None:
    contract = TAXONOMY.concepts[name("Contract")]
    assert contract.typed_domain is not None
    domain = contract.typed_domain
    taxonomy = evolve(
        TAXONOMY,
        elements={domain: ElementDeclaration(domain, content=content)},
        typed_domains={domain: DataType(name("complex"))},
    )
    fault = find_fault(taxonomy, contract.name, TypedMember(value, domain), is_oim=False)
    assert (fault and fault.says) == problem


def test_a_simple_value_has_neither_elements_nor_attributes() -> None:
    contract = TAXONOMY.concepts[name("Contract")]
    member = TypedMember("<v a='1'>2009-03-31</v>", contract.typed_domain, is_markup=True)
    fault = find_fault(TAXONOMY, contract.name, member, is_oim=False)
    assert fault is not None
    assert fault.says == "has elements or attributes beside its value"
