"""A margin, share or other ratio that its two numbers do not make."""

from __future__ import annotations

from collections.abc import Iterator

from finmodel.rules.case import Case
from finmodel.rules.catalogue import Outcome, check
from finmodel.rules.stated import RATIO_MISMATCH, formula_outcomes


@check(RATIO_MISMATCH)
def ratio_mismatch(case: Case) -> Iterator[Outcome]:
    """A ratio that its formula makes from two numbers, such as a margin, differs from them.

    Why: a margin *is* a quotient. When the printed percentage is not what the printed amounts
    make, one of the three is wrong, or the percentage was computed from other numbers.

    Tolerance: none. The ratio is refuted only if no values that the two numbers could have been
    rounded from have a quotient that rounds to it. A number that stands in both parts of the
    quotient counts as one number.

    Silent when: the ratio is not reported. Where a number is not reported, and cannot be computed
    from its own formula, the relation counts as not evaluated; also where the divisor may be zero,
    which `fm:divisorMayBeZero` reports.

    Example: a profit of 9.5 billion on revenues of 50.8 billion is 18.6 % to 18.8 %, not 20.0 %.

    Reference: the formula of the line item in the taxonomy.
    """
    return formula_outcomes(case, RATIO_MISMATCH)
