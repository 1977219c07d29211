"""Catalogs of packages: which addresses are which files (OASIS XML Catalogs, `rewriteURI`)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from attrs import field, frozen

from finmodel.diagnostic import Diagnostic
from finmodel.formats.document import Document, absolute_address
from finmodel.formats.store.fault import INVALID_CATALOG, REPEATED_START
from finmodel.formats.store.form import checked

_SCHEMA: Final = "www.xbrl.org/2016/taxonomy-package-catalog.xsd"
_REWRITE: Final = "{urn:oasis:names:tc:entity:xmlns:xml:catalog}rewriteURI"


@frozen
class Catalog:
    """What addresses become: those that begin with one text begin with another instead."""

    targets: Mapping[str, str] = field(factory=dict)
    _lengths: tuple[int, ...] = field(init=False)

    @_lengths.default
    def _longest_first(self) -> tuple[int, ...]:
        return tuple(sorted({len(start) for start in self.targets}, reverse=True))

    def __call__(self, address: str) -> str | None:
        """Return what an address becomes by the longest start that it has, if by any."""
        for length in self._lengths:
            target = self.targets.get(address[:length])
            if target is not None:
                return target + address[length:]
        return None


def read_catalog(document: Document, diagnostics: list[Diagnostic]) -> Catalog:
    """Return what a catalog says; targets are absolute, as `xml:base` has it."""
    root = checked(document, _SCHEMA, INVALID_CATALOG, diagnostics)
    targets: dict[str, str] = {}
    for element in root.iter(_REWRITE) if root is not None else ():
        start, target = element.get("uriStartString"), element.get("rewritePrefix")
        if not start or target is None:
            continue  # which the schema has said
        if start in targets:
            source = document.source(element.sourceline)
            diagnostics.append(REPEATED_START(f"{start} is rewritten twice.", source))
            continue
        targets[start] = absolute_address(element.base or document.address, target)
    return Catalog(targets)
