"""Dimensions and the members that line items are divided by."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Unpack

from finmodel.taxonomy.datatype import DataType
from finmodel.taxonomy.declaration.attribute import Attribute, Details


class Member(Attribute):
    """A member of explicit dimensions, with the members that it is made of."""

    noun = "member"

    def __init__(self, parts: Sequence[Member], details: Details, *, usable: bool) -> None:
        super().__init__(details)
        self.parts = tuple(parts)
        self.usable = usable

    def all_parts(self) -> Iterator[Member]:
        """Yield the member and everything below it, each before its parts."""
        yield self
        for part in self.parts:
            yield from part.all_parts()


class Dimension(Attribute):
    """What line items can be divided by."""

    noun = "dimension"


class ExplicitDimension(Dimension):
    """A dimension that takes members; `total` is the one that it is at where none is reported."""

    def __init__(self, total: Member | None, others: Sequence[Member], details: Details) -> None:
        super().__init__(details)
        self.total = total
        self.others = tuple(others)

    @property
    def roots(self) -> tuple[Member, ...]:
        """The members at the top of its domain."""
        return (self.total, *self.others) if self.total else self.others

    def members(self) -> list[Member]:
        """Return all members of its domain, each once."""
        return list(dict.fromkeys(part for root in self.roots for part in root.all_parts()))


class TypedDimension(Dimension):
    """A dimension that takes values of a data type."""

    def __init__(self, data_type: DataType, domain: str | None, details: Details) -> None:
        super().__init__(details)
        self.data_type = data_type
        self.domain = domain


def member(
    label: str | None = None,
    /,
    *,
    parts: Sequence[Member] = (),
    usable: bool = True,
    **details: Unpack[Details],
) -> Member:
    """Return a member of a dimension.

    `parts` are the members that it is the sum of. One that is not `usable` only groups its parts:
    facts are not reported with it.
    """
    return Member(parts, _labelled(label, details), usable=usable)


def explicit(
    label: str | None = None,
    /,
    *,
    total: Member | None = None,
    others: Sequence[Member] = (),
    **details: Unpack[Details],
) -> ExplicitDimension:
    """Return a dimension with members.

    `total` is its default: what is reported without a member of the dimension is about it.
    `others` stand beside it at the top of the domain, such as a second way to add up the parts.
    """
    return ExplicitDimension(total, others, _labelled(label, details))


def typed(
    data_type: DataType,
    label: str | None = None,
    /,
    *,
    domain: str | None = None,
    **details: Unpack[Details],
) -> TypedDimension:
    """Return a dimension with values of a data type, such as contract numbers.

    `domain` names the element that carries the values in XML, where it should not be named after
    the dimension.
    """
    return TypedDimension(data_type, domain, _labelled(label, details))


def _labelled(label: str | None, details: Details) -> Details:
    return {**details, "label": label} if label is not None else details
