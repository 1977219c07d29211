"""Taxonomies written as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from attrs import frozen

from finmodel.formats.derivation import derivations
from finmodel.formats.output import write_whole
from finmodel.formats.taxonomy_json.document import DOCUMENT_TYPE, ORDER, SECTIONS
from finmodel.formats.taxonomy_json.form import RELATIONSHIP
from finmodel.qname import Namespaces, QName
from finmodel.taxonomy.concept import Concept, Kind
from finmodel.taxonomy.datatype import DOMAIN_ITEM, DataType
from finmodel.taxonomy.taxonomy import Taxonomy


def write_taxonomy(taxonomy: Taxonomy, target: Path) -> None:
    """Write a taxonomy, whole or not at all; the same one gives the same bytes. Raises `OSError`.

    Every object has a line of its own and only what is not as it is by default.
    """
    write_whole(target, [taxonomy_json(taxonomy)])


def taxonomy_json(taxonomy: Taxonomy) -> bytes:
    """Return a taxonomy as JSON, in UTF-8."""
    namespaces = Namespaces({p: uri for p, uri in taxonomy.namespaces.items() if p})
    sections: dict[str, str] = {"networks": _array(_networks(taxonomy, namespaces))}
    for section, objects in _objects(taxonomy).items():
        form = SECTIONS[section]
        sections[section] = _array(_text(form.encode(item, namespaces)) for item in objects)
    sections["documentInfo"] = _info(taxonomy, namespaces)
    written = (f"  {_text(key)}: {sections[key]}" for key in ORDER if sections.get(key))
    text = "{\n" + ",\n".join(written) + "\n}\n"
    # a lone surrogate, which UTF-8 cannot carry, comes out as JSON's own escape of it
    return text.encode("utf-8", "backslashreplace")


@frozen
class _TypedDomain:
    name: QName
    data_type: DataType


def _objects(taxonomy: Taxonomy) -> Mapping[str, Iterable[object]]:
    concepts = taxonomy.concepts.values()
    used = [concept.data_type for concept in concepts]
    found: dict[str, list[object]] = {
        "dataTypes": [*derivations([*used, *taxonomy.typed_domains.values()])],
        "typedDomains": [_TypedDomain(*pair) for pair in taxonomy.typed_domains.items()],
        "roles": [*taxonomy.roles.values()],
        "relationshipTypes": [*taxonomy.arcroles.values()],
        "labels": [*taxonomy.labels],
        "references": [*taxonomy.references],
    }
    for concept in concepts:
        found.setdefault(_section(concept), []).append(concept)
    return found


def _section(concept: Concept) -> str:
    if concept.kind is Kind.DIMENSION:
        return "dimensions"
    if concept.kind is Kind.HYPERCUBE:
        return "cubes"
    if concept.kind is Kind.TUPLE or not concept.abstract:
        return "concepts"
    return "members" if concept.data_type.derives_from(DOMAIN_ITEM) else "headings"


def _networks(taxonomy: Taxonomy, namespaces: Namespaces) -> Iterator[str]:
    for network in taxonomy.networks.values():
        relationships = _array(
            (_text(RELATIONSHIP.encode(r, namespaces)) for r in network.relationships), depth=2
        )
        head = f'"relationshipType": {_text(network.arcrole)}, "role": {_text(network.role)}'
        yield f'{{{head}, "relationships": {relationships or "[]"}}}'


def _info(taxonomy: Taxonomy, namespaces: Namespaces) -> str:
    info: dict[str, Any] = {"documentType": DOCUMENT_TYPE}
    if taxonomy.namespace:
        info["namespace"] = taxonomy.namespace
    if taxonomy.documentation:
        info["documentation"] = taxonomy.documentation
    members = [f"    {_text(key)}: {_text(value)}" for key, value in info.items()]
    bound = [f"      {_text(prefix)}: {_text(uri)}" for prefix, uri in namespaces.items()]
    if bound:
        members.append('    "namespaces": {\n' + ",\n".join(bound) + "\n    }")
    return "{\n" + ",\n".join(members) + "\n  }"


def _array(items: Iterable[str], depth: int = 1) -> str:
    """Return an array with an item a line, or nothing where there are none."""
    indent = "  " * (depth + 1)
    lines = ",\n".join(f"{indent}{item}" for item in items)
    return f"[\n{lines}\n{'  ' * depth}]" if lines else ""


def _text(value: object) -> str:
    """Return a value as JSON on one line; numbers keep all their digits."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_text(k)}: {_text(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_text, value)) + "]"
    if isinstance(value, Decimal):
        return format(value, "f")
    return json.dumps(value, ensure_ascii=False)
