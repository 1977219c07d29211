"""Reports made of tables: what `finmodel.to_arrow` gave, and what became of it since."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from attrs import evolve

from finmodel.diagnostic import Diagnostic, Fault, Severity
from finmodel.formats.xbrl_xml.fault import (
    COMPLEX_TYPED,
    DROPPED_ATTRIBUTE,
    INCONSISTENT_CONTAINER,
    NON_DIMENSIONAL,
    UNSUPPORTED_TUPLE,
)
from finmodel.model.column import ABSENT, EXACT, Columns
from finmodel.model.dimension import DimensionSet, Member, TypedMember
from finmodel.model.entity import Entity
from finmodel.model.link import Link
from finmodel.model.period import FOREVER, Period, PeriodError
from finmodel.model.report import Report
from finmodel.model.unit import Unit, UnitError, parse_unit
from finmodel.qname import Namespaces, QName, UnboundPrefixError
from finmodel.table.arrow import arrow, column_of, compute, text_type
from finmodel.table.fact import NIL, VALUE
from finmodel.table.grouping import (
    MOMENT,
    Coded,
    cast_column,
    coded_column,
    each,
    grouped,
    interned,
)
from finmodel.table.heading import EXPLICIT, KEY, MARKUP, MIXED, TYPED, Heading, TableError

if TYPE_CHECKING:
    import pyarrow

_NO_PREFIXES: Final = "; give `like`, the report that the table was made of"


def from_arrow(table: Any, *, like: Report | None = None) -> Report:  # noqa: ANN401 - any library's
    """Return the report of a table of facts: an Arrow table, or a frame of polars or pandas.

    The columns are those of `to_arrow`; only `id`, `concept` and `value` must be there, and others
    than those are ignored. Taxonomy, prefixes, notes and links are in the metadata of an Arrow
    table; frames do not keep them, so then they come from the report `like`. `value` says what is
    reported, and `number` counts nothing. What the OIM has not is left out and is an error in
    `Report.diagnostics`. Raises `TableError` where the table is none of a report.
    """
    found = _arrow_table(table)
    missing = sorted({"id", "concept", "value"} - set(found.column_names))
    if missing:
        raise TableError(f"the table has no column {', '.join(missing)}")
    heading = _heading(table, found, like)
    kept, left_out = _oim_rows(found, heading)
    columns = _columns(kept, heading)
    links = _links(heading.links, columns, heading)
    notes = {note.id: note for note in heading.notes}
    if like is not None:
        report = evolve(like, columns=columns, links=links, diagnostics=left_out, locator=_nowhere)
        return evolve(report, unused=())
    return Report(
        heading.taxonomy,
        columns,
        notes,
        links,
        namespaces=heading.namespaces,
        document=_document(kept),
        diagnostics=left_out,
        linkbases=heading.linkbases,
        discovered=heading.discovered,
        definitions=heading.definitions,
        features=heading.features,
        container=heading.container,
        is_oim=heading.is_oim,
    )


def _nowhere(rows: Sequence[int]) -> Mapping[int, Any]:
    return {}


def _arrow_table(table: Any) -> pyarrow.Table:  # noqa: ANN401 - any library's
    pa = arrow()
    try:
        found = table if isinstance(table, pa.Table) else pa.table(table)
        columns = {field.name: _plain(found.column(field.name)) for field in found.schema}
        return pa.table(columns, metadata=found.schema.metadata)
    except (TypeError, ValueError, KeyError) as error:
        raise TableError(f"this is no table of facts: {error}") from None


def _plain(column: pyarrow.ChunkedArray) -> pyarrow.ChunkedArray:
    """Return a column of texts in the one type of texts that all of Arrow can work with."""
    pa = arrow()
    kind = column.type
    if pa.types.is_dictionary(kind):
        if pa.types.is_null(kind.value_type):
            return pa.nulls(len(column), pa.string())
        return column.cast(text_type()) if _is_text(kind.value_type) else column
    return column.cast(pa.string()) if _is_text(kind) else column


def _is_text(kind: pyarrow.DataType) -> bool:
    types = arrow().types
    return bool(types.is_string(kind) or types.is_large_string(kind) or types.is_string_view(kind))


def _heading(given: Any, table: pyarrow.Table, like: Report | None) -> Heading:  # noqa: ANN401
    if like is not None:
        return Heading.of(like)
    text = (table.schema.metadata or {}).get(KEY.encode())
    if text is None:  # as pandas has it
        text = getattr(given, "attrs", {}).get(KEY)
    return Heading() if text is None else Heading.from_json(text)


def _document(table: pyarrow.Table) -> str | None:
    names = [name for name in _used(coded_column(table, "document")) if name is not None]
    if len(names) > 1:
        raise TableError(f"the table has facts of {len(names)} reports; take those of one document")
    return names[0] if names else None


def _used(column: Coded) -> list[Any]:
    return [
        column.values[index] for index in column.index.unique().to_pylist() if index is not None
    ]


def _oim_rows(
    table: pyarrow.Table, heading: Heading
) -> tuple[pyarrow.Table, tuple[Diagnostic, ...]]:
    """Return the rows that the OIM can hold, and what is said of the others."""
    reasons: list[tuple[str, Fault]] = [
        ("owner", UNSUPPORTED_TUPLE),
        ("remarks", NON_DIMENSIONAL),
        *((name, COMPLEX_TYPED) for name, kind in heading.kinds.items() if kind == MARKUP),
    ]
    diagnostics = []
    for name, fault in reasons:
        if name not in table.column_names:
            continue
        rest = table.filter(compute().is_null(table.column(name)))
        count = table.num_rows - rest.num_rows
        if count:
            message = f"{fault.says.rstrip('.')}: {count:,} of the table's rows are left out."
            diagnostics.append(evolve(fault(message), severity=Severity.ERROR))
        table = rest
    if heading.empty_tuples:
        size = "is 1" if heading.empty_tuples == 1 else f"are {heading.empty_tuples:,}"
        message = f"A table has no rows for tuples without facts, of which there {size}."
        diagnostics.append(evolve(UNSUPPORTED_TUPLE(message), severity=Severity.ERROR))
    if heading.dropped:
        size = "1 fact has" if heading.dropped == 1 else f"{heading.dropped:,} facts have"
        diagnostics.append(
            DROPPED_ATTRIBUTE(f"A table has no columns for the attributes that {size}.")
        )
    if heading.displaced:
        message = f"In a table, {heading.displaced:,} facts have all dimensions in one place."
        diagnostics.append(INCONSISTENT_CONTAINER(message))
    return table, tuple(diagnostics)


def _columns(table: pyarrow.Table, heading: Heading) -> Columns:
    namespaces = heading.namespaces
    concept = coded_column(table, "concept")
    if concept.index.null_count:
        raise TableError("a row of the table has no concept")
    names = [_name("concept", text, namespaces) for text in concept.values]
    concepts, concept_index = interned(names, concept.index)
    unit, language = coded_column(table, "unit"), coded_column(table, "language")
    units, unit_index = interned([_unit(text, namespaces) for text in unit.values], unit.index)
    languages, language_index = interned(language.values, language.index)
    dimension_sets, dimensions = _dimension_sets(table, heading)
    values = _text_column(table, "value")
    return Columns(
        concepts=concepts,
        dimension_sets=dimension_sets,
        units=units,
        languages=languages,
        concept=concept_index,
        dimensions=dimensions,
        unit=unit_index,
        language=language_index,
        decimals=_decimals(table, unit.index, values, heading.unstated),
        value=values.to_pylist(),
        id=_ids(table),
    )


def _text_column(table: pyarrow.Table, name: str) -> pyarrow.Array:
    return _whole(cast_column(table, name, arrow().string()))


def _whole(column: pyarrow.ChunkedArray) -> pyarrow.Array:
    return arrow().concat_arrays(column.chunks) if column.num_chunks else column.combine_chunks()


def _ids(table: pyarrow.Table) -> list[str]:
    found = _text_column(table, "id").to_pylist()
    ids = [f"f{row + 1}" if id is None else id for row, id in enumerate(found)]
    if len(set(ids)) != len(ids):
        raise TableError("an id stands in more than one row; the rows must be of one report")
    return ids


def _decimals(
    table: pyarrow.Table, unit: pyarrow.Array, values: pyarrow.Array, unstated: Sequence[str]
) -> array[int]:
    """Return the decimals; a number that has none is exact, unless it did not say so either."""
    pa, pc = arrow(), compute()
    size = table.num_rows
    given = pa.nulls(size, pa.int32())
    if "decimals" in table.column_names:
        given = _whole(cast_column(table, "decimals", pa.int32()))
    if "is_numeric" in table.column_names:
        is_numeric = pc.fill_null(_whole(cast_column(table, "is_numeric", pa.bool_())), False)
    else:
        is_numeric = pc.or_(pc.is_valid(unit), pc.is_valid(given))
    is_exact = pc.and_(is_numeric, pc.is_valid(values))
    if unstated:
        ids = _text_column(table, "id")
        is_exact = pc.and_not(is_exact, pc.is_in(ids, pa.array(unstated, pa.string())))
    implied = pc.if_else(is_exact, pa.scalar(EXACT, pa.int32()), pa.scalar(ABSENT, pa.int32()))
    return column_of(pc.coalesce(given, implied))


def _dimension_sets(
    table: pyarrow.Table, heading: Heading
) -> tuple[list[DimensionSet], array[int]]:
    """Return the distinct sets of dimensions, and which of them each row has."""
    namespaces = heading.namespaces
    names = [name for name in table.column_names if ":" in name]
    core = [
        coded_column(table, "entity_scheme"),
        coded_column(table, "entity"),
        coded_column(table, "period_start", MOMENT),
        coded_column(table, "period_end", MOMENT),
        coded_column(table, "period_zone"),
    ]
    members = [coded_column(table, name) for name in names]
    group, indexes = grouped([*core, *members], table.num_rows)
    texts = [each(column, index, _same) for column, index in zip(core, indexes, strict=False)]
    found: list[dict[QName, Member]] = [{} for _ in texts[0]]
    for name, column, index in zip(names, members, indexes[len(core) :], strict=True):
        dimension = _name(name, name, namespaces)
        domain = heading.domains.get(name)
        element = None if domain is None else _name(name, domain, namespaces)
        reader = _MemberReader(name, heading.kinds.get(name), namespaces, element)
        for place, member in enumerate(each(column, index, reader)):
            if member is not None:
                found[place][dimension] = member
    sets = [
        DimensionSet.of(_entity(scheme, identifier), _period(start, end, zone), place)
        for scheme, identifier, start, end, zone, place in zip(*texts, found, strict=True)
    ]
    return interned(sets, group)


def _same(value: Any) -> Any:  # noqa: ANN401 - of whatever type the column is
    return value


def _entity(scheme: str | None, identifier: str | None) -> Entity | None:
    return None if identifier is None else Entity(scheme or "", identifier)


def _period(start: datetime | None, end: datetime | None, zone: str | None) -> Period:
    if end is None:
        if start is not None:
            raise TableError(f"period_end: a period starts at {start} and does not end")
        return FOREVER
    first, _, last = (zone or "").partition("/")
    try:
        closing = _zoned(end, last or first)
        return Period.instant(closing) if start is None else Period(_zoned(start, first), closing)
    except (PeriodError, ValueError) as error:
        raise TableError(f"period_end: {error}") from None


def _zoned(moment: datetime, zone: str) -> datetime:
    return datetime.fromisoformat(f"{moment.isoformat()}{zone}") if zone else moment


def _name(column: str, text: str, namespaces: Namespaces) -> QName:
    prefix, colon, local_name = text.partition(":")
    if not colon or not prefix:
        return QName("", local_name if colon else text)
    try:
        return QName.from_prefixed(text, namespaces)
    except UnboundPrefixError as error:
        raise TableError(f"{column}: {error}{_NO_PREFIXES}") from None


def _unit(text: str, namespaces: Namespaces) -> Unit:
    try:
        return parse_unit(text, namespaces)
    except UnboundPrefixError as error:
        raise TableError(f"unit: {error}{_NO_PREFIXES}") from None
    except UnitError as error:
        raise TableError(f"unit: {error}") from None


class _MemberReader:
    """Reads the cells of a dimension by its kind; without one, known prefixes make names."""

    def __init__(
        self, column: str, kind: str | None, namespaces: Namespaces, domain: QName | None
    ) -> None:
        self._column = column
        self._kind = kind
        self._namespaces = namespaces
        self._domain = domain

    def __call__(self, text: str) -> Member:
        """Return what a cell says."""
        if self._kind == MIXED and text.startswith(VALUE):
            return TypedMember(text.removeprefix(VALUE), self._domain)
        prefix, colon, _ = text.partition(":")
        is_name = bool(colon) and prefix in self._namespaces
        if self._kind == EXPLICIT or (self._kind != TYPED and is_name):
            return _name(self._column, text, self._namespaces)
        if text == NIL:
            return TypedMember(None, self._domain)
        return TypedMember(text[1:] if text.startswith("##") else text, self._domain)


def _links(links: Sequence[Link], columns: Columns, heading: Heading) -> tuple[Link, ...]:
    """Return the links that still start and end somewhere."""
    there = {*columns.id, *(note.id for note in heading.notes)}

    def kept() -> Iterator[Link]:
        for link in links:
            targets = tuple(target for target in link.targets if target in there)
            if link.source in there and targets:
                yield link if targets == link.targets else evolve(link, targets=targets)

    return tuple(kept())
