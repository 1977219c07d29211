"""Line items that are members of their own tables, and tables too entangled to look at."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Final

from finmodel.model.finding import Finding
from finmodel.model.wording import listed
from finmodel.rules.catalogue import taxonomy_check
from finmodel.rules.relationship import taxonomy_finding
from finmodel.taxonomy.taxonomy import Taxonomy

POLYMORPHISM: Final = "xbrldte:PrimaryItemPolymorphismError"
ENTANGLED: Final = "fm:entangledDimensions"
_MOST_NAMED: Final = 3


@taxonomy_check(POLYMORPHISM, also=(ENTANGLED,))
def primary_item_polymorphism(taxonomy: Taxonomy) -> Iterator[Finding]:
    """A primary item is a member of its own hypercube, or hypercubes are too many to be looked at.

    Why: a line item that breaks itself down is line and column of a table at once. Where
    relationships lead to millions of places (`fm:entangledDimensions`), whether facts are where
    they may be is not checked, because it would take more time than there is.

    Tolerance: none; members that are not usable do not count, nor do those of other hypercubes.

    Silent when: there is no taxonomy.

    Example: iij:Revenues has the hypercube iij:IncomeTable, of which a dimension has the member
    iij:Revenues.

    Reference: Dimensions 1.0, section 2.5.3.1.1.
    """
    dimensional = taxonomy.dimensional
    for hypercubes, primary_items in dimensional.primary_items:
        looked_at: set[int] = set()
        for hypercube in hypercubes:
            for dimension, domain in hypercube.members.items():
                if domain is None or id(domain) in looked_at:
                    continue
                looked_at.add(id(domain))
                if primary_items.keys().isdisjoint(domain):
                    continue
                both = (name for name in primary_items if name in domain)
                named = listed(map(taxonomy.name, islice(both, _MOST_NAMED)))
                called = taxonomy.name(hypercube.name)
                says = (
                    f"{named}, which the hypercube {called} belongs to, can be"
                    f" members of its dimension {taxonomy.name(dimension)}"
                )
                remedy = "Take them out of the dimension's domain, or give them no such hypercube."
                yield taxonomy_finding(POLYMORPHISM, hypercube.role, says, remedy)
    if dimensional.is_exhausted:
        says = "Dimensional relationships lead to more places than are looked at"
        remedy = "Let fewer of them lead to the same members and line items in other roles."
        yield taxonomy_finding(ENTANGLED, "", says, remedy)
