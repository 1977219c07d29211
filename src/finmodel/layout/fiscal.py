"""The fiscal calendar that the words of a workbook show, or else the one that is usual."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from attrs import frozen

from finmodel.layout.confidence import Confidence
from finmodel.layout.period import FiscalCalendar, dates_in, period_in
from finmodel.layout.word import ORDINALS, is_japanese, plain

_YEAR: Final = re.compile(r"(?:fy|fiscal(?: year)?) ?'?((?:20)?\d\d)(?!\d)|(20\d\d)年度")
_QUARTER: Final = re.compile(r"([1-4])q ?'?(\d\d)?|第?([1-4一二三四])四半期")
_MONTH_END: Final = re.compile(r"年\s*(\d{1,2})月期")
_YEAR_ENDED: Final = re.compile(r"(?<!half[- ])(?:fiscal )?years? (?:ended|ending)")
_QUARTER_MONTHS: Final = 3


@frozen
class CalendarGuess:
    """A fiscal calendar and what it rests on."""

    calendar: FiscalCalendar
    because: str
    confidence: Confidence


def calendar_of(texts: Iterable[str], currency: str) -> CalendarGuess:
    """Return the fiscal calendar that texts of a workbook show; `currency` decides what is usual.

    A Japanese year starts in April and has the name of the year in which it starts; others are
    taken for calendar years.
    """
    known = list(texts)
    is_usual_in_japan = currency == "JPY" or any(map(is_japanese, known))
    for text in known:
        found = _shown_by(plain(text), is_usual_in_japan)
        if found is not None:
            return CalendarGuess(found, f"“{text[:60]}”", Confidence.HIGH)
    month = 4 if is_usual_in_japan else 1
    because = "nothing says so; it is usual in Japan" if month > 1 else "nothing says otherwise"
    return CalendarGuess(FiscalCalendar(month, is_usual_in_japan), because, Confidence.LOW)


def _shown_by(words: str, is_japanese_custom: bool) -> FiscalCalendar | None:
    if match := _MONTH_END.search(words):
        return FiscalCalendar(int(match[1]) % 12 + 1, is_japanese_custom)
    if match := _YEAR_ENDED.search(words):
        days = dates_in(words) or dates_in(f"{words[match.start() :]} 2000")
        if days:
            return FiscalCalendar(days[-1].month % 12 + 1, is_japanese_custom)
    bare = _YEAR.sub(" ", _QUARTER.sub(" ", words))
    period = period_in(bare, FiscalCalendar())
    if period is None or period.period.is_instant or period.period.start is None:
        return None
    start = period.period.start
    year = _YEAR.search(words)
    quarter = _QUARTER.search(words)
    months = period.period.months
    if quarter is not None and months == _QUARTER_MONTHS:
        number = ORDINALS[quarter[1] or quarter[3]]
        month = (start.month - _QUARTER_MONTHS * (number - 1) - 1) % 12 + 1
        return FiscalCalendar(month, is_japanese_custom)
    if year is not None and (quarter is None or "1q" in words):
        name = int(year[1] or year[2]) % 100
        return FiscalCalendar(start.month, name == start.year % 100)
    return None
