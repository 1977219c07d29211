"""What the arcs of links join: elements and resources, and which of them a link may have.

The arcs of XBRL 2.1 relate concepts to each other, or to labels and references that stand in the
same link; one that stands elsewhere may only be prohibited (sections 5.2.2 to 5.2.6).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterator, Mapping
from typing import Final

from finmodel.diagnostic import Diagnostic
from finmodel.formats.taxonomy_xml import vocabulary as xml
from finmodel.formats.taxonomy_xml.anchor import Anchors, Target
from finmodel.formats.taxonomy_xml.fault import INVALID_ARC, INVALID_LOCATOR
from finmodel.formats.taxonomy_xml.linkbase import Arc, ExtendedLink, Resource
from finmodel.formats.taxonomy_xml.place import Place
from finmodel.formats.taxonomy_xml.structure import LABEL, REFERENCE, RESOURCES
from finmodel.qname import QName

Ends = Mapping[str, list[Target]]
_WORDS: Final = {LABEL: "label", REFERENCE: "reference"}
_ARCROLES: Final = {LABEL: xml.CONCEPT_LABEL, REFERENCE: xml.CONCEPT_REFERENCE}


class LinkEnds:
    """Finds what labels of links stand for, and says where a standard link may not have it."""

    def __init__(self, anchors: Anchors, concepts: Container[QName]) -> None:
        self._anchors = anchors
        self._concepts = concepts
        self.diagnostics: list[Diagnostic] = []

    def of(self, link: ExtendedLink) -> Ends:
        """Return what the labels of a link stand for; locators that lead nowhere are empty."""
        ends: defaultdict[str, list[Target]] = defaultdict(list)
        strict = link.tag in _STRICT
        for label, places in link.locators.items():
            found = ends[label]
            for place in places:
                target = self._anchors.find(place)
                if target is not None:
                    found.append(target)
                if strict and target not in self._concepts:
                    self._check_locator(link, place, target)
        for label, resources in link.resources.items():
            ends[label] += resources
        if link.tag in _WITH_RESOURCES and link.arcs:
            for problem, arc in self._problems(link, ends):
                self.diagnostics.append(INVALID_ARC(problem, link.document.source(arc.line)))
        return dict(ends)

    def _check_locator(self, link: ExtendedLink, place: Place, target: Target | None) -> None:
        if isinstance(target, Resource) and target.tag == RESOURCES.get(link.tag):
            return
        if isinstance(target, QName) and self._anchors.is_incomplete:
            return  # what makes it a concept may be in a document that is missing
        if target is None and not self._anchors.is_other(place):
            return  # the document is missing, or it is said that nothing is there
        message = f"{place} is no concept, and a standard link has locators to nothing else."
        self.diagnostics.append(INVALID_LOCATOR(message, place.source))

    def _problems(self, link: ExtendedLink, ends: Ends) -> Iterator[tuple[str, Arc]]:
        """Yield what is wrong with the arcs of a link of labels or references."""
        tag = RESOURCES[link.tag]
        for arc in link.arcs:
            if arc.arcrole != _ARCROLES[tag]:
                continue
            if any(isinstance(source, Resource) for source in ends.get(arc.origin, ())):
                yield f"An arc from {arc.origin!r} does not start at a concept.", arc
            remote = arc.destination in link.locators
            for target in ends.get(arc.destination, ()):
                if not isinstance(target, Resource) or target.tag != tag:
                    yield f"The arc to {arc.destination!r} does not end at a {_WORDS[tag]}.", arc
                elif remote and not arc.prohibits:
                    word = _WORDS[tag]
                    yield f"The arc to {arc.destination!r} ends at a {word} of another link.", arc
                    break


_STRICT: Final = frozenset(
    str(name)
    for name in (
        xml.PRESENTATION_LINK,
        xml.CALCULATION_LINK,
        xml.DEFINITION_LINK,
        xml.LABEL_LINK,
        xml.REFERENCE_LINK,
    )
)
_WITH_RESOURCES: Final = frozenset((str(xml.LABEL_LINK), str(xml.REFERENCE_LINK)))
