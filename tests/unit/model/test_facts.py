"""Selecting facts: by every dimension, against a filter that looks at each fact."""

from __future__ import annotations

from typing import Any

import pytest
from attrs import frozen
from hypothesis import given
from hypothesis import strategies as st

from finmodel.model.column import ABSENT, EXACT, ColumnBuilder
from finmodel.model.dimension import DimensionSet, Member, TypedMember
from finmodel.model.entity import Entity
from finmodel.model.fact import Fact
from finmodel.model.facts import SelectionError
from finmodel.model.period import FOREVER, Duration, Instant, PeriodError
from finmodel.model.report import Report
from finmodel.model.unit import SHARES_MEASURE, Unit
from finmodel.qname import ISO4217, QName

CONCEPTS = [QName("urn:c", name) for name in ("Cash", "Revenues", "Name")]
ENTITIES = [None, Entity("urn:s", "A"), Entity("urn:s", "B")]
PERIODS = [FOREVER, Instant("2009-01-01"), Duration("2008-01-01", "2009-01-01")]
UNITS = [None, Unit.currency("JPY"), Unit((QName(ISO4217, "JPY"),), (SHARES_MEASURE,))]
LANGUAGES = [None, "en", "ja-jp"]
SEGMENT, COUNTRY = QName("urn:d", "Segment"), QName("urn:d", "Country")
MEMBERS: list[Member] = [QName("urn:m", "X"), TypedMember("x"), TypedMember(None)]

members = st.dictionaries(st.sampled_from([SEGMENT, COUNTRY]), st.sampled_from(MEMBERS))
dimension_sets = st.builds(
    DimensionSet.of, st.sampled_from(ENTITIES), st.sampled_from(PERIODS), members
)


@st.composite
def reports(draw: st.DrawFn) -> Report:
    """Small reports over few distinct values, so that facts share them."""
    builder = ColumnBuilder()
    for _ in range(draw(st.integers(0, 12))):
        builder.add(
            draw(st.sampled_from(CONCEPTS)),
            draw(dimension_sets),
            draw(st.sampled_from([None, "1", "1.0", "2"])),
            unit=draw(st.sampled_from(UNITS)),
            language=draw(st.sampled_from(LANGUAGES)),
            decimals=draw(st.sampled_from([ABSENT, EXACT, 0, -6])),
        )
    return Report((), builder.columns())


criteria = st.fixed_dictionaries(
    {},
    optional={
        "concept": st.sampled_from([*CONCEPTS, QName("urn:c", "Unknown")]),
        "entity": st.sampled_from([*ENTITIES[1:], Entity("urn:s", "C")]),
        "period": st.sampled_from([*PERIODS, Instant("2020-01-01")]),
        "unit": st.sampled_from([*UNITS[1:], Unit.currency("USD")]),
        "language": st.sampled_from(["en", "EN", "ja-JP", "fr"]),
        "dimensions": st.dictionaries(
            st.sampled_from([SEGMENT, COUNTRY]), st.sampled_from([None, *MEMBERS])
        ),
    },
)


def matches(fact: Fact, wanted: dict[str, Any]) -> bool:
    """Tell whether one fact is what a selection asks for, by looking at it."""
    plain = all(
        getattr(fact, name) == wanted[name]
        for name in ("concept", "entity", "period", "unit")
        if name in wanted
    )
    spoken = "language" not in wanted or fact.language == wanted["language"].lower()
    placed = all(
        fact.dimensions.get(dimension) == member
        for dimension, member in wanted.get("dimensions", {}).items()
    )
    return plain and spoken and placed


@given(reports(), criteria, criteria)
def test_a_selection_is_what_a_look_at_every_fact_finds(
    report: Report, first: dict[str, Any], then: dict[str, Any]
) -> None:
    selected = report.facts.where(**first)
    assert list(selected) == [fact for fact in report.facts if matches(fact, first)]
    again = selected.where(**then)
    assert list(again) == [fact for fact in selected if matches(fact, then)]


def report_of(*values: str) -> Report:
    builder = ColumnBuilder()
    for number, value in enumerate(values):
        builder.add(CONCEPTS[number % 2], DimensionSet(None, PERIODS[1]), value, id=f"id{number}")
    return Report((), builder.columns())


def test_a_period_may_be_given_as_text() -> None:
    report = report_of("1")
    assert len(report.facts.where(period="2009-01-01")) == 1
    assert len(report.facts.where(period="2008-01-01/2009-01-01")) == 0
    with pytest.raises(PeriodError):
        report.facts.where(period="soon")


@frozen
class Declared:
    """Something with a name, as a concept of a taxonomy is."""

    name: QName


def test_names_may_be_given_as_what_has_them() -> None:
    builder = ColumnBuilder()
    member = QName("urn:m", "X")
    builder.add(CONCEPTS[0], DimensionSet.of(None, PERIODS[1], {SEGMENT: member}), "1")
    facts = Report((), builder.columns()).facts
    found = facts.where(
        concept=Declared(CONCEPTS[0]), dimensions={Declared(SEGMENT): Declared(member)}
    )
    assert found.one() == facts[0]


def test_the_only_fact_is_given_and_nothing_else() -> None:
    facts = report_of("1", "2", "3").facts
    assert facts.where(concept=CONCEPTS[1]).one().text == "2"
    for selection, count in ((facts.where(concept=CONCEPTS[0]), 2), (facts.where(language="x"), 0)):
        with pytest.raises(SelectionError, match=f"^{count} facts match"):
            selection.one()


def test_the_first_fact_is_given_or_none() -> None:
    facts = report_of("1", "2", "3").facts
    first = facts.first()
    assert first is not None
    assert first.text == "1"
    assert facts.where(language="x").first() is None


def test_a_fact_is_found_by_its_id_within_the_selection() -> None:
    facts = report_of("1", "2").facts
    assert facts.by_id("id1").text == "2"
    assert facts.where(concept=CONCEPTS[1]).by_id("id1").text == "2"
    for selection, id in ((facts, "id9"), (facts.where(concept=CONCEPTS[0]), "id1")):
        with pytest.raises(SelectionError, match=id):
            selection.by_id(id)


def test_a_selection_is_a_sequence() -> None:
    facts = report_of("1", "2", "3").facts
    assert [fact.text for fact in facts[1:]] == ["2", "3"]
    assert facts[-1].text == "3"
    assert facts[0] in facts
    assert facts[0] not in facts[1:]
    assert [fact.text for fact in reversed(facts)] == ["3", "2", "1"]
    assert len(facts[1:].where(concept=CONCEPTS[0])) == 1
    assert repr(facts) == "<3 facts>"
    with pytest.raises(IndexError):
        facts[3]
