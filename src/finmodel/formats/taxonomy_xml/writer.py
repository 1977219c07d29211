"""Taxonomies written as schemas and linkbases."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Final
from urllib.parse import quote

from attrs import evolve
from lxml import etree

from finmodel.diagnostic import Diagnostic
from finmodel.formats.output import UnwritableError, replacing
from finmodel.formats.taxonomy_xml.layout import Layout
from finmodel.formats.taxonomy_xml.linkbase_writer import LinkbaseWriter
from finmodel.formats.taxonomy_xml.schema_writer import SchemaWriter
from finmodel.formats.taxonomy_xml.standard import ARCROLES, is_built_in
from finmodel.formats.xbrl_xml.fault import UNWRITABLE_CHARACTER, UNWRITABLE_NAME
from finmodel.formats.xml.namespace import LINK
from finmodel.formats.xml.text import IllegalCharacterError, escaped
from finmodel.qname import NCNAME, QName, is_ncname
from finmodel.taxonomy.label import Label
from finmodel.taxonomy.network import (
    PARENT_CHILD,
    SUMMATION_ITEM,
    SUMMATION_ITEM_11,
    Arcrole,
    Network,
    Role,
)
from finmodel.taxonomy.taxonomy import Taxonomy

_PRESENTATION: Final = "presentation"
_CALCULATION: Final = "calculation"
_DEFINITION: Final = "definition"
_LINKS: Final = {
    PARENT_CHILD: _PRESENTATION,
    SUMMATION_ITEM: _CALCULATION,
    SUMMATION_ITEM_11: _CALCULATION,
}


def write_taxonomy(taxonomy: Taxonomy, folder: Path, stem: str) -> list[Path]:
    """Write a taxonomy into a folder and return its files, the entry point `stem.xsd` first.

    There are a schema for each namespace, `stem-label-LANGUAGE.xml` for each language,
    `stem-reference.xml`, `stem-presentation.xml`, `stem-calculation.xml` and
    `stem-definition.xml`, as far as there is something in them. Formulas are in the `appinfo` of
    the concepts, in finmodel's namespace. The same taxonomy gives the same bytes. Raises `OSError`,
    and `UnwritableError` for names and characters that XML does not allow.
    """
    _check_names(taxonomy)
    try:
        documents = dict(_Writer(Layout(taxonomy, folder, stem)).documents())
    except ValueError as error:
        raise UnwritableError(_illegal(taxonomy, error)) from None
    with ExitStack() as all_or_nothing:
        for path, data in documents.items():
            all_or_nothing.enter_context(replacing(path)).write(data)
    return list(documents)


class _Writer:
    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._taxonomy = layout.taxonomy
        self._roles = [evolve(role, id=self._id(role)) for role in self._all_roles()]
        self._arcroles = [evolve(arcrole, id=self._id(arcrole)) for arcrole in self._all_arcroles()]
        ids = {role.uri: role.id for role in self._roles}
        ids |= {arcrole.uri: arcrole.id for arcrole in self._arcroles}
        schema = quote(layout.schema(layout.main).name)
        self._linkbase = LinkbaseWriter(layout, {uri: f"{schema}#{id}" for uri, id in ids.items()})

    def documents(self) -> Iterator[tuple[Path, bytes]]:
        """Yield every file with its content."""
        linkbases = {path: _bytes(root) for path, root in self._linkbases()}
        hrefs = [quote(path.name) for path in linkbases]
        for namespace in self._layout.own_namespaces:
            writer = SchemaWriter(self._layout, namespace)
            if namespace == self._layout.main:
                tree = writer.tree(hrefs, self._roles, self._arcroles)
            else:
                tree = writer.tree((), (), ())
            yield self._layout.schema(namespace), _bytes(tree)
        yield from linkbases.items()

    def _linkbases(self) -> Iterator[tuple[Path, etree._Element]]:
        for link, networks in self._networks().items():
            arc = QName(LINK, f"{link}Arc")
            tree = self._linkbase.networks(networks, QName(LINK, f"{link}Link"), arc)
            yield self._layout.file(f"-{link}.xml"), tree
        for language, labels in self._labels().items():
            yield self._layout.file(f"-label-{language}.xml"), self._linkbase.labels(labels)
        references = [r for r in self._taxonomy.references if self._layout.has(r.concept)]
        if references:
            yield self._layout.file("-reference.xml"), self._linkbase.references(references)

    def _networks(self) -> Mapping[str, list[Network]]:
        found: dict[str, list[Network]] = {}
        for name in (_PRESENTATION, _CALCULATION, _DEFINITION):
            networks = [n for n in self._taxonomy.networks.values() if self._link(n) == name]
            if networks:
                found[name] = networks
        return found

    def _link(self, network: Network) -> str:
        """Return the sort of link that a network is written in."""
        if network.arcrole in _LINKS:
            return _LINKS[network.arcrole]
        declared = self._taxonomy.arcroles.get(network.arcrole)
        arcs = {name.local_name for name in declared.used_on} if declared else set()
        for name in (_DEFINITION, _PRESENTATION, _CALCULATION):
            if f"{name}Arc" in arcs:
                return name
        return _DEFINITION

    def _labels(self) -> Mapping[str, list[Label]]:
        found: defaultdict[str, list[Label]] = defaultdict(list)
        for label in self._taxonomy.labels:
            if self._layout.has(label.concept):
                found[re.sub(r"[^a-z0-9-]", "-", label.language.lower()) or "none"].append(label)
        return dict(sorted(found.items()))

    def _all_roles(self) -> Iterator[Role]:
        """Yield the roles of the taxonomy, and those that it uses without declaring them."""
        yield from self._taxonomy.roles.values()
        used: defaultdict[str, dict[QName, None]] = defaultdict(dict)
        for network in self._taxonomy.networks.values():
            link = self._link(network)
            used[network.role][QName(LINK, f"{link}Link")] = None
            for relationship in network.relationships:
                if relationship.preferred_label:
                    used[relationship.preferred_label][QName(LINK, "label")] = None
                if relationship.target_role:
                    used[relationship.target_role][QName(LINK, f"{link}Link")] = None
        for label in self._taxonomy.labels:
            used[label.role][QName(LINK, "label")] = None
        for reference in self._taxonomy.references:
            used[reference.role][QName(LINK, "reference")] = None
        for uri, used_on in used.items():
            if uri not in self._taxonomy.roles and not is_built_in(uri):
                yield Role(uri, "", tuple(used_on))

    def _all_arcroles(self) -> Iterator[Arcrole]:
        """Yield the arcroles of the taxonomy, and those that it uses without declaring them."""
        declared = self._taxonomy.arcroles
        yield from (arcrole for arcrole in declared.values() if arcrole.uri not in ARCROLES)
        used = {network.arcrole: network for network in self._taxonomy.networks.values()}
        for uri, network in used.items():
            if uri not in declared and uri not in ARCROLES and not is_built_in(uri):
                yield Arcrole(uri, used_on=(QName(LINK, f"{self._link(network)}Arc"),))

    def _id(self, role: Role | Arcrole) -> str:
        """Return an identifier for a declaration: its own, or one made of the URI's last part."""
        last = NCNAME.search(re.split(r"[/#:]", role.uri.rstrip("/"))[-1])
        return self._layout.free_id(role.id or (last[0] if last else "role"))


def _check_names(taxonomy: Taxonomy) -> None:
    for name in (*taxonomy.concepts, *taxonomy.typed_domains):
        if not is_ncname(name.local_name):
            message = f"“{name.local_name[:60]}” is no name in XML."
            raise UnwritableError(UNWRITABLE_NAME(message))


def _illegal(taxonomy: Taxonomy, error: ValueError) -> Diagnostic:
    """Say which text has a character that XML does not allow; lxml only says that one has."""
    texts = [(label.concept, label.text) for label in taxonomy.labels]
    texts += [(r.concept, text) for r in taxonomy.references for _, text in r.parts]
    texts += [(concept.name, concept.formula or "") for concept in taxonomy.concepts.values()]
    for concept, text in texts:
        try:
            escaped(text)
        except IllegalCharacterError as illegal:
            message = f"In a text about {concept.local_name}, {illegal}."
            return UNWRITABLE_CHARACTER(message)
    return UNWRITABLE_CHARACTER(f"The taxonomy has a text that XML does not allow: {error}.")


def _bytes(root: etree._Element) -> bytes:
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True)
