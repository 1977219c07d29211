"""What a table of facts says of all its rows together, kept as metadata of its schema."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Final

from attrs import Factory, frozen

from finmodel.model.column import ABSENT, NONE, Columns
from finmodel.model.dimension import Member, TypedMember
from finmodel.model.link import Link, Note
from finmodel.model.report import Report
from finmodel.qname import Namespaces, QName

KEY: Final = "finmodel"
"""The key of the metadata."""

EXPLICIT: Final = "explicit"
TYPED: Final = "typed"
MARKUP: Final = "markup"
MIXED: Final = "mixed"


class TableError(ValueError):
    """A table that no report can be made of; the message names the column and the value."""


@frozen
class Heading:
    """The taxonomy, the prefixes that names are written with, notes and links.

    `kinds` tells for the column of each dimension whether it holds the names of members, values,
    values with elements in them, or both names and values, and `domains` the element of its values
    in XML. `container` is the part of contexts that holds dimensions there, and `displaced` counts
    the facts with some elsewhere. `unstated` are the facts with a unit that do not say how precise
    they are. `dropped` counts the facts that have attributes of other namespaces, for which a table
    has no columns, and `empty_tuples` those without facts, for which it has no rows.
    """

    taxonomy: tuple[str, ...] = ()
    namespaces: Namespaces = Factory(Namespaces)
    kinds: Mapping[str, str] = Factory(dict)
    notes: tuple[Note, ...] = ()
    links: tuple[Link, ...] = ()
    linkbases: Mapping[str, str] = Factory(dict)
    discovered: tuple[str, ...] = ()
    is_oim: bool = True
    dropped: int = 0
    definitions: Mapping[str, str] = Factory(dict)
    features: Mapping[str, str] = Factory(dict)
    container: str | None = None
    displaced: int = 0
    domains: Mapping[str, str] = Factory(dict)
    unstated: tuple[str, ...] = ()
    empty_tuples: int = 0

    @classmethod
    def of(cls, report: Report) -> Heading:
        """Return what a table of a report's facts needs beside its rows."""
        namespaces = bindings(report)
        kinds = {dimension_name(name, namespaces): k for name, k in _kinds(report.columns).items()}
        return cls(
            report.taxonomy,
            namespaces,
            kinds,
            tuple(report.notes.values()),
            report.links,
            report.linkbases,
            report.discovered,
            report.is_oim,
            len(report.columns.attributes),
            report.definitions,
            report.features,
            report.container,
            _count_displaced(report.columns),
            _domains(report.columns, namespaces),
            _unstated(report.columns),
            sum(one.start == one.stop for one in report.columns.tuples),
        )

    @classmethod
    def from_json(cls, text: str | bytes) -> Heading:
        """Read what `to_json` wrote; raises `TableError` for anything else."""
        try:
            content = json.loads(text)
            return cls(
                _texts(content["taxonomy"]),
                Namespaces(_texts_by_name(content["namespaces"])),
                _texts_by_name(content["dimensions"]),
                tuple(Note(*_texts([i, lang, value])) for i, lang, value in content["notes"]),
                tuple(
                    Link(_text(kind), _text(group), _text(source), _texts(targets))
                    for kind, group, source, targets in content["links"]
                ),
                _texts_by_name(content["linkbases"]),
                _texts(content["discovered"]),
                bool(content["oim"]),
                int(content.get("dropped", 0)),
                _texts_by_name(content.get("definitions", {})),
                _texts_by_name(content.get("features", {})),
                _text(content.get("container") or "") or None,
                int(content.get("displaced", 0)),
                _texts_by_name(content.get("domains", {})),
                _texts(content.get("unstated", ())),
                int(content.get("emptyTuples", 0)),
            )
        except (KeyError, TypeError, ValueError, AttributeError, RecursionError) as error:
            raise TableError(f"the metadata “{KEY}” of the table is damaged: {error}") from None

    def to_json(self) -> str:
        """Return the heading as a text."""
        content = {
            "taxonomy": self.taxonomy,
            "namespaces": self.namespaces,
            "dimensions": self.kinds,
            "notes": [(note.id, note.language, note.value) for note in self.notes],
            "links": [(link.type, link.group, link.source, link.targets) for link in self.links],
            "linkbases": self.linkbases,
            "discovered": self.discovered,
            "oim": self.is_oim,
            "dropped": self.dropped,
            "definitions": self.definitions,
            "features": self.features,
            "container": self.container,
            "displaced": self.displaced,
            "domains": self.domains,
            "unstated": self.unstated,
            "emptyTuples": self.empty_tuples,
        }
        return json.dumps(content, ensure_ascii=False)


def bindings(report: Report) -> Namespaces:
    """Return the prefixes of all names in a report's table, the same whenever it is asked."""
    columns = report.columns
    namespaces = Namespaces({prefix: uri for prefix, uri in report.namespaces.items() if prefix})
    names = list(columns.concepts)
    for unit in columns.units:
        names += (*unit.numerators, *unit.denominators)
    for shared in columns.dimension_sets:
        for dimension, member in shared.members:
            other = member if isinstance(member, QName) else member.domain
            names += (dimension,) if other is None else (dimension, other)
    for namespace in dict.fromkeys(name.namespace for name in names):
        if namespace:
            namespaces.prefix(namespace)
    return namespaces


def dimension_name(name: QName, namespaces: Namespaces) -> str:
    """Return the name of a dimension's column, which always has a colon."""
    return namespaces.name(name) if name.namespace else f":{name.local_name}"


def kind_of(member: Member) -> str:
    """Return what a cell of a dimension is."""
    if isinstance(member, TypedMember):
        return MARKUP if member.is_markup else TYPED
    return EXPLICIT


def _kinds(columns: Columns) -> dict[QName, str]:
    kinds: dict[QName, str] = {}
    for shared in columns.dimension_sets:
        for name, member in shared.members:
            kind = kind_of(member)
            known = kinds.setdefault(name, kind)
            if known != kind:
                kinds[name] = MARKUP if MARKUP in (known, kind) else MIXED
    return kinds


def _domains(columns: Columns, namespaces: Namespaces) -> dict[str, str]:
    """Return the element of each dimension of values, where they all are in one."""
    found: dict[QName, set[QName | None]] = {}
    for shared in columns.dimension_sets:
        for name, member in shared.members:
            if isinstance(member, TypedMember):
                found.setdefault(name, set()).add(member.domain)
    return {
        dimension_name(name, namespaces): dimension_name(domain, namespaces)
        for name, domains in found.items()
        for domain in domains
        if domain is not None and len(domains) == 1
    }


def _count_displaced(columns: Columns) -> int:
    places = {i for i, shared in enumerate(columns.dimension_sets) if shared.displaced}
    return sum(place in places for place in columns.dimensions) if places else 0


def _unstated(columns: Columns) -> tuple[str, ...]:
    if ABSENT not in columns.decimals:
        return ()
    rows = zip(columns.id, columns.decimals, columns.unit, columns.value, strict=True)
    return tuple(
        id
        for id, digits, unit, value in rows
        if digits == ABSENT and unit != NONE and value is not None
    )


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is no text")
    return value


def _texts_by_name(values: Mapping[object, object]) -> dict[str, str]:
    return {_text(key): _text(value) for key, value in values.items()}


def _texts(values: Iterable[object]) -> tuple[str, ...]:
    if isinstance(values, str):
        raise TypeError(f"{values!r} is no list")
    return tuple(map(_text, values))
