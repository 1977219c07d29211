"""How much of the example's workbook is proposed as the report has it that people made by hand."""

from __future__ import annotations

import shutil
from collections import defaultdict
from decimal import Decimal
from pathlib import Path

import pytest

from finmodel.formats.document import Document
from finmodel.formats.report import read
from finmodel.formats.workbook.mapping import mapping_path
from finmodel.formats.workbook.opening import open_workbook
from finmodel.layout.propose import propose
from finmodel.layout.text import mapping_text
from finmodel.model.period import Period
from tools.generate import ROOT

INSTANCES = ROOT / "instances"
FLOORS = (0.94, 0.90)
"""The least shares of facts with the value, decimals and unit of one in the report that people
made by hand, and of those that have its period, too."""


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "iij-2008q3.xlsx"
    shutil.copy(INSTANCES / path.name, path)
    proposal = propose(open_workbook(Document.of(path)), path.name)
    mapping_path(path).write_text(mapping_text(proposal), encoding="utf-8")
    return path


def test_most_of_the_example_is_proposed_as_people_read_it(book: Path) -> None:
    meant: defaultdict[tuple[object, ...], set[Period]] = defaultdict(set)
    for fact in read(INSTANCES / "iij-2008q3.json").facts:
        if fact.is_numeric:
            # a loss can be told as a negative amount or as a positive one of its own
            for sign in (1, -1):
                assert isinstance(fact.value, Decimal)
                value = sign * fact.value
                meant[value, fact.decimals, str(fact.unit)].add(fact.period)
    found = read(book).facts
    keys = [(fact.value, fact.decimals, str(fact.unit)) for fact in found]
    alike = sum(key in meant for key in keys)
    same = sum(fact.period in meant[key] for fact, key in zip(found, keys, strict=True))
    said = f"of {len(found)} numbers {alike} have value and unit, {same} of them the period, too"
    print(said)  # noqa: T201 - the shares are what the test is for
    assert alike / len(found) >= FLOORS[0], said
    assert same / len(found) >= FLOORS[1], said
