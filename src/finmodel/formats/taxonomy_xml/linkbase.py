"""Linkbases: extended links with their locators, resources and arcs (XBRL 2.1, section 3.5)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from typing import cast

from attrs import field, frozen
from lxml import etree

from finmodel.diagnostic import Diagnostic, Fault
from finmodel.formats.document import Document
from finmodel.formats.taxonomy_xml import vocabulary as xml
from finmodel.formats.taxonomy_xml.fault import INVALID_ARC
from finmodel.formats.taxonomy_xml.place import Base, Place
from finmodel.formats.taxonomy_xml.pointer import Path
from finmodel.formats.xml import xlink
from finmodel.formats.xml.namespace import LANGUAGE, XLINK
from finmodel.qname import QName


@frozen(eq=False)
class Resource:
    """A text or a reference in a linkbase; one is itself and no other, whatever it says."""

    role: str
    language: str
    text: str
    parts: tuple[tuple[QName, str], ...]


@frozen
class Arc:
    """An arc as written; `attributes` are those without a fixed meaning for arcs as such."""

    name: QName
    arcrole: str
    origin: str
    destination: str
    prohibits: bool
    priority: int
    attributes: dict[str, str]
    line: int | None


@frozen
class ExtendedLink:
    """A link: what its labels stand for, and arcs between labels."""

    document: Document
    name: QName
    role: str
    locators: defaultdict[str, list[Place]] = field(factory=lambda: defaultdict(list))
    resources: defaultdict[str, list[Resource]] = field(factory=lambda: defaultdict(list))
    arcs: list[Arc] = field(factory=list)


@frozen
class Linkbase:
    """What one linkbase says.

    `references` has the first reference to each document; `anchors` and `positions` are the
    resources that references can lead to.
    """

    document: Document
    links: list[ExtendedLink] = field(factory=list)
    references: dict[str, Place] = field(factory=dict)
    anchors: dict[str, Resource] = field(factory=dict)
    positions: dict[Path, Resource] = field(factory=dict)
    diagnostics: list[Diagnostic] = field(factory=list)


def read_linkbases(root: etree._Element, document: Document) -> Iterator[Linkbase]:
    """Yield the linkbases of a document: the whole of it, or those inside it."""
    base = Base(root, document)
    for element in root.iter(xml.LINKBASE):
        yield _Reader(Linkbase(document), base).read(element, _path(element))


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
        for position, child in enumerate(root, 1):
            if child.tag in (xlink.ROLE_REF, xlink.ARCROLE_REF):
                if href := child.get(xlink.HREF):
                    self._refer(self._base.place(child, href))
            elif child.get(xlink.TYPE) == "extended":
                self._link(child, (*path, position))
        return self._linkbase

    def _report(self, fault: Fault, message: str, element: etree._Element) -> None:
        source = self._linkbase.document.source(element.sourceline)
        self._linkbase.diagnostics.append(fault(message, source))

    def _refer(self, place: Place) -> None:
        self._linkbase.references.setdefault(place.address, place)

    def _link(self, element: etree._Element, path: Path) -> None:
        name = _name(str(element.tag))
        link = ExtendedLink(self._linkbase.document, name, element.get(xlink.ROLE, ""))
        self._linkbase.links.append(link)
        for position, child in enumerate(element, 1):
            match child.get(xlink.TYPE):
                case "arc":
                    self._arc(child, link)
                case "locator":
                    place = self._base.place(child, child.get(xlink.HREF, ""))
                    link.locators[child.get(xlink.LABEL, "")].append(place)
                    self._refer(place)
                case "resource":
                    self._resource(child, link, (*path, position))

    def _resource(self, element: etree._Element, link: ExtendedLink, path: Path) -> None:
        resource = Resource(
            element.get(xlink.ROLE, ""),
            _language(element),
            "".join(element.itertext()),
            _parts(element) if len(element) else (),
        )
        link.resources[element.get(xlink.LABEL, "")].append(resource)
        self._linkbase.positions[path] = resource
        if (id := element.get("id")) is not None:
            self._linkbase.anchors[id] = resource

    def _arc(self, element: etree._Element, link: ExtendedLink) -> None:
        given = cast(dict[str, str], dict(element.attrib))
        priority = given.pop("priority", "0").strip()
        try:
            arc = Arc(
                _name(str(element.tag)),
                given.pop(xlink.ARCROLE),
                given.pop(xlink.FROM),
                given.pop(xlink.TO),
                given.pop("use", "optional").strip() == "prohibited",
                _priority(priority),
                {key: value for key, value in given.items() if not key.startswith(_XLINK)},
                element.sourceline,
            )
        except KeyError as error:
            name = etree.QName(error.args[0]).localname
            self._report(INVALID_ARC, f"An arc has no attribute {name}.", element)
        except ValueError:
            self._report(INVALID_ARC, f"The priority {priority[:20]!r} is no integer.", element)
        else:
            link.arcs.append(arc)


_XLINK = f"{{{XLINK}}}"


@lru_cache(maxsize=1024)
def _name(tag: str) -> QName:
    return QName.from_clark(tag)


def _parts(element: etree._Element) -> tuple[tuple[QName, str], ...]:
    return tuple((_name(str(part.tag)), "".join(part.itertext())) for part in element)


def _priority(text: str) -> int:
    if len(text) > _MAX_PRIORITY:
        raise ValueError(text)
    return int(text)


_MAX_PRIORITY = 18  # characters


def _language(element: etree._Element) -> str:
    for holder in (element, *element.iterancestors()):
        language = holder.get(LANGUAGE)
        if language is not None:
            return language
    return ""
