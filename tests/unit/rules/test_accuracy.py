"""Numbers that do not say how precise they are, which only instances of XBRL 2.1 can leave open."""

from __future__ import annotations

from attrs import evolve

from finmodel.model.column import ABSENT, EXACT, ColumnBuilder
from finmodel.model.dimension import DimensionSet
from finmodel.model.finding import Finding
from finmodel.model.period import Duration
from finmodel.model.report import Report
from finmodel.model.unit import Unit
from finmodel.qname import QName
from finmodel.rules.accuracy import decimals_of_nil, missing_decimals
from finmodel.rules.case import Case
from finmodel.rules.unit import misplaced_unit_dimension
from finmodel.taxonomy.concept import Concept
from finmodel.taxonomy.content import AttributeUse, Content
from finmodel.taxonomy.datatype import FRACTION, INTEGER, MONETARY, STRING, item_type
from finmodel.taxonomy.taxonomy import Taxonomy

NAME = QName("urn:ex", "Revenue")
TAXONOMY = Taxonomy(concepts={NAME: Concept(NAME, item_type(MONETARY))})


def report(value: str | None, decimals: int = ABSENT, *, is_oim: bool = False) -> Report:
    builder = ColumnBuilder()
    place = DimensionSet(None, Duration("2025-01-01", "2026-01-01"))
    builder.add(NAME, place, value, unit=Unit.currency("JPY"), decimals=decimals)
    return Report((), builder.columns(), is_oim=is_oim)


def test_a_number_of_an_instance_says_how_precise_it_is() -> None:
    (finding,) = missing_decimals(Case(report("1"), TAXONOMY))
    assert isinstance(finding, Finding)
    assert finding.code == "fm:missingDecimals"
    assert "how precise" in finding.message


def test_decimals_nil_and_the_oim_are_silent() -> None:
    for silent in (report("1", 0), report(None), report("1", is_oim=True)):
        assert list(missing_decimals(Case(silent, TAXONOMY))) == []


def test_a_nil_fact_cannot_have_decimals_by_its_type() -> None:
    use = AttributeUse(QName("", "decimals"), item_type(INTEGER), fixed="4")
    fixed = evolve(TAXONOMY.concepts[NAME], content=Content(attributes=(use,)))
    taxonomy = Taxonomy(concepts={NAME: fixed})
    (finding,) = decimals_of_nil(Case(report(None), taxonomy))
    assert isinstance(finding, Finding)
    assert finding.code == "fm:decimalsOfNil"
    assert list(decimals_of_nil(Case(report("1"), taxonomy))) == []
    assert list(decimals_of_nil(Case(report(None), TAXONOMY))) == []


def test_a_fraction_has_a_unit_as_numbers_have() -> None:
    for kind, count in ((FRACTION, 0), (STRING, 1)):
        taxonomy = Taxonomy(concepts={NAME: Concept(NAME, item_type(kind))})
        assert len(list(misplaced_unit_dimension(Case(report("1/3", EXACT), taxonomy)))) == count
