"""Calculations of XBRL 2.1 with something that cannot be added."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from finmodel.diagnostic import Severity
from finmodel.model.finding import Finding
from finmodel.rules.catalogue import taxonomy_check
from finmodel.rules.network import network_finding
from finmodel.taxonomy.network import SUMMATION_ITEM
from finmodel.taxonomy.taxonomy import Taxonomy

NON_NUMERIC_SUMMATION: Final = "fm:nonNumericSummation"


@taxonomy_check(NON_NUMERIC_SUMMATION, Severity.ERROR)
def non_numeric_summation(taxonomy: Taxonomy) -> Iterator[Finding]:
    """A calculation of the taxonomy adds something that is no number.

    Why: texts and dates cannot be added, so the relationship is a mistake.

    Tolerance: none.

    Silent when: there is no taxonomy, the concept is unknown, or the network is one of
    Calculations 1.1, which has a rule of its own.

    Example: total costs are made of costs and of the name of an auditor.

    Reference: XBRL 2.1, section 5.2.5.2.
    """
    for network in taxonomy.networks_of(SUMMATION_ITEM):
        ends = (name for arc in network.relationships for name in (arc.source, arc.target))
        for name in dict.fromkeys(ends):
            concept = taxonomy.concepts.get(name)
            if concept is not None and not concept.is_numeric:
                kind = concept.data_type.builtin or concept.data_type.name.local_name
                says = f"{taxonomy.label(name)} is part of a calculation and has the type {kind}"
                remedy = "Give it a numeric type, or take it out of the calculation."
                yield network_finding(NON_NUMERIC_SUMMATION, network, says, remedy)
