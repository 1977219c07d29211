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

from finmodel.language.form import Affine, Form, bounds, value
from finmodel.language.tree import Comparison, Reference
from finmodel.model.finding import Verdict
from finmodel.numeric import ZERO, Interval
from finmodel.rules.operand import Operand
from finmodel.rules.relation.assertion import Assertion
from finmodel.rules.relation.shape import Shape


@frozen
class Relation:
    """An assertion in one place of a report: its numbers, its sides over them, and the verdict.

    `operands` are the variables of both forms; the first is the anchor's. Where the relation is
    not evaluated, `missing` names the reference that has no number, or `divides_by_zero` is true.
    A demand that something be reported has no sides.
    """

    assertion: Assertion
    place: int
    verdict: Verdict
    operands: tuple[Operand, ...]
    left: Form | None = None
    right: Form | None = None
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

    @property
    def claim(self) -> int:
        """The index of the operand that is best shown first: the claim, or else the anchor."""
        if isinstance(self.left, Affine) and self.has_claim:
            return next(iter(self.left.terms))
        return 0

    @property
    def expected(self) -> Interval | None:
        """What the right side can be."""
        return None if self.right is None else bounds(self.right, _box(self.operands))

    @property
    def reported(self) -> Interval | None:
        """What the left side stands for."""
        return None if self.left is None else bounds(self.left, _box(self.operands))


_ALLOWED: Final = {
    "<=": Interval(None, Fraction(0)),
    "<": Interval(None, Fraction(0), high_open=True),
    ">=": Interval(Fraction(0), None),
    ">": Interval(Fraction(0), None, low_open=True),
}

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
    assertion: Assertion, place: int, operands: tuple[Operand, ...], shape: Shape
) -> Relation:
    """Return the relation with its verdict; raises `ZeroDivisionError`."""
    difference = bounds(shape.difference, _box(operands))
    comparison = operator_of(assertion)
    holds = can_hold(comparison, difference)
    verdict = _consistent(comparison, operands, shape) if holds else Verdict.BROKEN
    return Relation(assertion, place, verdict, operands, shape.left, shape.right)


def can_hold(comparison: str, difference: Interval) -> bool:
    """Tell whether some of the differences satisfy a comparison with zero."""
    if comparison == "=":
        return 0 in difference
    if comparison == "!=":
        return difference != ZERO
    return difference.meets(_ALLOWED[comparison])


def _box(operands: tuple[Operand, ...]) -> list[Interval]:
    return [operand.interval for operand in operands]


def _consistent(comparison: str, operands: tuple[Operand, ...], shape: Shape) -> Verdict:
    """Tell whether the printed numbers satisfy the relation by themselves.

    For a claim that is what an exact checker does: it computes the right side from the printed
    numbers, rounds it as the claim is rounded, and compares.
    """
    left, right = shape.left, shape.right
    printed = [operand.printed for operand in operands]
    try:
        theirs = value(right, printed)
        if comparison == "=" and isinstance(left, Affine) and is_claim(left):
            (claim,) = left.terms
            exact = theirs in operands[claim].interval
        else:
            exact = COMPARISONS[comparison](value(left, printed), theirs)
    except ZeroDivisionError:
        return Verdict.EXPLAINED
    return Verdict.EXACT if exact else Verdict.EXPLAINED
