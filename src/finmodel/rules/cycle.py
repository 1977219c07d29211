"""Relationships that lead back to where they start."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from finmodel.diagnostic import Severity
from finmodel.model.finding import Finding
from finmodel.rules.catalogue import taxonomy_check
from finmodel.rules.network import network_finding
from finmodel.taxonomy.network import CYCLES_ALLOWED
from finmodel.taxonomy.taxonomy import Taxonomy

FORBIDDEN_CYCLE: Final = "fm:forbiddenCycle"

_REMEDY: Final = "Remove or prohibit one of the relationships, or use another arcrole."

# Elements of other namespaces are of links whose own standards, if any, speak of cycles.
_JUDGED: Final = ("http://www.xbrl.org/2003/linkbase", "http://xbrl.org/2008/generic")


@taxonomy_check(FORBIDDEN_CYCLE, Severity.ERROR)
def forbidden_cycle(taxonomy: Taxonomy) -> Iterator[Finding]:
    """Relationships of the taxonomy form a circle that their arcrole does not allow.

    Why: a concept that is part of itself has no place in a tree, and programs that walk through it
    do not come to an end.

    Tolerance: none. An arcrole allows any circles, undirected ones only (two ways from one concept
    to another), or none. One finding for a network, naming one relationship of the circle.

    Silent when: there is no taxonomy; the arcrole allows it; or the arcrole is declared for
    elements of neither XBRL 2.1 nor generic links, or not at all.

    Example: in a balance sheet, current assets are below inventories, and inventories are below
    current assets.

    Reference: XBRL 2.1, sections 5.1.4.3, 5.2.4.2 and 5.2.6.2.
    """
    for network in taxonomy.networks.values():
        allowed = _allowed(taxonomy, network.arcrole)
        for part in network.parts if allowed != "any" else ():
            pair, kind = part.directed_cycle(), "a circle"
            if pair is None and allowed == "none":
                pair, kind = part.undirected_cycle(), "a second way between two concepts"
            if pair is not None:
                source, target = map(taxonomy.label, pair)
                says = f"The relationship from {source} to {target} closes {kind}"
                yield network_finding(FORBIDDEN_CYCLE, network, says, _REMEDY)


def _allowed(taxonomy: Taxonomy, arcrole: str) -> str:
    if arcrole in CYCLES_ALLOWED:
        return CYCLES_ALLOWED[arcrole]
    declared = taxonomy.arcroles.get(arcrole)
    if declared is None or not any(name.namespace in _JUDGED for name in declared.used_on):
        return "any"
    return declared.cycles_allowed
