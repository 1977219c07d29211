"""A change that the numbers before and after do not make."""

from __future__ import annotations

from collections.abc import Iterator

from finmodel.rules.case import Case
from finmodel.rules.catalogue import Outcome, check
from finmodel.rules.stated import CHANGE_MISMATCH, formula_outcomes


@check(CHANGE_MISMATCH)
def change_mismatch(case: Case) -> Iterator[Outcome]:
    """A change, in an amount or in points, differs from the numbers before and after.

    Why: the column of changes of a balance sheet, "down 2,516" in a sentence and "up 0.2 points"
    are differences of two printed numbers.

    Tolerance: none. The change is refuted only if no values that the two numbers could have been
    rounded from differ by a value that rounds to it.

    Silent when: the change is not reported. Where a number is not reported, and cannot be computed
    from its own formula, the relation counts as not evaluated.

    Example: 790 after 1,091 million is a change of −302 to −300 million; −300 is explained by
    rounding, −30 is not.

    Reference: the formula of the line item in the taxonomy.
    """
    return formula_outcomes(case, CHANGE_MISMATCH)
