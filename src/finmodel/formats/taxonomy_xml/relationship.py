"""Arcs resolved: which relationships, labels and references are in force.

Arcs that say the same of the same are equivalent; of those the highest priority counts, and one
that prohibits there takes all of them away (XBRL 2.1, section 3.5.3.9.7.5).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Final, Literal

from finmodel.diagnostic import Diagnostic
from finmodel.formats.taxonomy_xml import vocabulary as xml
from finmodel.formats.taxonomy_xml.anchor import Anchors, Target
from finmodel.formats.taxonomy_xml.fault import INVALID_ARC
from finmodel.formats.taxonomy_xml.linkbase import Arc, ExtendedLink, Resource
from finmodel.formats.xml.parser import XML_LIMIT
from finmodel.numeric import NumberError, parse_decimal
from finmodel.qname import QName
from finmodel.taxonomy.hypercube import NetworkKey
from finmodel.taxonomy.label import REFERENCE, STANDARD, Label, Reference
from finmodel.taxonomy.network import SUMMATION_ITEM, SUMMATION_ITEM_11, Network, Relationship

_LABELS: Final = frozenset((xml.CONCEPT_LABEL, xml.ELEMENT_LABEL))
_REFERENCES: Final = frozenset((xml.CONCEPT_REFERENCE, xml.ELEMENT_REFERENCE))
_SUMMATIONS: Final = frozenset((SUMMATION_ITEM, SUMMATION_ITEM_11))
_GENERIC_ROLE: Final = "http://www.xbrl.org/2008/role/"

MAX_PAIRS: Final = 5_000_000
"""How many pairs the arcs of a taxonomy may join; the largest published have some 100,000."""

Statement = Relationship | Label | Reference
Base = tuple[str, str, QName, QName]
"""Arcs compete within a base set: arcrole, role, and the names of link and arc."""


class Relationships:
    """The effective relationships of a set of links; `others` can have labels but no more."""

    def __init__(
        self, anchors: Anchors, concepts: Container[QName], others: Container[QName] = ()
    ) -> None:
        self._anchors = anchors
        self._concepts = concepts
        self._others = others
        self._standing: dict[object, tuple[int, bool, NetworkKey, Statement]] = {}
        self._unfinished: set[tuple[NetworkKey, Target]] = set()
        self._pairs = 0
        self.diagnostics: list[Diagnostic] = []

    def add(self, links: Iterable[ExtendedLink]) -> None:
        """Take the arcs of some links into account."""
        for link in links:
            ends = self._ends(link)
            self._note_unfinished(link, ends)
            for arc in link.arcs:
                missing = next(
                    (end for end in (arc.origin, arc.destination) if end not in ends), ""
                )
                if missing:
                    message = f"No locator or resource of the link is labelled {missing!r}."
                    self.diagnostics.append(INVALID_ARC(message, link.document.source(arc.line)))
                    continue
                if self._is_within_limit(
                    link, arc, len(ends[arc.origin]) * len(ends[arc.destination])
                ):
                    for source in ends[arc.origin]:
                        for target in ends[arc.destination]:
                            self._connect(link, arc, source, target)

    def _note_unfinished(self, link: ExtendedLink, ends: Mapping[str, Sequence[Target]]) -> None:
        """Remember the totals of which a contributor is in a document that is missing."""
        lost = {
            label
            for label, places in link.locators.items()
            if not all(self._anchors.find(place) in self._concepts for place in places)
        }
        for arc in link.arcs if lost else ():
            if arc.arcrole in _SUMMATIONS and arc.destination in lost and not arc.prohibits:
                key = (arc.arcrole, link.role)
                self._unfinished.update((key, total) for total in ends.get(arc.origin, ()))

    @property
    def networks(self) -> Mapping[NetworkKey, Network]:
        """The relationships between concepts, by arcrole and role.

        Totals of which a contributor cannot be known are left out: their sums would be others.
        """
        found: defaultdict[NetworkKey, dict[Relationship, None]] = defaultdict(dict)
        for _, prohibited, key, statement in self._standing.values():
            if prohibited or not isinstance(statement, Relationship):
                continue
            if (key, statement.source) not in self._unfinished:
                found[key][statement] = None
        return {key: Network(*key, tuple(relationships)) for key, relationships in found.items()}

    @property
    def labels(self) -> tuple[Label, ...]:
        """The labels, each once."""
        return tuple(dict.fromkeys(s for s in self._in_force() if isinstance(s, Label)))

    @property
    def references(self) -> tuple[Reference, ...]:
        """The references, each once."""
        return tuple(dict.fromkeys(s for s in self._in_force() if isinstance(s, Reference)))

    def _in_force(self) -> Iterable[Statement]:
        return (s for _, prohibited, _, s in self._standing.values() if not prohibited)

    def _is_within_limit(self, link: ExtendedLink, arc: Arc, pairs: int) -> bool:
        """Count what arcs join: each may join many to many, which soon is more than there is."""
        within = self._pairs <= MAX_PAIRS
        self._pairs += pairs
        if within and self._pairs > MAX_PAIRS:
            message = f"The arcs up to here join over {MAX_PAIRS:,} pairs; no more are read."
            self.diagnostics.append(XML_LIMIT(message, link.document.source(arc.line)))
        return self._pairs <= MAX_PAIRS

    def _ends(self, link: ExtendedLink) -> Mapping[str, list[Target]]:
        """Return what the labels of a link stand for; locators that lead nowhere are empty."""
        ends: defaultdict[str, list[Target]] = defaultdict(list)
        for label, places in link.locators.items():
            found = (self._anchors.find(place) for place in places)
            ends[label] += [target for target in found if target is not None]
        for label, resources in link.resources.items():
            ends[label] += resources
        return ends

    def _connect(self, link: ExtendedLink, arc: Arc, source: Target, target: Target) -> None:
        if not isinstance(source, QName):
            return
        is_concept = source in self._concepts
        if not is_concept and source not in self._others:
            return
        base = (arc.arcrole, link.role, link.name, arc.name)
        if isinstance(target, Resource):
            statement = _resource(arc.arcrole, source, target)
            if statement is not None:
                extras = tuple(sorted(arc.attributes.items())) if arc.attributes else ()
                self._stand(arc, (base, source, target, extras), statement)
        elif is_concept and target in self._concepts:
            relationship = self._relationship(link, arc, source, target)
            if relationship is not None:
                extras = _extras(arc.attributes)
                self._stand(arc, (base, relationship, extras), relationship)

    def _stand(
        self, arc: Arc, equivalence: tuple[Base, *tuple[object, ...]], statement: Statement
    ) -> None:
        """Let an arc compete with those that it is equivalent to."""
        priority, prohibits = arc.priority, arc.prohibits
        before = self._standing.get(equivalence)
        if before is not None:
            if before[0] > priority:
                return
            prohibits = prohibits or (before[0] == priority and before[1])
        key = equivalence[0][:2]
        self._standing[equivalence] = (priority, prohibits, key, statement)

    def _relationship(
        self, link: ExtendedLink, arc: Arc, source: QName, target: QName
    ) -> Relationship | None:
        given = arc.attributes
        order = _decimal(given.get("order", "1"))
        weight = _decimal(given["weight"]) if "weight" in given else None
        if order is None or (weight is None and ("weight" in given or arc.arcrole in _SUMMATIONS)):
            which: Literal["order", "weight"] = "order" if order is None else "weight"
            said = repr(given[which]) if which in given else "missing"
            message = f"The {which} of the arc to {target.local_name} is {said}, not a number."
            self.diagnostics.append(INVALID_ARC(message, link.document.source(arc.line)))
            return None
        return Relationship(
            source,
            target,
            order,
            weight,
            given.get("preferredLabel"),
            given.get(xml.CONTEXT_ELEMENT),
            given.get(xml.CLOSED, "false").strip() in _TRUE,
            given.get(xml.USABLE, "true").strip() in _TRUE,
            given.get(xml.TARGET_ROLE),
        )


_TRUE: Final = ("true", "1")
_KNOWN: Final = frozenset(
    (
        "order",
        "weight",
        "preferredLabel",
        xml.CONTEXT_ELEMENT,
        xml.CLOSED,
        xml.USABLE,
        xml.TARGET_ROLE,
    )
)


def _extras(attributes: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Return the attributes that a relationship does not keep, but that tell arcs apart."""
    return tuple(sorted((k, v) for k, v in attributes.items() if k not in _KNOWN))


def _resource(arcrole: str, concept: QName, resource: Resource) -> Label | Reference | None:
    if arcrole in _LABELS:
        role = _role(resource.role, STANDARD)
        return Label(concept, resource.text, resource.language, role)
    if arcrole in _REFERENCES:
        return Reference(concept, resource.parts, _role(resource.role, REFERENCE))
    return None


def _role(uri: str, default: str) -> str:
    """Return the role of a resource; generic ones have names of their own for the standard's."""
    if uri.startswith(_GENERIC_ROLE):
        return uri.replace(_GENERIC_ROLE, "http://www.xbrl.org/2003/role/", 1)
    return uri or default


@lru_cache(maxsize=4096)
def _decimal(text: str) -> Decimal | None:
    try:
        return parse_decimal(text.strip())
    except NumberError:
        return None
