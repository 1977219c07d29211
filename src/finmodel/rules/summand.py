"""Summands: series laid out for adding up, a column for all facts of a concept at once."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal, localcontext
from functools import cached_property
from itertools import repeat
from operator import add, mod
from typing import NamedTuple

from attrs import frozen

from finmodel.model.column import ABSENT, EXACT, UNKNOWN
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


class Amounts(NamedTuple):
    """Numbers, the units of their last digits, and the rows of the facts that state them.

    `width` is that unit where all share it, which makes comparing quicker, else `None`.
    `is_truncated` says that the numbers were truncated and not rounded to the nearest.
    """

    numbers: Sequence[Number]
    widths: Sequence[Number]
    rows: Sequence[int]
    width: Number | None = None
    is_truncated: bool = False

    def ranges(self) -> tuple[Sequence[Number], Sequence[Number]]:
        """Return twice the middle and the length of what each number stands for.

        A truncated number begins its range and does not halve it, but for zero, which does.
        """
        doubled = list(map(add, self.numbers, self.numbers))
        if not self.is_truncated:
            return doubled, self.widths
        cells = list(zip(doubled, self.widths, strict=True))
        middles = [n + width if n > 0 else n - width if n else n for n, width in cells]
        return middles, [width if n else width + width for n, width in cells]


@frozen(eq=False, slots=False)
class Summand:
    """The plain facts of a series as columns, and apart from them those that need a closer look.

    Plain is a fact that alone states a number in its place, printed with no more digits than its
    decimals say. `odd` leads from the other places to their rows.
    """

    places: Sequence[int]
    amounts: Amounts
    odd: Mapping[int, Sequence[int]]

    @classmethod
    def of(cls, series: Series, *, is_truncated: bool = False) -> Summand:
        """Return the summand of a series, whose statement may be declared to truncate."""
        width_of = _Widths()
        width = width_of[min(series.precisions)] if len(series.precisions) == 1 else None
        widths: Sequence[Number] = (
            list(map(width_of.__getitem__, series.decimals))
            if width is None
            else [width] * len(series.rows)
        )
        odd = _odd_places(series, widths)
        cells = zip(series.dimensions, series.numbers, widths, series.rows, strict=True)
        apart: defaultdict[int, list[int]] = defaultdict(list)
        exact = series.exact_numbers
        if exact is not None and not odd:
            amounts = Amounts(exact, widths, series.rows, width, is_truncated)
            return cls(series.dimensions, amounts, apart)
        plain: list[tuple[int, Number, Number, int]] = []
        for place, number, width, row in cells:
            if number is None or place in odd:
                apart[place].append(row)
            else:
                plain.append((place, number, width, row))
        places, numbers, plain_widths, rows = zip(*plain, strict=True) if plain else ((),) * 4
        amounts = Amounts(numbers, plain_widths, rows, is_truncated=is_truncated)
        return cls(places, amounts, apart)

    @cached_property
    def _at(self) -> Mapping[int, int]:
        return dict(zip(self.places, range(len(self.places)), strict=True))

    @cached_property
    def _padded(self) -> tuple[Sequence[Number], Sequence[Number], Sequence[int]]:
        """The columns with what stands for an absent fact at their end."""
        numbers, widths, rows, *_ = self.amounts
        return (*numbers, 0), (*widths, 0), (*rows, -1)

    @property
    def all_places(self) -> list[int]:
        """The places of all facts, plain or not."""
        return [*self.places, *self.odd]

    def rows_at(self, place: int) -> Sequence[int]:
        """Return the rows of all facts in a place, plain or not."""
        position = self._at.get(place)
        return self.odd.get(place, ()) if position is None else (self.amounts.rows[position],)

    def covers(self, places: Sequence[int]) -> bool:
        """Tell quickly whether the plain facts are in just these places, in this order."""
        return self.places is places or self.places == places

    def aligned(self, places: Sequence[int]) -> Amounts:
        """Return the amounts in the order of some places; an absent one is zero and has no row."""
        if self.covers(places):
            return self.amounts
        positions = list(map(self._at.get, places, repeat(-1)))
        numbers, widths, rows = self._padded
        present = [row for row in picked(rows, positions) if row >= 0]
        mode = self.amounts.is_truncated
        return Amounts(
            picked(numbers, positions), picked(widths, positions), present, is_truncated=mode
        )


def _odd_places(series: Series, widths: Sequence[Number]) -> frozenset[int]:
    """Return the places where a number is repeated, too precise, or not precise at all."""
    odd: set[int] = set()
    if UNKNOWN in series.precisions:
        pairs = zip(series.dimensions, series.decimals, strict=True)
        odd |= {place for place, decimals in pairs if decimals == UNKNOWN}
    if series.has_duplicates:
        odd |= {place for place, count in Counter(series.dimensions).items() if count > 1}
    exact = series.exact_numbers
    if exact is not None and isinstance(exact[0], int) and min(series.precisions) >= 0:
        return frozenset(odd)  # whole numbers, all of them, which have no digits after the point
    with localcontext(EXACTLY):
        if exact is None or {EXACT, ABSENT} & series.precisions or any(map(mod, exact, widths)):
            cells = zip(series.dimensions, series.numbers, widths, strict=True)
            odd |= {place for place, number, width in cells if number and width and number % width}
    return frozenset(odd)
