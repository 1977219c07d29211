"""Facts, findings, comparisons and relations for the libraries of tables."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from finmodel.comparison.comparison import Comparison
from finmodel.model.finding import Checked, Result
from finmodel.model.report import Report
from finmodel.table.arrow import library
from finmodel.table.comparison import comparison_table
from finmodel.table.fact import fact_table
from finmodel.table.finding import finding_table
from finmodel.table.relation import relation_table

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow as pa

Tabular = Report | Result | Comparison | Sequence[Checked]
"""What tables are made of: what was read, found, compared, or checked."""


def to_arrow(source: Tabular) -> pa.Table:
    """Return facts, findings, pairs of two reports, or relations, as a table of Arrow.

    Each row is one of these, and columns have the same types whatever there is; a report has one
    more for each dimension that a taxonomy defines, and `from_arrow` is the way back from it.
    Raises `MissingLibraryError` where pyarrow is not installed (extra `arrow`).
    """
    if isinstance(source, Report):
        return fact_table(source)
    if isinstance(source, Result):
        return finding_table(source)
    if isinstance(source, Comparison):
        return comparison_table(source)
    return relation_table(source)


def to_polars(source: Tabular) -> pl.DataFrame:
    """Return the same as a frame of polars (extra `polars`).

    Texts that repeat are categories. A frame does not keep what `from_arrow` finds in the metadata
    of Arrow, so the way back is `from_arrow(frame, like=report)`.
    """
    frame: pl.DataFrame = library("polars", "polars").from_arrow(to_arrow(source))
    return frame


def to_pandas(source: Tabular) -> pd.DataFrame:
    """Return the same as a frame of pandas (extra `pandas`).

    Texts that repeat are categories, all else is of Arrow's types, so that numbers stay exact and
    nothing becomes a float. `from_arrow` leads back as long as `DataFrame.attrs` are kept.
    """
    pandas = library("pandas", "pandas")
    pa = library("pyarrow", "pandas")
    table = to_arrow(source)
    frame = table.to_pandas(
        types_mapper=lambda kind: None if pa.types.is_dictionary(kind) else pandas.ArrowDtype(kind)
    )
    metadata = table.schema.metadata or {}
    frame.attrs.update({key.decode(): text.decode() for key, text in metadata.items()})
    return frame
