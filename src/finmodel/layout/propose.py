"""From a workbook to a proposal of what its cells mean."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Final

from attrs import evolve

from finmodel.formats.workbook.grid import Workbook, quoted
from finmodel.formats.workbook.measure import Measure
from finmodel.layout.block import Block, blocks
from finmodel.layout.confidence import Confidence
from finmodel.layout.fiscal import CalendarGuess, calendar_of
from finmodel.layout.fraction import with_fractions, with_growth
from finmodel.layout.item import Matcher, camel, name_of
from finmodel.layout.naming import Naming
from finmodel.layout.period import FiscalCalendar
from finmodel.layout.proposal import NamedTable, Proposal, RuleGuess
from finmodel.layout.rule import compared_period, rules_of
from finmodel.layout.table import TableGuess, own_measure, rounding_of, table_of
from finmodel.layout.turning import upright
from finmodel.layout.unit import currency_in, unit_in
from finmodel.layout.word import is_japanese
from finmodel.taxonomy.taxonomy import EMPTY, Taxonomy

_NAMESPACE: Final = "https://finmodel.example/workbook/"
_LONGEST_TEXT: Final = 300
_MOST_TEXTS: Final = 20_000
_OF_NUMBERS: Final = "0123456789,.()+-−△▲% "
_STATEMENTS: Final = {
    "損益計算書": "IncomeStatement", "貸借対照表": "BalanceSheet",
    "キャッシュ・フロー計算書": "CashFlows", "キャッシュフロー計算書": "CashFlows",
    "業績": "Results", "業績予想": "Forecast", "セグメント": "Segments", "連結業績": "Results",
}  # fmt: skip


def propose(
    workbook: Workbook,
    file: str,
    *,
    taxonomy: Taxonomy = EMPTY,
    entry_points: Sequence[str] = (),
    fiscal_month: int | None = None,
) -> Proposal:
    """Return what the cells of a workbook called `file` may mean.

    Line items are looked for in `taxonomy` by their labels, which `entry_points` lead to.
    `fiscal_month` is the month in which fiscal years start, where the workbook does not show it.
    """
    texts = _texts(workbook)
    currency = _currency(texts)
    calendar = calendar_of(texts, currency)
    if fiscal_month is not None:
        own = evolve(calendar.calendar, month=fiscal_month)
        calendar = CalendarGuess(own, "it was said", Confidence.HIGH)
    naming = Naming(Matcher(taxonomy))
    stem = re.sub(r"\.\w+$", "", file)
    prefix = _prefix(stem)
    tables: list[NamedTable] = []
    rules: list[RuleGuess] = []
    left_out: list[str] = []
    names: Counter[str] = Counter()
    for block, guess in _tables(workbook, calendar.calendar, currency, stem):
        if guess is None or not guess.rows:
            left_out.append(f"{quoted(block.sheet.name)}!{block.area}")
            continue
        name = _table_name(block, names)
        rows = naming.rows(guess, name)
        columns = [evolve(c, period=compared_period(guess, c)) for c in guess.columns]
        table = NamedTable(name, block.title or block.sheet.name, guess, columns, rows)
        tables.append(table)
        rules += rules_of(table, prefix)
    return Proposal(
        file,
        _NAMESPACE + prefix,
        calendar,
        tables,
        list(naming.items.values()),
        _distinct(rules),
        left_out,
        tuple(entry_points),
        _prefixes(taxonomy, naming),
    )


def _tables(
    workbook: Workbook, calendar: FiscalCalendar, currency: str, stem: str
) -> Iterator[tuple[Block, TableGuess | None]]:
    for sheet in workbook.sheets:
        found = list(blocks(sheet))
        carried, rounding = _carried(found, currency), rounding_of(sheet)
        head = [sheet.text(*place) for place in islice(sorted(sheet.cells), 3)]
        for block in found:
            places = ((row, c) for row in reversed(block.titles) for c in block.label_columns)
            title = [sheet.text(*place) for place in places]
            context = [text for text in (*title, *head, sheet.name, stem) if text]
            own = upright(block, calendar)
            said = own_measure(block, currency) if own is not block else carried
            guess = table_of(own, calendar, currency, context, said, rounding)
            yield own, guess and with_growth(with_fractions(guess))


def _carried(found: Sequence[Block], currency: str) -> tuple[Measure | None, str]:
    """Return the unit that a sheet says once for all of its tables, if it does."""
    said = [own_measure(block, currency) for block in found]
    if len(said) < 2 or any(measure is not None for measure, _ in said[1:]):
        return None, ""
    return said[0][0], f"{said[0][1]}, above the first table"


def _texts(workbook: Workbook) -> list[str]:
    found = (cell.text for sheet in workbook.sheets for cell in sheet.cells.values())
    said = (text for text in found if len(text) <= _LONGEST_TEXT and text.strip(_OF_NUMBERS))
    return list(islice(said, _MOST_TEXTS))


def _currency(texts: Sequence[str]) -> str:
    """Return the currency that units of a workbook name most often."""
    units = Counter(
        measure.text[:3]
        for text in texts
        if (measure := unit_in(text)) is not None and measure.unit
    )
    found = [code for code, _ in units.most_common() if code.isupper()]
    if found:
        return found[0]
    named = Counter(code for text in texts if (code := currency_in(text)))
    if named:
        return named.most_common(1)[0][0]
    return "JPY" if any(map(is_japanese, texts)) else "USD"


def _prefix(stem: str) -> str:
    words = re.findall(r"[A-Za-z]\w*", stem, re.ASCII)
    return (words[0].lower() if words else "book")[:20]


def _table_name(block: Block, names: Counter[str]) -> str:
    """Return a name of its own for a table: that of its sheet, then of its title."""
    sheet, title = (_named(text) for text in (block.sheet.name, block.title))
    for name in (sheet, title, f"{sheet}{title}"):
        if name and not names[name]:
            names[name] += 1
            return name
    stem = sheet or title or "Table"
    number = 2
    while names[f"{stem}{number}"]:
        number += 1
    names[f"{stem}{number}"] += 1
    return f"{stem}{number}"


def _named(text: str) -> str:
    known = next((name for words, name in _STATEMENTS.items() if words in text), "")
    return (known or camel(text, "Table"))[:40] or name_of(text)


def _distinct(rules: Sequence[RuleGuess]) -> list[RuleGuess]:
    """Return the rules, one for all tables that say the same, each with a code of its own."""
    found: dict[str, RuleGuess] = {}
    for rule in rules:
        before = found.get(rule.text)
        found[rule.text] = rule if before is None else before.merged(rule)
    codes: Counter[str] = Counter()
    distinct = []
    for rule in found.values():
        codes[rule.code] += 1
        number = codes[rule.code]
        distinct.append(rule if number == 1 else evolve(rule, code=f"{rule.code}{number}"))
    return distinct


def _prefixes(taxonomy: Taxonomy, naming: Naming) -> Mapping[str, str]:
    used = {name.partition(":")[0] for name in naming.items if ":" in name}
    return {prefix: uri for prefix, uri in taxonomy.namespaces.items() if prefix in used}
