"""What the columns of a table are: numbers of a period, or what is said of such numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from enum import Enum
from itertools import groupby

from attrs import evolve, frozen

from finmodel.formats.workbook.grid import column_name
from finmodel.formats.workbook.measure import Measure
from finmodel.layout.block import Block
from finmodel.layout.confidence import Confidence
from finmodel.layout.item import name_of
from finmodel.layout.period import (
    FiscalCalendar,
    HeadingPeriod,
    dates_in,
    is_cumulative,
    is_partial,
    length_ended,
    months_up_to,
    period_in,
)
from finmodel.layout.unit import unit_in
from finmodel.layout.word import (
    ACTUAL,
    BALANCE,
    CHANGE,
    FLOW,
    FORECAST,
    GROWTH,
    MONTHLY,
    QUARTERLY,
    SHARE,
    TOTAL,
    plain,
)
from finmodel.model.period import Period

_AGAINST = re.compile(r"\bvs\.? ?\S+")
"""What a number is compared with, which is not its own period."""


class Kind(Enum):
    """What the numbers of a column are; the value is how the names of their line items end."""

    NUMBER = ""
    GROWTH = "Growth"
    CHANGE = "Change"
    SHARE = "Share"


@frozen
class ColumnGuess:
    """A column with what its headings say."""

    at: int
    heading: str
    kind: Kind
    period: Period | None
    suffix: str
    measure: Measure | None
    confidence: Confidence


def columns_of(block: Block, calendar: FiscalCalendar, context: Sequence[str]) -> list[ColumnGuess]:
    """Return the columns of a table; `context` are the texts that say what its headings do not."""
    guesses = [_column(block, at, calendar, context) for at in block.value_columns]
    beside = [block.sheet.text(row, at) for row in block.headings for at in block.sheet.rows[row]]
    known = [*(_AGAINST.sub(" ", plain(text)) for text in beside if text), *context]
    guesses = _with_own_periods(guesses, calendar, known)
    return _distinct(guesses)


def heading_texts(block: Block, at: int) -> list[str]:
    """Return what stands above a column, from top to bottom, each text once."""
    texts = (_text_above(block, row, at) for row in block.headings)
    return [text for text, _ in groupby(filter(None, texts))]


def _text_above(block: Block, row: int, at: int) -> str:
    """Return what a heading row says of a column: its cell, or the one that it is merged with."""
    sheet = block.sheet
    text = sheet.text(row, at)
    if text:
        return text
    if (row, at) in sheet.spans:
        top, left = sheet.spans[row, at]
        return sheet.text(top, left) if left >= block.value_columns[0] or top == row else ""
    if row == block.headings[-1] or not _speaks_below(block, row, at):
        return ""
    for left in range(at - 1, block.value_columns[0] - 1, -1):
        text = sheet.text(row, left)
        if (row, left) in sheet.spans:
            return ""  # it ends where it is merged
        if text:
            # not merged, but written once over several columns
            return text if is_partial(text) and unit_in(text) is None else ""
    return ""


def _speaks_below(block: Block, row: int, at: int) -> bool:
    return any(below > row and block.sheet.text(below, at) for below in block.headings)


def _column(block: Block, at: int, calendar: FiscalCalendar, context: Sequence[str]) -> ColumnGuess:
    texts = heading_texts(block, at)
    heading = " ".join(texts)
    words = plain(heading)
    kind = _kind(words, is_percentage=_shows_percentages(block, at))
    own = _AGAINST.sub(" ", words)
    found = period_in(own, calendar)
    if found is None or not found.is_sure:
        found = _with_corner(block, own, calendar) or found
    if found is None and is_partial(words):
        found = _first_period((f"{words} {text}" for text in context), calendar)
    elif found is not None and not found.is_sure and any(map(is_cumulative, context)):
        found = period_in(f"{words} cumulative", calendar)
    measure = next((m for m in map(unit_in, reversed(texts)) if m is not None), None)
    if kind in (Kind.GROWTH, Kind.SHARE):
        measure = Measure.from_text("%")
    period = found.period if found else None
    confidence = Confidence.HIGH if found and found.is_sure else Confidence.MEDIUM
    if kind is Kind.NUMBER and period and period.is_instant and _is_monthly(block, words):
        period = months_up_to(period, 1)
    elif kind is Kind.NUMBER and period and period.is_instant and _is_flow(block):
        ended = next(filter(None, (length_ended(text, period) for text in context)), None)
        period = ended or _up_to(period, calendar)
        confidence = Confidence.MEDIUM if ended else Confidence.LOW
    suffix = kind.value
    if (FORECAST.search(words) or _is_forecast(block)) and period is not None:
        suffix = "Forecast" + suffix
    if kind in (Kind.GROWTH, Kind.CHANGE) and QUARTERLY.search(words):
        suffix += "Quarterly"
    said = texts[-1] if texts and kind is not Kind.NUMBER else heading
    return ColumnGuess(at, " ".join(said.split()), kind, period, suffix, measure, confidence)


def _with_corner(block: Block, words: str, calendar: FiscalCalendar) -> HeadingPeriod | None:
    """Return the period that a heading says together with what stands over the labels.

    That is often a day of the year, such as `Six months ended 30 June` beside `2024`.
    """
    for row in reversed(block.headings):
        for column in block.label_columns:
            corner = block.sheet.text(row, column)
            if words and corner and period_in(corner, calendar) is None:
                found = period_in(f"{corner} {words}", calendar)
                if found is not None and found.is_sure:
                    return found
    return None


def _is_monthly(block: Block, words: str) -> bool:
    """Tell whether a heading is of a whole month: the title says so, and no day is named."""
    about = plain(" ".join((block.sheet.name, block.title)))
    return MONTHLY.search(about) is not None and not dates_in(words)


def _is_forecast(block: Block) -> bool:
    """Tell whether all of a table is foreseen, by its title; unless its headings say what is."""
    title = plain(block.title)
    if FORECAST.search(title) is None or ACTUAL.search(title) is not None:
        return False
    headings = (" ".join(heading_texts(block, at)) for at in block.value_columns)
    return not any(FORECAST.search(plain(heading)) for heading in headings)


def _shows_percentages(block: Block, at: int) -> bool:
    cells = (block.sheet.cells.get((row, at)) for row in block.data)
    return any(c is not None and c.number is not None and c.number.is_percentage for c in cells)


def _kind(words: str, *, is_percentage: bool) -> Kind:
    if SHARE.search(words):
        return Kind.SHARE
    says_percentage = is_percentage or re.search(r"%|率|比", words) is not None
    is_amount = re.search(r"\bamount\b|額", words) is not None
    is_amount = is_amount or (not says_percentage and CHANGE.search(words) is not None)
    if GROWTH.search(words) and not is_amount:
        return Kind.GROWTH
    if CHANGE.search(words) or (is_amount and GROWTH.search(words)):
        return Kind.CHANGE
    return Kind.NUMBER


def _is_flow(block: Block) -> bool:
    """Tell whether a table is of what happens over time, by its title and the sheet's name."""
    return FLOW.search(plain(f"{block.sheet.name} {block.title}")) is not None and not is_balance(
        block
    )


def is_balance(block: Block) -> bool:
    """Tell whether a table is a balance sheet, by its title or the sheet's name."""
    return any(BALANCE.search(plain(text)) for text in (block.sheet.name, block.title))


def _up_to(period: Period, calendar: FiscalCalendar) -> Period:
    """Return the fiscal year up to a day."""
    end = period.end
    if end is None:
        return period
    start = end.replace(month=calendar.month, day=1)
    return Period(start if start < end else start.replace(year=start.year - 1), end)


def _first_period(texts: Iterable[str], calendar: FiscalCalendar) -> HeadingPeriod | None:
    for text in texts:
        found = period_in(text, calendar)
        if found is not None:
            return HeadingPeriod(found.period, False)
    return None


def _with_own_periods(
    guesses: list[ColumnGuess], calendar: FiscalCalendar, context: Sequence[str]
) -> list[ColumnGuess]:
    """Return the columns, those without a period with that of the first number or the title."""
    numbers = [g.period for g in guesses if g.kind is Kind.NUMBER and g.period is not None]
    default = None
    if numbers:
        latest = max(period.end for period in numbers if period.end is not None)
        default = next(period for period in numbers if period.end == latest)
    else:
        default = next((g.period for g in guesses if g.period is not None), None)
    if default is None:
        found = _first_period(context, calendar)
        default = found.period if found else None
    unsure = Confidence.MEDIUM
    forecasts = {g.period for g in guesses if g.suffix == "Forecast"}

    def settled(guess: ColumnGuess) -> ColumnGuess:
        if guess.period is not None or default is None:
            return guess
        period = _compared(guess, guesses) or default
        is_forecast = period in forecasts and not guess.suffix.startswith("Forecast")
        suffix = f"Forecast{guess.suffix}" if is_forecast else guess.suffix
        if FORECAST.search(plain(guess.heading)) and not suffix.startswith("Forecast"):
            suffix = f"Forecast{suffix}"
        return evolve(guess, period=period, confidence=unsure, suffix=suffix)

    return [settled(guess) for guess in guesses]


def _compared(guess: ColumnGuess, guesses: Sequence[ColumnGuess]) -> Period | None:
    """Return the latest period of the numbers before a column that compares them, if it does."""
    if guess.kind not in (Kind.GROWTH, Kind.CHANGE):
        return None
    group: list[Period] = []
    is_ended = False
    for other in guesses:
        if other.at >= guess.at:
            break
        if other.kind in (Kind.GROWTH, Kind.CHANGE):
            is_ended = True
        elif other.kind is Kind.NUMBER and other.period is not None:
            group = [other.period] if is_ended else [*group, other.period]
            is_ended = False
    ends = [period.end for period in group if period.end is not None]
    return next((period for period in group if period.end == max(ends)), None)


def _distinct(guesses: Iterable[ColumnGuess]) -> list[ColumnGuess]:
    """Return the columns with other names where two would say the same of the same period."""
    guesses = list(guesses)
    seen: set[tuple[str, Period | None]] = set()
    for total in (g for g in guesses if g.kind is Kind.NUMBER and TOTAL.search(plain(g.heading))):
        alike = [g for g in guesses if (g.suffix, g.period) == (total.suffix, total.period)]
        if len(alike) > 2:
            guesses = [_part(g) if g in alike and g is not total else g for g in guesses]
    found = []
    for guess in guesses:
        own = guess if (guess.suffix, guess.period) not in seen else _renamed(guess, seen)
        if own.period is not None:
            seen.add((own.suffix, own.period))
        found.append(own)
    return found


def _part(guess: ColumnGuess) -> ColumnGuess:
    """Return a column that is a part of another one under a name of its own."""
    own = _own_suffix(guess) or f"Column{column_name(guess.at)}"
    suffix = f"{guess.suffix}{own}"
    return evolve(guess, suffix=suffix, confidence=Confidence.MEDIUM)


def _renamed(guess: ColumnGuess, seen: set[tuple[str, Period | None]]) -> ColumnGuess:
    suffix = _own_suffix(guess) if guess.kind is Kind.NUMBER else ""
    if not suffix or (suffix, guess.period) in seen:
        suffix = f"{guess.suffix or 'Column'}{column_name(guess.at)}"
    return evolve(guess, suffix=suffix, confidence=Confidence.LOW)


def _own_suffix(guess: ColumnGuess) -> str:
    words = re.findall(r"[A-Za-z][A-Za-z]+", guess.heading)[:3]
    return "".join(word.capitalize() for word in words) or name_of(guess.heading)
