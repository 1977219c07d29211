"""Summands: series laid out for adding up, a column for all facts of a concept at once."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal, localcontext
from functools import cached_property
from itertools import compress, repeat
from operator import add, le, mod, mul, not_, sub

from attrs import frozen

from finmodel.model.column import ABSENT, EXACT
from finmodel.rules.series import EXACTLY, Series, picked
from finmodel.taxonomy.lexical import Number


class _Widths(dict[int, Number]):
    """From decimals to the unit of the last digit: 0 for an exact number."""

    def __missing__(self, decimals: int) -> Number:
        if decimals in (EXACT, ABSENT):
            width: Number = 0
        else:
            width = 10**-decimals if decimals <= 0 else Decimal((0, (1,), -decimals))
        self[decimals] = width
        return width


Columns = tuple[Sequence[Number], Sequence[Number], Sequence[int]]
"""Numbers, the units of their last digits, and rows."""


@frozen(eq=False, slots=False)
class Summand:
    """The plain facts of a series as columns, and apart from them those that need a closer look.

    Plain is a fact that alone states a number in its place, printed with no more digits than its
    decimals say. `widths` are the units of the last digits: a number printed to the nearest stands
    for half of one either way. `odd` leads from the other places to their rows.
    """

    places: Sequence[int]
    numbers: Sequence[Number]
    widths: Sequence[Number]
    rows: Sequence[int]
    odd: Mapping[int, Sequence[int]]

    @classmethod
    def of(cls, series: Series) -> Summand:
        """Return the summand of a series."""
        with localcontext(EXACTLY):
            widths = list(map(_Widths().__getitem__, series.decimals))
            odd = _odd_places(series, widths)
        if not odd:
            # nothing is odd, so every number is there
            numbers: list[Number] = list(series.numbers)  # type: ignore[arg-type]
            return cls(series.dimensions, numbers, widths, series.rows, {})
        places, numbers, plain_widths, rows = [], [], [], []
        apart: defaultdict[int, list[int]] = defaultdict(list)
        cells = zip(series.dimensions, series.numbers, widths, series.rows, strict=True)
        for place, number, width, row in cells:
            if place in odd or number is None:
                apart[place].append(row)
            else:
                places.append(place)
                numbers.append(number)
                plain_widths.append(width)
                rows.append(row)
        return cls(places, numbers, plain_widths, rows, apart)

    @cached_property
    def _at(self) -> Mapping[int, int]:
        return dict(zip(self.places, range(len(self.places)), strict=True))

    @cached_property
    def _padded(self) -> Columns:
        """The columns with what stands for an absent fact at their end."""
        return (*self.numbers, 0), (*self.widths, 0), (*self.rows, -1)

    def rows_at(self, place: int) -> Sequence[int]:
        """Return the rows of all facts in a place, plain or not."""
        position = self._at.get(place)
        return self.odd.get(place, ()) if position is None else (self.rows[position],)

    def covers(self, places: Sequence[int]) -> bool:
        """Tell quickly whether the plain facts are in just these places, in this order."""
        return self.places is places or self.places == places

    def aligned(self, places: Sequence[int]) -> Columns:
        """Return the columns in the order of some places; an absent fact adds nothing."""
        if self.covers(places):
            return self.numbers, self.widths, self.rows
        positions = list(map(self._at.get, places, repeat(-1)))
        numbers, widths, rows = self._padded
        return picked(numbers, positions), picked(widths, positions), picked(rows, positions)


def _odd_places(series: Series, widths: Sequence[Number]) -> frozenset[int]:
    """Return the places of a series where something is nil, no number, repeated or too precise."""
    odd: set[int] = set()
    if series.has_duplicates:
        odd |= {place for place, count in Counter(series.dimensions).items() if count > 1}
    if series.exact_numbers is None:
        pairs = zip(series.dimensions, series.numbers, strict=True)
        odd |= {place for place, number in pairs if number is None}
    exact = series.exact_numbers
    if exact is None or 0 in widths or any(map(mod, exact, widths)):
        triples = zip(series.dimensions, series.numbers, widths, strict=True)
        odd |= {place for place, number, width in triples if number and width and number % width}
    return frozenset(odd)


@frozen
class Totals:
    """What became of a summation in its plain places.

    `unclear` are the places that need a closer look, because rounding to the nearest does not
    explain the difference or because something in them is odd. `rows` are those of all facts that
    took part in the other places.
    """

    exact: int
    explained: int
    unclear: Sequence[int]
    rows: Sequence[int]


def add_up(total: Summand, parts: Sequence[tuple[Number, Summand]], *, truncated: bool) -> Totals:
    """Compare a total with its weighted parts wherever it and one of them are reported.

    Where something is truncated, only an equal sum counts as clear.
    """
    odd = set(total.odd).union(*(part.odd for _, part in parts))
    places = total.places
    if odd or not any(part.covers(places) for _, part in parts):
        reached: set[int] = set().union(*(part.places for _, part in parts)) - odd
        places = [place for place in places if place in reached]
    if not places:
        return Totals(0, 0, sorted(odd), ())
    claims, precision, touched = total.aligned(places)
    sums: Sequence[Number] = [0] * len(places)
    allowed: Sequence[Number] = precision
    rows = list(touched)
    with localcontext(EXACTLY):
        for weight, part in parts:
            numbers, widths, touched = part.aligned(places)
            sums = _plus(sums, weight, numbers)
            allowed = _plus(allowed, weight if weight > 0 else -weight, widths)
            rows += touched if part.covers(places) else [row for row in touched if row >= 0]
        gaps = list(map(abs, map(sub, claims, sums)))
        doubled = list(map(add, gaps, gaps))
        if truncated:
            precision = allowed = [0] * len(places)
        exact = sum(map(le, doubled, precision))
        clear = list(map(le, doubled, allowed))
    unclear = [*odd, *compress(places, map(not_, clear))]
    return Totals(exact, sum(clear) - exact, sorted(unclear), rows)


def _plus(sums: Sequence[Number], weight: Number, numbers: Sequence[Number]) -> list[Number]:
    if weight == 1:
        return list(map(add, sums, numbers))
    if weight == -1:
        return list(map(sub, sums, numbers))
    return list(map(add, sums, map(mul, repeat(weight), numbers)))
