"""Mistakes that a conversion would make good without a word, since its format cannot show them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from finmodel.diagnostic import Diagnostic, Fault
from finmodel.model.column import NONE
from finmodel.model.dimension import Member
from finmodel.model.report import Report
from finmodel.model.wording import listed
from finmodel.qname import QName
from finmodel.source import Source
from finmodel.taxonomy.network import ALL, NOT_ALL
from finmodel.taxonomy.taxonomy import Taxonomy

REPAIRED: Final = Fault(
    "fm:repairedMistake",
    "A report has a mistake that the format which it was written in cannot show, so that it may "
    "seem right there.",
    "Correct it in the report that is converted, or keep that as xBRL-XML.",
    "OIM 1.0, taxonomy-defined dimensions and unit core dimension",
)


def repairs(report: Report, taxonomy: Taxonomy, *, keeps_units: bool) -> Iterator[Diagnostic]:
    """Yield an error for each kind of mistake of a report that a format of the OIM hides.

    `keeps_units` tells that the format says of each fact by itself in which unit it is.
    """
    source = Source(report.document) if report.document else None
    if not report.is_oim:
        found = [*_of_members(report, taxonomy), *_of_places(report, taxonomy)]
        yield from (REPAIRED(message, source) for message in found)
    if not keeps_units and (names := _texts_with_units(report, taxonomy)):
        message = f"Units of facts that are no numbers are left out ({listed(names)})."
        yield REPAIRED(message, source)


def _of_members(report: Report, taxonomy: Taxonomy) -> Iterator[str]:
    """Yield the dimensions that take what they must not, and what looks like what they may."""
    sets = report.columns.dimension_sets
    for dimension, member in {pair: None for shared in sets for pair in shared.members}:
        problem = _member_problem(dimension, member, taxonomy)
        if problem is not None:
            yield f"The dimension {dimension.local_name} {problem}."


def _member_problem(dimension: QName, member: Member, taxonomy: Taxonomy) -> str | None:
    if dimension not in taxonomy.dimensional.dimensions:
        return None
    domain = taxonomy.concepts[dimension].typed_domain
    if isinstance(member, QName):
        takes = f"takes values, and has the member {member.local_name}"
        return None if domain is None else f"{takes}, which reads as a value"
    if domain is None:
        return f"takes members, and has the value “{str(member)[:60]}”"
    if member.domain is not None and member.domain != domain:
        return f"has its value in {member.domain.local_name} and not in {domain.local_name}"
    data_type = taxonomy.typed_domains.get(domain)
    is_simple = member.is_markup or data_type is None or data_type.is_simple
    return None if is_simple else "takes elements, and has a simple value"


def _of_places(report: Report, taxonomy: Taxonomy) -> Iterator[str]:
    """Yield that dimensions are not all in the part of contexts where the taxonomy wants them."""
    sets = report.columns.dimension_sets
    displaced = {dimension for shared in sets for dimension in shared.displaced}
    if displaced:
        names = listed(sorted(dimension.local_name for dimension in displaced))
        yield f"Dimensions are in segments as well as in scenarios ({names})."
    elif report.container is not None:
        arcs = taxonomy.dimensional.arcs(ALL, NOT_ALL)
        wanted = {arc.context_element for _, arc in arcs if arc.context_element}
        if wanted and report.container not in wanted:
            yield f"Dimensions are in the {report.container}, and belong in the {wanted.pop()}."


def _texts_with_units(report: Report, taxonomy: Taxonomy) -> list[str]:
    columns = report.columns
    if not columns.units:
        return []
    concepts = map(taxonomy.concepts.get, columns.concepts)
    texts = {i for i, found in enumerate(concepts) if found is not None and not found.is_quantity}
    pairs = set(zip(columns.concept, columns.unit, strict=True)) if texts else ()
    found = {concept for concept, unit in pairs if unit != NONE and concept in texts}
    return sorted(columns.concepts[concept].local_name for concept in found)
