"""The bench of filings: which files it measures, and what it makes of costs."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from bench.filing import HEAD, Cost, Filing, cost, instances

MEGABYTE = 2**20


def test_instances(tmp_path: Path) -> None:
    for name, root in {
        "a/report.xbrl": '<xbrl xmlns="http://www.xbrl.org/2003/instance"/>',
        "a/labels.xml": '<linkbase xmlns="http://www.xbrl.org/2003/linkbase"/>',
        "b/schema.xsd": "<schema/>",
        "b/x y.xml": '<x:xbrl xmlns:x="http://www.xbrl.org/2003/instance"/>',
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(root)

    found = [path.relative_to(tmp_path).as_posix() for path in instances(tmp_path)]
    assert found == ["a/report.xbrl", "b/x y.xml"]


def test_row() -> None:
    ours = Cost(1.0, 100 * MEGABYTE), Cost(0.5, 50 * MEGABYTE)
    full = list(Filing("name", *ours, Cost(20.0, 400 * MEGABYTE)).row())
    assert full[1:] == [
        *("1.00 s", "0.50 s", "20.00 s", "20.0 ×", "40.0 ×"),
        *("100 MB", "50 MB", "400 MB", "4.0 ×", "8.0 ×"),
    ]
    assert len(full) == len(list(Filing("name", *ours, None).row())) == len(HEAD)


def test_cost() -> None:
    found = cost([sys.executable, "-c", "pass"], {})
    assert 0 < found.seconds < 5
    assert found.memory > MEGABYTE
    with pytest.raises(SystemExit):
        cost([sys.executable, "-c", "raise SystemExit(7)"], {})
