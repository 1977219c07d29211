"""The syntax tree of the rule language: plain immutable data that several targets compile from.

Every node knows where it starts in its text (`at`, counted from 0), which takes no part in
equality: two texts that mean the same have equal trees.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from fractions import Fraction

from attrs import field, fields, frozen

from finmodel.model.period import Period


def _at() -> int:
    return field(default=0, eq=False, repr=False, kw_only=True)


@frozen
class Shift:
    """`prior_year`, `2 quarters earlier`: the same length of time, that many months before."""

    months: int


class Edge(Enum):
    """The instants at which a period starts and ends."""

    OPENING = "opening"
    CLOSING = "closing"


class Span(Enum):
    """Periods that the fiscal calendar gives: from the year's first day, or the whole year."""

    YEAR_TO_DATE = "year_to_date"
    FULL_YEAR = "full_year"


@frozen
class Fixed:
    """A period by its dates, whatever period the rule stands at."""

    period: Period


When = Shift | Edge | Span | Fixed
"""Leads from the period that a relation stands at to the period of one of its numbers."""


@frozen
class Filter:
    """`Segment = Outsourcing`: a dimension at a member; `member` of `None` is its default."""

    dimension: str
    member: str | None
    at: int = _at()


@frozen
class Number:
    """A constant, exact."""

    value: Fraction
    text: str = field(eq=False)
    at: int = _at()


@frozen
class Reference:
    """A line item, at members of dimensions, at a period reached from the relation's own.

    `name` is as written: `Revenues`, `acme:Revenues`, or a template such as `{item}Change`.
    """

    name: str
    filters: tuple[Filter, ...] = ()
    when: tuple[When, ...] = ()
    at: int = _at()


@frozen
class Negation:
    """`-x`."""

    operand: Expression
    at: int = _at()


@frozen
class Operation:
    """Two expressions with `+`, `-`, `*` or `/` between them."""

    operator: str
    left: Expression
    right: Expression
    at: int = _at()


@frozen
class Growth:
    """`growth(x over prior_year)`: x now over x then, less one."""

    operand: Expression
    over: When
    at: int = _at()


@frozen
class Change:
    """`change(x since opening)`: x now less x then."""

    operand: Expression
    since: When
    at: int = _at()


@frozen
class Aggregate:
    """`sum(x over Segment)`: over the parts of a dimension's member, or over `quarters`.

    The function is `sum`, `min` or `max`.
    """

    operand: Expression
    over: str
    function: str = "sum"
    at: int = _at()


@frozen
class Call:
    """`abs(x)` or `sign(x)`; the sign is −1, 0 or 1."""

    function: str
    operand: Expression
    at: int = _at()


Expression = Number | Reference | Negation | Operation | Growth | Change | Aggregate | Call


@frozen
class Comparison:
    """Two expressions and how they should compare: `=`, `!=`, `<`, `<=`, `>`, `>=`."""

    operator: str
    left: Expression
    right: Expression
    at: int = _at()


@frozen
class Reported:
    """`reported(x)`: there is a number for the reference."""

    reference: Reference
    at: int = _at()


@frozen
class Logic:
    """Conditions joined by `and` or `or`."""

    operator: str
    left: Condition
    right: Condition
    at: int = _at()


@frozen
class Not:
    """A condition denied."""

    operand: Condition
    at: int = _at()


Condition = Comparison | Reported | Logic | Not
Node = Expression | Condition

_EXPRESSIONS = (Number, Reference, Negation, Operation, Growth, Change, Aggregate, Call)
_CONDITIONS = (Comparison, Reported, Logic, Not)


def children(node: Node) -> Iterator[Node]:
    """Yield the nodes directly below one, from left to right."""
    for attribute in fields(type(node)):
        value = getattr(node, attribute.name)
        if isinstance(value, (*_EXPRESSIONS, *_CONDITIONS)):
            yield value


def walk(node: Node) -> Iterator[Node]:
    """Yield a node and all below it, each before its children."""
    yield node
    for child in children(node):
        yield from walk(child)


def references(node: Node) -> Iterator[Reference]:
    """Yield every reference below a node, from left to right."""
    return (found for found in walk(node) if isinstance(found, Reference))
