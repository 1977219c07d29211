"""A growth rate that the numbers of the two periods do not make."""

from __future__ import annotations

from collections.abc import Iterator

from finmodel.rules.case import Case
from finmodel.rules.catalogue import Outcome, check
from finmodel.rules.stated import GROWTH_MISMATCH, formula_outcomes


@check(GROWTH_MISMATCH)
def growth_mismatch(case: Case) -> Iterator[Outcome]:
    """A growth rate differs from what the numbers of its two periods make.

    Why: "up 5.0 %" is a statement about two numbers. When both are printed and make another rate,
    one of the three is wrong, or the rate compares with another period.

    Tolerance: none. The rate is refuted only if no values that the two numbers could have been
    rounded from grow by a rate that rounds to it.

    Silent when: the rate is not reported. Where a number is not reported, and cannot be computed
    from its own formula, the relation counts as not evaluated.

    Example: from 48.3 to 50.8 billion is growth of 5.0 % to 5.4 %; "up 6.0 %" cannot be.

    Reference: the formula of the line item in the taxonomy.
    """
    return formula_outcomes(case, GROWTH_MISMATCH)
