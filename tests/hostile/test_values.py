"""Values made to break programs: every check says what is wrong, none raises or hangs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finmodel.model.column import ABSENT, EXACT, ColumnBuilder
from finmodel.model.dimension import DimensionSet, Member, TypedMember
from finmodel.model.finding import Finding
from finmodel.model.period import FOREVER, Instant
from finmodel.model.report import Report
from finmodel.model.unit import Unit
from finmodel.numeric import MAX_DECIMALS
from finmodel.qname import XS, QName
from finmodel.rules.case import Case
from finmodel.rules.catalogue import checks
from finmodel.taxonomy.datatype import item_type
from finmodel.taxonomy.lexical import find_problem, parse_decimals
from tests.unit.rules.sheet import make_taxonomy, name

YEN = Unit.currency("JPY")
TAXONOMY = make_taxonomy(
    concepts="\n".join(
        f"{concept} {data_type} instant"
        for concept, data_type in (
            ("T", "monetary"),
            ("A", "monetary"),
            ("I", "integer"),
            ("D", "double"),
            ("W", "date"),
        )
    ),
    dimensions=["S: All* Home", "C: typed decimal"],
    networks=["T = A + I"],
)
TEXTS = [
    "",
    " ",
    "-",
    "+",
    ".",
    "--1",
    "1-",
    "1_000",
    "1,000",
    "0x10",
    "١٢٣",
    "１２３",
    "²",
    "NaN",
    "INF",
    "-INF",
    "Infinity",
    "1E400",
    "1E99999",
    "1E-999999999",
    "9" * 401,
    "9" * 5_000,
    "0." + "0" * 5_000 + "1",
    "1\x000",
    "1\x1c",
    "1\u00a0",
    "\ufeff1",
    "\ud800",
    "nil",
]


def _codes(*facts: tuple[str, str | None, int]) -> set[str]:
    builder = ColumnBuilder()
    for concept, value, decimals in facts:
        place = DimensionSet(None, Instant("2009-01-01"))
        unit = YEN if concept in "TA" else None
        builder.add(name(concept), place, value, unit=unit, decimals=decimals)
    case = Case(Report((), builder.columns()), TAXONOMY)
    outcomes = [outcome for check in checks() for outcome in check.function(case)]
    return {outcome.code for outcome in outcomes if isinstance(outcome, Finding)}


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
@pytest.mark.parametrize("concept", "TAIW")
def test_a_value_that_is_none_is_said_to_be_none(concept: str, text: str) -> None:
    good = ("T", "1", 0), ("A", "1", 0)
    codes = _codes(*(fact for fact in good if fact[0] != concept), (concept, text, 0))
    assert codes & {"fm:valueNotOfType", "fm:tooManyDigits"}


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_floating_point_takes_more_and_nothing_raises(text: str) -> None:
    infinite = {"NaN", "INF", "-INF", "1E400", "1E99999", "1E-999999999"}
    long = {"9" * 401, "9" * 5_000, "0." + "0" * 5_000 + "1"}
    codes = _codes(("D", text, EXACT))
    assert ("fm:valueNotOfType" in codes) is (text not in infinite | long)


@pytest.mark.parametrize("decimals", [MAX_DECIMALS, -MAX_DECIMALS])
def test_the_furthest_decimals_are_computed_with(decimals: int) -> None:
    codes = _codes(("T", "1" + "0" * 399, decimals), ("A", "0." + "0" * 397 + "1", EXACT))
    assert codes <= {"calc11e:inconsistentCalculationUsingRounding", "calc11e:excessDigits"}


def test_nothing_is_left_of_a_report_without_facts() -> None:
    assert _codes() == set()


def test_everything_wrong_at_once_is_said_at_once() -> None:
    builder = ColumnBuilder()
    members: dict[QName, Member] = {
        name("S"): TypedMember("x"),
        name("C"): name("Home"),
        name("Z"): name("Y"),
    }
    place = DimensionSet.of(None, FOREVER, members)
    for value in (None, "x"):
        builder.add(
            name("W"), place, value, unit=Unit((), ()) if value else YEN, language="en", decimals=3
        )
        builder.add(name("T"), place, value, language="en", decimals=ABSENT)
    case = Case(Report((), builder.columns()), TAXONOMY)
    outcomes = [outcome for check in checks() for outcome in check.function(case)]
    assert {outcome.code for outcome in outcomes if isinstance(outcome, Finding)} == {
        "fm:inconsistentDuplicate",
        "fm:valueNotOfType",
        "fm:wrongUnit",
        "oime:invalidDimensionValue",
        "oime:misplacedDecimalsProperty",
        "oime:misplacedLanguageDimension",
        "oime:misplacedUnitDimension",
        "oime:missingPeriodDimension",
        "oime:unknownDimension",
        "xbrldie:ExplicitMemberNotExplicitDimensionError",
    }


BUILTINS = (
    "string boolean decimal float double integer byte unsignedLong date dateTime time gYear "
    "gYearMonth gMonthDay gMonth gDay duration hexBinary base64Binary anyURI QName Name NCName "
    "NMTOKEN NMTOKENS language IDREFS"
).split()


@given(st.sampled_from(BUILTINS), st.text(max_size=30))
def test_any_text_can_be_looked_at(builtin: str, text: str) -> None:
    find_problem(item_type(QName(XS, builtin)), text)


@given(st.lists(st.text("0123456789+-. eE_\t١", max_size=8), max_size=4))
def test_numbers_are_read_at_once_only_if_each_of_them_is_one(texts: list[str]) -> None:
    decimal = item_type(QName(XS, "decimal"))
    problems = [text for text in texts if find_problem(decimal, text)]
    assert (parse_decimals(texts) is None) is bool(problems)
