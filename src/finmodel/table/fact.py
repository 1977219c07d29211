"""The facts of a report as a table, one row each."""

from __future__ import annotations

from array import array
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from finmodel.model.column import ABSENT, EXACT, NONE, Columns, Interner
from finmodel.model.dimension import DimensionSet, Member, TypedMember
from finmodel.model.period import Period
from finmodel.model.report import Report
from finmodel.qname import Namespaces, QName
from finmodel.table.arrow import arrow, coded, compute, encoded, indexes, integers
from finmodel.table.heading import KEY, MIXED, Heading, dimension_name
from finmodel.table.number import numbers

if TYPE_CHECKING:
    import pyarrow

NIL: Final = "#nil"
"""A typed dimension's value that is nil; other values with this sign in front have it twice."""

VALUE: Final = "##"
"""What stands before values in the column of a dimension that takes names as well."""


def fact_table(report: Report) -> pyarrow.Table:
    """Return the table of a report's facts; its metadata hold what belongs to all of them."""
    pa = arrow()
    columns, heading = report.columns, Heading.of(report)
    namespaces = heading.namespaces
    table = pa.table(
        {
            "document": _constant(report.document, len(columns)),
            "id": pa.array(columns.id, pa.string()),
            "concept": coded(indexes(columns.concept), map(namespaces.name, columns.concepts)),
            **_shared(columns),
            "unit": coded(indexes(columns.unit), (unit.text(namespaces) for unit in columns.units)),
            "language": coded(indexes(columns.language), columns.languages),
            **_value(columns),
            "owner": _owners(columns),
            **_dimensions(columns, heading),
        }
    )
    return table.replace_schema_metadata({KEY: heading.to_json()})


def _constant(text: str | None, size: int) -> pyarrow.Array:
    pa = arrow()
    index = pa.array([None if text is None else 0], pa.int32())
    return coded(pa.repeat(index[0], size), [] if text is None else [text])


def _shared(columns: Columns) -> dict[str, pyarrow.Array]:
    """Return who and when, spread from the sets of dimensions to the facts."""
    pa = arrow()
    place = integers(columns.dimensions)

    def text(of: Callable[[DimensionSet], str | None]) -> pyarrow.Array:
        index, texts = encoded(map(of, columns.dimension_sets))
        return coded(index.take(place), texts)

    def moment(of: Callable[[Period], datetime | None]) -> pyarrow.Array:
        moments = (of(shared.period) for shared in columns.dimension_sets)
        local = [None if each is None else each.replace(tzinfo=None) for each in moments]
        return pa.array(local, pa.timestamp("us")).take(place)

    return {
        "entity_scheme": text(
            lambda shared: None if shared.entity is None else shared.entity.scheme
        ),
        "entity": text(lambda shared: None if shared.entity is None else shared.entity.identifier),
        "period_start": moment(lambda period: None if period.is_instant else period.start),
        "period_end": moment(lambda period: period.end),
        "period_zone": text(lambda shared: zone_text(shared.period)),
        "remarks": text(lambda shared: "\n".join(r.content for r in shared.remarks) or None),
    }


def zone_text(period: Period) -> str | None:
    """Return the time zone of a period's ends, `Z` or `+09:00`, both where they differ."""
    if period.start is None or period.end is None or period.start.tzinfo is None:
        return None
    start, end = (_zone(moment) for moment in (period.start, period.end))
    return start if start == end else f"{start}/{end}"


def _zone(moment: datetime) -> str:
    return "Z" if moment.utcoffset() == UTC.utcoffset(None) else moment.isoformat()[-6:]


def _value(columns: Columns) -> dict[str, pyarrow.Array]:
    pa, pc = arrow(), compute()
    decimals, values = integers(columns.decimals), pa.array(columns.value, pa.string())
    has_none = pc.equal(decimals, ABSENT)
    is_numeric = pc.or_(pc.not_equal(integers(columns.unit), NONE), pc.invert(has_none))
    has_none = pc.or_(has_none, pc.equal(decimals, EXACT))
    return {
        "decimals": pc.if_else(has_none, pa.scalar(None, pa.int32()), decimals),
        "is_numeric": is_numeric,
        "value": values,
        "number": numbers(values, is_numeric),
    }


def _owners(columns: Columns) -> pyarrow.Array:
    owner = array("i", [NONE]) * len(columns) if columns.owner is None else columns.owner
    ids = (one.id or f"#{number}" for number, one in enumerate(columns.tuples, 1))
    return coded(indexes(owner), ids)


def _dimensions(columns: Columns, heading: Heading) -> dict[str, pyarrow.Array]:
    """Return a column for each dimension, sorted by name, null where a fact does not have it."""
    cells: dict[QName, dict[int, Member]] = {}
    for number, shared in enumerate(columns.dimension_sets):
        for dimension, member in shared.members:
            cells.setdefault(dimension, {})[number] = member
    place = integers(columns.dimensions)
    table = {}
    for dimension, found in cells.items():
        name = dimension_name(dimension, heading.namespaces)
        texts: Interner[str] = Interner()
        column = array("i", [NONE]) * len(columns.dimension_sets)
        for number, member in found.items():
            column[number] = texts[_member_text(member, heading.namespaces, heading.kinds[name])]
        table[name] = coded(indexes(column).take(place), texts)
    return dict(sorted(table.items()))


def _member_text(member: Member, namespaces: Namespaces, kind: str) -> str:
    if not isinstance(member, TypedMember):
        return namespaces.name(member)
    if member.value is None:
        return NIL
    mark = VALUE if kind == MIXED else "#" if member.value.startswith("#") else ""
    return mark + member.value
