"""Formulas of a complete declaration: their text, and what they make of a line item.

An expression is first brought into the form of the rule language, in which moments and members
follow names only: `(Revenues - Costs).at(prior_year)` places both of its names.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from decimal import Decimal, Inexact, localcontext
from fractions import Fraction
from typing import Any, Final

from attrs import evolve, frozen

from finmodel.numeric import MAX_DIGITS
from finmodel.taxonomy.concept import Balance, PeriodType
from finmodel.taxonomy.declaration.attribute import Attribute, DeclarationError
from finmodel.taxonomy.declaration.domain import ExplicitDimension, Member
from finmodel.taxonomy.declaration.expression import (
    Applied,
    Binary,
    Expression,
    Filtered,
    Negated,
    Operand,
    Placed,
)
from finmodel.taxonomy.declaration.moment import Moment, closing, opening
from finmodel.taxonomy.declaration.value import Monetary, Percent, PerShare, Shares, Value

Item = Expression[Any]
Kind = type[Value] | None
Names = Callable[[Attribute], str]
Dimensions = Callable[[Member], ExplicitDimension]


@frozen
class Name:
    """A line item, at members of dimensions and at a moment."""

    item: Item
    members: tuple[tuple[ExplicitDimension, Member], ...] = ()
    moment: Moment | None = None


@frozen
class Constant:
    """An exact number."""

    value: Decimal


@frozen
class Minus:
    """A term with a minus before it."""

    term: Term


@frozen
class Operation:
    """Two terms with one of `+ - * /` between them."""

    operator: str
    left: Term
    right: Term


@frozen
class Function:
    """`growth(… over prior_year)`, `change(… since opening)` or `sum(… over Service)`."""

    name: str
    term: Term
    other: Moment | ExplicitDimension


Term = Name | Constant | Minus | Operation | Function

_BINDING: Final = {"+": 1, "-": 1, "*": 2, "/": 2}
_CONNECTIVES: Final = {"growth": "over", "change": "since", "sum": "over"}


def resolve(operand: Operand, dimension_of: Dimensions, at: Name | None = None) -> Term:
    """Return an operand in the form of the rule language; `at` places all its names.

    Raises `DeclarationError` where a moment or members have nothing to follow.
    """
    if isinstance(operand, Decimal):
        return Constant(operand)
    if operand.attribute:
        return evolve(at, item=operand) if at else Name(operand)
    return resolve_tree(operand, dimension_of, at)


def resolve_tree(operand: Item, dimension_of: Dimensions, at: Name | None = None) -> Term:
    """Return the formula of an expression, whether or not it has a name."""
    match operand.tree:
        case Expression() as item:
            return resolve(item, dimension_of, at)
        case Binary(operator, left, right):
            terms = (resolve(side, dimension_of, at) for side in (left, right))
            return Operation(operator, *terms)
        case Negated(inner):
            return Minus(resolve(inner, dimension_of, at))
        case Placed(inner, moment):
            return resolve(inner, dimension_of, _moved(at or Name(inner), moment))
        case Filtered(inner, members):
            filters = tuple(
                (dimension or dimension_of(member), member) for dimension, member in members
            )
            return resolve(inner, dimension_of, _filtered(at or Name(inner), filters))
        case Applied(function, inner, other) if at is None:
            return Function(function, resolve(inner, dimension_of), other)
        case Applied():
            raise DeclarationError("give the growth, change or sum a name before you place it")
        case _:
            raise DeclarationError("it uses a line item that is no attribute of the class")


def _moved(at: Name, moment: Moment) -> Name:
    if at.moment is not None:
        raise DeclarationError(f"it is placed at {at.moment.text} and at {moment.text}")
    return evolve(at, moment=moment)


def _filtered(at: Name, members: tuple[tuple[ExplicitDimension, Member], ...]) -> Name:
    both = (*members, *at.members)
    if len({id(dimension) for dimension, _ in both}) < len(both):
        raise DeclarationError("it takes two members of one dimension")
    return evolve(at, members=both)


def text(term: Term, names: Names, binding: int = 0) -> str:
    """Return a term in the rule language, with parentheses only where they are needed."""
    match term:
        case Constant(value):
            return format(value, "f")
        case Name(item, members, moment):
            pairs = ", ".join(f"{names(dimension)} = {names(at)}" for dimension, at in members)
            return (
                names(item)
                + (f"[{pairs}]" if pairs else "")
                + (f" at {moment.text}" if moment else "")
            )
        case Minus(inner):
            negated = f"-{text(inner, names, 3)}"
            return f"({negated})" if binding else negated
        case Function(name, inner, other):
            place = other.text if isinstance(other, Moment) else names(other)
            return f"{name}({text(inner, names)} {_CONNECTIVES[name]} {place})"
        case Operation(operator, left, right):
            bound = _BINDING[operator]
            # what follows a minus or a division must not be drawn apart; nor, for the eye, others
            joined = f"{text(left, names, bound)} {operator} {text(right, names, bound + 1)}"
            return f"({joined})" if bound < binding else joined


def kind_of(term: Term, kind: Callable[[Item], Kind]) -> Kind:
    """Return the kind of numbers that a formula makes, `None` where that is not known.

    Raises `DeclarationError` where kinds do not go together. A constant is a pure number.
    """
    match term:
        case Constant():
            return Percent
        case Name(item):
            return kind(item)
        case Function("growth", inner, _):
            kind_of(inner, kind)
            return Percent
        case Minus(inner) | Function(_, inner, _):
            return kind_of(inner, kind)
        case Operation(operator, left, right):
            return _combined(operator, kind_of(left, kind), kind_of(right, kind), right)


def _combined(operator: str, left: Kind, right: Kind, divisor: Term) -> Kind:
    if left is None or right is None:
        return None
    found: Kind = None
    if operator in "+-":
        found = left if left is right else None
    elif operator == "*":
        found = _PRODUCTS.get((left, right)) or (
            right if left is Percent else left if right is Percent else None
        )
    elif isinstance(divisor, Constant):
        found = left
    else:
        found = _QUOTIENTS.get((left, right)) or (Percent if left is right else None)
    if found is None:
        joint, verb = _VERBS[operator]
        raise DeclarationError(f"{left.__name__} {joint} {right.__name__} cannot be {verb}")
    return found


_PRODUCTS: Final[dict[tuple[type[Value], type[Value]], type[Value]]] = {
    (PerShare, Shares): Monetary,
    (Shares, PerShare): Monetary,
}
_QUOTIENTS: Final[dict[tuple[type[Value], type[Value]], type[Value]]] = {
    (Monetary, Shares): PerShare
}
_VERBS: Final = {
    "+": ("and", "added"),
    "-": ("and", "subtracted"),
    "*": ("and", "multiplied"),
    "/": ("by", "divided"),
}


def period_of(term: Term, period: Callable[[Item], PeriodType]) -> PeriodType:
    """Return when a formula is measured: over time if anything in it is.

    An instant at the opening or the closing belongs to a duration, and so does a change since the
    opening.
    """
    match term:
        case Constant():
            return PeriodType.INSTANT
        case Name(item, _, moment):
            return PeriodType.DURATION if moment in (opening, closing) else period(item)
        case Minus(inner):
            return period_of(inner, period)
        case Operation(_, left, right):
            sides = {period_of(left, period), period_of(right, period)}
            return PeriodType.DURATION if PeriodType.DURATION in sides else PeriodType.INSTANT
        case Function(_, inner, other):
            return PeriodType.DURATION if other in (opening, closing) else period_of(inner, period)


def balance_of(term: Term, balance: Callable[[Item], Balance | None]) -> Balance | None:
    """Return the side of the account that a formula is on: the side of its first term."""
    match term:
        case Name(item):
            return balance(item)
        case Minus(inner):
            return opposite(balance_of(inner, balance))
        case Operation("+" | "-", left, _):
            return balance_of(left, balance)
        case Operation("*", Constant(factor), inner) | Operation(
            "*" | "/", inner, Constant(factor)
        ):
            found = balance_of(inner, balance)
            return opposite(found) if factor < 0 else found
        case Function("change" | "sum", inner, _):
            return balance_of(inner, balance)
        case _:
            return None


def opposite(balance: Balance | None) -> Balance | None:
    """Return the other side of the account."""
    if balance is None:
        return None
    return Balance.DEBIT if balance is Balance.CREDIT else Balance.CREDIT


def summands(term: Term) -> Mapping[Item, Decimal] | None:
    """Return the weight of each line item in a sum, or `None` where a formula is anything else.

    A sum adds and subtracts line items as such, times constants: nothing at another moment or at
    a member of a dimension.
    """
    weights: defaultdict[Item, Fraction] = defaultdict(Fraction)
    if not _collect(term, Fraction(1), weights):
        return None
    exact = {item: _decimal(weight) for item, weight in weights.items()}
    found = {item: weight for item, weight in exact.items() if weight}
    return found if found and len(found) == len(exact) else None


def _collect(term: Term, factor: Fraction, weights: defaultdict[Item, Fraction]) -> bool:
    match term:
        case Name(item, (), None):
            weights[item] += factor
            return True
        case Minus(inner):
            return _collect(inner, -factor, weights)
        case Operation("+" | "-" as sign, left, right):
            other = factor if sign == "+" else -factor
            return _collect(left, factor, weights) and _collect(right, other, weights)
        case Operation("*", Constant(by), inner) | Operation("*", inner, Constant(by)):
            return _collect(inner, factor * Fraction(by), weights)
        case Operation("/", inner, Constant(by)) if by:
            return _collect(inner, factor / Fraction(by), weights)
        case _:
            return False


def _decimal(weight: Fraction) -> Decimal | None:
    """Return the weight as a decimal, if it has one."""
    with localcontext(prec=MAX_DIGITS) as context:
        context.traps[Inexact] = True
        try:
            return Decimal(weight.numerator) / Decimal(weight.denominator)
        except Inexact:
            return None
