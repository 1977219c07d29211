"""A total that is not the sum of its parts."""

from __future__ import annotations

from collections.abc import Iterator

from finmodel.rules.case import Case
from finmodel.rules.catalogue import Outcome, check
from finmodel.rules.stated import TOTAL_MISMATCH, formula_outcomes


@check(TOTAL_MISMATCH)
def total_mismatch(case: Case) -> Iterator[Outcome]:
    """A line item that its formula makes from others by adding and subtracting differs from them.

    Why: a total, a subtotal or a difference is computed; when it disagrees with its parts, either
    it or one of them is wrong, or a part is missing from the formula.

    Tolerance: none. Every number stands for all values that it could have been rounded from. The
    total is refuted only if no such values add up; otherwise it counts as consistent, exactly or
    explained by rounding.

    Silent when: the total is not reported. Where the total is reported but one of its parts is
    not, and cannot be computed from its own formula, the relation counts as not evaluated.

    Example: revenues of 1,212 and 340 million cannot make a total of 1,560 million: they allow
    1,551 to 1,553.

    Reference: the formula of the line item in the taxonomy; Calculations 1.1, section 4, for what
    a rounded number stands for.
    """
    return formula_outcomes(case, TOTAL_MISMATCH)
