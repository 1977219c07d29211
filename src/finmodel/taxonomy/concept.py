"""Concepts: what facts can be about, and what dimensions and hypercubes are made of."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Mapping
from enum import Enum
from typing import Final

from attrs import field, frozen

from finmodel.qname import XBRLI, QName
from finmodel.taxonomy.content import Content
from finmodel.taxonomy.datatype import FRACTION, DataType

XBRLDT: Final = "http://xbrl.org/2005/xbrldt"
ITEM: Final = QName(XBRLI, "item")
TUPLE: Final = QName(XBRLI, "tuple")
DIMENSION_ITEM: Final = QName(XBRLDT, "dimensionItem")
HYPERCUBE_ITEM: Final = QName(XBRLDT, "hypercubeItem")


class PeriodType(Enum):
    """Whether a concept is measured at a point in time or over a length of it."""

    INSTANT = "instant"
    DURATION = "duration"


class Balance(Enum):
    """The side of an account on which an amount is positive."""

    DEBIT = "debit"
    CREDIT = "credit"


class Kind(Enum):
    """What a concept is there for, which its substitution group decides."""

    ITEM = "item"
    TUPLE = "tuple"
    DIMENSION = "dimension"
    HYPERCUBE = "hypercube"


KINDS: Final = {
    ITEM: Kind.ITEM,
    TUPLE: Kind.TUPLE,
    DIMENSION_ITEM: Kind.DIMENSION,
    HYPERCUBE_ITEM: Kind.HYPERCUBE,
}
"""The heads of substitution groups that make a concept of a kind."""


@frozen
class Concept:
    """One concept of a taxonomy (XBRL 2.1, section 5.1.1; OIM 1.0, concept core dimension).

    `formula` says in the rule language how a derived line item is computed; names in it without a
    prefix are of the concept's own namespace. `typed_domain` names the element of a typed
    dimension's values. `content` is what a tuple may hold, and an item of
    a type with attributes of its own; `None` where that is not known.
    `default` is the value of an element without content, and `fixed` the only one that is allowed.
    `id` is the XML identifier, where it has one; it says nothing about the concept and takes no
    part in equality.
    """

    name: QName
    data_type: DataType
    period_type: PeriodType | None = PeriodType.DURATION
    balance: Balance | None = None
    kind: Kind = Kind.ITEM
    abstract: bool = False
    nillable: bool = True
    substitution_group: QName = ITEM
    typed_domain: QName | None = None
    formula: str | None = None
    content: Content | None = None
    default: str | None = None
    fixed: str | None = None
    id: str | None = field(default=None, eq=False)

    @property
    def is_numeric(self) -> bool:
        """Whether facts of it are numbers."""
        return self.data_type.is_numeric

    @property
    def is_quantity(self) -> bool:
        """Whether facts of it are numbers, or fractions, which are two (XBRL 2.1, section 4.6)."""
        return self.is_numeric or self.data_type.derives_from(FRACTION)

    @property
    def is_reportable(self) -> bool:
        """Whether there can be facts of it in the OIM: a concrete item, no tuple, no fraction."""
        return self.kind is Kind.ITEM and not self.abstract and bool(self.data_type.builtin)

    def __str__(self) -> str:
        return self.name.local_name


class Concepts(Mapping[QName, Concept]):
    """Concepts by name, of which those with a formula are at hand without a look at all."""

    @property
    @abstractmethod
    def derived(self) -> Iterable[Concept]:
        """The concepts with a formula."""
