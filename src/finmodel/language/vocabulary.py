"""The names that a rule or a formula may use: concepts, dimensions, members and statements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from difflib import get_close_matches
from functools import cached_property

from attrs import Factory, frozen

from finmodel.qname import QName, UnboundPrefixError
from finmodel.taxonomy.concept import Concept, Kind
from finmodel.taxonomy.network import PARENT_CHILD, Network
from finmodel.taxonomy.taxonomy import Taxonomy


class UnknownNameError(LookupError):
    """A name that means nothing here; the message says what it may have been meant to be."""


@frozen(slots=False)
class Vocabulary:
    """Names in a taxonomy, with the prefixes of one rule file.

    A name without a prefix is looked for in `namespace`, then among all local names, where it must
    be the only one. A name of a namespace that has no prefix is written `{namespace}local`.
    """

    taxonomy: Taxonomy
    namespaces: Mapping[str, str] = Factory(dict)
    namespace: str = ""

    def concept(self, name: str) -> Concept:
        """Return the concept that a name means; raises `UnknownNameError`."""
        concept = self.find(name)
        if concept is None:
            raise UnknownNameError(f"there is no line item {name}{self._suggestion(name)}")
        return concept

    def find(self, name: str) -> Concept | None:
        """Return the concept that a name means, or `None`."""
        concepts = self.taxonomy.concepts
        if name.startswith("{"):
            return concepts.get(QName.from_clark(name))
        if ":" in name:
            try:
                return concepts.get(QName.from_prefixed(name, self._bindings))
            except UnboundPrefixError:
                return None
        own = concepts.get(QName(self._own, name))
        if own is not None:
            return own
        named = self._by_local_name.get(name, ())
        return concepts[named[0]] if len(named) == 1 else None

    def dimension(self, name: str) -> Concept:
        """Return the dimension that a name means; raises `UnknownNameError`."""
        concept = self.concept(name)
        if concept.kind is not Kind.DIMENSION:
            raise UnknownNameError(f"{name} is no dimension")
        return concept

    def member(self, dimension: QName, name: str) -> QName | None:
        """Return a member of a dimension, `None` for its default; raises `UnknownNameError`."""
        dimensional = self.taxonomy.dimensional
        member = self.concept(name).name
        if member == dimensional.defaults.get(dimension):
            return None
        if member not in dimensional.members(dimension):
            raise UnknownNameError(f"{name} is no member of {dimension.local_name}")
        return member

    def statement(self, name: str) -> Network | None:
        """Return the presentation of the statement whose role ends with a name, or `None`."""
        for network in self.taxonomy.networks_of(PARENT_CHILD):
            if network.role.rstrip("/").rsplit("/", 1)[-1] == name:
                return network
        return None

    def text(self, concept: QName) -> str:
        """Return the name by which a rule can refer to a concept."""
        if concept.namespace == self._own:
            return concept.local_name
        prefix = self._prefixes.get(concept.namespace)
        return f"{prefix}:{concept.local_name}" if prefix else concept.clark

    @property
    def _own(self) -> str:
        return self.namespace or self.taxonomy.namespace

    @cached_property
    def _bindings(self) -> Mapping[str, str]:
        return {**self.taxonomy.namespaces, **self.namespaces}

    @cached_property
    def _prefixes(self) -> Mapping[str, str]:
        """The first prefix of each namespace."""
        prefixes: dict[str, str] = {}
        for prefix, namespace in self._bindings.items():
            prefixes.setdefault(namespace, prefix)
        return prefixes

    def _suggestion(self, name: str) -> str:
        local_name = name.rpartition(":")[2]
        close = get_close_matches(local_name, self._by_local_name, n=1)
        if local_name in self._by_local_name:
            choices = " or ".join(map(self.text, self._by_local_name[local_name][:3]))
            return f"; {choices} may be meant"
        return f"; {close[0]} may be meant" if close else ""

    @cached_property
    def _by_local_name(self) -> Mapping[str, list[QName]]:
        names: defaultdict[str, list[QName]] = defaultdict(list)
        for name in self.taxonomy.concepts:
            names[name.local_name].append(name)
        return names
