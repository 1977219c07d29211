"""Hypercubes and dimensions that facts could be reported of."""

from __future__ import annotations

from collections.abc import Iterator

from finmodel.model.finding import Finding
from finmodel.rules.catalogue import taxonomy_check
from finmodel.rules.relationship import taxonomy_finding
from finmodel.taxonomy.concept import Kind
from finmodel.taxonomy.taxonomy import Taxonomy

HYPERCUBE = "xbrldte:HypercubeElementIsNotAbstractError"
DIMENSION = "xbrldte:DimensionElementIsNotAbstractError"


@taxonomy_check(HYPERCUBE)
def hypercube_not_abstract(taxonomy: Taxonomy) -> Iterator[Finding]:
    """A hypercube is declared as if facts could be reported of it.

    Why: a hypercube is a table and no line of one; a fact of it would mean nothing.

    Tolerance: none.

    Silent when: there is no taxonomy.

    Example: the element iij:IncomeTable can be substituted for hypercubeItem and is not abstract.

    Reference: Dimensions 1.0, section 2.2.1.
    """
    yield from _concrete(taxonomy, HYPERCUBE, Kind.HYPERCUBE)


@taxonomy_check(DIMENSION)
def dimension_not_abstract(taxonomy: Taxonomy) -> Iterator[Finding]:
    """A dimension is declared as if facts could be reported of it.

    Why: a dimension is a way to break facts down; a fact of it would mean nothing.

    Tolerance: none.

    Silent when: there is no taxonomy.

    Example: the element iij:ServiceAxis can be substituted for dimensionItem and is not abstract.

    Reference: Dimensions 1.0, section 2.5.1.
    """
    yield from _concrete(taxonomy, DIMENSION, Kind.DIMENSION)


def _concrete(taxonomy: Taxonomy, code: str, kind: Kind) -> Iterator[Finding]:
    for concept in taxonomy.concepts.values():
        if concept.kind is kind and not concept.abstract:
            says = f"The {kind.value} {taxonomy.name(concept.name)} is not abstract"
            yield taxonomy_finding(code, "", says, 'Declare it with abstract="true".')
