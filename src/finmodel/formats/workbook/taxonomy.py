"""The taxonomy that a mapping is: its line items, their labels, and its tables as statements."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from attrs import evolve

from finmodel.formats.document import Document
from finmodel.formats.workbook.mapping import PREFIX, LineItem, Table, WorkbookMapping, read_mapping
from finmodel.formats.workbook.measure import Measure
from finmodel.formats.workbook.reader import measure_of
from finmodel.qname import Namespaces, QName
from finmodel.taxonomy.concept import Balance, Concept, PeriodType
from finmodel.taxonomy.datatype import DECIMAL, STRING, item_type
from finmodel.taxonomy.label import Label
from finmodel.taxonomy.network import PARENT_CHILD, Network, Relationship, Role
from finmodel.taxonomy.taxonomy import EMPTY, Taxonomy

_NUMBER: Final = Measure("number", None, 0, DECIMAL)


def read_taxonomy(document: Document, foreign: Taxonomy = EMPTY) -> Taxonomy:
    """Return the taxonomy in a mapping, with that of `foreign` line items."""
    return taxonomy_of(read_mapping(document), foreign)


def taxonomy_of(mapping: WorkbookMapping, foreign: Taxonomy = EMPTY) -> Taxonomy:
    """Return what a mapping says of what may be reported.

    What is wrong with the mapping is said by the report that is read by it, not once more here.
    """
    return _Builder(mapping, foreign).taxonomy()


class _Builder:
    def __init__(self, mapping: WorkbookMapping, foreign: Taxonomy) -> None:
        self._mapping = mapping
        self._foreign = foreign
        self._items = {item.name: item for item in mapping.concepts}
        self._concepts: dict[QName, Concept] = {}
        self._labels: list[Label] = []

    def taxonomy(self) -> Taxonomy:
        mapping, foreign = self._mapping, self._foreign
        networks = {}
        roles = {}
        for table in mapping.tables:
            role = f"{mapping.namespace.rstrip('/')}/role/{table.name}"
            relationships = tuple(self._relationships(table))
            if relationships:
                roles[role] = Role(role, table.title or table.name)
                networks[PARENT_CHILD, role] = Network(PARENT_CHILD, role, relationships)
        known = {name: made for name, made in self._concepts.items() if name in foreign.concepts}
        own = {name: made for name, made in self._concepts.items() if name not in known}
        namespaces = Namespaces({PREFIX: mapping.namespace})
        namespaces.update(mapping.namespaces)
        for prefix, uri in foreign.namespaces.items():
            namespaces.setdefault(prefix, uri)
        return evolve(
            foreign,
            entry_points=(mapping.document.address, *foreign.entry_points),
            namespace=mapping.namespace,
            namespaces=namespaces,
            concepts={**foreign.concepts, **own},
            roles={**roles, **foreign.roles},
            networks={**networks, **foreign.networks},
            labels=(*(label for label in self._labels if label.concept in own), *foreign.labels),
            digest="",
        )

    def _relationships(self, table: Table) -> Iterator[Relationship]:
        heading = QName(self._mapping.namespace, f"{table.name}Table")
        self._define(heading, Concept(heading, item_type(STRING), abstract=True))
        self._labels.append(Label(heading, table.title or table.name))
        seen: set[QName] = set()
        for row in table.rows:
            for column in table.columns:
                measure = measure_of(table, row, column) or _NUMBER
                item = self._items.get(row.concept)
                is_instant = item is not None and item.is_instant
                if column.suffix and column.period is not None:
                    is_instant = column.period.is_instant
                name = self._name(row.concept + column.suffix)
                if name in seen:
                    continue
                seen.add(name)
                made = Concept(
                    name,
                    item_type(measure.data_type),
                    PeriodType.INSTANT if is_instant else PeriodType.DURATION,
                    formula=item.formula if item and not column.suffix else None,
                    balance=_balance(item) if measure.unit and not column.suffix else None,
                )
                if self._define(name, made):
                    self._label(name, item, row.label, column.heading if column.suffix else "")
                yield Relationship(heading, name, Decimal(len(seen)))

    def _define(self, name: QName, made: Concept) -> bool:
        """Add a concept, unless there is one of that name already."""
        return self._concepts.setdefault(name, made) is made

    def _name(self, text: str) -> QName:
        prefix, colon, local_name = text.partition(":")
        bound = self._mapping.namespaces
        if colon:
            return QName(bound.get(prefix, ""), local_name)
        return QName(self._mapping.namespace, text)

    def _label(self, name: QName, item: LineItem | None, label: str, heading: str) -> None:
        labels = dict(item.labels) if item is not None else {}
        for language, text in (labels or {"en": label or name.local_name}).items():
            self._labels.append(Label(name, f"{text}, {heading}" if heading else text, language))


def _balance(item: LineItem | None) -> Balance | None:
    return Balance(item.balance) if item is not None and item.balance else None
