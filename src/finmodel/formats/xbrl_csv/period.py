"""The forms of periods that xBRL-CSV has beside the OIM's (xBRL-CSV 1.0, periods)."""

from __future__ import annotations

import re
from datetime import date, time, timedelta
from typing import Final

from finmodel.formats.oim.binding import period_text
from finmodel.formats.oim.name import RefusedError
from finmodel.formats.oim.shape import shown
from finmodel.formats.xbrl_csv.fault import INVALID_PERIOD
from finmodel.model.period import Period, PeriodError, day_before

_DAY: Final = r"\d{4}-\d\d-\d\d"
_SHORT: Final = re.compile(
    rf"(?:(?P<day>{_DAY})|(?P<year>\d{{4}})(?:-(?P<month>\d\d)"
    r"|Q(?P<quarter>[1-4])|H(?P<half>[12])|W(?P<week>\d\d))?)(?:@(?P<end>start|end))?",
    re.ASCII,
)
_DAYS: Final = re.compile(rf"({_DAY})\.\.({_DAY})", re.ASCII)


def parse_period(text: str) -> Period:
    """Return the period that a cell names; raises `RefusedError`."""
    try:
        period = _period(text)
    except (PeriodError, ValueError, OverflowError):
        period = None
    if period is None:
        raise RefusedError(INVALID_PERIOD, f"{shown(text)} is no period.")
    return period


def _period(text: str) -> Period | None:
    if "T" in text:
        return Period.from_text(text)
    days = _DAYS.fullmatch(text)
    if days is not None:
        return Period.days(date.fromisoformat(days[1]), date.fromisoformat(days[2]))
    short = _SHORT.fullmatch(text)
    if short is None:
        return None
    period = _named(short)
    if short["end"] is None:
        return period
    return period.opening() if short["end"] == "start" else period.closing()


def _named(match: re.Match[str]) -> Period:
    if match["day"]:
        day = date.fromisoformat(match["day"])
        return Period.days(day, day)
    year = int(match["year"])
    if match["week"]:
        monday = date.fromisocalendar(year, int(match["week"]), 1)
        return Period.days(monday, monday + timedelta(days=6))
    month, length = 1, 12
    if match["month"]:
        month, length = int(match["month"]), 1
    elif match["quarter"]:
        month, length = 3 * int(match["quarter"]) - 2, 3
    elif match["half"]:
        month, length = 6 * int(match["half"]) - 5, 6
    first = date(year, month, 1)
    after = date(year + (month + length > 12), (month + length - 1) % 12 + 1, 1)
    return Period.days(first, after - timedelta(days=1))


def short_text(period: Period) -> str:
    """Return a period as people read it: by its days, both included, where it has whole days."""
    start, end = period.start, period.end
    if start is None or end is None:
        return period.text
    last = day_before(end)
    if last is None or not (period.is_instant or start.time() == time.min):
        return period_text(period)
    return f"{last}@end" if period.is_instant else f"{start.date().isoformat()}..{last}"
