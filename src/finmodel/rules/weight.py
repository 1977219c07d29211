"""Weights in calculations that cannot be."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from finmodel.diagnostic import Severity
from finmodel.model.finding import Finding
from finmodel.rules.catalogue import taxonomy_check
from finmodel.rules.network import network_finding
from finmodel.taxonomy.network import SUMMATION_ITEM, SUMMATION_ITEM_11
from finmodel.taxonomy.taxonomy import Taxonomy

IMPOSSIBLE_WEIGHT: Final = "fm:impossibleWeight"


@taxonomy_check(IMPOSSIBLE_WEIGHT, Severity.ERROR)
def impossible_weight(taxonomy: Taxonomy) -> Iterator[Finding]:
    """A calculation adds a contributor with a weight that cannot be: zero, or of the wrong sign.

    Why: what counts zero times is no part of a total. Amounts on the same side of an account add
    up, and those on opposite sides are subtracted; the other sign is a mistake in the calculation
    or in a balance.

    Tolerance: none.

    Silent when: there is no taxonomy; for signs, where the total or the contributor has no balance.

    Example: net sales (credit) are gross sales (credit) with the weight 1 and returns (credit) with
    the weight -1; returns should be a debit.

    Reference: XBRL 2.1, sections 5.1.1.2 and 5.2.5.2.1.
    """
    concepts = taxonomy.concepts
    for network in taxonomy.networks_of(SUMMATION_ITEM, SUMMATION_ITEM_11):
        for arc in network.relationships:
            total, part = concepts.get(arc.source), concepts.get(arc.target)
            if arc.weight is None or total is None or part is None:
                continue
            sides = (total.balance, part.balance)
            if not arc.weight:
                says = (
                    f"{taxonomy.label(arc.target)} has the weight 0 in {taxonomy.label(arc.source)}"
                )
            elif None not in sides and (total.balance is part.balance) is (arc.weight < 0):
                says = (
                    f"{taxonomy.label(arc.target)} has the weight {arc.weight} in "
                    f"{taxonomy.label(arc.source)}, but their balances are the "
                    f"{'same' if total.balance is part.balance else 'opposite'}"
                )
            else:
                continue
            remedy = "Correct the weight, or the balance of one of the concepts."
            yield network_finding(IMPOSSIBLE_WEIGHT, network, says, remedy)
