"""Labels that a presentation asks for and that are not there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from finmodel.diagnostic import Severity
from finmodel.model.finding import Finding
from finmodel.rules.catalogue import taxonomy_check
from finmodel.rules.network import network_finding
from finmodel.taxonomy.network import PARENT_CHILD
from finmodel.taxonomy.taxonomy import Taxonomy

MISSING_PREFERRED_LABEL: Final = "fm:missingPreferredLabel"


@taxonomy_check(MISSING_PREFERRED_LABEL, Severity.ERROR)
def missing_preferred_label(taxonomy: Taxonomy) -> Iterator[Finding]:
    """A presentation asks for a label of a concept that the concept does not have.

    Why: a line would be shown under another name than the author of the statement meant, such as
    an opening balance without the words that tell it from the closing one.

    Tolerance: none. A label in any language is enough.

    Silent when: there is no taxonomy, or a part of it is missing, which may hold the label.

    Example: cash is shown with its label for the start of a period, but has only a standard label.

    Reference: XBRL 2.1, section 5.2.4.2.1.
    """
    if taxonomy.unread:
        return
    wanted = [
        (network, arc.target, arc.preferred_label)
        for network in taxonomy.networks_of(PARENT_CHILD)
        for arc in network.relationships
        if arc.preferred_label is not None
    ]
    roles = {role for _, _, role in wanted}
    there = {(label.concept, label.role) for label in taxonomy.labels if label.role in roles}
    for network, concept, role in wanted:
        if (concept, role) not in there:
            says = f"{taxonomy.label(concept)} has no label in the role {role.rpartition('/')[2]}"
            remedy = "Give the concept a label in this role, or ask for another one."
            yield network_finding(MISSING_PREFERRED_LABEL, network, says, remedy)
