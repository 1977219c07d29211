"""Totals compared with the sums of their parts, in all places of a report at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import localcontext
from itertools import chain, compress, repeat
from operator import add, le, mul, not_, sub

from attrs import frozen

from finmodel.rules.series import EXACTLY
from finmodel.rules.summand import Amounts, Summand
from finmodel.taxonomy.lexical import Number

Terms = Sequence[tuple[Number, Amounts]]
"""The parts of a total with their weights, in the order of its places."""


@frozen
class Totals:
    """What became of a summation in its plain places.

    `unclear` are the places that need a closer look, because rounding does not explain the
    difference or just reaches it, or because something in them is odd. `rows` are those of all
    facts that took part in the other places.
    """

    exact: int
    explained: int
    unclear: Sequence[int]
    rows: Sequence[int]


def add_up(
    total: Summand, parts: Sequence[tuple[Number, Summand]], *, as_printed: bool = False
) -> Totals:
    """Compare a total with its weighted parts wherever it and one of them are reported.

    `as_printed` takes the parts for exact, and rounds only what they make, to the total's decimals.
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
    is_truncated = claim.is_truncated or any(amounts.is_truncated for _, amounts in terms)
    with localcontext(EXACTLY):
        if as_printed:
            exact, clear = _compare_printed(claim, terms)
        else:
            compare = _compare_truncated if is_truncated else _compare_rounded
            exact, clear = compare(claim, terms)
    unclear = [*odd, *compress(places, map(not_, clear))]
    rows = list(chain(claim.rows, *(amounts.rows for _, amounts in terms)))
    return Totals(exact, sum(clear) - exact, sorted(unclear), rows)


def _compare_rounded(claim: Amounts, terms: Terms) -> tuple[int, list[bool]]:
    """Return how many sums round to their totals, and which totals rounding explains."""
    sums = _sums((weight, amounts.numbers) for weight, amounts in terms)
    gaps = list(map(abs, map(sub, claim.numbers, sums)))
    doubled = list(map(add, gaps, gaps))
    precision, allowed = _widths(claim, terms)
    return sum(map(le, doubled, precision)), list(map(le, doubled, allowed))


def _compare_printed(claim: Amounts, terms: Terms) -> tuple[int, list[bool]]:
    """Return how many sums round to their totals and which; halves are unclear."""
    sums = _sums((weight, amounts.numbers) for weight, amounts in terms)
    gaps = list(map(sub, claim.numbers, sums))
    sizes = map(abs, map(add, gaps, gaps))
    clear = [size < width or not size for size, width in zip(sizes, claim.widths, strict=True)]
    return sum(clear), clear


def _compare_truncated(claim: Amounts, terms: Terms) -> tuple[int, list[bool]]:
    """Return the same where something is truncated; ends that only touch are unclear.

    Whether they are reached depends on which of them are open.
    """
    sums = _sums((weight, amounts.numbers) for weight, amounts in terms)
    ranges = [(weight, *amounts.ranges()) for weight, amounts in terms]
    middles = _sums((weight, middles) for weight, middles, _ in ranges)
    lengths = _sums((_size(weight), lengths) for weight, _, lengths in ranges)
    exact, clear = 0, []
    for number, printed, *cell in zip(
        claim.numbers, sums, *claim.ranges(), middles, lengths, strict=True
    ):
        middle, length, other, reach = cell
        gap, distance = abs(middle - other), abs(printed + printed - middle)
        is_exact = number == printed or distance < length
        is_clear = is_exact or (distance > length and gap < length + reach)
        exact += is_exact
        clear.append(is_clear)
    return exact, clear


def _widths(claim: Amounts, terms: Terms) -> tuple[Iterable[Number], Iterable[Number]]:
    """Return twice what rounding explains of a difference: by the total alone, and by all."""
    sizes = [(_size(weight), amounts) for weight, amounts in terms]
    if claim.width is None or any(amounts.width is None for _, amounts in terms):
        allowed = claim.widths
        for weight, amounts in sizes:
            allowed = _plus(allowed, weight, amounts.widths)
        return claim.widths, allowed
    together = sum((weight * (amounts.width or 0) for weight, amounts in sizes), claim.width)
    return repeat(claim.width), repeat(together)


def _size(weight: Number) -> Number:
    return weight if weight > 0 else -weight


def _sums(weighted: Iterable[tuple[Number, Sequence[Number]]]) -> Sequence[Number]:
    """Return weighted sums; there is at least one column to add."""
    columns = iter(weighted)
    weight, first = next(columns)
    sums = first if weight == 1 else _plus(repeat(0), weight, first)
    for weight, numbers in columns:
        sums = _plus(sums, weight, numbers)
    return sums


def _plus(sums: Iterable[Number], weight: Number, numbers: Sequence[Number]) -> list[Number]:
    if weight == 1:
        return list(map(add, sums, numbers))
    if weight == -1:
        return list(map(sub, sums, numbers))
    return list(map(add, sums, map(mul, repeat(weight), numbers)))
