"""Taxonomies in numbers, and what packages and the library have."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from finmodel.formats.store.library import Holding
from finmodel.formats.store.metadata import EntryPoint, Metadata
from finmodel.render.network import short_uri
from finmodel.render.summary import counted
from finmodel.render.terminal import visible
from finmodel.taxonomy.concept import Kind
from finmodel.taxonomy.taxonomy import Taxonomy

_INDENT = "  "


def taxonomy_lines(taxonomy: Taxonomy) -> Iterator[str]:
    """Yield what a taxonomy consists of, counted, safe to be shown."""
    for address in taxonomy.entry_points:
        yield visible(address)
    concepts = taxonomy.concepts.values()
    kinds = Counter(concept.kind for concept in concepts)
    yield f"{len(taxonomy.concepts):>9,} concepts"
    abstract = sum(concept.abstract for concept in concepts if concept.kind is Kind.ITEM)
    yield f"{kinds[Kind.ITEM] - abstract:>13,} line items"
    yield f"{abstract:>13,} abstract"
    for kind in (Kind.TUPLE, Kind.HYPERCUBE, Kind.DIMENSION):
        if kinds[kind]:
            yield f"{kinds[kind]:>13,} {kind.value}s"
    yield f"{len(taxonomy.roles):>9,} roles"
    yield f"{len(taxonomy.networks):>9,} networks"
    yield from _network_lines(taxonomy)
    yield f"{len(taxonomy.labels):>9,} labels"
    languages = Counter(label.language or "no language" for label in taxonomy.labels)
    for language, count in sorted(languages.items()):
        yield visible(f"{count:>13,} {language}")
    yield f"{len(taxonomy.references):>9,} references"


def _network_lines(taxonomy: Taxonomy) -> Iterator[str]:
    networks: Counter[str] = Counter()
    relationships: Counter[str] = Counter()
    for network in taxonomy.networks.values():
        networks[network.arcrole] += 1
        relationships[network.arcrole] += len(network.relationships)
    for arcrole, count in sorted(networks.items()):
        text = f"{count:>13,} {short_uri(arcrole)}, {relationships[arcrole]:,} relationships"
        yield visible(text)


def library_lines(holdings: Iterable[Holding]) -> Iterator[str]:
    """Yield a line for each part of a library, safe to be shown."""
    listed = list(holdings)
    width = max((len(holding.name) for holding in listed), default=0)
    for holding in listed:
        kind = "package" if holding.is_package else "mirror"
        about = holding.title
        if holding.version:
            about = f"{about} {holding.version}"
        if holding.entry_points:
            about = f"{about} · {counted(len(holding.entry_points), 'entry point')}"
        yield visible(f"{holding.name:<{width}}  {kind:<7}  {about}".rstrip())


def metadata_lines(metadata: Metadata, language: str = "en") -> Iterator[str]:
    """Yield what a package says of itself, safe to be shown."""
    yield from _named(
        {
            "name": metadata.name(language),
            "identifier": metadata.identifier,
            "version": metadata.version,
            "published": metadata.publication_date,
            "publisher": metadata.publisher(language),
            "licence": metadata.license,
        }
    )
    yield from entry_point_lines(metadata.entry_points, language)


def holding_lines(holding: Holding, language: str = "en") -> Iterator[str]:
    """Yield what is known of a part of the library, safe to be shown."""
    kind = "package" if holding.is_package else "mirror"
    yield from _named(
        {
            holding.name: kind,
            "name": holding.title,
            "version": holding.version,
            "publisher": holding.publisher,
            "file": str(holding.path),
        }
    )
    yield from entry_point_lines(holding.entry_points, language)


def entry_point_lines(entry_points: Sequence[EntryPoint], language: str) -> Iterator[str]:
    """Yield the names and addresses of entry points, safe to be shown."""
    for entry in entry_points:
        yield ""
        yield visible(entry.name(language) or "entry point")
        for address in entry.addresses:
            yield visible(f"{_INDENT}{address}")


def _named(values: Mapping[str, str]) -> Iterator[str]:
    for name, value in values.items():
        if value:
            yield visible(f"{name:<11} {value}")
