"""Labels and references as Python: what a concept is called, and where it is defined."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import Final

from finmodel.qname import QName
from finmodel.render.python.identifier import Identifiers
from finmodel.render.python.syntax import Call, Literal, Many, Node
from finmodel.taxonomy.declaration.naming import label_from
from finmodel.taxonomy.label import (
    DOCUMENTATION,
    PERIOD_END,
    PERIOD_START,
    REF_PART,
    REFERENCE,
    STANDARD,
    TERSE,
    TOTAL,
    VERBOSE,
    Label,
    Reference,
)
from finmodel.taxonomy.taxonomy import Taxonomy

Keywords = list[tuple[str, Node]]

_ROLES: Final = {
    STANDARD: "standard",
    TERSE: "terse",
    VERBOSE: "verbose",
    TOTAL: "total",
    PERIOD_START: "period_start",
    PERIOD_END: "period_end",
    DOCUMENTATION: "documentation",
}


class Words:
    """Writes the words of a taxonomy; `constants` are what the module has to define for that."""

    def __init__(self, taxonomy: Taxonomy, identifiers: Identifiers) -> None:
        self._identifiers = identifiers
        self._taxonomy = taxonomy
        self._references: defaultdict[QName, list[Reference]] = defaultdict(list)
        for reference in taxonomy.references:
            self._references[reference.concept].append(reference)
        spoken = Counter(label.language for label in taxonomy.labels if label.role == STANDARD)
        self.language = max(spoken, key=spoken.__getitem__, default="en") or "en"
        self.constants: dict[str, Node] = {}
        self._known: dict[tuple[str, str], str] = {}

    def label(self, concept: QName) -> Label | None:
        """Return the label that stands for a concept: the first standard one in the language."""
        return self._first(concept, STANDARD)

    def has_only(self, concept: QName, text: str) -> bool:
        """Tell whether a concept has one label with this text, and nothing else to say."""
        labels = self._taxonomy.labels_of(concept)
        return [(label.text, label.role, label.language) for label in labels] == [
            (text, STANDARD, self.language)
        ] and concept not in self._references

    def has_references(self, concept: QName) -> bool:
        """Tell whether a concept has references."""
        return concept in self._references

    def details(self, concept: QName, *, is_leading: bool) -> tuple[tuple[Node, ...], Keywords]:
        """Return the arguments that say a concept's words; a label may lead them."""
        main = self.label(concept)
        doc = self._first(concept, DOCUMENTATION)
        rest = [x for x in self._taxonomy.labels_of(concept) if x not in (main, doc)]
        label: Node | None = Literal(main.text) if main else None
        if main is None:
            spare = next((x for x in rest if x.role == STANDARD), None)
            rest = [x for x in rest if x is not spare]
            label = self._text(spare) if spare else Literal(None)
            is_leading = is_leading and spare is not None
        elif main == Label(concept, label_from(concept.local_name), "en"):
            label = None
        leading = (label,) if label is not None and is_leading else ()
        keywords: Keywords = [] if label is None or is_leading else [("label", label)]
        return leading, keywords + self._others(concept, rest, doc)

    def own_label(self, concept: QName) -> tuple[Node]:
        """Return the argument for a label that must be said, even if it follows from the name."""
        label = self.label(concept)
        return (Literal(label.text if label else None),)

    def labels(self, concept: QName, without: Label | None) -> Keywords:
        """Return the labels of a heading that is made from one of them."""
        rest = [label for label in self._taxonomy.labels_of(concept) if label != without]
        return self._others(concept, rest, None)

    def role(self, uri: str) -> str:
        """Return the name of a label role."""
        if uri in _ROLES:
            return _ROLES[uri]
        return self._constant("LabelRole", uri, uri.rstrip("/").rpartition("/")[2])

    def _first(self, concept: QName, role: str) -> Label | None:
        labels = self._taxonomy.labels_of(concept)
        return next((x for x in labels if x.role == role and x.language == self.language), None)

    def _others(self, concept: QName, labels: list[Label], doc: Label | None) -> Keywords:
        keywords: Keywords = []
        if labels:
            keywords.append(("labels", Many(tuple(map(self._text, labels)))))
        if doc:
            keywords.append(("doc", Literal(doc.text)))
        references = [_reference(reference) for reference in self._references.get(concept, ())]
        if references:
            many = references[0] if len(references) == 1 else Many(tuple(references))
            keywords.append(("reference", many))
        return keywords

    def _text(self, label: Label) -> Node:
        text: Node = Literal(label.text)
        if label.language != self.language:
            text = Call(self._constant("language", label.language, label.language), (text,))
        if label.role == STANDARD and label.language != self.language:
            return text
        return Call(self.role(label.role), (text,))

    def _constant(self, function: str, argument: str, wanted: str) -> str:
        """Return the name of what a function makes of an argument, defined once in the module."""
        key = (function, argument)
        if key not in self._known:
            name = self._identifiers.claim(wanted)
            self._known[key] = name
            self.constants[name] = Call(function, (Literal(argument),))
        return self._known[key]


def _reference(reference: Reference) -> Node:
    """Return a reference; keywords come last in Python, so they must do so in the reference."""
    parts = list(reference.parts)
    keywords: Keywords = []
    while parts and _is_keyword(parts[-1][0], dict(keywords)):
        name, text = parts.pop()
        keywords.insert(0, (name.local_name, Literal(text)))
    if reference.role != REFERENCE:
        keywords.append(("role", Literal(reference.role)))
    pairs = (Many((qname_node(name), Literal(text)), is_tuple=True) for name, text in parts)
    return Call("reference", tuple(pairs), tuple(keywords))


def _is_keyword(name: QName, taken: Mapping[str, Node]) -> bool:
    local_name = name.local_name
    return (
        name.namespace == REF_PART
        and local_name.isidentifier()
        and local_name[:1].isupper()
        and local_name.isascii()
        and local_name not in taken
    )


def qname_node(name: QName) -> Node:
    """Return a name as Python."""
    return Call("QName", (Literal(name.namespace), Literal(name.local_name)))
