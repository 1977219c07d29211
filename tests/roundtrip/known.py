"""The taxonomy that a generated report would have."""

from __future__ import annotations

from finmodel.model.dimension import TypedMember
from finmodel.model.report import Report
from finmodel.qname import QName
from finmodel.taxonomy.concept import Concept, Kind
from finmodel.taxonomy.datatype import DECIMAL, STRING, item_type
from finmodel.taxonomy.taxonomy import Taxonomy


def taxonomy_of(report: Report) -> Taxonomy:
    """Return a taxonomy in which numbers are numbers and typed dimensions are typed."""
    numbers = {fact.concept for fact in report.facts if fact.is_numeric}
    concepts = [
        Concept(name, item_type(DECIMAL if name in numbers else STRING))
        for name in report.columns.concepts
    ]
    for shared in report.columns.dimension_sets:
        for name, member in shared.members:
            domain = QName("", "domain") if isinstance(member, TypedMember) else None
            dimension = Concept(
                name, item_type(STRING), kind=Kind.DIMENSION, abstract=True, typed_domain=domain
            )
            concepts.append(dimension)
    return Taxonomy(concepts={concept.name: concept for concept in concepts})
