"""Finding facts in an instance again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from attrs import Factory, frozen

from finmodel.formats.document import Document
from finmodel.source import Source


@frozen(eq=False)
class InstanceLocator:
    """Finds where facts were read, and shows that a report was read from an instance.

    There `xml:lang` holds for everything inside an element, dates and codes too, though only texts
    have a language; which of the facts are texts only the taxonomy tells. `left_out` are the facts
    that have no row, by their position among all facts; `nil_without_unit` are the elements of nil
    facts that name no unit, with the line of the first.
    """

    document: Document
    left_out: tuple[int, ...]
    nil_without_unit: Mapping[str, int | None] = Factory(dict)

    def __call__(self, rows: Sequence[int]) -> Mapping[int, Source]:
        """Return the places of some facts."""
        from finmodel.formats.xbrl_xml.place import find_sources

        return find_sources(self.document, rows, self.left_out)
