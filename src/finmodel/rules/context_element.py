"""Hypercubes of which nothing says where in a report their dimensions stand."""

from __future__ import annotations

from collections.abc import Iterator

from finmodel.model.finding import Finding
from finmodel.rules.catalogue import taxonomy_check
from finmodel.rules.relationship import taxonomy_finding
from finmodel.taxonomy.network import ALL, NOT_ALL
from finmodel.taxonomy.taxonomy import Taxonomy

MISSING = "xbrldte:HasHypercubeMissingContextElementAttributeError"


@taxonomy_check(MISSING)
def missing_context_element(taxonomy: Taxonomy) -> Iterator[Finding]:
    """A has-hypercube relationship does not say which part of a context it is about.

    Why: a hypercube looks at the segment or at the scenario; without the word for it nobody can
    tell whether dimensions are missing from the one or out of place in the other.

    Tolerance: none.

    Silent when: there is no taxonomy.

    Example: an all relationship from iij:Revenues to iij:IncomeTable without contextElement.

    Reference: Dimensions 1.0, section 2.3.1.
    """
    for role, arc in taxonomy.dimensional.arcs(ALL, NOT_ALL):
        if arc.context_element is None:
            ends = f"{taxonomy.name(arc.source)} to {taxonomy.name(arc.target)}"
            says = f"The relationship from {ends} has no contextElement"
            remedy = "Say there whether it is about the segment or the scenario."
            yield taxonomy_finding(MISSING, role, says, remedy)
