"""Statements as Python: the lines of presentation networks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from attrs import frozen

from finmodel.qname import QName
from finmodel.render.python.identifier import Identifiers
from finmodel.render.python.syntax import Call, Literal, Many, Name, Node
from finmodel.render.python.words import Words
from finmodel.taxonomy.concept import HYPERCUBE_ITEM, ITEM, Concept, Kind
from finmodel.taxonomy.datatype import STRING, item_type
from finmodel.taxonomy.declaration.naming import name_from
from finmodel.taxonomy.network import HYPERCUBE_DIMENSION, PARENT_CHILD, Network
from finmodel.taxonomy.taxonomy import Taxonomy

_ABSTRACT: Final = "Abstract"


@frozen
class Statement:
    """A tree of a presentation network; `parts` are the concepts that only it needs."""

    attribute: str
    network: Network
    root: QName
    label: str
    role: str | None
    has_own_top: bool
    parts: tuple[QName, ...]


class Outlines:
    """Finds the statements of a taxonomy, and the concepts that they make by themselves."""

    def __init__(self, taxonomy: Taxonomy, words: Words, identifiers: Identifiers) -> None:
        self._taxonomy = taxonomy
        self._words = words
        self.statements = [
            self._statement(network, root, identifiers)
            for (arcrole, _), network in taxonomy.networks.items()
            if arcrole == PARENT_CHILD
            for root in network.roots
        ]
        made = {part for statement in self.statements for part in statement.parts}
        self.headings = dict(self._headings(made))
        self.made = made | self.headings.keys()
        """The concepts that need no attributes, because statements make them."""

    def node(
        self, statement: Statement, identifiers: Mapping[QName, str], *, has_dimensions: bool
    ) -> Node:
        """Return a statement."""
        lines = Many(tuple(self._lines(statement.network, statement.root, identifiers)))
        keywords: list[tuple[str, Node]] = []
        if statement.has_own_top:
            if statement.root in identifiers:
                keywords.append(("top", Name(identifiers[statement.root])))
        else:
            keywords += self._words.labels(statement.root, self._words.label(statement.root))
        if has_dimensions:
            keywords += self._by(statement, identifiers)
        if statement.role is not None:
            keywords.append(("role", Literal(statement.role)))
        return Call("statement", (Literal(statement.label), lines), tuple(keywords))

    def _statement(self, network: Network, root: QName, identifiers: Identifiers) -> Statement:
        uri = network.role
        attribute = identifiers.claim(re.split(r"[/#:]", uri.rstrip("/"))[-1])
        role = self._taxonomy.roles.get(uri)
        label = role.definition if role else ""
        namespace = self._taxonomy.namespace
        has_own_top = root != QName(namespace, f"{attribute}{_ABSTRACT}") or not self._is_made(
            root, label
        )
        names = [QName(namespace, f"{attribute}{suffix}") for suffix in ("LineItems", "Table")]
        groups = (ITEM, HYPERCUBE_ITEM)
        has_table = all(
            self._is_plain(name, group) and self._words.has_only(name, f"{label} [{what}]")
            for name, group, what in zip(names, groups, ("line items", "table"), strict=True)
        )
        parts = (names if has_table else []) + ([] if has_own_top else [root])
        usual = f"{namespace.rstrip('/')}/role/{attribute}"
        return Statement(
            attribute,
            network,
            root,
            label,
            None if uri == usual else uri,
            has_own_top,
            tuple(parts),
        )

    def _is_plain(self, name: QName, group: QName = ITEM) -> bool:
        """Tell whether a concept is as abstract ones are, with nothing of its own."""
        kind = Kind.ITEM if group == ITEM else Kind.HYPERCUBE
        plain = Concept(name, item_type(STRING), kind=kind, abstract=True, substitution_group=group)
        return self._taxonomy.concepts.get(name) == plain

    def _is_made(self, root: QName, label: str) -> bool:
        """Tell whether a statement with this label would make such a heading by itself."""
        main = self._words.label(root)
        return (
            self._is_plain(root)
            and main is not None
            and main.text == label
            and not self._words.has_references(root)
        )

    def _headings(self, made: set[QName]) -> Iterator[tuple[QName, str]]:
        """Yield the headings that a text in a statement says everything about."""
        arcs = [arc for statement in self.statements for arc in statement.network.relationships]
        preferred = {arc.target for arc in arcs if arc.preferred_label is not None}
        for name in dict.fromkeys(arc.target for arc in arcs):
            label = self._words.label(name)
            if name in preferred or name in made or label is None or not self._is_plain(name):
                continue
            usual = QName(self._taxonomy.namespace, f"{name_from(label.text)}{_ABSTRACT}")
            if name == usual and self._words.has_only(name, label.text):
                yield name, label.text

    def _lines(
        self,
        network: Network,
        above: QName,
        identifiers: Mapping[QName, str],
        shown: set[QName] | None = None,
    ) -> Iterator[Node]:
        """Yield the lines below a concept; what has no attribute leaves its own lines behind."""
        shown = set() if shown is None else shown
        if above in shown:
            return
        shown.add(above)
        for arc in network.from_(above):
            below = tuple(self._lines(network, arc.target, identifiers, shown))
            line = self._line(arc.target, identifiers)
            if line is None:
                yield from below
                continue
            role = arc.preferred_label
            yield line if role is None else Call(self._words.role(role), (line,))
            if below:
                yield Many(below)

    def _line(self, name: QName, identifiers: Mapping[QName, str]) -> Node | None:
        if name in self.headings:
            return Literal(self.headings[name])
        return Name(identifiers[name]) if name in identifiers else None

    def _by(self, statement: Statement, identifiers: Mapping[QName, str]) -> list[tuple[str, Node]]:
        table = QName(self._taxonomy.namespace, f"{statement.attribute}Table")
        if table not in statement.parts:
            return [("by", Literal(None))]
        network = self._taxonomy.networks.get((HYPERCUBE_DIMENSION, statement.network.role))
        arcs = network.from_(table) if network else ()
        names = tuple(Name(identifiers[a.target]) for a in arcs if a.target in identifiers)
        return [("by", Many(names))] if names else []
