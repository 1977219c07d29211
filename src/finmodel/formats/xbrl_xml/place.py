"""Where facts are in an instance, found by reading it again."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress

from finmodel.diagnostic import UnreadableError
from finmodel.formats.document import Document
from finmodel.formats.xbrl_xml.name import facts_in
from finmodel.formats.xml.parser import XmlStream
from finmodel.source import Source


def find_sources(
    document: Document, rows: Collection[int], left_out: Collection[int]
) -> Mapping[int, Source]:
    """Return the places of some facts by their rows.

    `left_out` are the facts that have no row, by their position among all facts of the instance.
    """
    wanted, without_row = set(rows), set(left_out)
    found: dict[int, Source] = {}
    row = 0
    # it was readable once; if it is not any more, the places are not known
    with suppress(UnreadableError):
        for position, line in enumerate(_fact_lines(document)):
            if len(found) == len(wanted):
                break
            if position in without_row:
                continue
            if row in wanted:
                found[row] = document.source(line)
            row += 1
    return found


def _fact_lines(document: Document) -> Iterator[int | None]:
    for batch in XmlStream(document):
        for element in batch:
            for fact in facts_in(element):
                yield fact.sourceline
