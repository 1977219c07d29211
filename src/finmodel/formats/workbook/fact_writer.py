"""`Report` → a workbook that is read again without loss, with sheets for people in front."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from attrs import evolve

from finmodel.diagnostic import Diagnostic, Fault
from finmodel.formats.oim.info import info_faults
from finmodel.formats.output import UnwritableError, write_whole
from finmodel.formats.spreadsheet.book import free_name, new_workbook
from finmodel.formats.spreadsheet.sheet import MAX_ROWS, Sheet
from finmodel.formats.workbook.fact_text import (
    ABOUT,
    ABOUT_HEADING,
    FACTS,
    FIXED,
    LINKS,
    cell_text,
    pieces,
    value_headings,
)
from finmodel.formats.xbrl_json.fault import DIALECT
from finmodel.formats.xbrl_json.writer import ReportText
from finmodel.model.report import Report
from finmodel.source import Source
from finmodel.taxonomy.taxonomy import Taxonomy

TOO_MANY_ROWS: Final = Fault(
    "fm:tooManyRows",
    "A report has more facts than a sheet has rows, which are 1,048,576.",
    "Write it as xBRL-CSV, whose tables have no such limit.",
)
TOO_MANY_COLUMNS: Final = Fault(
    "fm:tooManyColumns",
    "A report has more dimensions, or a longer text, than the 16,384 columns of a sheet can hold.",
    "Write it as xBRL-JSON, which has no such limit.",
)

_MAX_COLUMNS: Final = 16_384
_WIDTHS: Final = {"id": 24, "concept": 40, "period": 42, "value": 24}
_USUAL_WIDTH: Final = 18

Fact = Mapping[str, Any]


def write_report(
    report: Report, target: Path, taxonomy: Taxonomy, sheets: Iterable[Sheet] = ()
) -> tuple[Diagnostic, ...]:
    """Write a workbook, whole or not at all, and return what is not as it should be in it.

    `sheets` are for people and stand first. Raises `UnwritableError`, or `OSError`.
    """
    text = ReportText(report, taxonomy)
    document = json.loads(b"".join(text.chunks(target)))
    facts: Mapping[str, Fact] = document["facts"]
    heading = _heading(facts.values(), Source(str(target)))
    if len(facts) >= MAX_ROWS:
        message = f"The report has {len(facts):,} facts and notes."
        raise UnwritableError(TOO_MANY_ROWS(message, Source(str(target))))
    widths = [_WIDTHS.get(name, _USUAL_WIDTH) for name in heading]
    about = Sheet(ABOUT, ABOUT_HEADING, _about(document["documentInfo"]), (16, 24, 100))
    rows = (_row(id, fact, heading) for id, fact in facts.items())
    people = (evolve(each, name=free_name(each.name, (ABOUT, FACTS))) for each in sheets)
    write_whole(target, [new_workbook([*people, about, Sheet(FACTS, heading, rows, widths)])])
    return tuple(info_faults(text.info, Source(str(target)), DIALECT))


def _about(info: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Yield what belongs to all facts: a line for each member of a member."""
    for section, content in info.items():
        members = content.items() if isinstance(content, dict) else [("", content)]
        if isinstance(content, list):
            members = [(str(number), each) for number, each in enumerate(content, 1)]
        for name, value in members:
            yield section, cell_text(name) if name else "", cell_text(value)


def _heading(facts: Iterable[Fact], source: Source) -> list[str]:
    dimensions: set[str] = set()
    most, has_links = 1, False
    for fact in facts:
        dimensions.update(fact["dimensions"])
        most = max(most, len(pieces(cell_text(fact["value"]))))
        has_links = has_links or LINKS in fact
    own = sorted(dimensions - set(FIXED))
    links = [LINKS] if has_links else []
    heading = [*FIXED, *value_headings(1), *own, *links, *value_headings(most)[1:]]
    if len(heading) > _MAX_COLUMNS:
        raise UnwritableError(TOO_MANY_COLUMNS(f"It would need {len(heading):,}.", source))
    return heading


def _row(id: str, fact: Fact, heading: Sequence[str]) -> list[str | None]:
    """Return the cells of one fact."""
    cells: dict[str, str] = {"id": cell_text(id)}
    cells |= {name: cell_text(text) for name, text in fact["dimensions"].items()}
    if "decimals" in fact:
        cells["decimals"] = str(fact["decimals"])
    if LINKS in fact:
        cells[LINKS] = json.dumps(fact[LINKS])
    parts = pieces(cell_text(fact["value"]))
    cells |= dict(zip(value_headings(len(parts)), parts, strict=True))
    return [cells.get(name) for name in heading]
