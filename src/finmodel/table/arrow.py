"""What tables are built of: Arrow arrays over the columns of a report, without copies."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from finmodel.model.column import NONE, Interner

if TYPE_CHECKING:
    import pyarrow

_COMPUTE: Final = "pyarrow.compute"


class MissingLibraryError(ImportError):
    """A library of tables is not installed; the message says how to get it."""


def library(name: str, extra: str) -> Any:  # noqa: ANN401 - none of them declares its types
    """Return a library of tables; raises `MissingLibraryError` with the name of its extra."""
    try:
        return import_module(name)
    except ImportError as error:
        first = name.partition(".")[0]
        message = f"this needs {first}: pip install 'finmodel[{extra}]'"
        raise MissingLibraryError(message, name=first) from error


def arrow() -> Any:  # noqa: ANN401 - see `library`
    """Return pyarrow."""
    return library("pyarrow", "arrow")


def compute() -> Any:  # noqa: ANN401 - see `library`
    """Return the functions of pyarrow."""
    return library(_COMPUTE, "arrow")


def text_type() -> pyarrow.DataType:
    """Return the type of columns in which texts repeat."""
    pa = arrow()
    return pa.dictionary(pa.int32(), pa.string())


def integers(column: array[int]) -> pyarrow.Array:
    """Return a column as it lies in memory."""
    pa = arrow()
    return pa.Array.from_buffers(pa.int32(), len(column), [None, pa.py_buffer(column)])


def indexes(column: array[int]) -> pyarrow.Array:
    """Return a column of indexes, null where it has none."""
    pa, pc = arrow(), compute()
    found = integers(column)
    return pc.if_else(pc.greater_equal(found, 0), found, pa.scalar(None, pa.int32()))


def coded(index: pyarrow.Array, texts: Iterable[str]) -> pyarrow.Array:
    """Return texts that repeat, by their indexes in a table of the distinct ones."""
    pa = arrow()
    return pa.DictionaryArray.from_arrays(index, pa.array(list(texts), pa.string()))


def encoded(texts: Iterable[str | None]) -> tuple[pyarrow.Array, Sequence[str]]:
    """Return the indexes of texts, null where there is none, and the table of distinct ones."""
    table: Interner[str] = Interner()
    column = array("i", [NONE if text is None else table[text] for text in texts])
    return indexes(column), list(table)


def column_of(found: pyarrow.Array) -> array[int]:
    """Return an Arrow array of 32-bit integers without nulls as a column."""
    if not len(found):
        return array("i")
    view = memoryview(found.buffers()[1]).cast("i")
    return array("i", view[found.offset : found.offset + len(found)].tobytes())
