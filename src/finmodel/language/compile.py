"""From syntax trees to forms: what an expression is about in one place of a report.

The tree does not know reports. A `Scope` stands for one place (an entity, a period, members) and
answers what a reference is there.
"""

from __future__ import annotations

from fractions import Fraction
from functools import reduce
from typing import Final, Protocol

from attrs import evolve

from finmodel.language.form import Form, Magnitude, constant, minus, over, plus, scaled, times
from finmodel.language.tree import (
    Call,
    Change,
    Expression,
    Filter,
    Growth,
    Negation,
    Number,
    Operation,
    Reference,
    Sum,
    When,
)

QUARTERS: Final = "quarters"
"""`sum(x over quarters)`: the parts are the three-month periods of the relation's own."""


class MissingOperandError(LookupError):
    """A number that a relation needs is not reported; the relation is not evaluated."""

    def __init__(self, reference: Reference) -> None:
        super().__init__(reference.name)
        self.reference = reference


class NotApplicableError(LookupError):
    """A relation has nothing to say in a place, as a sum over parts where there are none."""


class Scope(Protocol):
    """One place of a report, in which references have values."""

    def operand(self, reference: Reference) -> Form:
        """Return the form of a reference; raises `MissingOperandError`."""

    def parts(self, dimension: str) -> tuple[str, ...]:
        """Return the members that a dimension's member of this place divides into."""

    def quarters(self) -> tuple[When, ...]:
        """Return the three-month periods that this place's period divides into."""


def compile_expression(
    node: Expression, scope: Scope, when: tuple[When, ...] = (), filters: tuple[Filter, ...] = ()
) -> Form:
    """Return the form of an expression in a scope, at the period and members reached so far.

    Raises `MissingOperandError`, `NotApplicableError`, and `ZeroDivisionError` for a division by
    the constant zero.
    """

    def form(inner: Expression, *steps: When) -> Form:
        return compile_expression(inner, scope, (*when, *steps), filters)

    match node:
        case Number():
            result: Form = constant(node.value)
        case Reference():
            result = scope.operand(_placed(node, when, filters))
        case Negation():
            result = scaled(form(node.operand), Fraction(-1))
        case Operation():
            result = _OPERATORS[node.operator](form(node.left), form(node.right))
        case Growth():
            result = minus(over(form(node.operand), form(node.operand, node.over)), _ONE)
        case Change():
            result = minus(form(node.operand), form(node.operand, node.since))
        case Sum():
            result = _sum(node, scope, when, filters)
        case Call():
            result = Magnitude(form(node.operand), sign=node.function == "sign")
    return result


_ONE: Final = constant(Fraction(1))
_OPERATORS: Final = {"+": plus, "-": minus, "*": times, "/": over}


def _placed(reference: Reference, when: tuple[When, ...], filters: tuple[Filter, ...]) -> Reference:
    """Return a reference with the steps around it; its own filters win over those."""
    own = {filter.dimension for filter in reference.filters}
    around = tuple(filter for filter in filters if filter.dimension not in own)
    return evolve(reference, when=(*when, *reference.when), filters=(*reference.filters, *around))


def _sum(node: Sum, scope: Scope, when: tuple[When, ...], filters: tuple[Filter, ...]) -> Form:
    if node.over == QUARTERS:
        places = [((*when, quarter), filters) for quarter in scope.quarters()]
    else:
        places = [
            (when, (*filters, Filter(node.over, member, at=node.at)))
            for member in scope.parts(node.over)
        ]
    if not places:
        raise NotApplicableError(node.over)
    return reduce(plus, (compile_expression(node.operand, scope, *place) for place in places))
