"""What counts as meeting an expectation."""

from __future__ import annotations

import pytest

from tests.conformance.outcome import Outcome
from tests.conformance.suite import SCHEMA_ERROR, Expectation

VALID = Expectation(True)
INVALID = Expectation(False)
NAMED = Expectation(False, frozenset(("xbrldie:A", "xbrldie:B")))
SCHEMA = Expectation(False, frozenset((SCHEMA_ERROR,)))


@pytest.mark.parametrize(
    ("codes", "met", "not_met"),
    [
        ((), [VALID], [INVALID, NAMED, SCHEMA]),
        (("fm:a",), [INVALID, SCHEMA], [VALID, NAMED]),
        (("xbrldie:B", "fm:a"), [INVALID, NAMED, SCHEMA], [VALID]),
        (("xbrlxe:unsupportedTuple",), [], [VALID, INVALID, NAMED, SCHEMA]),
        (("xbrlxe:unsupportedTuple", "xbrldie:A"), [INVALID, NAMED, SCHEMA], [VALID]),
        (("crash KeyError",), [], [VALID, INVALID, NAMED, SCHEMA]),
    ],
)
def test_codes_meet_expectations(
    codes: tuple[str, ...], met: list[Expectation], not_met: list[Expectation]
) -> None:
    outcome = Outcome(frozenset(codes))
    assert all(outcome.meets(expected) for expected in met)
    assert not any(outcome.meets(expected) for expected in not_met)


def test_other_facts_than_those_listed_are_not_what_is_expected() -> None:
    assert not Outcome(frozenset(), has_listed_facts=False).meets(VALID)
