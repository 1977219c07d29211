"""Golden files: what is rendered, kept word for word and changed only on purpose."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

Golden = Callable[[str, str], None]


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Compare a text with the golden file of a name, or with `--update-golden` write it there."""
    update = request.config.getoption("--update-golden")

    def compare(name: str, text: str) -> None:
        path = Path(__file__).parent / name
        if update:
            path.write_text(text, encoding="utf-8")
        assert text == path.read_text(encoding="utf-8")

    return compare
