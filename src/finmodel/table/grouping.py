"""Columns of a table read back: the distinct values of each, and the distinct rows of several."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, Final, TypeVar

from attrs import frozen

from finmodel.model.column import NONE, Interner
from finmodel.table.arrow import arrow, column_of, compute
from finmodel.table.heading import TableError

if TYPE_CHECKING:
    import pyarrow

T = TypeVar("T")

TEXT: Final = "string"
MOMENT: Final = "timestamp[us]"


@frozen
class Coded:
    """The distinct values of a column, and for each row the index of its own, null for none."""

    values: Sequence[Any]
    index: pyarrow.Array


def coded_column(table: pyarrow.Table, name: str, kind: str = TEXT) -> Coded:
    """Return a column of a table, all null where the table has none."""
    pa = arrow()
    if name not in table.column_names or not table.num_rows:
        return Coded((), pa.nulls(table.num_rows, pa.int32()))
    column = table.column(name)
    wanted = pa.type_for_alias(kind)
    if not pa.types.is_dictionary(column.type):
        column = cast_column(table, name, wanted).dictionary_encode()
    column = column.unify_dictionaries().combine_chunks()
    return Coded(column.dictionary.cast(wanted).to_pylist(), column.indices.cast(pa.int32()))


def cast_column(table: pyarrow.Table, name: str, kind: pyarrow.DataType) -> pyarrow.ChunkedArray:
    """Return a column as one of a type; raises `TableError` where a value is none of it."""
    pa = arrow()
    try:
        return table.column(name).cast(kind)
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError) as error:
        raise TableError(f"{name}: {error}") from None


def interned(values: Iterable[T | None], index: pyarrow.Array) -> tuple[list[T], array[int]]:
    """Return the table of distinct values and the column of indexes, whatever is equal in it."""
    known: Interner[T] = Interner()
    mapping = [NONE if value is None else known[value] for value in values]
    column = column_of(compute().fill_null(index, NONE))
    if mapping != list(range(len(mapping))):
        mapping.append(NONE)  # where the index of none leads
        column = array("i", [mapping[each] for each in column])
    return list(known), column


def grouped(columns: Sequence[Coded], size: int) -> tuple[pyarrow.Array, list[list[int]]]:
    """Return the group of each row, and for each column the index at which each group has it.

    Rows are of one group where they agree in all columns. Columns are folded in one by one: a pair
    of a group and an index is one number, and the distinct numbers are the next groups.
    """
    pa, pc = arrow(), compute()
    group = pa.repeat(pa.scalar(0, pa.int64()), size)
    folds = []
    for column in columns:
        width = len(column.values) + 1
        index = pc.add(pc.fill_null(column.index.cast(pa.int64()), NONE), 1)
        pairs = pc.add(pc.multiply(group, width), index).dictionary_encode()
        group = pairs.indices.cast(pa.int64())
        folds.append((pairs.dictionary, width))
    found: list[list[int]] = []
    among: pyarrow.Array | None = None
    for pairs, width in reversed(folds):
        chosen = pairs if among is None else pairs.take(among)
        among = pc.divide(chosen, width)
        found.append(pc.subtract(pc.subtract(chosen, pc.multiply(among, width)), 1).to_pylist())
    return group.cast(pa.int32()), found[::-1]


def each(column: Coded, indexes: Iterable[int], read: Callable[[Any], T]) -> list[T | None]:
    """Return what is read from the values at some indexes; each value is read once."""
    known = [None if value is None else read(value) for value in column.values]
    known.append(None)
    return [known[index] for index in indexes]
