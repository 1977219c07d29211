"""Periods of the OIM: half-open intervals of time, in which an instant is one of no length."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Final

from attrs import frozen

_DAY: Final = timedelta(days=1)
_DATE_TIME = re.compile(
    r"(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(\.\d{1,6})?"
    r"(Z|[+-](?:(?:0\d|1[0-3]):[0-5]\d|14:00))?",
    re.ASCII,
)

_FAR: Final = re.compile(r"(?:-\d{4,}|\d{5,})-\d\d-\d\d(?:T|\Z)", re.ASCII)
"""Dates that XML Schema has and `datetime` has not."""

_END: Final = datetime.max
_END_TEXT: Final = "10000-01-01T00:00:00"
"""The end of the year 9999, which `datetime` cannot tell, is the last moment that it can."""


class PeriodError(ValueError):
    """A text that is no period, or one that ends before it starts."""


@frozen(order=False)
class Period:
    """A `Duration` from `start` up to `end`, an `Instant` (both equal), or forever (both `None`).

    Midnight is the start of the day that it opens: the balance sheet date "31 March 2008" is the
    instant 2008-04-01T00:00:00, and the year that ends with it ends there too (OIM 1.0, section on
    the period core dimension). Ends carry a time zone only where the report gives one.
    """

    start: datetime | None
    end: datetime | None

    def __attrs_post_init__(self) -> None:
        if self.start is None or self.end is None:
            if self.start is not self.end:
                raise PeriodError("a period has both ends or none")
        elif (self.start.tzinfo is None) != (self.end.tzinfo is None):
            raise PeriodError("either both ends of a period have a time zone or none has")
        elif self.end < self.start:
            raise PeriodError(f"the period ends ({self.end}) before it starts ({self.start})")

    @classmethod
    def instant(cls, moment: datetime) -> Period:
        """Return the instant at `moment`."""
        return cls(moment, moment)

    @classmethod
    def close_of(cls, day: date) -> Period:
        """Return the instant at which `day` ends."""
        return cls.instant(end_of(day))

    @classmethod
    def days(cls, first: date, last: date) -> Period:
        """Return the duration from the start of `first` to the end of `last`."""
        if last < first:
            raise PeriodError(f"the period ends ({last}) before it starts ({first})")
        return cls(datetime.combine(first, time.min), end_of(last))

    @classmethod
    @lru_cache(maxsize=4096)
    def from_text(cls, text: str) -> Period:
        """Read `dateTime`, `dateTime/dateTime` or `forever`; raises `PeriodError`.

        The time may be left out and is midnight then, the *start* of that day.
        """
        if text == "forever":
            return FOREVER
        start, slash, end = text.partition("/")
        first = _moment(start)
        last = _moment(end) if slash else first
        if slash and first == last:
            raise PeriodError(f"the duration {text} has no length; write an instant once")
        return cls(first, last)

    @property
    def is_instant(self) -> bool:
        """Whether it is a point in time."""
        return self.start is not None and self.start == self.end

    @property
    def is_duration(self) -> bool:
        """Whether it has a length; forever is a duration without ends."""
        return not self.is_instant

    @property
    def is_forever(self) -> bool:
        """Whether it has no ends."""
        return self.start is None

    def shifted(self, months: int) -> Period:
        """Return the period moved by whole months; raises `PeriodError` outside years 1 to 9999.

        Both ends keep their day of the month, or take its last where the month is shorter.
        """
        if self.start is None or self.end is None:
            return self
        return Period(_add_months(self.start, months), _add_months(self.end, months))

    @property
    def months(self) -> int | None:
        """The length in whole calendar months, or `None` where it is not one."""
        if self.start is None or self.end is None:
            return None
        count = _month(self.end) - _month(self.start)
        return count if _add_months(self.start, count) == self.end else None

    def opening(self) -> Period:
        """Return the instant at which it starts."""
        return self if self.start is None else Period.instant(self.start)

    def closing(self) -> Period:
        """Return the instant at which it ends."""
        return self if self.end is None else Period.instant(self.end)

    @property
    def text(self) -> str:
        """The OIM form: `2008-04-01T00:00:00/2009-01-01T00:00:00`, an instant once, `forever`."""
        if self.start is None or self.end is None:
            return "forever"
        start = _moment_text(self.start)
        return start if self.start == self.end else f"{start}/{_moment_text(self.end)}"

    def __str__(self) -> str:
        """Return the form people read: the days that it covers, both named."""
        if self.start is None or self.end is None:
            return "forever"
        last = day_before(self.end)
        if last is None or not (self.is_instant or self.start.time() == time.min):
            return self.text
        return f"{last}" if self.is_instant else f"{self.start.date()} to {last}"


def end_of(day: date) -> datetime:
    """Return the midnight that ends a day, which is the one that starts the next."""
    try:
        return datetime.combine(day, time.min) + _DAY
    except OverflowError:
        return _END


def day_before(moment: datetime) -> date | None:
    """Return the day that ends at a moment, `None` where none does or a time zone is given."""
    if moment == _END:
        return date.max
    if moment.tzinfo or moment.time() != time.min or moment == datetime.min:
        return None
    return (moment - _DAY).date()


def _month(moment: datetime) -> int:
    """Count the months up to a moment."""
    return moment.year * 12 + moment.month - 1 + (moment == _END)


def _add_months(moment: datetime, months: int) -> datetime:
    number = _month(moment) + months
    like = datetime.min if moment == _END else moment  # it starts a year
    if number == _month(_END) and like == datetime.combine(like.replace(day=1), time.min):
        return _END
    year, month = divmod(number, 12)
    if not 1 <= year <= 9999:
        raise PeriodError(f"{months} months from {moment:%Y-%m-%d} is outside the years 1 to 9999")
    return like.replace(
        year=year, month=month + 1, day=min(like.day, monthrange(year, month + 1)[1])
    )


def _moment(text: str) -> datetime:
    full = text if "T" in text else f"{text}T00:00:00"
    if full == _END_TEXT:
        return _END
    match = _DATE_TIME.fullmatch(full)
    if match is None:
        is_far = _FAR.match(text) is not None
        what = "outside the years 1 to 9999" if is_far else "not a date, or a date and time"
        raise PeriodError(f"{text[:60]!r} is {what}")
    try:
        if match[2] == "24:00:00" and not (match[3] or "").strip(".0"):
            midnight = end_of(date.fromisoformat(match[1]))
            if midnight == _END and match[4]:
                raise ValueError("in a time zone, the year 9999 has no end that can be told")
            zone = datetime.fromisoformat(f"{match[1]}T00:00:00{match[4] or ''}").tzinfo
            return midnight.replace(tzinfo=zone)
        return datetime.fromisoformat(match[0])
    except ValueError as error:
        raise PeriodError(f"{text[:60]!r} is not a date and time: {error}") from None


def _moment_text(moment: datetime) -> str:
    if moment == _END:
        return _END_TEXT
    text = moment.strftime("%Y-%m-%dT%H:%M:%S").rjust(19, "0")
    if moment.microsecond:
        text += f".{moment.microsecond:06}".rstrip("0")
    if moment.tzinfo is not None:
        zone = moment.isoformat()[-6:]
        text += "Z" if zone == "+00:00" else zone
    return text


FOREVER: Final = Period(None, None)


def Instant(text: str) -> Period:  # noqa: N802 - reads as the OIM's name for a kind of period
    """Return an instant from its OIM text, midnight of the day where no time is given."""
    period = Period.from_text(text)
    if not period.is_instant:
        raise PeriodError(f"{text} is not an instant")
    return period


def Duration(start: str, end: str) -> Period:  # noqa: N802 - as `Instant`
    """Return the duration from `start` up to, and not including, `end`."""
    return Period.from_text(f"{start}/{end}")
