"""xBRL-JSON → `Report`."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial
from typing import Any, Final, TypeVar

from finmodel.bulk import uncollected
from finmodel.diagnostic import UnreadableError
from finmodel.formats.document import Document
from finmodel.formats.oim.identifier import iter_invalid
from finmodel.formats.oim.info import (
    CANONICAL_VALUES,
    INFO_MEMBERS,
    Info,
    check_extension,
    read_info,
    require_type,
)
from finmodel.formats.oim.intake import Intake, PlainFact
from finmodel.formats.oim.journal import Journal
from finmodel.formats.oim.jsontext import Json, JsonText, parse, unparsed
from finmodel.formats.oim.linkset import AliasedLink, LinkReader
from finmodel.formats.oim.name import NOTE, Names, RefusedError
from finmodel.formats.oim.shape import LOST, Fitting, Path, Record, Scalar, shown
from finmodel.formats.xbrl_json.fact import (
    LINKS,
    FactReader,
    dimension_set,
)
from finmodel.formats.xbrl_json.fault import (
    DIALECT,
    INVALID_JSON,
    INVALID_STRUCTURE,
    NON_CANONICAL_VALUE,
)
from finmodel.model.column import ABSENT, EXACT, NONE, Columns, Interner
from finmodel.model.link import Note
from finmodel.model.report import Report
from finmodel.numeric import MAX_DECIMALS
from finmodel.qname import QName
from finmodel.source import Source

V = TypeVar("V")

_OBJECT: Final = Scalar((dict,), "an object")
_REPORT: Final = Record(
    {
        "documentInfo": Record(
            INFO_MEMBERS, frozenset(("documentType", "taxonomy")), extensible=True
        ),
        "facts": _OBJECT,
    },
    required=frozenset(("documentInfo",)),
    extensible=True,
)
_CANONICAL: Final = re.compile(
    r"-?(?:0|[1-9]\d*)(?:\.\d|\.\d+[1-9])?"  # xs:integer, xs:decimal
    r"|-?\d\.(?:\d|\d+[1-9])E(?:0|-?[1-9]\d*)|-?INF|NaN",  # xs:double
    re.ASCII,
)


def read_report(document: Document) -> Report:
    """Read xBRL-JSON 1.0; raises `UnreadableError` where it is no JSON or no such report."""
    with uncollected():
        return report_of(parse(document, INVALID_JSON))


def report_of(text: JsonText) -> Report:
    """Return the report that parsed JSON is; raises `UnreadableError` where it is none."""
    require_type(text, DIALECT)
    with uncollected():
        return _Reader(text).read()


class _Memo(dict[Any, int]):
    """From a text to the index of what it stands for; a text that is refused is not kept."""

    __slots__ = ("_read", "_table")

    def __init__(self, table: Interner[V], read: Callable[[Any], V]) -> None:
        super().__init__()
        self._table = table
        self._read = read

    def __missing__(self, text: Json) -> int:
        index = self[text] = self._table[self._read(text)]
        return index


class _Reader:
    def __init__(self, text: JsonText) -> None:
        self._text = text
        self._journal = Journal()
        self._intake = Intake()
        self._notes: dict[str, Note] = {}
        self._links: list[AliasedLink] = []

    def read(self) -> Report:
        text, journal = self._text, self._journal
        journal.include(text.repetitions(INVALID_JSON))
        info, facts = self._head()
        self._facts(info, facts)
        columns = self._intake.finished()
        self._check_ids(facts)
        if info.features.get(CANONICAL_VALUES) == "true":
            self._check_canonical(columns)
        links = LinkReader(info, text.source, DIALECT, journal).links(
            self._links, set(columns.id), self._notes, partial(text.source, "facts")
        )
        return Report(
            taxonomy=info.taxonomy,
            columns=columns,
            notes=self._notes,
            links=links,
            namespaces=info.namespaces,
            document=text.document.name,
            diagnostics=journal.diagnostics,
            features=info.features,
            locator=partial(_locate, text.document, columns.id),
        )

    def _head(self) -> tuple[Info, Mapping[str, Json]]:
        """Return the document information, and the facts as they are."""
        text, journal = self._text, self._journal
        extensions: list[Path] = []

        def misfit(path: Path, message: str, cause: str) -> None:
            journal.add(INVALID_STRUCTURE, f"In the report {message}.", text.source(*path))

        members = Fitting(misfit, extensions.append).fit(text.value, _REPORT)
        info = read_info(
            members["documentInfo"], text.document.address, text.source, DIALECT, journal
        )
        for path in extensions:
            check_extension(path, info.namespaces, text.source, DIALECT, journal)
        return info, members.get("facts", {})

    def _facts(self, info: Info, facts: Mapping[str, Json]) -> None:
        """Fill the columns: quickly what is plain, with care what is not.

        A text is understood once, so that most facts cost a few look-ups. What is faulty or
        unusual in any way makes one of them fail, and is read again by a `FactReader`.
        """
        names = Names(info.namespaces, DIALECT)
        careful = FactReader(self._text, info.namespaces, names, self._journal)
        intake, columns = self._intake, self._intake.columns
        concepts = _Memo(intake.concepts, partial(_plain_concept, names))
        sets = _Memo(intake.dimension_sets, lambda items: dimension_set(names, dict(items)))
        units = _Memo(intake.units, names.unit)
        languages = _Memo(intake.languages, names.language)
        units[None] = languages[None] = NONE
        add_concept, add_set = columns.concept.append, columns.dimensions.append
        add_unit, add_language = columns.unit.append, columns.language.append
        add_decimals, add_value = columns.decimals.append, columns.value.append
        for id, fact in facts.items():
            try:
                value = fact["value"]
                rest = fact["dimensions"].copy()
                concept = concepts[rest.pop("concept")]
                unit = units[rest.pop("unit", None)]
                language = languages[rest.pop("language", None)]
                dimensions = sets[tuple(rest.items())]
                decimals = _plain_decimals(fact, value, unit)
            except (RefusedError, KeyError, TypeError, AttributeError):
                self._add(id, careful.read(id, fact))
                self._add_links(id, fact)
                continue
            if "links" in fact:
                self._add_links(id, fact)
            add_concept(concept)
            add_set(dimensions)
            add_unit(unit)
            add_language(language)
            add_decimals(decimals)
            add_value(value)
            columns.id.append(id)

    def _add(self, id: str, fact: PlainFact | Note | None) -> None:
        if isinstance(fact, Note):
            self._notes[id] = fact
        elif fact is not None:
            self._intake.add(id, fact)

    def _add_links(self, id: str, fact: Json) -> None:
        """Keep what can be read of a fact's links; what cannot, a `FactReader` told."""
        links = fact.get("links") if isinstance(fact, dict) else None
        fitted = _SILENT.fit(links, LINKS)
        for type_, groups in ({} if fitted is LOST else fitted).items():
            for group, targets in groups.items():
                path = ("facts", id, "links", type_, group)
                self._links.append(AliasedLink(type_, group, id, tuple(targets), path))

    def _check_ids(self, ids: Collection[str]) -> None:
        for id in iter_invalid(ids):
            message = f"{shown(id)} cannot be the id of a fact."
            self._journal.add(INVALID_STRUCTURE, message, self._text.source("facts", id))

    def _check_canonical(self, columns: Columns) -> None:
        """Record numbers that are canonical for no type; which type it is the taxonomy knows."""
        for row, value in enumerate(columns.value):
            if value is None or not columns.is_numeric(row) or _CANONICAL.fullmatch(value):
                continue
            id = columns.id[row]
            message = f"The value {shown(value)} of “{id}” is in no canonical form."
            source = self._text.source("facts", id, "value")
            self._journal.add(
                NON_CANONICAL_VALUE, message, source, cause="value", subject=f"“{id}”"
            )


def _plain_concept(names: Names, text: str) -> QName:
    concept = names.concept(text)
    if concept == NOTE:
        raise RefusedError(INVALID_STRUCTURE, "A note is read with care.")
    return concept


def _plain_decimals(fact: Mapping[str, Any], value: object, unit: int) -> int:
    """Return the decimals of a fact; raises `TypeError` where anything about it is unusual."""
    members = 2
    decimals: int | None = None
    if "decimals" in fact:
        decimals = fact["decimals"]
        members += 1
        if decimals.__class__ is not int or not -MAX_DECIMALS <= decimals <= MAX_DECIMALS:
            raise TypeError
    if "links" in fact:
        _STRICT.fit(fact["links"], LINKS)
        members += 1
    if len(fact) != members or not (value is None or value.__class__ is str):
        raise TypeError
    if decimals is None:
        return EXACT if unit != NONE and value is not None else ABSENT
    return decimals


def _raise(path: Path, message: str, cause: str) -> None:
    raise TypeError


_STRICT: Final = Fitting(_raise)
_SILENT: Final = Fitting(lambda path, message, cause: None)


def _locate(document: Document, ids: Sequence[str], rows: Sequence[int]) -> Mapping[int, Source]:
    try:
        text = unparsed(document, INVALID_JSON)
    except UnreadableError:
        return {}
    return {row: text.source("facts", ids[row]) for row in rows}
