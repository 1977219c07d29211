"""Networks of a taxonomy as trees of text."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from io import StringIO
from itertools import islice
from typing import TYPE_CHECKING, Final

from finmodel.render.terminal import visible
from finmodel.taxonomy.label import STANDARD
from finmodel.taxonomy.network import (
    DIMENSION_DEFAULT,
    STANDARD_ROLE,
    SUMMATION_ITEM,
    SUMMATION_ITEM_11,
    Network,
    Relationship,
)
from finmodel.taxonomy.taxonomy import Taxonomy

if TYPE_CHECKING:
    from rich.tree import Tree

MOST_LINES: Final = 20_000
"""Networks that share branches are of any size as trees; nobody reads more than this."""

_SUMMATIONS: Final = (SUMMATION_ITEM, SUMMATION_ITEM_11)
_WIDTH: Final = 100_000  # nothing is wrapped here


def network_title(network: Network, taxonomy: Taxonomy) -> str:
    """Return what a network is called: the definition of its role, and its arcrole."""
    role = taxonomy.roles.get(network.role)
    name = role.definition if role is not None and role.definition else network.role
    if network.role == STANDARD_ROLE and name == network.role:
        name = "Standard role"
    return visible(f"{name}  [{short_uri(network.arcrole)}]")


def short_uri(uri: str) -> str:
    """Return the last part of the URI of a role or arcrole, by which people know it."""
    return uri.rstrip("/").rpartition("/")[2] or uri


def network_lines(network: Network, taxonomy: Taxonomy, language: str) -> Iterator[str]:
    """Yield the lines of a network as a tree, safe to be shown, from its roots down."""
    from rich.text import Text
    from rich.tree import Tree

    tree = Tree(Text(network_title(network, taxonomy)))
    left = MOST_LINES
    for root in network.roots or network.sources[:1]:
        nodes: list[Tree] = [tree]
        for depth, concept, relationship in islice(network.walk(root), left):
            label = _label(network, taxonomy, relationship, language)
            text = label or f"{taxonomy.label(concept, language=language)}"
            line = f"{text}  {taxonomy.name(concept)}{_notes(network, relationship)}"
            del nodes[depth + 1 :]
            nodes.append(nodes[depth].add(Text(visible(line))))
            left -= 1
    if not left:
        tree.add(Text(f"… and more than {MOST_LINES:,} lines"))
    yield from _rendered(tree)


def _rendered(tree: Tree) -> Iterator[str]:
    from rich.console import Console

    console = Console(
        file=StringIO(), width=_WIDTH, color_system=None, highlight=False, legacy_windows=False
    )
    for segments in console.render_lines(tree, pad=False):
        yield "".join(segment.text for segment in segments).rstrip()


def _label(
    network: Network, taxonomy: Taxonomy, relationship: Relationship | None, language: str
) -> str:
    if relationship is None:
        return ""
    role = relationship.preferred_label or STANDARD
    text = taxonomy.label(relationship.target, role=role, language=language)
    if network.arcrole not in _SUMMATIONS or relationship.weight is None:
        return text
    return f"{_weight(relationship.weight)} {text}"


def _weight(weight: Decimal) -> str:
    sign = "−" if weight < 0 else "+"
    return sign if abs(weight) == 1 else f"{sign} {abs(weight).normalize():f} ×"


def _notes(network: Network, relationship: Relationship | None) -> str:
    """Return what a relationship says beyond that it is there."""
    if relationship is None:
        return ""
    notes = []
    if relationship.preferred_label:
        notes.append(short_uri(relationship.preferred_label))
    if relationship.context_element:
        notes.append(f"{short_uri(network.arcrole)} in {relationship.context_element}")
    if relationship.closed:
        notes.append("closed")
    if not relationship.usable:
        notes.append("not usable")
    if network.arcrole == DIMENSION_DEFAULT:
        notes.append("default")
    if relationship.target_role:
        notes.append(f"→ {short_uri(relationship.target_role)}")
    return f"  ({', '.join(notes)})" if notes else ""
