"""Kinds of line items: markers by which a type checker tells an amount from a percentage."""

from __future__ import annotations

from typing import ClassVar

from finmodel.qname import QName
from finmodel.taxonomy import datatype


class Value:
    """What the facts of a line item hold; subclasses are never made objects of."""

    data_type: ClassVar[QName]


class Monetary(Value):
    """Amounts of a currency."""

    data_type = datatype.MONETARY


class Percent(Value):
    """Pure ratios: 0.25 is a quarter."""

    data_type = datatype.PERCENT


class PerShare(Value):
    """Amounts of a currency per share."""

    data_type = datatype.PER_SHARE


class Shares(Value):
    """Numbers of shares."""

    data_type = datatype.SHARES


class Integer(Value):
    """Whole numbers, such as employees."""

    data_type = datatype.INTEGER


class DecimalNumber(Value):
    """Any other numbers."""

    data_type = datatype.DECIMAL


class String(Value):
    """Short texts."""

    data_type = datatype.STRING


class TextBlock(Value):
    """Passages of a report, with their markup."""

    data_type = datatype.TEXT_BLOCK


class Date(Value):
    """Calendar dates."""

    data_type = datatype.DATE


class Boolean(Value):
    """True or false."""

    data_type = datatype.BOOLEAN


_KINDS: tuple[tuple[QName, type[Value]], ...] = (
    (datatype.PURE, Percent),
    (datatype.PER_SHARE, PerShare),
    (datatype.MONETARY, Monetary),
    (datatype.SHARES, Shares),
    (datatype.INTEGER, Integer),
    (datatype.DECIMAL, DecimalNumber),
    (datatype.TEXT_BLOCK, TextBlock),
    (datatype.STRING, String),
    (datatype.DATE, Date),
    (datatype.BOOLEAN, Boolean),
)


def kind_of(data_type: datatype.DataType) -> type[Value] | None:
    """Return the kind of what a data type holds; `None` where it is none of them."""
    return next((kind for name, kind in _KINDS if data_type.derives_from(name)), None)
