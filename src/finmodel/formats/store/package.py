"""Taxonomy Packages 1.0: documents by address, and the entry points that publishers recommend."""

from __future__ import annotations

from pathlib import Path
from typing import Final
from urllib.parse import unquote

from attrs import field, frozen

from finmodel.diagnostic import Diagnostic, Fault, UnreadableError
from finmodel.formats.document import Document
from finmodel.formats.store.catalog import Catalog, read_catalog
from finmodel.formats.store.fault import (
    ARCHIVE_LIMIT,
    INVALID_STRUCTURE,
    NO_METADATA,
    NO_METADATA_FOLDER,
    NOT_A_STORE,
)
from finmodel.formats.store.folder import Container, Folder, container
from finmodel.formats.store.metadata import Metadata, read_metadata
from finmodel.formats.store.stamp import Stamp
from finmodel.source import Source

META: Final = "META-INF"
MAX_METADATA: Final = 1 << 24
"""The size in bytes of the largest file in `META-INF` that is read."""
_META_FOLDER: Final = f"{META}/"
_METADATA: Final = f"{META}/taxonomyPackage.xml"
_CATALOG: Final = f"{META}/catalog.xml"
_REPORT_PACKAGE: Final = "reportPackage.json"


@frozen
class Package:
    """A taxonomy package, which knows the documents that it has by their addresses.

    `diagnostics` say in what it is not as the specification wants it; what it has is found all
    the same.
    """

    container: Container
    metadata: Metadata = field(factory=Metadata)
    catalog: Catalog = field(factory=Catalog)
    diagnostics: tuple[Diagnostic, ...] = ()

    @classmethod
    def at(cls, path: Path) -> Package:
        """Read the package at a path, a zip file or a folder; raises `UnreadableError`."""
        return package_in(container(path))

    def __call__(self, address: str) -> Document | None:
        """Return the document of an address, as the catalog and the package's folders have it."""
        name = self._name(address)
        data = None if name is None else self.container.read(name)
        return None if data is None else Document(address, address, data)

    def stamp(self, address: str) -> Stamp | None:
        """Return what tells whether the document of an address is the same, if there is one."""
        name = self._name(address)
        return None if name is None else self.container.stamp(name)

    def _name(self, address: str) -> str | None:
        """Return the file that an address means; `None` where it is outside of the package."""
        plain = address.partition("#")[0].partition("?")[0]
        location = self.catalog(plain) or plain
        base = self.container.address
        if not location.startswith(base):
            return None
        name = unquote(location.removeprefix(base))
        steps = name.split("/")
        is_inside = all(step not in ("", ".", "..") for step in steps)
        return name if is_inside and "\0" not in name and "\\" not in name else None


def package_in(place: Container) -> Package:
    """Read the package in a folder or archive; raises `UnreadableError` where there is none."""
    diagnostics: list[Diagnostic] = []
    root = _root(place, diagnostics)
    metadata, catalog = _document(place, root + _METADATA), _document(place, root + _CATALOG)
    if metadata is None:
        if _REPORT_PACKAGE in place.entries(root + META):
            what = "is a report package, which has no taxonomy in it"
            raise UnreadableError(*diagnostics, _said(place, NOT_A_STORE, what))
        said = _said(place, NO_METADATA, f"has no {_METADATA}")
        if catalog is None:
            raise UnreadableError(*diagnostics, said)
        diagnostics.append(said)
    return Package(
        place,
        Metadata() if metadata is None else read_metadata(metadata, diagnostics),
        Catalog() if catalog is None else read_catalog(catalog, diagnostics),
        tuple(diagnostics),
    )


def _document(place: Container, name: str) -> Document | None:
    data = place.read(name)
    if data is not None and len(data) > MAX_METADATA:
        said = _said(place, ARCHIVE_LIMIT, f"has {name} of over {MAX_METADATA:,} bytes")
        raise UnreadableError(said)
    return None if data is None else Document(f"{place.path}/{name}", place.address + name, data)


def _root(place: Container, diagnostics: list[Diagnostic]) -> str:
    """Return the top folder of a package, which has the one of the metadata in it."""
    top = place.entries()
    if _META_FOLDER in top:
        if not isinstance(place, Folder):
            diagnostics.append(_said(place, INVALID_STRUCTURE, f"has {META} at its top"))
        return ""
    at_top = [name for name in top if name.endswith("/")]
    folders = [name for name in at_top if _META_FOLDER in place.entries(name.rstrip("/"))]
    if not folders:
        fault = NO_METADATA_FOLDER if len(at_top) == 1 else NOT_A_STORE
        raise UnreadableError(_said(place, fault, f"has no folder {META}"))
    if len(top) > 1:
        others = ", ".join(name for name in top if name != folders[0])[:200]
        diagnostics.append(_said(place, INVALID_STRUCTURE, f"has more at its top: {others}"))
    if len(folders) > 1:
        raise UnreadableError(*diagnostics)
    return folders[0]


def _said(place: Container, fault: Fault, what: str) -> Diagnostic:
    return fault(f"{place.path} {what}.", Source(str(place.path)))
