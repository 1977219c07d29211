"""Duplicate facts: the three kinds, judged set by set."""

import pytest

from finmodel.model.duplicate import DuplicateKind, iter_duplicates
from tests.unit.rules.sheet import make_report

COMPLETE, CONSISTENT, INCONSISTENT = DuplicateKind


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        (["100 0", "100 0"], COMPLETE),
        (["100 0", "100.00 0", "'\t100 ' 0"], COMPLETE),
        (["100 0", "100 INF"], CONSISTENT),
        (["100 -1", "104 0", "104.4 1"], CONSISTENT),
        (["100 -1", "106 0"], INCONSISTENT),
        (["100 -1", "105.5 0"], CONSISTENT),
        (["100 0", "101 0"], INCONSISTENT),
        (["100 -1", "104.8 1", "105.2 1"], INCONSISTENT),
        (["nil -", "nil -"], COMPLETE),
        (["nil -", "1 0"], INCONSISTENT),
        (["1,000 0", "1000 0"], INCONSISTENT),
    ],
)
def test_kinds_of_numbers(values: list[str], kind: DuplicateKind) -> None:
    lines = "\n".join(f"f{i} Revenues duration JPY {text}" for i, text in enumerate(values))
    (found,) = iter_duplicates(make_report(lines))
    assert found.kind is kind
    assert found.rows == tuple(range(len(values)))


@pytest.mark.parametrize(("second", "kind"), [("a", COMPLETE), ("b", INCONSISTENT)])
def test_kinds_of_texts(second: str, kind: DuplicateKind) -> None:
    report = make_report(
        f"x Auditor duration - a - lang=en\ny Auditor duration - {second} - lang=en"
    )
    assert [found.kind for found in iter_duplicates(report)] == [kind]


def test_sets_come_in_the_order_of_their_first_facts() -> None:
    report = make_report("""
        a Revenues duration JPY 1 0
        b Costs    duration JPY 1 0
        c Costs    duration JPY 1 0
        d Revenues duration USD 1 0
        e Revenues duration JPY 1 0
        f Revenues instant  JPY 1 0
    """)
    assert [found.rows for found in iter_duplicates(report)] == [(0, 4), (1, 2)]


def test_a_report_without_duplicates_has_none() -> None:
    assert list(iter_duplicates(make_report("a Revenues duration JPY 1 0"))) == []
