"""References from one document to a place in another, relative to where they stand."""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit

from attrs import frozen
from lxml import etree

from finmodel.formats.document import Document, absolute_address, is_address
from finmodel.source import Source


@frozen
class Place:
    """An absolute address and a fragment of the document there, with where it was written.

    `namespace` is what a schema there takes on if it has none of its own, because it is included.
    """

    address: str
    fragment: str
    origin: Document
    line: int | None
    namespace: str = ""

    @property
    def source(self) -> Source:
        """Where it was written."""
        return self.origin.source(self.line)

    def __str__(self) -> str:
        return f"{self.address}#{self.fragment}" if self.fragment else self.address


class Base:
    """What relative references in a document are resolved against: its address, or `xml:base`."""

    def __init__(self, root: etree._Element, document: Document) -> None:
        self._document = document
        self._resolved: dict[tuple[str, str], str] = {}
        self._is_rebased = bool(root.xpath("boolean(descendant-or-self::*/@xml:base)"))
        if self._is_rebased:
            root.getroottree().docinfo.URL = document.address

    def place(self, element: etree._Element, reference: str, namespace: str = "") -> Place:
        """Return the place that a reference in an element means."""
        relative, _, fragment = reference.strip().partition("#")
        base = element.base if self._is_rebased else None
        key = (base or self._document.address, relative)
        address = self._resolved.get(key)
        if address is None:
            # a reference to the document itself is not one to what `xml:base` says
            address = _absolute(*key) if relative else self._document.address
            self._resolved[key] = address
        return Place(address, fragment, self._document, element.sourceline, namespace)


def _absolute(base: str, reference: str) -> str:
    """Return what a reference means, without steps back in its path."""
    address = absolute_address(base, reference)
    if not is_address(address):
        return address
    path = urlsplit(address).path
    # the address of a document tells whether it was read before, so it is written in one way
    return urljoin(address, path) if "/." in path else address
