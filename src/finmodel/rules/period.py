"""Facts whose period does not suit their concept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Final

from finmodel.qname import QName
from finmodel.rules.case import Case
from finmodel.rules.catalogue import Outcome, check
from finmodel.rules.signature import PeriodKind
from finmodel.rules.summary import summary
from finmodel.taxonomy.concept import PeriodType

MISSING_PERIOD: Final = "oime:missingPeriodDimension"
INVALID_PERIOD: Final = "oime:invalidPeriodDimension"

_INVALID: Final = {
    PeriodType.INSTANT: PeriodKind.DURATION,
    PeriodType.DURATION: PeriodKind.INSTANT,
}


@check(MISSING_PERIOD)
def missing_period_dimension(case: Case) -> Iterator[Outcome]:
    """A fact that is measured at a point in time says no time.

    Why: a balance without its date cannot be compared with anything.

    Tolerance: none.

    Silent when: there is no taxonomy, or the concept is one of a length of time, which may be
    reported forever.

    Example: total assets are reported without a period.

    Reference: OIM 1.0, period core dimension.
    """
    for name, rows in _rows_with(case, {PeriodType.INSTANT: PeriodKind.FOREVER}).items():
        says = f"{case.label(name)} is measured at a point in time but is reported without a period"
        yield summary(case, MISSING_PERIOD, rows, says, "Give the date at which it was measured.")


@check(INVALID_PERIOD)
def invalid_period_dimension(case: Case) -> Iterator[Outcome]:
    """A balance is reported over a length of time, or a flow at a point in time.

    Why: a balance exists at a moment and a flow between two of them; the other kind of period means
    that the date or the concept is wrong.

    Tolerance: none.

    Silent when: there is no taxonomy, or the fact is reported without a period.

    Example: total assets are reported for 2008-04-01 to 2009-03-31 and not at 2009-03-31.

    Reference: OIM 1.0, period core dimension; XBRL 2.1, section 4.7.2.
    """
    for name, rows in _rows_with(case, _INVALID).items():
        period_type = case.taxonomy.concepts[name].period_type
        if period_type is PeriodType.INSTANT:
            says = (
                f"{case.label(name)} is measured at a point in time but is reported for a duration"
            )
            remedy = (
                "Report it at the date that the duration ends, or report the flow that is meant."
            )
        else:
            says = (
                f"{case.label(name)} is measured over a duration but is reported at a point in time"
            )
            remedy = (
                "Give the start and the end of the period, or report the balance that is meant."
            )
        yield summary(case, INVALID_PERIOD, rows, says, remedy)


def _rows_with(case: Case, wrong: Mapping[PeriodType, PeriodKind]) -> Mapping[QName, list[int]]:
    """Return the rows of each concept whose kind of period is wrong for its period type."""
    signatures = case.signatures
    bad = {type_: signatures.of_period([kind]) for type_, kind in wrong.items()}
    found: defaultdict[QName, list[int]] = defaultdict(list)
    for series, used in zip(case.series, case.series_signatures, strict=True):
        concept = case.concept_of(series)
        if concept is None or concept.period_type not in bad:
            continue
        wanted = bad[concept.period_type]
        if not used.isdisjoint(wanted):
            found[concept.name] += case.rows_signed(series, wanted)
    return found
