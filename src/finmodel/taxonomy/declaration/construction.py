"""From the attributes of a complete declaration to its taxonomy."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Literal

from attrs import evolve, frozen

from finmodel.qname import Namespaces, QName, UnboundPrefixError, is_ncname
from finmodel.taxonomy.concept import (
    DIMENSION_ITEM,
    HYPERCUBE_ITEM,
    ITEM,
    Balance,
    Concept,
    Kind,
    PeriodType,
)
from finmodel.taxonomy.datatype import DOMAIN_ITEM, STRING, DataType, item_type
from finmodel.taxonomy.declaration.attribute import Attribute, DeclarationError, Heading, Named
from finmodel.taxonomy.declaration.domain import (
    Dimension,
    ExplicitDimension,
    Member,
    TypedDimension,
)
from finmodel.taxonomy.declaration.expression import INFERRED, Expression, LineItem
from finmodel.taxonomy.declaration.formula import (
    Term,
    balance_of,
    kind_of,
    period_of,
    resolve_tree,
    text,
)
from finmodel.taxonomy.declaration.naming import label_from, name_from
from finmodel.taxonomy.declaration.statement import Statement
from finmodel.taxonomy.declaration.text import Citation, Text
from finmodel.taxonomy.declaration.value import Value
from finmodel.taxonomy.declaration.value import kind_of as kind_of_type
from finmodel.taxonomy.label import DOCUMENTATION, STANDARD, Label, Reference

Item = Expression[Any]


@frozen
class Resolved:
    """What a line item is, with everything that follows from its formula."""

    data_type: DataType
    period: PeriodType
    balance: Balance | None
    term: Term | None = None


class Construction:
    """The concepts, labels and references of a declaration, and what its formulas mean."""

    def __init__(
        self, owner: type, prefix: str, namespace: str, language: str, others: Mapping[str, str]
    ) -> None:
        self.owner = owner
        self.namespace = namespace
        self.language = language
        self.namespaces = Namespaces({prefix: namespace, **others})
        self.attributes = dict(_attributes(owner))
        self.concepts: dict[QName, Concept] = {}
        self._labels: defaultdict[QName, list[Label]] = defaultdict(list)
        self.references: list[Reference] = []
        self.typed_domains: dict[QName, DataType] = {}
        self._resolved: dict[Item, Resolved] = {}
        self._headings: dict[str, QName] = {}
        self._names: dict[Attribute, QName] = {}
        for attribute, named in self.attributes.items():
            with self.naming(attribute):
                if isinstance(named, Attribute):
                    self._names[named] = self._declared_name(attribute, named)
        for attribute, named in self.attributes.items():
            with self.naming(attribute):
                self._add(named)

    @property
    def labels(self) -> tuple[Label, ...]:
        """The labels of all concepts."""
        return tuple(label for labels in self._labels.values() for label in labels)

    @contextmanager
    def naming(self, attribute: str) -> Iterator[None]:
        """Say in errors which attribute they are about."""
        try:
            yield
        except DeclarationError as error:
            raise DeclarationError(f"{self.owner.__name__}.{attribute}: {error}") from None

    def name(self, attribute: Attribute) -> QName:
        """Return the name of a concept; raises `DeclarationError` where it is none of the class."""
        if attribute in self._names:
            return self._names[attribute]
        if isinstance(attribute, Heading):
            return self._headings[self._heading_text(attribute)]
        if attribute.owner is not None:
            raise DeclarationError(
                f"{attribute.attribute} belongs to another class, {attribute.owner.__name__}"
            )
        raise DeclarationError(
            f"it uses a {attribute.noun} that is no attribute of the class: assign it to one first"
        )

    def statements(self) -> list[Statement]:
        """Return the statements of the class, in order."""
        return [named for named in self.attributes.values() if isinstance(named, Statement)]

    def dimensions(self) -> list[Dimension]:
        """Return the dimensions of the class, in order."""
        return [named for named in self.attributes.values() if isinstance(named, Dimension)]

    def items(self) -> list[Item]:
        """Return the line items of the class, in order."""
        return [named for named in self.attributes.values() if isinstance(named, Expression)]

    def resolved(self, item: Item) -> Resolved:
        """Return what a line item is; raises `DeclarationError` where its formula is mistaken."""
        if item not in self._resolved:
            self.name(item)
            self._resolved[item] = self._resolve(item)
        return self._resolved[item]

    def dimension_of(self, member: Member) -> ExplicitDimension:
        """Return the one dimension that has a member; raises `DeclarationError`."""
        name = self.name(member).local_name
        found = [
            dimension
            for dimension in self.dimensions()
            if isinstance(dimension, ExplicitDimension) and member in dimension.members()
        ]
        if not found:
            raise DeclarationError(f"{name} is a member of no dimension")
        if len(found) > 1:
            first = self.name(found[0]).local_name
            raise DeclarationError(
                f"{name} is a member of several dimensions: say which, as in [{first}:{name}]"
            )
        return found[0]

    def add_concept(self, concept: Concept, *labels: Label) -> None:
        """Add a concept that no attribute stands for."""
        if concept.name in self.concepts:
            raise DeclarationError(f"there are two concepts called {concept.name.local_name}")
        self.concepts[concept.name] = concept
        self._labels[concept.name] += labels

    def add_preferred_label(self, name: QName, role: str) -> None:
        """See to it that a concept has a label in a role that it is shown with.

        XBRL 2.1, section 5.2.4.2.1, demands one; without one it is the standard label.
        """
        labels = self._labels[name]
        if not any(label.role == role for label in labels):
            for label in [label for label in labels if label.role == STANDARD]:
                labels.append(evolve(label, role=role))

    def abstract(self, name: QName, substitution_group: QName = ITEM) -> Concept:
        """Return an abstract concept; dimensions and hypercubes are such."""
        kind = {DIMENSION_ITEM: Kind.DIMENSION, HYPERCUBE_ITEM: Kind.HYPERCUBE}.get(
            substitution_group, Kind.ITEM
        )
        return Concept(
            name,
            item_type(STRING),
            kind=kind,
            abstract=True,
            substitution_group=substitution_group,
            id=self._id(name),
        )

    def _declared_name(self, attribute: str, named: Attribute) -> QName:
        written = named.details.get("name", attribute)
        prefix, colon, local_name = written.rpartition(":")
        if not is_ncname(local_name):
            raise DeclarationError(f"{local_name!r} cannot be the name of a concept")
        if not colon:
            return QName(self.namespace, local_name)
        try:
            return QName.from_prefixed(written, self.namespaces)
        except UnboundPrefixError:
            raise DeclarationError(f"no namespace is given for the prefix {prefix!r}") from None

    def _id(self, name: QName) -> str:
        return f"{self.namespaces.prefix(name.namespace)}_{name.local_name}"

    def _add(self, named: Named) -> None:
        if isinstance(named, Statement):
            self._add_headings(named)
        elif isinstance(named, Attribute):
            named.concept = self._concept(named)
            self.add_concept(named.concept)
            self._add_words(named, named.concept.name)

    def _add_headings(self, statement: Statement) -> None:
        """Add the headings of a statement that are no attributes; equal texts are one heading."""
        tops = {statement.top: f"{statement.attribute}Abstract"}
        for heading in (statement.top, *statement.shown()):
            if heading in self._names or not isinstance(heading, Heading):
                continue
            label = self._heading_text(heading)
            local_name = tops.get(heading) or f"{name_from(label)}Abstract"
            if local_name == "Abstract":
                raise DeclarationError(f"the heading {label!r} needs a name: use abstract(…)")
            name = QName(self.namespace, local_name)
            if heading is statement.top:
                self._names[heading] = name
            elif self._headings.setdefault(label, name) in self.concepts:
                continue
            self.add_concept(self.abstract(name))
            self._add_words(heading, name)

    def _heading_text(self, heading: Heading) -> str:
        label = heading.details.get("label")
        return label.text if isinstance(label, Text) else label or ""

    def _add_words(self, named: Attribute, name: QName) -> None:
        details = named.details
        label = details.get("label", Text(label_from(name.local_name), "en"))
        texts = [label] if label is not None else []
        texts += details.get("labels", ())
        for words in texts:
            self._add_label(name, words if isinstance(words, Text) else Text(words))
        if doc := details.get("doc"):
            plain = doc if isinstance(doc, Text) else Text(doc)
            self._add_label(name, Text(plain.text, plain.language, DOCUMENTATION))
        citations = details.get("reference", ())
        for citation in [citations] if isinstance(citations, Citation) else citations:
            self.references.append(Reference(name, citation.parts, citation.role))

    def _add_label(self, name: QName, words: Text) -> None:
        language = self.language if words.language is None else words.language
        label = Label(name, words.text, language, words.role)
        self._labels[name].append(label)

    def _concept(self, named: Attribute) -> Concept:
        name = self._names[named]
        if isinstance(named, Expression):
            return self._item(name, named)
        if isinstance(named, Member):
            for part in named.parts:
                self.name(part)
            return Concept(name, item_type(DOMAIN_ITEM), abstract=True, id=self._id(name))
        if isinstance(named, TypedDimension):
            return self._typed_dimension(name, named)
        return self.abstract(name, DIMENSION_ITEM if isinstance(named, Dimension) else ITEM)

    def _typed_dimension(self, name: QName, dimension: TypedDimension) -> Concept:

        local_name = dimension.domain or f"{name.local_name}Domain"
        domain = QName(name.namespace, local_name)
        self.typed_domains[domain] = dimension.data_type
        return evolve(self.abstract(name, DIMENSION_ITEM), typed_domain=domain)

    def _item(self, name: QName, item: Item) -> Concept:
        resolved = self.resolved(item)
        if resolved.balance and not resolved.data_type.is_monetary:
            raise DeclarationError("only amounts of a currency have a balance")
        meaning = item.meaning if isinstance(item, LineItem) else INFERRED
        return Concept(
            name,
            resolved.data_type,
            resolved.period,
            resolved.balance,
            nillable=meaning.nillable,
            formula=self._formula(name, item, resolved.term),
            id=self._id(name),
        )

    def _formula(self, name: QName, item: Item, term: Term | None) -> str | None:
        if term is None:
            return item.tree if isinstance(item.tree, str) else None

        def written(attribute: Attribute) -> str:
            found = self.name(attribute)
            own = found.namespace == name.namespace
            return found.local_name if own else self.namespaces.name(found)

        return text(term, written)

    def _resolve(self, item: Item) -> Resolved:
        meaning = item.meaning if isinstance(item, LineItem) else INFERRED
        if meaning.data_type and meaning.period and meaning.balance != "inferred":
            return Resolved(meaning.data_type, meaning.period, meaning.balance)
        term = resolve_tree(item, self.dimension_of)
        kind = kind_of(term, lambda other: kind_of_type(self.resolved(other).data_type))
        if kind is None:
            raise DeclarationError("its data type does not follow: use item(…, formula=…)")
        period = meaning.period or period_of(term, lambda other: self.resolved(other).period)
        return Resolved(
            item_type(kind.data_type), period, self._balance(meaning.balance, kind, term), term
        )

    def _balance(
        self, given: Balance | Literal["inferred"] | None, kind: type[Value], term: Term
    ) -> Balance | None:
        if given != "inferred":
            return given
        found = balance_of(term, lambda other: self.resolved(other).balance)
        return found if item_type(kind.data_type).is_monetary else None


def _attributes(owner: type) -> Iterator[tuple[str, Named]]:
    for attribute, value in vars(owner).items():
        if not isinstance(value, Named):
            continue
        if attribute == "taxonomy":
            raise DeclarationError(f"{owner.__name__}.taxonomy is the taxonomy itself")
        if (value.owner, value.attribute) != (owner, attribute):
            raise DeclarationError(
                f"{owner.__name__}.{attribute}: it is declared as {value.attribute} too"
            )
        yield attribute, value
