"""Trends: the numbers of a line item over its periods, as a line without scales."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from fractions import Fraction
from typing import Final, NamedTuple

from attrs import frozen

from finmodel.model.column import NONE
from finmodel.model.fact import Fact
from finmodel.model.figure import Figures, number_of
from finmodel.model.period import Period
from finmodel.model.report import Report
from finmodel.taxonomy.taxonomy import Taxonomy

_LEAST: Final = 3
_MOST: Final = 60
_WIDE: Final = 96
_HIGH: Final = 20
_EDGE: Final = 2
_DAYS_OF_MONTH: Final = Fraction(365, 12)


@frozen
class Trend:
    """A line through points, `x,y x,y …`, its last point, and what it shows in words."""

    points: str
    last: tuple[int, int]
    words: str


class _Item(NamedTuple):
    concept: int
    place: object
    unit: int
    length: int


class Trends:
    """Finds the numbers that can be compared over time: all alike but for when they end."""

    def __init__(self, report: Report, taxonomy: Taxonomy) -> None:
        self._report = report
        self._taxonomy = taxonomy
        self._items: defaultdict[_Item, list[int]] = defaultdict(list)
        self._trends: dict[_Item, Trend | None] = {}
        for row in range(len(report.columns)):
            item = self._item(row)
            if item is not None:
                self._items[item].append(row)

    def of(self, rows: list[int]) -> Trend | None:
        """Return the longest trend of the line items that some facts are of."""
        items = {item for row in rows if (item := self._item(row)) is not None}
        best = max(items, key=lambda item: (len(self._items[item]), item.length), default=None)
        if best is None or len(self._items[best]) < _LEAST:
            return None
        if best not in self._trends:
            self._trends[best] = self._drawn(self._items[best])
        return self._trends[best]

    def _item(self, row: int) -> _Item | None:
        columns = self._report.columns
        if columns.value[row] is None or not columns.is_numeric(row):
            return None
        if columns.owner is not None and columns.owner[row] != NONE:
            return None
        place = columns.dimension_sets[columns.dimensions[row]]
        months = _months(place.period)
        if months is None:
            return None
        others = (place.entity, place.members, place.remarks)
        return _Item(columns.concept[row], others, columns.unit[row], months)

    def _drawn(self, rows: list[int]) -> Trend | None:
        by_end: dict[datetime, Fact] = {}
        for row in rows:
            fact = self._report.facts[row]
            end = fact.period.end
            if end is not None and number_of(fact) is not None:
                by_end.setdefault(end.replace(tzinfo=None), fact)
        ends = sorted(by_end)[-_MOST:]
        if len(ends) < _LEAST:
            return None
        numbers = [by_end[end].fraction for end in ends]
        points = _points([Fraction((end - ends[0]).days) for end in ends], numbers)
        first, last = by_end[ends[0]], by_end[ends[-1]]
        figures = Figures(self._taxonomy.is_ratio, [first, last])
        words = (
            f"{len(ends)} periods: {figures.value(first)} in {first.period}, "
            f"{figures.value(last)} in {last.period}"
        )
        return Trend(" ".join(f"{x},{y}" for x, y in points), points[-1], words)


def _months(period: Period) -> int | None:
    """Return how long a period is, in months, as well as fiscal periods of weeks are any."""
    if period.start is None or period.end is None:
        return None
    return round((period.end - period.start).days / _DAYS_OF_MONTH)


def _points(times: list[Fraction], numbers: list[Fraction]) -> list[tuple[int, int]]:
    low, span = min(numbers), max(numbers) - min(numbers)
    return [
        (
            _EDGE + round(time * _WIDE / (times[-1] or 1)),
            _EDGE + round(_HIGH - (number - low) * _HIGH / span) if span else _EDGE + _HIGH // 2,
        )
        for time, number in zip(times, numbers, strict=True)
    ]
