"""From syntax trees to forms: what an expression is about in one place of a report.

The tree does not know reports. A `Scope` stands for one place (an entity, a period, members) and
answers what a reference is there.
"""

from __future__ import annotations

from fractions import Fraction
from functools import reduce
from typing import Final, Protocol

from attrs import evolve

from finmodel.language.form import (
    Extreme,
    Form,
    Magnitude,
    constant,
    minus,
    over,
    plus,
    scaled,
    times,
)
from finmodel.language.tree import (
    Aggregate,
    Call,
    Change,
    Expression,
    Filter,
    Growth,
    Negation,
    Number,
    Operation,
    Reference,
    When,
)

QUARTERS: Final = "quarters"
"""`sum(x over quarters)`: the parts are the three-month periods of the relation's own."""


class NotApplicableError(LookupError):
    """A relation has nothing to say in a place, as a sum over parts where there are none."""


class TooLargeError(Exception):
    """A relation is about more numbers than can be sensible."""


class UnknownPartsError(Exception):
    """A relation sums over parts of which some may be in what is missing of the taxonomy."""


class Scope(Protocol):
    """One place of a report, in which references have values."""

    def operand(self, reference: Reference) -> Form:
        """Return the form of a reference; of several filters on a dimension the first holds.

        Raises `TooLargeError`.
        """

    def parts(self, dimension: str, filters: tuple[Filter, ...]) -> tuple[str, ...]:
        """Return the members that a dimension's member divides into: a filter's, or the place's.

        Raises `UnknownPartsError`.
        """

    def quarters(self, when: tuple[When, ...]) -> tuple[When, ...]:
        """Return the three-month periods that the period at the end of the steps divides into."""


def compile_expression(
    node: Expression, scope: Scope, when: tuple[When, ...] = (), filters: tuple[Filter, ...] = ()
) -> Form:
    """Return the form of an expression in a scope, at the period and members reached so far.

    Raises `NotApplicableError`, `TooLargeError`, `UnknownPartsError`, and `ZeroDivisionError` for a
    division by the constant zero.
    """
    match node:
        case Number():
            result: Form = constant(node.value)
        case Reference():
            result = scope.operand(_placed(node, when, filters))
        case Negation():
            result = scaled(compile_expression(node.operand, scope, when, filters), Fraction(-1))
        case Operation():
            left = compile_expression(node.left, scope, when, filters)
            right = compile_expression(node.right, scope, when, filters)
            result = _OPERATORS[node.operator](left, right)
        case Growth():
            now = compile_expression(node.operand, scope, when, filters)
            then = compile_expression(node.operand, scope, (*when, node.over), filters)
            result = minus(over(now, then), _ONE)
        case Change():
            now = compile_expression(node.operand, scope, when, filters)
            then = compile_expression(node.operand, scope, (*when, node.since), filters)
            result = minus(now, then)
        case Aggregate():
            result = _aggregate(node, scope, when, filters)
        case Call():
            operand = compile_expression(node.operand, scope, when, filters)
            result = Magnitude(operand, sign=node.function == "sign")
    return result


_ONE: Final = constant(Fraction(1))
_OPERATORS: Final = {"+": plus, "-": minus, "*": times, "/": over}


def _placed(reference: Reference, when: tuple[When, ...], filters: tuple[Filter, ...]) -> Reference:
    """Return a reference with the steps and filters around it, its own before those."""
    return evolve(reference, when=(*when, *reference.when), filters=(*reference.filters, *filters))


def _aggregate(
    node: Aggregate, scope: Scope, when: tuple[When, ...], filters: tuple[Filter, ...]
) -> Form:
    if node.over == QUARTERS:
        places = [((*when, quarter), filters) for quarter in scope.quarters(when)]
    else:
        places = [
            (when, (Filter(node.over, member, at=node.at), *filters))
            for member in scope.parts(node.over, filters)
        ]
    if not places:
        raise NotApplicableError(node.over)
    parts = [compile_expression(node.operand, scope, *place) for place in places]
    if node.function == "sum":
        return reduce(plus, parts)
    return Extreme(tuple(parts), greatest=node.function == "max")
