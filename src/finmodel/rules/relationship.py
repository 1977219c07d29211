"""Findings about the relationships of a taxonomy: by role, with the concepts that they join."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from finmodel.diagnostic import Severity
from finmodel.model.finding import Finding
from finmodel.qname import QName
from finmodel.taxonomy.concept import Concept, Kind
from finmodel.taxonomy.network import Relationship
from finmodel.taxonomy.taxonomy import Taxonomy

Demand = Callable[[Concept], bool]
"""Tells whether a concept may be at an end of relationships."""


def is_primary(concept: Concept) -> bool:
    """Tell whether a concept is a primary item or a member: an item of no other use."""
    return concept.kind is Kind.ITEM


def is_hypercube(concept: Concept) -> bool:
    """Tell whether a concept is a hypercube."""
    return concept.kind is Kind.HYPERCUBE


def is_dimension(concept: Concept) -> bool:
    """Tell whether a concept is a dimension."""
    return concept.kind is Kind.DIMENSION


def is_explicit(concept: Concept) -> bool:
    """Tell whether a concept is a dimension that takes members."""
    return concept.kind is Kind.DIMENSION and concept.typed_domain is None


def wrong_sources(
    taxonomy: Taxonomy, code: str, demand: Demand, *arcroles: str
) -> Iterator[Finding]:
    """Yield a finding for each concept in each role that must not be the source of an arcrole."""
    yield from _wrong_ends(taxonomy, code, demand, arcroles, lambda arc: arc.source, "comes from")


def wrong_targets(
    taxonomy: Taxonomy, code: str, demand: Demand, *arcroles: str
) -> Iterator[Finding]:
    """Yield a finding for each concept in each role that must not be the target of an arcrole."""
    yield from _wrong_ends(taxonomy, code, demand, arcroles, lambda arc: arc.target, "leads to")


def _wrong_ends(
    taxonomy: Taxonomy,
    code: str,
    demand: Demand,
    arcroles: tuple[str, ...],
    end: Callable[[Relationship], QName],
    verb: str,
) -> Iterator[Finding]:
    wanted = _WANTED[demand]
    concepts = taxonomy.concepts
    faulty: dict[tuple[str, QName], Relationship] = {}
    for role, arc in taxonomy.dimensional.arcs(*arcroles):
        concept = concepts.get(end(arc))
        if concept is not None and not demand(concept):
            faulty.setdefault((role, concept.name), arc)
    for (role, name), arc in faulty.items():
        source, target = taxonomy.name(arc.source), taxonomy.name(arc.target)
        says = (
            f"The relationship from {source} to {target} {verb}"
            f" {_sort(concepts[name])} and not {wanted}"
        )
        remedy = f"Let it {verb.replace('s ', ' ')} {wanted}, or take it away."
        yield taxonomy_finding(code, role, says, remedy)


_WANTED: Final[Mapping[Demand, str]] = {
    is_primary: "an item that is neither hypercube nor dimension",
    is_hypercube: "a hypercube",
    is_dimension: "a dimension",
    is_explicit: "a dimension that takes members",
}


def _sort(concept: Concept) -> str:
    if concept.typed_domain is not None:
        return "a dimension that takes values"
    return f"{'an' if concept.kind is Kind.ITEM else 'a'} {concept.kind.value}"


def taxonomy_finding(code: str, role: str, says: str, remedy: str) -> Finding:
    """Return a finding about a role of the taxonomy, or about all of it where that is empty."""
    where = f", in the role {role}" if role else ""
    return Finding(code, Severity.ERROR, f"{says}{where}.", remedy, rule=role or code)
