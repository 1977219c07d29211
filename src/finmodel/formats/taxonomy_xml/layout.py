"""How the documents of a written taxonomy are called, and how they refer to each other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Final
from urllib.parse import quote

from finmodel.formats.derivation import Derivation, derivations
from finmodel.formats.taxonomy_xml.standard import schema_address
from finmodel.formats.taxonomy_xml.vocabulary import FINMODEL
from finmodel.formats.xml.namespace import LINK, XLINK
from finmodel.qname import XBRLI, XS, Namespaces, QName
from finmodel.taxonomy.concept import XBRLDT
from finmodel.taxonomy.taxonomy import Taxonomy

PREFIXES: Final = {
    "xs": XS,
    "xbrli": XBRLI,
    "link": LINK,
    "xlink": XLINK,
    "xbrldt": XBRLDT,
    "finmodel": FINMODEL,
}
"""The prefixes that every written schema binds."""

_UNSAFE: Final = re.compile(r"[^\w.-]+")


class Layout:
    """The files of a taxonomy below a folder, and the identifiers in its schemas.

    There is a schema for each namespace; the main one has the roles and leads to all the rest.
    """

    def __init__(self, taxonomy: Taxonomy, folder: Path, stem: str) -> None:
        self.taxonomy = taxonomy
        self._folder = folder
        self._stem = stem
        self.prefixes = Namespaces(PREFIXES)
        for prefix, namespace in taxonomy.namespaces.items():
            if prefix and prefix not in self.prefixes and namespace not in self.prefixes.values():
                self.prefixes[prefix] = namespace
        names = (*taxonomy.concepts, *taxonomy.typed_domains)
        self.main = taxonomy.namespace or next((name.namespace for name in names), "")
        self._ids: dict[QName, str] = {}
        self._taken: set[tuple[str, str]] = set()
        for name in names:
            self._ids[name] = self._new_id(name)

    def schema(self, namespace: str) -> Path:
        """Return the file of the schema for a namespace."""
        if namespace == self.main:
            return self.file(".xsd")
        return self.file(f"-{_UNSAFE.sub('-', self.prefixes.prefix(namespace))}.xsd")

    def file(self, ending: str) -> Path:
        """Return the file whose name ends so."""
        return self._folder / f"{self._stem}{ending}"

    def location(self, namespace: str) -> str | None:
        """Return where the schema of a namespace is, seen from any written document."""
        if namespace in self.own_namespaces:
            return quote(self.schema(namespace).name)
        return schema_address(namespace)

    @cached_property
    def types(self) -> Mapping[QName, Derivation]:
        """The definitions of the data types that no standard defines."""
        used = [concept.data_type for concept in self.taxonomy.concepts.values()]
        used += self.taxonomy.typed_domains.values()
        return {derivation.name: derivation for derivation in derivations(used)}

    @cached_property
    def parts(self) -> Mapping[QName, None]:
        """The parts of references that no standard declares."""
        used = {name for reference in self.taxonomy.references for name, _ in reference.parts}
        return dict.fromkeys(
            name
            for name in sorted(used)
            if schema_address(name.namespace) is None and name not in self._ids
        )

    @cached_property
    def own_namespaces(self) -> Mapping[str, None]:
        """The namespaces that the written schemas define, the main one first."""
        names = (*self._ids, *self.types, *self.parts)
        return dict.fromkeys((self.main, *(name.namespace for name in names)))

    def has(self, name: QName) -> bool:
        """Tell whether a concept or typed domain is declared in a written schema."""
        return name in self._ids

    def id(self, name: QName) -> str:
        """Return the identifier of a concept or typed domain within its schema."""
        return self._ids[name]

    def href(self, name: QName) -> str:
        """Return how a document refers to a concept or typed domain."""
        return f"{self.location(name.namespace)}#{self.id(name)}"

    def free_id(self, wanted: str) -> str:
        """Return an identifier that nothing in the main schema has yet."""
        return self._claim(self.main, wanted)

    def _new_id(self, name: QName) -> str:
        concept = self.taxonomy.concepts.get(name)
        given = concept.id if concept else None
        return self._claim(
            name.namespace, given or f"{self.prefixes.prefix(name.namespace)}_{name.local_name}"
        )

    def _claim(self, namespace: str, wanted: str) -> str:
        for candidate in _numbered(wanted):
            if (namespace, candidate) not in self._taken:
                self._taken.add((namespace, candidate))
                return candidate
        raise AssertionError("numbers do not run out")


def _numbered(wanted: str) -> Iterator[str]:
    yield wanted
    number = 2
    while True:
        yield f"{wanted}_{number}"
        number += 1
