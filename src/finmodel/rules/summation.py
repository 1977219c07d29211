"""Totals and their contributors, as calculation networks state them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from attrs import frozen

from finmodel.qname import QName
from finmodel.rules.series import EXACTLY
from finmodel.taxonomy.network import SUMMATION_ITEM, SUMMATION_ITEM_11, Relationship
from finmodel.taxonomy.taxonomy import Taxonomy


@frozen
class Part:
    """A contributing concept and its weight, a whole number where it is one."""

    concept: QName
    weight: int | Decimal


@frozen
class Summation:
    """A total concept with all that contributes to it in one role."""

    total: QName
    parts: tuple[Part, ...]
    role: str


ARCROLES: Final = (SUMMATION_ITEM, SUMMATION_ITEM_11)
"""Those of all calculation networks."""


def summations(taxonomy: Taxonomy, arcroles: Sequence[str] = ARCROLES) -> Iterator[Summation]:
    """Yield what calculation networks of some arcroles say, each statement once.

    A statement that several roles make alike is yielded for the first of them. Left out are totals
    that have a formula, which states more than their network, and concepts that are no decimals;
    and in networks of Calculations 1.1 totals that count one contributor twice, which is an error
    there.
    """
    seen: set[tuple[QName, frozenset[Part]]] = set()
    for network in taxonomy.networks_of(*arcroles):
        for total in network.sources:
            concept = taxonomy.concepts.get(total)
            if concept is None or concept.formula is not None or not concept.data_type.is_decimal:
                continue
            relationships = network.from_(total)
            is_strict = network.arcrole == SUMMATION_ITEM_11
            if is_strict and len({r.target for r in relationships}) < len(relationships):
                continue
            parts = tuple(_parts(taxonomy, relationships))
            if parts and (total, frozenset(parts)) not in seen:
                seen.add((total, frozenset(parts)))
                yield Summation(total, parts, network.role)


def _parts(taxonomy: Taxonomy, relationships: Sequence[Relationship]) -> Iterator[Part]:
    """Yield the contributors that are decimals, one that is counted several times once."""
    weights: dict[QName, Decimal] = {}
    for relationship in relationships:
        concept = taxonomy.concepts.get(relationship.target)
        if concept is not None and concept.data_type.is_decimal:
            weight = Decimal(1) if relationship.weight is None else relationship.weight
            weights[concept.name] = EXACTLY.add(weights.get(concept.name, Decimal(0)), weight)
    for name, weight in weights.items():
        if weight:
            yield Part(name, int(weight) if weight == weight.to_integral_value() else weight)
