"""Identifiers of facts and notes: names in XML, each given once."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import filterfalse

from finmodel.formats.output import UnwritableError
from finmodel.formats.xbrl_xml.fault import DUPLICATE_ID
from finmodel.model.report import Report
from finmodel.qname import NCNAME


def iter_invalid(ids: Collection[str]) -> Iterator[str]:
    """Yield the identifiers that are no names."""
    # an identifier of Python, if it is ASCII, is a name in XML; telling so is much faster
    if all(map(str.isidentifier, ids)) and "".join(ids).isascii():
        return
    yield from filterfalse(NCNAME.fullmatch, ids)


def require_distinct(report: Report) -> None:
    """Raise `UnwritableError` where two facts, or a fact and a note, have one identifier.

    Readers see to it that there are none; a program that builds a report may not.
    """
    ids = [*report.columns.id, *report.notes]
    if len(set(ids)) == len(ids):
        return
    seen: set[str] = set()
    for id in ids:
        if id in seen:
            raise UnwritableError(DUPLICATE_ID(f"The id “{id}” is given to more than one fact."))
        seen.add(id)
