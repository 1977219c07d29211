"""What validation found as a table, one row a finding."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from finmodel.diagnostic import Diagnostic
from finmodel.model.fact import Fact
from finmodel.model.finding import Finding, Result
from finmodel.numeric import Interval
from finmodel.source import Source
from finmodel.table.arrow import arrow, coded, encoded
from finmodel.table.interval import ends

if TYPE_CHECKING:
    import pyarrow


def finding_table(result: Result) -> pyarrow.Table:
    """Return the table of findings, in their order.

    `concept` and `period` are of the first fact that a finding names; `facts` are the ids of all.
    Ends of intervals are in the unit of that fact, rounded outwards at the last digit of their
    type, and null where an interval is unbounded or there is none.
    """
    pa = arrow()
    findings = result.findings

    def text(of: Callable[[Diagnostic], str | None]) -> pyarrow.Array:
        return coded(*encoded(map(of, findings)))

    def integer(of: Callable[[Source], int | None]) -> pyarrow.Array:
        found = (None if each.source is None else of(each.source) for each in findings)
        return pa.array(list(found), pa.int32())

    def interval(name: str, of: Callable[[Finding], Interval | None]) -> dict[str, pyarrow.Array]:
        return ends(name, (of(each) if isinstance(each, Finding) else None for each in findings))

    return pa.table(
        {
            "code": text(lambda each: each.code),
            "severity": text(lambda each: str(each.severity)),
            "message": pa.array([each.message for each in findings], pa.string()),
            "remedy": text(lambda each: each.remedy or None),
            "rule": text(lambda each: each.rule or None if isinstance(each, Finding) else None),
            "document": text(lambda each: None if each.source is None else each.source.document),
            "line": integer(lambda source: source.line),
            "column": integer(lambda source: source.column),
            "part": text(lambda each: None if each.source is None else each.source.part or None),
            "facts": pa.array(
                [[fact.id for fact in _facts(each)] for each in findings], pa.list_(pa.string())
            ),
            "concept": text(lambda each: _first(each, lambda fact: fact.concept.clark)),
            "period": text(lambda each: _first(each, lambda fact: fact.period.text)),
            **interval("reported", lambda each: each.reported),
            **interval("expected", lambda each: each.expected),
        }
    )


def _facts(finding: Diagnostic) -> tuple[Fact, ...]:
    return finding.facts if isinstance(finding, Finding) else ()


def _first(finding: Diagnostic, of: Callable[[Fact], str]) -> str | None:
    return next(map(of, _facts(finding)), None)
