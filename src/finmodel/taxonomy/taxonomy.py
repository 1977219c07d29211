"""A taxonomy: everything that a set of entry points leads to, immutable."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from functools import cached_property
from operator import itemgetter
from typing import Final

from attrs import Factory, frozen

from finmodel.diagnostic import Diagnostic
from finmodel.qname import Namespaces, QName
from finmodel.taxonomy.concept import Concept, Concepts
from finmodel.taxonomy.content import AttributeUse, ElementDeclaration
from finmodel.taxonomy.datatype import DataType
from finmodel.taxonomy.hypercube import Dimensional, NetworkKey
from finmodel.taxonomy.label import STANDARD, Label, Labels, Reference
from finmodel.taxonomy.network import Arcrole, Network, Role


@frozen(eq=False, slots=False)
class Taxonomy:
    """A `Dts`: concepts, networks, labels and references, with the entry points it started from.

    `typed_domains` are the elements that carry the values of typed dimensions. `elements` are the
    global ones that are no concepts, and `attributes` those that are declared by themselves, which
    XBRL leaves to whoever finds them in an instance; neither counts in equality. `documentation` is
    for people. `diagnostics` are what reading it had to say. `unread` is empty where all of it was
    read, and else has the namespaces of which something is missing, an empty one for any that
    nothing was read of. `linkbases` are the entry points that are no schemas, with the
    kinds of their links: presentation, calculation, definition, label or reference. Two taxonomies
    are equal when they say the same about what may be reported; where they were read from does not
    count. `digest` tells what it was made from where that is known, so that what follows from it
    can be kept.
    """

    entry_points: tuple[str, ...] = ()
    namespace: str = ""
    namespaces: Namespaces = Factory(Namespaces)
    concepts: Mapping[QName, Concept] = Factory(dict)
    roles: Mapping[str, Role] = Factory(dict)
    arcroles: Mapping[str, Arcrole] = Factory(dict)
    networks: Mapping[NetworkKey, Network] = Factory(dict)
    labels: Sequence[Label] = ()
    references: Sequence[Reference] = ()
    typed_domains: Mapping[QName, DataType] = Factory(dict)
    elements: Mapping[QName, ElementDeclaration] = Factory(dict)
    attributes: Mapping[QName, AttributeUse] = Factory(dict)
    documentation: str = ""
    diagnostics: tuple[Diagnostic, ...] = ()
    unread: frozenset[str] = frozenset()
    digest: str = ""
    linkbases: Mapping[str, tuple[str, ...]] = Factory(dict)

    def substitutes(self, name: QName, wanted: QName) -> bool:
        """Tell whether an element may stand where another is asked for, in whose group it is."""
        seen = {name}
        while (known := self.concepts.get(name) or self.elements.get(name)) is not None:
            if known.substitution_group is None or known.substitution_group in seen:
                return False
            name = known.substitution_group
            seen.add(name)
            if name == wanted:
                return True
        return False

    @cached_property
    def dimensional(self) -> Dimensional:
        """Dimensions, their members and defaults, and the hypercubes that facts must satisfy."""
        return Dimensional(self.concepts, self.networks)

    @property
    def derived(self) -> Iterable[Concept]:
        """The concepts with a formula, in order."""
        if isinstance(self.concepts, Concepts):
            return self.concepts.derived
        return (c for c in self.concepts.values() if c.formula is not None)

    @cached_property
    def _labels_by_concept(self) -> Mapping[QName, Sequence[Label]]:
        if isinstance(self.labels, Labels):
            return self.labels.by_concept
        labels: defaultdict[QName, list[Label]] = defaultdict(list)
        for label in self.labels:
            labels[label.concept].append(label)
        return labels

    def label(self, concept: QName, *, role: str = STANDARD, language: str = "en") -> str:
        """Return the text that fits best: role and language, standard role, any, the local name.

        A language matches a longer one that starts with it (`en` finds `en-us`).
        """
        labels = self._labels_by_concept.get(concept, ())
        wanted = language.lower()

        def fit(label: Label) -> tuple[bool, bool]:
            return (label.role in (role, STANDARD) and _speaks(label, wanted), label.role == role)

        candidates = [label for label in labels if label.role in (role, STANDARD)]
        return max(candidates, key=fit).text if candidates else concept.local_name

    @cached_property
    def _namespaces_read(self) -> Set[str]:
        return {name.namespace for name in self.concepts} - self.unread

    def is_beyond(self, name: QName) -> bool:
        """Tell whether a name may be that of a concept in a part which could not be read."""
        is_read = name in self.concepts or name.namespace in self._namespaces_read
        return bool(self.unread) and not is_read

    def is_ratio(self, concept: QName) -> bool:
        """Tell whether facts of a concept are ratios, which people read as percentages."""
        found = self.concepts.get(concept)
        return found is not None and found.data_type.is_pure

    def labels_of(self, concept: QName) -> Sequence[Label]:
        """Return all labels of a concept, in every role and language."""
        return self._labels_by_concept.get(concept, ())

    def languages_of(self, concepts: Iterable[QName]) -> set[str]:
        """Return the languages in which some concepts have labels, in lower case."""
        return {each.language.lower() for name in concepts for each in self.labels_of(name)}

    def networks_of(self, *arcroles: str) -> tuple[Network, ...]:
        """Return the networks of some arcroles, in the order of their roles."""
        return tuple(
            self.networks[key]
            for key in sorted(self.networks, key=itemgetter(1))
            if key[0] in arcroles
        )

    def name(self, qname: QName) -> str:
        """Return a name with the prefix of its namespace, or with that where it has none."""
        prefix = self._prefixes.get(qname.namespace)
        return f"{prefix}:{qname.local_name}" if prefix else qname.clark

    @cached_property
    def _prefixes(self) -> Mapping[str, str]:
        return {namespace: prefix for prefix, namespace in reversed(self.namespaces.items())}

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Taxonomy):
            return NotImplemented
        return self._content() == other._content()

    def __hash__(self) -> int:
        return hash((self.namespace, len(self.concepts)))

    def __repr__(self) -> str:
        return f"<Taxonomy {self.namespace or self.entry_points} {len(self.concepts)} concepts>"

    def _content(self) -> tuple[object, ...]:
        return (
            dict(self.concepts),
            {uri: (role.definition, frozenset(role.used_on)) for uri, role in self.roles.items()},
            {key: frozenset(network.relationships) for key, network in self.networks.items()},
            frozenset(self.labels),
            frozenset(self.references),
            dict(self.typed_domains),
        )


def _speaks(label: Label, language: str) -> bool:
    spoken = label.language.lower()
    return spoken == language or spoken.startswith(f"{language}-")


EMPTY: Final = Taxonomy()
