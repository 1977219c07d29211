"""Periods from the words of headings: 3Q08, 2008年3月期, Three months ended December 31, 2008."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

from attrs import frozen

from finmodel.layout.word import COUNTS, MONTHS, ORDINALS, longest_first, plain
from finmodel.model.period import Period, PeriodError

_MONTH: Final = rf"(?:{longest_first(MONTHS)})\.?"
_YEAR: Final = r"(?:(?:19|20)\d\d)"
_SHORT: Final = r"'?((?:19|20)?\d\d)(?!\d)"
_DATES: Final = re.compile(
    rf"(?P<m1>{_MONTH})\s*(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?,?\s*(?P<y1>{_YEAR})"
    rf"|(?P<d2>\d{{1,2}})(?:st|nd|rd|th|er|\.)?\s+(?P<m2>{_MONTH}),?\s*(?P<y2>{_YEAR})"
    rf"|(?P<y3>{_YEAR})年\s*(?P<m3>\d{{1,2}})月\s*(?P<d3>\d{{1,2}})日"
    rf"|(?P<y4>{_YEAR})[-/.](?P<m4>\d{{1,2}})[-/.](?P<d4>\d{{1,2}})(?!\d)"
    rf"|(?<!\d)(?P<d5>\d{{1,2}})\.\s?(?P<m5>\d{{1,2}})\.\s?(?P<y5>{_YEAR})"
    # which is the day is known where it is after the 12th
    rf"|(?<!\d)(?P<d6>1[3-9]|2\d|3[01])/(?P<m6>\d{{1,2}})/(?P<y6>{_YEAR})"
    rf"|(?<!\d)(?P<m7>\d{{1,2}})/(?P<d7>1[3-9]|2\d|3[01])/(?P<y7>{_YEAR})"
)
_MONTH_OF_YEAR: Final = re.compile(
    rf"(?P<m1>{_MONTH})[\s,-]*(?P<y1>{_YEAR})|(?P<y2>{_YEAR})年\s*(?P<m2>\d{{1,2}})月(?!期)"
    rf"|(?P<m3>{_MONTH})-(?P<y3>\d\d)(?!\d)"
)
_TO: Final = r"\s*(?:[~〜–—-]|to|から|至|through|bis|au)\s*"
_DAYS_OF_ONE_YEAR: Final = re.compile(
    rf"(\d{{1,2}})\.(\d{{1,2}})\.{_TO}(\d{{1,2}})\.(\d{{1,2}})\.\s?({_YEAR})"
)
_MONTHS_NUMBERED: Final = re.compile(
    rf"(?<!\d)(\d\d|{_YEAR})/(\d{{1,2}}){_TO}(\d\d|{_YEAR})/(\d{{1,2}})(?!\d)"
)
_MONTHS_NAMED: Final = re.compile(rf"({_MONTH}){_TO}({_MONTH})[\s,]*({_YEAR})")
_MONTHS_JAPANESE: Final = re.compile(rf"({_YEAR})年(\d{{1,2}})月{_TO}(?:({_YEAR})年)?(\d{{1,2}})月")
_MONTHS_ENDED: Final = re.compile(
    rf"({longest_first(COUNTS)})[ -]months?(?: period)?,? (?:ended|ending|to)\b"
    r"|(year|quarter|half[ -]year)s?,? (?:ended|ending)\b"
)
_ENDED_IN: Final = re.compile(rf"({_YEAR})年(\d{{1,2}})月期|fye? ?(\d{{1,2}})/({_YEAR}|\d\d)(?!\d)")
_NAMED_YEAR: Final = re.compile(
    rf"(?:fy|fiscal(?: year)?) ?{_SHORT}|({_YEAR})年度|(?<![\d/.,])({_YEAR})(?:年|(?![\d/.,年]))"
)
_QUARTERS: Final = re.compile(rf"1q{_TO}([234])q ?(?:{_SHORT})?")
_QUARTER: Final = re.compile(
    rf"([1-4])q ?(?:{_SHORT})?|q([1-4])(?!\d)|({longest_first(ORDINALS)})[ -]quarter"
    r"|第?([1-4一二三四])四半期"
)
_HALF: Final = re.compile(
    rf"([12])h ?(?:{_SHORT})?|(?<![a-z])h([12])(?!\d)|(first|second) half"
    r"|(上期|上半期|中間期)|(下期|下半期)"
)
_MONTHS_OF_YEAR: Final = re.compile(rf"({longest_first(COUNTS)})(?:[ -]?months|m\b|[ヶかケカ]月)")
_CUMULATIVE: Final = re.compile(r"累計|cumulative|\bytd\b|year[ -]to[ -]date")
_FULL_YEAR: Final = re.compile(r"通期|full[ -]year|annual")
_WORDS_OF_TIME: Final = re.compile(
    r"q[1-4]|[1-4]q|四半期|quarter|month|半期|half|[12]h|年|通期|累計"
)
_DAY: Final = timedelta(days=1)


@frozen
class FiscalCalendar:
    """The month in which fiscal years start, and whether they are named after that year.

    A year that starts in April 2008 is FY2008 where it is, and FY2009 where it is not.
    """

    month: int = 1
    is_named_after_start: bool = True

    def year(self, name: int) -> date:
        """Return the first day of the fiscal year of a name."""
        is_earlier = not self.is_named_after_start and self.month > 1
        return date(name - is_earlier, self.month, 1)

    def ending_in(self, year: int, month: int) -> date:
        """Return the first day of the year that ends with a month."""
        return _first(year, month + 1 - 12)


@frozen
class HeadingPeriod:
    """The period that a heading names; `is_sure` where the words leave nothing open."""

    period: Period
    is_sure: bool = True


def period_in(text: str, calendar: FiscalCalendar) -> HeadingPeriod | None:
    """Return the period that a text names, `None` where it names none."""
    words = plain(text)
    for find in _FINDERS:
        try:
            found = find(words, calendar)
        except (ValueError, PeriodError, OverflowError):
            found = None
        if found is not None:
            return found
    return None


def is_partial(text: str) -> bool:
    """Tell whether a text says something of a period, such as a quarter without a year."""
    return _WORDS_OF_TIME.search(plain(text)) is not None


def is_cumulative(text: str) -> bool:
    """Tell whether a text says that quarters are counted from the start of the year."""
    return _CUMULATIVE.search(plain(text)) is not None


def length_ended(text: str, day: Period) -> Period | None:
    """Return the months up to a day of which a text says that they ended: `half-year ended`."""
    match = _MONTHS_ENDED.search(plain(text))
    period = day if match is None else months_up_to(day, _count(match))
    return None if period.is_instant else period


def months_up_to(day: Period, count: int) -> Period:
    """Return so many months up to the end of a day; the day as it is where no month ends there."""
    return day if day.end is None else _months_up_to(day.end.date() - _DAY, count)


def dates_in(text: str) -> list[date]:
    """Return the days that a text names, in order."""
    found = []
    for match in _DATES.finditer(plain(text)):
        year, month, day = (_group(match, key) for key in "ymd")
        try:
            found.append(date(int(year), _month(month), int(day)))
        except ValueError:
            continue
    return found


def _group(match: re.Match[str], key: str) -> str:
    return next(text for name, text in match.groupdict().items() if name[0] == key and text)


def _months_ended(words: str, _: FiscalCalendar) -> HeadingPeriod | None:
    match = _MONTHS_ENDED.search(words)
    end = _last_day(words)
    if match is None or end is None:
        return None
    return HeadingPeriod(_months_up_to(end, _count(match)))


def _count(match: re.Match[str]) -> int:
    """Return the months of what ended."""
    return COUNTS.get(match[1] or "") or {"year": 12, "quarter": 3}.get(match[2] or "", 6)


def _last_day(words: str) -> date | None:
    """Return the day that a text names, or the last one of its month."""
    days = dates_in(words)
    if days:
        return days[-1]
    found = next(reversed(list(_MONTH_OF_YEAR.finditer(words))), None)
    if found is None:
        return None
    return _end(_year(_group(found, "y")), _month(_group(found, "m")))


def _range(words: str, _: FiscalCalendar) -> HeadingPeriod | None:
    days = dates_in(words)
    if len(days) == 2 and days[0] < days[1]:
        return HeadingPeriod(Period.days(*days))
    if match := _DAYS_OF_ONE_YEAR.search(words):
        first_day, first_month, last_day, last_month, year = map(int, match.groups())
        return HeadingPeriod(
            Period.days(date(year, first_month, first_day), date(year, last_month, last_day))
        )
    if match := _MONTHS_NUMBERED.search(words):
        years = _year(match[1]), _year(match[3])
        return _whole_months(years[0], int(match[2]), years[1], int(match[4]))
    if match := _MONTHS_NAMED.search(words):
        first, last, year = _month(match[1]), _month(match[2]), int(match[3])
        return _whole_months(year - (first > last), first, year, last)
    if match := _MONTHS_JAPANESE.search(words):
        year = int(match[1])
        return _whole_months(year, int(match[2]), int(match[3] or year), int(match[4]))
    return None


def _whole_months(year: int, month: int, last_year: int, last_month: int) -> HeadingPeriod:
    return HeadingPeriod(Period.days(date(year, month, 1), _end(last_year, last_month)))


def _fiscal(words: str, calendar: FiscalCalendar) -> HeadingPeriod | None:
    """Return a year, or the part of it that is named."""
    short = ""
    part: tuple[int, int] | None = None  # the months of the year before and with it
    is_sure = True
    if match := _QUARTERS.search(words):
        part, short = (0, 3 * int(match[1])), match[2] or ""
    elif match := _QUARTER.search(words):
        number = ORDINALS[next(filter(None, (match[1], match[3], match[4], match[5])))]
        is_cumulative = _CUMULATIVE.search(words) is not None
        is_sure = is_cumulative or match[5] is None
        part, short = (0 if is_cumulative else 3 * number - 3, 3 * number), match[2] or ""
    elif match := _HALF.search(words):
        is_second = "2" in {match[1], match[3]} or match[4] == "second" or bool(match[6])
        part, short = ((6, 12) if is_second else (0, 6)), match[2] or ""
    elif match := _MONTHS_OF_YEAR.search(words):
        part = (0, COUNTS[match[1]])
    start = _year_start(words, short, calendar)
    if start is None:
        return None
    before, upto = part or (0, 12)
    if part is None and not _says_year(words):
        is_sure = False
    first = _first(start.year, start.month + before)
    last = _first(start.year, start.month + upto) - _DAY
    return HeadingPeriod(Period.days(first, last), is_sure)


def _says_year(words: str) -> bool:
    return (
        _FULL_YEAR.search(words) is not None or re.search(r"fy|fiscal|年度|月期", words) is not None
    )


def _year_start(words: str, short: str, calendar: FiscalCalendar) -> date | None:
    if match := _ENDED_IN.search(words):
        month, year = match[2] or match[3], match[1] or match[4]
        return calendar.ending_in(_year(year), int(month))
    if short:
        return calendar.year(_year(short))
    match = _NAMED_YEAR.search(words)
    return calendar.year(_year(next(filter(None, match.groups())))) if match else None


def _instant(words: str, _: FiscalCalendar) -> HeadingPeriod | None:
    end = _last_day(words)
    if end is None:
        return None
    return HeadingPeriod(Period.close_of(end), bool(_DATES.search(words)))


_FINDERS: Final[tuple[Callable[[str, FiscalCalendar], HeadingPeriod | None], ...]] = (
    _months_ended,
    _range,
    lambda words, calendar: None if _DATES.search(words) else _of_month(words, calendar),
    _instant,
)


def _of_month(words: str, calendar: FiscalCalendar) -> HeadingPeriod | None:
    """Return a fiscal period, unless the words are of one month only."""
    if _MONTH_OF_YEAR.search(words) and not (_QUARTER.search(words) or "月期" in words):
        return None
    return _fiscal(words, calendar)


def _months_up_to(end: date, count: int) -> Period:
    after = end + _DAY
    if after.day != 1:
        return Period.close_of(end).closing()
    return Period.days(_first(after.year, after.month - count), end)


def _first(year: int, month: int) -> date:
    """Return the first day of a month, which may lie in another year."""
    years, month = divmod(month - 1, 12)
    return date(year + years, month + 1, 1)


def _end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _month(text: str) -> int:
    return int(text) if text.isdigit() else MONTHS[text.rstrip(".")]


def _year(text: str) -> int:
    year = int(text)
    return year if year > 99 else year + (1900 if year >= 80 else 2000)
