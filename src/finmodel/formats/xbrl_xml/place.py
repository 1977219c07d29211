"""Where facts are in an instance, found by reading it again."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from itertools import chain, count

from lxml import etree

from finmodel.diagnostic import UnreadableError
from finmodel.formats.document import Document
from finmodel.formats.xbrl_xml.name import facts_in
from finmodel.formats.xml.parser import XmlStream
from finmodel.formats.xml.pointer import Path
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


def find_rows(
    document: Document, paths: Collection[Path], left_out: Collection[int]
) -> Mapping[Path, int]:
    """Return the rows of the facts at some paths of elements; `left_out` as in `find_sources`."""
    wanted: defaultdict[int, list[Path]] = defaultdict(list)
    for path in paths:
        if len(path) > 1 and path[0] == 1:
            wanted[path[1]].append(path)
    without_row, gaps = set(left_out), sorted(left_out)
    found: dict[Path, int] = {}
    position = 0
    with suppress(UnreadableError):
        for number, element in enumerate(chain.from_iterable(XmlStream(document)), 1):
            facts = list(facts_in(element))
            places = dict(zip(facts, count(position), strict=False)) if number in wanted else {}
            for path in wanted.get(number, ()):
                target = _below(element, path[2:])
                place = -1 if target is None else places.get(target, -1)
                if place >= 0 and place not in without_row:
                    found[path] = place - bisect_left(gaps, place)
            position += len(facts)
    return found


def _below(element: etree._Element, steps: Path) -> etree._Element | None:
    """Return what a path leads to from an element, `None` where it leads nowhere."""
    for step in steps:
        if step > len(element):
            return None
        element = element[step - 1]
    return element
