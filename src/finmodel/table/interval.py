"""Intervals in tables: a column for each end."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING

from finmodel.numeric import Interval
from finmodel.table.arrow import arrow
from finmodel.table.number import exact, number_type

if TYPE_CHECKING:
    import pyarrow


def ends(name: str, intervals: Iterable[Interval | None]) -> dict[str, pyarrow.Array]:
    """Return the columns of the low and the high ends of intervals.

    They are rounded outwards at the last digit of their type, and null where an interval is
    unbounded or there is none.
    """
    pa = arrow()
    found = list(intervals)
    return {
        f"{name}_low": pa.array(list(map(_low, found)), number_type()),
        f"{name}_high": pa.array(list(map(_high, found)), number_type()),
    }


def _low(interval: Interval | None) -> Decimal | None:
    return None if interval is None or interval.low is None else exact(interval.low)


def _high(interval: Interval | None) -> Decimal | None:
    return None if interval is None or interval.high is None else exact(interval.high, up=True)
