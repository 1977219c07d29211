"""What a report in CSV was read from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from attrs import frozen

from finmodel.formats.document import Document
from finmodel.formats.xbrl_csv.place import Places
from finmodel.model.column import Columns
from finmodel.model.report import Report
from finmodel.source import Source


@frozen(eq=False)
class CsvLocator:
    """Finds where facts were read, and remembers what the report was read from.

    Without its taxonomy a report in CSV is read as well as may be, since only the taxonomy tells
    which facts have a unit, decimals or a language.
    """

    document: Document
    had_taxonomy: bool
    columns: Columns
    places: Places

    def __call__(self, rows: Sequence[int]) -> Mapping[int, Source]:
        """Return the places of some facts."""
        return self.places.locate(rows)

    def needs_taxonomy(self, report: Report) -> bool:
        """Tell whether a report is as it was read, without its taxonomy."""
        return not self.had_taxonomy and report.columns is self.columns
