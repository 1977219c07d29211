"""`Report` → xBRL-JSON, a fact a line, so that two versions of a report can be compared."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import islice
from json.encoder import encode_basestring as quoted
from pathlib import Path
from typing import Final

from finmodel.diagnostic import Diagnostic
from finmodel.formats.oim.binding import Binding, period_text
from finmodel.formats.oim.enumeration import prefixed_values
from finmodel.formats.oim.identifier import require_distinct
from finmodel.formats.oim.info import info_faults, info_members, info_of
from finmodel.formats.oim.linkset import aliases
from finmodel.formats.oim.name import NOTE
from finmodel.formats.output import write_whole
from finmodel.formats.xbrl_json.fault import DIALECT
from finmodel.model.column import ABSENT, EXACT
from finmodel.model.dimension import DimensionSet, Member
from finmodel.model.entity import Entity
from finmodel.model.link import Note
from finmodel.model.period import Period
from finmodel.model.report import Report
from finmodel.qname import QName
from finmodel.source import Source
from finmodel.taxonomy.taxonomy import Taxonomy

_BATCH: Final = 4096


def write_report(report: Report, target: Path, taxonomy: Taxonomy) -> tuple[Diagnostic, ...]:
    """Write xBRL-JSON 1.0, whole or not at all, and return what is not as it should be in it.

    The taxonomy tells which values are enumerations. Raises `UnwritableError`, or `OSError`.
    """
    writer = ReportText(report, taxonomy)
    write_whole(target, writer.chunks(target))
    return tuple(info_faults(writer.info, Source(str(target)), DIALECT))


class ReportText:
    """A report as xBRL-JSON; what facts share is made once, so that a fact costs little."""

    def __init__(self, report: Report, taxonomy: Taxonomy) -> None:
        require_distinct(report)
        self._report = report
        columns, binding = report.columns, Binding(report)
        types = aliases(link.type for link in report.links)
        groups = aliases(link.group for link in report.links)
        self._values = prefixed_values(report, taxonomy, binding)
        self._concepts = [quoted(binding.name(name)) for name in columns.concepts]
        self._sets = _dimension_texts(columns.dimension_sets, binding)
        # the last one is what `NONE`, an index of -1, finds
        self._units = [f', "unit": {quoted(binding.unit(unit))}' for unit in columns.units] + [""]
        self._languages = [f', "language": {quoted(tag.lower())}' for tag in columns.languages] + [
            ""
        ]
        self._links = _links(report, types, groups)
        self._note = quoted(binding.name(NOTE)) if report.notes else ""
        self.info = info_of(report, binding, types, groups)

    def chunks(self, target: Path) -> Iterator[bytes]:
        """Yield the document in pieces."""
        info = {"documentInfo": info_members(self.info, target, DIALECT)}
        head = json.dumps(info, indent=2, ensure_ascii=False).removesuffix("\n}")
        yield _encoded(f'{head},\n  "facts": {{')
        separator = "\n"
        lines = self._lines()
        while batch := list(islice(lines, _BATCH)):
            yield _encoded(separator + ",\n".join(batch))
            separator = ",\n"
        yield b"\n  }\n}\n"

    def _lines(self) -> Iterator[str]:
        columns, links = self._report.columns, self._links
        concepts, sets = self._concepts, self._sets
        units, languages = self._units, self._languages
        decimals = {
            number: "" if number in (EXACT, ABSENT) else f', "decimals": {number}'
            for number in set(columns.decimals)
        }
        for id, value, digits, concept, dimensions, unit, language in zip(
            columns.id,
            self._values,
            columns.decimals,
            columns.concept,
            columns.dimensions,
            columns.unit,
            columns.language,
            strict=True,
        ):
            text = "null" if value is None else quoted(value)
            before, after = sets[dimensions]
            yield (
                f'    {quoted(id)}: {{"value": {text}{decimals[digits]}, '
                f'"dimensions": {{"concept": {concepts[concept]}{before}'
                f"{units[unit]}{languages[language]}{after}}}{links.get(id, '')}}}"
            )
        for note in self._report.notes.values():
            yield self._note_line(note)

    def _note_line(self, note: Note) -> str:
        id, language = quoted(note.id), quoted(note.language.lower())
        return (
            f'    {id}: {{"value": {quoted(note.value)}, '
            f'"dimensions": {{"concept": {self._note}, "language": {language}, '
            f'"noteId": {id}}}{self._links.get(note.id, "")}}}'
        )


def _dimension_texts(sets: Iterable[DimensionSet], binding: Binding) -> list[tuple[str, str]]:
    """Return what stands before unit and language, and what stands after them, for each set.

    Most sets differ in one of both only, so a text is made once.
    """

    @cache
    def before(entity: Entity | None, period: Period) -> str:
        who = "" if entity is None else f', "entity": {quoted(binding.entity(entity))}'
        return who if period.is_forever else f'{who}, "period": {quoted(period_text(period))}'

    @cache
    def after(members: tuple[tuple[QName, Member], ...]) -> str:
        texts = sorted((binding.name(name), binding.member(member)) for name, member in members)
        return "".join(
            f", {quoted(name)}: {'null' if text is None else quoted(text)}" for name, text in texts
        )

    return [(before(each.entity, each.period), after(each.members)) for each in sets]


def _links(report: Report, types: dict[str, str], groups: dict[str, str]) -> dict[str, str]:
    """Return what to write for the links of each fact that has some."""
    by_source: defaultdict[str, dict[str, dict[str, list[str]]]] = defaultdict(dict)
    for link in report.links:
        by_type = by_source[link.source].setdefault(types[link.type], {})
        by_type.setdefault(groups[link.group], []).extend(link.targets)
    return {
        source: f', "links": {json.dumps(links, ensure_ascii=False)}'
        for source, links in by_source.items()
    }


def _encoded(text: str) -> bytes:
    # a lone surrogate, which UTF-8 cannot carry, becomes the escape that JSON has for it
    return text.encode("utf-8", "backslashreplace")
