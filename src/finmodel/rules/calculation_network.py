"""Calculation networks that Calculations 1.1 does not allow."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

from finmodel.diagnostic import Severity
from finmodel.model.finding import Finding
from finmodel.rules.catalogue import taxonomy_check
from finmodel.taxonomy.network import SUMMATION_ITEM_11, Network
from finmodel.taxonomy.taxonomy import Taxonomy

DUPLICATE_RELATIONSHIPS: Final = "calc11e:duplicateCalculationRelationships"
NON_DECIMAL_NODE: Final = "calc11e:nonDecimalItemNode"


@taxonomy_check(DUPLICATE_RELATIONSHIPS)
def duplicate_calculation_relationships(taxonomy: Taxonomy) -> Iterator[Finding]:
    """A calculation of the taxonomy counts one contributor of a total twice.

    Why: nobody can say whether the contributor is meant to count twice or was entered twice.

    Tolerance: none.

    Silent when: there is no taxonomy, or the network is one of XBRL 2.1, where the weights add up.
    The total is not checked in that network.

    Example: inventories are made of raw materials, finished goods and raw materials.

    Reference: Calculations 1.1, section 3.
    """
    for network in taxonomy.networks_of(SUMMATION_ITEM_11):
        counts = Counter((arc.source, arc.target) for arc in network.relationships)
        for (total, part), count in counts.items():
            if count > 1:
                says = (
                    f"{taxonomy.label(part)} contributes {count} times to {taxonomy.label(total)}"
                )
                remedy = "Leave one relationship, with the weight that is meant."
                yield _finding(DUPLICATE_RELATIONSHIPS, network, says, remedy)


@taxonomy_check(NON_DECIMAL_NODE)
def non_decimal_item_node(taxonomy: Taxonomy) -> Iterator[Finding]:
    """A calculation of the taxonomy adds something that is no decimal number.

    Why: texts cannot be added, and sums of floating-point numbers depend on their order.

    Tolerance: none.

    Silent when: there is no taxonomy, the network is one of XBRL 2.1, or the concept is unknown.
    What is no decimal takes no part in the calculation.

    Example: total costs are made of costs and of the name of an auditor.

    Reference: Calculations 1.1, section 3.
    """
    for network in taxonomy.networks_of(SUMMATION_ITEM_11):
        ends = (name for arc in network.relationships for name in (arc.source, arc.target))
        for name in dict.fromkeys(ends):
            concept = taxonomy.concepts.get(name)
            if concept is not None and not concept.data_type.is_decimal:
                kind = concept.data_type.builtin or concept.data_type.name.local_name
                says = f"{taxonomy.label(name)} is part of a calculation and has the type {kind}"
                remedy = "Give it a decimal type, or take it out of the calculation."
                yield _finding(NON_DECIMAL_NODE, network, says, remedy)


def _finding(code: str, network: Network, says: str, remedy: str) -> Finding:
    where = network.role.rpartition("/")[2]
    return Finding(code, Severity.ERROR, f"{says} ({where}).", remedy, rule=network.role)
