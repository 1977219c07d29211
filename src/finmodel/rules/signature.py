"""Signatures: what many dimension sets have in common and checks judge once for all of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import Enum
from itertools import chain
from operator import attrgetter
from typing import Final

from attrs import frozen

from finmodel.model.column import Interner
from finmodel.model.dimension import DimensionSet, Member
from finmodel.model.period import Period
from finmodel.qname import QName
from finmodel.taxonomy.hypercube import Coordinates

Members = tuple[tuple[QName, Member], ...]
"""Dimensions and what they take, sorted by dimension, as in a dimension set."""


class PeriodKind(Enum):
    """Whether a period is a point in time, a length of it, or without ends."""

    INSTANT = "an instant"
    DURATION = "a duration"
    FOREVER = "no period"

    @classmethod
    def of(cls, period: Period) -> PeriodKind:
        """Return the kind of a period."""
        if period.is_forever:
            return cls.FOREVER
        return cls.INSTANT if period.is_instant else cls.DURATION


@frozen
class Signature:
    """A kind of period with the members of the taxonomy-defined dimensions.

    `parts` tells of instances where each dimension stands, and `remarked` where they have content
    that is no dimension: the segment or the scenario.
    """

    period: PeriodKind
    members: Members
    parts: tuple[str, ...] = ()
    remarked: frozenset[str] = frozenset()

    @property
    def coordinates(self) -> Coordinates:
        """What hypercubes look at."""
        members = {
            dimension: member if isinstance(member, QName) else None
            for dimension, member in self.members
        }
        return Coordinates(members, dict(zip(members, self.parts, strict=False)), self.remarked)


class Signatures:
    """The signatures of a report's dimension sets.

    `numbers` holds, for each dimension set, the index of its signature in `table`.
    """

    numbers: Sequence[int]
    table: Sequence[Signature]

    def __init__(
        self, dimension_sets: Sequence[DimensionSet], container: str | None = None
    ) -> None:
        periods: list[Period] = list(map(_PERIOD, dimension_sets))
        # readers share the objects of equal periods, so that few are looked at here
        identities = list(map(id, periods))
        distinct = dict(zip(identities, periods, strict=True))
        kinds = {identity: _KINDS.index(PeriodKind.of(p)) for identity, p in distinct.items()}
        interner: Interner[tuple[int, Members, frozenset[QName], frozenset[str]]] = Interner()
        self.numbers = [
            interner[
                kinds[identity],
                shared.members,
                shared.displaced,
                frozenset(remark.container for remark in shared.remarks)
                if shared.remarks
                else _NOWHERE,
            ]
            for identity, shared in zip(identities, dimension_sets, strict=True)
        ]
        self.table = [
            Signature(_KINDS[kind], members, _parts(members, displaced, container), remarked)
            for kind, members, displaced, remarked in interner
        ]

    def of_period(self, kinds: Iterable[PeriodKind]) -> frozenset[int]:
        """Return the signatures with some kinds of period."""
        wanted = set(kinds)
        return frozenset(i for i, signature in enumerate(self.table) if signature.period in wanted)

    @property
    def members(self) -> set[tuple[QName, Member]]:
        """Every dimension with every member or value that it takes somewhere."""
        return set(chain.from_iterable(signature.members for signature in self.table))


def _parts(members: Members, displaced: frozenset[QName], container: str | None) -> tuple[str, ...]:
    """Return where each dimension stands; nothing where the report does not say."""
    if container is None:
        return ()
    other = "scenario" if container == "segment" else "segment"
    return tuple(other if dimension in displaced else container for dimension, _ in members)


_NOWHERE: Final[frozenset[str]] = frozenset()
_KINDS: Final = tuple(PeriodKind)  # by number, because hashing a member of an enum is slow
_PERIOD: Final = attrgetter("period")
