"""What a format of the OIM could not be read with again, found before it is written."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from functools import cache
from typing import TypeVar

from attrs import define, field

from finmodel.diagnostic import Fault
from finmodel.formats.oim.binding import Binding, period_text
from finmodel.formats.oim.dialect import Dialect
from finmodel.formats.oim.name import Names, RefusedError
from finmodel.model.report import Report

T = TypeVar("T")


@define
class Refusal:
    """The facts that a reader would refuse for one fault, and what it would say of the first.

    `others` counts the further texts with that fault.
    """

    fault: Fault
    message: str
    others: int = -1
    indexes: set[int] = field(factory=set)
    rows: Sequence[int] = ()

    def spare(self, lost: Set[int]) -> bool:
        """Leave out facts that are lost for another reason, and tell whether there are others."""
        self.rows = [row for row in self.rows if row not in lost]
        return bool(self.rows)


def refusals(report: Report, dialect: Dialect) -> Iterator[Refusal]:
    """Yield which facts have an entity, a period, a unit, a language or a name that has no text.

    The specification wants an entity's identifier without white space (OIM common definitions 1.0,
    SQNames), a prefix before every measure, and periods and languages of a certain form; XBRL 2.1
    takes more. The reader itself is asked, so that nothing is written that it would leave out.
    """
    columns, binding = report.columns, Binding(report, dialect.prefixes)
    names = Names(binding.namespaces, dialect)
    sets = columns.dimension_sets
    dimensions = list({name: None for shared in sets for name, _ in shared.members})
    yield from _refused(
        columns.concept, columns.concepts, lambda concept: names.concept(binding.name(concept))
    )
    yield from _refused(columns.unit, columns.units, lambda unit: names.unit(binding.unit(unit)))
    yield from _refused(
        columns.language, columns.languages, lambda language: names.language(language.lower())
    )
    yield from _refused(
        columns.dimensions,
        (shared.entity for shared in sets),
        lambda entity: entity and names.entity(binding.entity(entity)),
    )
    yield from _refused(
        columns.dimensions,
        (shared.period for shared in sets),
        lambda period: period.is_forever or names.period(period_text(period)),
    )
    refused = {name for name in dimensions if _refusal(names.dimension, binding.name(name))}
    if refused:
        yield from _refused(
            columns.dimensions,
            (next((n for n, _ in shared.members if n in refused), None) for shared in sets),
            lambda name: name and names.dimension(binding.name(name)),
        )


def _refusal(read: Callable[[T], object], value: T) -> RefusedError | None:
    try:
        read(value)
    except RefusedError as refused:
        return refused
    return None


def _refused(
    column: array[int], table: Iterable[T], read: Callable[[T], object]
) -> Iterator[Refusal]:
    """Yield a refusal for each fault that reading the values of a table raises."""
    refusal = cache(lambda value: _refusal(read, value))
    found: dict[str, Refusal] = {}
    said: set[str] = set()
    for index, value in enumerate(table):
        error: RefusedError | None = refusal(value)
        if error is None:
            continue
        one = found.setdefault(error.fault.code, Refusal(error.fault, error.message))
        one.indexes.add(index)
        if error.message not in said:
            said.add(error.message)
            one.others += 1
    for one in found.values():
        one.rows = [row for row, index in enumerate(column) if index in one.indexes]
        if one.rows:
            yield one
