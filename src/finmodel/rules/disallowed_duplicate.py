"""Duplicates that a report promises not to have."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from finmodel.model.duplicate import ALLOWED_DUPLICATES, DuplicateKind, iter_duplicates
from finmodel.model.wording import listed
from finmodel.rules.case import Case
from finmodel.rules.catalogue import Outcome, check
from finmodel.rules.summary import summary

DISALLOWED: Final = "oime:disallowedDuplicateFacts"

_KINDS: Final = list(DuplicateKind)
_PROMISES: Final = {
    "none": ("no", _KINDS),
    "complete": ("only complete", _KINDS[1:]),
    "consistent": ("only consistent", _KINDS[2:]),
}
_REMEDY: Final = "Remove the repeated facts, or withdraw the feature `xbrl:allowedDuplicates`."
_REMEDY_CHOSEN: Final = "Remove the repeated facts, or allow them."


@check(DISALLOWED)
def disallowed_duplicate(case: Case) -> Iterator[Outcome]:
    """A report has duplicate facts of a kind that it promises not to have.

    Why: whoever reads the report relies on the promise and takes the first fact for the only one.

    Tolerance: none. What the feature `xbrl:allowedDuplicates` of a report in JSON or CSV does not
    allow is wrong, or what was chosen for the check instead: any duplicates, those whose value or
    decimals differ, or those that contradict each other. As a warning it also says that a
    calculation was not checked, because one of its numbers is stated with values that contradict
    each other.

    Silent when: nothing was chosen and the report promises nothing, all duplicates are allowed, or
    there is no taxonomy.

    Example: a report allows no duplicates and states its revenues twice.

    Reference: OIM 1.0, duplicate facts; xBRL-JSON 1.0 and xBRL-CSV 1.0, allowed duplicates;
    Calculations 1.1, section 4.
    """
    chosen = case.duplicates.value if case.duplicates else None
    promise = _PROMISES.get(chosen or case.report.features.get(ALLOWED_DUPLICATES, ""))
    if promise is None or not case.has_taxonomy:
        return
    allowed, forbidden = promise
    rows: defaultdict[DuplicateKind, list[int]] = defaultdict(list)
    for found in iter_duplicates(case.report, case.value_form):
        if found.kind in forbidden:
            rows[found.kind] += found.rows
    columns = case.report.columns
    for kind, repeated in rows.items():
        names = dict.fromkeys(columns.concepts[columns.concept[row]] for row in repeated)
        says = (
            f"The report {'may have' if chosen else 'allows'} {allowed} duplicates, but has"
            f" {kind.value} ones of {listed(map(case.label, names))}"
        )
        yield summary(case, DISALLOWED, repeated, says, _REMEDY_CHOSEN if chosen else _REMEDY)
