"""Facts that cannot be checked because a part of the taxonomy is missing."""

from __future__ import annotations

from collections.abc import Iterator

from finmodel.diagnostic import Severity
from finmodel.model.wording import listed
from finmodel.rules.case import Case
from finmodel.rules.catalogue import Outcome, check
from finmodel.rules.hypercube import refused_rows
from finmodel.rules.member import UNVERIFIABLE
from finmodel.rules.summary import summary

_REMEDY = "Give the documents of the taxonomy that are said to be missing, and validate again."


@check(UNVERIFIABLE, Severity.WARNING)
def incomplete_taxonomy(case: Case) -> Iterator[Outcome]:
    """Facts could not be checked, because a part of the taxonomy is missing that they need.

    Why: a missing schema or linkbase makes concepts, dimensions and members unknown and their
    tables incomplete; that says nothing about the report, but a report of which facts were not
    checked is not known to be right.

    Tolerance: none. Concepts, dimensions and members count where what is missing may define them:
    in namespaces of which nothing was read, or of which a schema is missing that another includes;
    and facts that the tables do not allow as far as they are known.

    Silent when: all of the taxonomy was read, or none of it.

    Example: the schema of a company names the standard schema that it extends, which is not there.

    Reference: XBRL 2.1, section 3.2.
    """
    if not case.taxonomy.unread:
        return
    rows = set(refused_rows(case))
    for series in case.series:
        if case.taxonomy.is_beyond(case.report.columns.concepts[series.concept]):
            rows.update(series.rows)
    faulty = {pair for pair, fault in case.member_faults.items() if fault.code == UNVERIFIABLE}
    signatures = case.signatures
    wanted = [not faulty.isdisjoint(signature.members) for signature in signatures.table]
    places = case.report.columns.dimensions
    rows.update(row for row, place in enumerate(places) if wanted[signatures.numbers[place]])
    if rows:
        names = {case.report.columns.concepts[case.report.columns.concept[row]] for row in rows}
        says = (
            "What these facts need is in a part of the taxonomy that is missing, so they were not"
            f" checked against it: facts of {listed(sorted(map(case.name, names)))}"
        )
        yield summary(case, UNVERIFIABLE, rows, says, _REMEDY, Severity.WARNING)
