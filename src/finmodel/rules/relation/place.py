"""Moving from one place of a report to another: to other periods and other members."""

from __future__ import annotations

from calendar import monthrange
from datetime import MINYEAR, datetime
from itertools import pairwise

from finmodel.language.tree import Edge, Fixed, Shift, Span, When
from finmodel.model.dimension import DimensionSet
from finmodel.model.period import Period, PeriodError
from finmodel.model.report import Report
from finmodel.qname import QName

Move = tuple[tuple[When, ...], tuple[tuple[QName, QName | None], ...], bool]
"""Steps through time, dimensions to set, and whether the goal is measured at instants."""

_QUARTER, _YEAR = 3, 12


class Route(dict[int, "int | None"]):
    """Where one move leads: place to place, found out when somebody asks for it first."""

    def __init__(self, places: Places, move: Move) -> None:
        self._places = places
        self._move = move

    def __missing__(self, start: int) -> int | None:
        goal = self[start] = self._places.moved(start, self._move)
        return goal


class Places:
    """The dimension sets of a report by number, and those that moves lead to beyond them.

    Under another fiscal calendar, places that are `like` others have the same numbers as these.
    """

    def __init__(
        self, report: Report, fiscal_year: tuple[int, int] = (1, 1), like: Places | None = None
    ) -> None:
        self._sets: list[DimensionSet] = (
            list(report.columns.dimension_sets) if like is None else like._sets
        )
        self._numbers: dict[DimensionSet, int] = (
            dict(report.index.dimension_set) if like is None else like._numbers
        )
        self._fiscal_year = fiscal_year
        self._routes: dict[Move, Route] = {}
        self._quarters: dict[int, tuple[Fixed, ...]] = {}

    def __getitem__(self, number: int) -> DimensionSet:
        return self._sets[number]

    def route(self, move: Move) -> Route:
        """Return where a move leads from every place."""
        if move not in self._routes:
            self._routes[move] = Route(self, move)
        return self._routes[move]

    def moved(self, start: int, move: Move) -> int | None:
        """Return the number of the place that a move leads to; `None` if it leads nowhere."""
        steps, members, at_instant = move
        place = self._sets[start]
        period = place.period
        try:
            for step in steps:
                period = self._step(period, step)
        except PeriodError:
            return None
        if at_instant:
            period = period.closing()
        if period == place.period and not members:
            return start
        place = place.with_period(period)
        for dimension, member in members:
            place = place.with_member(dimension, member)
        return self.number(place)

    def number(self, place: DimensionSet) -> int:
        """Return the number of a place, which it gets if it has none."""
        number = self._numbers.setdefault(place, len(self._sets))
        if number == len(self._sets):
            self._sets.append(place)
        return number

    def _step(self, period: Period, step: When) -> Period:
        if period.is_forever:
            raise PeriodError("from forever no other period can be reached")
        if isinstance(step, Shift):
            return period.shifted(-step.months)
        if isinstance(step, Fixed):
            return step.period
        if isinstance(step, Edge):
            return period.opening() if step is Edge.OPENING else period.closing()
        return self._span(period, step)

    def _span(self, period: Period, step: Span) -> Period:
        """Return the fiscal year that a period ends in, whole or up to the period's end."""
        assert period.end is not None  # noqa: S101 - no step starts from forever
        start = self._year_start(period.end)
        if step is Span.YEAR_TO_DATE:
            return Period(start, period.end)
        return Period(start, Period.instant(start).shifted(_YEAR).end)

    def _year_start(self, end: datetime) -> datetime:
        """Return the first midnight of the fiscal year of the last moment before `end`."""
        month, day = self._fiscal_year
        for year in (end.year, end.year - 1):
            if year >= MINYEAR:
                last = monthrange(year, month)[1]
                start = datetime(year, month, min(day, last), tzinfo=end.tzinfo)
                if start < end:
                    return start
        raise PeriodError(f"no fiscal year can be told for {end}")

    def quarters(self, number: int) -> tuple[Fixed, ...]:
        """Return the three-month periods that a place's period divides into, if into several."""
        if number not in self._quarters:
            self._quarters[number] = self._divided(number)
        return self._quarters[number]

    def _divided(self, number: int) -> tuple[Fixed, ...]:
        period = self._sets[number].period
        count = (period.months or 0) // _QUARTER
        if period.start is None or count < 2 or count * _QUARTER != period.months:
            return ()
        starts = [
            Period.instant(period.start).shifted(_QUARTER * i).start for i in range(count + 1)
        ]
        return tuple(Fixed(Period(*ends)) for ends in pairwise(starts))
