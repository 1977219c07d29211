from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from finmodel.model.column import ColumnBuilder
from finmodel.model.dimension import DimensionSet
from finmodel.model.finding import Checked, Term, Verdict
from finmodel.model.period import Period
from finmodel.model.report import Report
from finmodel.model.unit import Unit
from finmodel.numeric import Interval
from finmodel.qname import QName
from finmodel.render.html.picture import Meeting, Picture
from finmodel.render.relation import RelationWords
from finmodel.taxonomy.taxonomy import EMPTY

CASH = QName("https://finmodel.example", "Cash")


def interval(low: str | None, high: str | None) -> Interval:
    ends = [None if end is None else Fraction(end) for end in (low, high)]
    return Interval(ends[0], ends[1])


def picture(
    reported: Interval | None,
    expected: Interval | None,
    verdict: Verdict = Verdict.BROKEN,
    operation: str = "",
) -> Picture | None:
    columns = ColumnBuilder()
    place = DimensionSet(None, Period.from_text("2009-01-01"))
    columns.add(CASH, place, "15", unit=Unit.currency("EUR"), decimals=0)
    report = Report((), columns.columns())
    checked = Checked(
        "c", "r", "", verdict, (Term(report.facts[0], operation),), expected, reported
    )
    return Picture.of(checked, RelationWords(checked, report, EMPTY))


def test_ranges_that_miss_each_other_have_the_gap_between_them() -> None:
    found = picture(interval("10", "20"), interval("40", "50"))

    assert found is not None
    assert found.meeting is Meeting.APART
    assert (found.printed.start, found.printed.end) == (80, 290)
    assert (found.between.start, found.between.end) == (290, 710)
    assert (found.implied.start, found.implied.end) == (710, 920)
    assert found.words == ("printed EUR 10 … 20; the others make EUR 40 … 50; apart by EUR 20")


def test_of_two_statements_none_is_made_by_the_other() -> None:
    found = picture(interval("10", "20"), interval("40", "50"), operation="stated")

    assert found is not None
    assert found.words == "stated EUR 10 … 20; stated again EUR 40 … 50; apart by EUR 20"


def test_the_gap_is_there_on_the_other_side_too() -> None:
    found = picture(interval("40", "50"), interval("10", "20"))

    assert found is not None
    assert (found.between.start, found.between.end) == (290, 710)


@pytest.mark.parametrize(
    ("verdict", "meeting"),
    [(Verdict.EXPLAINED, Meeting.BY_ROUNDING), (Verdict.EXACT, Meeting.EXACT)],
)
def test_ranges_that_meet_have_what_is_common(verdict: Verdict, meeting: Meeting) -> None:
    found = picture(interval("10", "20"), interval("15", "30"), verdict)

    assert found is not None
    assert found.meeting is meeting
    assert (found.between.start, found.between.end) == (290, 500)
    assert found.between.words == "meet at EUR 15 … 20"


def test_what_has_no_end_reaches_to_the_margin() -> None:
    found = picture(interval("15", "15"), interval("40", None))

    assert found is not None
    assert (found.implied.start, found.implied.end) == (920, 1000)
    assert found.printed.width > 0


def test_single_numbers_that_are_the_same_are_in_the_middle() -> None:
    found = picture(interval("15", "15"), interval("15", "15"), Verdict.EXACT)

    assert found is not None
    assert {found.printed.start, found.implied.start, found.between.start} == {500}


def test_there_is_none_without_two_ranges() -> None:
    assert picture(None, interval("1", "2")) is None
    assert picture(interval("1", "2"), None) is None


def test_there_is_none_of_a_fault_that_lies_elsewhere() -> None:
    assert picture(interval("1", "3"), interval("2", "9"), Verdict.BROKEN) is None


@pytest.mark.parametrize("scale", ["1e-30", "1", "1e300"])
def test_positions_do_not_depend_on_the_size_of_numbers(scale: str) -> None:
    ends = [f"{Decimal(end) * Decimal(scale):f}" for end in (15, 20, 40, 50)]
    found = picture(interval(*ends[:2]), interval(*ends[2:]))

    assert found is not None
    assert (found.printed.start, found.between.end, found.implied.end) == (80, 680, 920)
