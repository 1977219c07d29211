"""Linkbases: extended links with their locators, resources and arcs (XBRL 2.1, section 3.5)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Final, NamedTuple, cast

from attrs import field, frozen
from lxml import etree

from finmodel.diagnostic import Diagnostic, Fault
from finmodel.formats.document import Document
from finmodel.formats.taxonomy_xml import vocabulary as xml
from finmodel.formats.taxonomy_xml.fault import (
    DUPLICATE_ARC,
    INVALID_ARC,
    INVALID_LINK,
    INVALID_POINTER,
)
from finmodel.formats.taxonomy_xml.place import Base, Place
from finmodel.formats.taxonomy_xml.structure import (
    ARCS,
    DOCUMENTATION,
    LABEL,
    LOCATOR,
    RESOURCES,
    bad_labels,
    is_number,
    shape,
    value_problem,
)
from finmodel.formats.xml import xlink
from finmodel.formats.xml.namespace import LANGUAGE
from finmodel.formats.xml.pointer import Path, is_legal
from finmodel.qname import QName

Attributes = dict[str, str]


@frozen(eq=False)
class Resource:
    """A text or a reference in a linkbase; one is itself and no other, whatever it says.

    `position` is its number among the children of its link. What has an element of another name
    than labels and references have, and others inside it, is known without its text.
    """

    tag: str
    role: str
    language: str
    text: str
    parts: tuple[tuple[QName, str], ...]
    position: int
    line: int | None


class Arc(NamedTuple):
    """An arc as written; `extras` name the attributes by which arcs differ (section 3.5.3.9.7)."""

    tag: str
    arcrole: str
    origin: str
    destination: str
    prohibits: bool
    priority: int
    attributes: Mapping[str, str]
    extras: tuple[str, ...]
    line: int | None


@frozen
class ExtendedLink:
    """A link: what its labels stand for, and arcs between labels."""

    document: Document
    tag: str
    role: str
    line: int | None
    path: Path = ()
    locators: defaultdict[str, list[Place]] = field(factory=lambda: defaultdict(list))
    resources: defaultdict[str, list[Resource]] = field(factory=lambda: defaultdict(list))
    arcs: list[Arc] = field(factory=list)

    @property
    def is_standard(self) -> bool:
        """Whether it is a link of XBRL 2.1, for which all of its rules count."""
        return self.tag in ARCS


class RoleReference(NamedTuple):
    """What a roleRef or an arcroleRef says: where the declaration of a URI is."""

    tag: str
    uri: str
    place: Place


@frozen
class Linkbase:
    """What one linkbase says.

    `references` has the first reference to each document, and `anchors` the resources that have
    an `id`.
    """

    document: Document
    line: int | None = None
    id: str | None = None
    links: list[ExtendedLink] = field(factory=list)
    role_references: list[RoleReference] = field(factory=list)
    references: dict[str, Place] = field(factory=dict)
    anchors: dict[str, Resource] = field(factory=dict)
    diagnostics: list[Diagnostic] = field(factory=list)

    def at(self, path: Path) -> Resource | None:
        """Return the resource at a position in the document."""
        for link in self.links:
            if link.path == path[:-1]:
                here = (r for many in link.resources.values() for r in many)
                return next((r for r in here if r.position == path[-1]), None)
        return None


_EMBEDDED: Final = f"{xml.XS_ANNOTATION}/{xml.XS_APPINFO}/{xml.LINKBASE}"


def linkbase_elements(root: etree._Element, *, nested: bool) -> list[etree._Element]:
    """Return the linkbases of a document: the whole of it, or those in annotations of a schema.

    In a document of another kind there are some only where a reference leads into it (`nested`).
    """
    if root.tag == xml.LINKBASE:
        return [root]
    if root.tag == xml.XS_SCHEMA:
        return root.findall(_EMBEDDED)
    return root.findall(f".//{xml.LINKBASE}") if nested else []


def read_linkbases(
    root: etree._Element, elements: Iterable[etree._Element], document: Document
) -> Iterator[Linkbase]:
    """Yield what the linkbases of a document say."""
    base = Base(root, document)
    for element in elements:
        linkbase = Linkbase(document, element.sourceline, element.get("id"))
        yield _Reader(linkbase, base).read(element, _path(element))


def _path(element: etree._Element) -> Path:
    steps: list[int] = []
    while (parent := element.getparent()) is not None:
        steps.append(parent.index(element) + 1)
        element = parent
    return (1, *reversed(steps))


class _Reader:
    def __init__(self, linkbase: Linkbase, base: Base) -> None:
        self._linkbase = linkbase
        self._base = base

    def read(self, root: etree._Element, path: Path) -> Linkbase:
        language = _language(root)
        for position, child in enumerate(root, 1):
            tag = cast(str, child.tag)
            given = _attributes(child)
            if tag in (xlink.ROLE_REF, xlink.ARCROLE_REF):
                self._check(child, tag, "simple", given)
                self._role_reference(child, given)
            elif tag in ARCS or given.get(xlink.TYPE) == "extended":
                self._check(child, tag, "extended", given)
                role = given.get(xlink.ROLE, "")
                link = ExtendedLink(
                    self._linkbase.document, tag, role, child.sourceline, (*path, position)
                )
                self._linkbase.links.append(link)
                self._link(child, link, given.get(LANGUAGE, language))
            elif tag != DOCUMENTATION:
                self._report(INVALID_LINK, f"A linkbase has no place for {_short(tag)}.", child)
        return self._linkbase

    def _report(self, fault: Fault, message: str, element: etree._Element) -> None:
        source = self._linkbase.document.source(element.sourceline)
        self._linkbase.diagnostics.append(fault(message, source))

    def _check(
        self, element: etree._Element, tag: str, kind: str, given: Attributes
    ) -> tuple[str, ...]:
        """Check the attributes of an element, and return those by which arcs differ."""
        found = shape(kind, tag, *given)
        problems = found.problems
        for name in found.formed:
            if (problem := value_problem(name, given[name])) is not None:
                problems += (problem,)
        if given.get(xlink.TYPE, kind) != kind:
            problems += (f"has the type {given[xlink.TYPE]!r}, not {kind}",)
        for problem in problems:
            fault = INVALID_ARC if kind == "arc" else INVALID_LINK
            self._report(fault, f"The element {_short(tag)} {problem}.", element)
        return found.extras

    def _role_reference(self, element: etree._Element, given: Attributes) -> None:
        place = self._place(element, given.get(xlink.HREF, ""))
        tag = cast(str, element.tag)
        uri = given.get("roleURI" if tag == xlink.ROLE_REF else "arcroleURI", "").strip()
        self._linkbase.role_references.append(RoleReference(tag, uri, place))
        self._refer(place)

    def _place(self, element: etree._Element, reference: str) -> Place:
        place = self._base.place(element, reference)
        if "(" in place.fragment and not is_legal(place.fragment):
            pointer = place.fragment[:80]
            message = f"The pointer “{pointer}” is neither an id nor of the form element(/1/2)."
            self._report(INVALID_POINTER, message, element)
        return place

    def _refer(self, place: Place) -> None:
        self._linkbase.references.setdefault(place.address, place)

    def _link(self, element: etree._Element, link: ExtendedLink, language: str | None) -> None:
        allowed = (ARCS[link.tag], RESOURCES.get(link.tag)) if link.is_standard else None
        joined: set[tuple[str, str]] = set()
        for position, child in enumerate(element, 1):
            tag: str = child.tag  # type: ignore[assignment] # comments are left out
            given = _attributes(child)
            kind = given.get(xlink.TYPE)
            if allowed is not None:
                kind = _KINDS.get(tag) if tag == LOCATOR or tag in allowed else None
                if kind is None and tag != DOCUMENTATION and given.get(xlink.TYPE) != "title":
                    message = f"A {_short(link.tag)} has no place for {_short(tag)}."
                    self._report(INVALID_LINK, message, child)
            if kind == "arc":
                self._arc(child, tag, given, link, joined)
            elif kind == "locator":
                self._locator(child, tag, given, link)
            elif kind == "resource":
                self._resource(child, tag, given, link, position, language)
        for label in bad_labels(link.locators.keys() | link.resources.keys()):
            message = f"The label {label[:60]!r} is no name without a colon."
            self._report(INVALID_LINK, message, element)

    def _locator(
        self, element: etree._Element, tag: str, given: Attributes, link: ExtendedLink
    ) -> None:
        self._check(element, tag, "locator", given)
        place = self._place(element, given.get(xlink.HREF, ""))
        link.locators[given.get(xlink.LABEL, "")].append(place)
        if tag == LOCATOR:  # no other element leads to documents (section 3.2)
            self._refer(place)

    def _resource(
        self,
        element: etree._Element,
        tag: str,
        given: Attributes,
        link: ExtendedLink,
        position: int,
        language: str | None,
    ) -> None:
        self._check(element, tag, "resource", given)
        spoken = given.get(LANGUAGE, language)
        if tag == LABEL and spoken is None:
            self._report(INVALID_LINK, "A label has no language.", element)
        inner = len(element)
        is_read = not inner or tag.endswith(_TEXTS)
        resource = Resource(
            tag,
            given.get(xlink.ROLE, ""),
            spoken or "",
            "".join(element.itertext()) if inner and is_read else element.text or "",
            _parts(element) if inner and is_read else (),
            position,
            element.sourceline,
        )
        link.resources[given.get(xlink.LABEL, "")].append(resource)
        if (id := given.get("id")) is not None:
            self._linkbase.anchors[id] = resource

    def _arc(
        self,
        element: etree._Element,
        tag: str,
        given: Attributes,
        link: ExtendedLink,
        joined: set[tuple[str, str]],
    ) -> None:
        extras = self._check(element, tag, "arc", given)
        for name in ("order", "weight"):
            if name in given and not is_number(given[name]):
                said = given[name][:20]
                self._report(INVALID_ARC, f"The {name} {said!r} of an arc is no number.", element)
                return
        try:
            ends = given[xlink.FROM], given[xlink.TO]
            arc = Arc(
                tag,
                given[xlink.ARCROLE],
                *ends,
                given.get("use", "optional").strip() == "prohibited",
                _priority(given["priority"]) if "priority" in given else 0,
                given,
                extras,
                element.sourceline,
            )
        except (KeyError, ValueError):
            return  # it is said of its shape or of its priority
        if ends in joined:
            message = f"Several arcs of a link join {ends[0]!r} to {ends[1]!r}."
            self._report(DUPLICATE_ARC, message, element)
        joined.add(ends)
        link.arcs.append(arc)


_KINDS: Final = {
    LOCATOR: "locator",
    **dict.fromkeys(ARCS.values(), "arc"),
    **dict.fromkeys(RESOURCES.values(), "resource"),
}
_TEXTS: Final = ("}label", "}reference", "}footnote")


def _attributes(element: etree._Element) -> Attributes:
    return dict(element.items())


def _short(tag: str) -> str:
    return f"<{tag.rpartition('}')[2]}>"


@lru_cache(maxsize=1024)
def _name(tag: str) -> QName:
    return QName.from_clark(tag)


def _parts(element: etree._Element) -> tuple[tuple[QName, str], ...]:
    return tuple(
        (_name(cast(str, part.tag)), "".join(part.itertext()) if len(part) else part.text or "")
        for part in element
    )


@lru_cache(maxsize=256)
def _priority(text: str) -> int:
    if len(text) > _MAX_PRIORITY:
        raise ValueError(text)
    return int(text)


_MAX_PRIORITY: Final = 18  # characters


def _language(element: etree._Element) -> str | None:
    for holder in (element, *element.iterancestors()):
        language = holder.get(LANGUAGE)
        if language is not None:
            return language
    return None
