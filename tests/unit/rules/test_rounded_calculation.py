"""Calculations by XBRL 2.1 where there are tuples: a total adds up what is in its own."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from finmodel.model.finding import Finding, Tally
from finmodel.numeric import rounded
from finmodel.rules.case import Case
from finmodel.rules.mode import Calculations
from finmodel.rules.rounded_calculation import inconsistent_rounded_calculation
from finmodel.taxonomy.concept import TUPLE, Concept, Kind
from finmodel.taxonomy.datatype import ANY_TYPE, MONETARY, DataType, item_type
from finmodel.taxonomy.network import STANDARD_ROLE, SUMMATION_ITEM, Network, Relationship
from finmodel.taxonomy.taxonomy import Taxonomy
from tests.unit.formats.xbrl_xml.instance import ex, number, read

ITEMS = [Concept(ex(name), item_type(MONETARY)) for name in ("Total", "One", "Two")]
GROUP = Concept(ex("Group"), DataType(ANY_TYPE), None, kind=Kind.TUPLE, substitution_group=TUPLE)
KEY = (SUMMATION_ITEM, STANDARD_ROLE)
ARCS = tuple(Relationship(ex("Total"), ex(part), weight=Decimal(1)) for part in ("One", "Two"))
TAXONOMY = Taxonomy(
    concepts={concept.name: concept for concept in (*ITEMS, GROUP)},
    networks={KEY: Network(*KEY, ARCS)},
)


def verdicts(body: str) -> tuple[int, int, int]:
    """Return how many calculations are consistent, inconsistent and not evaluated."""
    case = Case(read(body), TAXONOMY, calculations=Calculations.XBRL_21)
    *findings, tally = inconsistent_rounded_calculation(case)
    assert isinstance(tally, Tally)
    assert all(isinstance(finding, Finding) for finding in findings)
    assert len(findings) == tally.broken
    return tally.exact, tally.broken, tally.not_evaluated


def total(value: str) -> str:
    return number(value, name="ex:Total")


def one(value: str) -> str:
    return number(value, name="ex:One")


def two(value: str) -> str:
    return number(value, name="ex:Two")


def group(*content: str) -> str:
    return f"<ex:Group>{''.join(content)}</ex:Group>"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (group(total("3"), one("1"), two("2")), (1, 0, 0)),
        (group(total("9"), one("1"), two("2")), (0, 1, 0)),
        # what is in one tuple is no part of a total in another
        (group(total("3")) + group(one("1"), two("2")), (0, 0, 0)),
        (group(total("3"), one("3")) + group(two("2")), (1, 0, 0)),
        # what is deeper is
        (group(total("3"), group(one("1")), group(two("2"))), (1, 0, 0)),
        (total("3") + group(one("1"), group(two("2"))), (1, 0, 0)),
        # also if it is stated once in each of several tuples, but not if twice in one
        (total("3") + group(one("1")) + group(one("2")), (1, 0, 0)),
        (total("3") + group(one("1"), one("2")), (0, 0, 1)),
        # each total is held against what is inside its own tuple
        (total("6") + group(total("3"), one("3")) + group(total("3"), one("3")), (3, 0, 0)),
        (total("5") + group(total("3"), one("3")) + group(total("2"), one("3")), (1, 2, 0)),
    ],
)
def test_a_total_adds_up_what_is_in_its_tuple(body: str, expected: tuple[int, int, int]) -> None:
    assert verdicts(body) == expected


@pytest.mark.parametrize(
    ("value", "decimals", "expected"),
    [("2.5", 0, "2"), ("3.5", 0, "4"), ("-2.5", 0, "-2"), ("1250", -2, "1200"), ("0.25", 1, "0.2")],
)
def test_halves_are_rounded_to_the_even_digit(value: str, decimals: int, expected: str) -> None:
    assert rounded(Fraction(value), decimals) == Fraction(expected)


def test_very_many_facts_in_very_many_tuples_within_each_other() -> None:
    body = total("2000") + "".join(group(one("1")) for _ in range(2000))
    for _ in range(200):
        body = total("2000") + group(body)
    assert verdicts(body) == (201, 0, 0)


def test_a_finding_shows_the_first_of_very_many_facts() -> None:
    body = total("9") + "".join(group(one("1")) for _ in range(100))
    case = Case(read(body), TAXONOMY, calculations=Calculations.XBRL_21)
    finding, _ = inconsistent_rounded_calculation(case)
    assert isinstance(finding, Finding)
    assert finding.message.startswith("Total, ")
    assert len(finding.terms) == 21
