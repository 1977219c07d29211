"""Every relation that checks look at, with its numbers, for whoever shows a report as a whole.

Checks themselves make none of these: they compare whole columns, and a report with a million facts
has as many relations.
"""

from __future__ import annotations

from collections.abc import Iterator

from finmodel.model.finding import Checked
from finmodel.rules import calculation, rounded_calculation
from finmodel.rules.case import Case
from finmodel.rules.duplicate import checked_duplicates
from finmodel.rules.mode import Calculations
from finmodel.rules.relation import mismatch


def checked_relations(case: Case) -> Iterator[Checked]:
    """Yield the relations that formulas, rules, calculations and repeated numbers make.

    The number of each verdict is that of `Coverage`.
    """
    yield from (mismatch.checked(case, relation) for relation in case.relations.all)
    for summation, binding in calculation.bindings(case):
        yield calculation.checked(case, summation.role, binding)
    if case.calculations is Calculations.XBRL_21:
        for summation, found in rounded_calculation.every_rounded_sum(case):
            yield rounded_calculation.checked(case, summation.role, found)
    yield from checked_duplicates(case)
