"""Arcs resolved: which relationships, labels and references are in force.

Arcs that say the same of the same are equivalent; of those the highest priority counts, and one
that prohibits there takes all of them away (XBRL 2.1, section 3.5.3.9.7.5).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping
from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType
from typing import Final, NamedTuple

from finmodel.diagnostic import Diagnostic
from finmodel.formats.taxonomy_xml import vocabulary as xml
from finmodel.formats.taxonomy_xml.anchor import Anchors, Target
from finmodel.formats.taxonomy_xml.fault import INVALID_ARC
from finmodel.formats.taxonomy_xml.link_end import LinkEnds
from finmodel.formats.taxonomy_xml.linkbase import Arc, ExtendedLink, Resource
from finmodel.formats.xml.parser import XML_LIMIT
from finmodel.numeric import parse_decimal
from finmodel.qname import QName
from finmodel.taxonomy.content import AttributeUse
from finmodel.taxonomy.equality import canonical
from finmodel.taxonomy.label import REFERENCE, STANDARD, Label, Reference
from finmodel.taxonomy.network import (
    SUMMATION_ITEM,
    SUMMATION_ITEM_11,
    Network,
    Relationship,
)

_LABELS: Final = frozenset((xml.CONCEPT_LABEL, xml.ELEMENT_LABEL))
_REFERENCES: Final = frozenset((xml.CONCEPT_REFERENCE, xml.ELEMENT_REFERENCE))
_SUMMATIONS: Final = frozenset((SUMMATION_ITEM, SUMMATION_ITEM_11))
_GENERIC_ROLE: Final = "http://www.xbrl.org/2008/role/"

MAX_PAIRS: Final = 5_000_000
"""How many pairs the arcs of a taxonomy may join; the largest published have some 100,000."""

NetworkKey = tuple[str, str]
BaseSet = tuple[str, str, str, str]
"""Arcs compete within a base set: arcrole, role, and the names of link and arc."""
Equivalence = tuple[object, ...]
"""What is equal of arcs in a base set that are equivalent: their ends and attributes."""


class _Standing(NamedTuple):
    """The arc that counts among those that are equivalent."""

    arc: Arc
    prohibited: bool
    source: QName
    target: Target


class Relationships:
    """The effective relationships of a set of links; `others` can have labels but no more.

    `attributes` are those that schemas declare, by which arcs may differ too.
    """

    def __init__(
        self,
        anchors: Anchors,
        concepts: Container[QName],
        others: Container[QName] = (),
        attributes: Mapping[QName, AttributeUse] = MappingProxyType({}),
    ) -> None:
        self._concepts = concepts
        self._others = others
        self._attributes = attributes
        self._link_ends = LinkEnds(anchors, concepts)
        self._base_sets: defaultdict[BaseSet, dict[Equivalence, _Standing]] = defaultdict(dict)
        self._unfinished: set[tuple[NetworkKey, Target]] = set()
        self._pairs = 0
        self._own: list[Diagnostic] = []

    @property
    def diagnostics(self) -> list[Diagnostic]:
        """What is wrong with arcs and with what they join."""
        return [*self._link_ends.diagnostics, *self._own]

    def add(self, links: Iterable[ExtendedLink]) -> None:
        """Take the arcs of some links into account."""
        for link in links:
            ends = self._link_ends.of(link)
            self._note_unfinished(link, ends)
            for arc in link.arcs:
                sources, targets = ends.get(arc.origin), ends.get(arc.destination)
                if sources is None or targets is None:
                    label = arc.origin if sources is None else arc.destination
                    message = f"No locator or resource of the link is labelled {label!r}."
                    self._report_arc(link, arc, message)
                elif self._is_within_limit(link, arc, len(sources) * len(targets)):
                    for source in sources:
                        if isinstance(source, QName):
                            self._join(link, arc, source, targets)

    def _report_arc(self, link: ExtendedLink, arc: Arc, message: str) -> None:
        self._own.append(INVALID_ARC(message, link.document.source(arc.line)))

    def _note_unfinished(self, link: ExtendedLink, ends: Mapping[str, list[Target]]) -> None:
        """Remember the totals of which a contributor is in a document that is missing."""
        lost = {
            label
            for label, places in link.locators.items()
            if len(places) > len(ends[label])
            or not all(target in self._concepts for target in ends[label])
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
        sizes: defaultdict[NetworkKey, list[int]] = defaultdict(list)
        for (arcrole, role, *_), standings in self._base_sets.items():
            key = (arcrole, role)
            before = len(found[key])
            for arc, prohibited, source, target in standings.values():
                if prohibited or isinstance(target, Resource) or (key, source) in self._unfinished:
                    continue
                found[key][_relationship(arc.attributes, source, target)] = None
            sizes[key].append(len(found[key]) - before)
        return {
            key: Network(*key, tuple(relationships), tuple(filter(None, sizes[key])))
            for key, relationships in found.items()
            if relationships
        }

    @property
    def labels(self) -> tuple[Label, ...]:
        """The labels, each once."""
        found = (
            Label(concept, resource.text, resource.language, _role(resource.role, STANDARD))
            for concept, resource in self._resources(_LABELS)
        )
        return tuple(dict.fromkeys(found))

    @property
    def references(self) -> tuple[Reference, ...]:
        """The references, each once."""
        found = (
            Reference(concept, resource.parts, _role(resource.role, REFERENCE))
            for concept, resource in self._resources(_REFERENCES)
        )
        return tuple(dict.fromkeys(found))

    def _resources(self, arcroles: Container[str]) -> Iterator[tuple[QName, Resource]]:
        for (arcrole, *_), standings in self._base_sets.items():
            for standing in standings.values() if arcrole in arcroles else ():
                if not standing.prohibited and isinstance(standing.target, Resource):
                    yield standing.source, standing.target

    def _is_within_limit(self, link: ExtendedLink, arc: Arc, pairs: int) -> bool:
        """Count what arcs join: each may join many to many, which soon is more than there is."""
        within = self._pairs <= MAX_PAIRS
        self._pairs += pairs
        if within and self._pairs > MAX_PAIRS:
            message = f"The arcs up to here join over {MAX_PAIRS:,} pairs; no more are read."
            self._own.append(XML_LIMIT(message, link.document.source(arc.line)))
        return self._pairs <= MAX_PAIRS

    def _join(self, link: ExtendedLink, arc: Arc, source: QName, targets: Iterable[Target]) -> None:
        is_concept = source in self._concepts
        if not is_concept and source not in self._others:
            return
        arcs = self._base_sets[arc.arcrole, link.role, link.tag, arc.tag]
        extras = self._extras(arc)
        lacks_weight = arc.arcrole in _SUMMATIONS and "weight" not in arc.attributes
        for target in targets:
            if isinstance(target, QName):
                if not is_concept or target not in self._concepts:
                    continue
                if lacks_weight:
                    self._report_arc(link, arc, f"The arc to {target.local_name} has no weight.")
                    continue
            standing = _Standing(arc, arc.prohibits, source, target)
            _stand(arcs, (source, target, extras), standing)

    def _extras(self, arc: Arc) -> Equivalence:
        """Return the attributes that tell arcs apart, by what they mean and not how they look."""
        names, given = arc.extras, arc.attributes
        if not names:
            return _NO_EXTRAS
        if names == _ORDER_ONLY:
            return _ordered(given["order"])
        found: dict[str, object] = {"order": Decimal(1)}
        for name in names:
            if name in ("order", "weight"):
                found[name] = _decimal(given[name])
            elif name in _TRUTHS:
                found[name] = given[name].strip() in _TRUE
            elif (use := self._attributes.get(QName.from_clark(name))) is not None:
                found[name] = canonical(given[name], use.data_type)
            else:
                found[name] = given[name]
        return tuple(
            (name, value) for name, value in sorted(found.items()) if _TRUTHS.get(name) is not value
        )


def _stand(
    arcs: dict[Equivalence, _Standing], equivalence: Equivalence, standing: _Standing
) -> None:
    """Let an arc compete with those that it is equivalent to."""
    before = arcs.setdefault(equivalence, standing)
    if before is standing or before.arc.priority > standing.arc.priority:
        return
    if before.arc.priority == standing.arc.priority and before.prohibited:
        return
    arcs[equivalence] = standing


_TRUE: Final = ("true", "1")


_TRUTHS: Final = {xml.CLOSED: False, xml.USABLE: True}
_ORDER_ONLY: Final = ("order",)
_NO_EXTRAS: Final[Equivalence] = (("order", Decimal(1)),)


@lru_cache(maxsize=4096)
def _ordered(text: str) -> Equivalence:
    return (("order", _decimal(text)),)


def _relationship(given: Mapping[str, str], source: QName, target: QName) -> Relationship:
    return Relationship(
        source,
        target,
        _decimal(given.get("order", "1")),
        _decimal(given["weight"]) if "weight" in given else None,
        given.get("preferredLabel"),
        given.get(xml.CONTEXT_ELEMENT),
        given.get(xml.CLOSED, "false").strip() in _TRUE,
        given.get(xml.USABLE, "true").strip() in _TRUE,
        given.get(xml.TARGET_ROLE),
    )


def _role(uri: str, default: str) -> str:
    """Return the role of a resource; generic ones have names of their own for the standard's."""
    if uri.startswith(_GENERIC_ROLE):
        return uri.replace(_GENERIC_ROLE, "http://www.xbrl.org/2003/role/", 1)
    return uri or default


@lru_cache(maxsize=4096)
def _decimal(text: str) -> Decimal:
    return parse_decimal(text.strip())
