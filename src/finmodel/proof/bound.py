"""Bounds on linear forms that follow from few numbers and rows, and the signs of divisors."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import product
from math import prod
from typing import Final

from attrs import evolve, frozen

from finmodel.language.form import Affine
from finmodel.numeric import Interval
from finmodel.proof.problem import Bound, Claim, Lemma, Sign, negative
from finmodel.proof.system import Row

MAX_DEPTH: Final = 4
"""How many rows lie between a bound and the numbers that it follows from, at most."""

MAX_STEPS: Final = 400
"""How many bounds of quantities are looked for on behalf of one form."""

MAX_CHOICES: Final = 8
"""How many bounds on one form are told apart where its quantities have several numbers."""


@frozen
class _Low:
    """A lower bound on a multiple of one quantity, or on a form, in the making."""

    low: Fraction
    is_open: bool
    rows: Mapping[int, Fraction]
    lows: Mapping[int, Fraction]
    highs: Mapping[int, Fraction]

    def times(self, factor: Fraction) -> _Low:
        """Return the bound on so many times as much; the factor is positive."""
        if factor == 1:
            return self
        rows, lows, highs = (
            {index: multiplier * factor for index, multiplier in part.items()}
            for part in (self.rows, self.lows, self.highs)
        )
        return _Low(self.low * factor, self.is_open, rows, lows, highs)

    @property
    def _key(self) -> tuple[Fraction, bool]:
        return self.low, self.is_open

    def is_tighter(self, other: _Low | None) -> bool:
        """Tell whether it says more than another bound."""
        return other is None or self._key > other._key


def _sum(parts: Sequence[_Low], start: Fraction, rows: Mapping[int, Fraction]) -> _Low:
    if len(parts) == 1 and not rows and not start:
        return parts[0]
    sums: list[defaultdict[int, Fraction]] = [defaultdict(Fraction) for _ in range(3)]
    for index, multiplier in rows.items():
        sums[0][index] += multiplier
    for part in parts:
        for added, to in zip((part.rows, part.lows, part.highs), sums, strict=True):
            for index, multiplier in added.items():
                to[index] += multiplier
    low = start + sum((part.low for part in parts), Fraction(0))
    is_open = any(part.is_open for part in parts)
    made = ({index: m for index, m in part.items() if m} for part in sums)
    return _Low(low, is_open, *made)


class Bounds:
    """Finds bounds on linear forms over quantities.

    `interval` gives what a number stands for, `None` for one that does not count.
    """

    def __init__(
        self,
        numbers_of: Callable[[int], Sequence[int]],
        interval: Callable[[int], Interval | None],
        rows_of: Callable[[int], Sequence[int]],
        row: Callable[[int], Row],
    ) -> None:
        self._numbers_of = numbers_of
        self._interval = interval
        self._rows_of = rows_of
        self._row = row
        self._steps = 0

    def below(self, form: Affine, depth: int = 0) -> Bound | None:
        """Return a lower bound on a form; over at most `depth` rows where numbers do not do."""
        self._steps = 0
        found = self._form(form.terms, form.constant, depth, frozenset())
        if found is None and depth and len(form.terms) > 1:
            found = self._from_rows(form, depth)
        return None if found is None else _bound(form, found)

    def _from_rows(self, form: Affine, depth: int) -> _Low | None:
        """Return what the rows say about a form that they hold as it is, or a multiple of it."""
        best: _Low | None = None
        first = next(iter(form.terms))
        for index in self._rows_of(first):
            row = self._row(index)
            multiplier = -form.terms[first] / row.terms[first]
            if (multiplier < 0 and row.operator != "=") or any(
                row.terms.get(i, 0) * multiplier != -factor for i, factor in form.terms.items()
            ):
                continue
            rest = {i: multiplier * k for i, k in row.terms.items() if i not in form.terms}
            start = form.constant - multiplier * row.bound
            found = self._form(rest, start, depth - 1, frozenset(form.terms), {index: multiplier})
            if found is not None:
                found = evolve(found, is_open=found.is_open or row.is_strict)
                best = found if found.is_tighter(best) else best
        return best

    def all_below(self, form: Affine) -> Iterator[Bound]:
        """Yield a lower bound for each choice of numbers; where one is missing, from rows."""
        choices = [self._numbers(index, factor > 0) for index, factor in form.terms.items()]
        if not all(choices) or prod(map(len, choices)) > MAX_CHOICES:
            bound = self.below(form, MAX_DEPTH)
            if bound is not None:
                yield bound
            return
        factors = [abs(factor) for factor in form.terms.values()]
        for chosen in product(*choices):
            parts = [low.times(factor) for low, factor in zip(chosen, factors, strict=True)]
            yield _bound(form, _sum(parts, form.constant, {}))

    def _form(
        self,
        terms: Mapping[int, Fraction],
        start: Fraction,
        depth: int,
        above: frozenset[int],
        rows: Mapping[int, Fraction] | None = None,
    ) -> _Low | None:
        parts: list[_Low] = []
        for index, factor in terms.items():
            part = self._quantity(index, factor > 0, depth, above)
            if part is None:
                return None
            parts.append(part.times(abs(factor)))
        return _sum(parts, start, rows or {})

    def _quantity(
        self, quantity: int, is_low: bool, depth: int, above: frozenset[int]
    ) -> _Low | None:
        """Return the best lower bound on a quantity, or on its negative, that is found."""
        best: _Low | None = None
        for found in self._numbers(quantity, is_low):
            if found.is_tighter(best):
                best = found
        if depth == 0 or (best is not None and above):
            return best
        self._steps += 1
        if self._steps > MAX_STEPS:
            return best
        for index in self._rows_of(quantity):
            derived = self._from_row(index, quantity, is_low, depth, above | {quantity})
            if derived is not None and derived.is_tighter(best):
                best = derived
        return best

    def _from_row(
        self, index: int, quantity: int, is_low: bool, depth: int, above: frozenset[int]
    ) -> _Low | None:
        """Return what a row says about a quantity, the others in it being as bounded."""
        row = self._row(index)
        multiplier = (-1 if is_low else 1) / row.terms[quantity]
        if (multiplier < 0 and row.operator != "=") or not above.isdisjoint(
            other for other in row.terms if other != quantity
        ):
            return None
        terms = {
            other: multiplier * factor for other, factor in row.terms.items() if other != quantity
        }
        start = -multiplier * row.bound
        found = self._form(terms, start, depth - 1, above, {index: multiplier})
        if found is None or not row.is_strict:
            return found
        return evolve(found, is_open=True)

    def _numbers(self, quantity: int, is_low: bool) -> list[_Low]:
        """Return what each number says about a quantity, or about its negative."""
        found: list[_Low] = []
        one = Fraction(1)
        for number in self._numbers_of(quantity):
            inside = self._interval(number)
            if inside is None:
                continue
            if is_low and inside.low is not None:
                found.append(_Low(inside.low, inside.low_open, {}, {number: one}, {}))
            elif not is_low and inside.high is not None:
                found.append(_Low(-inside.high, inside.high_open, {}, {}, {number: one}))
        return found

    def sign(self, claims: Sequence[Claim], depth: int = 0) -> Sign | None:
        """Return why the divisor of claims, or its negative, is not negative; `None` if unknown.

        The claims are what one relation says, and share their divisor.
        """
        divisor = claims[0].divisor
        for form in (divisor, negative(divisor)):
            bound = self.below(form, depth)
            if bound is not None and bound.low >= 0:
                return Sign(form, bound)
        for way in (way for claim in claims for way in _ways(claim)):
            for turned, form in ((way.turned, divisor), (way, negative(divisor))):
                lemma = self._lemma(turned, depth)
                if lemma is not None:
                    return Sign(form, lemma)
        return None

    def _lemma(self, turned: Claim, depth: int) -> Lemma | None:
        """Return why a claim cannot hold with a positive divisor, if it cannot."""
        factor = self.below(turned.factor, depth)
        if factor is None or factor.low < 0:
            return None
        numerator = self.below(turned.numerator, depth)
        if numerator is None or numerator.low < 0:
            return None
        is_clear = turned.is_strict or factor.is_above_zero or numerator.is_above_zero
        return Lemma(turned, factor, numerator) if is_clear else None


def _ways(claim: Claim) -> Iterator[Claim]:
    """Yield a claim and, of one about growth, the same about the change.

    `now = (1 + growth) · then` says `now − then = growth · then`.
    """
    yield claim
    if claim.factor.terms and claim.factor.constant and claim.divides:
        yield claim.moved(claim.factor.constant)


def _bound(form: Affine, found: _Low) -> Bound:
    return Bound(form, found.low, found.is_open, found.rows, found.lows, found.highs)
