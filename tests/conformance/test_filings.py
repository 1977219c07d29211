"""Calculations of real reports: as another processor has them, but for what is explained."""

from __future__ import annotations

import pytest

from tests.conformance.filing import EXPECTED, FILINGS, Filing, filings, known_differences
from tests.conftest import SHARED

COMPARED = filings(SHARED) if (SHARED / FILINGS).is_dir() else []


@pytest.fixture(scope="module", params=COMPARED, ids=lambda filing: filing.name)
def filing(request: pytest.FixtureRequest) -> Filing:
    assert isinstance(request.param, Filing)
    return request.param


@pytest.mark.usefixtures("shared")
def test_there_are_filings_to_compare() -> None:
    assert len(COMPARED) > 1


@pytest.mark.parametrize("calculations", EXPECTED)
def test_inconsistent_calculations_are_those_that_are_expected(
    filing: Filing, calculations: str
) -> None:
    found, expected = filing.found(calculations), filing.expected(calculations)
    assert found - expected == frozenset()
    assert expected - found == known_differences(filing.name, calculations)
