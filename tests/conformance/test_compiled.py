"""Taxonomies of real filings are the same compiled as they are read, and so is what is found."""

from __future__ import annotations

from pathlib import Path

import pytest

import finmodel as fm
from bench.filing import instances
from finmodel.formats.compiled.view import View
from finmodel.formats.store.mirror import Mirror
from finmodel.formats.taxonomy_xml.resolver import first_of, local_file
from tests.conftest import SHARED

FILINGS = list(instances(SHARED / "filings" / "open")) if SHARED.is_dir() else []


def test_there_are_filings(shared: Path) -> None:
    assert len(FILINGS) >= 10


@pytest.mark.parametrize("filing", FILINGS, ids=lambda path: path.parent.name)
def test_compiled(filing: Path, tmp_path: Path) -> None:
    resolver = first_of(local_file, Mirror.at(SHARED / "filings" / "taxonomies.zip"))
    cache = fm.Cache(tmp_path)
    report = fm.read(filing)

    once = fm.read_taxonomy(report.entry_points, resolver=resolver, cache=cache)
    again = fm.read_taxonomy(report.entry_points, resolver=resolver, cache=cache)
    assert isinstance(again.concepts, View)
    assert again == once
    assert again.diagnostics == once.diagnostics
    assert tuple(again.labels) == tuple(once.labels)
    assert list(again.networks.items()) == list(once.networks.items())
    assert dict(again.elements) == dict(once.elements)
    assert dict(again.attributes) == dict(once.attributes)

    first = fm.validate(report, taxonomy=once, cache=cache)
    second = fm.validate(report, taxonomy=again, cache=cache)
    assert [*map(str, second.findings)] == [*map(str, first.findings)]
