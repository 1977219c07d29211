"""Contexts: dimensions in segment and scenario, and contexts that cannot be understood."""

from __future__ import annotations

from pathlib import Path

import pytest

import finmodel
from finmodel.diagnostic import Severity
from finmodel.model.dimension import Member, TypedMember
from finmodel.model.entity import Entity
from finmodel.model.report import Report
from finmodel.qname import QName
from tests.unit.formats.xbrl_xml.instance import INSTANT, codes, context, ex, number, read

REGION = '<xbrldi:explicitMember dimension="ex:Region"> ex:Asia </xbrldi:explicitMember>'
OTHER_REGION = '<xbrldi:explicitMember dimension="ex:Region">ex:Europe</xbrldi:explicitMember>'
PRODUCT = '<xbrldi:explicitMember dimension="ex:Product">ex:Tea</xbrldi:explicitMember>'
CONTRACT = (
    '<xbrldi:typedMember dimension="ex:Contract"><ex:number> A 1</ex:number></xbrldi:typedMember>'
)
NIL_CONTRACT = CONTRACT.replace("<ex:number> A 1<", '<ex:number xsi:nil="true"><')


def read_with(*contexts: str) -> Report:
    """A report whose facts use the contexts d0, d1, …"""
    facts = (number().replace('"c"', f'"d{index}"') for index in range(len(contexts)))
    return read(*contexts, *facts)


def dimensions(report: Report) -> dict[QName, Member]:
    return dict(report.facts.one().dimensions)


@pytest.mark.parametrize("container", ["segment", "scenario"])
def test_dimensions_are_read_from_segment_and_scenario(container: str) -> None:
    members = {container: REGION + CONTRACT + PRODUCT}
    report = read_with(context("d0", **members))
    assert report.diagnostics == ()
    assert dimensions(report) == {
        ex("Region"): ex("Asia"),
        ex("Contract"): TypedMember(" A 1"),
        ex("Product"): ex("Tea"),
    }


def test_the_element_of_a_typed_member_is_remembered() -> None:
    member = dimensions(read_with(context("d0", segment=CONTRACT)))[ex("Contract")]
    assert isinstance(member, TypedMember)
    assert member.domain == ex("number")


def test_a_typed_member_may_be_nil_or_empty() -> None:
    empty = CONTRACT.replace("> A 1<", "><")
    report = read_with(context("d0", segment=NIL_CONTRACT), context("d1", segment=empty))
    values = [fact.dimensions[ex("Contract")] for fact in report.facts]
    assert values == [TypedMember(None), TypedMember("")]


def test_members_in_another_order_are_the_same_dimension_set() -> None:
    contexts = [context("d0", segment=REGION + PRODUCT), context("d1", segment=PRODUCT + REGION)]
    assert len(read_with(*contexts).columns.dimension_sets) == 1


def test_a_prefix_means_what_it_is_bound_to_where_it_is_used() -> None:
    local = REGION.replace("<xbrldi:explicitMember", '<xbrldi:explicitMember xmlns:ex="urn:other"')
    contexts = [context("d0", segment=REGION), context("d1", segment=local)]
    report = read_with(*contexts, context("d2", segment=REGION))
    members = [list(fact.dimensions.items()) for fact in report.facts]
    other = (QName("urn:other", "Region"), QName("urn:other", "Asia"))
    asia = (ex("Region"), ex("Asia"))
    assert members == [[asia], [other], [asia]]


def test_names_without_prefix_take_the_default_namespace() -> None:
    member = '<xbrldi:explicitMember dimension="Region">Asia</xbrldi:explicitMember>'
    report = read(
        context("d0", segment=member),
        number().replace('"c"', '"d0"'),
        attributes='xmlns="urn:default"',
    )
    assert dimensions(report) == {QName("urn:default", "Region"): QName("urn:default", "Asia")}


UNREADABLE = {
    "unbound prefix of a member": (REGION.replace("ex:Asia", "no:Asia"), "fm:unboundPrefix"),
    "unbound prefix of a dimension": (REGION.replace("ex:Reg", "no:Reg"), "fm:unboundPrefix"),
    "unbound prefix of a typed dimension": (
        CONTRACT.replace("ex:Contract", "no:Contract"),
        "fm:unboundPrefix",
    ),
    "member that is no name": (REGION.replace("ex:Asia", "ex:south asia"), "fm:badName"),
    "member that is empty": (REGION.replace("ex:Asia", ""), "fm:badName"),
    "no dimension": (REGION.replace(' dimension="ex:Region"', ""), "fm:badName"),
    "two typed values": (
        CONTRACT.replace("</xbrldi", "<ex:number>2</ex:number></xbrldi"),
        "fm:badContext",
    ),
    "no typed value": (
        '<xbrldi:typedMember dimension="ex:Contract"/>',
        "fm:badContext",
    ),
}


@pytest.mark.parametrize("case", UNREADABLE)
def test_facts_in_a_context_with_a_dimension_that_cannot_be_read_are_left_out(case: str) -> None:
    segment, code = UNREADABLE[case]
    report = read(
        context("bad", segment=segment),
        number().replace('"c"', '"bad"'),
        number("7", 'decimals="0"'),
    )
    assert codes(report) == [code, "fm:missingContext"]
    assert [str(diagnostic.source) for diagnostic in report.diagnostics] == ["ex.xml:3", "ex.xml:4"]
    assert report.facts.one().text == "7"


def test_all_faults_of_a_context_are_reported() -> None:
    bad = REGION.replace("ex:", "no:") + CONTRACT.replace("ex:Contract", "no:Contract")
    report = read(context("bad", segment=bad, period="<xbrli:instant>soon</xbrli:instant>"))
    assert codes(report) == [*["fm:unboundPrefix"] * 3, "fm:badPeriod"]


def test_content_that_is_no_dimension_is_named_and_the_fact_read_without_it() -> None:
    report = read_with(context("d0", segment=f"<ex:division>north</ex:division>{REGION}"))
    assert codes(report) == ["xbrlxe:nonDimensionalSegmentScenarioContent"]
    assert dimensions(report) == {ex("Region"): ex("Asia")}


def test_content_of_a_scenario_that_is_no_dimension_does_not_count_as_one() -> None:
    report = read_with(context("d0", segment=REGION, scenario="<ex:division>north</ex:division>"))
    assert codes(report) == ["xbrlxe:nonDimensionalSegmentScenarioContent"]


def test_a_repeated_dimension_is_named_and_its_first_member_taken() -> None:
    report = read_with(context("d0", segment=REGION + PRODUCT, scenario=OTHER_REGION))
    assert "xbrldie:RepeatedDimensionInInstanceError" in codes(report)
    assert dimensions(report)[ex("Region")] == ex("Asia")


def test_where_dimensions_stand_is_kept_and_tells_facts_apart() -> None:
    usual, other = context("d0", segment=REGION), context("d1", scenario=REGION)
    report = read_with(usual, other, context("d2", segment=REGION, scenario=PRODUCT))
    assert report.container == "segment"
    displaced = [shared.displaced for shared in report.columns.dimension_sets]
    assert displaced == [set(), {ex("Region")}, {ex("Product")}]
    alone = read_with(other.replace("d1", "d0"))
    assert alone.container == "scenario"
    assert alone == read_with(usual)


def test_contexts_that_no_fact_uses_are_kept() -> None:
    report = read(context("c"), context("d", segment=REGION), number())
    assert [dict(shared.members) for shared in report.unused] == [{ex("Region"): ex("Asia")}]


def test_dimensions_in_segments_and_in_scenarios_are_one_fault() -> None:
    report = read_with(
        context("d0", segment=REGION),
        context("d1", scenario=REGION),
        context("d2", scenario=PRODUCT),
    )
    assert codes(report) == ["xbrlxe:inconsistentDimensionsContainer"]
    assert len(report.facts) == 3


PERIODS = {
    "end before start": (
        "<xbrli:startDate>2009-01-01</xbrli:startDate><xbrli:endDate>2008-01-01</xbrli:endDate>"
    ),
    "no length": (
        "<xbrli:startDate>2009-01-01T00:00:00</xbrli:startDate>"
        "<xbrli:endDate>2009-01-01T00:00:00</xbrli:endDate>"
    ),
    "no date": "<xbrli:instant>31.12.2008</xbrli:instant>",
    "no such day": "<xbrli:instant>2009-02-29</xbrli:instant>",
    "empty": "<xbrli:instant/>",
    "nothing": "",
    "no end": "<xbrli:startDate>2009-01-01</xbrli:startDate>",
    "both": f"{INSTANT}<xbrli:forever/>",
    "beyond the calendar": "<xbrli:instant>12020-12-31</xbrli:instant>",
    "one time zone": (
        "<xbrli:startDate>2009-01-01Z</xbrli:startDate><xbrli:endDate>2009-01-02</xbrli:endDate>"
    ),
}


@pytest.mark.parametrize("day", ["12020-12-31", "12020-12-31Z", "12020-12-31-05:00"])
def test_a_date_that_cannot_be_told_is_shown_with_its_time_behind_the_day(day: str) -> None:
    report = read(context("bad", period=f"<xbrli:instant>{day}</xbrli:instant>"))
    assert f"'12020-12-31T24:00:00{day[11:]}' is outside the years" in report.diagnostics[0].message


@pytest.mark.parametrize("case", PERIODS)
def test_a_period_that_cannot_be_understood_is_named(case: str) -> None:
    report = read(context("bad", period=PERIODS[case]), number().replace('"c"', '"bad"'))
    assert codes(report) == ["fm:badPeriod", "fm:missingContext"]
    assert len(report.facts) == 0


@pytest.mark.parametrize(
    ("broken", "missing"),
    [
        (context("bad").replace("urn:scheme", " "), "no identifier with a scheme"),
        ('<xbrli:context id="bad"/>', "no identifier with a scheme and no period"),
        (
            context("bad").replace(f"<xbrli:period>{INSTANT}</xbrli:period>", ""),
            "has no period",
        ),
    ],
)
def test_a_context_without_entity_or_period_is_named(broken: str, missing: str) -> None:
    (diagnostic,) = read(broken).diagnostics
    assert diagnostic.code == "fm:badContext"
    assert missing in diagnostic.message


def test_an_identifier_may_be_empty_but_not_where_a_prefix_stands_before_it(
    tmp_path: Path,
) -> None:
    report = read(context("d").replace("1234", ""), number().replace('"c"', '"d"'))
    assert codes(report) == []
    assert report.facts.one().entity == Entity("urn:scheme", "")
    (error,) = finmodel.write(report, tmp_path / "report.json")
    assert error.severity is Severity.ERROR
    assert not finmodel.write(report, tmp_path / "report.xml")
    assert finmodel.read(tmp_path / "report.xml") == report


def test_of_two_contexts_with_one_id_the_first_counts() -> None:
    report = read(context("c", period="<xbrli:forever/>"), number())
    assert codes(report) == ["fm:duplicateId"]
    assert not report.facts.one().period.is_forever


def test_the_entity_that_stands_for_none_is_none() -> None:
    nobody = context("d0").replace("urn:scheme", "https://xbrl.org/2021/entities")
    report = read_with(nobody.replace("1234", "NA"))
    assert report.facts.one().entity is None
    assert report.diagnostics == ()
