"""Typed members that mean the same though they are written differently."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping

from attrs import evolve

from finmodel.model.column import Interner
from finmodel.model.dimension import DimensionSet, Member, TypedMember
from finmodel.model.report import Report
from finmodel.qname import QName
from finmodel.taxonomy.datatype import DataType
from finmodel.taxonomy.taxonomy import Taxonomy
from finmodel.taxonomy.value import value_form

_Pair = tuple[QName, Member]


def with_equal_members(report: Report, taxonomy: Taxonomy) -> Report:
    """Return a report in which typed members that mean the same are the one that comes first.

    A contract number of 012 is the one of 12 where it is a number (XBRL 2.1, section 4.10;
    Dimensions 1.0, section 2.1), so that facts of both are duplicates and add up. Only what is to
    be compared needs that; what is written again keeps its digits.
    """
    sets = report.columns.dimension_sets
    types = _types(sets, taxonomy) if taxonomy.typed_domains else {}
    if not types:
        return report
    first: dict[tuple[QName, str | None], Member] = {}
    known: dict[_Pair, _Pair] = {}
    for pair in (pair for shared in sets for pair in shared.members):
        if pair not in known:
            known[pair] = pair
            if isinstance(pair[1], TypedMember) and pair[0] in types:
                form = _form(pair[1], types[pair[0]], report.namespaces)
                known[pair] = (pair[0], first.setdefault((pair[0], form), pair[1]))
    if all(pair == same for pair, same in known.items()):
        return report
    table: Interner[DimensionSet] = Interner()
    numbers = [table[s._replace(members=tuple(known[pair] for pair in s.members))] for s in sets]
    dimensions = array("i", map(numbers.__getitem__, report.columns.dimensions))
    columns = evolve(report.columns, dimension_sets=list(table), dimensions=dimensions)
    return evolve(report, columns=columns)


def _types(sets: Iterable[DimensionSet], taxonomy: Taxonomy) -> Mapping[QName, DataType]:
    """Return the typed dimensions of a report whose values can be written in several ways."""
    pairs = (pair for shared in sets for pair in shared.members)
    found = {}
    for name in dict.fromkeys(name for name, member in pairs if isinstance(member, TypedMember)):
        concept = taxonomy.concepts.get(name)
        domain = None if concept is None else concept.typed_domain
        data_type = None if domain is None else taxonomy.typed_domains.get(domain)
        if data_type is not None and data_type.builtin != "string":
            found[name] = data_type
    return found


def _form(member: TypedMember, data_type: DataType, namespaces: Mapping[str, str]) -> str | None:
    if member.value is None or member.form is not None:
        return member.form
    return member.value if member.is_markup else value_form(member.value, data_type, namespaces)
