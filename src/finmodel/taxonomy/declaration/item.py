"""Constructors of line items, one for each kind."""

from __future__ import annotations

from typing import Any, Final, Literal, TypeVar, Unpack

from finmodel.qname import XS, QName
from finmodel.taxonomy.concept import Balance, PeriodType
from finmodel.taxonomy.datatype import DataType, item_type
from finmodel.taxonomy.declaration.attribute import Details, Heading
from finmodel.taxonomy.declaration.expression import Expression, LineItem, Meaning
from finmodel.taxonomy.declaration.text import Text
from finmodel.taxonomy.declaration.value import (
    Boolean,
    Date,
    DecimalNumber,
    Integer,
    Monetary,
    Percent,
    PerShare,
    Shares,
    String,
    TextBlock,
    Value,
)

K = TypeVar("K", bound=Value)

debit: Final = Balance.DEBIT
credit: Final = Balance.CREDIT
instant: Final = PeriodType.INSTANT
duration: Final = PeriodType.DURATION

string_type: Final = item_type(QName(XS, "string"))
date_type: Final = item_type(QName(XS, "date"))
integer_type: Final = item_type(QName(XS, "integer"))


class ItemDetails(Details, total=False):
    """What a line item can be given; `nillable` is whether its facts may be nil, as they may."""

    nillable: bool


class FormulaDetails(ItemDetails, total=False):
    """What a number can be given; its `formula` is text of the rule language.

    Where arithmetic on the attributes can say it, `derived` is better: that is checked when the
    class is created, and a total becomes a calculation too.
    """

    formula: str


def monetary(
    balance: Balance | None, period: PeriodType, **details: Unpack[FormulaDetails]
) -> LineItem[Monetary]:
    """Return an amount of a currency, positive on the side of the account that `balance` names."""
    return _number(Monetary, period, balance, details)


def percent(period: PeriodType, **details: Unpack[FormulaDetails]) -> LineItem[Percent]:
    """Return a pure ratio; 0.25 is a quarter."""
    return _number(Percent, period, None, details)


def per_share(period: PeriodType, **details: Unpack[FormulaDetails]) -> LineItem[PerShare]:
    """Return an amount of a currency per share."""
    return _number(PerShare, period, None, details)


def shares(period: PeriodType, **details: Unpack[FormulaDetails]) -> LineItem[Shares]:
    """Return a number of shares."""
    return _number(Shares, period, None, details)


def integer(period: PeriodType, **details: Unpack[FormulaDetails]) -> LineItem[Integer]:
    """Return a whole number."""
    return _number(Integer, period, None, details)


def decimal(period: PeriodType, **details: Unpack[FormulaDetails]) -> LineItem[DecimalNumber]:
    """Return any other number; its facts say in which unit."""
    return _number(DecimalNumber, period, None, details)


def string(period: PeriodType = duration, **details: Unpack[ItemDetails]) -> LineItem[String]:
    """Return a short text."""
    return _item(String, period, details)


def text_block(
    period: PeriodType = duration, **details: Unpack[ItemDetails]
) -> LineItem[TextBlock]:
    """Return a passage of a report, with its markup."""
    return _item(TextBlock, period, details)


def date(period: PeriodType = duration, **details: Unpack[ItemDetails]) -> LineItem[Date]:
    """Return a calendar date."""
    return _item(Date, period, details)


def boolean(period: PeriodType = duration, **details: Unpack[ItemDetails]) -> LineItem[Boolean]:
    """Return a line item that is true or false."""
    return _item(Boolean, period, details)


def item(
    data_type: DataType,
    period: PeriodType,
    balance: Balance | None = None,
    **details: Unpack[FormulaDetails],
) -> LineItem[Any]:
    """Return a line item of any data type; a type checker does not tell its kind."""
    formula = details.pop("formula", None)
    return _line_item(data_type, period, balance, details, formula)


def derived(
    expression: Expression[K],
    *,
    balance: Balance | Literal["inferred"] | None = "inferred",
    period: PeriodType | None = None,
    **details: Unpack[ItemDetails],
) -> LineItem[K]:
    """Return a line item that a formula defines.

    A bare formula does as well, where there is nothing to add. Balance and period follow from it
    unless they are given: a sum has the balance of its first term, a ratio has none; what is
    measured over time makes the whole so, as does the change of a balance since its opening.
    """
    meaning = Meaning(None, period, balance, details.pop("nillable", True))
    return LineItem(expression, meaning, details)


def abstract(label: str | Text | None, /, **details: Unpack[Details]) -> Heading:
    """Return a heading: a line of a statement without a number."""
    return Heading({**details, "label": label})


def _number(
    kind: type[K], period: PeriodType, balance: Balance | None, details: FormulaDetails
) -> LineItem[K]:
    formula = details.pop("formula", None)
    return _line_item(item_type(kind.data_type), period, balance, details, formula)


def _item(kind: type[K], period: PeriodType, details: ItemDetails) -> LineItem[K]:
    return _line_item(item_type(kind.data_type), period, None, details)


def _line_item(
    data_type: DataType,
    period: PeriodType,
    balance: Balance | None,
    details: ItemDetails,
    formula: str | None = None,
) -> LineItem[Any]:
    meaning = Meaning(data_type, period, balance, details.pop("nillable", True))
    return LineItem(formula, meaning, details)
