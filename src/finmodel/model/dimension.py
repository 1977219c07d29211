"""Dimensions that a taxonomy defines, and the sets of dimensions that facts share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from attrs import field, frozen

from finmodel.model.entity import Entity
from finmodel.model.period import Period
from finmodel.qname import QName


@frozen
class TypedMember:
    """A value of a typed dimension; `None` is nil.

    `domain` is the element that carries it in XML, where the report was read from there; it says
    nothing about the value and takes no part in equality. A value with elements in it is markup,
    the element of the domain included, as it can stand anywhere; the OIM has no such values. `form`
    is the same for all markup that means the same, where the taxonomy has told.
    """

    value: str | None
    domain: QName | None = field(default=None, eq=False)
    is_markup: bool = False
    form: str | None = field(default=None, eq=False, repr=False)

    def __str__(self) -> str:
        return "nil" if self.value is None else self.value


Member = QName | TypedMember
"""What a taxonomy-defined dimension takes: a member of an explicit one, or a typed value."""


@frozen
class Remark:
    """What is said of the entity or of the facts other than by dimensions (XBRL 2.1, section 4.7).

    `container` is `segment` or `scenario`. `content` is markup, in a form that is the same for all
    that mean the same; `markup` is how it was written. The OIM has no remarks.
    """

    container: str
    content: str
    markup: str = field(eq=False)


class DimensionSet(NamedTuple):
    """Who, when and which part: all dimensions of a fact but concept, unit and language.

    `members` is sorted by dimension; a dimension at its default member is not in it (OIM 1.0).
    `remarks` tell facts apart as dimensions do, and so does where dimensions stand in XML:
    `displaced` are those that are not in the part of a context where the report has them usually.
    """

    entity: Entity | None
    period: Period
    members: tuple[tuple[QName, Member], ...] = ()
    remarks: tuple[Remark, ...] = ()
    displaced: frozenset[QName] = frozenset()

    @classmethod
    def of(
        cls, entity: Entity | None, period: Period, members: Mapping[QName, Member]
    ) -> DimensionSet:
        """Return the set with its members in order."""
        return cls(entity, period, tuple(sorted(members.items(), key=_by_dimension)))

    def member(self, dimension: QName) -> Member | None:
        """Return the member that a dimension takes, or `None` where it is at its default."""
        for name, member in self.members:
            if name == dimension:
                return member
        return None

    def with_period(self, period: Period) -> DimensionSet:
        """Return the same set at another period."""
        return self._replace(period=period)

    def with_member(self, dimension: QName, member: Member | None) -> DimensionSet:
        """Return the same set with a dimension at another member; `None` is its default."""
        others = [pair for pair in self.members if pair[0] != dimension]
        if member is not None:
            others.append((dimension, member))
            others.sort(key=_by_dimension)
        return self._replace(members=tuple(others))


def _by_dimension(pair: tuple[QName, Member]) -> QName:
    return pair[0]
