"""Reports → instances of XBRL 2.1 (xBRL-XML 1.0)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import Final

from finmodel.diagnostic import Diagnostic
from finmodel.formats.document import relative_address
from finmodel.formats.output import UnwritableError, write_whole
from finmodel.formats.xbrl_xml.context_writer import ContextWriter, unit_markup
from finmodel.formats.xbrl_xml.fact_writer import FactWriter
from finmodel.formats.xbrl_xml.fault import (
    REPLACED_ID,
    UNKNOWN_TYPED_DOMAIN,
    UNWRITABLE_CHARACTER,
)
from finmodel.formats.xbrl_xml.footnote_writer import FootnoteWriter
from finmodel.formats.xbrl_xml.identifier import Identifiers
from finmodel.formats.xbrl_xml.naming import Naming
from finmodel.formats.xml.namespace import LINK, XLINK
from finmodel.formats.xml.text import IllegalCharacterError, quoted
from finmodel.model.column import ABSENT, NONE
from finmodel.model.report import Report
from finmodel.model.unit import PURE_MEASURE, Unit
from finmodel.model.wording import listed
from finmodel.qname import XBRLI
from finmodel.taxonomy.network import ALL, NOT_ALL
from finmodel.taxonomy.taxonomy import Taxonomy

_USUAL: Final = "segment"
_LINKBASE: Final = "http://www.w3.org/1999/xlink/properties/linkbase"


def write_report(report: Report, target: Path, taxonomy: Taxonomy) -> tuple[Diagnostic, ...]:
    """Write an instance, whole or not at all, and return what could not be written as it is.

    The taxonomy tells which facts are numbers where they do not show it themselves, which elements
    carry typed members, and whether dimensions go into segments or scenarios. Raises
    `UnwritableError` for names and characters that XML does not allow, or `OSError`.
    """
    writer = _Writer(report, taxonomy, target)
    write_whole(target, writer.chunks())
    return writer.diagnostics


def report_chunks(report: Report, taxonomy: Taxonomy, base: Path | None) -> Iterator[bytes]:
    """Yield the bytes of an instance that is to stand at `base`; raises `UnwritableError`."""
    return _Writer(report, taxonomy, base).chunks()


class _Writer:
    """Makes out everything but the facts beforehand, so that all names are bound by then."""

    def __init__(self, report: Report, taxonomy: Taxonomy, base: Path | None) -> None:
        self._report = report
        self._taxonomy = taxonomy
        tuples = (one.id for one in report.columns.tuples if one.id)
        self._ids = Identifiers(report.columns.id, (*report.notes, *tuples))
        self._schemas = [relative_address(address, base) for address in report.taxonomy]
        self._definitions = {
            uri: relative_address(document, base) + mark + fragment
            for uri, address in report.definitions.items()
            for document, mark, fragment in [address.partition("#")]
        }
        self._naming = Naming(report.namespaces, taxonomy.namespaces)
        self._contexts = ContextWriter(self._naming, taxonomy.concepts)
        self._footnotes = FootnoteWriter(self._naming, report.notes, self._ids)
        found = map(taxonomy.concepts.get, report.columns.concepts)
        self._is_numeric = [concept is not None and concept.is_quantity for concept in found]

    def chunks(self) -> Iterator[bytes]:
        """Yield the instance from its first line to its last."""
        with _refusing_characters():
            for text in self._texts():
                yield text.encode()

    def _texts(self) -> Iterator[str]:
        report, naming = self._report, self._naming
        columns, links = report.columns, report.links
        sets, units = list(dict.fromkeys(columns.dimensions)), self._used_units()
        context_ids, unit_ids = self._ids.numbered(c=len(sets), u=len(units))
        contexts = [
            self._contexts.context(id, columns.dimension_sets[index], container)
            for id, index, container in zip(context_ids, sets, self._containers(sets), strict=True)
        ]
        # the last one is what `NONE`, an index of -1, finds
        table = [*columns.units, Unit((PURE_MEASURE,))]
        facts = FactWriter(
            columns,
            naming,
            self._is_numeric,
            dict(zip(sets, context_ids, strict=True)),
            dict(zip(units, unit_ids, strict=True)),
            self._ids.of,
            is_oim=report.is_oim,
        )
        head = [
            *self._schema_refs(),
            *self._footnotes.references(
                links,
                self._taxonomy,
                self._schemas[0] if self._schemas else "",
                self._definitions,
            ),
            *contexts,
            *(
                unit_markup(id, table[index], naming)
                for id, index in zip(unit_ids, units, strict=True)
            ),
        ]
        p = naming.prefix(XBRLI)
        yield f'<?xml version="1.0" encoding="UTF-8"?>\n<{p}:xbrl{naming.declarations}>\n'
        yield "".join(head)
        yield from facts.batches(self._ids.facts)
        yield from self._footnotes.footnote_links(links)
        yield f"</{p}:xbrl>\n"

    def _schema_refs(self) -> Iterator[str]:
        link, xlink = self._naming.prefix(LINK), self._naming.prefix(XLINK)
        pairs = list(zip(self._report.taxonomy, self._schemas, strict=True))
        for address, written in pairs:
            if address not in self._report.linkbases:
                href = f"{xlink}:href={quoted(written)}"
                yield f'  <{link}:schemaRef {xlink}:type="simple" {href}/>\n'
        for address, written in pairs:
            if address in self._report.linkbases:
                href = f"{xlink}:href={quoted(written)}"
                role = self._report.linkbases[address]
                given = f" {xlink}:role={quoted(role)}" if role else ""
                arcrole = f'{xlink}:arcrole="{_LINKBASE}"{given}'
                yield f'  <{link}:linkbaseRef {xlink}:type="simple" {arcrole} {href}/>\n'

    def _used_units(self) -> list[int]:
        """Return the units in order of first use, with `NONE` for numbers without one."""
        columns = self._report.columns
        used = list(dict.fromkeys(columns.unit))
        if NONE in used:
            rows = zip(columns.unit, columns.decimals, columns.concept, strict=True)
            is_pure = any(
                unit == NONE and (digits != ABSENT or self._is_numeric[concept])
                for unit, digits, concept in rows
            )
            if not is_pure:
                used.remove(NONE)
        return used

    def _containers(self, sets: Sequence[int]) -> list[str]:
        """Return, for each set of dimensions, whether a segment or a scenario holds it.

        Where the report does not say, the hypercubes of the concept that is reported with it first
        decide, else any hypercube.
        """
        if self._report.container is not None:
            return [self._report.container] * len(sets)
        columns = self._report.columns
        if not any(columns.dimension_sets[index].members for index in sets):
            return [_USUAL] * len(sets)
        dimensional = self._taxonomy.dimensional
        elements = (arc.context_element for _, arc in dimensional.arcs(ALL, NOT_ALL))
        usual = next(filter(None, elements), _USUAL)
        by_concept = {
            concept: element
            for concept in columns.concepts
            for hypercubes in [chain.from_iterable(dimensional.hypercubes_of(concept))]
            for element in [
                next((h.context_element for h in hypercubes if h.context_element), None)
            ]
            if element is not None
        }
        if set(by_concept.values()) <= {usual}:
            return [usual] * len(sets)
        first = dict(zip(reversed(columns.dimensions), reversed(columns.concept), strict=True))
        return [by_concept.get(columns.concepts[first[index]], usual) for index in sets]

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """What could not be written as it is, known once everything was written."""
        found = list(self._footnotes.diagnostics)
        if self._ids.replaced:
            pairs = (f"“{old}” by “{new}”" for old, new in self._ids.replaced.items())
            found.append(REPLACED_ID(f"No names in XML, so replaced: {listed(pairs)}."))
        for dimension in self._contexts.guessed:
            message = f"Nothing tells which element carries the values of {dimension.local_name}."
            found.append(UNKNOWN_TYPED_DOMAIN(message))
        return tuple(found)


@contextmanager
def _refusing_characters() -> Iterator[None]:
    try:
        yield
    except IllegalCharacterError as error:
        message = f"In “{error.text.encode('ascii', 'replace').decode()[:60]}”, {error}."
        raise UnwritableError(UNWRITABLE_CHARACTER(message)) from None
