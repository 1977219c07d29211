"""Every relation is there, and as many of each verdict as validation counts."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

import finmodel as fm

EXAMPLE = Path(__file__).parents[3] / "instances" / "iij-2008q3" / "metadata.json"


def rows(found: fm.Finding | fm.Checked) -> tuple[int, ...]:
    return tuple(term.fact.row for term in found.terms)


@pytest.mark.parametrize("calculations", ["1.1", "1.1-truncation", "2.1"])
def test_as_many_as_are_counted(calculations: str) -> None:
    counted = fm.validate(EXAMPLE, calculations=calculations).coverage
    found = Counter(one.verdict for one in fm.relations(EXAMPLE, calculations=calculations))
    assert found == {
        fm.Verdict.EXACT: counted.exact,
        fm.Verdict.EXPLAINED: counted.explained,
        fm.Verdict.BROKEN: counted.broken,
        fm.Verdict.NOT_EVALUATED: counted.not_evaluated,
    }


def test_a_broken_relation_is_what_its_finding_says() -> None:
    findings = {
        (found.code, found.rule, rows(found)): (found.expected, found.reported)
        for found in fm.validate(EXAMPLE).findings
        if isinstance(found, fm.Finding)
    }
    broken = [one for one in fm.relations(EXAMPLE) if one.verdict is fm.Verdict.BROKEN]
    assert broken
    for one in broken:
        assert findings[one.code, one.rule, rows(one)] == (one.expected, one.reported)


def test_intervals_meet_just_where_the_relation_holds() -> None:
    compared = [one for one in fm.relations(EXAMPLE) if one.expected and one.reported]
    assert compared
    for one in compared:
        assert one.expected is not None
        assert one.reported is not None
        if one.operator == "=" and one.verdict is not fm.Verdict.NOT_EVALUATED:
            assert one.expected.meets(one.reported) == (one.verdict is not fm.Verdict.BROKEN)
