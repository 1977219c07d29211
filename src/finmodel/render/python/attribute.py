"""The attributes of a generated declaration, each behind those that it uses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from attrs import evolve

from finmodel.qname import Namespaces, QName
from finmodel.render.python.datatype import DataTypes
from finmodel.render.python.domain import Domains
from finmodel.render.python.formula import Formulas
from finmodel.render.python.identifier import Identifiers
from finmodel.render.python.item import Items
from finmodel.render.python.outline import Outlines
from finmodel.render.python.syntax import Call, Literal, Many, Name, Node, Table
from finmodel.render.python.words import Keywords, Words
from finmodel.taxonomy.concept import Concept, Kind
from finmodel.taxonomy.datatype import DOMAIN_ITEM
from finmodel.taxonomy.taxonomy import Taxonomy

_DECLARED = (Kind.ITEM, Kind.DIMENSION)


class Attributes:
    """What the class of a taxonomy has to say.

    `nodes` are the values of its attributes in an order in which each is there before it is used,
    `constants` what the module defines before the class, `keywords` those of the class.
    """

    def __init__(self, taxonomy: Taxonomy, claims: Identifiers) -> None:
        self._taxonomy = taxonomy = evolve(taxonomy, namespace=_namespace(taxonomy))
        self._names = Namespaces({p: uri for p, uri in taxonomy.namespaces.items() if p})
        concepts = [c for c in taxonomy.concepts.values() if c.kind in _DECLARED]
        identifiers = {c.name: claims.claim(c.name.local_name) for c in concepts}
        self._words = Words(taxonomy, claims)
        self._outlines = Outlines(taxonomy, self._words, claims)
        self._domains = Domains(taxonomy)
        self._identifiers = {
            name: identifier
            for name, identifier in identifiers.items()
            if name not in self._outlines.made
        }
        self._declared = [c for c in concepts if c.name in self._identifiers]
        used = [concept.data_type for concept in self._declared if not concept.abstract]
        self._types = DataTypes([*used, *taxonomy.typed_domains.values()], claims)
        formulas = Formulas(taxonomy, self._domains.members)
        self._items = Items(taxonomy, formulas, self._types)
        self.nodes: dict[str, Node] = {}
        self._emitted: set[QName] = set()
        self._emit()

    @property
    def namespace(self) -> str:
        """The namespace of the declaration."""
        return self._taxonomy.namespace

    @property
    def constants(self) -> dict[str, Node]:
        """What the module defines before the class."""
        return {**self._words.constants, **self._types.constants}

    @property
    def keywords(self) -> Keywords:
        """The keywords of the class."""
        own = self._taxonomy.namespace
        keywords: Keywords = [
            ("prefix", Literal(self._names.prefix(own))),
            ("namespace", Literal(own)),
        ]
        if self._words.language != "en":
            keywords.append(("language", Literal(self._words.language)))
        spaces = dict.fromkeys(name.namespace for name in self._identifiers)
        others = [(self._names.prefix(space), Literal(space)) for space in spaces if space != own]
        if others:
            keywords.append(("namespaces", Table(tuple(others))))
        return keywords

    def _emit(self) -> None:
        for concept in self._sorted():
            self.nodes[self._identifiers[concept.name]] = self._node(concept)
            self._emitted.add(concept.name)
        has_dimensions = any(concept.kind is Kind.DIMENSION for concept in self._declared)
        for statement in self._outlines.statements:
            if not statement.has_own_top or statement.root in self._identifiers:
                self.nodes[statement.attribute] = self._outlines.node(
                    statement, self._identifiers, has_dimensions=has_dimensions
                )

    def _sorted(self) -> Iterator[Concept]:
        """Yield concepts behind those that they use, unless they use each other."""
        done: set[QName] = set()
        for concept in self._declared:
            stack: list[tuple[Concept, Iterator[QName]]] = [(concept, self._uses(concept))]
            if concept.name in done:
                continue
            done.add(concept.name)
            while stack:
                current, used = stack[-1]
                missing = next((n for n in used if n in self._identifiers and n not in done), None)
                if missing is None:
                    yield current
                    stack.pop()
                else:
                    done.add(missing)
                    found = self._taxonomy.concepts[missing]
                    stack.append((found, self._uses(found)))

    def _uses(self, concept: Concept) -> Iterator[QName]:
        if concept.kind is Kind.DIMENSION:
            yield from self._domains.roots.get(concept.name, ())
        elif self._is_member(concept.name):
            yield from self._domains.parts.get(concept.name, ())
        elif not concept.abstract:
            yield from self._items.uses(concept)

    def _is_member(self, name: QName) -> bool:
        concept = self._taxonomy.concepts[name]
        is_abstract_item = concept.kind is Kind.ITEM and concept.abstract
        return is_abstract_item and (
            name in self._domains.all_members or concept.data_type.derives_from(DOMAIN_ITEM)
        )

    def _node(self, concept: Concept) -> Node:
        is_item = concept.kind is Kind.ITEM and not concept.abstract
        leading, keywords = self._words.details(concept.name, is_leading=not is_item)
        keywords += self._name(concept.name)
        if is_item:
            return self._items.node(concept, keywords, self._identifiers, self._emitted)
        if concept.typed_domain is not None:
            return self._typed(concept.typed_domain, concept.name, leading, keywords)
        if concept.kind is Kind.DIMENSION:
            return Call("explicit", leading, (*self._domain(concept.name), *keywords))
        if self._is_member(concept.name):
            return Call("member", leading, (*self._parts(concept.name), *keywords))
        return Call("abstract", leading or self._words.own_label(concept.name), tuple(keywords))

    def _name(self, name: QName) -> Keywords:
        if name.namespace != self._taxonomy.namespace:
            return [("name", Literal(self._names.name(name)))]
        if name.local_name != self._identifiers[name]:
            return [("name", Literal(name.local_name))]
        return []

    def _typed(
        self, domain: QName, name: QName, leading: tuple[Node, ...], keywords: Keywords
    ) -> Node:
        data_type = self._taxonomy.typed_domains[domain]
        if domain.local_name != f"{name.local_name}Domain":
            keywords = [("domain", Literal(domain.local_name)), *keywords]
        return Call("typed", (self._types[data_type.name], *leading), tuple(keywords))

    def _members(self, names: Iterable[QName]) -> list[QName]:
        return [name for name in names if name in self._emitted and self._is_member(name)]

    def _domain(self, dimension: QName) -> Keywords:
        roots = self._members(self._domains.roots.get(dimension, ()))
        default = self._taxonomy.dimensional.defaults.get(dimension)
        keywords: Keywords = []
        if default in roots:
            keywords.append(("total", Name(self._identifiers[default])))
            roots.remove(default)
        if roots:
            others = tuple(Name(self._identifiers[root]) for root in roots)
            keywords.append(("others", Many(others)))
        return keywords

    def _parts(self, member: QName) -> Keywords:
        keywords: Keywords = []
        parts = self._members(self._domains.parts.get(member, ()))
        if parts:
            keywords.append(("parts", Many(tuple(Name(self._identifiers[p]) for p in parts))))
        if member in self._domains.all_members and member not in self._domains.usable:
            keywords.append(("usable", Literal(False)))
        return keywords


def _namespace(taxonomy: Taxonomy) -> str:
    """Return the namespace of a taxonomy: its own, or that of most concepts."""
    if taxonomy.namespace:
        return taxonomy.namespace
    count = Counter(name.namespace for name in taxonomy.concepts)
    return max(count, key=count.__getitem__, default="")
