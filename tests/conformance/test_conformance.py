"""Public conformance suites: everything passes but what is known to differ."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conformance.run import Verdict, known_differences, run
from tests.conformance.suite import SUITES, Suite

VARIATIONS = {"xbrl-2.1": 606, "xdt": 347, "xdt-unlisted": 648}


@pytest.fixture(scope="module", params=SUITES, ids=lambda suite: suite.name)
def suite(request: pytest.FixtureRequest) -> Suite:
    assert isinstance(request.param, Suite)
    return request.param


@pytest.fixture(scope="module")
def verdicts(suite: Suite, shared: Path) -> dict[str, Verdict]:
    return {verdict.variation.id: verdict for verdict in run(suite, shared / "suites")}


def test_all_variations_are_run(suite: Suite, verdicts: dict[str, Verdict]) -> None:
    assert len(verdicts) == VARIATIONS[suite.name]


def test_only_what_is_known_differs(suite: Suite, verdicts: dict[str, Verdict]) -> None:
    known = known_differences(suite)
    assert [
        str(verdict) for id, verdict in verdicts.items() if not verdict.passed and id not in known
    ] == []


def test_all_that_is_listed_as_differing_differs(
    suite: Suite, verdicts: dict[str, Verdict]
) -> None:
    assert [
        id for id in known_differences(suite) if id not in verdicts or verdicts[id].passed
    ] == []
