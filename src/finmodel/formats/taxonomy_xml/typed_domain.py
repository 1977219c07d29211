"""Typed domains: the elements that carry the values of dimensions (Dimensions 1.0, section 2.5.2).

What is wrong with where a `typedDomainRef` stands or leads has codes of Dimensions.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from finmodel.diagnostic import Diagnostic, Fault
from finmodel.formats.taxonomy_xml.anchor import Anchors
from finmodel.formats.taxonomy_xml.place import Place
from finmodel.formats.taxonomy_xml.schema import ElementDeclaration
from finmodel.formats.taxonomy_xml.standard import is_never_read
from finmodel.qname import QName
from finmodel.taxonomy.concept import Kind

TYPED_DOMAIN_REF: Final = Fault(
    "xbrldte:TypedDomainRefError",
    "Something that is no dimension has a typedDomainRef.",
    "Take the attribute away, or let the element be substituted for xbrldt:dimensionItem.",
    "Dimensions 1.0, section 2.5.2.1.1",
)
TYPED_DIMENSION: Final = Fault(
    "xbrldte:TypedDimensionError",
    "The typedDomainRef of a dimension leads to no global element, or to an abstract one.",
    "Let it lead to the element that is to carry the values, and declare that at the top of its "
    "schema and not abstract.",
    "Dimensions 1.0, section 2.5.2.1.1",
)
TYPED_DIMENSION_URI: Final = Fault(
    "xbrldte:TypedDimensionURIError",
    "The typedDomainRef of a dimension names a document, and nothing in it.",
    "Add `#` and the id of the element that is to carry the values.",
    "Dimensions 1.0, section 2.5.2.1.1",
)
OUT_OF_DTS_SCHEMA: Final = Fault(
    "xbrldte:OutOfDTSSchemaError",
    "The typedDomainRef of a dimension leads to a schema that the taxonomy does not consist of.",
    "Import the schema.",
    "Dimensions 1.0, section 2.5.2.1.1",
)


def find_typed_domain(
    element: ElementDeclaration, kind: Kind | None, anchors: Anchors
) -> QName | None:
    """Return the element that carries a dimension's values, `None` where there is none."""
    if element.typed_domain is None or kind is not Kind.DIMENSION:
        return None
    target = anchors.find(element.typed_domain)
    return target if isinstance(target, QName) else None


def typed_domain_fault(
    element: ElementDeclaration,
    kind: Kind | None,
    anchors: Anchors,
    elements: Mapping[QName, ElementDeclaration],
) -> Diagnostic | None:
    """Return what is wrong with the typedDomainRef of an element, `None` where nothing is."""
    place, name = element.typed_domain, element.name.local_name
    if place is None:
        return None
    if kind is not Kind.DIMENSION:
        message = f"{name} has a typedDomainRef, and is no dimension."
        return TYPED_DOMAIN_REF(message, element.source)
    if not place.fragment:
        message = f"The typedDomainRef of {name} leads to {place}, and to no element there."
        return TYPED_DIMENSION_URI(message, element.source)
    if not _is_within(place, anchors):
        message = f"{place}, to which the typedDomainRef of {name} leads, is not in the taxonomy."
        return OUT_OF_DTS_SCHEMA(message, element.source)
    domain = find_typed_domain(element, kind, anchors)
    declared = None if domain is None else elements.get(domain)
    if declared is None or declared.abstract:
        what = "no global element" if declared is None else "an abstract element"
        message = f"The typedDomainRef of {name} leads to {place}, which is {what}."
        return TYPED_DIMENSION(message, element.source)
    return None


def _is_within(place: Place, anchors: Anchors) -> bool:
    return anchors.is_read(place.address) or is_never_read(place.address)
