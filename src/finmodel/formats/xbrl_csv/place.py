"""Where in its tables a report's facts were read."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence

from finmodel.source import Source


class Places:
    """The line and the column of each fact, in the order of the facts; two numbers a fact."""

    def __init__(self) -> None:
        self._columns: list[tuple[str, str]] = []
        self._lines = array("i")
        self._of = array("i")

    def column(self, document: str, name: str) -> int:
        """Return the number by which a column of a document is known here."""
        self._columns.append((document, name))
        return len(self._columns) - 1

    def add(self, line: int, column: int) -> None:
        """Add the place of the next fact."""
        self._lines.append(line)
        self._of.append(column)

    def source(self, line: int, column: int) -> Source:
        """Return the place of a cell."""
        document, name = self._columns[column]
        return Source(document, line, part=f"column {name}")

    def locate(self, rows: Sequence[int]) -> Mapping[int, Source]:
        """Return the places of some facts."""
        return {row: self.source(self._lines[row], self._of[row]) for row in rows}
