"""Relations: assertions in the places of a report, and what becomes of each.

A relation is refuted only if no true values inside the printed precision satisfy it. Otherwise it
is consistent: exact where an exact checker would agree too, else explained by rounding.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from fractions import Fraction
from typing import Final

from attrs import frozen

from finmodel.language.form import Affine, Form, bounds, minus, value
from finmodel.language.tree import Comparison, Reference
from finmodel.model.finding import Verdict
from finmodel.numeric import ZERO, Interval
from finmodel.rules.assertion import Assertion
from finmodel.rules.operand import Operand


@frozen
class Relation:
    """An assertion in one place of a report: its numbers, its sides over them, and the verdict.

    `operands` are the variables of both forms; the first is the anchor's. `expected` is what the
    right side can be, `reported` what the left side stands for. Where the relation is not
    evaluated, `missing` names the reference that has no number, or `divides_by_zero` is true.
    """

    assertion: Assertion
    place: int
    verdict: Verdict
    operands: tuple[Operand, ...]
    left: Form | None = None
    right: Form | None = None
    expected: Interval | None = None
    reported: Interval | None = None
    missing: Reference | None = None
    divides_by_zero: bool = False

    @property
    def rows(self) -> tuple[int, ...]:
        """The rows of all facts that it holds."""
        return tuple(row for operand in self.operands for row in operand.rows)

    @property
    def has_claim(self) -> bool:
        """Whether the left side is one reported number, which the right side speaks about."""
        return self.left is not None and is_claim(self.left)


ALLOWED: Final[dict[str, Interval]] = {
    "=": ZERO,
    "<=": Interval(None, Fraction(0), low_open=True),
    "<": Interval(None, Fraction(0), low_open=True, high_open=True),
    ">=": Interval(Fraction(0), None, high_open=True),
    ">": Interval(Fraction(0), None, low_open=True, high_open=True),
}
"""What the left side less the right side may be."""

COMPARISONS: Final[dict[str, Callable[[Fraction, Fraction], bool]]] = {
    "=": operator.eq,
    "!=": operator.ne,
    "<=": operator.le,
    "<": operator.lt,
    ">=": operator.ge,
    ">": operator.gt,
}


def operator_of(assertion: Assertion) -> str:
    """Return how an assertion compares; empty for a demand."""
    asserted = assertion.asserted
    return asserted.operator if isinstance(asserted, Comparison) else ""


def is_claim(form: Form) -> bool:
    """Tell whether a form is one variable as it is."""
    return isinstance(form, Affine) and list(form.terms.values()) == [1] and not form.constant


def evaluated(
    assertion: Assertion, place: int, operands: tuple[Operand, ...], left: Form, right: Form
) -> Relation:
    """Return the relation with its verdict; raises `ZeroDivisionError`."""
    box = [operand.interval for operand in operands]
    difference = bounds(minus(left, right), box)
    comparison = operator_of(assertion)
    allowed = ALLOWED.get(comparison)
    broken = difference == ZERO if allowed is None else not difference.meets(allowed)
    verdict = Verdict.BROKEN if broken else _consistent(comparison, operands, left, right)
    reported, expected = bounds(left, box), bounds(right, box)
    return Relation(assertion, place, verdict, operands, left, right, expected, reported)


def _consistent(comparison: str, operands: tuple[Operand, ...], left: Form, right: Form) -> Verdict:
    """Tell whether the printed numbers satisfy the relation by themselves.

    For a claim that is what an exact checker does: it computes the right side from the printed
    numbers, rounds it as the claim is rounded, and compares.
    """
    printed = [operand.printed for operand in operands]
    try:
        ours, theirs = value(left, printed), value(right, printed)
    except ZeroDivisionError:
        return Verdict.EXPLAINED
    exact = COMPARISONS[comparison](ours, theirs)
    if comparison == "=" and isinstance(left, Affine) and is_claim(left):
        (claim,) = left.terms
        exact = theirs in operands[claim].interval
    return Verdict.EXACT if exact else Verdict.EXPLAINED
