"""Moving through a report: to other periods, to other members, and back to facts."""

from __future__ import annotations

import pytest

from finmodel.language.grammar import parse_expression
from finmodel.language.tree import Reference, Span
from finmodel.model.column import ColumnBuilder
from finmodel.model.dimension import DimensionSet
from finmodel.model.period import Period
from finmodel.model.report import Report
from finmodel.qname import QName
from finmodel.rules.relation.place import Places

SEGMENT, REGION, HOME, ASIA = (QName("urn:d", text) for text in ("S", "R", "H", "A"))


def places(*periods: str, fiscal_year: tuple[int, int] = (1, 1)) -> Places:
    builder = ColumnBuilder()
    for text in periods:
        builder.add(QName("urn:c", "C"), DimensionSet(None, Period.from_text(text)), "1")
    return Places(Report((), builder.columns()), fiscal_year)


def reached(
    period: str, steps: str, *, fiscal_year: tuple[int, int] = (1, 1), at_instant: bool = False
) -> str | None:
    """Return the period that steps lead to, as text; `None` where they lead nowhere."""
    here = places(period, fiscal_year=fiscal_year)
    tree = parse_expression(f"x {steps}")
    assert isinstance(tree, Reference)
    goal = here.route((tree.when, (), at_instant))[0]
    return None if goal is None else here[goal].period.text.replace("T00:00:00", "")


@pytest.mark.parametrize(
    ("period", "steps", "goal"),
    [
        ("2008-04-01/2009-01-01", "at prior_year", "2007-04-01/2008-01-01"),
        ("2008-10-01/2009-01-01", "at prior_quarter", "2008-07-01/2008-10-01"),
        ("2008-02-01/2008-03-01", "at 1 months earlier", "2008-01-01/2008-02-01"),
        ("2008-04-01/2009-01-01", "at 2 years earlier", "2006-04-01/2007-01-01"),
        ("2009-01-01", "at prior_year", "2008-01-01"),
        ("2008-03-01", "at prior_year", "2007-03-01"),
        ("2008-04-01/2009-01-01", "at opening", "2008-04-01"),
        ("2008-04-01/2009-01-01", "at closing", "2009-01-01"),
        ("2009-01-01", "at opening", "2009-01-01"),
        ("2008-04-01/2009-01-01", "at opening at prior_year", "2007-04-01"),
        ("2008-04-01/2009-01-01", "at prior_year at closing", "2008-01-01"),
        ("2008-04-01/2009-01-01", "at 2020-12-31", "2021-01-01"),
        ("2009-01-01", "at 2020-01-01..2020-12-31", "2020-01-01/2021-01-01"),
        ("2008-07-01/2008-10-01", "at year_to_date", "2008-01-01/2008-10-01"),
        ("2008-07-01/2008-10-01", "at full_year", "2008-01-01/2009-01-01"),
        ("2008-10-01/2009-01-01", "at year_to_date", "2008-01-01/2009-01-01"),
        ("2009-01-01", "at full_year", "2008-01-01/2009-01-01"),
        ("2008-07-01/2008-10-01", "at prior_year at year_to_date", "2007-01-01/2007-10-01"),
        ("2008-07-01/2008-10-01", "at full_year at prior_year", "2007-01-01/2008-01-01"),
        ("0001-06-01", "at prior_year", None),
        ("0001-01-01", "at year_to_date", None),
        ("0001-01-01/0001-03-01", "at full_year", "0001-01-01/0002-01-01"),
        ("9999-01-01/9999-12-01", "at full_year", "9999-01-01/10000-01-01"),
        ("forever", "at prior_year", None),
        ("forever", "at 2020-12-31", None),
    ],
)
def test_steps_through_time(period: str, steps: str, goal: str | None) -> None:
    assert reached(period, steps) == goal


@pytest.mark.parametrize(
    ("period", "steps", "starts", "goal"),
    [
        ("2008-10-01/2009-01-01", "at year_to_date", (4, 1), "2008-04-01/2009-01-01"),
        ("2009-01-01/2009-04-01", "at year_to_date", (4, 1), "2008-04-01/2009-04-01"),
        ("2009-04-01/2009-07-01", "at year_to_date", (4, 1), "2009-04-01/2009-07-01"),
        ("2009-01-01/2009-04-01", "at full_year", (4, 1), "2008-04-01/2009-04-01"),
        ("2009-04-01", "at full_year", (4, 1), "2008-04-01/2009-04-01"),
        ("2009-04-02", "at full_year", (4, 1), "2009-04-01/2010-04-01"),
        ("2009-03-01", "at full_year", (2, 29), "2009-02-28/2010-02-28"),
        ("2008-03-01", "at year_to_date", (2, 29), "2008-02-29/2008-03-01"),
        ("0001-02-01", "at year_to_date", (4, 1), None),
    ],
)
def test_fiscal_years_start_when_they_are_said_to(
    period: str, steps: str, starts: tuple[int, int], goal: str | None
) -> None:
    assert reached(period, steps, fiscal_year=starts) == goal


def test_time_zones_are_kept() -> None:
    period = "2008-07-01T00:00:00+09:00/2008-10-01T00:00:00+09:00"
    assert reached(period, "at year_to_date") == "2008-01-01+09:00/2008-10-01+09:00"


@pytest.mark.parametrize(
    ("period", "steps", "goal"),
    [
        ("2008-04-01/2009-01-01", "", "2009-01-01"),
        ("2008-04-01/2009-01-01", "at prior_year", "2008-01-01"),
        ("2008-04-01/2009-01-01", "at opening", "2008-04-01"),
        ("2009-01-01", "", "2009-01-01"),
        ("forever", "", "forever"),
    ],
)
def test_what_is_measured_at_instants_is_met_at_the_end(period: str, steps: str, goal: str) -> None:
    assert reached(period, steps, at_instant=True) == goal


def test_members_are_set_and_others_kept() -> None:
    builder = ColumnBuilder()
    period = Period.from_text("2009-01-01")
    start = DimensionSet.of(None, period, {REGION: ASIA})
    builder.add(QName("urn:c", "C"), start, "1")
    here = Places(Report((), builder.columns()))
    goal = here.route(((), ((SEGMENT, HOME),), False))[0]
    assert goal is not None
    assert here[goal] == DimensionSet.of(None, period, {REGION: ASIA, SEGMENT: HOME})
    assert here.route(((), ((SEGMENT, None),), False))[goal] == 0
    assert here.route(((), ((SEGMENT, HOME),), False))[goal] == goal


def test_moves_lead_to_the_places_of_facts() -> None:
    here = places("2009-01-01/2010-01-01", "2008-01-01/2009-01-01", "2009-01-01")
    tree = parse_expression("x at prior_year")
    assert isinstance(tree, Reference)
    back = here.route((tree.when, (), False))
    assert back[0] == 1
    assert here.route((tree.when, (), True))[0] == 2
    nowhere = back[1]
    assert nowhere is not None
    assert nowhere > 2
    assert back[0] == 1


@pytest.mark.parametrize(
    ("period", "quarters"),
    [
        ("2008-01-01/2009-01-01", 4),
        ("2008-04-01/2009-01-01", 3),
        ("2008-01-01/2008-07-01", 2),
        ("2008-01-01/2008-04-01", 0),
        ("2008-01-01/2008-06-01", 0),
        ("2008-01-01/2009-01-02", 0),
        ("2009-01-01", 0),
        ("forever", 0),
    ],
)
def test_a_period_divides_into_quarters(period: str, quarters: int) -> None:
    found = [fixed.period for fixed in places(period).quarters(0)]
    assert len(found) == quarters
    if found:
        whole = Period.from_text(period)
        assert (found[0].start, found[-1].end) == (whole.start, whole.end)
        assert all(quarter.months == 3 for quarter in found)
        assert [quarter.end for quarter in found[:-1]] == [quarter.start for quarter in found[1:]]


def test_places_under_several_calendars_have_the_same_numbers() -> None:
    here = places("2008-04-01/2008-10-01")
    other = Places(Report((), ColumnBuilder().columns()), (4, 1), like=here)
    new = other.moved(0, ((Span.YEAR_TO_DATE,), (), True))
    assert new == 1
    assert here[1] == other[1]
