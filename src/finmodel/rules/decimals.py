"""Facts that say how precise they are and are no numbers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from finmodel.model.column import ABSENT
from finmodel.qname import QName
from finmodel.rules.case import Case
from finmodel.rules.catalogue import Outcome, check
from finmodel.rules.series import Series
from finmodel.rules.summary import by_fault, summary
from finmodel.taxonomy.concept import Concept

MISPLACED_DECIMALS: Final = "oime:misplacedDecimalsProperty"


@check(MISPLACED_DECIMALS)
def misplaced_decimals_property(case: Case) -> Iterator[Outcome]:
    """A fact that is nil or not a number says how precise it is.

    Why: decimals tell how a number was rounded; where there is no number they show that the value
    or the concept is wrong.

    Tolerance: none.

    Silent when: there is no taxonomy, or it does not define the concept.

    Example: the name of an auditor is reported with decimals of −6.

    Reference: OIM 1.0, decimals property.
    """
    for (name, is_nil), rows in by_fault(case, _misplaced):
        reason = "has no value" if is_nil else "is not a number"
        says = f"{case.label(name)} {reason} but is reported with decimals"
        remedy = "Leave the decimals out, or report the number that is meant."
        yield summary(case, MISPLACED_DECIMALS, rows, says, remedy)


def _misplaced(concept: Concept, series: Series) -> Iterator[tuple[tuple[QName, bool], int]]:
    if series.precisions == {ABSENT} or (concept.is_quantity and not series.has_nil):
        return
    for row, decimals, text in zip(series.rows, series.decimals, series.texts, strict=True):
        if decimals != ABSENT and not (concept.is_quantity and text is not None):
            yield (concept.name, concept.is_quantity), row
