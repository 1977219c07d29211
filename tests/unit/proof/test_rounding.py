"""Statements that were not rounded as they declare."""

from __future__ import annotations

from attrs import evolve

from finmodel.numeric import Rounding
from finmodel.proof.prove import prove
from finmodel.proof.rounding import OtherRounding, other_roundings
from finmodel.rules.case import Case
from finmodel.taxonomy.network import PARENT_CHILD, Network, Relationship, Role
from tests.unit.proof.known import PARTS, SUMS, case
from tests.unit.rules.sheet import name

ROLE = "urn:example:cases/role/Income"
LINE_ITEMS = ("Total", "Left", "Right", "LeftOne", "LeftTwo", "RightOne", "RightTwo")


def presented(given: Case, *line_items: str) -> Case:
    """Return the case with a statement of some line items."""
    relationships = tuple(Relationship(name("Cost"), name(item)) for item in line_items)
    network = Network(PARENT_CHILD, ROLE, relationships)
    networks = {**given.taxonomy.networks, (PARENT_CHILD, ROLE): network}
    roles = {ROLE: Role(ROLE, "Income statement")}
    return evolve(given, taxonomy=evolve(given.taxonomy, networks=networks, roles=roles))


def found_in(given: Case) -> tuple[OtherRounding, ...]:
    return other_roundings(prove(given), given.taxonomy)


TRUNCATED = (*PARTS, "Left 3 0", "Right 3 0", "Total 7 0")
"""Possible only if truncated: 1.6 and 1.9 make 3.5, twice."""

NEAREST = (*PARTS, "Left 1 0", "Right 2 0", "Total 3 0")
"""Possible only to the nearest: 0.7 and 0.7 make 1.4."""


def test_what_is_not_truncated_as_it_declares() -> None:
    given = presented(case(NEAREST, SUMS, truncated=LINE_ITEMS), *LINE_ITEMS)
    (found,) = found_in(given)
    assert found.rounding is Rounding.NEAREST
    assert found.statement == ROLE
    assert len(found.numbers) == 7
    finding = found.finding(given.taxonomy)
    assert finding.code == "fm:roundingMode"
    assert finding.message == (
        "Income statement: if truncated, numbers contradict each other; "
        "if rounded to the nearest digit, they agree."
    )


def test_what_is_truncated_without_declaring_it() -> None:
    (found,) = found_in(presented(case(TRUNCATED, SUMS), *LINE_ITEMS))
    assert found.rounding is Rounding.TRUNCATED


def test_what_no_rounding_makes_possible() -> None:
    assert found_in(presented(case((*PARTS, "Total 9 0"), SUMS), *LINE_ITEMS)) == ()


def test_what_agrees_as_it_is_declared_is_not_asked_about() -> None:
    assert found_in(presented(case(TRUNCATED, SUMS, truncated=LINE_ITEMS), *LINE_ITEMS)) == ()


def test_a_statement_that_conflicts_do_not_touch_explains_nothing() -> None:
    assert found_in(presented(case((*TRUNCATED, "Cost 7 0"), SUMS), "Cost")) == ()


def test_a_statement_of_both_roundings_is_not_read_otherwise() -> None:
    given = case(TRUNCATED, SUMS, truncated=["LeftOne"])
    assert found_in(presented(given, *LINE_ITEMS)) == ()


def test_without_time_nothing_is_said() -> None:
    given = presented(case(TRUNCATED, SUMS), *LINE_ITEMS)
    assert other_roundings(prove(given), given.taxonomy, time_limit=0) == ()
