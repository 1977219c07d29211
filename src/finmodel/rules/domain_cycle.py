"""Domains that lead back into themselves."""

from __future__ import annotations

from collections.abc import Iterator

from finmodel.model.finding import Finding
from finmodel.rules.catalogue import taxonomy_check
from finmodel.rules.relationship import taxonomy_finding
from finmodel.taxonomy.taxonomy import Taxonomy

CYCLE = "xbrldte:DRSDirectedCycleError"


@taxonomy_check(CYCLE)
def domain_cycle(taxonomy: Taxonomy) -> Iterator[Finding]:
    """The relationships of a dimension's domain lead from a member back to it.

    Why: a part that contains its whole is no part; sums and breakdowns of such a domain have no
    end.

    Tolerance: none; a member may be reached on several ways. Relationships count that consecutive
    ones lead to from a hypercube, in whatever roles they are.

    Silent when: there is no taxonomy, or no hypercube has the dimension.

    Example: iij:AllServices has the member iij:Outsourcing, in a role where that has the member
    iij:AllServices.

    Reference: Dimensions 1.0, section 2.4.4.
    """
    for role, dimension in taxonomy.dimensional.cyclic_domains():
        says = f"The domain of {taxonomy.name(dimension)} leads from a member back to it"
        yield taxonomy_finding(CYCLE, role, says, "Take away a relationship of the circle.")
