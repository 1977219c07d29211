"""Duplicate facts: the same dimensions reported more than once (OIM 1.0, section on duplicates)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from enum import Enum
from itertools import repeat
from typing import Final

from attrs import frozen

from finmodel.model.column import ABSENT, EXACT, NONE, Columns
from finmodel.model.report import Report
from finmodel.numeric import Interval, NumberError, parse_decimal
from finmodel.qname import QName

ALLOWED_DUPLICATES: Final = "xbrl:allowedDuplicates"
"""The feature by which a report promises which duplicates it has: none, or up to a kind, or all."""


class DuplicateKind(Enum):
    """The OIM's three kinds, from harmless to contradictory."""

    COMPLETE = "complete"
    CONSISTENT = "consistent"
    INCONSISTENT = "inconsistent"


@frozen
class DuplicateSet:
    """The rows of all facts that share every dimension, and what kind of duplicates they are."""

    rows: tuple[int, ...]
    kind: DuplicateKind


ValueForm = Callable[[QName, str], str]
"""Gives one form to all texts that state the same value of a concept."""


def _as_written(_: QName, text: str) -> str:
    return text


def iter_duplicates(report: Report, form: ValueForm = _as_written) -> Iterator[DuplicateSet]:
    """Yield every set of duplicate facts, in the order of their first facts."""
    for rows in _candidates(report.columns):
        yield DuplicateSet(rows, duplicate_kind(report, rows, form))


def _candidates(columns: Columns) -> list[tuple[int, ...]]:
    """Return the rows that share concept, dimensions, unit, language and tuple.

    One pass decides whether there is any duplicate at all, which a report mostly has not.
    """
    owner = repeat(NONE) if columns.owner is None else columns.owner
    keys = list(
        zip(
            columns.concept,
            columns.dimensions,
            columns.unit,
            columns.language,
            owner,
            strict=False,
        )
    )
    if len(set(keys)) == len(keys):
        return []
    groups: defaultdict[tuple[int, ...], list[int]] = defaultdict(list)
    for row, key in enumerate(keys):
        groups[key].append(row)
    return [tuple(rows) for rows in groups.values() if len(rows) > 1]


def duplicate_kind(
    report: Report, rows: Sequence[int], form: ValueForm = _as_written
) -> DuplicateKind:
    """Return of what kind the facts at some rows are, which share all their dimensions.

    Complete: same value, same decimals. Consistent: numbers whose intervals all meet in one value,
    where those with equal decimals have equal values. Else inconsistent. Consistency does not
    pass from pair to pair, so the set is judged as a whole. `form` tells which texts are one value
    where they are no finite decimal numbers.
    """
    columns = report.columns
    first = rows[0]
    if not columns.is_numeric(first) or any(columns.value[row] is None for row in rows):
        return _kind_of_texts(columns, rows, form)
    try:
        numbers = {
            (parse_decimal((columns.value[row] or "").strip()), columns.decimals[row])
            for row in rows
        }
    except NumberError:
        return _kind_of_texts(columns, rows, form)
    if len(numbers) == 1:
        return DuplicateKind.COMPLETE
    if len({decimals for _, decimals in numbers}) < len(numbers):
        return DuplicateKind.INCONSISTENT
    rounding = report.rounding_of(columns.concepts[columns.concept[first]])
    common = Interval.everything()
    for value, decimals in numbers:
        common &= Interval.reported(value, _digits(decimals), rounding)
    return DuplicateKind.INCONSISTENT if common.is_empty else DuplicateKind.CONSISTENT


def _kind_of_texts(columns: Columns, rows: Sequence[int], form: ValueForm) -> DuplicateKind:
    concept = columns.concepts[columns.concept[rows[0]]]
    texts = {columns.value[row] for row in rows}
    values = {None if text is None else form(concept, text) for text in texts}
    if len(values) > 1:
        return DuplicateKind.INCONSISTENT
    is_same = len({columns.decimals[row] for row in rows}) == 1
    return DuplicateKind.COMPLETE if is_same else DuplicateKind.CONSISTENT


def _digits(decimals: int) -> int | None:
    return None if decimals in (EXACT, ABSENT) else decimals
