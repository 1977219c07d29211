"""What the Open Information Model can hold of a report, for the formats that hold no more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import compress
from typing import Final

from attrs import evolve

from finmodel.diagnostic import Diagnostic, Fault, Severity
from finmodel.formats.oim.dialect import Dialect
from finmodel.formats.oim.refusal import Refusal, refusals
from finmodel.formats.repair import repairs
from finmodel.formats.xbrl_xml.fault import (
    COMPLEX_TYPED,
    DROPPED_ATTRIBUTE,
    LINKBASE_REFERENCE,
    NON_DIMENSIONAL,
    UNLINKED_FOOTNOTE,
    UNSTATED_DECIMALS,
    UNSUPPORTED_FRACTION,
    UNSUPPORTED_TUPLE,
    ZERO_PRECISION,
)
from finmodel.model.column import ABSENT, EXACT, NONE, UNKNOWN, Columns
from finmodel.model.dimension import DimensionSet, TypedMember
from finmodel.model.link import Link
from finmodel.model.report import Report
from finmodel.model.wording import listed
from finmodel.source import Source
from finmodel.taxonomy.datatype import FRACTION
from finmodel.taxonomy.taxonomy import EMPTY, Taxonomy

_REMEDY: Final = "Correct it in the report, or keep the report as xBRL-XML, which can say it."


def reduced(
    report: Report, dialect: Dialect, taxonomy: Taxonomy = EMPTY
) -> tuple[Report, list[Diagnostic]]:
    """Return a report without what a format of the OIM has not, and an error for each kind of that.

    Left out are facts in tuples, fractions, numbers of precision 0 or of none that is stated, facts
    that are told apart by more than simple dimensions, those whose entity, period, unit or
    language could not be read again, and notes without facts; every other fact is kept, without
    attributes of others, of which a warning tells. The taxonomy tells which facts without a unit
    are numbers.
    """
    report, loose = (report, []) if report.is_oim else _without_unlinked(report)
    kinds = list(_excluded(report.columns, taxonomy)) if not report.is_oim else []
    lost = {row for _, rows in kinds for row in rows}
    refused = [one for one in refusals(report, dialect) if one.spare(lost)]
    repaired = repairs(report, taxonomy, keeps_units=dialect.keeps_units)
    dropped = [*loose, *_dropped(report), *repaired]
    if not kinds and not refused and not report.linkbases:
        return report, dropped
    diagnostics = dropped + [_left_out(report, fault, rows) for fault, rows in kinds]
    diagnostics += [_unsaid(report, one) for one in refused]
    lost.update(row for one in refused for row in one.rows)
    if report.linkbases:
        names = listed(f"“{address}”" for address in sorted(report.linkbases))
        diagnostics.append(LINKBASE_REFERENCE(f"Left out: {names}."))
    columns = report.columns.where([row not in lost for row in range(len(report.columns))])
    kept = evolve(
        report,
        taxonomy=tuple(each for each in report.taxonomy if each not in report.linkbases),
        linkbases={},
        columns=evolve(columns, tuples=(), owner=None, attributes={}),
    )
    return _without_loose_ends(kept, report, lost), diagnostics


def _without_unlinked(report: Report) -> tuple[Report, list[Diagnostic]]:
    """Return an instance without the notes that nothing is linked to, and an error of them."""
    linked = {id for link in report.links for id in (link.source, *link.targets)}
    unlinked = [note for id, note in report.notes.items() if id not in linked]
    if not unlinked:
        return report, []
    texts = listed(f"“{note.value[:60]}”" for note in unlinked)
    said = UNLINKED_FOOTNOTE(
        f"Left out, since no fact is linked to them: {texts}.", _source(report)
    )
    notes = {id: note for id, note in report.notes.items() if id in linked}
    return evolve(report, notes=notes), [evolve(said, severity=Severity.ERROR)]


def _dropped(report: Report) -> Iterator[Diagnostic]:
    given = report.columns.attributes
    if given:
        names = listed(sorted({name.local_name for pairs in given.values() for name, _ in pairs}))
        size = "1 fact has" if len(given) == 1 else f"{len(given):,} facts have"
        yield DROPPED_ATTRIBUTE(f"Left out: {size} attributes ({names}).", _source(report))


def _excluded(columns: Columns, taxonomy: Taxonomy) -> Iterator[tuple[Fault, Sequence[int]]]:
    """Yield each reason to leave out facts, with their rows."""
    if columns.owner is not None:
        yield UNSUPPORTED_TUPLE, [row for row, owner in enumerate(columns.owner) if owner != NONE]
    if UNKNOWN in columns.decimals:
        flags = (digits == UNKNOWN for digits in columns.decimals)
        yield ZERO_PRECISION, list(compress(range(len(columns)), flags))
    unstated = _unstated_rows(columns, taxonomy)
    if unstated:
        yield UNSTATED_DECIMALS, unstated
    fractions = [*fraction_rows(columns), *_nil_fraction_rows(columns, taxonomy)]
    if fractions:
        yield UNSUPPORTED_FRACTION, fractions
    for fault, test in ((NON_DIMENSIONAL, _has_remarks), (COMPLEX_TYPED, _has_markup)):
        places = {index for index, shared in enumerate(columns.dimension_sets) if test(shared)}
        if places:
            yield fault, [row for row, place in enumerate(columns.dimensions) if place in places]


def fraction_rows(columns: Columns) -> Sequence[int]:
    """Return the rows of fractions, which are numbers with a slash."""
    if EXACT not in columns.decimals:
        return ()
    pairs = zip(columns.decimals, columns.value, strict=True)
    return [
        row for row, (digits, text) in enumerate(pairs) if digits == EXACT and text and "/" in text
    ]


def _nil_fraction_rows(columns: Columns, taxonomy: Taxonomy) -> Sequence[int]:
    """Return the rows of fractions that are nil, which only the taxonomy tells."""
    concepts = map(taxonomy.concepts.get, columns.concepts)
    indexes = {
        i for i, found in enumerate(concepts) if found and found.data_type.derives_from(FRACTION)
    }
    pairs = zip(columns.concept, columns.value, strict=True) if indexes else ()
    return [row for row, (index, text) in enumerate(pairs) if text is None and index in indexes]


def _unstated_rows(columns: Columns, taxonomy: Taxonomy) -> Sequence[int]:
    """Return the rows of numbers that do not say how precise they are."""
    if ABSENT not in columns.decimals:
        return ()
    # one that the taxonomy does not know is a number if it has a unit
    is_number = [
        None if concept is None else concept.is_numeric
        for concept in map(taxonomy.concepts.get, columns.concepts)
    ]
    rows = zip(columns.concept, columns.unit, columns.decimals, columns.value, strict=True)
    return [
        row
        for row, (concept, unit, digits, text) in enumerate(rows)
        if digits == ABSENT
        and text is not None
        and (unit != NONE if is_number[concept] is None else is_number[concept])
    ]


def _has_remarks(shared: DimensionSet) -> bool:
    return bool(shared.remarks)


def _has_markup(shared: DimensionSet) -> bool:
    return any(isinstance(member, TypedMember) and member.is_markup for _, member in shared.members)


def _left_out(report: Report, fault: Fault, rows: Sequence[int]) -> Diagnostic:
    message = f"{fault.says.rstrip('.')}: {_named(report, rows)}."
    return evolve(fault(message, _source(report)), severity=Severity.ERROR)


def _unsaid(report: Report, refused: Refusal) -> Diagnostic:
    more = f" The same holds for {refused.others:,} more." if refused.others else ""
    message = f"{refused.message}{more} In this format {_named(report, refused.rows)}."
    return refused.fault(message, _source(report), remedy=_REMEDY)


def _named(report: Report, rows: Sequence[int]) -> str:
    concepts = report.columns.concepts
    names = dict.fromkeys(concepts[report.columns.concept[row]].local_name for row in rows)
    size = "1 fact is" if len(rows) == 1 else f"{len(rows):,} facts are"
    return f"{size} left out ({listed(names) or 'tuples only'})"


def _source(report: Report) -> Source | None:
    return Source(report.document) if report.document else None


def _without_loose_ends(kept: Report, whole: Report, lost: Iterable[int]) -> Report:
    """Return a report without the links of lost facts, and without notes that only they had."""
    gone = {whole.columns.id[row] for row in lost} | {one.id for one in whole.columns.tuples}
    links = []
    for link in whole.links:
        targets = tuple(id for id in link.targets if id not in gone)
        if link.source not in gone and targets:
            links.append(Link(link.type, link.group, link.source, targets))
    linked = {id for link in links for id in link.targets}
    were_linked = {id for link in whole.links for id in link.targets}
    notes = {id: note for id, note in whole.notes.items() if id in linked or id not in were_linked}
    return evolve(kept, links=tuple(links), notes=notes)
