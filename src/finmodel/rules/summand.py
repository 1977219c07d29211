"""Summands: series laid out for adding up, a column for all facts of a concept at once."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal, localcontext
from functools import cached_property
from itertools import chain, compress, repeat
from operator import add, le, mod, mul, not_, sub
from typing import NamedTuple

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


class Amounts(NamedTuple):
    """Numbers, the units of their last digits, and the rows of the facts that state them.

    `width` is that unit where all share it, which makes comparing quicker, else `None`.
    """

    numbers: Sequence[Number]
    widths: Sequence[Number]
    rows: Sequence[int]
    width: Number | None = None


@frozen(eq=False, slots=False)
class Summand:
    """The plain facts of a series as columns, and apart from them those that need a closer look.

    Plain is a fact that alone states a number in its place, printed with no more digits than its
    decimals say; it stands for half a unit of its last digit either way, if it was rounded to the
    nearest. `odd` leads from the other places to their rows.
    """

    places: Sequence[int]
    amounts: Amounts
    odd: Mapping[int, Sequence[int]]

    @classmethod
    def of(cls, series: Series) -> Summand:
        """Return the summand of a series."""
        decimals = series.decimals
        widths = list(map(_Widths().__getitem__, decimals))
        is_exact = {EXACT, ABSENT}.intersection(decimals)
        odd = _odd_places(series, widths, may_be_exact=bool(is_exact))
        cells = zip(series.dimensions, series.numbers, widths, series.rows, strict=True)
        apart: defaultdict[int, list[int]] = defaultdict(list)
        exact = series.exact_numbers
        if exact is not None and not odd:
            width = widths[0] if decimals.count(decimals[0]) == len(decimals) else None
            return cls(series.dimensions, Amounts(exact, widths, series.rows, width), apart)
        plain: list[tuple[int, Number, Number, int]] = []
        for place, number, width, row in cells:
            if number is None or place in odd:
                apart[place].append(row)
            else:
                plain.append((place, number, width, row))
        places, *columns = zip(*plain, strict=True) if plain else ((), (), (), ())
        return cls(places, Amounts(*columns), apart)

    @cached_property
    def _at(self) -> Mapping[int, int]:
        return dict(zip(self.places, range(len(self.places)), strict=True))

    @cached_property
    def _padded(self) -> tuple[Sequence[Number], Sequence[Number], Sequence[int]]:
        """The columns with what stands for an absent fact at their end."""
        numbers, widths, rows, _ = self.amounts
        return (*numbers, 0), (*widths, 0), (*rows, -1)

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
        return Amounts(picked(numbers, positions), picked(widths, positions), present)


def _odd_places(series: Series, widths: Sequence[Number], *, may_be_exact: bool) -> frozenset[int]:
    """Return the places of a series where something is nil, no number, repeated or too precise."""
    odd: set[int] = set()
    if series.has_duplicates:
        odd |= {place for place, count in Counter(series.dimensions).items() if count > 1}
    exact = series.exact_numbers
    with localcontext(EXACTLY):
        if exact is None or may_be_exact or any(map(mod, exact, widths)):
            cells = zip(series.dimensions, series.numbers, widths, strict=True)
            odd |= {place for place, number, width in cells if number and width and number % width}
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
    claim = total.aligned(places)
    terms = [(weight, part.aligned(places)) for weight, part in parts]
    sums: Sequence[Number] = [0] * len(places)
    with localcontext(EXACTLY):
        for weight, amounts in terms:
            sums = _plus(sums, weight, amounts.numbers)
        gaps = list(map(abs, map(sub, claim.numbers, sums)))
        doubled = list(map(add, gaps, gaps))
        precision, allowed = (repeat(0),) * 2 if truncated else _widths(claim, terms)
        exact = sum(map(le, doubled, precision))
        clear = list(map(le, doubled, allowed))
    unclear = [*odd, *compress(places, map(not_, clear))]
    rows = list(chain(claim.rows, *(amounts.rows for _, amounts in terms)))
    return Totals(exact, sum(clear) - exact, sorted(unclear), rows)


def _widths(
    claim: Amounts, terms: Sequence[tuple[Number, Amounts]]
) -> tuple[Iterable[Number], Iterable[Number]]:
    """Return twice what rounding explains of a difference: by the total alone, and by all."""
    sizes = [(weight if weight > 0 else -weight, amounts) for weight, amounts in terms]
    if claim.width is None or any(amounts.width is None for _, amounts in terms):
        allowed = claim.widths
        for weight, amounts in sizes:
            allowed = _plus(allowed, weight, amounts.widths)
        return claim.widths, allowed
    together = sum((weight * (amounts.width or 0) for weight, amounts in sizes), claim.width)
    return repeat(claim.width), repeat(together)


def _plus(sums: Sequence[Number], weight: Number, numbers: Sequence[Number]) -> list[Number]:
    if weight == 1:
        return list(map(add, sums, numbers))
    if weight == -1:
        return list(map(sub, sums, numbers))
    return list(map(add, sums, map(mul, repeat(weight), numbers)))
