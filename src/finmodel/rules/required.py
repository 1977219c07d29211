"""Concepts that a report must have because it has others."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from finmodel.diagnostic import Severity
from finmodel.model.fact import Fact
from finmodel.model.facts import NO_ROWS
from finmodel.model.finding import Finding, Term
from finmodel.rules.case import Case
from finmodel.rules.catalogue import Outcome, check

REQUIRED_MISSING: Final = "fm:requiredMissing"

_REQUIRES: Final = "http://www.xbrl.org/2003/arcrole/requires-element"


@check(REQUIRED_MISSING)
def required_missing(case: Case) -> Iterator[Outcome]:
    """Something is reported, and what the taxonomy requires beside it is not.

    Why: the taxonomy says that one cannot be understood without the other.

    Tolerance: none; in which period or place the other is reported does not matter.

    Silent when: there is no taxonomy.

    Example: an address is reported without the name that it belongs to.

    Reference: XBRL 2.1, section 5.2.6.2.4.
    """
    columns = case.report.columns
    reported = set(columns.concepts) | {one.concept for one in columns.tuples}
    for network in case.taxonomy.networks_of(_REQUIRES):
        for one in network.relationships:
            if one.source in reported and one.target not in reported:
                rows = case.report.index.by_concept.get(one.source, NO_ROWS)
                message = (
                    f"{case.label(one.source)} is reported, and requires "
                    f"{case.label(one.target)}, which is not."
                )
                yield Finding(
                    REQUIRED_MISSING,
                    Severity.ERROR,
                    message,
                    "Report what is required, or leave out what requires it.",
                    rule=network.role,
                    terms=tuple(Term(Fact(case.report, row)) for row in rows[:1]),
                )
