"""A proposal as the text of a mapping, which people read and correct."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator, Mapping, Sequence

from finmodel.formats.workbook.grid import column_name
from finmodel.formats.workbook.mapping import period_text
from finmodel.layout.proposal import NamedTable, Proposal, RuleGuess
from finmodel.numeric import Rounding

_HEAD = """\
# What the cells of {file} mean, as far as `finmodel init` could tell. Correct what is wrong:
# every command that reads the workbook reads this file.
#
# confidence = "high"    the numbers show it, or words that leave nothing open
#              "medium"  something was assumed that these words do not say
#              "low"     a guess: look at it first
#
# A row or a column that is taken out is not read. In [[rule]] `holds` says in how many of the
# places that could be tried the numbers agree with the rule: where one of many does not, look at
# that number. Periods are days, both included; a day alone is the end of that day.
"""


def mapping_text(proposal: Proposal) -> str:
    """Return the mapping, in TOML."""
    return "\n".join(_lines(proposal)) + "\n"


def _lines(proposal: Proposal) -> Iterator[str]:
    yield _HEAD.format(file=_printable(proposal.file))
    yield "[workbook]"
    yield f"file = {_string(proposal.file)}"
    if proposal.taxonomy:
        yield f"taxonomy = [{', '.join(map(_string, proposal.taxonomy))}]"
    yield ""
    yield "[namespaces]"
    yield f"default = {_string(proposal.namespace)}"
    for prefix, uri in proposal.namespaces.items():
        yield f"{prefix} = {_string(uri)}"
    yield ""
    calendar = proposal.calendar
    yield "[calendar]"
    yield f'fiscal_year_starts = "{calendar.calendar.month:02}-01"' + _comment(
        f"{calendar.confidence.value}: {calendar.because}"
    )
    truncated = [t.name for t in proposal.tables if t.guess.rounding is Rounding.TRUNCATED]
    if truncated:
        yield ""
        yield "[rounding]"
        yield from (f'{_key(name)} = "truncated"' for name in truncated)
    for table in proposal.tables:
        yield from _table_lines(table)
    left_out = "Left out, since no period is known of them, or neither a heading nor a unit:"
    yield from _unread(left_out, proposal.left_out)
    yield from _unread("Not read, since the tables are too large to be looked at:", proposal.cut)
    for item in proposal.items:
        yield ""
        yield "[[concept]]"
        yield f"name = {_string(item.name)}"
        if item.is_instant:
            yield 'period = "instant"'
        if item.labels:
            yield f"labels = {_inline(item.labels)}"
    for rule in proposal.rules:
        yield from _rule_lines(rule)


def _unread(why: str, places: Sequence[str]) -> Iterator[str]:
    """Yield as comments what of a workbook is not read, if anything."""
    if places:
        yield ""
        yield f"# {why}"
        yield from (f"#   {_printable(place)}" for place in places)


def _table_lines(table: NamedTable) -> Iterator[str]:
    guess = table.guess
    yield ""
    yield "[[table]]"
    yield f"name = {_string(table.name)}"
    yield f"title = {_string(table.title)}"
    yield f"sheet = {_string(guess.block.sheet.name)}"
    yield f"range = {_string(str(guess.block.area))}"
    if guess.measure is not None:
        yield f"unit = {_string(guess.measure.text)}"
    yield f'confidence = "{guess.confidence.value}"'
    because = guess.because or "no unit stands near the table"
    yield f"because = {_string(because)}"
    periods, items = list(map(_inline, _periods(table))), list(map(_inline, _items(table)))
    columns, rows = (items, periods) if guess.block.is_turned else (periods, items)
    for name, lines in (("columns", columns), ("rows", rows)):
        yield f"{name} = ["
        yield from (f"  {line}," for line in lines)
        yield "]"


def _periods(table: NamedTable) -> Iterator[dict[str, str | int]]:
    guess = table.guess
    for column in table.columns:
        if column.period is None:
            continue
        fields: dict[str, str | int] = {
            "at": column.at if guess.block.is_turned else column_name(column.at),
            "heading": column.heading,
            "period": period_text(column.period),
        }
        if column.suffix:
            fields["suffix"] = column.suffix
        if column.measure is not None and column.measure != guess.measure:
            fields["unit"] = column.measure.text
        if column.at in guess.digits:
            fields["digits"] = guess.digits[column.at]
        fields["confidence"] = column.confidence.value
        yield fields


def _items(table: NamedTable) -> Iterator[dict[str, str | int]]:
    for named in table.rows:
        at = named.row.at
        fields: dict[str, str | int] = {
            "at": column_name(at) if table.guess.block.is_turned else at,
            "label": named.row.label,
            "concept": named.concept,
        }
        if named.row.measure is not None and named.row.measure != table.guess.measure:
            fields["unit"] = named.row.measure.text
        fields["confidence"] = named.confidence.value
        yield fields


def _rule_lines(rule: RuleGuess) -> Iterator[str]:
    yield ""
    yield "[[rule]]"
    yield f"code = {_string(rule.code)}"
    if rule.loop:
        yield f"for = {_string(rule.loop)}"
    yield f"assert = {_string(rule.text)}"
    yield f"why = {_string(rule.why)}"
    yield f"cells = {_string(rule.cells)}"
    yield f"holds = {_string(rule.trial.words)}"
    yield f'confidence = "{rule.confidence.value}"'


def _inline(fields: Mapping[str, str | int]) -> str:
    pairs = (
        f"{_key(key)} = {value if isinstance(value, int) else _string(value)}"
        for key, value in fields.items()
    )
    return f"{{ {', '.join(pairs)} }}"


def _key(text: str) -> str:
    is_bare = text.isascii() and text.replace("-", "").replace("_", "").isalnum()
    return text if is_bare else _string(text)


def _string(text: str) -> str:
    """Return a basic string; what does not show, such as marks of direction, is escaped."""
    return "".join(map(_escaped, json.dumps(text, ensure_ascii=False)))


def _escaped(character: str) -> str:
    if unicodedata.category(character) in {"Cc", "Cf", "Zl", "Zp", "Cs", "Co", "Cn"}:
        code = ord(character)
        return f"\\u{code:04X}" if code < 1 << 16 else f"\\U{code:08X}"
    return character


def _comment(text: str) -> str:
    return f"  # {_printable(text)}"


def _printable(text: str) -> str:
    return "".join(each if each.isprintable() else " " for each in text)
