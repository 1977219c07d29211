"""Waivers: what they are for, until when, and what is said about those that are for nothing."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from attrs import evolve

from finmodel.model.finding import Coverage, Result
from finmodel.model.fingerprint import fingerprint
from finmodel.model.waiver import Waiver, lapsed, waive
from tests.unit.model.test_fingerprint import NAMESPACE, found

TODAY = date(2009, 6, 30)
FOUND = found()
RESULT = Result((FOUND,), Coverage(0, 0, 1, 0, 1, ()))
WAIVER = Waiver("fm:totalMismatch", "Controlling", "a reason", TODAY)


def waived(changed: dict[str, Any]) -> Result:
    waiver = evolve(WAIVER, **changed)
    namespaces = {"a": NAMESPACE, "b": "https://b.example"}
    return waive(RESULT, [waiver], today=TODAY, document="2008/q3.json", namespaces=namespaces)


@pytest.mark.parametrize(
    "changed",
    [
        {},
        {"until": date(2030, 1, 1)},
        {"document": "q3.json"},
        {"document": "2008/*.json"},
        {"concept": "A"},
        {"concept": "a:A"},
        {"rule": "A = B + C"},
        {"fingerprint": fingerprint(FOUND)},
        {"concept": "A", "document": "*", "rule": "A = B + C"},
    ],
)
def test_what_a_waiver_is_for_is_no_finding_any_more(changed: dict[str, Any]) -> None:
    result = waived(changed)
    assert result.ok
    assert result.findings == ()
    assert [each.finding for each in result.waived] == [FOUND]


@pytest.mark.parametrize(
    "changed",
    [
        {"code": "fm:ratioMismatch"},
        {"code": "fm:total"},
        {"until": date(2009, 6, 29)},
        {"document": "q2.json"},
        {"document": "2009/*.json"},
        {"document": "."},
        {"concept": "B"},
        {"concept": "b:A"},
        {"concept": "c:A"},
        {"rule": "A = B"},
        {"fingerprint": "0" * 32},
        {"concept": "A", "rule": "A = B"},
    ],
)
def test_what_it_is_not_for_stays_one(changed: dict[str, Any]) -> None:
    assert waived(changed) == RESULT


def test_a_waiver_that_is_over_is_an_error_and_one_that_is_for_nothing_a_warning() -> None:
    over = evolve(WAIVER, until=date(2009, 6, 29))
    idle = evolve(WAIVER, owner="Somebody")
    result = waive(RESULT, [over, WAIVER, idle], today=TODAY)
    said = [
        (d.code, str(d.severity)) for d in lapsed([over, WAIVER, idle], result.waived, today=TODAY)
    ]
    assert said == [("fm:waiverExpired", "error"), ("fm:waiverUnused", "warning")]
