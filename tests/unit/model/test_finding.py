"""What validation returns: in a stable order, and counted."""

from __future__ import annotations

from finmodel.diagnostic import Diagnostic, Severity
from finmodel.model.column import ColumnBuilder
from finmodel.model.dimension import DimensionSet
from finmodel.model.finding import Coverage, Finding, Result, Tally, Term, ordered
from finmodel.model.period import Instant
from finmodel.model.report import Report
from finmodel.qname import QName

NOTHING = Coverage(0, 0, 0, 0, 0, ())


def report() -> Report:
    builder = ColumnBuilder()
    for value in "123":
        builder.add(QName("urn:c", "Cash"), DimensionSet(None, Instant("2009-01-01")), value)
    return Report((), builder.columns())


def test_errors_come_first_then_codes_then_the_places_of_first_facts() -> None:
    facts = report().facts

    def finding(code: str, severity: Severity, row: int) -> Finding:
        return Finding(code, severity, "m", terms=(Term(facts[row]), Term(facts[0])))

    expected = (
        Diagnostic("fm:a", Severity.ERROR, "m"),
        finding("fm:a", Severity.ERROR, 1),
        finding("fm:a", Severity.ERROR, 2),
        finding("fm:b", Severity.ERROR, 0),
        finding("fm:a", Severity.WARNING, 0),
        Diagnostic("fm:a", Severity.INFO, "m"),
        Diagnostic("fm:a", Severity.INFO, "n"),
    )
    assert ordered(reversed(expected)) == expected


def test_a_finding_names_each_fact_once() -> None:
    one, other, _ = report().facts
    terms = (Term(one, "printed", is_claim=True), Term(other, "+"), Term(one, "÷"))
    assert Finding("fm:a", Severity.ERROR, "m", terms=terms).facts == (one, other)


def test_a_tally_counts_what_was_evaluated_and_what_is_consistent() -> None:
    tally = Tally(exact=3, explained=2, broken=1, not_evaluated=4)
    assert (tally.evaluated, tally.consistent) == (6, 5)


def test_only_errors_make_a_report_invalid() -> None:
    warning, error = (
        Diagnostic("fm:a", severity, "m") for severity in (Severity.WARNING, Severity.ERROR)
    )
    assert Result((), NOTHING).ok
    assert Result((warning,), NOTHING).ok
    failed = Result((error, warning, error), NOTHING)
    assert not failed.ok
    assert [failed.count(severity) for severity in Severity] == [0, 1, 2]
