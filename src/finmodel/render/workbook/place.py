"""Cells in the places where facts were read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from attrs import frozen

from finmodel.formats.spreadsheet.sheet import Link
from finmodel.source import Source

_CELL: Final = re.compile(r"(?:'((?:[^']|'')+)'|([^'!]+))!([A-Z]{1,3}[1-9]\d{0,6})")

Cell = tuple[str, str]
"""The name of a sheet, and that of a cell, such as `C7`."""


def cell_of(source: Source | None) -> Cell | None:
    """Return the cell that a place is, `None` where it is none."""
    match = None if source is None else _CELL.fullmatch(source.part)
    if match is None:
        return None
    quoted, plain, cell = match.groups()
    return (quoted.replace("''", "'") if quoted is not None else plain), cell


@frozen
class Places:
    """Where facts were read, by row; `workbook` is the document in which cells can be led to."""

    sources: Mapping[int, Source]
    workbook: str | None = None

    def cell(self, row: int) -> Cell | None:
        """Return the cell of a fact, where it was read from the workbook."""
        source = self.sources.get(row)
        is_here = source is not None and source.document == self.workbook
        return cell_of(source) if is_here else None

    def shown(self, row: int) -> str | Link | None:
        """Return the place of a fact: a link where it can be led to, else words."""
        source = self.sources.get(row)
        if source is None:
            return None
        return str(source) if self.cell(row) is None else Link(source.part, source.part)

    def words(self, row: int) -> str:
        """Return the place of a fact in words, as short as it can be."""
        source = self.sources.get(row)
        if source is None:
            return ""
        return str(source) if self.cell(row) is None else source.part
