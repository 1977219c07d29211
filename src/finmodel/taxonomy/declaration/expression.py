"""What is written in the body of a declaration: line items and arithmetic on them.

Nothing is computed or checked here, because a line item does not know its name before the class
is complete; `formula` does that then.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Final, Generic, Literal, TypeAlias, TypeVar, overload

from attrs import frozen

from finmodel.taxonomy.concept import Balance, PeriodType
from finmodel.taxonomy.datatype import DataType
from finmodel.taxonomy.declaration.attribute import Attribute, DeclarationError, Details
from finmodel.taxonomy.declaration.domain import ExplicitDimension, Member
from finmodel.taxonomy.declaration.moment import Moment, Shift
from finmodel.taxonomy.declaration.value import Monetary, Percent, PerShare, Shares, Value

K = TypeVar("K", bound=Value)
J = TypeVar("J", bound=Value)

Number = int | Decimal
"""The constants that a formula can hold; floats are not exact."""

At: TypeAlias = "Member | slice[ExplicitDimension, Member, None]"
"""A member, or `dimension:member` where the member belongs to several dimensions."""


@frozen(eq=False)
class Binary:
    """Two operands with one of `+ - * /` between them."""

    operator: str
    left: Operand
    right: Operand


@frozen(eq=False)
class Negated:
    """An operand with a minus before it."""

    operand: Operand


@frozen(eq=False)
class Placed:
    """An expression at another moment."""

    operand: Expression[Any]
    moment: Moment


@frozen(eq=False)
class Filtered:
    """An expression at members of dimensions."""

    operand: Expression[Any]
    members: tuple[tuple[ExplicitDimension | None, Member], ...]


@frozen(eq=False)
class Applied:
    """The growth over, or the change since, another moment, or the sum over a dimension."""

    function: Literal["growth", "change", "sum"]
    operand: Expression[Any]
    other: Moment | ExplicitDimension


Tree = Binary | Negated | Placed | Filtered | Applied
"""How an expression is made of others."""


class Expression(Attribute, Generic[K]):
    """A formula over line items of one kind; assigned to an attribute, a line item of its own."""

    noun = "line item"

    def __init__(self, tree: Formula = None, details: Details | None = None) -> None:
        super().__init__(details or {})
        self.tree = tree

    @overload
    def __add__(self, other: Expression[K]) -> Expression[K]: ...
    @overload
    def __add__(self: Expression[Percent], other: Number) -> Expression[K]: ...
    def __add__(self, other: Expression[K] | Number) -> Expression[K]:
        return Expression(Binary("+", self, operand(other)))

    def __radd__(self: Expression[Percent], other: Number) -> Expression[Percent]:
        return Expression(Binary("+", operand(other), self))

    @overload
    def __sub__(self, other: Expression[K]) -> Expression[K]: ...
    @overload
    def __sub__(self: Expression[Percent], other: Number) -> Expression[K]: ...
    def __sub__(self, other: Expression[K] | Number) -> Expression[K]:
        return Expression(Binary("-", self, operand(other)))

    def __rsub__(self: Expression[Percent], other: Number) -> Expression[Percent]:
        return Expression(Binary("-", operand(other), self))

    @overload
    def __mul__(self, other: Number) -> Expression[K]: ...
    @overload
    def __mul__(self: Expression[PerShare], other: Expression[Shares]) -> Expression[Monetary]: ...
    @overload
    def __mul__(self: Expression[Percent], other: Expression[J]) -> Expression[J]: ...
    @overload
    def __mul__(self, other: Expression[Percent]) -> Expression[K]: ...
    def __mul__(self, other: Expression[Any] | Number) -> Expression[Any]:
        return Expression(Binary("*", self, operand(other)))

    def __rmul__(self, other: Number) -> Expression[K]:
        return Expression(Binary("*", operand(other), self))

    @overload
    def __truediv__(self, other: Number) -> Expression[K]: ...
    @overload
    def __truediv__(self, other: Expression[K]) -> Expression[Percent]: ...
    @overload
    def __truediv__(
        self: Expression[Monetary], other: Expression[Shares]
    ) -> Expression[PerShare]: ...
    def __truediv__(self, other: Expression[Any] | Number) -> Expression[Any]:
        return Expression(Binary("/", self, operand(other)))

    def __neg__(self) -> Expression[K]:
        return Expression(Negated(self))

    def __getitem__(self, members: At | tuple[At, ...]) -> Expression[K]:
        keys = members if isinstance(members, tuple) else (members,)
        return Expression(Filtered(self, tuple(map(_filter, keys))))

    def at(self, moment: Moment) -> Expression[K]:
        """Return the same at another moment: `Cash.at(opening)`, `Revenues.at(prior_year)`."""
        return Expression(Placed(self, moment))


Operand = Expression[Any] | Decimal
Formula = Tree | Expression[Any] | str | None
"""A tree, another line item, text of the rule language, or none."""


@frozen
class Meaning:
    """What a line item is declared to be; what is left out follows from its formula."""

    data_type: DataType | None = None
    period: PeriodType | None = None
    balance: Balance | Literal["inferred"] | None = "inferred"
    nillable: bool = True


INFERRED: Final = Meaning()


class LineItem(Expression[K]):
    """A line item of a declaration."""

    def __init__(
        self, tree: Formula, meaning: Meaning = INFERRED, details: Details | None = None
    ) -> None:
        super().__init__(tree, details)
        self.meaning = meaning


def growth(item: Expression[Any], *, over: Shift) -> Expression[Percent]:
    """Return the relative growth of a line item over an earlier period."""
    return Expression(Applied("growth", item, over))


def change(item: Expression[K], *, since: Moment) -> Expression[K]:
    """Return the difference to an earlier moment; since `opening`, the change over the period."""
    return Expression(Applied("change", item, since))


def sum_over(item: Expression[K], dimension: ExplicitDimension) -> Expression[K]:
    """Return the sum of a line item over the parts of a dimension's member."""
    return Expression(Applied("sum", item, dimension))


def operand(value: Expression[Any] | Number) -> Operand:
    """Return what can stand in a formula; raises `DeclarationError` for anything else."""
    if isinstance(value, Expression | Decimal):
        return value
    if isinstance(value, int):
        return Decimal(value)
    raise DeclarationError(
        f"{value!r} cannot stand in a formula: line items of the same class, whole numbers and "
        "Decimals can"
    )


def _filter(key: At) -> tuple[ExplicitDimension | None, Member]:
    dimension, member = (key.start, key.stop) if isinstance(key, slice) else (None, key)
    if not isinstance(member, Member):
        raise DeclarationError(f"{member!r} is no member: members stand in the brackets")
    return dimension, member
