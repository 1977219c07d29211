"""Values that are names, whose prefixes have to be bound where they stand (XML Schema part 2)."""

from __future__ import annotations

from collections.abc import Iterator, Set
from itertools import chain

from lxml import etree

from finmodel.formats.document import Document
from finmodel.formats.xbrl_xml.name import SPACE, named
from finmodel.formats.xml.parser import XmlStream
from finmodel.model.report import Report
from finmodel.qname import QName, UnboundPrefixError
from finmodel.taxonomy.taxonomy import Taxonomy


def suspects(report: Report, taxonomy: Taxonomy) -> Set[tuple[str, str]]:
    """Return concepts and values that are names with prefixes which the root does not bind."""
    columns = report.columns
    concepts = [taxonomy.concepts.get(name) for name in columns.concepts]
    tags = {
        index: found.name.clark
        for index, found in enumerate(concepts)
        if found is not None and found.data_type.builtin == "QName"
    }
    if not tags:
        return frozenset()
    pairs = zip(columns.concept, columns.value, strict=True)
    texts = {(tags[index], text.strip(SPACE)) for index, text in pairs if index in tags and text}
    return {
        (concept, text)
        for concept, text in texts
        if ":" in text and text.partition(":")[0] not in report.namespaces
    }


def unbound(document: Document, texts: Set[tuple[str, str]]) -> Iterator[tuple[str, int | None]]:
    """Yield what is wrong, and its line, with those values that their elements do not bind."""
    stream = XmlStream(document)
    for element in chain.from_iterable(_facts(batch) for batch in stream):
        text = (element.text or "").strip(SPACE)
        if (str(element.tag), text) in texts:
            try:
                QName.from_prefixed(text, stream.namespaces(element))
            except UnboundPrefixError as error:
                yield f"{named(element)}: {error}.", element.sourceline


def _facts(batch: Iterator[etree._Element]) -> Iterator[etree._Element]:
    for element in batch:
        yield from element.iter()
