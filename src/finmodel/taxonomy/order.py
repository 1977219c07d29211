"""Which of two values of a data type is the greater (XML Schema part 2, section 3.2)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Final

from finmodel.numeric import NumberError, parse_decimal
from finmodel.taxonomy.datatype import NUMERIC

_DAY: Final = 86_400
_FURTHEST_ZONE: Final = 14 * 3600
_SOME_YEAR: Final = "2000"
_MOMENT: Final = re.compile(
    r"(?=.*\d)(?:(?P<year>-?\d{4,20})(?:-(?P<month>\d\d))?(?:-(?P<day>\d\d))?"
    r"|--(?P<only_month>\d\d)(?:-(?P<its_day>\d\d)|--)?|---(?P<only_day>\d\d))?"
    r"(?:T?(?P<hour>\d\d):(?P<minute>\d\d):(?P<second>\d\d(?:\.\d+)?))?"
    r"(?P<zone>Z|[+-]\d\d:\d\d)?",
    re.ASCII,
)
_DURATION: Final = re.compile(
    r"(?=.*\d)(?P<sign>-?)P(?:(?P<year>\d+)Y)?(?:(?P<month>\d+)M)?(?:(?P<day>\d+)D)?"
    r"(?:T(?:(?P<hour>\d+)H)?(?:(?P<minute>\d+)M)?(?:(?P<second>\d+(?:\.\d+)?)S)?)?",
    re.ASCII,
)
_EXPONENT: Final = re.compile(r"([^eE]+)[eE]([+-]?\d{1,3})", re.ASCII)
_INFINITE: Final = {"INF": Fraction(10) ** 1000, "-INF": -(Fraction(10) ** 1000)}
"""What is beyond every floating-point number."""

_STARTS: Final = tuple(
    year * 12 + month - 1 for year, month in ((1696, 9), (1697, 2), (1903, 3), (1903, 7))
)
"""Months, counted from year 0: what follows them tells whether one duration is always longer."""

Positions = tuple[Fraction, ...]
"""Where a value is on a line, looked at in several ways, of which one may be right."""


def compare(builtin: str, one: str, other: str) -> int | None:
    """Return whether a value is less than another (-1), equal (0) or more (1).

    `builtin` is the type of XML Schema that both are of. `None` where there is no order: of two
    times close together of which one has no zone, of a month and 30 days, of texts, of no values.
    """
    read = _READ.get(builtin, _nothing)
    left, right = read(one.strip()), read(other.strip())
    if left is None or right is None:
        return None
    signs = {(a > b) - (a < b) for a, b in zip(left, right, strict=True)}
    return signs.pop() if len(signs) == 1 else None


def is_ordered(builtin: str) -> bool:
    """Tell whether values of a type of XML Schema have an order."""
    return builtin in _READ


def has_order(text: str) -> bool:
    """Tell whether a text is a value of any type that has an order."""
    return any(read(text.strip()) is not None for read in (_number, _moment, _duration))


def _nothing(text: str) -> None:
    """Return that values of types without an order have no positions."""


def _number(text: str) -> Positions | None:
    if text in _INFINITE:
        return (_INFINITE[text],)
    match = _EXPONENT.fullmatch(text)
    try:
        number = Fraction(parse_decimal(match[1] if match else text))
    except NumberError:
        return None
    return (number * Fraction(10) ** int(match[2]) if match else number,)


def _moment(text: str) -> Positions | None:
    """Return when a point in time is at the earliest and at the latest, in whatever zone."""
    match = _MOMENT.fullmatch(text)
    if match is None:
        return None
    year = int(match["year"] or _SOME_YEAR)
    month = int(match["month"] or match["only_month"] or 1)
    day = int(match["day"] or match["its_day"] or match["only_day"] or 1)
    # there was no year 0
    months = (year + (year < 0)) * 12 + month - 1
    seconds = _days(months) * _DAY + (day - 1) * _DAY + _seconds(match)
    zone = match["zone"]
    if zone is None:
        return seconds - _FURTHEST_ZONE, seconds + _FURTHEST_ZONE
    if zone != "Z":
        ahead = int(zone[1:3]) * 3600 + int(zone[4:]) * 60
        seconds += ahead if zone[0] == "-" else -ahead
    return seconds, seconds


def _duration(text: str) -> Positions | None:
    """Return when a length of time ends that begins at one of some points in time."""
    match = _DURATION.fullmatch(text)
    if match is None:
        return None
    sign = -1 if match["sign"] else 1
    months = sign * (int(match["year"] or 0) * 12 + int(match["month"] or 0))
    seconds = sign * (int(match["day"] or 0) * _DAY + _seconds(match))
    return tuple(_days(start + months) * _DAY + seconds for start in _STARTS)


def _seconds(match: re.Match[str]) -> Fraction:
    hours, minutes = int(match["hour"] or 0), int(match["minute"] or 0)
    return hours * 3600 + minutes * 60 + Fraction(match["second"] or 0)


def _days(months: int) -> int:
    """Return the days before the first of a month, counted from the year 0."""
    year, month = divmod(months, 12)
    year -= month < 2  # years that begin in March end with the day that leaps
    return 365 * year + year // 4 - year // 100 + year // 400 + (153 * ((month - 2) % 12) + 2) // 5


_READ: Final[Mapping[str, Callable[[str], Positions | None]]] = {
    **dict.fromkeys("dateTime date time gYear gYearMonth gMonthDay gMonth gDay".split(), _moment),
    "duration": _duration,
    **dict.fromkeys(NUMERIC, _number),
}
