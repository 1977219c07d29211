"""Hypercubes and dimensions that facts could be reported of."""

from __future__ import annotations

from collections.abc import Iterator

from finmodel.model.finding import Finding
from finmodel.rules.case import Case
from finmodel.rules.catalogue import Outcome, check
from finmodel.rules.relationship import taxonomy_finding
from finmodel.taxonomy.concept import Kind

HYPERCUBE = "xbrldte:HypercubeElementIsNotAbstractError"
DIMENSION = "xbrldte:DimensionElementIsNotAbstractError"


@check(HYPERCUBE)
def hypercube_not_abstract(case: Case) -> Iterator[Outcome]:
    """A hypercube is declared as if facts could be reported of it.

    Why: a hypercube is a table and no line of one; a fact of it would mean nothing.

    Tolerance: none.

    Silent when: there is no taxonomy.

    Example: the element iij:IncomeTable can be substituted for hypercubeItem and is not abstract.

    Reference: Dimensions 1.0, section 2.2.1.
    """
    yield from _concrete(case, HYPERCUBE, Kind.HYPERCUBE)


@check(DIMENSION)
def dimension_not_abstract(case: Case) -> Iterator[Outcome]:
    """A dimension is declared as if facts could be reported of it.

    Why: a dimension is a way to break facts down; a fact of it would mean nothing.

    Tolerance: none.

    Silent when: there is no taxonomy.

    Example: the element iij:ServiceAxis can be substituted for dimensionItem and is not abstract.

    Reference: Dimensions 1.0, section 2.5.1.
    """
    yield from _concrete(case, DIMENSION, Kind.DIMENSION)


def _concrete(case: Case, code: str, kind: Kind) -> Iterator[Finding]:
    for concept in case.taxonomy.concepts.values():
        if concept.kind is kind and not concept.abstract:
            says = f"The {kind.value} {case.name(concept.name)} is not abstract"
            yield taxonomy_finding(code, "", says, 'Declare it with abstract="true".')
