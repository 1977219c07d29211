"""What all tests share: the folder of reference material, and how hypothesis runs."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

SHARED = Path(__file__).resolve().parents[2] / "shared"
REQUIRE_SHARED = "FINMODEL_REQUIRE_SHARED"

# The same examples on every machine, so that a failure is somebody's change and not bad luck;
# `--hypothesis-profile=search` looks for new ones.
settings.register_profile(
    "stable",
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile(
    "search", settings.get_profile("stable"), derandomize=False, max_examples=1000
)
settings.load_profile("stable")


# Nothing that somebody has added to their own library, or compiled, is seen by a test.
os.environ["FINMODEL_HOME"] = os.devnull
os.environ["FINMODEL_CACHE"] = os.devnull
os.environ.pop("FINMODEL_MIRROR", None)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="write what is rendered to the golden files, to be read before it is committed",
    )


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of specifications, suites and filings that stands beside the checkout."""
    if not SHARED.is_dir():
        reason = f"there is no folder {SHARED.name} beside the checkout"
        if os.environ.get(REQUIRE_SHARED):
            pytest.fail(f"{reason}, and {REQUIRE_SHARED} is set")
        pytest.skip(reason)
    return SHARED
