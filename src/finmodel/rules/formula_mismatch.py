"""A line item that its formula does not make."""

from __future__ import annotations

from collections.abc import Iterator

from finmodel.rules.case import Case
from finmodel.rules.catalogue import Outcome, check
from finmodel.rules.stated import FORMULA_MISMATCH, formula_outcomes


@check(FORMULA_MISMATCH)
def formula_mismatch(case: Case) -> Iterator[Outcome]:
    """A line item with a formula of another shape differs from what the formula makes.

    Why: whatever the formula says, a product of a price and a quantity for one, the line item is
    declared to be computed so.

    Tolerance: none. The number is refuted only if no values that the others could have been
    rounded from make it.

    Silent when: the line item is not reported. Where a number is not reported, and cannot be
    computed from its own formula, the relation counts as not evaluated.

    Example: 205,000 shares at a dividend of JPY 2,000 make 410 million, not 350 million.

    Reference: the formula of the line item in the taxonomy.
    """
    return formula_outcomes(case, FORMULA_MISMATCH)
