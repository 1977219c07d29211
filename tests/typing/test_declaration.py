"""Type checkers tell an amount from a percentage, and a name from a misspelt one."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

import pytest
from mypy import api

HERE = Path(__file__).parent
ERROR = re.compile(r"(?P<file>\w+)\.py:(?P<line>\d+): error: .*\[(?P<code>[\w-]+)\]")
EXPECTED = re.compile(r"# E: ([\w-]+)$")


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[int, set[str]]]:
    """The errors that mypy gives, by file and line."""
    folder = tmp_path_factory.mktemp("typing")
    files = []
    # as Python files these would be checked with everything else, where some must not pass
    for source in sorted(HERE.glob("*.txt")):
        target = folder / f"{source.stem}.py"
        target.write_text(source.read_text("utf-8"), "utf-8")
        files.append(str(target))
    output, _, _ = api.run(
        ["--strict", "--config-file=", f"--cache-dir={folder / 'cache'}", "--no-pretty", *files]
    )
    errors: dict[str, dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
    for match in ERROR.finditer(output):
        errors[match["file"]][int(match["line"])].add(match["code"])
    assert "error" in output
    return errors


def test_what_is_right_passes(found: dict[str, dict[int, set[str]]]) -> None:
    assert found["good"] == {}


def test_each_mistake_is_refused(found: dict[str, dict[int, set[str]]]) -> None:
    lines = (HERE / "bad.txt").read_text("utf-8").splitlines()
    expected = {
        number: {match[1]}
        for number, line in enumerate(lines, 1)
        if (match := EXPECTED.search(line))
    }
    assert found["bad"] == expected
