"""What two reports call differently and mean as one: names of two versions, entities by schemes."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Set
from typing import Final

from attrs import Factory, frozen

from finmodel.model.dimension import DimensionSet, Member
from finmodel.model.entity import Entity
from finmodel.model.report import Report
from finmodel.model.unit import Unit
from finmodel.qname import QName

EVERY_NAME: Final = "*"
"""As a local name in what the user says is one: all names of the namespace."""

_NUMBER: Final = re.compile(r"\d+")


@frozen
class Correspondence:
    """What each name, namespace and entity of the old report is in the new one, where it differs.

    `taken` are the namespaces and entities that nobody said are one.
    """

    names: Mapping[QName, QName] = Factory(dict)
    namespaces: Mapping[str, str] = Factory(dict)
    entities: Mapping[Entity | None, Entity | None] = Factory(dict)
    taken: frozenset[str | Entity | None] = frozenset()

    @classmethod
    def between(
        cls, old: Report, new: Report, given: Mapping[QName, QName] | None = None
    ) -> Correspondence:
        """Return what corresponds: what is given, and what can be meant by nothing else.

        A namespace that only the old report uses is the one that only the new report uses if they
        differ in nothing but digits, as versions do, and no other does. Entities correspond where
        each report has one, or where they differ in nothing but the scheme. In `given`, a local
        name of `*` stands for all of a namespace; an entity is its scheme and its identifier.
        """
        said = dict(given or {})
        whole = {name for name in said if name.local_name == EVERY_NAME}
        namespaces = {name.namespace: said.pop(name).namespace for name in whole}
        entities = _entities_given(old, said)
        versions = _versions(_namespaces(old) - namespaces.keys(), _namespaces(new))
        schemes = _same_entities(
            _entities(old) - entities.keys(), _entities(new) - set(entities.values())
        )
        return cls(
            said,
            versions | namespaces,
            schemes | entities,
            frozenset([*versions.keys() - namespaces.keys(), *schemes]),
        )

    def name(self, name: QName) -> QName:
        """Return what a name of the old report is in the new one."""
        found = self.names.get(name)
        if found is not None:
            return found
        namespace = self.namespaces.get(name.namespace)
        return name if namespace is None else QName(namespace, name.local_name)

    def unit(self, unit: Unit) -> Unit:
        """Return what a unit of the old report is in the new one."""
        return Unit(
            tuple(map(self.name, unit.numerators)), tuple(map(self.name, unit.denominators))
        )

    def dimension_set(self, shared: DimensionSet) -> DimensionSet:
        """Return what dimensions of the old report are in the new one."""
        members: dict[QName, Member] = {
            self.name(dimension): self.name(member) if isinstance(member, QName) else member
            for dimension, member in shared.members
        }
        entity = self.entities.get(shared.entity, shared.entity)
        return DimensionSet.of(entity, shared.period, members)._replace(
            remarks=shared.remarks, displaced=frozenset(map(self.name, shared.displaced))
        )


def is_name_in(report: Report, name: QName) -> bool:
    """Tell whether a report has what a name given to `Correspondence.between` is for."""
    units = (measure for u in report.columns.units for measure in (*u.numerators, *u.denominators))
    entities = (QName(e.scheme, e.identifier) for e in _entities(report) if e is not None)
    known = {*_names(report), *units, *entities}
    if name.local_name == EVERY_NAME:
        return name.namespace in {each.namespace for each in known}
    return name in known


def _entities_given(old: Report, said: Mapping[QName, QName]) -> dict[Entity | None, Entity | None]:
    """Return the entities among the names that are said to be one."""
    found: dict[Entity | None, Entity | None] = {}
    for entity in _entities(old):
        name = None if entity is None else said.get(QName(entity.scheme, entity.identifier))
        if name is not None:
            found[entity] = Entity(name.namespace, name.local_name)
    return found


def _entities(report: Report) -> Set[Entity | None]:
    return {shared.entity for shared in report.columns.dimension_sets}


def _namespaces(report: Report) -> Set[str]:
    return {name.namespace for name in _names(report)}


def _names(report: Report) -> Set[QName]:
    """Return the names of a report but for those of units."""
    names = {*report.columns.concepts, *(each.concept for each in report.columns.tuples)}
    for shared in report.columns.dimension_sets:
        for dimension, member in shared.members:
            names |= {dimension, member} if isinstance(member, QName) else {dimension}
    return names


def _versions(old: Set[str], new: Set[str]) -> dict[str, str]:
    """Return the namespaces that have become others of the same form."""
    found: defaultdict[str, tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
    for side, namespaces in enumerate((old - new, new - old)):
        for namespace in namespaces:
            found[_NUMBER.sub("#", namespace)][side].append(namespace)
    return {
        before[0]: after[0] for before, after in found.values() if len(before) == len(after) == 1
    }


def _same_entities(
    old: Set[Entity | None], new: Set[Entity | None]
) -> dict[Entity | None, Entity | None]:
    if len(old) == len(new) == 1:
        [before], [after] = old, new
        return {} if before == after else {before: after}
    known, unknown = _by_identifier(old - new), _by_identifier(new - old)
    return {known[key]: unknown[key] for key in known.keys() & unknown.keys()}


def _by_identifier(entities: Iterable[Entity | None]) -> dict[str, Entity]:
    """Return the entities whose identifiers no other among them has."""
    found: defaultdict[str, list[Entity]] = defaultdict(list)
    for entity in entities:
        if entity is not None:
            found[entity.identifier].append(entity)
    return {key: some[0] for key, some in found.items() if len(some) == 1}
